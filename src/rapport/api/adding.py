"""Adding a counterpart, as JSON, with whose names are near; and who may be here twice."""

import re
import uuid
from typing import Any

from rapport.actions.one_person import add_one_person
from rapport.actions.telling_apart import tell_apart
from rapport.api.json_view import Request, key_in, list_in, reads, reads_what_is_told, told, writes
from rapport.briefings import duplicates as briefing
from rapport.briefings.near import near_people
from rapport.records.entry import from_json, misfit
from rapport.records.models import Counterpart, Relationship, Sensitivity


@writes
def add(request: Request) -> Any:
    """Add a counterpart: ``{"alias": ..., "circle": KEY, "names": [...], ...}``, any column.

    Whoever has a name near to these is answered as ``near``, and stops nothing. ``different_from``
    are people who were said to be somebody else: they are no longer warned of, here and elsewhere.
    ``same_as`` are those who were said to be this person, whose records other circles keep: a tie
    is noted with each.
    """
    given = told(request)
    names = _texts("names", given.pop("names", []))
    different = _keys("different_from", given)
    same = _keys("same_as", given)
    circle = key_in("circle", given.pop("circle", None))
    sensitivity = given.pop("sensitivity", int(Sensitivity.RESTRICTED))
    if type(sensitivity) is not int or sensitivity not in Sensitivity.values:
        raise misfit("sensitivity")
    actor = given.pop("actor", None)
    person = {name: given.pop(name) for name in _OF_PERSON & given.keys()}
    values = {**from_json(Counterpart, person), **from_json(Relationship, given)}
    alias = values.pop("alias", "")
    near = near_people(request.asking, alias, *names, but=[*different, *same])
    added = add_one_person(
        request.asking,
        alias=alias,
        circle=circle,
        opened=values.pop("opened", request.asking.day),
        names=[("", name) for name in names],
        actor=None if actor is None else key_in("actor", actor),
        sensitivity=sensitivity,
        different_from=different,
        same_as=same,
        **values,
    )
    return {"added": added.row.pk, "change_set": added.key, "near": near}


@reads_what_is_told
def near(request: Request) -> Any:
    """Answer whose names are near to ``{"names": [...]}``; they travel in the body."""
    return {"near": near_people(request.asking, *_texts("names", told(request).get("names", [])))}


@reads
def duplicates(request: Request) -> Any:
    """Answer the people who may be here twice, twenty pairs at a time; ``?page=`` goes on."""
    said = request.GET.get("page", "1")
    page = int(said) if re.fullmatch(r"[1-9][0-9]{0,5}", said) else 1
    return briefing.duplicates(request.asking, page=page)


@writes
def apart(request: Request, key: uuid.UUID) -> Any:
    """Say that somebody is not the same person as ``{"other": KEY}``."""
    other = key_in("other", told(request).get("other"))
    return {"change_set": tell_apart(request.asking, one=key, other=other).key}


_OF_PERSON = frozenset({"alias", "how_to_address", "documentation", "status"})


def _keys(name: str, given: dict[str, Any]) -> list[uuid.UUID]:
    return [key_in(name, one) for one in list_in(name, given.pop(name, []))]


def _texts(name: str, written: Any) -> list[str]:
    texts = list_in(name, written)
    if not all(isinstance(one, str) for one in texts):
        raise misfit(name)
    return texts
