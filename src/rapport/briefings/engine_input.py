"""A map as the engine reads it, under assumptions that are said. It is loaded only when asked for.

Importing this module loads NumPy: only pages that show an answer of the engine do, and inside the
function that needs it (``tests/house/test_light_start.py``).
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.briefings.gate_expressions import VACANT, Expression
from rapport.briefings.network_assumptions import Assumed
from rapport.briefings.network_numbers import (
    COLLEAGUE,
    FRESH_DAYS,
    GROUP,
    PERSON,
    US,
    NetworkMap,
)
from rapport.network import Common, CompiledGate, ConfidenceTable, Gate, Snapshot, chances

YEAR = 365
_NOBODYS = 1


class Columns:
    """A map as columns of numbers: read once, for a snapshot at each horizon and assumption."""

    def __init__(self, network: NetworkMap) -> None:
        self.network = network
        every = chain.from_iterable(network.arcs)
        columns = np.fromiter(every, np.int64, 4 * len(network.arcs)).reshape(-1, 4)
        self.ties, self.sure, self.days = columns[:, :2], columns[:, 2], columns[:, 3]
        self.kinds, self.ends = np.array(network.kinds), np.array(network.ends)
        self.certain = (self.ties[:, 0] == US) | (self.kinds[self.ties[:, 1]] == GROUP)

    @property
    def common(self) -> Common:
        """Return what other views are likely to have too; everything, where nothing is said."""
        network = self.network
        people = np.full(len(network.kinds) + 1, not network.common)
        people[list(network.common)] = True
        ties = np.ones(len(network.arcs), dtype=bool)
        ties[list(network.apart)] = False
        return Common(people, ties)

    def snapshot(self, assumed: Assumed, days: int, *, fresh: bool = False) -> Snapshot:
        """Return the snapshot of the map at a horizon of so many days; ``fresh``: no stale ties.

        The number of whoever could give a vacant consent is one more than there are: nobody has a
        tie to them.
        """
        if not fresh:
            return self._whole.with_chances(**self._chances(assumed, days, slice(None)))
        kept = self.days <= FRESH_DAYS
        return self._of(self.ties[kept], self._chances(assumed, days, kept))

    @cached_property
    def _whole(self) -> Snapshot:
        return self._of(self.ties, {"p_group": [1.0] * self._groups})

    @property
    def _groups(self) -> int:
        return max(self.network.together, default=-1) + 1

    def _of(self, ties: NDArray[np.int64], chances: Mapping[str, Any]) -> Snapshot:
        network = self.network
        return Snapshot.of(
            n=len(network.kinds) + 1,
            ties=ties,
            group=[*network.together, -1],
            person_key=_apart([*network.luck, _NOBODYS]) if network.luck else None,
            group_key=_apart(network.group_luck) if network.luck else None,
            **chances,
        )

    def _chances(
        self, assumed: Assumed, days: int, kept: NDArray[np.bool_] | slice
    ) -> dict[str, Any]:
        """Return the chances of ties, of people, nobody last, and of groups.

        We are always there, and a group is; a colleague until their mission ends.
        """
        claimed = chances(self.sure[kept], self.days[kept], _table(assumed)).chance
        still = {PERSON: assumed.people, COLLEAGUE: assumed.colleagues}
        stays = [_still(still[one], days) if one in still else 1.0 for one in range(GROUP + 1)]
        there = np.array(stays)[self.kinds]
        there[(self.kinds == COLLEAGUE) & (self.ends >= 0) & (self.ends < days)] = 0.0
        return {
            "p_tie": np.where(self.certain[kept], 1.0, claimed),
            "p_person": np.append(there, 1.0),
            "p_group": [_still(assumed.groups, days)] * self._groups,
        }


def _apart(luck: Sequence[int]) -> list[int]:
    """Return luck of which each is one's alone, should two digests ever be the same."""
    apart: dict[int, None] = {}
    for one in luck:
        free = one
        while free in apart:
            free += 1
        apart[free] = None
    return list(apart)


def snapshot_of(network: NetworkMap, assumed: Assumed, days: int) -> Snapshot:
    """Return the snapshot of a map at a horizon of so many days."""
    return Columns(network).snapshot(assumed, days)


def kept_snapshot(network: NetworkMap, assumed: Assumed, days: int) -> Snapshot:
    """Return the snapshot of a map, kept for the next question about the same one."""
    for held, of, snapshot in _KEPT:
        if held is network and of == (assumed, days):
            return snapshot
    made = snapshot_of(network, assumed, days)
    del _KEPT[_MOST - 1 :]
    _KEPT.insert(0, (network, (assumed, days), made))
    return made


_MOST = 4
_KEPT: list[tuple[NetworkMap, tuple[Assumed, int], Snapshot]] = []


def _table(assumed: Assumed) -> ConfidenceTable:
    low, medium, high = (part / 100 for part in assumed.ties)
    return ConfidenceTable("office", low, medium, high)


def compiled(network: NetworkMap) -> list[CompiledGate]:
    """Return the gates of a map; one of which no consent is known is closed."""
    n = len(network.kinds)
    return [Gate.read(_filled(gate, n)).compiled(n + 1) for gate in network.gates]


def _filled(part: Expression | None, nobody: int) -> object:
    if part is None or part == VACANT:
        return nobody
    if isinstance(part, int):
        return part
    head = 2 if part[0] == "of" else 1
    return [*part[:head], *(_filled(one, nobody) for one in part[head:])]


def _still(a_year: int, days: int) -> float:
    """Return the chance to be there after some days, of so many percent that are after a year."""
    return float((a_year / 100) ** (days / YEAR))
