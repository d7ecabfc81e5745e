"""Logging, as JSON."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rapport.actions import interactions as verbs
from rapport.api.json_view import Request, key_in, list_in, told, writes
from rapport.records.entry import from_json, misfit
from rapport.records.models import Interaction, Presence


@writes
def log(request: Request) -> Any:
    """Log an interaction: ``{"who": [people], "on": day, "line": text, ...}``, any column of it.

    Each of the people is a key, or an object with ``relationship`` and what is said of them alone:
    part, asked, tones. ``asked_for`` are planned requests made in it, ``{key: outcome}``,
    ``greeting`` the keys of the occasions it was for, ``closes`` those of the planned meetings it
    was, ``told`` which of our own words were said, ``gate`` the key of the gate that a request
    in it was for. Without ``on`` it was today, without ``two_way`` as usual for the channel.
    Answers with what was logged and the key that undoes it.
    """
    given = told(request)
    theirs = _theirs(given.pop("who", []))
    asked_for = _asked_for(given.pop("asked_for", {}))
    greeting = [key_in("greeting", key) for key in list_in("greeting", given.pop("greeting", []))]
    own_words = [str(kind) for kind in list_in("told", given.pop("told", []))]
    closes = [key_in("closes", key) for key in list_in("closes", given.pop("closes", []))]
    gate = given.pop("gate", None)
    values = from_json(Interaction, given)
    on: date = values.pop("on", request.asking.day)
    change = verbs.log_interaction(
        request.asking,
        theirs=theirs,
        on=on,
        asked_for=asked_for,
        greeting=greeting,
        told=own_words,
        closes=closes,
        gate=None if gate is None else key_in("gate", gate),
        **values,
    )
    return {"logged": [interaction.pk for interaction in change.row], "change_set": change.key}


def _theirs(written: Any) -> list[tuple[Any, ...]]:
    return [_place(entry) for entry in list_in("who", written)]


def _place(entry: Any) -> tuple[Any, ...]:
    if not isinstance(entry, Mapping):
        return (key_in("who", entry),)
    if entry.keys() - set(Presence.VALUES):
        raise misfit("who")
    whose, *rest = (entry.get(name, "") for name in Presence.VALUES)
    if not all(isinstance(value, str) for value in rest):
        raise misfit("who")
    return (key_in("who", whose), *rest)


def _asked_for(written: Any) -> list[verbs.AskedFor]:
    if not isinstance(written, Mapping):
        raise misfit("asked_for")
    return [verbs.AskedFor(key_in("asked_for", key), str(value)) for key, value in written.items()]
