"""Who could join a call: whoever introduced them to us, who speaks their language, the programme.

Only what is recorded is said: the part somebody had in a contact, and what colleagues chose to say
of themselves. Nobody is counted up or put first; each offer stands with its reasons.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from rapport.briefings.languages import in_common
from rapport.briefings.meetings import PlannedMeeting
from rapport.briefings.who_sees import those_who_see_all
from rapport.records.asking import Asking
from rapport.records.models import (
    Channel,
    Colleague,
    Function,
    Interaction,
    OurPart,
    OurPresence,
    Presence,
    Relationship,
    Sensitivity,
    TheirPart,
)
from rapport.records.packed_facts import NOT_AS_A_PERSON

CALLS = frozenset({Channel.PHONE, Channel.VIDEO})
"""How we meet where somebody else can join us without a journey."""

AS_THEMSELVES = tuple(part for part in TheirPart.values if part not in NOT_AS_A_PERSON)
"""The parts of those who can be introduced to us."""

AT_MOST = 4
"""So many of them, and so many of us, are offered; the page of who goes has all of us."""


@dataclass(frozen=True, slots=True)
class Introducer:
    """A counterpart who was the introducer in a contact with one of those we call, and when."""

    relationship: uuid.UUID
    alias: str
    of: str
    on: date


@dataclass(frozen=True, slots=True)
class Joins:
    """A colleague who can see whom we call: when they introduced us, what they say they speak."""

    colleague: uuid.UUID
    name: str
    is_me: bool
    introduced: date | None
    languages: tuple[str, ...]
    programme: bool


@dataclass(frozen=True, slots=True)
class CallGuests:
    """Who is offered for a call, besides those who are to be there already.

    ``several`` says that we call more than one person, so that each introducer says of whom.
    """

    introducers: tuple[Introducer, ...] = ()
    colleagues: tuple[Joins, ...] = ()
    several: bool = False

    @property
    def any(self) -> bool:
        """Say whether anybody is offered."""
        return bool(self.introducers or self.colleagues)


def call_guests(asking: Asking, planned: PlannedMeeting) -> CallGuests:
    """Return who could join a planned call; nobody for a meeting of another kind, or one past.

    Costs three questions, and one for each of the people we call.
    """
    if planned.meeting.channel not in CALLS or not planned.is_open or planned.passed:
        return CallGuests()
    called = [one for one in planned.theirs if one.part not in NOT_AS_A_PERSON]
    keys = [one.relationship for one in called]
    if not keys:
        return CallGuests()
    rows = list(_called(asking.me, [one.relationship for one in planned.theirs]))
    spoken = [word for row in rows if row.pk in keys for word in row.person.languages]
    return CallGuests(
        introducers=_introducers(asking.me, planned, keys),
        colleagues=_colleagues(asking.me, planned, rows, _Known(spoken, _by_us(asking.me, keys))),
        several=len(called) > 1,
    )


def _introducers(
    me: Colleague, planned: PlannedMeeting, keys: Sequence[uuid.UUID]
) -> tuple[Introducer, ...]:
    """Return who introduced them, the latest first, each once."""
    if planned.meeting.sensitivity >= Sensitivity.SEVERE:
        return ()
    aliases = {one.relationship: one.alias for one in planned.theirs}
    found: dict[uuid.UUID, Introducer] = {}
    for key, alias, of, on in _introduced(me, keys, planned.meeting.circle_id):
        if key not in aliases:
            found.setdefault(key, Introducer(key, alias, aliases[of], on))
    return tuple(found.values())[:AT_MOST]


class _Known(NamedTuple):
    """What decides which colleague is offered: their languages, and who of us introduced them."""

    spoken: Sequence[str]
    introduced: Mapping[uuid.UUID, date]


def _colleagues(
    me: Colleague, planned: PlannedMeeting, rows: Sequence[Relationship], known: _Known
) -> tuple[Joins, ...]:
    """Return colleagues who see all we call, and of whom there is a reason to join."""
    going = {one.colleague for one in planned.ours}
    joins = (_joins(me, one, known) for one in those_who_see_all(me, rows) if one.pk not in going)
    return tuple(one for one in joins if one.introduced or one.languages or one.programme)[:AT_MOST]


def _joins(me: Colleague, who: Colleague, known: _Known) -> Joins:
    said = me.may_read_words_of(who)
    return Joins(
        colleague=who.pk,
        name=who.name,
        is_me=who.pk == me.pk,
        introduced=known.introduced.get(who.pk),
        languages=in_common(who.languages, known.spoken) if said else (),
        programme=said and who.function == Function.PROGRAMME,
    )


def _by_us(me: Colleague, relationships: Sequence[uuid.UUID]) -> dict[uuid.UUID, date]:
    """Return which colleagues were the introducer in a contact with them that I can see, when."""
    there = OurPresence.objects.filter(
        part=OurPart.INTRODUCER,
        interaction__in=Interaction.objects.visible_to(me).values("pk"),
        interaction__theirs__relationship__in=relationships,
        interaction__theirs__part__in=AS_THEMSELVES,
    )
    rows = there.order_by("interaction__on", "pk")
    return dict(rows.values_list("colleague_id", "interaction__on"))


def _called(me: Colleague, relationships: Sequence[uuid.UUID]) -> "QuerySet[Relationship]":
    rows: QuerySet[Relationship] = Relationship.objects.visible_to(me)
    people = rows.filter(pk__in=relationships, counterpart__isnull=False)
    return people.select_related("counterpart").order_by("pk")


def _introduced(
    me: Colleague, relationships: Sequence[uuid.UUID], circle: uuid.UUID
) -> "QuerySet[Presence, tuple[uuid.UUID, str, uuid.UUID, date]]":
    """Return introducers with whom they introduced, from contacts that I can see.

    Who is for named colleagues only shares no meeting with others, so nobody offers them.
    """
    known: QuerySet[Relationship] = Relationship.objects.visible_to(me)
    known = known.filter(circle=circle, sensitivity__lt=Sensitivity.SEVERE)
    rows = Presence.objects.filter(
        part=TheirPart.INTRODUCER,
        relationship__in=known.values("pk"),
        interaction__in=Interaction.objects.visible_to(me).values("pk"),
        interaction__theirs__relationship__in=relationships,
        interaction__theirs__part__in=AS_THEMSELVES,
    )
    return rows.order_by("-on", "-pk", "interaction__theirs__pk").values_list(
        "relationship_id",
        "relationship__counterpart__alias",
        "interaction__theirs__relationship",
        "on",
    )
