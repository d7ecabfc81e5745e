"""What left this store: what, for what purpose, which columns, by whom, and who agreed."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.records.models.logged import LoggedModel
from rapport.records.models.offices import Colleague, Office
from rapport.records.models.scoped import Sensitivity


class ExportPurpose(models.TextChoices):
    """What somebody takes records out for."""

    COORDINATION = "coordination", _("coordination with other organisations")
    REPORTING = "reporting", _("a report to headquarters or a donor")
    HANDOVER = "handover", _("handing over work")
    MEETING = "meeting", _("preparing a meeting")
    ANALYSIS = "analysis", _("our own analysis")
    REQUEST = "request", _("a person asked what we hold about them")
    KEEPING = "keeping", _("keeping or moving our own records")


class ExportState(models.TextChoices):
    """How far an export has come; one without anything severe is made at once."""

    ASKED = "asked", pgettext_lazy("export", "waiting for a second person")
    APPROVED = "approved", pgettext_lazy("export", "approved")
    DECLINED = "declined", pgettext_lazy("export", "declined")
    MADE = "made", pgettext_lazy("export", "exported")


class Export(LoggedModel):
    """That somebody took records out of the store, or asked to.

    ``what`` and ``form`` name the kind of export and its file. ``rows`` holds, while a second
    person has to agree, the kinds and keys of exactly what is to go. ``names_why`` is given where
    real names go, ``clear_why`` where the file is not encrypted.
    """

    OF_ITS_STORE = True

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="exports")
    at = models.DateTimeField()
    what = models.CharField(max_length=40)
    form = models.CharField(max_length=12)
    purpose = models.CharField(_("Purpose"), max_length=16, choices=ExportPurpose)
    reason = models.CharField(_("In a few words"), max_length=300, blank=True)
    columns = models.JSONField(default=list)
    many = models.PositiveIntegerField(default=0)
    sensitivity = models.PositiveSmallIntegerField(choices=Sensitivity, default=Sensitivity.OPEN)
    names_why = models.CharField(_("Why with real names"), max_length=300, blank=True)
    clear_why = models.CharField(_("Why not encrypted"), max_length=300, blank=True)
    rows = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=8, choices=ExportState, default=ExportState.MADE)
    decided_by = models.ForeignKey(
        Colleague, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["office", "-at"], name="export_of_office")]

    @classmethod
    def is_archived_for(cls, me: Colleague) -> bool:
        """Say whether ``me`` minds data protection; to others not all of it is shown either."""
        return me.is_shown_readings

    def scope(self) -> uuid.UUID:
        """Return the office's key."""
        return self.office_id


class EarlierStore(LoggedModel):
    """A store whose history came into this one, as it was, before this one's own began.

    ``until`` is the number of its last operation here, ``head`` what the chain had come to then,
    ``public_key`` what its checkpoints are verified with. ``withheld`` are the keys of rows whose
    content it did not give. The operation that enters it is the first of this store's own.
    """

    OF_ITS_STORE = True

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    store = models.UUIDField()
    replica = models.CharField(max_length=12)
    public_key = models.BinaryField()
    until = models.BigIntegerField()
    head = models.BinaryField()
    withheld = models.JSONField(default=list)

    def scope(self) -> uuid.UUID:
        """Return the office's key."""
        return self.office_id
