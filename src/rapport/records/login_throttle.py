"""Counting tries at the door of a team's store, so that guessing is slow.

Kept in the database's cache table, which all workers share; no record, and in no history.
"""

from django.core.cache import cache
from django.db import connection, transaction

from rapport.vault.throttle import LONG_WAIT, MANY


def may_try(name: str) -> bool:
    """Count a try before it is made, and say whether it may be made.

    Counted one after the other, whichever worker is asked: many tries at the same moment are many.
    The count is forgotten a quarter of an hour after the last try that was let through.
    """
    counter = _counter(name)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [counter])
        tries = int(cache.get(counter, 0)) + 1
        if tries <= MANY:
            cache.set(counter, tries, timeout=LONG_WAIT)
    return tries <= MANY


def forget(name: str) -> None:
    """Forget the tries before: the right one has come in."""
    cache.delete(_counter(name))


def _counter(name: str) -> str:
    return f"tries:{name.casefold().encode().hex()[:180]}"
