"""The description of the side door (OpenAPI 3.1), made from the addresses and what they take."""

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from django.urls import URLPattern, get_resolver

import rapport
from rapport.actions import by_kind
from rapport.api.json_view import Request, reads
from rapport.api.offered import Offer, answers, verbs
from rapport.api.typed import Schema, schema_of
from rapport.records.entry import entered_columns
from rapport.records.models import (
    Actor,
    Agreement,
    Ask,
    Gate,
    GateState,
    Interaction,
    Meeting,
    Position,
    Relationship,
    Tenure,
    Tie,
)
from rapport.records.operations import recorded_models
from rapport.records.refusals import NotThere

_KEY_OR_WORD: Mapping[str, Schema] = {
    "uuid": {"type": "string", "format": "uuid"},
    "slug": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
}
_PART = re.compile(r"<(uuid|slug):(\w+)>")

_ASKED: Mapping[str, tuple[str, ...]] = {
    "api-today": ("whose",),
    "api-together": ("whose",),
    "api-people": ("phase", "stage", "whose", "due", "order", "after"),
    "api-duplicates": ("page",),
    "api-part": ("page",),
    "api-ties": ("of",),
    "api-actors": ("text", "page"),
    "api-gates": ("page", "on"),
    "api-gate": ("on",),
    "api-requests": ("which", "page"),
    "api-mandates": ("on",),
    "api-agreements": ("form", "firmness", "review", "ended", "page"),
}
"""What an address asks for after its question mark."""

_BODIES: Mapping[str, tuple[Any, ...]] = {
    "api-add": (Relationship,),
    "api-log": (Interaction,),
    "api-plan-meeting": (Meeting,),
    "api-plan-request": (Ask,),
    "api-add-agreement": (Agreement,),
    "api-add-gate": (Gate, GateState),
    "api-add-actor": (Actor,),
    "api-change-actor": (Actor,),
    "api-add-tie": (Tie,),
    "api-change-tie": (Tie,),
    "api-add-post": (Position,),
    "api-hold-post": (Tenure,),
}
"""Whose columns a hand-written address takes, beside what its own words name."""

_REFUSED: Schema = {
    "description": "A refusal: a code, a sentence, and the next step.",
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}},
}
_REFUSALS = ("400", "401", "403", "404", "409", "429", "503", "507")
_SECURITY: list[dict[str, list[str]]] = [{"token": []}, {"session": []}]


@reads
def described(request: Request) -> Any:  # noqa: ARG001 - every view is given the request
    """Answer the description of this side door, as OpenAPI 3.1."""
    return description()


@cache
def description() -> dict[str, Any]:
    """Return the whole description; it depends on the program alone."""
    paths: dict[str, Any] = {}
    for address, method, operation in _operations():
        paths.setdefault(address, {})[method] = operation
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Rapport",
            "version": rapport.__version__,
            "summary": "The answers and verbs of the pages, as JSON.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": _SECURITY,
        "paths": dict(sorted(paths.items())),
        "components": {
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "rapport_session"},
            },
            "schemas": {"Refusal": _REFUSAL},
        },
    }


_REFUSAL: Schema = {
    "type": "object",
    "required": ["code", "says", "next"],
    "properties": {name: {"type": "string"} for name in ("code", "says", "next")},
}


def _operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for pattern in get_resolver("rapport.api.urls").url_patterns:
        if not isinstance(pattern, URLPattern):
            continue
        yield from _of_address(pattern)


def _of_address(pattern: URLPattern) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield an address, or one for each verb, answer or kind that it stands for."""
    view: Any = pattern.callback
    route, name = f"/api/{pattern.pattern}", str(pattern.name)
    for words, body, says in _each(name):
        address = route
        for part, word in words.items():
            address = address.replace(f"<slug:{part}>", word)
        operation = {
            "operationId": "-".join((name.removeprefix("api-"), *words.values())),
            "summary": says or (inspect.getdoc(view.view) or "").split("\n")[0],
            "description": inspect.getdoc(view.view) or "",
            "tags": [view.access],
            "parameters": [*_in_path(address), *_in_query(name)],
            "responses": _responses(),
        }
        if view.method == "POST":
            content = {"application/json": {"schema": body or _body(name)}}
            operation["requestBody"] = {"required": body is not None, "content": content}
        yield _PART.sub(r"{\2}", address), view.method.lower(), operation


_Each = Iterable[tuple[Mapping[str, str], Schema | None, str]]


def _each(name: str) -> _Each:
    if name in ("api-answer", "api-verb"):
        every = answers() if name == "api-answer" else verbs()
        return [_of_offer(one) for one in every.values()]
    if name == "api-note":
        kinds = by_kind.noted_kinds()
        return [({"kind": kind}, _columns(by_kind.noting(kind).columns), "") for kind in kinds]
    if name == "api-change":
        return list(_by_kind(by_kind.changing))
    if name == "api-remove":
        return list(_by_kind(by_kind.removing))
    if name == "api-do":
        return [
            ({"kind": kind, "what": what}, _columns(by_kind.doing(kind, what).columns), "")
            for kind in sorted(recorded_models())
            for what in by_kind.done_with(kind)
        ]
    return [({}, None, "")]


def _of_offer(offer: Offer) -> tuple[Mapping[str, str], Schema | None, str]:
    return {"room": offer.room, "name": offer.name}, offer.schema(), offer.says


def _by_kind(way_of: Any) -> Iterator[tuple[Mapping[str, str], Schema | None, str]]:
    for kind in sorted(recorded_models()):
        try:
            way = way_of(kind)
        except NotThere:
            continue
        yield {"kind": kind}, _columns(way.columns), ""


def _columns(columns: Mapping[str, Any]) -> Schema:
    return {
        "type": "object",
        "properties": {name: schema_of(column) for name, column in columns.items()},
        "additionalProperties": False,
    }


def _body(name: str) -> Schema:
    columns: dict[str, Any] = {}
    for model in _BODIES.get(name, ()):
        columns.update(entered_columns(model))
    return {"type": "object", "properties": _columns(columns)["properties"]}


def _in_path(address: str) -> Iterator[dict[str, Any]]:
    for kind, name in _PART.findall(address):
        yield {"name": name, "in": "path", "required": True, "schema": _KEY_OR_WORD[kind]}


def _in_query(name: str) -> Iterator[dict[str, Any]]:
    for asked in _ASKED.get(name, ()):
        yield {"name": asked, "in": "query", "schema": {"type": "string"}}


def _responses() -> dict[str, Any]:
    answered = {"description": "The answer.", "content": {"application/json": {"schema": {}}}}
    refused = dict.fromkeys(_REFUSALS, _REFUSED)
    return {"200": answered, **refused}
