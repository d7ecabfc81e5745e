"""Several people chosen in the list: where each stands before something is done to all of them."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.models import Finding, Holder, Membership, Named, Relationship, Sensitivity

MOST = 200
"""So many people are changed at once: no more can be read through before."""

Colleagues = Mapping[uuid.UUID, str]
"""Colleagues by their keys, with their names."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of the people chosen.

    ``offered`` is to whom the lead is offered, if somebody has still to answer;
    ``members`` are the colleagues of their circle, ``seen_by`` those of them who see this person,
    ``always`` those who go on seeing them whatever is chosen: the lead and the backup.
    """

    relationship: uuid.UUID
    alias: str
    lead: uuid.UUID | None
    lead_name: str
    offered: uuid.UUID | None
    offered_name: str
    sensitivity: int
    may_change: bool
    members: Colleagues
    seen_by: Colleagues
    always: frozenset[uuid.UUID]
    noticed: tuple[Finding, ...]

    def seen_after(self, sensitivity: int, named: Collection[uuid.UUID]) -> Colleagues:
        """Return who would see this person at another sensitivity, with these named."""
        if sensitivity < Sensitivity.SEVERE:
            return self.members
        seeing = self.always.union(named)
        return {key: name for key, name in self.members.items() if key in seeing}


def chosen(asking: Asking, keys: Collection[uuid.UUID]) -> tuple[Chosen, ...]:
    """Return those of these people whoever asks may see, by alias, at most :data:`MOST`."""
    me = asking.me
    seen: QuerySet[Relationship] = Relationship.objects.visible_to(me)
    rows = seen.filter(pk__in=list(keys)[:MOST]).select_related("counterpart", "actor", "lead")
    people = sorted(rows, key=lambda row: (fold(row.called), row.pk))
    members = _members(asking, {row.circle_id for row in people})
    named = _named([row.pk for row in people])
    noticed = _noticed(asking, [row.pk for row in people])
    offers = _offers([row.pk for row in people])
    writable = set(me.writable_circles())
    return tuple(
        Chosen(
            relationship=row.pk,
            alias=row.called,
            lead=row.lead_id,
            lead_name=row.lead.name if row.lead else "",
            offered=offers.get(row.pk, (None, ""))[0],
            offered_name=offers.get(row.pk, (None, ""))[1],
            sensitivity=row.sensitivity,
            may_change=row.circle_id in writable,
            members=members[row.circle_id],
            seen_by={
                key: name
                for key, name in members[row.circle_id].items()
                if row.sensitivity < Sensitivity.SEVERE or key in named[row.pk]
            },
            always=frozenset(filter(None, (row.lead_id, row.backup_id, me.pk))),
            noticed=tuple(noticed[row.pk]),
        )
        for row in people
    )


def _members(asking: Asking, circles: Collection[uuid.UUID]) -> dict[uuid.UUID, Colleagues]:
    members: dict[uuid.UUID, dict[uuid.UUID, str]] = {circle: {} for circle in circles}
    rows = Membership.objects.of_colleagues_here(asking.day).filter(circle__in=circles)
    rows = rows.order_by("colleague__name", "pk")
    for circle, key, name in rows.values_list("circle_id", "colleague_id", "colleague__name"):
        members[circle][key] = name
    return dict(members)


def _offers(keys: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[uuid.UUID, str]]:
    """Return to whom the lead of each of these is offered, where an answer is waited for."""
    rows = Holder.objects.waiting().filter(relationship__in=keys).order_by("pk")
    offers = rows.values_list("relationship_id", "colleague_id", "colleague__name")
    return {relationship: (key, name) for relationship, key, name in offers}


def _named(keys: Collection[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    named: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    rows = Named.objects.filter(relationship__in=keys)
    for relationship, colleague in rows.values_list("relationship_id", "colleague_id"):
        named[relationship].add(colleague)
    return named


def _noticed(asking: Asking, keys: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Finding]]:
    noticed: dict[uuid.UUID, list[Finding]] = defaultdict(list)
    heard = Finding.objects.visible_to(asking.me).filter(
        relationship__in=keys, waived_until__isnull=True
    )
    for finding in heard.order_by("when", "on", "pk"):
        noticed[finding.relationship_id].append(finding)
    return noticed
