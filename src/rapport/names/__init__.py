"""Names and words across scripts and spellings: folding, skeletons, likeness.

`fold` and its neighbours are for words in search, `name_keys` for finding a person by name,
`likeness` and `likely_duplicates` for noticing that two names may be one. Nothing here decides
that they are: every answer carries its reasons, and people decide.
"""

from rapport.names.duplicates import likely_duplicates
from rapport.names.fold import fold, fold_letters, search_text, words
from rapport.names.lists import listed
from rapport.names.masking import Mask
from rapport.names.match import REASONS, Level, Likeness, likeness
from rapport.names.ranking import alike, rank
from rapport.names.skeleton import Asked, NameKeys, asked_keys, name_keys, skeleton, skeletons
from rapport.names.snippets import (
    has_direction_overrides,
    highlight,
    mixed_scripts,
    snippet,
    visible,
)

__all__ = [
    "REASONS",
    "Asked",
    "Level",
    "Likeness",
    "Mask",
    "NameKeys",
    "alike",
    "asked_keys",
    "fold",
    "fold_letters",
    "has_direction_overrides",
    "highlight",
    "likely_duplicates",
    "likeness",
    "listed",
    "mixed_scripts",
    "name_keys",
    "rank",
    "search_text",
    "skeleton",
    "skeletons",
    "snippet",
    "visible",
    "words",
]
