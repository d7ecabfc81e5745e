"""Whether it is time to back up: one quiet line on the morning's page."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from rapport.records.models import Store
from rapport.vault import backup_note


@dataclass(frozen=True, slots=True)
class BackupDue:
    """That a backup is due; ``last`` is the day of the last one, or None if there is none."""

    last: date | None


def backup_due(now: datetime) -> BackupDue | None:
    """Return a reminder if a laptop's store waits for a backup; a made-up world never does.

    One question, and none while the last backup is young.
    """
    home = settings.RAPPORT_HOME
    if home is None or backup_note.is_young(home, now=now):
        return None
    store = Store.objects.only("sequence", "fixed_today").first()
    if store is None or store.fixed_today is not None:
        return None
    reminder = backup_note.reminder(home, sequence=store.sequence, now=now)
    if reminder is None:
        return None
    return BackupDue(timezone.localdate(reminder.last) if reminder.last else None)
