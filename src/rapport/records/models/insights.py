"""What we understood of a counterpart, and what we told them."""

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.records.models.declared import End, IfTicked, OwnUntil, PageSection, Shown
from rapport.records.models.offices import Colleague
from rapport.records.models.scoped import Confidence, FromInteraction, KnownFrom


class InsightKind(models.TextChoices):
    """What sort of thing was understood."""

    POSITION = "position", _("position")
    REASONING = "reasoning", _("reasoning")
    VALUE = "value", _("value")
    NEED = "need", _("need")
    CONCERN = "concern", _("concern")
    CONSTRAINT = "constraint", _("constraint")
    CONNECTION = "connection", _("connection")
    PREFERENCE = "preference", _("preference")
    MISPERCEPTION = "misperception", _("misperception of us")
    OFFER = "offer", _("what they could offer")
    HOOK = "hook", _("what to begin with")
    AVOID = "avoid", _("what not to raise")


FOLLOWED = (InsightKind.CONCERN, InsightKind.MISPERCEPTION)
"""The kinds that are followed until somebody answered them."""


class Nature(models.TextChoices):
    """Whether it is known or read into what was said."""

    FACT = "fact", _("fact")
    INTERPRETATION = "interpretation", _("interpretation")


class SpecialCategory(models.TextChoices):
    """The kinds of personal knowledge that need a stated reason to be kept at all."""

    NONE = "", _("none of these")
    FAMILY = "family", _("family")
    FAITH = "faith", _("faith")
    HEALTH = "health", _("health")


class FollowedUp(models.TextChoices):
    """How far a concern or a misperception has been followed."""

    OPEN = "open", pgettext_lazy("concern", "open")
    FOLLOWED_UP = "followed_up", _("followed up")
    ANSWERED = "answered", _("answered")


class Insight(FromInteraction):
    """Something understood of a counterpart.

    ``checked_on`` is the day ``checked_by`` last found that it still holds. A concern or a
    misperception is followed to its end: ``state`` since ``answered_on``, with what we said
    (``answer``) in the contact ``answered_in``; a misperception may come back after that
    (``returned_on``). ``their_version`` is how they would tell it, beside how we read it. A note on
    family, faith or health is ``held_back_by`` who leaves, until a successor agrees to keep it.
    """

    TEXTS = ("text", "need", "answer", "their_version")
    SHOWN = Shown("on", "text")
    TRAVELS = frozenset()
    TRAVELS_IF_TICKED = IfTicked("note", frozenset({"kind", "nature", "text"}))
    ENDS = End("expires", rule="D01")
    OWN_UNTIL = OwnUntil("held_back_by", held_back=True)

    kind = models.CharField(max_length=16, choices=InsightKind)
    nature = models.CharField(max_length=16, choices=Nature, default=Nature.INTERPRETATION)
    text = models.TextField()
    on = models.DateField()
    confidence = models.CharField(max_length=6, choices=Confidence, default=Confidence.MEDIUM)
    special = models.CharField(max_length=8, choices=SpecialCategory, blank=True)
    need = models.CharField(max_length=300, blank=True)
    known_from = models.CharField(max_length=12, choices=KnownFrom, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(
        Colleague, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(max_length=12, choices=FollowedUp, default=FollowedUp.OPEN)
    answered_on = models.DateField(null=True, blank=True)
    answered_in = models.ForeignKey(
        "records.Interaction", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answer = models.TextField(blank=True)
    returned_on = models.DateField(null=True, blank=True)
    their_version = models.TextField(blank=True)
    held_back_by = models.ForeignKey(
        Colleague,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="holds_back",
        editable=False,
        db_index=False,
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["expires"], name="insight_ends", condition=Q(expires__isnull=False)
            ),
            models.Index(
                fields=["held_back_by"],
                name="insight_held_back",
                condition=Q(held_back_by__isnull=False),
            ),
        ]

    @property
    def may_be_ticked(self) -> bool:
        """Say whether it may leave the store: family, faith and health do not."""
        return super().may_be_ticked and not self.special

    def in_our_voice(self) -> Iterator[str]:
        """Yield our reading; not what they think of us, nor how they tell it themselves."""
        if self.nature != Nature.FACT and self.kind != InsightKind.MISPERCEPTION and self.text:
            yield self.text

    def needs_what_is_private(self) -> bool:
        """Say whether it is kept as family, faith or health, with what it is needed for."""
        return bool(self.special and self.need)


class DisclosureKind(models.TextChoices):
    """What we told them about."""

    PEOPLE = "us_as_people", _("ourselves as people")
    ORGANISATION = "organisation", _("our organisation")
    MANDATE = "mandate", _("our mandate")
    PRINCIPLES = "principles", _("our principles")
    LIMITS = "limits", _("what we cannot do")
    EXPECTATIONS = "expectations", _("what we expect of each other")


class Disclosure(FromInteraction):
    """What we told them about ourselves."""

    TEXTS = ("text",)
    SHOWN = Shown("on", "text")
    TRAVELS = frozenset()
    SECTION = PageSection(
        _("What we shared"),
        _("Add what we shared"),
        _("Nothing recorded yet. Do they know who we are, and what we cannot do?"),
        page="tell",
    )

    kind = models.CharField(_("What did we share?"), max_length=16, choices=DisclosureKind)
    text = models.TextField(_("Summary"), blank=True)
    on = models.DateField(_("When"))
