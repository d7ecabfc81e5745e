"""What a reader may see, as a key: answers worked out from it serve all who see the same."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from rapport.records.asking import Asking
from rapport.records.models import Colleague, Named, Office, Store
from rapport.records.prepared import prepared


@dataclass(frozen=True, slots=True)
class View:
    """What a reader may see on a day: the circles they read, for whom they are named, of when.

    ``head`` is where the history ends: it differs once anything is recorded. ``sequence`` is the
    place of that end, and ``judged`` differs once anything is judged anew, read together with it.
    ``reader`` is one of those who share the view.
    """

    office: uuid.UUID
    circles: tuple[uuid.UUID, ...] = field(compare=False)
    named: tuple[uuid.UUID, ...]
    head: bytes
    day: date
    reader: Colleague = field(compare=False, repr=False)
    sequence: int = field(compare=False, repr=False)
    judged: int = field(compare=False, repr=False)

    sees: bytes = field(init=False, repr=False)
    """The circles as one value: there may be hundreds, and views are compared at each look."""

    def __post_init__(self) -> None:
        """Put the circles together."""
        object.__setattr__(self, "sees", b"".join([one.bytes for one in self.circles]))


class End(NamedTuple):
    """Where the history ends: its head and its place, and what differs once anything is judged."""

    head: bytes
    sequence: int
    judged: int


@prepared
def _end() -> "QuerySet[Store, tuple[Any, int, int]]":
    return Store.objects.order_by("pk").values_list("head", "sequence", "judged")


def end_of_history() -> End:
    """Return where the history ends as it stands."""
    ((head, sequence, judged),) = _end()
    return End(bytes(head), int(sequence), int(judged))


@prepared
def _named(colleague: uuid.UUID) -> "QuerySet[Named, uuid.UUID]":
    rows = Named.objects.filter(colleague=colleague)
    return rows.order_by().values_list("relationship_id", flat=True)


@prepared
def _office(office: uuid.UUID) -> "QuerySet[Office]":
    return Office.objects.filter(pk=office).order_by()


def view_of(asking: Asking) -> View:
    """Return what whoever asks may see.

    The end of the history is read first: what is recorded while the rest is read counts as later.
    So is the office read anew, whose settings say what is noticed: it came with the session.
    """
    me = asking.me
    end = end_of_history()
    (me.office,) = _office(me.office_id)
    named = _named(me.pk)
    return View(
        office=me.office_id,
        circles=tuple(sorted(me.readable_circles())),
        named=tuple(sorted(named)),
        head=end.head,
        day=asking.day,
        reader=me,
        sequence=end.sequence,
        judged=end.judged,
    )
