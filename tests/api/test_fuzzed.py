"""The whole of the side door by its own description: whatever fits it, and what nearly does.

No answer is a failure of ours, none tells of another circle, and none is anything but JSON.
"""

import json
import re
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import Cast
from rapport.api.openapi import description
from rapport.records.models import Gate, Interaction, Meeting, Relationship

SECRETS = ("Umm Sahar", "Sahar Mansur", "heron")
ALLOWED = {200, 400, 403, 404, 409}

EVERY = [
    (path, method, operation)
    for path, methods in description()["paths"].items()
    for method, operation in methods.items()
]
_QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large,
          HealthCheck.filter_too_much]  # fmt: skip

_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=8), one, max_size=3),
    max_leaves=6,
)
_KEYS = st.sampled_from([f"KEY {number}" for number in range(8)])
"""Drawn from those there are: any other key would be answered 404 alone."""

_TEXTS = st.text(max_size=30) | st.sampled_from(["", "x", "2026-03-10", "Abu Kamil"])
_FORMATS: dict[str, Any] = {
    "uuid": _KEYS,
    "date": st.dates().map(str),
    "date-time": st.datetimes().map(lambda moment: moment.isoformat()),
}


def _fitting(schema: Any) -> Any:  # noqa: PLR0911 - one return for each kind
    """Return what fits a schema of ours."""
    if "anyOf" in schema:
        return st.one_of([_fitting(one) for one in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kind = schema["type"]
    if kind == "string":
        times = st.times().map(lambda time: f"{time:%H:%M}")
        return _FORMATS.get(schema.get("format", ""), times if "pattern" in schema else _TEXTS)
    if kind == "integer":
        return st.integers(schema["minimum"], schema["maximum"]) | st.integers(0, 40)
    if kind == "array" and "prefixItems" in schema:
        return st.tuples(*map(_fitting, schema["prefixItems"])).map(list)
    if kind == "array":
        return st.lists(_fitting(schema["items"]), max_size=3)
    if kind == "object" and "properties" not in schema:
        values = schema.get("additionalProperties")
        inside = _fitting(values) if isinstance(values, dict) else _ANYTHING
        return st.dictionaries(_KEYS | st.sampled_from(["who", "kind", "en"]), inside, max_size=3)
    if kind == "object":
        parts = {name: _fitting(part) for name, part in schema["properties"].items()}
        needed = {name: parts.pop(name) for name in schema.get("required", ())}
        return st.fixed_dictionaries(needed, optional=parts)
    return {"boolean": st.booleans(), "null": st.none()}[kind]


@cache
def _body(name: str) -> Any:
    (operation,) = (one for _, _, one in EVERY if one["operationId"] == name)
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema")
    return st.none() if schema is None else _fitting(schema)


def _keys(cast: Cast) -> list[str]:
    rows = [cast.kamil.pk, cast.circle.pk, cast.hidden.pk, cast.everyone["writer"].pk]
    for kind in (Interaction, Meeting, Gate, Relationship):
        rows.extend(kind.objects.order_by("pk").values_list("pk", flat=True)[:1])
    return [str(row) for row in rows]


def _sent(client: Any, keys: list[str], way: tuple[str, str, Any], body: Any) -> Any:
    path, method, _ = way
    pick = re.compile(r"KEY (\d)")
    said = pick.sub(lambda one: keys[int(one[1]) % len(keys)], json.dumps(body))
    where = re.sub(r"\{key\}", lambda _: keys[len(said) % len(keys)], path)
    where = where.replace("{code}", "E01").replace("{part}", "ours")
    if method == "get":
        return client.get(where)
    return client.post(where, said if body is not None else "", content_type="application/json")


def _is_well(answer: Any, path: str) -> None:
    text = answer.content.decode()
    assert answer.status_code in ALLOWED, (path, answer.status_code, text[:300])
    json.loads(text)
    assert not any(word in text for word in SECRETS), path


def _told(cast: Cast) -> None:
    cast.meet(5, by="outsider", whom=cast.hidden, line="They saw a heron.")
    cast.meet(3)


@settings(max_examples=60, deadline=None, suppress_health_check=_QUIET)
@given(data=st.data())
def test_whatever_fits_the_description_is_answered(cast: Cast, browser: Any, data: Any) -> None:
    if not Interaction.objects.exists():
        _told(cast)
    keys = _keys(cast)
    role = data.draw(st.sampled_from(("writer", "reader", "keeper")))
    client = browser(role)
    client.raise_request_exception = False
    way = data.draw(st.sampled_from(EVERY))
    _is_well(_sent(client, keys, way, data.draw(_body(way[2]["operationId"]))), way[0])


@pytest.mark.long
@pytest.mark.parametrize("way", EVERY, ids=lambda way: f"{way[1]} {way[0]}")
@settings(max_examples=36, deadline=None, suppress_health_check=_QUIET)
@given(data=st.data())
def test_every_address_is_asked_with_whatever_fits_it(
    cast: Cast, browser: Any, way: Any, data: Any
) -> None:
    # Roles are drawn: Hypothesis nests the settings of a test anew for each of its parameters.
    if not Interaction.objects.exists():
        _told(cast)
    client = browser(data.draw(st.sampled_from(("writer", "reader", "keeper"))))
    client.raise_request_exception = False
    body = data.draw(_body(way[2]["operationId"]))
    _is_well(_sent(client, _keys(cast), way, body), way[0])


@settings(max_examples=60, deadline=None, suppress_health_check=_QUIET)
@given(data=st.data())
def test_whatever_does_not_fit_is_refused_or_answered(cast: Cast, browser: Any, data: Any) -> None:
    keys, client = _keys(cast), browser("writer")
    client.raise_request_exception = False
    way = data.draw(st.sampled_from(EVERY))
    schema = way[2].get("requestBody", {}).get("content", {}).get("application/json", {})
    names = [*schema.get("schema", {}).get("properties", {}), "x"]
    body = data.draw(_ANYTHING | st.dictionaries(st.sampled_from(names), _ANYTHING, max_size=3))
    _is_well(_sent(client, keys, way, body), way[0])
