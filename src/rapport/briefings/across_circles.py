"""Findings that rest on records across circles, worked out for each reader from what they may see.

Whoever is in the same circles and named for the same people sees the same records: the answer is
worked out once for all of them, and again once anything is recorded or the day changes.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Count, Max, Min, Q, QuerySet

from rapport.briefings.doors import Door, door
from rapport.briefings.findings import SHOWN, Behind, Noticed
from rapport.briefings.up_to_date import AT_ONCE
from rapport.briefings.views import View, view_of
from rapport.records.asking import Asking
from rapport.records.models import (
    Actor,
    CounterpartStatus,
    Interaction,
    Membership,
    OwnWaiver,
    Phase,
    Presence,
    Relationship,
)
from rapport.records.on_a_day import said_of
from rapport.records.packed_facts import ASKED_AT, unpack
from rapport.records.raw_rows import among
from rapport.records.waiving import SetAside, waived_until
from rapport.rules.catalogue import RULES, judge_for_a_reader, validated_settings
from rapport.rules.days import later
from rapport.rules.facts import ActorContact, ActorFacts, ActorTie
from rapport.rules.rule import About, Finding, Section, Settings

_VIEWS_KEPT = 64


@dataclass(frozen=True, slots=True)
class Across:
    """A finding and what it is about.

    ``holders`` lead or back up what it rests on: each with the circle it is in.
    """

    about_kind: str
    about_key: uuid.UUID
    name: str
    finding: Finding
    behind: tuple[Behind, ...]
    holders: frozenset[tuple[uuid.UUID | None, uuid.UUID]]

    @property
    def because(self) -> list[tuple[str, str]]:
        """Return the kinds and keys of the records it rests on, as waivers remember them."""
        return [(kind, str(key)) for kind, key in self.finding.because]


def across_circles(
    asking: Asking, *, mine: bool = False, view: View | None = None
) -> tuple[Noticed, ...]:
    """Return what the rules notice in all I may see, soonest first, set aside or not.

    With ``mine``, only what rests on something I lead or back up, or nobody does who is still in
    its circle. ``view`` is what I may see, where
    that has been read already.
    """
    me = asking.me
    held = defaultdict(list)
    for waiver in OwnWaiver.objects.filter(by=me, until__gte=asking.day):
        aside = SetAside(waiver.code, waiver.until, frozenset(waiver.seen))
        held[waiver.about_kind, waiver.about_key].append(aside)
    told = _worked_out(view or view_of(asking))
    if mine:
        told = _mine(asking, told)
    return tuple(_noticed(one, held[one.about_kind, one.about_key]) for one in told)


def _mine(asking: Asking, told: Sequence[Across]) -> tuple[Across, ...]:
    """Keep what somebody who leads or backs up is to see; it is mine too where all have gone."""
    me = asking.me.pk
    others = [one for one in told if all(who != me for who, _ in one.holders)]
    held = {who for one in others for who, _ in one.holders if who is not None}
    parts = Membership.objects.of_colleagues_here(asking.day).filter(colleague__in=held)
    here = set(parts.values_list("colleague_id", "circle_id")) if held else set()
    taken = {id(one) for one in others if here & one.holders}
    return tuple(one for one in told if id(one) not in taken)


def seen_by(asking: Asking) -> tuple[Across, ...]:
    """Return what the rules notice in all that whoever asks may see."""
    return _worked_out(view_of(asking))


@lru_cache(maxsize=_VIEWS_KEPT)
def _worked_out(view: View) -> tuple[Across, ...]:
    settings = validated_settings(view.reader.office.rule_settings)
    found = list(_about_actors(view, settings))
    return tuple(sorted(found, key=lambda one: (one.finding.when, one.finding.code, one.name)))


class _Row(NamedTuple):
    """What is read of a relationship with somebody of an actor."""

    actor: uuid.UUID
    key: uuid.UUID
    opened: date
    last_two_way: date | None
    circle: uuid.UUID
    lead: uuid.UUID | None
    backup: uuid.UUID | None
    alias: str
    judged_on: date | None


_COLUMNS = (
    *("counterpart__actor_id", "pk", "opened", "last_two_way"),
    *("circle_id", "lead_id", "backup_id", "counterpart__alias", "judged_on"),
)


def _about_actors(view: View, settings: Settings) -> Iterator[Across]:
    quiet = _quiet_ties(view, settings)
    contacts = _asked_lately(view, settings)
    keys = list(dict.fromkeys((*quiet, *contacts)))
    actors = Actor.objects.visible_to(view.reader).in_bulk(keys)
    asked = _ties_by_key(view, {one.tie for found in contacts.values() for one in found})
    for key in keys:
        ties = (ActorTie(row.key, row.opened, row.last_two_way) for row in quiet.get(key, ()))
        facts = ActorFacts(key, tuple(ties), tuple(contacts.get(key, ())))
        by_key = asked | {row.key: row for row in quiet.get(key, ())}
        for finding in judge_for_a_reader(About.ACTOR, facts, view.day, settings):
            behind = [by_key[record] for _, record in finding.because]
            yield Across(
                about_kind=About.ACTOR,
                about_key=key,
                name=actors[key].name,
                finding=finding,
                behind=tuple(
                    Behind("relationship", row.last_two_way, row.alias, row.key) for row in behind
                ),
                holders=frozenset(
                    (who, row.circle) for row in behind for who in (row.lead, row.backup)
                ),
            )


def _ties(view: View) -> "QuerySet[Relationship]":
    """Return the relationships with people of actors in which contact is possible and meant."""
    actors = Actor.objects.visible_to(view.reader)
    mine: QuerySet[Relationship] = Relationship.objects.visible_to(view.reader)
    return mine.filter(
        counterpart__actor__in=actors, counterpart__status=CounterpartStatus.ACTIVE
    ).exclude(phase__in=(Phase.DORMANT, Phase.CLOSED))


def _quiet_ties(view: View, settings: Settings) -> dict[uuid.UUID, list[_Row]]:
    """Return the relationships with the people of each actor about whom N06 could speak.

    Which actors these may be is counted by the store, so that those in touch are never loaded.
    """
    numbers = settings["N06"]
    if numbers is None:
        return {}
    limit = later(view.day, -numbers["days"])
    ties = _ties(view)
    quiet = (
        ties.values("counterpart__actor")
        .annotate(last=Max("last_two_way"), first=Min("opened"), judged=Max("judged_on"))
        .filter(Q(last__lt=limit) | Q(last__isnull=True, first__lt=limit) | Q(judged__gt=view.day))
        .order_by()
        .values("counterpart__actor")
    )
    answer: dict[uuid.UUID, list[_Row]] = defaultdict(list)
    rows = ties.filter(counterpart__actor__in=quiet).order_by("pk")
    for row in _as_of(view.day, list(map(_Row._make, rows.values_list(*_COLUMNS)))):
        answer[row.actor].append(row)
    return answer


def _asked_lately(view: View, settings: Settings) -> dict[uuid.UUID, list[ActorContact]]:
    """Return the contacts with the people of each actor about whom E11 could speak.

    These are actors of whom a reader sees several people, for of one alone E09 speaks.
    """
    numbers = settings["E11"]
    if numbers is None:
        return {}
    ties = _ties(view)
    several = (
        ties.values("counterpart__actor")
        .annotate(people=Count("pk"))
        .filter(people__gt=1)
        .order_by()
        .values("counterpart__actor")
    )
    rows = Presence.objects.filter(
        relationship__in=ties.filter(counterpart__actor__in=several),
        interaction__in=Interaction.objects.visible_to(view.reader),
        on__gt=later(view.day, -numbers["days"]),
        on__lte=view.day,
    ).order_by("on", "interaction_id", "pk")
    found: dict[uuid.UUID, list[ActorContact]] = defaultdict(list)
    for actor, tie, contact, on, told in rows.values_list(
        *("relationship__counterpart__actor_id", "relationship_id", "interaction_id", "on", "told")
    ):
        asked = unpack(told)[ASKED_AT]
        if asked is not None:
            found[actor].append(ActorContact(contact, tie, on, asked))
    return found


def _ties_by_key(view: View, keys: Collection[Hashable]) -> dict[Hashable, _Row]:
    if not keys:
        return {}
    rows = _ties(view).filter(pk__in=among([key for key in keys if isinstance(key, uuid.UUID)]))
    return {row.key: row for row in map(_Row._make, rows.values_list(*_COLUMNS))}


def _as_of(day: date, rows: Sequence[_Row]) -> Iterator[_Row]:
    """Yield rows that say when the last contact was on the day, where a clock was set back.

    Where these are many, Today says that they are still being checked.
    """
    ahead = [row.key for row in rows if row.judged_on is not None and row.judged_on > day]
    said = said_of(ahead if len(ahead) <= AT_ONCE else [], day)
    for row in rows:
        derived = said.derived.get(row.key)
        yield row._replace(last_two_way=derived["last_two_way"]) if derived else row


def _noticed(one: Across, set_aside: Sequence[SetAside]) -> Noticed:
    rule, finding = RULES[one.finding.code], one.finding
    days = [value for value in finding.params.values() if isinstance(value, date)]
    params = {
        name: {"day": value.isoformat()} if isinstance(value, date) else value
        for name, value in finding.params.items()
    }
    return Noticed(
        relationship=None,
        about_kind=one.about_kind,
        about_key=one.about_key,
        alias=one.name,
        code=rule.code,
        title=rule.title,
        reason=rule.reason,
        when=int(finding.when),
        on=min(days, default=None),
        says=finding.says,
        params=params,
        about="",
        because=one.behind[:SHOWN],
        rests_on=len(one.behind),
        options=finding.options,
        doors=_doors(finding.options, one.behind),
        waived_until=waived_until(rule.code, one.because, set_aside),
        asks_for_contact=rule.section in (Section.CHECK_IN, Section.OCCASION),
    )


def _doors(options: Sequence[str], behind: Sequence[Behind]) -> dict[str, Door]:
    """Return the doors of options about an actor: to whoever of its people we know best."""
    whom = behind[0].relationship if behind else None
    doors = ((option, door(option, whom, ())) for option in options)
    return {option: found for option, found in doors if found is not None}
