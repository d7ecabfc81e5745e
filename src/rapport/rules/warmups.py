"""Counting: warm-ups, overdue days, ask share, kept word, continuity."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from rapport.rules.days import later
from rapport.rules.facts import CommitmentFact, InteractionFact, RelationshipFacts

WARM_UPS_NEEDED = 2
SILENCE_RESETS = timedelta(days=365)
_VOICE = frozenset({"in_person", "phone", "video"})
_VISIT = frozenset({"in_person"})


def is_warm_up(interaction: InteractionFact, *, in_person_only: bool = False) -> bool:
    """Return whether an interaction counts: engagement, two-way, nothing asked, voice or visit."""
    return (
        interaction.purpose == "engagement"
        and interaction.two_way
        and not interaction.asked
        and interaction.channel in (_VISIT if in_person_only else _VOICE)
    )


def warm_ups(facts: RelationshipFacts, today: date, *, in_person_only: bool = False) -> int:
    """Count the warm-ups since the opening or the last reset, as of ``today``.

    A new lead who was not introduced in a meeting together, or a year with nothing two-way, leaves
    at most one: the relationship needs one more.
    """
    count = 0
    last_two_way: date | None = None
    resets = [change.on for change in facts.holder_changes if not change.joint_introduction]
    for interaction in facts.interactions:
        if interaction.on > today:
            break
        while resets and resets[0] <= interaction.on:
            resets.pop(0)
            count = min(count, WARM_UPS_NEEDED - 1)
        if last_two_way is not None and interaction.on - last_two_way >= SILENCE_RESETS:
            count = min(count, WARM_UPS_NEEDED - 1)
        if is_warm_up(interaction, in_person_only=in_person_only):
            count += 1
        if interaction.two_way:
            last_two_way = interaction.on
    silent = last_two_way is not None and today - last_two_way >= SILENCE_RESETS
    if silent or any(on <= today for on in resets):
        count = min(count, WARM_UPS_NEEDED - 1)
    return count


def moments(facts: RelationshipFacts) -> Iterator[date]:
    """Yield the days on which the count of warm-ups could change."""
    for interaction in facts.interactions:
        yield interaction.on
        if interaction.two_way:
            yield later(interaction.on, SILENCE_RESETS.days)
    for change in facts.holder_changes:
        yield change.on


def count_before(
    facts: RelationshipFacts, interaction: InteractionFact, *, in_person_only: bool = False
) -> int:
    """Count the warm-ups there were when ``interaction`` took place."""
    earlier = facts.interactions[: facts.interactions.index(interaction)]
    return warm_ups(
        facts._replace(interactions=earlier), interaction.on, in_person_only=in_person_only
    )


class Share(NamedTuple):
    """A part of a whole, always with its n."""

    part: int
    n: int

    @property
    def of_all(self) -> float:
        """Return the share, 0 where there is nothing."""
        return self.part / self.n if self.n else 0.0


def ask_share(facts: RelationshipFacts, today: date, days: int = 90) -> Share:
    """Count the interactions of the last ``days`` days in which we asked for something."""
    since = later(today, -days)
    recent = [interaction for interaction in facts.interactions if since < interaction.on <= today]
    return Share(sum(interaction.asked for interaction in recent), len(recent))


def kept_word(commitments: Sequence[CommitmentFact], by: str, today: date) -> Share:
    """Count the promises of one side that fell due, and those of them that were kept.

    One that is still open has until the end of its day; one that was released never fell due.
    """
    due = [
        commitment
        for commitment in commitments
        if commitment.by == by
        and commitment.due is not None
        and commitment.state != "released"
        and commitment.due <= (today if commitment.state != "open" else later(today, -1))
    ]
    return Share(sum(commitment.state == "kept" for commitment in due), len(due))


def continuity(opened: date, held: Sequence[tuple[date, date | None]], today: date) -> float:
    """Return months with a holder over months since the opening, 0 to 1."""
    whole = max((today - opened).days, 1)
    days = sum(
        max(0, (min(until or today, today) - max(since, opened)).days) for since, until in held
    )
    return min(1.0, days / whole)
