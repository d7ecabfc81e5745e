"""Tries at the door of a team's store. No record, and in no history."""

from django.db import models


class SignInTries(models.Model):
    """How often somebody tried to sign in, counted together in one bucket, and until when.

    ``bucket`` names a colleague by their key, or is one of a fixed number for names that nobody
    has and for addresses, so that no flood of invented ones makes the table grow.
    """

    bucket = models.CharField(max_length=48, primary_key=True)
    tries = models.PositiveIntegerField()
    until = models.DateTimeField()
