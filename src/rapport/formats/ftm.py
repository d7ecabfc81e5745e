"""Entities as FollowTheMoney has them: one JSON object a line (schemata of its version 4)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity: its schema, a key that says nothing, and its properties, each a list."""

    schema: str
    key: str
    properties: Mapping[str, Sequence[str]]


def entity_lines(entities: Iterable[Entity]) -> bytes:
    """Return entities one a line, each with the properties that say something."""
    return b"".join(_line(entity) for entity in entities)


def _line(entity: Entity) -> bytes:
    said = {name: [one for one in values if one] for name, values in entity.properties.items()}
    told = {
        "id": entity.key,
        "schema": entity.schema,
        "properties": {name: values for name, values in said.items() if values},
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode() + b"\n"
