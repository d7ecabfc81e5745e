"""Counting tries at the door of a team's store, so that guessing is slow.

Two counts: by name, and by the address a try comes from. A colleague has a count of their own,
which no other name can empty. Names that nobody has share a few counts, so that inventing names
neither fills the table nor costs more than a few hundred hashes in a quarter of an hour. Which of
them a name falls into cannot be told from outside, and it shuts after as many tries as a
colleague's.
"""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F

from rapport.records.models import Colleague, SignInTries
from rapport.vault import encryption
from rapport.vault.throttle import LONG_WAIT, MANY

MANY_FROM_AN_ADDRESS = 60
_SHARED_BY_INVENTED_NAMES, _SHARED_BY_ADDRESSES = 32, 4096

_ONE_MORE = """
    INSERT INTO records_signintries (bucket, tries, until) VALUES (%s, 1, %s)
    ON CONFLICT (bucket) DO UPDATE SET
        tries = CASE WHEN records_signintries.until <= %s THEN 1
                     ELSE records_signintries.tries + 1 END,
        until = CASE WHEN records_signintries.until > %s AND records_signintries.tries >= %s
                     THEN records_signintries.until ELSE excluded.until END
    RETURNING tries
"""


def may_try(name: str, address: str | None, *, now: datetime) -> bool:
    """Count a try before it is made, and say whether it may be made.

    Each is counted in one statement, whichever worker is asked: many tries at the same moment are
    many. A count is forgotten a quarter of an hour after the last try that was let through.
    ``address`` is None where it is not known (see ``RAPPORT_ADDRESS_HEADER``).
    """
    with transaction.atomic():
        counts = [_count(*one, now) for one in _buckets(name, address)]
    return all(counts)


def forget(name: str, address: str | None) -> None:
    """Forget the tries of a name, and one of its address: the right one has come in."""
    mine, *from_there = (bucket for bucket, _ in _buckets(name, address))
    SignInTries.objects.filter(bucket=mine).delete()
    SignInTries.objects.filter(bucket__in=from_there, tries__gt=0).update(tries=F("tries") - 1)


def uncount(name: str, address: str | None) -> None:
    """Take back the count of a try that could not be made."""
    buckets = [bucket for bucket, _ in _buckets(name, address)]
    SignInTries.objects.filter(bucket__in=buckets, tries__gt=0).update(tries=F("tries") - 1)


def _buckets(name: str, address: str | None) -> Iterator[tuple[str, int]]:
    """Return where a try is counted, and how many each takes."""
    who: uuid.UUID | None = (
        Colleague.objects.filter(sign_in=name, is_active=True).values_list("pk", flat=True).first()
    )
    shared = _one_of(_SHARED_BY_INVENTED_NAMES, name.casefold(), "sign-in name")
    yield (who.hex if who else f"invented {shared}"), MANY
    if address is not None:
        place = _one_of(_SHARED_BY_ADDRESSES, address, "sign-in address")
        yield f"address {place}", MANY_FROM_AN_ADDRESS


def _one_of(count: int, text: str, purpose: str) -> int:
    return int.from_bytes(encryption.blind_index(text, purpose=purpose)[:4], "big") % count


def _count(bucket: str, most: int, now: datetime) -> bool:
    """Count one more; return whether there were fewer than ``most`` before it."""
    until = now + timedelta(seconds=LONG_WAIT)
    with connection.cursor() as cursor:
        cursor.execute(_ONE_MORE, [bucket, until, now, now, most])
        return bool(cursor.fetchone()[0] <= most)
