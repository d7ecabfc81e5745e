"""The open sessions of a team's server. No record, and in no history."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from rapport.records.models.offices import Colleague


class OpenSession(AbstractBaseSession):
    """A browser that is signed in: whose, since when, when it was last heard of, and what it is.

    ``session_key`` is a hash of the key that the browser holds: whoever reads the table has none of
    the keys. ``browser`` is a few words such as "Firefox, Linux".
    """

    colleague = models.ForeignKey(
        Colleague, null=True, on_delete=models.CASCADE, related_name="open_sessions"
    )
    began = models.DateTimeField()
    seen = models.DateTimeField()
    browser = models.CharField(max_length=60, default="")

    class Meta:
        db_table = "records_opensession"
