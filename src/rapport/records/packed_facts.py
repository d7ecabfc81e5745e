"""What the rules read of an interaction, packed beside each counterpart's place in it.

A line of values with bars between them, the words to mind at its end: every morning many of them
are read, and JSON takes three times as long.
"""

from functools import lru_cache
from typing import Any

from rapport.records.models import Interaction

_MOST_LETTERS = 100
_SAID = {True: "1", False: "0", None: ""}
_MEANT = {"1": True, "0": False, "": None}


def pack(interaction: Interaction) -> str:
    """Return the columns the rules read, the names in clear, and the first words to mind."""
    one = interaction
    words: list[str] = []
    for word in one.words_to_mind:
        if sum(map(len, words)) + len(word) <= _MOST_LETTERS:
            words.append(word)
    return "|".join(
        (
            one.channel,
            one.purpose,
            _SAID[one.two_way],
            _SAID[one.asked],
            _SAID[one.small_talk],
            _SAID[one.introduced_self],
            _SAID[one.introduced_organisation],
            one.tone_theirs,
            one.tone_ours,
            one.on_time,
            _SAID[one.life_saving],
            str(one.names_in_clear),
            "\n".join(words),
        )
    )


@lru_cache(maxsize=10_000)
def unpack(told: str) -> tuple[tuple[Any, ...], int, tuple[str, ...]]:
    """Return the columns in the order of ``InteractionFact``, the names in clear, the words.

    Kept for a while, because most interactions say the same few things of themselves.
    """
    (
        channel,
        purpose,
        two_way,
        asked,
        small_talk,
        introduced_self,
        introduced_organisation,
        tone_theirs,
        tone_ours,
        on_time,
        life_saving,
        names,
        words,
    ) = told.split("|", 12)
    columns = (
        channel,
        purpose,
        _MEANT[two_way],
        _MEANT[asked],
        _MEANT[small_talk],
        _MEANT[introduced_self],
        _MEANT[introduced_organisation],
        tone_theirs,
        tone_ours,
        on_time or None,
        _MEANT[life_saving],
    )
    return columns, int(names), tuple(words.split("\n")) if words else ()
