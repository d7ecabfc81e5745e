"""What was agreed, in whatever form: by whom, in which terms, how it is kept, what shows it."""

from typing import Any, ClassVar, NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.records.models.asks import Ask
from rapport.records.models.declared import Link, Shown
from rapport.records.models.gates import Gate
from rapport.records.models.offices import Colleague
from rapport.records.models.people import Actor
from rapport.records.models.relationships import Relationship
from rapport.records.models.scoped import (
    AboutRelationship,
    FromInteraction,
    ScopedModel,
    Sensitivity,
)


class AgreementForm(models.TextChoices):
    """In which form it was agreed; each of them is an agreement."""

    SIGNED = "signed", _("signed memorandum")
    LETTERS = "letters", _("exchange of letters")
    MINUTES = "minutes", _("confirmed minutes")
    MESSAGE = "message", pgettext_lazy("agreement", "message")
    ORAL_WITNESSED = "witnessed", _("spoken, with a witness")
    ORAL = "oral", _("spoken, without a witness")
    TACIT = "tacit", _("practice nobody put into words")


NEEDS_READ_BACK = frozenset(
    {AgreementForm.MESSAGE, AgreementForm.ORAL_WITNESSED, AgreementForm.ORAL}
)
"""Forms in which each side may remember another thing, until it was said back."""


class Firmness(models.TextChoices):
    """How far we rely on it."""

    THIN = "thin", pgettext_lazy("agreement", "thin")
    LIKELY = "likely", pgettext_lazy("agreement", "likely")
    SOLID = "solid", pgettext_lazy("agreement", "solid")


class AgreementState(models.TextChoices):
    """Whether it holds; how it is kept follows from its terms."""

    LIVE = "live", pgettext_lazy("agreement", "in force")
    LAPSED = "lapsed", pgettext_lazy("agreement", "lapsed")
    SUPERSEDED = "superseded", pgettext_lazy("agreement", "replaced by another")


class Agreement(FromInteraction):
    """What was agreed with one counterpart, from a request that was granted or by itself.

    ``made_on`` is the day it was agreed. It is reviewed on ``review_on``; ``reviewed_on`` is the
    day of the last review.
    """

    TEXTS = ("what", "why", "note")
    SHOWN = Shown("made_on", "what")
    TRAVELS = frozenset()

    what = models.CharField(_("What was agreed"), max_length=200)
    form = models.CharField(_("In which form"), max_length=10, choices=AgreementForm)
    made_on = models.DateField(_("Agreed on"))
    ask = models.ForeignKey(
        Ask, null=True, blank=True, on_delete=models.SET_NULL, related_name="agreements"
    )
    gate = models.ForeignKey(
        Gate, null=True, blank=True, on_delete=models.SET_NULL, related_name="agreements"
    )
    firmness = models.CharField(
        _("How far we rely on it"), max_length=6, choices=Firmness, default=Firmness.THIN
    )
    why = models.TextField(_("Why so far"), blank=True)
    review_on = models.DateField(_("Review on"), null=True, blank=True)
    reviewed_on = models.DateField(_("Last reviewed on"), null=True, blank=True)
    state = models.CharField(
        _("Whether it holds"), max_length=10, choices=AgreementState, default=AgreementState.LIVE
    )
    note = models.TextField(_("Note"), blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["circle", "state", "review_on"], name="agreement_by_review"),
        ]

    @property
    def gate_shown(self) -> Gate | None:
        """Return the gate, if all who may see the agreement may see it too."""
        gate = self.gate
        if gate is None or gate.circle_id != self.circle_id:
            return None
        return gate if gate.sensitivity < Sensitivity.SEVERE else None


class PutRightOn(NamedTuple):
    """How what belongs to an agreement is named: its word in an address, the title of its form."""

    word: str
    title: Any


class OfAgreement(AboutRelationship):
    """A record that belongs to an agreement and goes where it goes."""

    PUT_RIGHT: ClassVar[PutRightOn | None] = None

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True


class TermSide(models.TextChoices):
    """Who is to do it."""

    US = "us", pgettext_lazy("term", "we")
    THEM = "them", pgettext_lazy("term", "they")
    BOTH = "both", pgettext_lazy("term", "both sides")


class Term(OfAgreement):
    """One thing an agreement says: who does what, by when or how often, where, how one notices.

    ``contested``: when it was read back, they saw it otherwise; it is an open point until the two
    sides see it alike. ``is_over``: it is done, or no longer part of the agreement.
    """

    PUT_RIGHT = PutRightOn("term", _("Change the term"))
    TEXTS = ("what", "who", "every", "place", "notice")
    SHOWN = Shown("due", "what")
    TRAVELS = frozenset()

    relationship = models.ForeignKey(
        Relationship, on_delete=models.CASCADE, related_name="agreement_terms"
    )
    what = models.CharField(_("What"), max_length=200)
    side = models.CharField(_("Who does it"), max_length=4, choices=TermSide, blank=True)
    who = models.CharField(_("Who exactly"), max_length=120, blank=True)
    due = models.DateField(_("By when"), null=True, blank=True)
    every = models.CharField(_("Or how often"), max_length=80, blank=True)
    place = models.CharField(_("Where"), max_length=120, blank=True)
    notice = models.CharField(_("How we would notice"), max_length=200, blank=True)
    contested = models.BooleanField(_("Open point: they see it otherwise"), default=False)
    is_over = models.BooleanField(_("Done, or no longer part of it"), default=False)


class Keeping(models.TextChoices):
    """How a term was kept on one occasion."""

    KEPT = "kept", pgettext_lazy("term", "kept")
    WOBBLING = "wobbling", pgettext_lazy("term", "partly kept")
    BREACHED = "breached", pgettext_lazy("term", "not kept")


class TermMark(OfAgreement):
    """How a term was kept on a day, and, where it was not, when that was raised."""

    PUT_RIGHT = PutRightOn("mark", _("Correct how it was kept"))
    TEXTS = ("note", "followed_how")
    SHOWN = Shown("on", "note")
    TRAVELS = frozenset()

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="marks")
    keeping = models.CharField(_("How it was kept"), max_length=8, choices=Keeping)
    on = models.DateField(_("When"))
    note = models.CharField(_("What happened"), max_length=200, blank=True)
    followed_on = models.DateField(_("Followed up on"), null=True, blank=True)
    followed_how = models.CharField(_("How it was followed up"), max_length=200, blank=True)


class ReadBackState(models.TextChoices):
    """What came of reading an agreement back."""

    DONE = "done", pgettext_lazy("read-back", "said, no answer yet")
    CONFIRMED = "confirmed", pgettext_lazy("read-back", "confirmed")
    CONTESTED = "contested", pgettext_lazy("read-back", "they see it otherwise")


class ReadBack(OfAgreement):
    """That an agreement was said back to them: in which words, on which day, what they answered."""

    PUT_RIGHT = PutRightOn("read-back", _("Change the read-back"))
    TEXTS = ("words", "answer")
    SHOWN = Shown("on", "words")
    TRAVELS = frozenset()

    words = models.TextField(_("In these words"))
    language = models.CharField(_("Language"), max_length=8, blank=True)
    on = models.DateField(_("When"))
    state = models.CharField(
        _("What they said to it"),
        max_length=10,
        choices=ReadBackState,
        default=ReadBackState.DONE,
    )
    answer = models.TextField(_("Their answer"), blank=True)


class Evidence(OfAgreement):
    """What shows that it was agreed, and which of us keeps it.

    What is kept stays where it is: here stand its words in short and, of a file, its fingerprint.
    Where the office allows it an encrypted copy of it is kept as well (``KeptFile``, ``file``).
    """

    PUT_RIGHT = PutRightOn("evidence", _("Change the evidence"))
    TEXTS = ("what", "kept_where", "app", "file_name")
    SHOWN = Shown("on", "what")
    TRAVELS = frozenset()

    what = models.TextField(_("What it says, in short"))
    on = models.DateField(_("Dated"), null=True, blank=True)
    custodian = models.ForeignKey(
        Colleague,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="keeps",
        verbose_name=_("Which colleague keeps it"),
    )
    kept_since = models.DateField(_("Keeps it since"), null=True, blank=True)
    kept_where = models.CharField(_("Where it is kept"), max_length=120, blank=True)
    app = models.CharField(_("App"), max_length=40, blank=True)
    vanishing = models.BooleanField(_("Messages there disappear"), default=False)
    fingerprint = models.CharField(_("Fingerprint (SHA-256)"), max_length=64, blank=True)
    file = models.UUIDField(null=True, blank=True, editable=False)
    file_name = models.CharField(_("Name of the file"), max_length=120, blank=True, default="")
    file_type = models.CharField(max_length=40, blank=True, default="", editable=False)
    file_size = models.PositiveIntegerField(null=True, blank=True, editable=False)


class PartyRole(models.TextChoices):
    """As what somebody stands in an agreement, beside the two who made it."""

    GUARANTOR = "guarantor", _("guarantor")
    WITNESS = "witness", _("witness")
    PARTY = "party", _("party to it")


class AgreementParty(ScopedModel):
    """A person or a group that vouches for an agreement, saw it made, or is a party to it as well.

    They may lie in another circle: only whoever may see them and the agreement sees this.
    """

    LINK = Link("relationship_id")
    JOINS = ("agreement", "relationship", "actor")
    TEXTS = ("note",)
    SHOWN = None
    TRAVELS = frozenset()

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(_("As what"), max_length=10, choices=PartyRole)
    relationship = models.ForeignKey(
        Relationship, null=True, blank=True, on_delete=models.CASCADE, related_name="party_to"
    )
    actor = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.CASCADE, related_name="party_to"
    )
    note = models.CharField(_("Note"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(relationship__isnull=True) ^ Q(actor__isnull=True),
                name="a_party_is_one",
            )
        ]


class LegalQuestion(OfAgreement):
    """A question for legal advice on an agreement: what was sent, what came back, what followed.

    ``pack`` is what goes to whoever advises, as its writer saw it before it went.
    """

    TEXTS = ("question", "pack", "asked_of", "answer", "decision")
    SHOWN = Shown("asked_on", "question")
    TRAVELS = frozenset()

    question = models.TextField(_("What we want to know"))
    pack = models.TextField(_("What is sent"), blank=True)
    asked_of = models.CharField(_("Asked of"), max_length=120, blank=True)
    asked_on = models.DateField(_("Asked on"))
    answer = models.TextField(_("Answer"), blank=True)
    answered_on = models.DateField(_("Answered on"), null=True, blank=True)
    decision = models.TextField(_("What we decided"), blank=True)
    decided_on = models.DateField(_("Decided on"), null=True, blank=True)
