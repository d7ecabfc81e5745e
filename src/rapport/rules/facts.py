"""What the rules are told about one thing: light, immutable, nothing to look up.

Keys are whatever the caller uses to name records; days are dates; no rule needs texts.
"""

from bisect import bisect_right
from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from rapport.rules.days import later
from rapport.rules.facts_agreed import AgreementFact
from rapport.rules.facts_of_boundaries import GiftFact, InterestFact, TogetherFact
from rapport.rules.facts_of_turnover import TurnoverFact
from rapport.rules.facts_repair import BreachFact
from rapport.rules.facts_understood import InsightFact, SpiralFact, TieFact
from rapport.rules.rhythm import RhythmFact


class InteractionFact(NamedTuple):
    """Anything that passed between us and one counterpart, as it was for them.

    ``two_way`` is false where we did not turn up, and for whoever interpreted or introduced.
    ``asked`` is None where nobody recorded it of *them*. ``time`` is ``"09:30"``, or empty.
    ``ours`` are the colleagues who were there, where the lead has changed.
    """

    key: Hashable
    on: date
    channel: str
    purpose: str
    two_way: bool
    asked: bool | None
    small_talk: bool | None
    introduced_self: bool | None
    introduced_organisation: bool | None
    tone_theirs: str
    tone_ours: str
    on_time: str | None
    life_saving: bool
    time: str
    ours: tuple[Hashable, ...]


class HolderChange(NamedTuple):
    """The lead passed from one colleague to another. ``introduced``: somebody said they were."""

    key: Hashable
    on: date
    lead: Hashable
    previous: Hashable
    introduced: bool


class CommitmentFact(NamedTuple):
    """A promise, by ``us`` or by ``them``. Telling them that it will be late moves ``due``."""

    key: Hashable
    by: str
    made_on: date
    due: date | None
    first_due: date | None
    told_on: date | None
    settled_on: date | None
    state: str

    @property
    def is_open(self) -> bool:
        """Return whether it waits to be kept."""
        return self.state in ("open", "late_told", "late_silent")


class AskFact(NamedTuple):
    """Something we mean to ask, or asked in the contact ``interaction``.

    ``heavy_bare``: a cost weighs most, and nothing softens it. ``again_on``: it is postponed to it.
    """

    key: Hashable
    noted_on: date
    planned_for: date | None
    life_saving: bool
    authorised: bool
    outcome: str
    made_on: date | None
    answered_on: date | None
    channel_planned: str | None
    interaction: Hashable | None
    costs_named: bool
    heavy_bare: bool
    reason_for_them: bool
    benefit_checked: bool
    again_on: date | None
    gate: Hashable | None

    @property
    def is_ahead(self) -> bool:
        """Return whether we mean to make it: planned, or postponed to a noted day."""
        return self.outcome == "planned" or (self.outcome == "deferred" and bool(self.again_on))

    @property
    def due_on(self) -> date | None:
        """Return the day we mean to ask on, if one is noted."""
        return self.again_on if self.outcome == "deferred" else self.planned_for


class MandateFact(NamedTuple):
    """What we may decide, from a day on and up to another; ``gate`` is None where it is for all."""

    key: Hashable
    since: date
    until: date | None
    gate: Hashable | None


class DisclosureFact(NamedTuple):
    """What we told them about ourselves."""

    key: Hashable
    kind: str
    on: date


class OccasionFact(NamedTuple):
    """A day that matters to them, and when it comes next. ``greeting``: one wishes them well."""

    key: Hashable
    name: str
    next_date: date
    window_opens: date
    tone: str
    greeting: bool
    mentioned_by_them: bool
    safe_channel: str | None
    greeted_on: date | None


class NoteFact(NamedTuple):
    """A text with something to mind, in a record of any ``kind``.

    It has sealed names in the clear, or words that are hard, loaded, or of family, faith or health
    without a need. ``on`` None: its record has no day, and it counts from the beginning.
    """

    kind: str
    key: Hashable
    on: date | None
    sealed_names: int
    hard_words: tuple[str, ...]
    private_words: tuple[str, ...]
    loaded: tuple[str, ...] = ()

    def written_by(self, today: date) -> bool:
        """Return whether it is there on a day."""
        return self.on is None or self.on <= today


class MeetingFact(NamedTuple):
    """A meeting as it is planned with one counterpart, or what became of it.

    ``on`` is the day where it is held, ``first_on`` the day first agreed for, once it was moved.
    ``interaction`` closed it. ``as_person`` is false where they only interpret or introduce.
    ``ours`` are ``(colleague, part)``; ``interpreted``: somebody, of either side, is there to
    interpret. ``opener`` and ``question``: the plan has one. ``hard``: a refusal or bad news is to
    be said, by ``bringer`` if one is chosen.
    """

    key: Hashable
    on: date
    first_on: date | None
    channel: str
    purpose: str
    state: str
    changed_by: str
    told_in_advance: bool | None
    interaction: Hashable | None
    as_person: bool
    ours: tuple[tuple[Hashable, str], ...]
    interpreted: bool
    opener: bool
    question: bool
    hard: bool = False
    bringer: Hashable | None = None


class ColleagueFact(NamedTuple):
    """One of us, as everybody of the office sees them; what they did not say is empty.

    ``languages`` are the words by which each language may be known (``records.spoken``). ``here``:
    they may see the relationship, up to the end of ``until`` where that is known.
    """

    key: Hashable
    function: str
    origin: str
    languages: frozenset[str]
    here: bool
    until: date | None

    def can_go(self, on: date) -> bool:
        """Return whether they could be sent on a day."""
        return self.here and (self.until is None or on <= self.until)


_ON = attrgetter("on")


class RelationshipFacts(NamedTuple):
    """Our office and one counterpart. ``interactions`` are in order of their day, then their time.

    ``visits_only``: the office lets only meetings in person count as warm-ups. ``languages`` are
    theirs. ``colleagues`` are filled in only where a meeting is planned, or where colleagues of
    security alone met them first; ``mandates``, of the circle, only where we negotiate or plan to.
    Of what is planned, a day that lies back says nothing any more. ``small``: they are of a group,
    or are one, whose influence is noted as low. ``disagreements``: one is open. ``documentation``
    is how they like agreements to be kept. ``with_person`` is False for what we have with a group
    as such. ``in_person`` are the last contacts in person, in order, where there were many or
    something hard is to be said. ``breaches`` are those whose repair goes on. ``rhythm`` is learnt
    from two-way contacts, where the office lets it count and there were enough. ``turnover`` is of
    our own side.
    """

    key: Hashable
    opened: date
    open_reason: str
    phase: str
    stage: str
    status: str
    ideal_days: int
    maximum_days: int
    visits_only: bool
    lead: Hashable | None
    backup: Hashable | None
    holder_changes: tuple[HolderChange, ...]
    interactions: tuple[InteractionFact, ...]
    commitments: tuple[CommitmentFact, ...]
    asks: tuple[AskFact, ...]
    disclosures: tuple[DisclosureFact, ...]
    insights: tuple[InsightFact, ...]
    occasions: tuple[OccasionFact, ...]
    notes: tuple[NoteFact, ...]
    meetings: tuple[MeetingFact, ...]
    colleagues: tuple[ColleagueFact, ...]
    mandates: tuple[MandateFact, ...]
    languages: frozenset[str]
    ties: tuple[TieFact, ...]
    spiral: SpiralFact | None
    disagreements: bool
    small: bool
    agreements: tuple[AgreementFact, ...] = ()
    documentation: str = ""
    with_person: bool = True
    interests: tuple[InterestFact, ...] = ()
    gifts: tuple[GiftFact, ...] = ()
    in_person: tuple[TogetherFact, ...] = ()
    breaches: tuple[BreachFact, ...] = ()
    rhythm: RhythmFact | None = None
    turnover: tuple[TurnoverFact, ...] = ()

    def with_contacts(self, contacts: tuple[InteractionFact, ...]) -> "RelationshipFacts":
        """Return the same with other interactions; ``_replace`` takes many times as long."""
        return tuple.__new__(
            RelationshipFacts, (*self[:_CONTACTS_AT], contacts, *self[_CONTACTS_AT + 1 :])
        )

    @property
    def in_touch(self) -> bool:
        """Return whether keeping in touch is possible and meant."""
        return self.status == "active" and self.phase not in ("dormant", "closed")

    @property
    def beyond_reach(self) -> bool:
        """Return whether nobody is to speak with them, whatever was promised."""
        return self.status in ("deceased", "detained", "do_not_contact")

    def never_met(self, today: date) -> bool:
        """Return whether we only know of them, up to ``today``."""
        return self.stage == "unknown" and self.last_two_way(today) is None

    def planned(self, today: date) -> list[MeetingFact]:
        """Return the meetings still to come with them as a person, the next first.

        One of today may be held yet; of one whose day is over Today asks whether it took place.
        """
        ahead = [
            meeting
            for meeting in self.meetings
            if meeting.state == "planned" and meeting.as_person and meeting.on >= today
        ]
        return sorted(ahead, key=_ON)

    def days_after_meetings(self) -> Iterator[date]:
        """Yield the days from which each meeting is no longer to come."""
        return (later(meeting.on, 1) for meeting in self.meetings)

    def passed(self, since: date, until: date) -> Sequence[InteractionFact]:
        """Return the interactions after one day and up to another."""
        contacts = self.interactions
        if not contacts or contacts[-1].on <= since:
            return ()
        first = bisect_right(contacts, since, key=_ON)
        if contacts[-1].on <= until:
            return contacts[first:]
        return contacts[first : bisect_right(contacts, until, first, key=_ON)]

    def last_two_way(self, today: date) -> InteractionFact | None:
        """Return the last interaction up to ``today`` in which they took part too."""
        for interaction in reversed(self.interactions):
            if interaction.two_way and interaction.on <= today:
                return interaction
        return None


_CONTACTS_AT = RelationshipFacts._fields.index("interactions")
