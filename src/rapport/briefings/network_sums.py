"""What the engine makes of a map: how many ways, how likely open in months, whom to meet next.

It works on numbers alone, so that it can be done in a process that has no key (``network_worker``).
Importing it loads NumPy: it is imported inside the function that wants an answer.
"""

from collections.abc import Callable

from rapport.briefings.engine_input import Columns, compiled
from rapport.briefings.network_assumptions import Assumed
from rapport.briefings.network_numbers import COLLEAGUE, US, NetworkMap, numbers_in
from rapport.briefings.sums_of_gates import HORIZONS, SHIFT, Chance, GateSum, NewTie
from rapport.network import KeptReach, Sampled, Shared, gate_reach, next_ties, single_points

WORLDS = 4096
STEPS = 2
"""So many ties away from whose consent is needed new contacts are looked for."""

FEW = 2
"""Where more people would have to be lost, no new contact is looked for."""

NEXT = 3
SEED = 20260316


Progress = Callable[[int, int], None]


def work_out(
    network: NetworkMap, assumed: Assumed, progress: Progress, kept: KeptReach | None = None
) -> list[GateSum]:
    """Return what the engine makes of every gate of a map; ``progress`` hears of each step.

    ``kept``: luck drawn for other maps, read instead of drawn, and reach over what they share, to
    begin from; with the same answer.
    """
    gates, columns = compiled(network), Columns(network)
    shared = None if kept is None else Shared(kept, columns.common)
    steps = len(gates) + len(HORIZONS) * 3 + 1
    fresh = single_points(columns.snapshot(assumed, HORIZONS[0], fresh=True), gates)
    progress(1, steps)
    shares: dict[tuple[int, int], list[int]] = {}
    for shift in (-SHIFT, 0, SHIFT):  # what a tie is worth does not hang on the horizon
        for days in HORIZONS:
            snapshot = columns.snapshot(assumed.shifted(shift), days)
            reach = gate_reach(snapshot, gates, worlds=WORLDS, seed=SEED, fast=False, shared=shared)
            shares[days, shift] = [round(100 * share) for share in reach.reach.tolist()]
            progress(1 + len(shares), steps)
    snapshot = columns.snapshot(assumed, HORIZONS[0])
    sampled = Sampled.towards(snapshot, gates, seed=SEED, fast=False, shared=shared)
    before = known_by(network)
    found = []
    for place, gate in enumerate(gates):
        helps: tuple[NewTie, ...] = ()
        guarantee = False
        few = fresh[place].redundancy
        ends = near(network, before, place)
        if network.gates[place] is not None and ends and few is not None and few <= FEW:
            best = next_ties(
                snapshot, gate, count=NEXT, chance=assumed.ties[1] / 100, ends=ends,
                worlds=WORLDS // 4, seed=SEED, fast=False, sampled=sampled,
            )  # fmt: skip
            guarantee = best.guarantee
            helps = tuple(
                NewTie(one.head, round(100 * one.opens / best.worlds)) for one in best.chosen
            )
        points = fresh[place]
        found.append(
            GateSum(
                can_open=points.can_open,
                redundancy=points.redundancy,
                alone=points.people,
                chances=tuple(
                    Chance(*(shares[days, shift][place] for shift in (-SHIFT, 0, SHIFT)))
                    for days in HORIZONS
                ),
                next=tuple(one for one in helps if one.opens > 0),
                guarantee=guarantee,
            )
        )
        progress(steps - len(gates) + place + 1, steps)
    return found


def known_by(network: NetworkMap) -> dict[int, list[int]]:
    """Return for each who has a tie to them, of theirs: nobody of us is met anew."""
    found: dict[int, list[int]] = {}
    for arc in network.arcs:
        if network.kinds[arc.tail] not in {US, COLLEAGUE}:
            found.setdefault(arc.head, []).append(arc.tail)
    return found


def near(network: NetworkMap, before: dict[int, list[int]], place: int) -> list[int]:
    """Return whom it could help to know for a gate: whose consent it needs, and who is near them.

    Whoever stands further off opens little, and weighing everybody for every gate takes minutes.
    """
    found = {one for one in numbers_in(network.gates[place]) if one > US}
    edge = found
    for _ in range(STEPS):
        edge = {tail for head in edge for tail in before.get(head, ())} - found
        found = found | edge
    return sorted(found)
