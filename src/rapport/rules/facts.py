"""What the rules are told about one thing: light, immutable, nothing to look up.

Keys are whatever the caller uses to name records; days are dates; texts are left out, for no rule
needs to read them.
"""

from collections.abc import Hashable
from datetime import date
from typing import NamedTuple


class InteractionFact(NamedTuple):
    """Anything that passed between us."""

    key: Hashable
    on: date
    channel: str
    purpose: str
    two_way: bool
    asked: bool
    small_talk: bool | None
    introduced_self: bool | None
    introduced_organisation: bool | None
    tone_theirs: str
    tone_ours: str
    on_time: str | None
    life_saving: bool
    ours: tuple[Hashable, ...]


class HolderChange(NamedTuple):
    """The lead passed to another colleague, introduced in a meeting together or not."""

    on: date
    joint_introduction: bool


class CommitmentFact(NamedTuple):
    """A promise, by ``us`` or by ``them``."""

    key: Hashable
    by: str
    due: date | None
    state: str
    told_late: bool


class AskFact(NamedTuple):
    """Something we mean to ask, or asked."""

    key: Hashable
    planned_for: date | None
    life_saving: bool
    authorised: bool
    outcome: str
    made_on: date | None
    channel_planned: str | None


class DisclosureFact(NamedTuple):
    """What we told them about ourselves."""

    key: Hashable
    kind: str
    on: date


class InsightFact(NamedTuple):
    """Something understood of them. ``special`` is family, faith or health."""

    key: Hashable
    kind: str
    nature: str
    on: date
    expires: date | None
    special: bool
    need_stated: bool
    confidence: str
    from_interaction: Hashable | None


class OccasionFact(NamedTuple):
    """A day that matters to them, and when it comes next."""

    key: Hashable
    name: str
    next_date: date
    window_opens: date
    tone: str
    mentioned_by_them: bool
    safe_channel: str | None
    greeted_on: date | None


class NoteFact(NamedTuple):
    """A note with something to mind: sealed names in the clear, hard words."""

    key: Hashable
    on: date
    sealed_names: int
    hard_words: tuple[str, ...]


class RelationshipFacts(NamedTuple):
    """Our office and one counterpart. ``interactions`` are in order of their day."""

    key: Hashable
    opened: date
    open_reason: str
    phase: str
    stage: str
    status: str
    ideal_days: int
    maximum_days: int
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

    @property
    def in_touch(self) -> bool:
        """Return whether keeping in touch is possible and meant."""
        return self.status == "active" and self.phase not in ("dormant", "closed")

    def last_two_way(self, today: date) -> InteractionFact | None:
        """Return the last interaction up to ``today`` in which they took part too."""
        for interaction in reversed(self.interactions):
            if interaction.two_way and interaction.on <= today:
                return interaction
        return None


class ActorTie(NamedTuple):
    """Our relationship with somebody of an actor. ``last_two_way`` is None before the first."""

    key: Hashable
    opened: date
    last_two_way: date | None


class ActorFacts(NamedTuple):
    """An actor, and our relationships with its people as far as a reader may see.

    Those that rest or with whom no contact is possible are left out.
    """

    key: Hashable
    ties: tuple[ActorTie, ...]
