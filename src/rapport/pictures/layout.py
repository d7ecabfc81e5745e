"""Where each stands: layers from a beginning to an end, rings around somebody. Plain Python.

Deterministic, so that a picture does not jump when somebody is taken away: who is gone keeps their
place. From: layers and the middle of one's neighbours, Sugiyama, Tagawa and Toda (1981); rings by
steps, Yee, Fisher, Dhamija and Hearst (2001).
"""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from math import atan2, cos, hypot, pi, sin
from typing import Final, NamedTuple

from rapport.pictures.network import Network

ACROSS: Final = 112.0  # between two of a layer
DOWN: Final = 104.0  # between two layers
MARGIN: Final = 60.0
RING: Final = 96.0  # between two rings, at least
APART: Final = 58.0  # along a ring, at least
SWEEPS: Final = 6


class Layout(NamedTuple):
    """The size of a picture, and the place (x, y) of each key; ``steps`` from the beginning."""

    width: float
    height: float
    places: dict[str, tuple[float, float]]
    steps: dict[str, int]


def steps_from(network: Network, start: str) -> dict[str, int]:
    """Return how many ties lead from a key to each it has a way to."""
    onward = defaultdict(list)
    for tie in network.known():
        onward[tie.tail].append(tie.head)
        if tie.both:
            onward[tie.head].append(tie.tail)
    steps, waiting = {network.node(start).key: 0}, deque([start])
    while waiting:
        key = waiting.popleft()
        for following in onward[key]:
            if following not in steps:
                steps[following] = steps[key] + 1
                waiting.append(following)
    return steps


def layered(network: Network, start: str, end: str) -> Layout:
    """Lay out ways from one to another, downwards: each on the layer of its steps."""
    steps = steps_from(network, start)
    network.node(end)
    others = [node.key for node in network.nodes if node.key not in (start, end)]
    last = 1 + max([steps[key] for key in others if key in steps], default=0)
    layer = {key: steps.get(key, last - 1) or 1 for key in others}
    layer |= {start: 0, end: max(last, max(layer.values(), default=0) + 1)}
    layers = [[key for key in layer if layer[key] == n] for n in range(layer[end] + 1)]
    layers = [[node.key for node in network.nodes if node.key in set(keys)] for keys in layers]
    layers = _untangled([keys for keys in layers if keys], _neighbours(network))
    widest = max(len(keys) for keys in layers)
    width = 2 * MARGIN + max(widest - 1, 2) * ACROSS
    places = {}
    for number, keys in enumerate(layers):
        left = width / 2 - (len(keys) - 1) * ACROSS / 2
        for place, key in enumerate(keys):
            places[key] = (left + place * ACROSS, MARGIN + number * DOWN)
    return Layout(width, 2 * MARGIN + (len(layers) - 1) * DOWN, places, steps)


def ringed(network: Network, centre: str, *, either_way: bool = False) -> Layout:
    """Lay out everybody around one: a ring for each step away, whatever the direction of ties.

    Whom no tie leads to stand on the last ring. ``either_way``: the steps told are those of the
    rings, and not only those in the direction of ties.
    """
    beside = _neighbours(network)
    ring = {network.node(centre).key: 0}
    waiting = deque([centre])
    while waiting:
        key = waiting.popleft()
        for other in beside[key]:
            if other not in ring:
                ring[other] = ring[key] + 1
                waiting.append(other)
    outside = 1 + max(ring.values())
    group = {node.key: (node.group, number) for number, node in enumerate(network.nodes)}
    rings: list[list[str]] = [[] for _ in range(outside + 1)]
    for node in network.nodes:
        rings[ring.get(node.key, outside)].append(node.key)
    angles, radius, places = {centre: 0.0}, 0.0, {centre: (0.0, 0.0)}
    for keys in rings[1:]:
        if not keys:
            continue
        radius = max(radius + RING, len(keys) * APART / (2 * pi))
        wanted = {key: _middle_angle(key, beside, angles) for key in keys}
        keys.sort(key=lambda key, wanted=wanted: (wanted[key], group[key]))  # type: ignore[misc]
        even = [2 * pi * number / len(keys) for number in range(len(keys))]
        turned = _mean([wanted[key] - angle for key, angle in zip(keys, even, strict=True)]) or 0.0
        for key, angle in zip(keys, even, strict=True):
            angles[key] = (angle + turned) % (2 * pi)
            turn = angles[key] - pi / 2
            places[key] = (radius * cos(turn), radius * sin(turn))
    half = radius + MARGIN
    moved = {key: (x + half, y + half) for key, (x, y) in places.items()}
    steps = dict(ring) if either_way else steps_from(network, centre)
    return Layout(2 * half, 2 * half, moved, steps)


def _neighbours(network: Network) -> dict[str, list[str]]:
    beside: dict[str, list[str]] = {node.key: [] for node in network.nodes}
    for tie in network.known():
        beside[tie.tail].append(tie.head)
        beside[tie.head].append(tie.tail)
    return beside


def _untangled(layers: list[list[str]], beside: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Order each layer by the middle of its neighbours, down and up again, as long as it helps."""
    place = {key: _share(number, keys) for keys in layers for number, key in enumerate(keys)}
    for sweep in range(SWEEPS):
        for keys in layers if sweep % 2 == 0 else reversed(layers):
            middle = {
                key: sum(place[other] for other in beside[key]) / len(beside[key])
                if beside[key]
                else place[key]
                for key in keys
            }
            keys.sort(key=lambda key, middle=middle: (middle[key], place[key]))  # type: ignore[misc]
            place |= {key: _share(number, keys) for number, key in enumerate(keys)}
    return layers


def _share(number: int, keys: Sequence[str]) -> float:
    return (number + 0.5) / len(keys)


def _middle_angle(
    key: str, beside: Mapping[str, Sequence[str]], angles: Mapping[str, float]
) -> float:
    """Return the direction in which those nearer to the middle stand whom one is tied to."""
    mean = _mean([angles[other] for other in beside[key] if other in angles])
    return 2 * pi if mean is None else mean


def _mean(angles: Sequence[float]) -> float | None:
    """Return the mean direction, 0 to 2 pi, or None where there is none."""
    across, along = sum(map(sin, angles)), sum(map(cos, angles))
    if hypot(across, along) < 1e-9:
        return None
    return round(atan2(across, along), 9) % (2 * pi)
