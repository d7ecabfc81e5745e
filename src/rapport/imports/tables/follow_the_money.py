"""FollowTheMoney entities as contacts: people, with the posts they hold and the groups they are in.

Read as plain JSON: an entity has an ``id``, a ``schema`` and ``properties``, each a list of texts
or of other entities' ids; an entity may also stand nested in the place of its id.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from rapport.imports.tables.contacts import Contact, Held, joined

Entity = dict[str, Any]

#: schema -> who is in it, and in what: a post, or an organization with the post as a text
TIES: dict[str, tuple[str, str]] = {
    "Occupancy": ("holder", "post"),
    "Membership": ("member", "organization"),
    "Employment": ("employee", "employer"),
    "Directorship": ("director", "organization"),
}
_NAME_PARTS = ("firstName", "secondName", "middleName", "fatherName", "lastName")


def is_entity(found: Any) -> bool:
    """Say whether an object is an entity."""
    return (
        isinstance(found, dict)
        and isinstance(found.get("schema"), str)
        and isinstance(found.get("properties"), dict)
    )


def contacts_of_entities(found: Sequence[Any]) -> Iterator[Contact]:
    """Yield a contact for each person, in their order."""
    entities = entities_by_key(found)
    ties: dict[str, list[Entity]] = {}
    for entity in entities.values():
        if entity["schema"] in TIES:
            for holder in ids_of(entity, TIES[entity["schema"]][0]):
                ties.setdefault(holder, []).append(entity)
    for key, entity in entities.items():
        if entity["schema"] == "Person":
            yield _contact(entity, ties.get(key, []), entities)


def entities_by_key(found: Sequence[Any]) -> dict[str, Entity]:
    """Return all entities by their ids, those that stand nested in others too."""
    entities: dict[str, Entity] = {}
    waiting = [each for each in reversed(found) if is_entity(each)]
    while waiting:
        entity = waiting.pop()
        key = str(entity.get("id") or f"unnamed {len(entities)}")
        if key in entities and len(entities[key]["properties"]) >= len(entity["properties"]):
            continue
        entities[key] = entity
        for values in entity["properties"].values():
            waiting.extend(_tied_to(key, each) for each in _listed(values) if is_entity(each))
    return entities


def _tied_to(person: str, nested: Entity) -> Entity:
    """Return a nested entity; a tie that does not say whose it is belongs to whom it stands in."""
    who, _ = TIES.get(nested["schema"], ("", ""))
    if not who or ids_of(nested, who):
        return nested
    return {**nested, "properties": {**nested["properties"], who: [person]}}


def _contact(person: Entity, ties: list[Entity], entities: dict[str, Entity]) -> Contact:
    held = [Held(position=post) for post in texts_of(person, "position")]
    earlier = []
    for tie in ties:
        for each in _held_by(tie, entities):
            if _has_ended(tie):
                earlier.append(_as_text(tie, each))
            else:
                held.append(each)
    return Contact(
        name=joined(texts_of(person, "name")[:1])
        or joined((part for name in _NAME_PARTS for part in texts_of(person, name)), " "),
        nickname=joined(texts_of(person, "alias")[:1]),
        address=joined(texts_of(person, "title")),
        note=joined([*texts_of(person, "summary"), *texts_of(person, "notes")], "\n"),
        earlier=joined(earlier, "; "),
        labels=joined(texts_of(person, "topics")),
        phone=joined(texts_of(person, "phone"), "; "),
        email=joined(texts_of(person, "email"), "; "),
        birthday=joined(texts_of(person, "birthDate")[:1]),
        held=_without_doubles(held),
    )


def _held_by(tie: Entity, entities: dict[str, Entity]) -> Iterator[Held]:
    """Yield what a tie says somebody holds: a post in its organization, or a role in a group."""
    held_in = TIES[tie["schema"]][1]
    for key in ids_of(tie, held_in):
        other = entities.get(key)
        named = name_of(other) if other else ""
        if held_in == "post":
            groups = [
                entities[group] for group in ids_of(other, "organization") if group in entities
            ]
            yield Held(named, joined(map(name_of, groups)))
        else:
            yield Held(joined(texts_of(tie, "role")), named)


def _without_doubles(held: list[Held]) -> list[Held]:
    """Leave away a post told as a text that is told with its organization too."""
    told = {each.position.casefold() for each in held if each.organization}
    return [each for each in held if each.organization or each.position.casefold() not in told]


def _has_ended(tie: Entity) -> bool:
    return "ended" in texts_of(tie, "status") or bool(texts_of(tie, "endDate"))


def _as_text(tie: Entity, held: Held) -> str:
    days = joined([*texts_of(tie, "startDate")[:1], *texts_of(tie, "endDate")[:1]], " – ")
    what = joined([held.position, held.organization])
    return f"{what} ({days})" if days and what else what


def name_of(entity: Entity) -> str:
    """Return what an entity is called first."""
    return next(iter(texts_of(entity, "name")), "") or _text(entity.get("caption"))


def ids_of(entity: Entity | None, name: str) -> list[str]:
    """Return the ids of the entities that a property names."""
    values = _listed(entity["properties"].get(name)) if entity else []
    keys = [each.get("id") if isinstance(each, dict) else each for each in values]
    return [key for key in keys if isinstance(key, str)]


def texts_of(entity: Entity, name: str) -> list[str]:
    """Return the texts of a property."""
    return [text for text in map(_text, _listed(entity["properties"].get(name))) if text]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
