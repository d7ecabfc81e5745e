"""Verbs about phones: let one come, claim it, stop it; receive what it sealed.

What a phone sends is received whole or not at all, and is nobody's record before its colleague
confirms it (``actions.phone_logs``).
"""

import uuid
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from rapport.formats.phone_records import PhoneRecord
from rapport.names.digits import in_plain_digits
from rapport.records.asking import Asking
from rapport.records.chain import lock_store
from rapport.records.models import Phone, PhoneKey, PhoneLog, PhoneLogState
from rapport.records.models.scoped import ASK_A_WRITER, NOT_THERE, NOT_YOURS
from rapport.records.phones import (
    digest_of,
    numbers_of,
    office_key,
    waiting_keys,
    whole_up_to,
)
from rapport.records.refusals import CannotBe, NotThere, NotYours
from rapport.refusals import Refusal
from rapport.vault import phone_seal
from rapport.vault.encryption import NotOurs

ASKS_FOR = timedelta(minutes=15)
"""So long a new phone may come after a colleague asked for it."""

LONGEST = timedelta(days=90)
"""No phone is claimed for longer."""

MOST_TRIES, MOST_NEW, MOST_WAITING = 5, 20, 2000
MOST_NUMBER = 2**31 - 1
_ADDRESS = 200


class PhoneRefused(Refusal):
    """What a phone sent is not taken; ``code`` says to the phone why."""

    def __init__(self, code: str) -> None:
        self.code = code
        says, next_step = _WHY[code]
        super().__init__(says, next_step=next_step)


_ADD_AGAIN = gettext_noop("Add the phone again, on the page of your phones.")
_WHY = {
    "unknown": (gettext_noop("No phone of this office wrote this."), _ADD_AGAIN),
    "waits": (
        gettext_noop("The phone that wrote this is not yet known here."),
        gettext_noop("Type the six digits that the phone shows."),
    ),
    "ended": (gettext_noop("This phone was here until its last day, and no longer."), _ADD_AGAIN),
    "stopped": (gettext_noop("This phone was stopped. Nothing of it is taken."), _ADD_AGAIN),
    "altered": (
        gettext_noop("Something in it was changed on the way. Nothing was taken."),
        gettext_noop("Send it again, or save the file again on the phone."),
    ),
    "full": (
        gettext_noop("Too many logs of this phone wait to be confirmed."),
        gettext_noop("Confirm or discard some of them first."),
    ),
}


@dataclass(frozen=True, slots=True)
class Received:
    """What came of one phone: the numbers now kept, and the key its answer is signed with.

    ``new`` are those that were not here before. ``upto``: every log up to this number has come.
    """

    phone: Phone
    key: bytes
    numbers: tuple[int, ...]
    new: int
    upto: int

    @property
    def code(self) -> str:
        """Return the code that is typed into the phone, so that it deletes what is here."""
        return phone_seal.code_for(self.key, bytes(self.phone.device), self.upto)


def ask_for_a_phone(asking: Asking, *, page: str = "") -> PhoneKey:
    """Let a new phone come for a quarter of an hour; ``page`` is where its page lies.

    The first time, the office gets its key for phones. While a phone of another colleague may come
    to it, this one has a key of its own: neither takes the other's place.
    """
    with transaction.atomic():
        lock_store()
        Phone.objects.filter(colleague=None, came__lt=asking.now - ASKS_FOR).delete()
        busy = waiting_keys(asking.now)
        mine, newest = busy.filter(asked_by=asking.me).first(), office_key()
        key = mine or (newest if newest is not None and newest not in busy else _new_key())
        key.asks_until, key.asked_by, key.tries = asking.now + ASKS_FOR, asking.me, 0
        key.page = page.strip()[:_ADDRESS]
        key.save()
        return key


def renew_key(asking: Asking) -> PhoneKey:
    """Make another key for phones: each phone that comes from now on seals to it.

    The old one stays for the phones that have it, until the last of them has ended.
    """
    if not asking.me.sets_rules():
        raise NotYours(NOT_YOURS, next_step=ASK_A_WRITER)
    with transaction.atomic():
        lock_store()
        before = office_key()
        PhoneKey.objects.update(asks_until=None)
        key = _new_key()
        key.page = before.page if before else ""
        key.save()
        return key


def _new_key() -> PhoneKey:
    private, public = phone_seal.new_office_key()
    return PhoneKey.objects.create(private=private, public=public)


def claim_phone(asking: Asking, *, digits: str, ends: date) -> Phone:
    """Make the phone that shows these six digits one's own, until a day."""
    if not asking.day <= ends <= asking.day + LONGEST:
        raise CannotBe(
            gettext_noop("A phone is added for 90 days at most."),
            next_step=gettext_noop("Choose a day within 90 days; you can add it again then."),
        )
    with transaction.atomic():
        lock_store()
        figures = "".join(letter for letter in digits if letter.isdecimal())
        phone = _shown(asking, in_plain_digits(figures))
        if phone is not None:
            phone.colleague, phone.ends = asking.me, ends
            phone.save()
            return phone
    raise CannotBe(
        gettext_noop("No new phone here shows these digits."),
        next_step=gettext_noop(
            "Look at the phone, and type them again. Did it send, or did you show its code?"
        ),
    )


def _shown(asking: Asking, digits: str) -> Phone | None:
    """Return the only new phone that shows these digits, and count a try that finds none.

    Two that show the same are none: somebody made one of them to.
    """
    key = waiting_keys(asking.now).filter(asked_by=asking.me).first()
    if key is None or key.tries >= MOST_TRIES:
        return None
    found = []
    for phone in Phone.objects.filter(key=key, colleague=None):
        device = bytes(phone.device)
        own = phone_seal.phone_key(bytes(phone.mac), device)
        if phone_seal.digits_of(own, device, public=bytes(key.public)) == digits:
            found.append(phone)
    if len(found) == 1:
        key.asks_until = None
        key.save()
        return found[0]
    key.tries += 1
    key.save()
    return None


def stop_phone(asking: Asking, *, key: uuid.UUID, lost_from: datetime | None = None) -> Phone:
    """Take nothing more from a phone; what came since it was lost is marked.

    Its colleague may, and whoever sets the rules of the office.
    """
    with transaction.atomic():
        lock_store()
        phone = _phone_of(asking, key)
        phone.stopped = phone.stopped or asking.now
        phone.lost_from = lost_from or phone.lost_from
        phone.save()
        return phone


def _phone_of(asking: Asking, key: uuid.UUID) -> Phone:
    rows = Phone.objects.filter(pk=key, colleague__isnull=False)
    if not asking.me.sets_rules():
        rows = rows.filter(colleague=asking.me)
    phone = rows.filter(colleague__office=asking.me.office_id).first()
    if phone is None:
        raise NotThere(NOT_THERE)
    return phone


def receive(records: Iterable[PhoneRecord], *, now: datetime, day: date) -> tuple[Received, ...]:
    """Take what phones wrote: all of it, or nothing.

    Known records change nothing. Another one under a known number is kept aside. Raises
    ``PhoneRefused``, or ``NotOurs`` where a phone that introduces itself cannot be read.
    """
    ordered = sorted(set(records), key=lambda one: (one.phone, one.number, one.whole))
    with transaction.atomic():
        lock_store()
        return tuple(
            _receive_of(device, list(rows), now, day)
            for device, rows in groupby(ordered, key=lambda one: one.phone)
        )


def _receive_of(
    device: bytes, records: Sequence[PhoneRecord], now: datetime, day: date
) -> Received:
    phone = Phone.objects.select_related("colleague", "key").filter(device=device).first()
    if phone is None:
        phone = _introduced(records[0], now)
    if phone.stopped is not None:
        raise PhoneRefused("stopped")
    key = phone_seal.phone_key(bytes(phone.mac), device)
    if not all(_is_whole(one, key) for one in records):
        raise PhoneRefused("altered")
    _check_room(phone)
    if phone.colleague is None:
        if any(one.number for one in records):
            raise PhoneRefused("waits")
        _keep(phone, records, now)
        return Received(phone, key, (), 0, -1)
    check_comes(phone, day)
    new = _keep(phone, records, now)
    kept = tuple(dict.fromkeys(one.number for one in records))
    return Received(phone, key, kept, new, whole_up_to(numbers_of([phone])[phone.pk]))


def _is_whole(record: PhoneRecord, key: bytes) -> bool:
    body = record.whole[: -phone_seal.MAC_BYTES]
    fits = record.number <= MOST_NUMBER
    return fits and phone_seal.is_written_by(key, body, record.mac)


def check_comes(phone: Phone, day: date) -> None:
    """Refuse a phone that is nobody's, was stopped, or is over."""
    if phone.stopped is not None:
        raise PhoneRefused("stopped")
    if phone.colleague is None:
        raise PhoneRefused("waits")
    if phone.ends is None or phone.ends < day or not phone.colleague.is_active:
        raise PhoneRefused("ended")


def _check_room(phone: Phone) -> None:
    """Refuse more of a phone while too much of it waits, also of what was kept apart."""
    waits = (PhoneLogState.WAITING, PhoneLogState.ASIDE)
    if PhoneLog.objects.filter(phone=phone, state__in=waits).count() >= MOST_WAITING:
        raise PhoneRefused("full")


def _introduced(record: PhoneRecord, now: datetime) -> Phone:
    """Keep a phone that introduces itself while a colleague waits for one."""
    keys = list(waiting_keys(now)) if record.number == 0 else []
    if not keys or Phone.objects.filter(colleague=None).count() >= MOST_NEW:
        raise PhoneRefused("unknown")
    key, said = _opened_by(keys, record)
    try:
        own = bytes.fromhex(said["key"])
    except (KeyError, TypeError, ValueError):
        raise NotOurs from None
    if len(own) != phone_seal.KEY_BYTES:
        raise NotOurs
    mac = phone_seal.seal_phone_key(own, record.phone)
    return Phone.objects.create(device=record.phone, key=key, mac=mac, came=now)


def _opened_by(keys: Iterable[PhoneKey], record: PhoneRecord) -> tuple[PhoneKey, dict[str, Any]]:
    for key in keys:
        with suppress(NotOurs):
            private, public = bytes(key.private), bytes(key.public)
            said = phone_seal.open_record(
                record.sealed, record.head, private=private, public=public
            )
            return key, said
    raise NotOurs


def _keep(phone: Phone, records: Sequence[PhoneRecord], now: datetime) -> int:
    """Keep what is not here yet, and return how many logs that was."""
    rows = PhoneLog.objects.filter(phone=phone, number__in=[one.number for one in records])
    known: dict[int, set[str]] = {}
    for number, digest in rows.values_list("number", "digest"):
        known.setdefault(number, set()).add(digest)
    new = []
    for one in records:
        digest = digest_of(one.whole)
        there = known.setdefault(one.number, set())
        if digest in there:
            continue
        state, sealed = PhoneLogState.WAITING, one.sealed
        if there:
            state = PhoneLogState.ASIDE
        elif one.number == 0:  # it said its key, which is kept
            state, sealed = PhoneLogState.CONFIRMED, b""
        there.add(digest)
        new.append(
            PhoneLog(
                phone=phone, number=one.number, digest=digest, sealed=sealed, came=now, state=state
            )
        )
    PhoneLog.objects.bulk_create(new)
    return sum(1 for one in new if one.number)
