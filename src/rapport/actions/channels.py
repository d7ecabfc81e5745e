"""Verbs about the ways to reach a counterpart: how safe each is, how soon it works, if it does."""

import uuid
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.people import check_date, colleague_in
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Channel, Counterpart, Safety, Within
from rapport.records.models.logged import new_key
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.validation import check_choice

LONGEST = 200
_TOLD = frozenset({"channel", "safety", "note", "held_by", "within", "verified_on"})


def add_channel(
    asking: Asking,
    *,
    key: uuid.UUID,
    channel: str,
    safety: str,
    note: str = "",
    held_by: uuid.UUID | None = None,
    within: str = "",
    verified_on: date | None = None,
) -> Change[Counterpart]:
    """Note a way to reach a counterpart, how safe it is for them, and who of us has it.

    ``within`` is how soon they can be reached in it, ``verified_on`` the day it last worked.
    """
    counterpart = Counterpart.objects.one_changeable_by(asking.me, key)
    told = {"channel": channel, "safety": safety, "note": note, "held_by": held_by}
    way = _told(asking, counterpart, **told, within=within, verified_on=verified_on)
    with change_set("add_channel", asking) as changes:
        added = _in_order({"key": new_key().hex, **way})
        changes.change(counterpart, channels=[*counterpart.channels, added])
        return changes.made(counterpart)


def change_channel(
    asking: Asking, *, key: uuid.UUID, way: uuid.UUID, **values: Any
) -> Change[Counterpart]:
    """Change what is known of a way; ``values`` are those of :func:`add_channel`, by name."""
    counterpart = Counterpart.objects.one_changeable_by(asking.me, key)
    there = _way_of(counterpart, way)
    told = _told(asking, counterpart, **values)
    with change_set("change_channel", asking) as changes:
        changes.change(counterpart, channels=_with(counterpart, {**there, **told}))
        return changes.made(counterpart)


def verify_channel(
    asking: Asking, *, key: uuid.UUID, way: uuid.UUID, on: date | None = None
) -> Change[Counterpart]:
    """Note that a way worked on a day (today, if none is given); a later day that stands stays."""
    counterpart = Counterpart.objects.one_changeable_by(asking.me, key)
    there = _way_of(counterpart, way)
    day = on or asking.day
    check_date(day, asking.day)
    last = max(day.isoformat(), there.get("verified_on") or "")
    with change_set("verify_channel", asking) as changes:
        changes.change(counterpart, channels=_with(counterpart, {**there, "verified_on": last}))
        return changes.made(counterpart)


def drop_channel(asking: Asking, *, key: uuid.UUID, channel: uuid.UUID) -> Change[Counterpart]:
    """Drop a way to reach a counterpart that is of no use any more."""
    counterpart = Counterpart.objects.one_changeable_by(asking.me, key)
    _way_of(counterpart, channel)
    left = [way for way in counterpart.channels if way["key"] != channel.hex]
    with change_set("drop_channel", asking) as changes:
        changes.change(counterpart, channels=left)
        return changes.made(counterpart)


def _told(asking: Asking, counterpart: Counterpart, **values: Any) -> dict[str, Any]:
    """Return what is told of a way as it is kept, or refuse it."""
    if not values.keys() <= _TOLD:
        raise TypeError(f"Not told of a way: {sorted(values.keys() - _TOLD)}.")
    told = dict(values)
    if "channel" in told or "safety" in told:
        _check_kind(told.get("channel", Channel.PHONE), told.get("safety", Safety.CARE))
    if len(told.get("note", "")) > LONGEST:
        raise CannotBe(
            gettext_noop("This text is longer than %(most)s characters."),
            next_step=gettext_noop("Shorten it; details belong in the notes."),
            most=LONGEST,
        )
    if "note" in told:
        told["note"] = told["note"].strip()
    if told.get("within"):
        check_choice(told["within"], Within.values)
    if "held_by" in told:
        holder = colleague_in(asking, counterpart.circle, told["held_by"])
        told["held_by"] = holder.pk.hex if holder else None
    if "verified_on" in told:
        day = told["verified_on"]
        if day is not None:
            check_date(day, asking.day)
        told["verified_on"] = day.isoformat() if day else ""
    return told


def _check_kind(channel: str, safety: str) -> None:
    if channel not in Channel.values or safety not in Safety.values:
        raise CannotBe(
            gettext_noop("A contact channel needs a type and a safety rating."),
            next_step=gettext_noop("Choose both."),
        )


def _way_of(counterpart: Counterpart, key: uuid.UUID) -> dict[str, Any]:
    for way in counterpart.channels:
        if way["key"] == key.hex:
            return dict(way)
    raise NotThere(NOT_THERE)


def _with(counterpart: Counterpart, changed: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the ways to reach somebody with one of them as it is now."""
    key = changed["key"]
    return [_in_order(changed if way["key"] == key else way) for way in counterpart.channels]


def _in_order(way: dict[str, Any]) -> dict[str, Any]:
    """Return a way with its names in the order in which what was recorded is read back."""
    return dict(sorted(way.items()))
