"""Phones and what they sent, as rows: asked for by the bytes a phone calls itself.

None of it is a record: nothing here is in the history, and nothing becomes a contact by itself.
"""

import uuid
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from rapport.formats.phone_records import record_head
from rapport.records.models import (
    Colleague,
    Interaction,
    Phone,
    PhoneKey,
    PhoneLog,
    PhoneLogState,
    TripWord,
)
from rapport.records.prepared import prepared
from rapport.vault import phone_seal
from rapport.vault.encryption import NotOurs

KEPT = timedelta(days=30)
"""So long a log stays after it was confirmed or discarded, to be brought back."""

_ROOM = 500
_tidied: list[date] = []


def office_key() -> PhoneKey | None:
    """Return the key pair that new phones seal to."""
    return PhoneKey.objects.order_by("-pk").first()


def waiting_keys(now: datetime) -> "QuerySet[PhoneKey]":
    """Return the key pairs to which a new phone may come now, the newest first."""
    return PhoneKey.objects.filter(asks_until__gte=now).order_by("-pk")


def digest_of(whole: bytes) -> str:
    """Return what a record is known again by."""
    return sha256(whole).hexdigest()


def numbers_of(some: Collection[Phone]) -> dict[uuid.UUID, list[int]]:
    """Return the numbers of the logs that came from each phone, in order."""
    numbers: dict[uuid.UUID, list[int]] = {phone.pk: [] for phone in some}
    rows = PhoneLog.objects.filter(phone__in=numbers).exclude(state=PhoneLogState.ASIDE)
    for key, number in rows.order_by("number").values_list("phone", "number"):
        numbers[key].append(number)
    return numbers


def whole_up_to(numbers: Iterable[int]) -> int:
    """Return the number up to which every log has come, or -1."""
    upto = -1
    for number in numbers:
        if number != upto + 1:
            break
        upto = number
    return upto


def missing_in(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return the gaps in these numbers, each by its first and its last."""
    gaps, next_one = [], 0
    for number in numbers:
        if number > next_one:
            gaps.append((next_one, number - 1))
        next_one = number + 1
    return tuple(gaps)


def _waits() -> Combinable | Q:
    """Return what makes a log wait to be confirmed.

    So does one whose contact is no longer there, however long ago it was confirmed: the contact
    may have been taken back by mistake.
    """
    there = Interaction.objects.filter(pk=OuterRef("interaction"))
    settled = (PhoneLogState.CONFIRMED.value, PhoneLogState.SAME.value)
    gone = Q(state__in=settled, interaction__isnull=False) & ~Exists(there)
    return Q(state__in=(PhoneLogState.WAITING.value, PhoneLogState.ASIDE.value)) | gone


def open_logs(me: uuid.UUID) -> "QuerySet[PhoneLog]":
    """Return the logs that wait for a colleague to confirm them, the oldest first."""
    rows = PhoneLog.objects.filter(phone__colleague_id=me).exclude(sealed=b"")
    return rows.filter(_waits()).select_related("phone__key").order_by("came", "number")


def opened(log: PhoneLog) -> dict[str, Any] | None:
    """Return what a log says, or None where it does not open: somebody else may have made it."""
    head = record_head(bytes(log.phone.device), log.number)
    key = log.phone.key
    try:
        return phone_seal.open_record(
            bytes(log.sealed), head, private=bytes(key.private), public=bytes(key.public)
        )
    except NotOurs:
        return None


@prepared
def arrivals(me: uuid.UUID) -> "QuerySet[PhoneLog, tuple[datetime, str]]":
    """Return when each waiting log of a colleague came, and whether it was set aside."""
    rows = PhoneLog.objects.filter(phone__colleague_id=me).exclude(sealed=b"").filter(_waits())
    return rows.order_by("came", "pk").values_list("came", "state")


def settle(rows: "QuerySet[PhoneLog]", state: str, day: date, contact: uuid.UUID | None) -> None:
    """Say what became of logs; they stay for ``KEPT``."""
    rows.update(state=state, settled=day, interaction=contact)


def wait_again(rows: "QuerySet[PhoneLog]") -> None:
    """Let logs wait to be confirmed once more."""
    rows.update(state=PhoneLogState.WAITING, settled=None, interaction=None)


def tidy(day: date) -> None:
    """Empty what was settled long ago, and forget words whose trip is over as long."""
    old = day - KEPT
    settled = PhoneLog.objects.filter(settled__lte=old).exclude(sealed=b"")
    settled.exclude(_waits()).update(sealed=b"")
    TripWord.objects.filter(until__lte=old).delete()


def tidy_once(day: date) -> None:
    """Tidy once a day and process."""
    if _tidied[:] != [day]:
        _tidied[:] = [day]
        tidy(day)


def forget_of(rows: Collection[uuid.UUID]) -> None:
    """Empty every log that was confirmed as one of these contacts; let go of words for people."""
    ordered = sorted(rows)
    for start in range(0, len(ordered), _ROOM):
        some = ordered[start : start + _ROOM]
        PhoneLog.objects.filter(interaction__in=some).update(sealed=b"")
        TripWord.objects.filter(relationship__in=some).delete()


def put_words(me: Colleague, words: Iterable[tuple[str, uuid.UUID]], until: date) -> None:
    """Keep these words of a colleague's own instead of those there were."""
    TripWord.objects.filter(colleague=me).delete()
    TripWord.objects.bulk_create(
        TripWord(colleague=me, word=word, relationship=about, until=until) for word, about in words
    )
