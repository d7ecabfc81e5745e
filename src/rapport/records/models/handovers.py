"""A colleague leaves: each relationship passed on to a successor, and notes only if they agree."""

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.records.models.declared import OwnUntil, Shown
from rapport.records.models.insights import Insight
from rapport.records.models.meetings import Meeting
from rapport.records.models.offices import Colleague
from rapport.records.models.relationships import Answer, Holder
from rapport.records.models.scoped import AboutRelationship


class InPerson(models.TextChoices):
    """What a leaver tells the successor in person and does not write."""

    HISTORY = "history", _("what went wrong between us, and how it was repaired")
    PRESSURE = "pressure", _("pressure, requests for favours, gifts")
    RISK = "risk", _("what could put them at risk")
    OTHERS = "others", _("who must not hear that we speak with them")
    MANNER = "manner", _("manners, humour and what offends")
    CONFLICT = "conflict", _("my conflicts of interest")


class Handover(AboutRelationship):
    """One relationship passed on by a colleague who leaves, from the day it was begun.

    ``offer`` is the lead as it was offered to the ``successor``: until they accept it, nothing is
    handed over. ``meeting`` is the joint introduction as it is planned, ``in_person`` what was told
    to the successor in person, ``told_on`` the day the other side was told.
    """

    TEXTS = ("works", "avoid")
    SHOWN = Shown("on", "works")
    TRAVELS = frozenset()

    leaver = models.ForeignKey(
        Colleague, on_delete=models.PROTECT, related_name="handovers", editable=False
    )
    successor = models.ForeignKey(
        Colleague, on_delete=models.PROTECT, related_name="handed", verbose_name=_("Successor")
    )
    on = models.DateField(_("Begun on"), null=True, blank=True, editable=False)
    offer = models.ForeignKey(
        Holder, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    in_person = models.JSONField(_("Told in person, not written"), default=list, blank=True)
    works = models.TextField(_("What works with them"), blank=True)
    avoid = models.TextField(_("What to avoid"), blank=True)
    told_on = models.DateField(_("They were told on"), null=True, blank=True)

    @property
    def answer(self) -> str:
        """Return what the successor said; an offer that was withdrawn leaves nothing."""
        return str(self.offer.answer) if self.offer is not None else ""

    @property
    def is_accepted(self) -> bool:
        """Say whether the successor leads."""
        return self.answer == Answer.ACCEPTED


class NoteAnswer(models.TextChoices):
    """What a successor said to a note on family, faith or health."""

    WAITING = "waiting", _("not answered yet")
    AGREED = "agreed", pgettext_lazy("note", "agreed: it stays")
    DECLINED = "declined", pgettext_lazy("note", "not needed: it goes")


class NoteOffer(AboutRelationship):
    """A note on family, faith or health that a leaver offers a successor, with what it is for.

    It is between the two alone. The note is the leaver's own until the successor has agreed to
    keep it (``Insight.held_back_by``), and is erased after the leaver's last day if they have not.
    """

    TEXTS = ("need",)
    SHOWN = None
    TRAVELS = frozenset()
    OWN_UNTIL = OwnUntil("leaver", readers=("successor",))

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="notes")
    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="offers")
    leaver = models.ForeignKey(
        Colleague, on_delete=models.CASCADE, related_name="+", editable=False
    )
    successor = models.ForeignKey(
        Colleague, on_delete=models.CASCADE, related_name="+", editable=False
    )
    need = models.CharField(_("What it is needed for"), max_length=200)
    answer = models.CharField(
        max_length=8, choices=NoteAnswer, default=NoteAnswer.WAITING, editable=False
    )
    answered_on = models.DateField(null=True, blank=True, editable=False)

    def texts(self) -> Iterator[str]:
        """Yield nothing: what is between two is neither found nor read by any rule."""
        yield from ()
