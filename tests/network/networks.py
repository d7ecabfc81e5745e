"""Small networks, and answers to them worked out the slow and obvious way."""

import networkx as nx
import numpy as np

from rapport.network.gates import Gate
from rapport.network.snapshot import Snapshot


def chain(*chances):
    """Us, then one person after the other, each tie with its chance."""
    ties = [(i, i + 1) for i in range(len(chances))]
    return Snapshot.of(n=len(chances) + 1, ties=ties, p_tie=list(chances))


def both_ways(n, pairs, p):
    """Every pair a tie both ways, all with the same chance; nobody leaves."""
    ties = [tie for a, b in pairs for tie in ((a, b), (b, a))]
    return Snapshot.of(n=n, ties=ties, p_tie=np.full(len(ties), p))


def of_graph(graph, p):
    """A NetworkX graph with whole numbers for nodes, both ways."""
    return both_ways(len(graph), list(graph.edges), p)


def dodecahedron(p):
    """Return it with a person opposite us."""
    graph = nx.dodecahedral_graph()
    far = nx.single_source_shortest_path_length(graph, 0)
    return of_graph(graph, p), max(far, key=far.get)


def petersen(p):
    """Return it with a person two ties from us."""
    graph = nx.petersen_graph()
    far = nx.single_source_shortest_path_length(graph, 0)
    return of_graph(graph, p), next(node for node in graph if far[node] == 2)


def chance_to_draw(rng, size, sure=0.3):
    """Chances, some of them 0 or 1."""
    p = rng.uniform(0.05, 0.95, size)
    p[rng.random(size) < sure / 2] = 0.0
    p[rng.random(size) < sure] = 1.0
    return p


def random_network(rng, *, n=5, ties=8, groups=1):
    """A directed network small enough to try every world of it."""
    pairs = [(a, b) for a in range(n) for b in range(n) if a != b]
    chosen = rng.choice(len(pairs), size=min(ties, len(pairs)), replace=False)
    p_person = chance_to_draw(rng, n, sure=0.5)
    p_person[0] = 1.0
    group = rng.integers(-1, groups, n)
    group[0] = -1
    return Snapshot.of(
        n=n,
        ties=[pairs[i] for i in chosen],
        p_tie=chance_to_draw(rng, len(chosen)),
        p_person=p_person,
        group=group,
        p_group=rng.uniform(0.2, 1.0, groups),
    )


def larger_network(rng, *, n=60, ties=240, groups=3):
    """Too large to try every world; everybody chancy."""
    place = rng.choice(n * n, size=ties, replace=False)
    pairs = np.column_stack([place // n, place % n])
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    group = rng.integers(-1, groups, n)
    group[0] = -1
    return Snapshot.of(
        n=n,
        ties=pairs,
        p_tie=rng.uniform(0.2, 0.9, len(pairs)),
        p_person=np.concatenate([[1.0], rng.uniform(0.7, 1.0, n - 1)]),
        group=group,
        p_group=rng.uniform(0.8, 1.0, groups),
    )


def random_expression(rng, n, depth=2):
    """Return a gate's expression over people 1 .. n-1."""
    if depth == 0 or rng.random() < 0.3:
        return int(rng.integers(1, n))
    parts = [random_expression(rng, n, depth - 1) for _ in range(rng.integers(1, 4))]
    word = rng.choice(["all", "any", "of"])
    if word == "of":
        return ["of", int(rng.integers(1, len(parts) + 1)), *parts]
    return [str(word), *parts]


def compiled(snapshot, expression):
    """Read and compile a gate whose posts are people."""
    return Gate.read(expression).compiled(snapshot.n)


def holds(expression, reached):
    """Whether each world opens the gate; reached (n, worlds) is true or false."""
    if isinstance(expression, int):
        return reached[expression]
    word, *rest = expression
    needed = rest.pop(0) if word == "of" else {"all": len(rest), "any": 1}[word]
    return sum(holds(part, reached).astype(int) for part in rest) >= needed


def every_world(snapshot):
    """Return the weight of every world (w,), who is there (n, w) and which ties work (m, w)."""
    chances = np.concatenate([snapshot.p_tie, snapshot.p_person, snapshot.p_group])
    chancy = np.flatnonzero((chances > 0) & (chances < 1))
    worlds = np.arange(1 << len(chancy))
    up = np.repeat((chances == 1)[:, None], len(worlds), axis=1)
    weight = np.ones(len(worlds))
    for bit, item in enumerate(chancy):
        up[item] = worlds >> bit & 1
        weight *= np.where(up[item], chances[item], 1 - chances[item])
    m, n = snapshot.m, snapshot.n
    works, there, groups = up[:m], up[m : m + n], up[m + n :]
    for person in np.flatnonzero(snapshot.group >= 0):
        there[person] &= groups[snapshot.group[person]]
    return weight, there, works


def who_is_reached(snapshot, there, works):
    """Return who (n, w) is there and reached from us, by trying every tie n times."""
    reached = np.zeros_like(there)
    reached[0] = True
    for _ in range(snapshot.n):
        for tie, (tail, head) in enumerate(zip(snapshot.tail, snapshot.head, strict=True)):
            reached[head] |= reached[tail] & works[tie] & there[head]
    return reached


def true_reach(snapshot, expression, gone=()):
    """Return the chance that the gate is open, over every world; `gone` are lost for certain."""
    weight, there, works = every_world(snapshot)
    there[list(gone)] = False
    opened = holds(expression, who_is_reached(snapshot, there, works))
    return float(weight[opened].sum())
