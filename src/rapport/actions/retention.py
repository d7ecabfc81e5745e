"""The verb that purges what is past its end; nobody has to ask for it."""

from datetime import date, datetime

from rapport.records import held_erasing, judging, phones
from rapport.records.ending import due
from rapport.records.erasing import erase
from rapport.records.hanging import relationships_of
from rapport.records.models import Store
from rapport.records.recording import change_set


def purge(*, now: datetime, today: date) -> int:
    """Erase for good whatever is past its last day as of ``today``; return how many records.

    With it goes what was set to be erased a day ago and not brought back. Nothing is said of what
    they were: the history keeps that so many went.
    """
    phones.tidy_once(today)
    if not due(today) and not held_erasing.due(today):
        return 0
    with change_set("purge", None, now=now) as changes:
        # Another process may purge at the same moment: what is due is looked up once we hold this.
        Store.objects.select_for_update().first()
        rows = due(today)
        gone = held_erasing.due(today)
        if not rows and not gone:
            return 0
        touched = {
            key
            for kind in {type(row) for row in rows}
            for keys in relationships_of(kind, (row.pk for row in rows)).values()
            for key in keys
        }
        erased = erase(changes, [*(row.pk for row in rows), *gone], on=today)
    judging.rejudge(touched, today=today)
    return len(erased.rows)
