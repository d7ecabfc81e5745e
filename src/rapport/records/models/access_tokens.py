"""What a program or a calendar reads with, in the place of one of us."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.records.models.logged import new_key
from rapport.records.models.offices import Colleague


class TokenUse(models.TextChoices):
    """What a token opens."""

    PROGRAM = "program", _("a program, through the API")
    CALENDAR = "calendar", _("a calendar that is subscribed to")


class AccessToken(models.Model):
    """What lets a program or a calendar in as one colleague, in some circles, until a day.

    ``trace`` is a hash: whoever reads the table has none of the tokens. It never opens more than
    its owner sees on that day, and nothing that is the owner's alone. ``minute`` and ``uses`` count
    how often it came within a minute. It is no record: taken back, it is gone.
    """

    key = models.UUIDField(primary_key=True, default=new_key, editable=False)
    colleague = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="access_tokens")
    label = models.CharField(max_length=80)
    use = models.CharField(max_length=8, choices=TokenUse, default=TokenUse.PROGRAM)
    trace = models.CharField(max_length=64, unique=True)
    circles = models.JSONField(default=list)
    may_write = models.BooleanField(default=False)
    made = models.DateTimeField()
    until = models.DateField()
    seen = models.DateTimeField(null=True)
    minute = models.DateTimeField(null=True)
    uses = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["made"]
