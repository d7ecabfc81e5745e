"""What somebody took from a meeting, in two minutes: theirs alone until they share it."""

import uuid
from collections.abc import Collection, Iterator
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.records.models.offices import Colleague
from rapport.records.models.scoped import FromInteraction, OwnUntil, ScopedQuerySet, Shown


class DebriefQuerySet(ScopedQuerySet["Debrief"]):
    """What is private is for its writer alone; what is shared all may read, its writer change."""

    def _within(self, me: Colleague, circles: list[uuid.UUID]) -> Self:
        return super()._within(me, circles).filter(Q(shared=True) | Q(writer=me))

    def changeable_by(self, me: Colleague) -> Self:
        """Keep what ``me`` wrote, where they may still write."""
        return super().changeable_by(me).filter(writer=me)


class Debrief(FromInteraction):
    """What a colleague heard, had not expected, and wants the next one to know.

    One that is not shared is in its writer's own chain, is not found by anybody's search, and no
    rule reads its words: for everybody else it is not there. It is carried along by what others do
    (two records are merged, a contact is removed), and nobody is told that it was.
    ``acknowledged`` is whether we said that we see what a yes costs them.
    """

    TEXTS = ("heard", "unexpected", "lesson")
    SHOWN = Shown("on", "heard")
    TRAVELS = frozenset()
    OWN_UNTIL = OwnUntil(whose="writer", shared="shared")

    writer = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="debriefs")
    on = models.DateField(_("When"))
    heard = models.TextField(_("What did I hear?"), blank=True)
    unexpected = models.TextField(_("What had I not expected?"), blank=True)
    lesson = models.TextField(_("What should the next colleague know?"), blank=True)
    acknowledged = models.BooleanField(
        _("Did we say that we see their risk?"), null=True, blank=True
    )
    shared = models.BooleanField(default=False, editable=False)

    objects: ClassVar[Any] = DebriefQuerySet.as_manager()

    def texts(self) -> Iterator[str]:
        """Yield what it says where it is shared: what is private is neither indexed nor read."""
        if self.shared:
            yield from super().texts()

    def private_scope(self, columns: Collection[str], by: uuid.UUID | None) -> uuid.UUID | None:
        """Return its writer's own chain for what they write in it for as long as it is private.

        What carries it along is written where that happened, and shown to nobody else either.
        """
        private = not self.shared and by == self.writer_id
        return self.writer_id if private and not _CARRIED.issuperset(columns) else None


_CARRIED = frozenset({"relationship", "interaction", "circle", "office", "sensitivity"})
