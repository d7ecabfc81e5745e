"""What weighs on them and lies between us: worries, how they misread us, where we disagree.

What is only our reading says so: it is never told them as if they had said it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rapport.records.models import Disagreement, FollowedUp, Insight, InsightKind, Nature


@dataclass(frozen=True, slots=True)
class Worry:
    """What worries them, or may as we read them (``reading``), and what we have said so far."""

    text: str
    reading: bool
    said: str


@dataclass(frozen=True, slots=True)
class Misread:
    """What they think of us that is not so, what we said to it, and when it came back."""

    text: str
    said: str
    returned_on: date | None


@dataclass(frozen=True, slots=True)
class Apart:
    """What we do not agree on, what it comes from, and whether both sides have restated it."""

    text: str
    cause: str
    restated: bool


def worries(notes: Iterable[Insight]) -> tuple[Worry, ...]:
    """Return what worries them, in the order of the notes."""
    return tuple(
        Worry(note.text, note.nature != Nature.FACT, note.answer)
        for note in notes
        if note.kind == InsightKind.CONCERN
    )


def misread(notes: Iterable[Insight]) -> tuple[Misread, ...]:
    """Return how they misread us; a day only where it came back and is open again."""
    return tuple(
        Misread(note.text, note.answer, note.returned_on if is_open(note) else None)
        for note in notes
        if note.kind == InsightKind.MISPERCEPTION
    )


def is_open(note: Insight) -> bool:
    """Say whether nothing has been said to it, or it came back since."""
    return note.state == FollowedUp.OPEN


def apart(rows: Iterable[Disagreement]) -> tuple[Apart, ...]:
    """Return what we do not agree on."""
    return tuple(Apart(one.text, one.cause, one.restated) for one in rows)
