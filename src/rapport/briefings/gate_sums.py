"""What the consents of many gates add up to, and at which of them somebody said otherwise.

Neither makes records of the rows it reads: of fifty gates with the people they hang on, and of two
thousand, that is what their list has time for.
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from rapport.records.models import Colleague, Consent, ConsentGroup, Standing
from rapport.records.models.relationships import called
from rapport.records.prepared import prepared
from rapport.records.raw_rows import Key, among, as_uuid, rows_as_stored
from rapport.rules.consents import Answer, Group, adds_up, said, state_on

_NAMES: dict[Answer, str] = {answer: Standing(answer.name.lower()).value for answer in Answer}
_MAY_DIFFER = {
    Standing.OPEN.value: {Answer.CLOSED, Answer.CONDITIONAL},
    Standing.CONDITIONAL.value: {Answer.CLOSED, Answer.OPEN},
    Standing.CLOSED.value: {Answer.CONDITIONAL, Answer.OPEN},
}
"""Of a gate that was said to stand so, what its consents must have among them to say otherwise."""


@dataclass(frozen=True, slots=True)
class Summed:
    """What the consents of a gate come to, how many are seen, and whose keep it from being open."""

    comes_to: str
    seen: int
    weakest: tuple[str, ...]


class _Said(NamedTuple):
    """What one consent comes to, and whose it is."""

    answer: Answer
    name: str


def summed(me: Colleague, gates: list[uuid.UUID], day: date) -> dict[uuid.UUID, Summed]:
    """Return of each gate what its consents come to on a day; two questions, however many."""
    groups: dict[uuid.UUID, list[Group]] = defaultdict(list)
    for gate, *group in _shapes(me, gates):
        groups[gate].append(Group(*group))
    answers: dict[uuid.UUID, list[tuple[uuid.UUID, _Said]]] = defaultdict(list)
    for gate, group, states, alias, title, names in _answers_with_names(me, gates):
        # As on the page of the gate: an alias, a post, or what an actor is called first.
        name = alias or title or next(iter(names or ()), "")
        answers[gate].append((group, _Said(said(state_on(states, day)[0]), name)))
    return {gate: _summed(groups[gate], answers[gate]) for gate in gates}


def _summed(groups: Sequence[Group], answers: Sequence[tuple[uuid.UUID, _Said]]) -> Summed:
    comes_to = adds_up(groups, ((group, one.answer) for group, one in answers))
    inside: dict[Hashable, list[Group]] = defaultdict(list)
    for group in groups:
        inside[group.parent].append(group)
    there: dict[Hashable, list[_Said]] = defaultdict(list)
    for key, one in answers:
        there[key].append(one)

    def weakest(within: Iterable[Group]) -> Iterator[str]:
        for group in within:
            worst = comes_to[group.key]
            if worst is not Answer.OPEN:
                yield from (one.name for one in there[group.key] if one.answer is worst)
                yield from weakest(one for one in inside[group.key] if comes_to[one.key] is worst)

    names = tuple(dict.fromkeys(weakest(inside[None])))
    return Summed(_NAMES[comes_to[None]], len(answers), names)


@prepared
def _shapes(me: Colleague, gates: list[uuid.UUID]) -> "QuerySet[ConsentGroup, tuple[Any, ...]]":
    rows = ConsentGroup.objects.visible_to(me).filter(gate__in=among(gates)).order_by("pk")
    return rows.values_list("gate_id", "pk", "parent_id", "needs", "count")


@prepared
def _answers_with_names(
    me: Colleague, gates: list[uuid.UUID]
) -> "QuerySet[Consent, tuple[Any, ...]]":
    rows = Consent.objects.visible_to(me).filter(gate__in=among(gates)).order_by("pk")
    return rows.values_list(
        *("gate_id", "group_id", "states"),
        *(called("relationship__"), "position__title", "actor__names"),
    )


def where_they_differ(me: Colleague, standing: Mapping[Key, str], day: date) -> frozenset[Key]:
    """Return the gates whose consents, as far as one sees them, say otherwise than somebody did.

    ``standing`` is how each is said to stand; where that is not known, nothing differs. Costs two
    questions, however many there are.
    """
    stands = {key: how for key, how in standing.items() if how in _MAY_DIFFER}
    answers = _answers(me, stands, day)
    doubtful = {gate for gate, _, answer in answers if answer in _MAY_DIFFER[stands[gate]]}
    sums = _sums(me, doubtful, ((group, answer) for _, group, answer in answers))
    return frozenset(
        gate
        for gate, comes_to in sums.items()
        if comes_to is not Answer.UNKNOWN and _NAMES[comes_to] != stands[gate]
    )


def _answers(me: Colleague, gates: Iterable[Key], day: date) -> list[tuple[Key, Key, Answer]]:
    """Return every answer with the gate and the group that it stands in."""
    these = [as_uuid(key) for key in gates]
    if not these:
        return []
    seen = Consent.objects.visible_to(me).filter(gate__in=among(these))
    today = day.isoformat()
    return [
        (gate, group, said(_last(states, today)))
        for gate, group, states in rows_as_stored(seen, "gate_id", "group_id", "states")
    ]


def _last(states: str, today: str) -> str:
    """Return the last of the answers of one consent; they stand in the order of their days.

    Only where a day is still to come are all of them read: the clock of a store may be set back.
    """
    if len(parts := states.rsplit('"', 4)) < _PARTS:
        return "unknown"
    if parts[1] <= today:
        return parts[3]
    return state_on(json.loads(states), date.fromisoformat(today))[0]


_PARTS = 5
"""A last answer, as JSON has it, falls into so many: what is before it, its day, its state."""


def _sums(
    me: Colleague, gates: Iterable[Key], answers: Iterable[tuple[Key, Answer]]
) -> dict[Key, Answer]:
    """Return what the groups of each gate come to that stand in no other: the least of them."""
    these = [as_uuid(gate) for gate in gates]
    if not these:
        return {}
    groups: Sequence[tuple[Key, Key | None, str, int | None, Key]] = rows_as_stored(
        ConsentGroup.objects.visible_to(me).filter(gate__in=among(these)),
        *("pk", "parent_id", "needs", "count", "gate_id"),
    )
    comes_to = adds_up((Group(*row[:4]) for row in groups), answers)
    found: dict[Key, Answer] = {}
    for key, parent, *_, gate in groups:
        if parent is None:
            found[gate] = min(comes_to[key], found.get(gate, Answer.OPEN))
    return found
