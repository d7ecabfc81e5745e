"""Verbs about the ways to reach a counterpart: note one with how safe it is, or drop one."""

import uuid

from django.utils.translation import gettext_noop

from rapport.actions.people import colleague_in
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Channel, Counterpart, Safety
from rapport.records.models.logged import new_key
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere

LONGEST = 200


def add_channel(
    asking: Asking,
    *,
    key: uuid.UUID,
    channel: str,
    safety: str,
    note: str = "",
    held_by: uuid.UUID | None = None,
) -> Change[Counterpart]:
    """Note a way to reach a counterpart, how safe it is for them, and who of us has it."""
    counterpart = Counterpart.objects.one_changeable_by(asking.me, key)
    if channel not in Channel.values or safety not in Safety.values:
        raise CannotBe(
            gettext_noop("A contact channel needs a type and a safety rating."),
            next_step=gettext_noop("Choose both."),
        )
    if len(note) > LONGEST:
        raise CannotBe(
            gettext_noop("This text is longer than %(most)s characters."),
            next_step=gettext_noop("Shorten it; details belong in the notes."),
            most=LONGEST,
        )
    holder = colleague_in(asking, counterpart.circle, held_by)
    way = {
        "channel": channel,
        "held_by": holder.pk.hex if holder else None,
        "key": new_key().hex,
        "note": note.strip(),
        "safety": safety,
    }
    with change_set("add_channel", asking) as changes:
        changes.change(counterpart, channels=[*counterpart.channels, way])
        return changes.made(counterpart)


def drop_channel(asking: Asking, *, key: uuid.UUID, channel: uuid.UUID) -> Change[Counterpart]:
    """Drop a way to reach a counterpart that is of no use any more."""
    counterpart = Counterpart.objects.one_changeable_by(asking.me, key)
    left = [way for way in counterpart.channels if way["key"] != channel.hex]
    if len(left) == len(counterpart.channels):
        raise NotThere(NOT_THERE)
    with change_set("drop_channel", asking) as changes:
        changes.change(counterpart, channels=left)
        return changes.made(counterpart)
