"""Which new contact opens a gate in two worlds with the same luck: as it is, and as it may become.

It works on numbers alone. Importing it loads NumPy: it is imported inside the function that wants
an answer.
"""

from collections.abc import Sequence
from typing import NamedTuple

from rapport.briefings.engine_input import compiled, snapshot_of
from rapport.briefings.network_assumptions import Assumed
from rapport.briefings.network_numbers import NetworkMap
from rapport.briefings.network_sums import SEED, known_by, near
from rapport.briefings.sums_of_gates import HORIZONS
from rapport.network import Sampled, next_ties

WORLDS = 1024
NEXT = 3


class InBoth(NamedTuple):
    """Somebody to know: in how many more of a hundred cases a gate is open, now and then."""

    whom: int
    now: int
    then: int


def help_in_both(
    now: NetworkMap, then: NetworkMap, places: Sequence[int], assumed: Assumed
) -> list[tuple[InBoth, ...]]:
    """Return for each gate who opens it in both worlds, those first who do so in more of both.

    The two maps have the same people and ties, and differ in whose consent opens a gate: one
    snapshot and one seed serve both, so that a difference is never luck.
    """
    snapshot = snapshot_of(now, assumed, HORIZONS[0])
    gates, later = compiled(now), compiled(then)
    asked = [of[place] for of in (gates, later) for place in places]
    sampled = Sampled.towards(snapshot, asked, seed=SEED, fast=False)
    before = known_by(now)
    found: list[tuple[InBoth, ...]] = []
    for place in places:
        ends = sorted({*near(now, before, place), *near(then, before, place)})
        if not ends or now.gates[place] is None:
            found.append(())
            continue
        gains = [
            next_ties(
                snapshot, gate, chance=assumed.ties[1] / 100, ends=ends, worlds=WORLDS,
                seed=SEED, fast=False, sampled=sampled,
            ).gain[0].tolist()
            for gate in (gates[place], later[place])
        ]  # fmt: skip
        both = [
            InBoth(whom, round(100 * opens / WORLDS), round(100 * opens_then / WORLDS))
            for whom, opens, opens_then in zip(ends, *gains, strict=True)
        ]
        helps = [one for one in both if min(one.now, one.then) > 0]
        helps.sort(key=lambda one: (-min(one.now, one.then), -one.now - one.then, one.whom))
        found.append(tuple(helps[:NEXT]))
    return found
