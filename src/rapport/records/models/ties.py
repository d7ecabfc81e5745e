"""Who knows whom: a tie between two people or groups, as somebody says it is."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.records.models.declared import Link, Shown
from rapport.records.models.offices import Colleague
from rapport.records.models.people import Actor
from rapport.records.models.relationships import Relationship
from rapport.records.models.scoped import Confidence, KnownFrom, ScopedModel


class TieKind(models.TextChoices):
    """How the first stands to the second."""

    ANSWERS_TO = "answers_to", _("answers to")
    AUDIENCE_OF = "audience_of", _("opinion matters to")
    SPEAKS_FOR = "speaks_for", _("speaks for")
    TRUSTS = "trusts", _("trusts")
    DOORKEEPER_OF = "doorkeeper_of", _("decides who gets in to see")
    KIN_OF = "kin_of", _("is related to")
    WORKED_WITH = "worked_with", _("has worked with")
    ALLIED_WITH = "allied_with", _("is allied with")
    AT_ODDS_WITH = "at_odds_with", _("is at odds with")
    SAME_PERSON = "same_person", _("is the same person as")


class TieStrength(models.IntegerChoices):
    """How much weight a tie bears."""

    WEAK = 1, pgettext_lazy("tie", "weak")
    MEDIUM = 2, pgettext_lazy("tie", "medium")
    STRONG = 3, pgettext_lazy("tie", "strong")


class Tie(ScopedModel):
    """A claim that one person or group stands in some way to another: who says so, how sure.

    It is read from the first end to the second; each end is a counterpart's relationship or an
    actor. It lies in a circle of its writer, its ends may lie in others, and only whoever may see
    both ends sees it. Once it is over it has ``until``, and stays. Family is kept only with what we
    ``need`` it for.
    """

    LINK = Link("relationship_id")
    JOINS = ("relationship", "actor", "other", "other_actor")
    TEXTS = ("note", "need")
    SHOWN = Shown("since", "note", until="until")
    TRAVELS = frozenset()

    relationship = models.ForeignKey(
        Relationship, null=True, blank=True, on_delete=models.CASCADE, related_name="ties"
    )
    actor = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.CASCADE, related_name="ties"
    )
    other = models.ForeignKey(
        Relationship, null=True, blank=True, on_delete=models.CASCADE, related_name="ties_to"
    )
    other_actor = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.CASCADE, related_name="ties_to"
    )
    kind = models.CharField(_("Type of tie"), max_length=16, choices=TieKind)
    strength = models.PositiveSmallIntegerField(
        _("How strong"), choices=TieStrength, null=True, blank=True
    )
    known_from = models.CharField(_("How we know"), max_length=12, choices=KnownFrom, blank=True)
    confidence = models.CharField(
        _("How sure we are"), max_length=6, choices=Confidence, default=Confidence.MEDIUM
    )
    verified_on = models.DateField(_("Last checked on"))
    since = models.DateField(_("Since"), null=True, blank=True)
    until = models.DateField(_("Until"), null=True, blank=True)
    note = models.TextField(_("Note"), blank=True)
    need = models.CharField(_("What it is needed for"), max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(relationship__isnull=True) ^ Q(actor__isnull=True),
                name="a_tie_is_of_one",
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) ^ Q(other_actor__isnull=True),
                name="a_tie_is_to_one",
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_tie_ends_after_it_begins",
            ),
        ]
        # Each view asks who is one person: few ties say it of the many that are read otherwise.
        indexes: ClassVar = [models.Index(fields=["kind", "id"], name="tie_by_kind")]

    def needs_what_is_private(self) -> bool:
        """Say whether it tells of family, with what that is needed for."""
        return self.kind == TieKind.KIN_OF and bool(self.need)

    @property
    def joins_itself(self) -> bool:
        """Say whether both ends are the same, as after two records became one."""
        one = self.relationship_id or self.actor_id
        return one == (self.other_id or self.other_actor_id)


class NotTied(ScopedModel):
    """That somebody said of a tie that was proposed between two people: it is not so.

    It is not proposed again, to whoever may see both, until that is taken back.
    """

    LINK = Link("relationship_id")
    JOINS = ("relationship", "other")
    SHOWN = None
    TRAVELS = frozenset()

    relationship = models.ForeignKey(Relationship, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Relationship, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Colleague, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()
