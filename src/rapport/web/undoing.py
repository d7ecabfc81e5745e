"""Undo instead of "are you sure": the page after a change offers to take that change back."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.http import HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from rapport.records import held_erasing
from rapport.records.change import Change
from rapport.records.models import (
    Ask,
    Colleague,
    GateState,
    Interaction,
    Operation,
    Outcome,
    Purpose,
    Relationship,
    Standing,
    Tone,
)
from rapport.records.models.history import SET_TO_ERASE
from rapport.records.private_rows import without_others
from rapport.records.undo_permissions import may_take_back, touches_of
from rapport.records.undoing import UNDO
from rapport.web.request import Request

REDO = "redo"
"""What the button that takes an undo back is called, in a form and in an address."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What was just done. ``may_undo`` says whether it can be taken back.

    ``was_redo`` says that it took an undo back. ``erased_on`` is the day from which it cannot be
    taken back, for what is to be erased then. ``debrief`` is the contact that was logged, where it
    was a planned meeting: what somebody took from it they write down while they know it. ``hard``
    is that contact where it was a hard one. ``opened`` is a gate that was said to be open, also
    with conditions, or for which a request was granted: ``granted``.
    """

    change_set: uuid.UUID
    was_undo: bool
    was_redo: bool
    may_undo: bool
    erased_on: date | None = None
    debrief: uuid.UUID | None = None
    hard: uuid.UUID | None = None
    opened: uuid.UUID | None = None
    granted: uuid.UUID | None = None


def go_on(where: str, change: Change[Any]) -> HttpResponseRedirect:
    """Go to ``where``, with the offer to take the change back if it changed anything."""
    changed = Operation.objects.filter(change_set=change.key).exists()
    return HttpResponseRedirect(with_offer(where, change.key) if changed else where)


def with_offer(where: str, change_set: uuid.UUID) -> str:
    """Return an address that shows the offer to take ``change_set`` back."""
    return _with(where, "done", str(change_set))


def _with(where: str, name: str, value: str) -> str:
    page, mark, place = where.partition("#")
    return f"{page}{'&' if '?' in page else '?'}{name}={value}{mark}{place}"


def undone(request: Request, change: Change[Any]) -> HttpResponseRedirect:
    """Go back to where the undo or redo was asked for, with the offer to reverse it.

    In the history a redo is the undo of an undo; which of the two was asked for, the button says.
    """
    back = back_from(request)
    return go_on(_with(back, REDO, "1") if REDO in request.POST else back, change)


def offer(request: Request) -> Offer | None:
    """Return what was just done, as the address says, if it is mine."""
    try:
        key = uuid.UUID(request.GET.get("done", ""))
    except ValueError:
        return None
    every = list(Operation.objects.filter(change_set=key)[:50])
    done = without_others(request.asking.me, every)
    if not done or any(one.by != request.asking.me.pk for one in done):
        return None
    whole = all(one.payload is not None for one in done)
    may = whole and may_take_back(request.asking.me, touches_of(done))
    set_on = request.asking.day if done[0].verb == SET_TO_ERASE else None
    erased_on = held_erasing.erased_on(set_on) if set_on and may else None
    is_undo, is_redo = done[0].verb == UNDO, REDO in request.GET
    opened, granted = (None, None) if is_undo else _opened(request.asking.me, done)
    return Offer(
        key,
        was_undo=is_undo and not is_redo,
        was_redo=is_undo and is_redo,
        may_undo=may,
        erased_on=erased_on,
        debrief=_held_meeting(done),
        hard=_hard_contact(request.asking.me, done),
        opened=opened,
        granted=granted,
    )


def _held_meeting(done: list[Operation]) -> uuid.UUID | None:
    """Return the contact that a log added, if it closed a planned meeting."""
    closed = any(one.model == "meeting" for one in done)
    logged = (one.row for one in done if one.model == "interaction" and one.effect == 1)
    return next(logged, None) if closed and done[0].verb == "log_interaction" else None


def _hard_contact(me: Colleague, done: list[Operation]) -> uuid.UUID | None:
    """Return the contact that was logged, if somebody was hostile in it or bad news was said."""
    logged = [one.row for one in done if one.model == "interaction" and one.effect == 1]
    if not logged or done[0].verb != "log_interaction":
        return None
    seen = Interaction.objects.visible_to(me).filter(pk__in=logged)
    hostile = Q(tone_theirs=Tone.HOSTILE) | Q(theirs__tone_theirs=Tone.HOSTILE)
    hard = hostile | Q(purpose=Purpose.INCIDENT) | Q(meetings__is_hard=True)
    return seen.filter(hard).order_by("pk").values_list("pk", flat=True).first()


_Opened = tuple[uuid.UUID | None, uuid.UUID | None]


def _opened(me: Colleague, done: list[Operation]) -> _Opened:
    """Return the gate said to be open, or that of a granted request, and the request."""
    if done[0].verb == "say_standing":
        said = [one.row for one in done if one.model == "gatestate" and one.effect == 1]
        states = GateState.objects.changeable_by(me).filter(pk__in=said)
        opened = states.filter(standing__in=(Standing.OPEN, Standing.CONDITIONAL))
        return opened.values_list("gate_id", flat=True).first(), None
    asked = [one.row for one in done if one.model == "ask"]
    if not asked:
        return None, None
    rows = Ask.objects.changeable_by(me).filter(pk__in=asked, outcome=Outcome.GRANTED)
    rows = rows.filter(gate__circle=F("circle")).order_by("pk")
    return rows.values_list("gate_id", "pk").first() or (None, None)


def back_from(request: Request) -> str:
    """Return where somebody who takes a change back came from, if that page is still there."""
    back: str = request.POST.get("back", "")
    try:
        way = resolve(back)
    except Resolver404:
        way = None
    allowed = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    if way is None or not allowed:
        return reverse("history")
    key = way.kwargs.get("key")
    if way.url_name == "person" and key and not _there(request.asking.me, key):
        return reverse("people")
    return back


def _there(me: Colleague, key: uuid.UUID) -> bool:
    return Relationship.objects.visible_to(me).filter(pk=key).exists()
