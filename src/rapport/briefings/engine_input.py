"""A map as the engine reads it, under assumptions that are said. It is loaded only when asked for.

Importing this module loads NumPy: only pages that show an answer of the engine do, and inside the
function that needs it (``tests/house/test_light_start.py``).
"""

from collections.abc import Sequence
from itertools import chain

import numpy as np

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
from rapport.network import CompiledGate, ConfidenceTable, Gate, Snapshot, chances

YEAR = 365
_NOBODYS = 1


class Columns:
    """A map as columns of numbers: read once, for a snapshot at each horizon and assumption."""

    def __init__(self, network: NetworkMap) -> None:
        self.network = network
        every = chain.from_iterable(network.arcs)
        columns = np.fromiter(every, np.int64, 4 * len(network.arcs)).reshape(-1, 4)
        self.ties, self.sure, self.days = columns[:, :2], columns[:, 2], columns[:, 3]
        kinds = np.array(network.kinds)
        self.certain = (self.ties[:, 0] == US) | (kinds[self.ties[:, 1]] == GROUP)

    def snapshot(self, assumed: Assumed, days: int, *, fresh: bool = False) -> Snapshot:
        """Return the snapshot of the map at a horizon of so many days; ``fresh``: no stale ties.

        The number of whoever could give a vacant consent is one more than there are: nobody has a
        tie to them.
        """
        network = self.network
        kept = self.days <= FRESH_DAYS if fresh else slice(None)
        claimed = chances(self.sure[kept], self.days[kept], _table(assumed)).chance
        stays = [_stays(network, one, assumed, days) for one in range(len(network.kinds))]
        groups = max(network.together, default=-1) + 1
        return Snapshot.of(
            n=len(network.kinds) + 1,
            ties=self.ties[kept],
            p_tie=np.where(self.certain[kept], 1.0, claimed),
            p_person=[*stays, 1.0],
            group=[*network.together, -1],
            p_group=[_still(assumed.groups, days)] * groups,
            person_key=_apart([*network.luck, _NOBODYS]) if network.luck else None,
            group_key=_apart(network.group_luck) if network.luck else None,
        )


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


def _stays(network: NetworkMap, one: int, assumed: Assumed, days: int) -> float:
    """Return the chance that somebody is still there: we are, and a group is."""
    kind = network.kinds[one]
    if kind == COLLEAGUE:
        return 0.0 if 0 <= network.ends[one] < days else _still(assumed.colleagues, days)
    return _still(assumed.people, days) if kind == PERSON else 1.0


def _still(a_year: int, days: int) -> float:
    """Return the chance to be there after some days, of so many percent that are after a year."""
    return float((a_year / 100) ** (days / YEAR))
