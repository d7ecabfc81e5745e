"""What to know before a meeting, for the road: as little as can be, and the rest piece by piece.

Paper is read at checkpoints by people it was not written for. What somebody wrote is on it only
where whoever prints it has ticked that very piece; what would harm most cannot be ticked.
"""

import re
import secrets
import uuid
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from rapport.briefings.brief import Brief, Coming, on_the_page, paged, texts
from rapport.briefings.person import PersonBriefing
from rapport.messages import gettext_noop
from rapport.names import Mask
from rapport.records.asking import Asking
from rapport.records.feasts import comes_next
from rapport.records.models import InsightKind, Occasion, Sensitivity
from rapport.records.note_flags import rows_with_names, with_real_names
from rapport.records.refusals import CannotBe
from rapport.records.travelling import Piece, for_the_road, pieces


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be carried if it is ticked; of a person for named people only, nothing may."""

    pieces: tuple[Piece, ...]
    for_named_only: bool


@dataclass(frozen=True, slots=True)
class Carried:
    """The page to carry and, where a number stands on it in place of the alias, that number."""

    page: Brief
    number: str


def what_may_be_ticked(answer: PersonBriefing) -> Choice:
    """Return the pieces of a person's brief that whoever prints it may tick.

    Never offered: notes on family, faith or health, records in which a real name stands, and
    anything that is for named people only.
    """
    header = answer.header
    if header.sensitivity >= Sensitivity.SEVERE:
        return Choice((), for_named_only=True)
    found = pieces(on_the_page(answer))
    named = with_real_names(
        (piece.words for piece in found), circle=header.circle_key, counterpart=header.counterpart
    )
    named_in = {str(key) for key in rows_with_names(_keys(found))}
    return Choice(
        tuple(
            one
            for one in found
            if one.words not in named and one.name.partition(":")[2] not in named_in
        ),
        for_named_only=False,
    )


def _keys(found: Iterable[Piece]) -> Iterator[uuid.UUID]:
    """Yield the keys of the records of pieces; they are in their names."""
    for piece in found:
        with suppress(ValueError):
            yield uuid.UUID(piece.name.partition(":")[2])


def brief_for_the_road(
    asking: Asking, answer: PersonBriefing, *, ticked: Collection[str] = (), numbered: bool = False
) -> Carried:
    """Cut the briefing on a person to what may be carried, with the pieces that were ticked.

    ``numbered`` puts a number drawn for this one print in place of the alias, in the words that
    were ticked too; somebody for named people only is never called by their alias on paper. Raises
    ``CannotBe`` where something is ticked that is not offered.
    """
    choice = what_may_be_ticked(answer)
    if not {piece.name for piece in choice.pieces}.issuperset(ticked):
        raise CannotBe(
            gettext_noop("One of the ticked items may not be carried."),
            next_step=gettext_noop("Choose again from the current list."),
        )
    number = str(1000 + secrets.randbelow(9000)) if numbered or choice.for_named_only else ""
    cut = _reduced(on_the_page(answer), ticked, number)
    days = (Coming(one.name, _day(asking, one)) for one in cut.occasions)
    page = paged(cut, texts(cut.facts, InsightKind.PREFERENCE))
    return Carried(replace(page, occasions=tuple(days)), number)


class _Covered:
    """Puts the number for the alias in a text, however it is spelled.

    A mask covers whole words; an alias within a longer word, or without any letter, is looked for
    as it is written.
    """

    def __init__(self, alias: str, number: str) -> None:
        self._mask = Mask([alias], number)
        self._written = re.compile(re.escape(alias), re.IGNORECASE)
        self._number = number

    def __call__(self, text: str) -> str:
        return self._written.sub(self._number, self._mask.over(text))


def _reduced(cut: PersonBriefing, ticked: Collection[str], number: str) -> PersonBriefing:
    if not number:
        return for_the_road(cut, ticked)
    covered = _Covered(cut.header.alias, number)
    carried = for_the_road(cut, ticked, worded=covered)
    return replace(
        carried,
        header=replace(carried.header, alias=number),
        findings=tuple(replace(finding, alias=number) for finding in carried.findings),
    )


def _day(asking: Asking, occasion: Occasion) -> date | None:
    coming = comes_next(occasion, asking.day)
    return coming[0] if coming else None
