"""Guessing what the columns of a register mean, from their headers and some of their cells.

A guess fills the mapping page in; a person confirms it.  Phone numbers and e-mail addresses are
recognised so that they can be left out: a register that carries less harms less when it is lost.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence

from rapport.imports.tables.column_guess import ColumnGuess
from rapport.imports.tables.dates import BadDate, guess_date_order, parse_date
from rapport.imports.tables.header_words import HEADER_WORDS, Meaning
from rapport.names import fold

#: Recognised, and not imported unless the person insists.
LEFT_OUT: frozenset[Meaning] = frozenset({"phone", "email"})

_EXACT, _BEGINS, _WITHIN = 30, 20, 10
_CELLS_AGREE, _CELLS_DISAGREE = 8, -25
_LEAST = 10
_MOSTLY = 0.8
_HARDLY = 0.3
_SAMPLES = 200
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PHONE = re.compile(r"\+?[\d٠-٩۰-۹][\d٠-٩۰-۹\s()./-]{6,18}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
_YES_NO = frozenset(
    {
        "yes",
        "no",
        "y",
        "n",
        "true",
        "false",
        "oui",
        "non",
        "vrai",
        "faux",
        "1",
        "0",
        "x",
        "نعم",
        "لا",
    }
)


def fold_header(header: str) -> str:
    """Lower case, no accents, no punctuation, one form of each Arabic letter.

    >>> fold_header("Dernière_rencontre "), fold_header("dateMet")
    ('derniere rencontre', 'date met')
    """
    return fold(_CAMEL.sub(" ", header[:200]))


def is_known_header(header: str) -> bool:
    """Say whether this is exactly one of the words known as a header."""
    return fold_header(header) in _KNOWN


def guess_columns(headers: Sequence[str], samples: Sequence[Sequence[str]]) -> ColumnGuess:
    """Say what each column seems to hold, and what a person should be asked.

    ``samples`` are rows of cells.  A meaning is given once, to the column it fits best; phone
    numbers and e-mail addresses may stand in several.
    """
    columns = [
        [row[index] for row in samples[:_SAMPLES] if index < len(row) and row[index].strip()]
        for index in range(len(headers))
    ]
    offers = [
        (points, -index, meaning)
        for index, header in enumerate(headers)
        for meaning, points in _points_for(fold_header(header), columns[index]).items()
        if points >= _LEAST
    ]
    given: dict[int, Meaning] = {}
    taken: set[Meaning] = set()
    for _, negative, meaning in sorted(offers, reverse=True):
        if -negative not in given and meaning not in taken:
            given[-negative] = meaning
            taken |= {meaning} - LEFT_OUT
    return ColumnGuess(dict(sorted(given.items())), tuple(map(len, columns)))


def _points_for(header: str, cells: list[str]) -> Counter[Meaning]:
    points: Counter[Meaning] = Counter()
    for meaning, phrases in _FOLDED_WORDS.items():
        points[meaning] = max(_resemblance(header, phrase) for phrase in phrases)
    for meaning, agrees in _what_cells_say(cells).items():
        if agrees:
            points[meaning] += _EXACT if meaning in LEFT_OUT else _CELLS_AGREE
        elif points[meaning] and meaning not in LEFT_OUT:
            points[meaning] += _CELLS_DISAGREE
    return points


def _resemblance(header: str, phrase: str) -> int:
    if header == phrase:
        return _EXACT
    if header.startswith(f"{phrase} "):
        return _BEGINS + phrase.count(" ")
    return _WITHIN + phrase.count(" ") if f" {phrase} " in f" {header} " else 0


def _what_cells_say(cells: list[str]) -> dict[Meaning, bool]:
    """For the meanings that show in the cells: True if most of them do, False if hardly any."""
    if not cells:
        return {}
    date_order = guess_date_order(cells[:50]).order
    dates = _share(cells, lambda cell: not isinstance(parse_date(cell, date_order), BadDate))
    yes_no = _share(cells, lambda cell: fold(cell) in _YES_NO)
    shares: dict[Meaning, float] = {
        "date": dates,
        "phone": _share(cells, lambda cell: bool(_PHONE.fullmatch(cell))) - dates,
        "email": _share(cells, lambda cell: bool(_EMAIL.fullmatch(cell))),
        "asked": yes_no,
        "two_way": yes_no,
        "small_talk": yes_no,
    }
    return {
        meaning: share >= _MOSTLY
        for meaning, share in shares.items()
        if share >= _MOSTLY or share <= _HARDLY
    }


def _share(cells: list[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, cells)) / len(cells)


_FOLDED_WORDS: dict[Meaning, tuple[str, ...]] = {
    meaning: tuple(fold_header(word) for word in words) for meaning, words in HEADER_WORDS.items()
}
_KNOWN = frozenset(itertools.chain.from_iterable(_FOLDED_WORDS.values()))
