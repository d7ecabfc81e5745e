"""How people and groups stand to each other, as JSON."""

import uuid
from typing import Any

from rapport.actions import ties
from rapport.actions.reading import open_counterpart
from rapport.actions.ties import End
from rapport.api.json_view import Request, key_in, reads, told, writes
from rapport.briefings.likely_ties import likely_ties, said_not_so
from rapport.briefings.ties import ties_of
from rapport.records.entry import entered_columns, from_json, misfit
from rapport.records.models import Relationship, Tie

_COLUMNS = {**entered_columns(Tie), "expires": Tie._meta.get_field("expires")}  # noqa: SLF001 - Meta API
_ENDS = {"relationship": "one", "actor": "one", "other": "other", "other_actor": "other"}


@reads
def listed(request: Request) -> Any:
    """Answer the ties of ``?of=``: the key of a person's relationship, or of an actor."""
    key = key_in("of", request.GET.get("of"))
    answer = ties_of(request.asking, key)
    if Relationship.objects.visible_to(request.asking.me).filter(pk=key).exists():
        open_counterpart(request.asking, relationship=key)
    return answer


@reads
def likely(request: Request, key: uuid.UUID) -> Any:
    """Answer the ties that may be, with the reason, and those said not to be so, to its writers."""
    Relationship.objects.one_changeable_by(request.asking.me, key)
    answer = {
        "likely": likely_ties(request.asking, key),
        "not_so": said_not_so(request.asking, key),
    }
    open_counterpart(request.asking, relationship=key)
    return answer


@writes
def add(request: Request) -> Any:
    """Note a tie: ``{"relationship": KEY, "kind": "answers_to", "other_actor": KEY, ...}``.

    The first end is a ``relationship`` or an ``actor``, the second an ``other`` or an
    ``other_actor``.
    """
    given = told(request)
    ends: dict[str, End] = {}
    for name in _ENDS.keys() & given.keys():
        if _ENDS[name] in ends:
            raise misfit(name)
        key = key_in(name, given.pop(name))
        ends[_ENDS[name]] = End(actor=key) if name.endswith("actor") else End(relationship=key)
    values = from_json(Tie, given, _COLUMNS)
    for name, there in (("relationship", "one" in ends), ("other", "other" in ends)):
        if not there:
            raise misfit(name)
    if "kind" not in values:
        raise misfit("kind")
    one, other = ends["one"], ends["other"]
    change = ties.note_tie(request.asking, one=one, other=other, **values)
    return {"noted": change.row.pk, "change_set": change.key}


@writes
def change(request: Request, key: uuid.UUID) -> Any:
    """Put right what was noted of a tie, by its columns; its ends stay."""
    values = from_json(Tie, told(request), _COLUMNS)
    return {"change_set": ties.change_tie(request.asking, key=key, **values).key}


@writes
def verify(request: Request, key: uuid.UUID) -> Any:
    """Say that a tie is still true, ``{"verified_on": day}`` or today."""
    on = _only(request, "verified_on")
    return {"change_set": ties.verify_tie(request.asking, key=key, on=on).key}


@writes
def end(request: Request, key: uuid.UUID) -> Any:
    """Say that a tie has ended on ``{"until": day}``, or today."""
    until = _only(request, "until")
    return {"change_set": ties.end_tie(request.asking, key=key, until=until).key}


@writes
def remove(request: Request, key: uuid.UUID) -> Any:
    """Remove a tie that was noted by mistake."""
    return {"change_set": ties.remove_tie(request.asking, key=key).key}


def _only(request: Request, name: str) -> Any:
    given = told(request) if request.body else {}
    return from_json(Tie, given, {name: _COLUMNS[name]}).get(name)
