"""The same worlds for NetworkX and rustworkx: built, searched, timed and compared."""

import time
from collections import Counter
from collections.abc import Callable

import networkx as nx
import numpy as np
import rustworkx as rx

from rapport.network.counter import LANES, blocks_of
from rapport.network.snapshot import Snapshot
from rapport.network.worlds import draw, part_of


def worlds_of(snapshot: Snapshot, count: int) -> tuple[list[list[int]], list[list[tuple]]]:
    """Who is there, and which ties work between them, in each of the first worlds."""
    part = part_of(snapshot, 0)
    drawn = draw(part, blocks_of(-(-count // LANES) * LANES))
    people, ties = [], []
    tail, head = part.people[part.tail], part.people[part.head]
    for world in range(count):
        block, lane = divmod(world, LANES)
        there = (drawn.there[:, block] >> np.uint64(lane) & np.uint64(1)).astype(bool)
        works = (drawn.works[:, block] >> np.uint64(lane) & np.uint64(1)).astype(bool)
        works &= there[part.tail] & there[part.head]
        people.append(part.people[there].tolist())
        ties.append(list(zip(tail[works].tolist(), head[works].tolist(), strict=True)))
    return people, ties


def in_networkx(people: list[int], ties: list[tuple]) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(people)
    graph.add_edges_from(ties)
    return graph


def in_rustworkx(n: int, ties: list[tuple]) -> rx.PyDiGraph:
    graph = rx.PyDiGraph(multigraph=False)
    graph.add_nodes_from(range(n))
    graph.add_edges_from_no_data(ties)
    return graph


def in_peers(
    snapshot: Snapshot, count: int, by_networkx: Callable, by_rustworkx: Callable
) -> tuple[list[list[int]], dict[str, float]]:
    """What both found in each of the first worlds, having agreed, and the seconds per world."""
    people, ties = worlds_of(snapshot, count)
    start = time.perf_counter()
    slow = [by_networkx(in_networkx(*world)) for world in zip(people, ties, strict=True)]
    middle = time.perf_counter()
    quick = [by_rustworkx(in_rustworkx(snapshot.n, each)) for each in ties]
    end = time.perf_counter()
    # Nobody is taken out of rustworkx's graph, so that numbers stay: who is gone has no ties.
    quick = [[p for p in found if p in set(who)] for found, who in zip(quick, people, strict=True)]
    agree([sorted(each) for each in slow], [sorted(each) for each in quick])
    return slow, {"NetworkX": (middle - start) / count, "rustworkx": (end - middle) / count}


def scaled(per_world: dict[str, float], worlds: int) -> list[tuple[str, float]]:
    return [(peer, spent * worlds) for peer, spent in per_world.items()]


def post_if_reached(has_path: Callable, graph, post: int) -> list[int]:
    return [post] if has(graph, post) and has_path(graph, 0, post) else []


def on_every_way(dominators: Callable, graph, post: int) -> list[int]:
    nearest = dominators(graph, 0)
    return chain(nearest, post) if post in nearest else []


def leading_to(ancestors: Callable, graph, post: int) -> list[int]:
    return [post, *ancestors(graph, post)] if has(graph, post) else []


def has(graph, post: int) -> bool:
    return graph.has_node(post)


def chain(nearest: dict[int, int], post: int) -> list[int]:
    """Everyone on every way from us to the post, the post among them."""
    found = []
    while post != 0:
        found.append(post)
        post = nearest[post]
    return found


def tally_of(counts: np.ndarray) -> Counter:
    """Those who were counted at all."""
    return Counter({person: count for person, count in enumerate(counts.tolist()) if count})


def agree(one: object, other: object) -> None:
    """Stop the bench where two that ought to say the same do not."""
    if one != other:
        raise SystemExit(f"No agreement:\n{one}\n{other}")
