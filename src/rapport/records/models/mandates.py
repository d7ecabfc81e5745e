"""What we may decide, and what we never agree to: set by those who answer for the negotiation."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.records.models.declared import Shown
from rapport.records.models.gates import Gate
from rapport.records.models.logged import LoggedModel
from rapport.records.models.offices import Colleague, Office
from rapport.records.models.scoped import ScopedModel


class Mandate(ScopedModel):
    """What whoever negotiates in a circle may decide, from a day on and up to another.

    ``may_say`` is for the other side as well; the other texts stay among us.
    """

    LINK = None
    TEXTS = ("title", "may_decide", "must_refer", "may_not", "may_say", "internal")
    SHOWN = Shown("since", "title", until="until")
    TRAVELS = frozenset()

    title = models.CharField(_("What for"), max_length=120)
    gate = models.ForeignKey(
        Gate, null=True, blank=True, on_delete=models.SET_NULL, related_name="mandates"
    )
    issuer = models.ForeignKey(
        Colleague,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="mandates",
        verbose_name=_("Given by"),
    )
    since = models.DateField(_("Valid from"))
    until = models.DateField(_("Valid until"), null=True, blank=True)
    may_decide = models.TextField(_("May decide"), blank=True)
    must_refer = models.TextField(_("Must ask first"), blank=True)
    may_not = models.TextField(_("May not agree to"), blank=True)
    may_say = models.TextField(_("May say"), blank=True)
    internal = models.TextField(_("Stays among us"), blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="a_mandate_ends_after_it_begins",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["circle", "since"], name="mandate_in_force")]


class RedLineTopic(models.TextChoices):
    """The demands that come up most often, and any other."""

    ESCORTS = "escorts", _("armed escorts")
    DATA = "data", _("demands for data")
    HIRING = "hiring", _("whom we hire")
    BENEFICIARIES = "beneficiaries", _("whom we help")
    FEES = "fees", _("taxes and fees")
    WOMEN = "women", _("women taking part")
    OTHER = "other", _("another one")


class RedLine(LoggedModel):
    """What the office never agrees to. It names no counterpart and is for all of the office.

    ``refusals`` are courteous words to refuse with, by the code of their language.
    """

    OF_WRITERS = True

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="red_lines")
    topic = models.CharField(_("About"), max_length=14, choices=RedLineTopic)
    text = models.TextField(_("What we never agree to"))
    issuer = models.ForeignKey(
        Colleague,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("Set by"),
    )
    refusals: Any = models.JSONField(default=dict, blank=True)

    def scope(self) -> uuid.UUID:
        """Return the office's key."""
        return self.office_id
