"""How a tie reads as a sentence: as it was noted, and from the page of its other end."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.records.models import TieKind

AS_NOTED: dict[str, Any] = {
    TieKind.ANSWERS_TO: _("{one} answers to {other}"),
    TieKind.AUDIENCE_OF: _("{one}'s opinion matters to {other}"),
    TieKind.SPEAKS_FOR: _("{one} speaks for {other}"),
    TieKind.TRUSTS: _("{one} trusts {other}"),
    TieKind.DOORKEEPER_OF: _("{one} decides who gets in to see {other}"),
    TieKind.KIN_OF: _("{one} is related to {other}"),
    TieKind.WORKED_WITH: _("{one} has worked with {other}"),
    TieKind.ALLIED_WITH: _("{one} is allied with {other}"),
    TieKind.AT_ODDS_WITH: _("{one} is at odds with {other}"),
    TieKind.SAME_PERSON: _("{one} is the same person as {other}"),
}
"""A tie as it was noted: ``one`` is its first end, ``other`` its second."""

FROM_THE_OTHER: dict[str, Any] = {
    **AS_NOTED,
    TieKind.AUDIENCE_OF: _("{other} has to consider what {one} thinks"),
    TieKind.DOORKEEPER_OF: _("{other} is reached through {one}"),
    TieKind.KIN_OF: pgettext_lazy("from the other end", "{other} is related to {one}"),
    TieKind.WORKED_WITH: pgettext_lazy("from the other end", "{other} has worked with {one}"),
    TieKind.ALLIED_WITH: pgettext_lazy("from the other end", "{other} is allied with {one}"),
    TieKind.AT_ODDS_WITH: pgettext_lazy("from the other end", "{other} is at odds with {one}"),
    TieKind.SAME_PERSON: pgettext_lazy("from the other end", "{other} is the same person as {one}"),
}
"""The same on the page of the second end: what holds both ways begins with whose page it is."""


def pattern(kind: str, *, from_the_other: bool = False) -> str:
    """Return the sentence of a kind, with ``{one}`` and ``{other}`` where the names go."""
    return str((FROM_THE_OTHER if from_the_other else AS_NOTED)[kind])


def sentence(kind: str, one: str, other: str, *, from_the_other: bool = False) -> str:
    """Say a tie in plain text, between its first end and its second."""
    return pattern(kind, from_the_other=from_the_other).format(one=one, other=other)
