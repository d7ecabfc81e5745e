"""Every verb and every answer of the pages, by its name, as JSON."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from rapport.actions.reading import open_counterpart
from rapport.api.json_view import Request, reads, reads_what_is_told, told, writes
from rapport.api.offered import Offer, answers, verbs
from rapport.api.shown import shown
from rapport.api.typed import fitted
from rapport.records.entry import misfit
from rapport.records.models import (
    Agreement,
    Breach,
    Gift,
    Handover,
    Meeting,
    MeetingWith,
    Pressure,
    Relationship,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere

_ABOUT_SOMEBODY = (Agreement, Breach, Gift, Handover, Pressure)


@reads
def offered(request: Request) -> Any:
    """Answer what can be asked and done by name, and with which arguments."""
    return {
        "answers": [_told(one) for one in answers().values() if _reaches(request, one)],
        "verbs": [_told(one) for one in verbs().values() if _reaches(request, one)],
    }


@reads_what_is_told
def answer(request: Request, room: str, name: str) -> Any:
    """Answer what a page would: its arguments are the object that is sent."""
    found = _one_of(request, answers(), room, name)
    given = _given(request, found)
    several = given.pop(found.several, ()) if found.several else ()
    says = found.function(request.asking, *several, **given)
    for key in _people_in(request, [*given.values(), *several]):
        open_counterpart(request.asking, relationship=key)
    return {"answer": shown(says)}


@writes
def do(request: Request, room: str, name: str) -> Any:
    """Do what a page would; the key that is answered undoes it."""
    found = _one_of(request, verbs(), room, name)
    given = _given(request, found)
    kind = found.kinds[given.pop("kind")] if found.kinds else None
    change = found.function(request.asking, *([kind] if kind else []), **given)
    return {"done": _keys(change.row), "change_set": change.key}


def _one_of(request: Request, every: Any, room: str, name: str) -> Offer:
    found: Offer | None = every.get((room, name))
    if found is None or not _reaches(request, found):
        raise NotThere(NOT_THERE)
    return found


def _reaches(request: Request, offer: Offer) -> bool:
    """Say whether whoever asks reaches it: a token does not reach what needs a session."""
    return not (offer.for_a_session and getattr(request, "token", None) is not None)


def _told(offer: Offer) -> dict[str, Any]:
    return {"room": offer.room, "name": offer.name, "says": offer.says, "takes": offer.schema()}


def _given(request: Request, offer: Offer) -> dict[str, Any]:
    """Return the arguments of a request, each of its type; what is missing is refused too."""
    said = told(request) if request.body else {}
    takes = {**offer.columns, **offer.takes}
    given: dict[str, Any] = {}
    for name, value in said.items():
        if name == "kind" and offer.kinds:
            if not isinstance(value, str) or value not in offer.kinds:
                raise misfit(name)
            given[name] = value
        elif name not in takes:
            raise misfit(name)
        else:
            given[name] = fitted(takes[name], value, request.asking, name)
    for name in (*offer.needs, *(["kind"] if offer.kinds else [])):
        if name not in given:
            raise misfit(name)
    return given


def _keys(row: Any) -> Any:
    """Return the key of what was done, or of each; a number is a number."""
    if isinstance(row, Model):
        return row.pk
    if isinstance(row, list | tuple):
        return [_keys(one) for one in row]
    return row


def _people_in(request: Request, said: Iterable[Any]) -> list[uuid.UUID]:
    """Return the relationships that were read about: named themselves, or by what is about them."""
    keys = set(_named(said))
    if not keys:
        return []
    me = request.asking.me
    found = {
        key
        for kind in _ABOUT_SOMEBODY
        for key in kind.objects.visible_to(me)
        .filter(pk__in=keys)
        .values_list("relationship_id", flat=True)
    }
    plans = Meeting.objects.visible_to(me).filter(pk__in=keys)
    found.update(
        MeetingWith.objects.filter(meeting__in=plans).values_list("relationship_id", flat=True)
    )
    with_groups = Relationship.objects.visible_to(me).filter(actor__in=keys)
    found.update(with_groups.values_list("pk", flat=True))
    seen = Relationship.objects.visible_to(me).filter(pk__in=keys | found)
    return list(seen.order_by("pk").values_list("pk", flat=True))


def _named(said: Iterable[Any]) -> Iterable[uuid.UUID]:
    for one in said:
        if isinstance(one, uuid.UUID):
            yield one
        elif isinstance(one, Model):
            yield one.pk
        elif isinstance(one, list | tuple | set | frozenset):
            yield from _named(one)
        else:
            yield from _named(getattr(one, name) for name in _LEADS_TO if hasattr(one, name))


_LEADS_TO = ("relationship", "meeting", "header", "planned")
"""Where what a page reads first says whom it is about."""
