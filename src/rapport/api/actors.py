"""Groups and institutions, their posts, their influence and attitude to us, as JSON."""

import uuid
from typing import Any

from rapport.actions import actors, posts
from rapport.api.json_view import Request, key_in, list_in, page_in, reads, told, writes
from rapport.briefings.actor_list import Wanted, actor_list
from rapport.briefings.actor_page import actor_page
from rapport.briefings.told_actors import told_actor
from rapport.records.entry import entered_columns, from_json, misfit
from rapport.records.models import Actor, GateState, Position, Tenure

_PLAIN = {name: entered_columns(Actor)[name] for name in ("kind", "legal_note")}
_LISTS = ("also_called", "areas")
_DAY = {"on": entered_columns(GateState)["on"]}


@reads
def listed(request: Request) -> Any:
    """Answer the groups by name, fifty at a time; ``?text=`` is a part of a name, ``?page=``."""
    page = page_in(request)
    answer = actor_list(request.asking, Wanted(text=request.GET.get("text", ""), page=page))
    return {
        "rows": answer.lines if page <= answer.pages else (),
        "total": answer.found,
        "following": page + 1 if page < answer.pages else None,
    }


@reads
def one(request: Request, key: uuid.UUID) -> Any:
    """Answer one group with all that its page shows; ``?on=`` is a day: who held its posts then."""
    asked = request.GET.get("on", "")
    on = from_json(Actor, {"on": asked}, _DAY)["on"] if asked else None
    return told_actor(actor_page(request.asking, key, whole=True, on=on))


@writes
def add(request: Request) -> Any:
    """Add a group: ``{"name": ..., "circle": KEY, "kind": ..., "parent": KEY, ...}``."""
    given = told(request)
    circle = key_in("circle", given.pop("circle", None))
    values = _values(given)
    if "name" not in values:
        raise misfit("name")
    change = actors.add_actor(request.asking, circle=circle, **values)
    return {"added": change.row.pk, "change_set": change.key}


@writes
def change(request: Request, key: uuid.UUID) -> Any:
    """Change a group by what adding takes, but its circle; what is left out stays."""
    return {
        "change_set": actors.change_actor(request.asking, key=key, **_values(told(request))).key
    }


@writes
def say_influence(request: Request, key: uuid.UUID) -> Any:
    """Say how much a group weighs: ``{"value": 0 to 4, "on": day, "basis": "..."}``."""
    value, said = _dated(request)
    if type(value) is not int:
        raise misfit("value")
    change = actors.say_influence(request.asking, key=key, value=value, **said)
    return {"change_set": change.key}


@writes
def say_acceptance(request: Request, key: uuid.UUID) -> Any:
    """Say the attitude of a group to us: ``{"value": "tolerant", "on": day, "basis": "..."}``."""
    value, said = _dated(request)
    if type(value) is not str:
        raise misfit("value")
    change = actors.say_acceptance(request.asking, key=key, value=value, **said)
    return {"change_set": change.key}


@writes
def add_post(request: Request, key: uuid.UUID) -> Any:
    """Add a post of a group: ``{"title": ..., "area": ...}``."""
    values = from_json(Position, told(request))
    if "title" not in values:
        raise misfit("title")
    change = posts.add_post(request.asking, actor=key, **values)
    return {"added": change.row.pk, "change_set": change.key}


@writes
def hold_post(request: Request, key: uuid.UUID) -> Any:
    """Say who holds a post: ``{"relationship": KEY, "since": day, ..., "ends": KEY}``.

    Somebody we do not deal with holds it by name: ``{"named": "...", ...}``.
    """
    given = told(request)
    named = "named" in given and "relationship" not in given
    who = None if named else key_in("relationship", given.pop("relationship", None))
    ends = key_in("ends", given.pop("ends")) if given.get("ends") is not None else None
    given.pop("ends", None)
    values = from_json(Tenure, given)
    change = posts.hold_post(request.asking, post=key, relationship=who, ends=ends, **values)
    return {"added": change.row.pk, "change_set": change.key}


def _values(given: dict[str, Any]) -> dict[str, Any]:
    """Return what may be said of a group, each of its kind."""
    values: dict[str, Any] = {}
    if "name" in given:
        values["name"] = _text("name", given.pop("name"))
    for name in _LISTS:
        if name in given:
            values[name] = [_text(name, one) for one in list_in(name, given.pop(name))]
    if "parent" in given:
        parent = given.pop("parent")
        values["parent"] = None if parent is None else key_in("parent", parent)
    return values | from_json(Actor, given, _PLAIN)


def _dated(request: Request) -> tuple[Any, dict[str, Any]]:
    given = told(request)
    value = given.pop("value", None)
    basis = _text("basis", given.pop("basis", ""))
    return value, {"basis": basis, **from_json(GateState, given, _DAY)}


def _text(name: str, written: Any) -> str:
    if not isinstance(written, str):
        raise misfit(name)
    return written
