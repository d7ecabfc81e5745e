"""What the office learned, told without names: from debriefs and repairs, for those who come."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.records.models.interactions import Purpose
from rapport.records.models.logged import LoggedModel
from rapport.records.models.offices import Office
from rapport.records.models.relationships import Stage

FOR_REPAIR = "repair"
"""What a lesson is about that was learned when trust broke."""


class LessonPlace(models.TextChoices):
    """In what kind of place it was learned."""

    OFFICE = "office", pgettext_lazy("lesson", "an office")
    CHECKPOINT = "checkpoint", pgettext_lazy("lesson", "a checkpoint")
    HOME = "home", pgettext_lazy("lesson", "a home")
    CAMP = "camp", pgettext_lazy("lesson", "a camp or site")
    REMOTE = "remote", pgettext_lazy("lesson", "by phone or message")


class Lesson(LoggedModel):
    """One lesson of the office. It names nobody, and does not say of whom it was learned.

    ``family`` is what a contact is for, or ``repair``; ``stage`` is how far trust had come.
    """

    OF_WRITERS = True

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="lessons")
    text = models.TextField(_("What we learned"))
    family = models.CharField(
        _("Useful for"),
        max_length=12,
        choices=[*Purpose.choices, (FOR_REPAIR, _("repairing trust"))],
    )
    stage = models.CharField(
        _("How far trust had come"), max_length=16, choices=Stage, blank=True, default=""
    )
    place_kind = models.CharField(
        _("Where"), max_length=10, choices=LessonPlace, blank=True, default=""
    )
    on = models.DateField(editable=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["office", "family"], name="lesson_by_family")]

    def scope(self) -> uuid.UUID:
        """Return the office's key."""
        return self.office_id
