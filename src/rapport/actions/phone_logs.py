"""Verbs about logs that came from a phone: confirm one, mark it as the same, discard, bring back.

Only the colleague whose phone wrote it finds it. Confirming is logging: this only says which
contact it became.
"""

import uuid

from django.db import transaction
from django.db.models import QuerySet

from rapport.records import phones
from rapport.records.asking import Asking
from rapport.records.models import Interaction, PhoneLog, PhoneLogState
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere


def is_open(asking: Asking, key: uuid.UUID) -> bool:
    """Say whether this log waits for whoever asks."""
    return phones.open_logs(asking.me.pk).filter(pk=key).exists()


def confirm(asking: Asking, *, key: uuid.UUID, contact: uuid.UUID) -> None:
    """Say that a log became this contact; it waits again once the contact is taken back."""
    _settle_as(asking, key, contact, PhoneLogState.CONFIRMED)


def mark_as_same(asking: Asking, *, key: uuid.UUID, contact: uuid.UUID) -> None:
    """Say that a log is a contact that was there already: nothing of the contact changes.

    For a month it can be brought back.
    """
    _settle_as(asking, key, contact, PhoneLogState.SAME)


def _settle_as(asking: Asking, key: uuid.UUID, contact: uuid.UUID, state: PhoneLogState) -> None:
    with transaction.atomic():
        Interaction.objects.one_visible_to(asking.me, contact)
        phones.settle(_open(asking, key), state, asking.day, contact)


def discard(asking: Asking, *, key: uuid.UUID) -> None:
    """Discard a log; for a month it can be brought back."""
    with transaction.atomic():
        phones.settle(_open(asking, key), PhoneLogState.DISCARDED, asking.day, None)


def bring_back(asking: Asking, *, key: uuid.UUID) -> None:
    """Let a log that was discarded, or was said to be another contact, wait again."""
    mine = PhoneLog.objects.filter(phone__colleague=asking.me, pk=key).exclude(sealed=b"")
    settled = mine.filter(state__in=(PhoneLogState.DISCARDED, PhoneLogState.SAME))
    if not settled.exists():
        raise NotThere(NOT_THERE)
    phones.wait_again(settled)


def _open(asking: Asking, key: uuid.UUID) -> "QuerySet[PhoneLog]":
    """Return the log if it waits for whoever asks."""
    if not is_open(asking, key):
        raise NotThere(NOT_THERE)
    return PhoneLog.objects.filter(pk=key)
