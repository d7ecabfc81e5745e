"""How relationships were begun, and with which parties we are in contact, as one reader sees it."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from rapport.briefings.ties_with_actors import ties_seen
from rapport.briefings.views import View
from rapport.records.models import Actor, ActorKind, Interaction, OpenReason, Presence, Relationship
from rapport.records.models.relationships import of_actor
from rapport.records.packed_facts import TWO_WAY_AT, unpack
from rapport.records.raw_rows import among
from rapport.rules.broad_network import LATELY
from rapport.rules.days import later
from rapport.rules.facts_of_change import Begun, PartyContact
from rapport.rules.one_sided import WITHIN

PARTIES = frozenset(
    {
        ActorKind.STATE_CIVIL.value,
        ActorKind.STATE_SECURITY.value,
        ActorKind.DE_FACTO.value,
        ActorKind.ARMED_GROUP.value,
    }
)
"""Kinds of groups that can be a party: with the others nobody takes sides."""

LATE = frozenset({OpenReason.CRISIS, OpenReason.POWER_CHANGE, OpenReason.BREACH})


def begun_lately(view: View) -> tuple[Begun, ...]:
    """Return the relationships of the last year, each by why it was begun."""
    rows = Relationship.objects.visible_to(view.reader).filter(
        opened__gt=later(view.day, -WITHIN), opened__lte=view.day
    )
    told = rows.order_by("opened", "pk").values_list("pk", "opened", "open_reason")
    return tuple(Begun(key, on, why in LATE) for key, on, why in told)


def sides(
    view: View, kinds: Mapping[uuid.UUID, str], parents: Mapping[uuid.UUID, uuid.UUID]
) -> tuple[tuple[tuple[uuid.UUID, str], ...], tuple[PartyContact, ...]]:
    """Return the parties a reader sees, with their names, and the contacts with their people."""
    party = {key: _top(key, parents, kinds) for key, kind in kinds.items() if kind in PARTIES}
    tops = set(party.values())
    if len(tops) < 2:
        return (), ()
    rows: Any = Actor.objects.visible_to(view.reader).in_bulk(list(tops))
    names = tuple((key, rows[key].name) for key in sorted(tops))
    return names, tuple(_contacts(view, party))


def _top(
    key: uuid.UUID, parents: Mapping[uuid.UUID, uuid.UUID], kinds: Mapping[uuid.UUID, str]
) -> uuid.UUID:
    """Return what a group is part of at the top, as far as the reader sees."""
    passed = {key}
    while (above := parents.get(key)) in kinds and above is not None and above not in passed:
        passed.add(above)
        key = above
    return key


def _contacts(view: View, party: Mapping[uuid.UUID, uuid.UUID]) -> Iterator[PartyContact]:
    rows = Presence.objects.filter(
        relationship__in=ties_seen(view).filter(of_actor__in=among(list(party))),
        interaction__in=Interaction.objects.visible_to(view.reader),
        on__gt=later(view.day, -LATELY),
        on__lte=view.day,
    )
    whose = of_actor("relationship__")
    for actor, contact, on, told in rows.order_by("pk").values_list(
        whose, "interaction_id", "on", "told"
    ):
        if unpack(told)[TWO_WAY_AT]:
            yield PartyContact(contact, on, party[actor])
