"""Planning a meeting, moving it and calling it off, as JSON."""

import uuid
from collections.abc import Mapping
from typing import Any

from rapport.actions import meetings as verbs
from rapport.api.json_view import Request, key_in, list_in, told, writes
from rapport.records.change import Change
from rapport.records.entry import from_json, misfit
from rapport.records.models import Meeting, MeetingOurs, MeetingWith, Side

_SAID = frozenset({"by", "told_in_advance"})
"""What is said of a meeting that is moved or called off: who did it, and whether it was told."""


@writes
def plan(request: Request) -> Any:
    """Plan a meeting: ``{"who": [people], "on": day, "time": "09:30", ...}``, any column of it.

    Each of the people is a key, or an object with ``relationship`` and their ``part``; each of
    ``ours`` a key, or an object with ``colleague`` and ``part``. Without ``ours`` whoever asks
    goes. Answers with what was planned, one for each circle, and the key that undoes it.
    """
    given = told(request)
    theirs = _places("who", given.pop("who", []), MeetingWith.VALUES)
    ours = _places("ours", given.pop("ours", []), MeetingOurs.VALUES)
    values = from_json(Meeting, given)
    if "on" not in values:
        raise misfit("on")
    change = verbs.plan_meeting(request.asking, theirs=theirs, ours=ours, **values)
    return {"planned": [meeting.pk for meeting in change.row], "change_set": change.key}


@writes
def move(request: Request, key: uuid.UUID) -> Any:
    """Move a meeting: ``{"on": day, "time": "09:30", "by": "us", "told_in_advance": true}``.

    Without ``time`` it keeps its hour; null leaves the hour open.
    """
    given = told(request)
    said = _said(given)
    if given.keys() - {"on", "time"}:
        raise misfit(next(iter(given.keys() - {"on", "time"})))
    values = from_json(Meeting, given)
    if "on" not in values:
        raise misfit("on")
    row = Meeting.objects.one_changeable_by(request.asking.me, key)
    values.setdefault("time", row.time)
    return _done("moved", verbs.move_meeting(request.asking, key=key, **values, **said))


@writes
def call_off(request: Request, key: uuid.UUID) -> Any:
    """Call a meeting off: ``{"by": "them", "told_in_advance": false}``, each may be left out."""
    given = told(request)
    said = _said(given)
    if given:
        raise misfit(next(iter(given)))
    return _done("called_off", verbs.call_off_meeting(request.asking, key=key, **said))


def _done(what: str, change: Change[Meeting]) -> Any:
    return {what: change.row.pk, "change_set": change.key}


def _said(given: dict[str, Any]) -> dict[str, Any]:
    """Take who did it, and whether it was told in advance, out of what was given."""
    said = {name: given.pop(name) for name in _SAID & given.keys()}
    if said.get("by", Side.US) not in Side.values:
        raise misfit("by")
    if said.get("told_in_advance") not in (True, False, None):
        raise misfit("told_in_advance")
    return said


def _places(name: str, written: Any, values: tuple[str, ...]) -> list[tuple[uuid.UUID, str]]:
    """Return rows of one side: of a key or an object with the names of ``values``."""
    return [_place(name, entry, values) for entry in list_in(name, written)]


def _place(name: str, entry: Any, values: tuple[str, ...]) -> tuple[uuid.UUID, str]:
    whose, part = values
    if not isinstance(entry, Mapping):
        return (key_in(name, entry), "")
    said = entry.get(part, "")
    if entry.keys() - set(values) or not isinstance(said, str):
        raise misfit(name)
    return (key_in(name, entry.get(whose)), said)
