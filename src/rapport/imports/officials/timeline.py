"""Who held one post, in the order of time: what a register says, beside what is recorded.

Rows that say the same once more become one; who is not said to have left did so when the next one
came, if that was chosen; and where several surely held it at a time a person is asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from rapport.imports.officials.claims import (
    Claim,
    KnownTenure,
    claims_of,
    contradict,
    one_person,
    one_time,
    without_contradictions,
)
from rapport.imports.officials.mapping import ACTING, FOLLOWED, TOGETHER
from rapport.imports.officials.rows import Notice, OfficialRow
from rapport.imports.rows import Fault
from rapport.rules.successions import in_order, overlaps, successions


@dataclass(slots=True)
class Question:
    """Several people who surely held one post at a time: ``key`` stands for it in a map."""

    key: str
    claims: list[Claim]
    may_follow: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """That one followed another, with who stood in between, and when nobody held the post."""

    before: Claim
    after: Claim
    acting: tuple[Claim, ...]
    vacant: tuple[date, date] | None


@dataclass(slots=True)
class Timeline:
    """Who held one post, in order, and what follows from it."""

    claims: list[Claim]
    followed: list[Followed]
    question: Question | None
    faults: list[Fault]
    notices: list[Notice]


def timeline(
    rows: Sequence[OfficialRow],
    known: Sequence[KnownTenure] = (),
    *,
    end_by_next: bool = True,
    answers: Mapping[str, str] | None = None,
) -> Timeline:
    """Put who held a post in order, by the rows about it and by what is recorded."""
    notices: list[Notice] = []
    claims = claims_of(rows)
    _follow(claims, rows, notices)
    shared = any(row.shared for row in rows)
    if end_by_next and not shared:
        _end_by_next(claims)
    claims, faults = without_contradictions(claims)
    claims = _beside_known(claims, known, notices)
    question = None if shared else _asked(claims)
    if question is not None and not _answered(question, (answers or {}).get(question.key, "")):
        for claim in question.claims:
            claim.waits = claim.is_new or claim.waits
            claim.fills = {}
    ordered, followed = _in_time(claims)
    return Timeline(ordered, followed, question, faults, notices)


def _in_time(claims: Sequence[Claim]) -> tuple[list[Claim], list[Followed]]:
    """Return all in order, and who followed whom of those nobody has to be asked about."""
    who = _people(claims)
    numbered = {number: one.held(number, who[number]) for number, one in enumerate(claims)}
    of_key: dict[object, Claim] = dict(enumerate(claims))
    standing = [held for number, held in numbered.items() if not claims[number].waits]
    followed = [
        Followed(
            of_key[one.before.key],
            of_key[one.after.key],
            tuple(of_key[each.key] for each in one.acting),
            one.vacant,
        )
        for one in successions(standing)
    ]
    return [of_key[held.key] for held in in_order(numbered.values())], followed


def _follow(claims: Sequence[Claim], rows: Sequence[OfficialRow], notices: list[Notice]) -> None:
    """Take from the file who followed whom, where a day is not told."""
    of_row = {number: claim for claim in claims for number in claim.rows}
    for row in rows:
        after = of_row.get(row.row)
        before = [one for one in claims if one.key and one.key in row.follows and one is not after]
        for one in before if after is not None else ():
            if after is None:
                continue
            if one.since.known and after.since.known and not _begun_first(one, after):
                notices.append(Notice("follows_against", row.row, f"{one.name} – {after.name}"))
            elif not one.until.known and after.since.known:
                one.until, one.until_by_next = after.since, True
            elif not after.since.known and one.until.known:
                after.since = one.until


def _begun_first(one: Claim, other: Claim) -> bool:
    return (one.since.first or date.min) <= (other.since.last or date.max)


def _beside_known(
    claims: Sequence[Claim], known: Sequence[KnownTenure], notices: list[Notice]
) -> list[Claim]:
    """Return all that is told and recorded, what is both once."""
    recorded = [
        Claim(one.names[0], one.since, one.until, one.acting, one.until.known, one.why_ended,
              [], set(one.names[1:]), "", one)
        for one in known
        if one.names
    ]  # fmt: skip
    left = list(recorded)
    every: list[Claim] = []
    for claim in claims:
        theirs = [one for one in left if one_person(one, claim)]
        same = next((one for one in theirs if one_time(one, claim)), None)
        if same is not None:
            left.remove(same)
            _fill(same, claim)
            every.append(same)
        elif any(contradict(one, claim) for one in theirs):
            notices.append(Notice("differs", claim.rows[0], claim.name))
        else:
            every.append(claim)
    return every + left


def _fill(recorded: Claim, told: Claim) -> None:
    """Note what a register knows more than the record: nothing recorded is changed."""
    recorded.rows = told.rows
    if not recorded.since.known and told.since.known:
        recorded.since = recorded.fills["since"] = told.since
    if not recorded.until.known and told.until.known:
        recorded.until = recorded.fills["until"] = told.until
    if told.why_ended and not recorded.why_ended and recorded.until.known:
        recorded.why_ended = recorded.fills["why_ended"] = told.why_ended


def _end_by_next(claims: Sequence[Claim]) -> None:
    """Let who is not said to have left have done so when the next one came, by this register."""
    dated = sorted((one for one in claims if _about(one) > date.min), key=_about)
    for claim in dated:
        if claim.until.known or not claim.since.known:
            continue
        for other in dated:
            stands_in = other.acting and not claim.acting and not claim.is_over
            later = _about(other) > (claim.since.last or date.max)
            if later and not stands_in and not one_person(claim, other):
                # Of who came it may be known only when they left again: then one left, but when?
                claim.until, claim.until_by_next, claim.is_over = other.since, True, True
                break


def _about(claim: Claim) -> date:
    """Return the first day at which somebody is told to have held the post, or the first of all."""
    return claim.since.first or claim.until.first or date.min


def _asked(claims: Sequence[Claim]) -> Question | None:
    """Return what to ask where several surely hold it at a time in their own right."""
    who = _people(claims)
    held = [one.held(number, who[number]) for number, one in enumerate(claims)]
    of_key: dict[object, Claim] = dict(enumerate(claims))
    pairs = [(of_key[one.key], of_key[other.key]) for one, other in overlaps(held)]
    pairs = [(one, other) for one, other in pairs if one.rows or other.rows]
    pairs = [(one, other) for one, other in pairs if one.is_new or other.is_new or one.fills]
    if not pairs:
        return None
    told = list({id(one): one for pair in pairs for one in pair}.values())
    first = min(row for one in told for row in one.rows)
    follows = all(
        not one.until.known and one.since.known and other.since.known for one, other in pairs
    )
    return Question(f"post {first}", told, follows)


def _answered(question: Question, answer: str) -> bool:
    """Do as a person answered; say whether they did."""
    kind, _, row = answer.partition(" ")
    if kind == TOGETHER:
        return True
    if kind == ACTING:
        chosen = [one for one in question.claims if row in map(str, one.rows)]
        for claim in chosen:
            claim.acting = True
        return bool(chosen) and _asked(question.claims) is None
    if kind != FOLLOWED or not question.may_follow:
        return False
    ordered = sorted(question.claims, key=lambda one: one.since.first or date.min)
    for claim, following in pairwise(ordered):
        if not claim.until.known:
            claim.until, claim.until_by_next, claim.is_over = following.since, True, True
            if not claim.is_new:
                claim.fills["until"] = following.since
    return True


def _people(claims: Sequence[Claim]) -> list[int]:
    """Return a number for each claim, the same for those of one person."""
    numbers: list[int] = []
    for place, claim in enumerate(claims):
        same = (other for other in range(place) if one_person(claims[other], claim))
        numbers.append(numbers[found] if (found := next(same, -1)) >= 0 else place)
    return numbers
