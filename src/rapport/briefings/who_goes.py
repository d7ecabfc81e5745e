"""Who of us goes: colleagues side by side, by facts alone.

Nobody is added up and nobody is put first: the order is that of the names, whatever is said of
them. What a colleague has not said of themselves is not guessed from anything else.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from rapport.briefings import meetings
from rapport.briefings.culture_notes import Custom, customs_at, customs_for
from rapport.briefings.languages import in_common
from rapport.briefings.meetings import PlannedMeeting
from rapport.briefings.person import relationship_of
from rapport.briefings.who_facts import Declared, Facts, Met, Shared, facts_of
from rapport.briefings.who_sees import those_who_see_all
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Function, Meeting, Origin, OurPart, Relationship
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere
from rapport.rules.days import later

EXPLAINS = frozenset({Function.ACCESS, Function.PROGRAMME})
"""Whose work it is to say why access and safety matter."""

AROUND = 365
"""So many days after a contact somebody still counts as one of those around a person."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A colleague who can see whom it is about; what they did not say is empty.

    ``seen_as`` is their own word on how they may be seen, where they chose to share it and the
    reader may read it. ``leading`` and ``meetings`` count what the reader can see. ``part`` is what
    they do in the planned meeting, empty for whoever is not to be there.
    """

    key: uuid.UUID
    name: str
    is_me: bool
    holds: str
    function: str
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    in_common: tuple[str, ...]
    origin: str
    seen_as: str
    connections: tuple[Shared, ...]
    interests: tuple[Declared, ...]
    met: tuple[Met, ...]
    leading: int
    meetings: int
    part: str

    @property
    def knows_programme(self) -> bool:
        """Say whether the programme is their work."""
        return self.function == Function.PROGRAMME

    @property
    def explains(self) -> bool:
        """Say whether it is their work to explain why access and safety matter."""
        return self.function in EXPLAINS


@dataclass(frozen=True, slots=True)
class About:
    """A counterpart it is about, whom the reader can see."""

    relationship: uuid.UUID
    alias: str


@dataclass(frozen=True, slots=True)
class Cover:
    """Something a team should have, and who of those chosen brings it; perhaps nobody."""

    what: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Colleagues side by side for one person, or for a planned meeting.

    ``planned`` are the meetings with this person that are still to come. ``gone`` are colleagues
    who were to be there and cannot see any more whom it is about. ``on`` is the day of the reader.
    ``customs`` are the culture notes of where they go.
    """

    about: tuple[About, ...]
    their_languages: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    meeting: PlannedMeeting | None
    planned: tuple[PlannedMeeting, ...]
    gone: tuple[str, ...]
    may_choose: bool
    on: date
    customs: tuple[Custom, ...] = ()

    @property
    def never_met(self) -> bool:
        """Say whether nobody of us has met them, as far as the reader can see."""
        return not any(one.met for one in self.candidates)

    @property
    def programme_colleagues(self) -> tuple[str, ...]:
        """Return the names of those whose work is the programme."""
        return tuple(one.name for one in self.candidates if one.knows_programme)

    @property
    def team(self) -> tuple[Candidate, ...]:
        """Return those who are to go."""
        return tuple(one for one in self.candidates if one.part)

    @property
    def around(self) -> tuple[Candidate, ...]:
        """Return those of us who hold it, or were in touch with them within a year."""
        since = later(self.on, -AROUND)
        return tuple(
            one
            for one in self.candidates
            if one.holds or any(since < met.last <= self.on for met in one.met)
        )

    @property
    def security_alone(self) -> bool:
        """Say whether security goes, and nobody else."""
        return security_alone(self.team)

    @property
    def covers(self) -> tuple[Cover, ...]:
        """Return what the team that goes has together, and by whom; nothing without a team."""
        return _covers(self.team)

    @property
    def mix(self) -> tuple[Cover, ...]:
        """Return what those around them have together, as they say it themselves, and who."""
        return tuple(one for one in _covers(self.around) if one.what != "shield")


def for_person(asking: Asking, key: uuid.UUID) -> Comparison:
    """Return who could go to one person; raises ``NotThere``."""
    row = relationship_of(asking, key)
    return _compared(asking, [row], None, meetings.of_person(asking, key))


def for_meeting(asking: Asking, key: uuid.UUID) -> Comparison:
    """Return who could go to a planned meeting; raises ``NotThere``."""
    planned = meetings.meeting(asking, key)
    keys = [one.relationship for one in planned.theirs]
    rows = list(
        Relationship.objects.visible_to(asking.me)
        .filter(pk__in=keys)
        .select_related("counterpart__actor", "actor", "lead", "backup", "circle", "office")
    )
    if not rows:
        raise NotThere(NOT_THERE)
    return _compared(asking, sorted(rows, key=lambda row: keys.index(row.pk)), planned, ())


def security_alone(team: Sequence[Candidate]) -> bool:
    """Say whether all who go are of security."""
    return bool(team) and all(one.function == Function.SECURITY for one in team)


def _compared(
    asking: Asking,
    rows: Sequence[Relationship],
    planned: PlannedMeeting | None,
    to_come: tuple[PlannedMeeting, ...],
) -> Comparison:
    us = those_who_see_all(asking.me, rows)
    theirs = tuple(
        dict.fromkeys(word for row in rows if row.counterpart for word in row.counterpart.languages)
    )
    facts = facts_of(asking, rows, [one.pk for one in us], planned.key if planned else None)
    compared = _Compared(asking.me, rows, theirs, facts)
    going = planned.ours if planned else ()
    parts = {one.colleague: one.part for one in going}
    here = {one.pk for one in us}
    return Comparison(
        about=tuple(About(row.pk, row.called) for row in rows),
        their_languages=theirs,
        candidates=tuple(_candidate(compared, one, parts.get(one.pk, "")) for one in us),
        meeting=planned,
        planned=to_come,
        gone=tuple(one.name for one in going if one.colleague not in here),
        may_choose=_may_choose(asking.me, rows, planned),
        on=asking.day,
        customs=customs_for(asking, planned.meeting)
        if planned
        else customs_at(asking.me, [one.meeting.place for one in to_come]),
    )


def _may_choose(
    me: Colleague, rows: Sequence[Relationship], planned: PlannedMeeting | None
) -> bool:
    if planned is not None:
        return Meeting.objects.changeable_by(me).filter(pk=planned.key).exists()
    return rows[0].circle_id in me.writable_circles()


class _Compared(NamedTuple):
    """For whom colleagues are compared, by whom, and what is recorded of them."""

    me: Colleague
    rows: Sequence[Relationship]
    their_languages: Sequence[str]
    facts: Facts


def _candidate(of: _Compared, who: Colleague, part: str) -> Candidate:
    me, facts = of.me, of.facts
    said = me.may_read_words_of(who)
    languages = tuple(who.languages) if said else ()
    return Candidate(
        key=who.pk,
        name=who.name,
        is_me=who.pk == me.pk,
        holds=_holds(who.pk, of.rows),
        function=who.function if said else "",
        topics=tuple(who.topics) if said else (),
        languages=languages,
        in_common=in_common(languages, of.their_languages),
        origin=who.origin if said else "",
        seen_as=_seen_as(me, who),
        connections=facts.connections.get(who.pk, ()),
        interests=facts.interests.get(who.pk, ()),
        met=facts.met.get(who.pk, ()),
        leading=facts.leading.get(who.pk, 0),
        meetings=facts.meetings.get(who.pk, 0),
        part=part,
    )


def _seen_as(me: Colleague, who: Colleague) -> str:
    """Return what a colleague chose to share; what they keep is not shown to themselves here.

    Others may look at this page with them.
    """
    return who.exposure_notes if who.exposure_shared and me.may_read_exposure_of(who) else ""


def _holds(who: uuid.UUID, rows: Sequence[Relationship]) -> str:
    if any(row.lead_id == who for row in rows):
        return "lead"
    return "backup" if any(row.backup_id == who for row in rows) else ""


def _covers(team: Sequence[Candidate]) -> tuple[Cover, ...]:
    if not team:
        return ()

    def who(*which: bool) -> tuple[str, ...]:
        return tuple(one.name for one, brings in zip(team, which, strict=True) if brings)

    return (
        Cover("programme", who(*(one.knows_programme for one in team))),
        Cover("explains", who(*(one.explains for one in team))),
        Cover("language", who(*(bool(one.in_common) for one in team))),
        Cover("national", who(*(one.origin == Origin.NATIONAL for one in team))),
        Cover("international", who(*(one.origin == Origin.INTERNATIONAL for one in team))),
        Cover("shield", who(*(one.part == OurPart.SHIELD for one in team))),
    )
