"""JSContact cards as contacts.  What is not where RFC 9553 has it is read as if it were not there.

A group is nobody, but its name stands among the labels of its members.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from rapport.imports.tables.contacts import Contact, Held, joined

_CARDS = frozenset({"Card", "CardGroup"})
_NOBODY = frozenset({"group", "org", "location", "device", "application"})
_NAME_PARTS = ("given", "given2", "surname", "surname2")


def is_card(found: Any) -> bool:
    """Say whether an object is a card of a person, a group or an office."""
    if not isinstance(found, dict):
        return False
    named = isinstance(found.get("name"), dict) and "uid" in found
    return found.get("@type") in _CARDS or named


def contacts_of_cards(cards: Sequence[dict[str, Any]]) -> Iterator[Contact]:
    """Yield a contact for each card, in their order."""
    groups: dict[str, list[str]] = {}
    for card in cards:
        if _is_nobody(card):
            for member in _table(card, "members"):
                groups.setdefault(member, []).append(_name_of(card))
    for card in cards:
        labels = [*groups.get(_text(card.get("uid")), ()), *_table(card, "keywords")]
        yield _contact(card, labels)


def _contact(card: dict[str, Any], labels: list[str]) -> Contact:
    return Contact(
        name=_name_of(card),
        is_person=not _is_nobody(card),
        nickname=joined(_each(card, "nicknames", "name")),
        address=joined(_components(card, ("title",)), " "),
        note=joined(_each(card, "notes", "note"), "\n") or _text(card.get("notes")),
        labels=joined(labels),
        phone=joined(_each(card, "phones", "number"), "; "),
        email=joined(_each(card, "emails", "address"), "; "),
        birthday=joined(_birthdays(card)),
        held=list(_held(card)),
    )


def _is_nobody(card: dict[str, Any]) -> bool:
    return card.get("@type") == "CardGroup" or card.get("kind") in _NOBODY


def _name_of(card: dict[str, Any]) -> str:
    name = card.get("name")
    if isinstance(name, str):
        return name
    if not isinstance(name, dict):
        return _text(card.get("fullName"))
    if full := _text(name.get("full")):
        return full
    if name.get("isOrdered") is True:
        return joined(_components(card, (*_NAME_PARTS, "generation")), " ")
    return joined((part for kind in _NAME_PARTS for part in _components(card, (kind,))), " ")


def _components(card: dict[str, Any], kinds: tuple[str, ...]) -> list[str]:
    """Return the parts of a name that are of these kinds, in the order they stand in."""
    name = card.get("name")
    parts = name.get("components") if isinstance(name, dict) else None
    return [
        _text(part.get("value"))
        for part in (parts if isinstance(parts, list) else ())
        if isinstance(part, dict) and part.get("kind") in kinds
    ]


def _held(card: dict[str, Any]) -> Iterator[Held]:
    """Yield the titles with the organizations they name, or with the only one there is."""
    groups = {key: each for key, each in _table(card, "organizations").items() if _is_dict(each)}
    titles = [each for each in _table(card, "titles").values() if _is_dict(each)]
    only = next(iter(groups)) if len(groups) == 1 else ""
    used = set()
    for title in titles:
        key = _text(title.get("organizationId")) or only
        used.add(key)
        yield _in_group(_text(title.get("name")), groups.get(key, {}))
    for key, group in groups.items():
        if key not in used:
            yield _in_group("", group)


def _in_group(position: str, group: dict[str, Any]) -> Held:
    units = group.get("units")
    named = [
        _text(unit.get("name"))
        for unit in (units if isinstance(units, list) else ())
        if _is_dict(unit)
    ]
    return Held(position, _text(group.get("name")), joined(named))


def _birthdays(card: dict[str, Any]) -> Iterator[str]:
    for each in _table(card, "anniversaries").values():
        date = each.get("date") if _is_dict(each) and each.get("kind") == "birth" else None
        if isinstance(date, dict):
            parts = [date.get(part) for part in ("year", "month", "day")]
            yield "-".join(f"{part:02}" for part in parts if isinstance(part, int))


def _each(card: dict[str, Any], table: str, field: str) -> list[str]:
    return [_text(each.get(field)) for each in _table(card, table).values() if _is_dict(each)]


def _table(card: dict[str, Any], name: str) -> dict[str, Any]:
    table = card.get(name)
    return table if isinstance(table, dict) else {}


def _is_dict(value: Any) -> bool:
    return isinstance(value, dict)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
