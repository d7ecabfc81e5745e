"""A map as the engine reads it, under assumptions that are said. It is loaded only when asked for.

Importing this module loads NumPy: only pages that show an answer of the engine do, and inside the
function that needs it (``tests/house/test_light_start.py``).
"""

from rapport.briefings.gate_expressions import VACANT, Expression
from rapport.briefings.network_assumptions import Assumed
from rapport.briefings.network_numbers import COLLEAGUE, GROUP, PERSON, US, NetworkMap
from rapport.network import CompiledGate, ConfidenceTable, Gate, Snapshot, chances

YEAR = 365


def snapshot_of(
    network: NetworkMap, assumed: Assumed, days: int, *, fresh: bool = False
) -> Snapshot:
    """Return the snapshot of a map at a horizon of so many days; ``fresh``: no stale ties.

    The number of whoever could give a vacant consent is one more than there are: nobody has a tie
    to them.
    """
    arcs = [arc for arc in network.arcs if not (fresh and arc.is_stale)]
    table = _table(assumed)
    claimed = chances([arc.sure for arc in arcs], [arc.days for arc in arcs], table)
    ours = [arc.tail == US or network.kinds[arc.head] == GROUP for arc in arcs]
    sure = [
        1.0 if certain else float(one) for certain, one in zip(ours, claimed.chance, strict=True)
    ]
    groups = max(network.together, default=-1) + 1
    return Snapshot.of(
        n=len(network.kinds) + 1,
        ties=[(arc.tail, arc.head) for arc in arcs],
        p_tie=sure,
        p_person=[*(_stays(network, one, assumed, days) for one in range(len(network.kinds))), 1.0],
        group=[*network.together, -1],
        p_group=[_still(assumed.groups, days)] * groups,
    )


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
