"""What the rules noticed, and what colleagues have set aside for a while."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.records.models.declared import Link, Shown
from rapport.records.models.listed import RecordsField
from rapport.records.models.logged import LoggedModel
from rapport.records.models.offices import Circle, Colleague
from rapport.records.models.relationships import Relationship
from rapport.records.models.scoped import AboutRelationship, BehindCircle
from rapport.rules.rule import About


class Section(models.IntegerChoices):
    """Where on the morning's page a finding stands."""

    CHECK_IN = 0, _("Check in")
    OUR_WORD = 1, _("Our promises")
    THEIR_WORD = 2, _("Their promises")
    ASK = 3, _("Requests")
    OCCASION = 4, _("Important dates")
    WORTH_A_LOOK = 5, _("Also check")


class Finding(BehindCircle):
    """What a rule noticed. Worked out anew by judging; never recorded, never blocking.

    All it rests on lies within the circle and the naming of ``relationship``, which it is about, so
    that it is stored once for all its readers. What rests on records across circles is worked out
    for each reader by ``briefings.across_circles``.

    ``when`` is the urgency, 0 (now) to 3 (worth a look); ``params`` are what the rule gave, as
    JSON, and ``because`` the records it rests on.
    """

    LINK = Link("relationship_id")

    relationship = models.ForeignKey(
        Relationship, on_delete=models.CASCADE, related_name="findings"
    )
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="+", db_index=False)
    sensitivity = models.PositiveSmallIntegerField(default=1)
    lead = models.ForeignKey(
        Colleague, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    section = models.PositiveSmallIntegerField(choices=Section, default=Section.WORTH_A_LOOK)
    code = models.CharField(max_length=4)
    when = models.PositiveSmallIntegerField()
    on = models.DateField(null=True)
    says = models.TextField()
    params = models.JSONField(default=dict)
    because = RecordsField(default=list)
    options = models.JSONField(default=list)
    waived_until = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["lead", "section", "when", "on"], name="finding_for_lead"),
            models.Index(fields=["circle", "section", "when", "on"], name="finding_in_circle"),
        ]

    @property
    def about_kind(self) -> str:
        """Return what a stored finding is about: a relationship."""
        return About.RELATIONSHIP.value

    @property
    def about_key(self) -> uuid.UUID:
        """Return the key of what it is about."""
        return self.relationship_id


class Waiver(AboutRelationship):
    """Silencing a finding, with a reason and an end date.

    ``seen`` holds the keys of the records the finding rested on: a later one speaks again. Without
    any (a rule set aside before it spoke), whatever the rule notices is silenced.
    """

    TEXTS = ("reason",)
    SHOWN = Shown("until", "reason")
    TRAVELS = frozenset()

    code = models.CharField(max_length=4)
    reason = models.TextField()
    until = models.DateField()
    by = models.ForeignKey(Colleague, null=True, on_delete=models.SET_NULL, related_name="+")
    seen = models.JSONField(default=list, blank=True, editable=False)


class OwnWaiver(LoggedModel):
    """Silencing, for oneself alone, a finding that is worked out for each reader.

    It may rest on records of several circles, so that nobody but its writer may know of it.
    ``seen`` is as in a waiver; ``about_kind`` and ``about_key`` say what the finding is about.
    """

    by = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="own_waivers")
    code = models.CharField(max_length=4)
    about_kind = models.CharField(max_length=12)
    about_key = models.UUIDField()
    reason = models.TextField()
    until = models.DateField()
    seen = models.JSONField(default=list, blank=True, editable=False)

    def scope(self) -> uuid.UUID:
        """Return the key of its writer, whose chain is read by nobody else."""
        return self.by_id
