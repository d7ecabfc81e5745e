"""What the rows of one post say, each person and time once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from rapport.imports.officials.rows import OfficialRow
from rapport.imports.rows import Fault
from rapport.names import fold, likeness
from rapport.rules.successions import Held, Span, overlaps


@dataclass(frozen=True, slots=True)
class KnownTenure:
    """Who is recorded to hold a post, or to have held it, under all names there are."""

    key: uuid.UUID
    names: tuple[str, ...]
    since: Span
    until: Span
    acting: bool
    person: uuid.UUID | None = None
    why_ended: str = ""


@dataclass(slots=True)
class Claim:
    """That somebody held the post: told by ``rows``, or recorded as ``tenure``, or both.

    ``until_by_next``: that they left is only concluded from who came. ``waits``: a person has to
    answer first. ``fills`` is what the register knows more than the record.
    """

    name: str
    since: Span
    until: Span
    acting: bool = False
    is_over: bool = False
    why_ended: str = ""
    rows: list[int] = field(default_factory=list)
    also: set[str] = field(default_factory=set)
    key: str = ""
    tenure: KnownTenure | None = None
    until_by_next: bool = False
    waits: bool = False
    fills: dict[str, object] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Say whether it is not recorded yet."""
        return self.tenure is None

    @property
    def row_text(self) -> str:
        """Return the number of the first row that tells it."""
        return str(self.rows[0]) if self.rows else ""

    @property
    def names(self) -> tuple[str, ...]:
        """Return all that this person is called here."""
        return (self.name, *sorted(self.also))

    def held(self, number: int, who: int) -> Held:
        """Return it as the rules of successions read it."""
        until = self.until
        if not until.known and self.is_over:
            # Gone, and nobody says when: any day up to now.
            until = Span(self.since.last or date.min, date.max)
        return Held(number, who, self.since, until, self.acting)


def claims_of(rows: Sequence[OfficialRow]) -> list[Claim]:
    """Return what the rows say, each person and time once."""
    claims: list[Claim] = []
    for row in rows:
        if not row.person:
            continue
        claim = Claim(row.person, row.since, row.until, row.acting, row.is_over, row.why_ended,
                      [row.row], set(row.person_also), row.person_key)  # fmt: skip
        theirs = [one for one in claims if one_person(one, claim)]
        again = next((one for one in theirs if one_time(one, claim)), None)
        if again is not None:
            _join(again, claim)
        else:
            claims.append(claim)
    return claims


def without_contradictions(claims: Sequence[Claim]) -> tuple[list[Claim], list[Fault]]:
    """Leave out what tells one person's time in the post otherwise than an earlier row does."""
    kept: list[Claim] = []
    faults: list[Fault] = []
    for claim in claims:
        other = next(
            (one for one in kept if one_person(one, claim) and contradict(one, claim)), None
        )
        if other is None:
            kept.append(claim)
            continue
        for row in claim.rows:
            told = str(other.rows[0])
            faults.append(Fault(row, "since", "told_otherwise", told, claim.name))
    return kept, faults


def one_person(one: Claim, other: Claim) -> bool:
    """Say whether two who held one post are one person, as far as a spelling can say."""
    if one.key and other.key:
        return one.key == other.key
    return any(
        fold(name) == fold(name_) or likeness(name, name_).probable
        for name in one.names
        for name_ in other.names
    )


def one_time(one: Claim, other: Claim) -> bool:
    """Say whether two tell of the same time: no day speaks against it, and one speaks for it."""
    if not (one.since.may_be(other.since) and one.until.may_be(other.until)):
        return False
    both_begin = one.since.known and other.since.known
    both_end = one.until.known and other.until.known
    nothing = not (one.since.known or one.until.known) or not (
        other.since.known or other.until.known
    )
    return one.acting == other.acting and (both_begin or both_end or nothing)


def contradict(one: Claim, other: Claim) -> bool:
    """Say whether two tell the same person's time in a post otherwise: their times overlap."""
    if one.acting != other.acting:
        return False
    first, second = one.held(0, 0), other.held(1, 1)
    return next(overlaps((first, second)), None) is not None


def _join(one: Claim, other: Claim) -> None:
    """Let one claim say what two say, as exactly as either does."""
    one.since = _closer(one.since, other.since)
    one.until = _closer(one.until, other.until)
    one.is_over = one.is_over or other.is_over
    one.why_ended = one.why_ended or other.why_ended
    one.rows += other.rows
    one.also |= set(other.names) - {one.name}
    one.key = one.key or other.key


def _closer(one: Span, other: Span) -> Span:
    if one.first is None or one.last is None:
        return other
    if other.first is None or other.last is None:
        return one
    return min((one, other), key=lambda span: (span.last or date.max) - (span.first or date.min))
