"""Registers on their way in: an upload, kept inside the store, staged before it is imported."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.records.models.offices import Colleague, Office


class ImportState(models.TextChoices):
    """How far an import has come."""

    STAGED = "staged", _("waiting for its columns to be chosen")
    CHECKED = "checked", _("checked, not yet imported")
    RUNNING = "running", _("being imported")
    DONE = "done", _("imported")
    STOPPED = "stopped", _("stopped, nothing imported")
    UNDONE = "undone", _("undone")
    FAILED = "failed", _("could not be imported")


class RegisterOf(models.TextChoices):
    """What a register is a list of."""

    CONTACTS = "contacts", _("contacts")
    OFFICIALS = "officials", _("who holds which post")


class RegisterImport(models.Model):
    """One uploaded register, from upload to undo. Only the colleague who brought it sees it.

    ``rows`` is the parsed table, compressed; both it and the file go when the import is done.
    ``beat`` is when the process at work last said so, ``stop_asked`` what it is to hear.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="imports")
    id = models.UUIDField(primary_key=True)
    of = models.CharField(max_length=9, choices=RegisterOf, default=RegisterOf.CONTACTS)
    name = models.CharField(max_length=200)
    added = models.DateTimeField()
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.STAGED)
    size = models.PositiveIntegerField(default=0)
    file = models.BinaryField(null=True)
    rows = models.BinaryField(null=True)
    sniffed = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    beat = models.DateTimeField(null=True)
    stop_asked = models.BooleanField(default=False)
    change_set = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["-added"]
