"""What the consents that a gate needs add up to: all of some, any of others, so many of a third."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from enum import IntEnum
from typing import NamedTuple


class Answer(IntEnum):
    """What one consent comes to, from the worst to the best."""

    CLOSED = 0
    UNKNOWN = 1
    CONDITIONAL = 2
    OPEN = 3


_SAID = {
    "given": Answer.OPEN,
    "conditional": Answer.CONDITIONAL,
    "refused": Answer.CLOSED,
    "withdrawn": Answer.CLOSED,
}


class Group(NamedTuple):
    """A group of consents: how many of them, and of the groups within it, are needed.

    ``needs`` is ``all``, ``any`` or ``some``, of which ``least`` are needed then.
    """

    key: Hashable
    parent: Hashable | None
    needs: str
    least: int | None


def said(state: str) -> Answer:
    """Return what a consent comes to that stands as ``state``."""
    return _SAID.get(state, Answer.UNKNOWN)


def state_on(states: Iterable[Sequence[str]], day: date) -> tuple[str, date | None]:
    """Return how a consent stood on a day and since when, from its ``[day, state]``.

    Before the first of them nothing is known. Of several on one day the last one entered holds.
    """
    found: tuple[str, date | None] = ("unknown", None)
    for on, state in states:
        since = date.fromisoformat(on)
        if since <= day and (found[1] is None or since >= found[1]):
            found = (state, since)
    return found


def enough(needed: int, answers: Sequence[Answer]) -> Answer:
    """Return what ``needed`` of some answers come to; those not there yet are not known.

    It is open if enough are open; as open with conditions as the best ``needed`` allow; closed
    once too many have said no for what is still unknown to help.
    """
    missing = needed - len(answers)
    ordered = sorted([*answers, *[Answer.UNKNOWN] * missing], reverse=True)
    return ordered[needed - 1] if needed > 0 else Answer.OPEN


def of_group(needs: str, least: int | None, answers: Sequence[Answer]) -> Answer:
    """Return what a group comes to whose consents, and groups within, come to ``answers``.

    With nothing in it, it is not known: nobody has said yet whose consent it takes, or the reader
    may not see them.
    """
    if not answers:
        return Answer.UNKNOWN
    return enough({"all": len(answers), "any": 1}.get(needs, least or 1), answers)


def adds_up(
    groups: Iterable[Group], consents: Iterable[tuple[Hashable, Answer]]
) -> dict[Hashable | None, Answer]:
    """Return what each group comes to, by its key, and under None what all of them come to.

    ``consents`` are each an answer with the key of the group it stands in. All groups that stand in
    no other are needed.
    """
    inside: dict[Hashable | None, list[Group]] = {}
    for group in groups:
        inside.setdefault(group.parent, []).append(group)
    there: dict[Hashable, list[Answer]] = {}
    for key, answer in consents:
        there.setdefault(key, []).append(answer)

    def of(group: Group) -> Answer:
        answers = [*there.get(group.key, ()), *(of(one) for one in inside.get(group.key, ()))]
        found[group.key] = of_group(group.needs, group.least, answers)
        return found[group.key]

    found: dict[Hashable | None, Answer] = {}
    outermost = [of(group) for group in inside.get(None, ())]
    return {**found, None: min(outermost, default=Answer.UNKNOWN)}
