"""Whom a tie may lead to: people and groups the reader may see, by what they are called."""

import uuid

from django.db.models import QuerySet

from rapport.briefings.people import by_alias
from rapport.briefings.ties import Tied
from rapport.names import fold
from rapport.records.models import Actor, Colleague, Relationship
from rapport.records.prepared import prepared

OFFERED = 200
"""So many people and so many groups are offered while a name is typed; any other may be typed."""


def called(me: Colleague, name: str, *, only_groups: bool = False) -> list[Tied]:
    """Return whom a name means: one exactly so, a person before a group; else all who could be."""
    asked = fold(name)
    groups = [] if not asked else list(_groups(me))
    exactly = [key for key, names in groups if asked in {fold(str(one)) for one in names}]
    people = [] if only_groups else by_alias(me, name)
    exact_people = [one for one in people if one.alias.casefold() == name.casefold()]
    if exact_people:
        return [Tied(one.alias, one.relationship, None) for one in exact_people]
    nearly = [key for key, names in groups if any(_begins(str(one), asked) for one in names)]
    first_names = {key: str(names[0]) for key, names in groups if names}
    if exactly:
        return [Tied(first_names[key], None, key) for key in exactly]
    found = [Tied(one.alias, one.relationship, None) for one in people]
    return found + [Tied(first_names[key], None, key) for key in nearly if key in first_names]


def offered(me: Colleague) -> tuple[list[str], list[str]]:
    """Return the names of people and of groups to offer, the newest of each, in order."""
    groups = [str(names[0]) for names in _newest_groups(me) if names]
    return sorted(set(_newest_people(me))), sorted(set(groups))


def name_of(me: Colleague, relationship: uuid.UUID | None, actor: uuid.UUID | None) -> str:
    """Return what an end is called: one of the two keys is given. Raises ``NotThere``."""
    if actor is not None:
        group: Actor = Actor.objects.one_visible_to(me, actor)
        return group.name
    person: Relationship = Relationship.objects.one_visible_to(me, relationship or uuid.UUID(int=0))
    return person.called


def _begins(name: str, asked: str) -> bool:
    folded = fold(name)
    return folded.startswith(asked) or f" {asked}" in folded


@prepared
def _groups(me: Colleague) -> "QuerySet[Actor, tuple[uuid.UUID, list[str]]]":
    rows: QuerySet[Actor] = Actor.objects.visible_to(me)
    return rows.order_by("pk").values_list("pk", "names")


@prepared
def _newest_groups(me: Colleague) -> "QuerySet[Actor, list[str]]":
    rows: QuerySet[Actor] = Actor.objects.visible_to(me)
    return rows.order_by("-pk").values_list("names", flat=True)[:OFFERED]


@prepared
def _newest_people(me: Colleague) -> "QuerySet[Relationship, str]":
    rows: QuerySet[Relationship] = Relationship.objects.visible_to(me)
    rows = rows.filter(counterpart__isnull=False)
    return rows.order_by("-pk").values_list("counterpart__alias", flat=True)[:OFFERED]
