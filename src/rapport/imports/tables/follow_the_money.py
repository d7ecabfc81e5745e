"""FollowTheMoney entities as contacts: people, with the posts they hold and the groups they are in.

Read as plain JSON: an entity has an ``id``, a ``schema`` and ``properties``, each a list of texts
or of other entities' ids; an entity may also stand nested in the place of its id.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from rapport.imports.tables.contacts import Contact, Held, joined

Entity = dict[str, Any]

#: schema -> who is in it, and in what: a post, or an organization with the post as a text
_TIES: dict[str, tuple[str, str]] = {
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
    entities = _with_nested(found)
    ties: dict[str, list[Entity]] = {}
    for entity in entities.values():
        if entity["schema"] in _TIES:
            for holder in _ids(entity, _TIES[entity["schema"]][0]):
                ties.setdefault(holder, []).append(entity)
    for key, entity in entities.items():
        if entity["schema"] == "Person":
            yield _contact(entity, ties.get(key, []), entities)


def _with_nested(found: Sequence[Any]) -> dict[str, Entity]:
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
    who, _ = _TIES.get(nested["schema"], ("", ""))
    if not who or _ids(nested, who):
        return nested
    return {**nested, "properties": {**nested["properties"], who: [person]}}


def _contact(person: Entity, ties: list[Entity], entities: dict[str, Entity]) -> Contact:
    held = [Held(position=post) for post in _texts(person, "position")]
    earlier = []
    for tie in ties:
        for each in _held_by(tie, entities):
            if _has_ended(tie):
                earlier.append(_as_text(tie, each))
            else:
                held.append(each)
    return Contact(
        name=joined(_texts(person, "name")[:1])
        or joined((part for name in _NAME_PARTS for part in _texts(person, name)), " "),
        nickname=joined(_texts(person, "alias")[:1]),
        address=joined(_texts(person, "title")),
        note=joined([*_texts(person, "summary"), *_texts(person, "notes")], "\n"),
        earlier=joined(earlier, "; "),
        labels=joined(_texts(person, "topics")),
        phone=joined(_texts(person, "phone"), "; "),
        email=joined(_texts(person, "email"), "; "),
        birthday=joined(_texts(person, "birthDate")[:1]),
        held=_without_doubles(held),
    )


def _held_by(tie: Entity, entities: dict[str, Entity]) -> Iterator[Held]:
    """Yield what a tie says somebody holds: a post in its organization, or a role in a group."""
    held_in = _TIES[tie["schema"]][1]
    for key in _ids(tie, held_in):
        other = entities.get(key)
        named = _name(other) if other else ""
        if held_in == "post":
            groups = [entities[group] for group in _ids(other, "organization") if group in entities]
            yield Held(named, joined(map(_name, groups)))
        else:
            yield Held(joined(_texts(tie, "role")), named)


def _without_doubles(held: list[Held]) -> list[Held]:
    """Leave away a post told as a text that is told with its organization too."""
    told = {each.position.casefold() for each in held if each.organization}
    return [each for each in held if each.organization or each.position.casefold() not in told]


def _has_ended(tie: Entity) -> bool:
    return "ended" in _texts(tie, "status") or bool(_texts(tie, "endDate"))


def _as_text(tie: Entity, held: Held) -> str:
    days = joined([*_texts(tie, "startDate")[:1], *_texts(tie, "endDate")[:1]], " – ")
    what = joined([held.position, held.organization])
    return f"{what} ({days})" if days and what else what


def _name(entity: Entity) -> str:
    return next(iter(_texts(entity, "name")), "") or _text(entity.get("caption"))


def _ids(entity: Entity | None, name: str) -> list[str]:
    values = _listed(entity["properties"].get(name)) if entity else []
    keys = [each.get("id") if isinstance(each, dict) else each for each in values]
    return [key for key in keys if isinstance(key, str)]


def _texts(entity: Entity, name: str) -> list[str]:
    return [text for text in map(_text, _listed(entity["properties"].get(name))) if text]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
