"""A view of a relationship on paper: nobody is named on it, and it has what was ticked alone.

Paper is read by people it was not written for. As on the card of a meeting, only what may leave
the store may be ticked; what is for named people only stays, and so does every text with a real
name in it. A dash stands for an alias or the name of a colleague.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from rapport.briefings.card_on_paper import covering
from rapport.briefings.cells import Cell
from rapport.messages import gettext_noop
from rapport.records.asking import Asking
from rapport.records.models import Relationship
from rapport.records.note_flags import with_real_names
from rapport.records.refusals import CannotBe


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a page is about, as far as printing it has to know."""

    relationship: uuid.UUID
    alias: str
    circle: uuid.UUID
    for_named_only: bool


def may_be_printed(asking: Asking, subject: Subject, cells: Iterable[Cell]) -> Mapping[str, str]:
    """Return the words that may be ticked, by the name of their piece, with names covered."""
    if subject.for_named_only:
        return {}
    may = [cell for cell in cells if cell.may_travel]
    counterpart = Relationship.objects.filter(pk=subject.relationship).values_list(
        "counterpart_id", flat=True
    )
    named = with_real_names(
        (cell.text for cell in may), circle=subject.circle, counterpart=counterpart.first()
    )
    covered = covering(asking, aliases=[subject.alias])
    return {cell.piece: covered(cell.text) for cell in may if cell.text not in named}


def ticked_alone(offered: Mapping[str, str], ticked: Collection[str]) -> Mapping[str, str]:
    """Return what was ticked of what is offered; refuses what is not offered."""
    if not offered.keys() >= set(ticked):
        raise CannotBe(
            gettext_noop("One of the ticked items may not be carried."),
            next_step=gettext_noop("Choose again from the current list."),
        )
    return {name: text for name, text in offered.items() if name in ticked}
