"""What we have with a group as such: since when, who led it, what was agreed, what they know.

Contacts with the group and contacts with its people are told side by side, each as far as its
reader may see: only those with the group itself keep its cadence.
"""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Max, QuerySet

from rapport.briefings.belonging import Held
from rapport.briefings.findings import Noticed
from rapport.briefings.people import by_alias
from rapport.briefings.person import Header, PersonBriefing, person
from rapport.briefings.sections import Section
from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.models import Actor, Ask, Colleague, Commitment, Outcome, Relationship
from rapport.records.prepared import prepared


class Meant(NamedTuple):
    """Somebody we deal with whom a name means: a person, or a group as such."""

    relationship: uuid.UUID
    alias: str


@dataclass(frozen=True, slots=True)
class Lead:
    """Who led, from when to when; with no name, the days between on which nobody did."""

    name: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class WithGroup:
    """Our relationship with a group, as far as its reader may see.

    ``header`` is None where there is none. ``last_with_people`` is the last two-way contact with
    anybody of it, ``header.last_two_way`` that with the group itself. ``granted`` are the requests
    it granted.
    """

    actor: uuid.UUID
    may_begin: bool
    last_with_people: date | None
    header: Header | None
    whole: PersonBriefing | None
    leads: tuple[Lead, ...]
    granted: tuple[Ask, ...]
    promises: tuple[Commitment, ...]
    shared: tuple[Section, ...]
    findings: tuple[Noticed, ...]

    @property
    def relationship(self) -> uuid.UUID | None:
        """Return the key of the relationship, where there is one to be seen."""
        return self.header.relationship if self.header else None


def with_group(asking: Asking, actor: uuid.UUID) -> WithGroup:
    """Return what we have with a group as such; raises ``NotThere`` where the group is not seen."""
    me = asking.me
    group: Actor = Actor.objects.one_visible_to(me, actor)
    last = _last_with_people(me, actor)
    key = next(iter(_with_actor(me, actor)), None)
    whole = person(asking, key) if key else None
    writes = group.circle_id in me.writable_circles()
    return WithGroup(
        actor=group.pk,
        may_begin=writes and whole is None,
        last_with_people=last,
        header=whole.header if whole else None,
        whole=whole,
        leads=_leads(whole.held, whole.header.opened) if whole else (),
        granted=_granted(whole) if whole else (),
        promises=(*whole.ours, *whole.theirs) if whole else (),
        shared=tuple(one for one in whole.sections if one.kind == "disclosure") if whole else (),
        findings=whole.findings if whole else (),
    )


def with_groups_called(me: Colleague, name: str) -> tuple[uuid.UUID, ...]:
    """Return the relationships with groups that have this very name, spelling folded."""
    wanted = fold(name)
    return tuple(key for key, names in _groups(me) if wanted in map(fold, names))


def dealt_with(me: Colleague, name: str) -> list[Meant]:
    """Return whom a name means of those we deal with, a person or a group as such.

    One called exactly so comes first, a person before a group: who belongs to the group is named
    like it too, and is not meant. Otherwise it is all whom the name could mean.
    """
    people = [Meant(one.relationship, one.alias) for one in by_alias(me, name)]
    if any(one.alias.casefold() == name.casefold() for one in people):
        return people
    return [Meant(key, name) for key in with_groups_called(me, name)] or people


def _granted(whole: PersonBriefing) -> tuple[Ask, ...]:
    return tuple(ask for ask in whole.asks if ask.outcome == Outcome.GRANTED)


def _leads(held: tuple[Held, ...], opened: date) -> tuple[Lead, ...]:
    """Return who led, the latest first, with the days on which nobody did."""
    answer: list[Lead] = []
    free_from = opened
    for one in reversed(held):
        if one.since > free_from:
            answer.append(Lead("", free_from, one.since - _DAY))
        answer.append(Lead(one.name, one.since, one.until))
        free_from = max(free_from, one.until or one.since)
    return tuple(reversed(answer))


_DAY = timedelta(days=1)


@prepared
def _with_actor(me: Colleague, actor: uuid.UUID) -> "QuerySet[Relationship, uuid.UUID]":
    rows: QuerySet[Relationship] = Relationship.objects.visible_to(me)
    return rows.filter(actor=actor).values_list("pk", flat=True)


@prepared
def _groups(me: Colleague) -> "QuerySet[Relationship, tuple[uuid.UUID, Any]]":
    rows: QuerySet[Relationship] = Relationship.objects.visible_to(me)
    return rows.filter(actor__isnull=False).order_by("pk").values_list("pk", "actor__names")


def _last_with_people(me: Colleague, actor: uuid.UUID) -> date | None:
    """Return when one of us was last in touch with anybody of a group whom ``me`` may see."""
    rows = Relationship.objects.visible_to(me).filter(counterpart__actor=actor)
    found: date | None = rows.aggregate(last=Max("last_two_way"))["last"]
    return found
