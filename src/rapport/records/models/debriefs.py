"""What somebody took from a meeting, in two minutes: theirs alone until they share it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.records.models.declared import OwnUntil, Shown
from rapport.records.models.offices import Colleague
from rapport.records.models.scoped import FromInteraction


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
