"""FollowTheMoney entities as a register of officials: a row for each post somebody holds or held.

An Occupancy ties a person to a Position, which belongs to an organization; a Membership, a
Directorship or an Employment says the post as a text. A Succession says who followed whom.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rapport.imports.tables.contacts import joined
from rapport.imports.tables.follow_the_money import (
    TIES,
    Entity,
    entities_by_key,
    ids_of,
    name_of,
    texts_of,
)

HEADERS = (
    "Group", "Other names of the group", "Post", "Area", "Person", "Other names of the person",
    "Since", "Until", "Why it ended", "Status", "Acting", "Key of the person", "Key of the post",
    "Key of the group", "Followed", "Several holders",
)  # fmt: skip
_BETWEEN = " ; "
_VACANT = "vacant"
_MOST_NAMES = 20
_GROUPS = frozenset({"Organization", "PublicBody", "Company", "LegalEntity"})


class Officials(NamedTuple):
    """The rows, numbered as the entities they come from, and entities that are none."""

    rows: list[tuple[int, list[str]]]
    passed_over: list[tuple[int, str]]


def officials_of_entities(found: Sequence[Any]) -> Officials:
    """Return a row for each time somebody held a post; posts nobody is told to hold have one too.

    A group that followed another, and a person without a post, are passed over by their number.
    """
    entities = entities_by_key(found)
    numbers = {key: number for number, key in enumerate(entities, start=1)}
    followed, passed = _successions(entities, numbers)
    rows: list[tuple[int, list[str]]] = []
    held: set[str] = set()
    people: set[str] = set()
    for key, entity in entities.items():
        if entity["schema"] not in TIES:
            continue
        holding, _ = TIES[entity["schema"]]
        holders = ids_of(entity, holding) or [""]
        for row in (each for who in holders for each in _rows(entity, who, entities, followed)):
            rows.append((numbers[key], row))
            held.add(row[HEADERS.index("Key of the post")])
        people.update(holders)
    for key, entity in entities.items():
        if entity["schema"] == "Position" and key not in held:
            rows.append((numbers[key], _row(entity, entities, key)))
        elif entity["schema"] == "Person" and key not in people:
            passed.append((numbers[key], "no_post"))
    return Officials(rows, passed)


def _rows(
    tie: Entity, who: str, entities: Mapping[str, Entity], followed: Mapping[str, list[str]]
) -> Iterator[list[str]]:
    """Yield what a tie says somebody holds; what is not in the file leaves its cell empty."""
    _, held_in = TIES[tie["schema"]]
    for key in ids_of(tie, held_in) or [""]:
        if held_in == "post":
            said = _of_post(entities.get(key), entities, key)
        else:
            post = joined(texts_of(tie, "role")[:1])
            said = {**_of_groups([key] if key in entities else [], entities), "Post": post}
        person = entities.get(who)
        names = _names(person)
        status = joined(texts_of(tie, "status")[:1])
        ended = bool(texts_of(tie, "endDate")) or status == "ended"
        said |= {
            "Person": joined(names[:1]),
            "Other names of the person": _BETWEEN.join(names[1:]),
            "Since": joined(texts_of(tie, "startDate")[:1] or texts_of(tie, "date")[:1]),
            "Until": joined(texts_of(tie, "endDate")[:1]),
            "Why it ended": joined(texts_of(tie, "summary")[:1]) if ended else "",
            "Status": "" if status == "unknown" else status,
            "Key of the person": who,
            "Followed": " ".join(followed.get(who, ())),
        }
        yield [said.get(header, "") for header in HEADERS]


def _row(post: Entity, entities: Mapping[str, Entity], key: str) -> list[str]:
    """Return the row of a post that nobody is told to hold."""
    said = {**_of_post(post, entities, key), "Person": _VACANT}
    return [said.get(header, "") for header in HEADERS]


def _of_post(post: Entity | None, entities: Mapping[str, Entity], key: str) -> dict[str, str]:
    if post is None:
        return {}
    seats = joined(texts_of(post, "numberOfSeats")[:1])
    groups = [one for one in ids_of(post, "organization") if one in entities]
    return {
        **_of_groups(groups, entities),
        "Post": name_of(post),
        "Area": joined(texts_of(post, "subnationalArea")[:1]),
        "Key of the post": key,
        "Several holders": seats if seats.isdecimal() and int(seats[:6]) > 1 else "",
    }


def _of_groups(keys: Sequence[str], entities: Mapping[str, Entity]) -> dict[str, str]:
    if not keys:
        return {}
    names = _names(entities[keys[0]])
    return {
        "Group": joined(names[:1]),
        "Other names of the group": _BETWEEN.join(names[1:]),
        "Key of the group": keys[0],
    }


def _names(entity: Entity | None) -> list[str]:
    """Return what an entity is called, first by its name, then by its others."""
    if entity is None:
        return []
    every = [name_of(entity)]
    for name in ("name", "alias", "abbreviation", "weakAlias"):
        every += texts_of(entity, name)
    if not any(every):
        parts = ("firstName", "secondName", "middleName", "fatherName", "lastName")
        every = [joined((text for part in parts for text in texts_of(entity, part)), " ")]
    return list(dict.fromkeys(filter(None, every)))[:_MOST_NAMES]


def _successions(
    entities: Mapping[str, Entity], numbers: Mapping[str, int]
) -> tuple[dict[str, list[str]], list[tuple[int, str]]]:
    """Return whom each person followed; groups that followed each other are passed over."""
    followed: dict[str, list[str]] = defaultdict(list)
    passed = []
    for key, entity in entities.items():
        if entity["schema"] != "Succession":
            continue
        ends = [ids_of(entity, name) for name in ("predecessor", "successor")]
        schemata = {entities[one]["schema"] for both in ends for one in both if one in entities}
        if not schemata or schemata & _GROUPS:
            passed.append((numbers[key], "group_followed"))
            continue
        for after in ends[1]:
            followed[after] += ends[0]
    return followed, passed
