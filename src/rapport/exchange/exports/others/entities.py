"""People, groups, posts and ties as the reader sees them: FollowTheMoney lines, or GraphML."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.exchange.exports.frame import marked
from rapport.exchange.exports.kind import Column, Form, Kind, Row, Sheet
from rapport.exchange.exports.others.codes import code_in
from rapport.exchange.exports.others.people import people_wanted
from rapport.formats.ftm import Entity, entity_lines
from rapport.formats.graphml import Edge, Node, Value, graphml
from rapport.records.asking import Asking
from rapport.records.models import (
    Actor,
    ActorKind,
    Position,
    Relationship,
    Tenure,
    Tie,
    TieKind,
)

_NOTHING: Mapping[str, Any] = {"name": [], "kind": "", "area": "", "ends": (), "days": ("", "")}


def _row(of: Any, row: Any, *rests: Any, whose: uuid.UUID | None = None, **said: Any) -> Row:
    most = max(one.sensitivity for one in (row, *rests))
    return Row(of, row.pk, most, {**_NOTHING, **said}, whose)


def gather(asking: Asking, filters: Mapping[str, str]) -> Iterator[Row]:
    """Yield what the reader sees: nodes before what ties them, and no tie to what is not there."""
    people = [row for row in people_wanted(asking, filters) if row.counterpart_id is not None]
    with_groups = Relationship.objects.visible_to(asking.me).filter(counterpart__isnull=True)
    actors = {row.pk: row for row in Actor.objects.visible_to(asking.me).order_by("pk")}
    posts = Position.objects.visible_to(asking.me).filter(actor__in=list(actors)).order_by("pk")
    yield from (_person(row) for row in people)
    yield from (_row(Actor, row, name=list(row.names), kind=row.kind) for row in actors.values())
    yield from (_post(row, actors[row.actor_id]) for row in posts)
    of_person = {row.counterpart_id: row for row in people}
    yield from _belonging(people, actors)
    yield from _held(asking, of_person, {row.pk: row for row in posts})
    ends = {row.pk: row for row in people}
    groups = {row.pk: actors[row.actor_id] for row in with_groups if row.actor_id in actors}
    yield from _ties(asking, {**ends, **groups}, actors)


def _person(row: Relationship) -> Row:
    person: Any = row.counterpart
    return _row(Relationship, row, person, name=[row.called], whose=person.pk)


def _post(row: Position, actor: Actor) -> Row:
    return _row(Position, row, actor, name=[row.title], area=row.area, ends=(row.pk, actor.pk))


def _belonging(people: Iterable[Relationship], actors: Mapping[Any, Actor]) -> Iterator[Row]:
    for row in people:
        person: Any = row.counterpart
        actor = actors.get(person.actor_id)
        if actor is not None:
            # A counterpart and its group are one row of ours: the counterpart stands for the tie.
            yield _row(type(person), person, row, actor, kind="member", ends=(row.pk, actor.pk))


def _held(
    asking: Asking, of_person: Mapping[Any, Relationship], posts: Mapping[Any, Position]
) -> Iterator[Row]:
    for row in Tenure.objects.visible_to(asking.me).order_by("pk"):
        holder, post = of_person.get(row.counterpart_id), posts.get(row.position_id)
        if holder is not None and post is not None:
            ends = (holder.pk, post.pk)
            yield _row(Tenure, row, holder, post, kind="holds", ends=ends, days=_days(row))


def _ties(asking: Asking, ours: Mapping[Any, Any], actors: Mapping[Any, Actor]) -> Iterator[Row]:
    for row in Tie.objects.visible_to(asking.me).order_by("pk"):
        one = ours.get(row.relationship_id) or actors.get(row.actor_id)
        other = ours.get(row.other_id) or actors.get(row.other_actor_id)
        if one is not None and other is not None:
            ends = (one.pk, other.pk)
            yield _row(Tie, row, one, other, kind=row.kind, ends=ends, days=_days(row))


def _days(row: Tenure | Tie) -> tuple[str, str]:
    first, last = (day.isoformat() if day else "" for day in (row.since, row.until))
    return first, last


def _entities(sheet: Sheet) -> bytes:
    """Return entities a line: the first says how sensitive they are, for there is no header."""
    nodes, links = _nodes_and_links(sheet)
    return entity_lines(chain(nodes, links))


def _nodes_and_links(sheet: Sheet) -> tuple[list[Entity], list[Entity]]:
    there = {row.key for row in sheet.rows if row.of in _NODES}
    said = marked(sheet)
    nodes = [_entity(row, sheet, there, said) for row in sheet.rows if row.of in _NODES]
    tied = (row for row in sheet.rows if row.of not in _NODES)
    links = [
        _link(row, sheet)
        for row in tied
        if row.values.get("ends") and there.issuperset(row.values["ends"])
    ]
    return nodes, links


_NODES: dict[type[Any], str] = {Relationship: "Person", Actor: "Organization", Position: "Position"}


def _entity(row: Row, sheet: Sheet, there: set[Any], said: str) -> Entity:
    values = row.values
    real = [one for one in str(values.get("real_names") or "").split("; ") if one]
    called = list(values.get("name") or ())
    # An alias is the name, unless real names go too.
    names = {"name": real, "alias": called} if real else {"name": called or [_code(row.key, sheet)]}
    ends = values.get("ends") or ()
    of_group = [_code(key, sheet) for key in ends[1:] if key in there]
    area = [values.get("area") or ""]
    more = {"organization": of_group, "subnationalArea": area} if row.of is Position else {}
    kind = {"classification": [values.get("kind") or ""]} if row.of is Actor else {}
    return Entity(_NODES[row.of], _code(row.key, sheet), {**names, **more, **kind, "notes": [said]})


_LINKS: Mapping[str, tuple[str, str, str]] = {
    "member": ("Membership", "member", "organization"),
    "holds": ("Occupancy", "holder", "post"),
    TieKind.KIN_OF: ("Family", "person", "relative"),
}


def _link(row: Row, sheet: Sheet) -> Entity:
    kind = str(row.values.get("kind") or "")
    schema, one, other = _LINKS.get(kind, ("UnknownLink", "subject", "object"))
    ends = [_code(key, sheet) for key in row.values["ends"]]
    first, last = row.values.get("days") or ("", "")
    said = {"UnknownLink": {"role": [kind]}, "Family": {"relationship": [kind]}}.get(schema, {})
    days = {"startDate": [first], "endDate": [last]}
    key = _code(row.key, sheet, "link")
    return Entity(schema, key, {one: ends[:1], other: ends[1:], **said, **days})


def _code(key: Any, sheet: Sheet, beside: str = "") -> str:
    return f"{code_in(key, sheet.at).hex}{'-' if beside else ''}{beside}"


def _graph(sheet: Sheet) -> bytes:
    there = {row.key for row in sheet.rows if row.of in _NODES}
    nodes = [
        Node(_code(row.key, sheet), _attributes(row)) for row in sheet.rows if row.of in _NODES
    ]
    edges = list(_edges(sheet, there))
    return graphml(nodes, edges, marked=marked(sheet))


def _attributes(row: Row) -> dict[str, Value]:
    values = row.values
    names = "; ".join(values.get("name") or ())
    said = {
        "type": str(_NODES[row.of]),
        "label": names,
        "kind": values.get("kind") or "",
        "area": values.get("area") or "",
        "real_names": values.get("real_names") or "",
    }
    return {name: value for name, value in said.items() if value}


def _edges(sheet: Sheet, there: set[Any]) -> Iterator[Edge]:
    for row in sheet.rows:
        ends: tuple[Any, ...] = row.values.get("ends") or ()
        if len(ends) != 2 or not there.issuperset(ends):
            continue
        first, last = row.values.get("days") or ("", "")
        kind = "post_of" if row.of is Position else str(row.values.get("kind") or "")
        said = {"kind": kind, "since": first, "until": last}
        attributes: dict[str, Value] = {name: value for name, value in said.items() if value}
        yield Edge(_code(ends[0], sheet), _code(ends[1], sheet), attributes)


ENTITIES = Kind(
    name="entities",
    title=_("People, groups and ties"),
    columns=(
        Column("name", _("Name we use"), _("our alias of a person; names of groups and posts")),
        Column("kind", _("Type"), _("of a group or a tie"), (*ActorKind.choices, *TieKind.choices)),
        Column("area", _("Area"), _("the code of the place a position is for")),
        Column("ends", _("Who is tied to whom"), _("members, holders of posts, and ties")),
        Column("days", _("Since and until"), _("of a tie, or of who held a post")),
        Column("real_names", _("Real names"), _("as they are written"), is_name=True),
    ),
    forms=(
        Form("ftm", _("FollowTheMoney, one entity a line"), ".ftm.json", "application/json+ftm",
             _entities),
        Form("graphml", _("GraphML, for a program that draws networks"), ".graphml",
             "application/graphml+xml", _graph),
    ),
    gather=gather,
    back="people",
    filters=("phase", "stage", "whose", "due"),
)  # fmt: skip
