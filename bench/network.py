"""How fast the network engine is, beside NetworkX and rustworkx in the same run.

    python bench/network.py                  everything: a Markdown table, medians and ratios
    python bench/network.py reach points     only these: reach loss next points exact fan ties

How well the rhythm foretells is another question: `python bench/rhythm.py FILE ...`.

The peers get the same graphs and the same worlds, drawn for them beforehand: their time is for
building the graph of a world and searching it, ours for drawing as well. They are given the first
worlds only, their answers are compared with ours on those, and their time is scaled to all.
Peak memory is what Python and NumPy held at once during one further, untimed run.
"""

import sys
import time
from collections import Counter
from functools import partial

import network_exact
import network_ties
import networkx as nx
import numpy as np
import rustworkx as rx
from network_peers import (
    agree,
    chain,
    in_networkx,
    in_peers,
    leading_to,
    on_every_way,
    post_if_reached,
    scaled,
    tally_of,
)
from network_timing import Rows, measured

from rapport.network.cuts import single_points
from rapport.network.fanout import Processes, Serial, many_scenarios
from rapport.network.gates import Gate
from rapport.network.loss import person_loss
from rapport.network.next_ties import next_ties
from rapport.network.reach import WORLDS, gate_reach
from rapport.network.scenario import Change, scenario
from rapport.network.snapshot import Snapshot

PATHS = {"NumPy": False, "numba": True}
MORE_WORLDS = 40_960


def a_network(n: int, seed: int = 1) -> Snapshot:
    """A few people know many, most know three or so; everybody, every tie, every group chancy."""
    rng = np.random.default_rng(seed)
    one_way = np.array(nx.barabasi_albert_graph(n, 3, seed=seed).edges)
    ties = np.concatenate([one_way, one_way[:, ::-1]])
    group = rng.integers(-1, 10, n)
    group[0] = -1
    return Snapshot.of(
        n=n,
        ties=ties,
        p_tie=rng.uniform(0.3, 0.9, len(ties)),
        p_person=np.concatenate([[1.0], rng.uniform(0.8, 1.0, n - 1)]),
        group=group,
        p_group=np.full(10, 0.9),
    )


def size_of(snapshot: Snapshot, worlds: int) -> str:
    return f"{snapshot.n:,} people, {snapshot.m:,} ties, {worlds:,} worlds"


def reach_rows() -> Rows:
    rows = []
    for n, count in ((100, 1024), (1_000, 512), (10_000, 64)):
        snapshot, post = a_network(n), n - 1
        gate = Gate.of_post(post).compiled(n)
        found, peers = in_peers(
            snapshot,
            count,
            partial(post_if_reached, nx.has_path, post=post),
            partial(post_if_reached, rx.has_path, post=post),
        )
        opened = gate_reach(snapshot, [gate], worlds=count).open[0]
        agree(opened, sum(map(bool, found)))
        for path, fast in PATHS.items():
            goal = {"NumPy": "0.2 s, 50x", "numba": "15 ms, 500x"}[path] if n == 1_000 else ""
            ask = partial(gate_reach, snapshot, [gate], fast=fast)
            size = size_of(snapshot, WORLDS)
            rows += measured(f"gate_reach, {path}", size, ask, goal, scaled(peers, WORLDS))
    snapshot = a_network(1_000)
    gate = Gate.read(["of", 2, 900, 950, ["any", 990, 991]]).compiled(1_000)
    change = Change(people_lost=(4,), groups_lost=(0,), ties_made=((0, 900, 0.7),))
    for path, fast in PATHS.items():
        ask = partial(scenario, snapshot, [gate], change, fast=fast)
        rows += measured(f"scenario, {path}", size_of(snapshot, WORLDS), ask, "as gate_reach")
    return rows


def loss_rows() -> Rows:
    """The peers: dominators in every world, their best way to know who is critical."""
    rows = []
    for n, count in ((100, 512), (1_000, 192), (10_000, 64)):
        snapshot, post = a_network(n), n - 1
        gate = Gate.of_post(post).compiled(n)
        found, peers = in_peers(
            snapshot,
            count,
            partial(on_every_way, nx.immediate_dominators, post=post),
            partial(on_every_way, rx.immediate_dominators, post=post),
        )
        ours = person_loss(snapshot, [gate], worlds=count).critical[0]
        agree(tally_of(ours), Counter(person for each in found for person in each))
        for path, fast in PATHS.items():
            ask = partial(person_loss, snapshot, [gate], fast=fast)
            goal = "1.5 s" if n == 1_000 else ""
            size = size_of(snapshot, WORLDS)
            rows += measured(f"person_loss, {path}", size, ask, goal, scaled(peers, WORLDS))
    return rows


def tie_rows() -> Rows:
    """The peers: everybody who leads to the post, in every world."""
    rows = []
    for n, count in ((100, 1024), (1_000, 512), (10_000, 64)):
        snapshot, post = a_network(n), n - 1
        gate = Gate.of_post(post).compiled(n)
        found, peers = in_peers(
            snapshot,
            count,
            partial(leading_to, nx.ancestors, post=post),
            partial(leading_to, rx.ancestors, post=post),
        )
        known = set(snapshot.heads[: snapshot.indptr[1]].tolist())
        closed = [each for each in found if 0 not in each]
        ours = next_ties(snapshot, gate, worlds=count).gain[0]
        tally = tally_of(np.concatenate([[0], ours]))
        agree(tally, Counter(p for each in closed for p in each if p not in known))
        for path, fast in PATHS.items():
            ask = partial(next_ties, snapshot, gate, count=5, worlds=MORE_WORLDS, fast=fast)
            goal = "0.5 s" if n == 1_000 else ""
            size = size_of(snapshot, MORE_WORLDS)
            rows += measured(f"next_ties, {path}", size, ask, goal, scaled(peers, MORE_WORLDS))
    return rows


def point_rows() -> Rows:
    """NetworkX: one dominator tree and everybody on the way up; it knows no gates of several."""
    rows = []
    for n in (500, 5_000, 50_000):
        snapshot = a_network(n)
        rng = np.random.default_rng(2)
        posts = rng.integers(1, n, 1_000).tolist()
        gates = [Gate.of_post(post).compiled(n) for post in posts]
        ties = list(zip(snapshot.tail.tolist(), snapshot.head.tolist(), strict=True))
        graph = in_networkx(range(n), ties)
        start = time.perf_counter()
        nearest = nx.immediate_dominators(graph, 0)
        found = [sorted(chain(nearest, post)) for post in posts]
        peers = [("NetworkX", time.perf_counter() - start)]
        agree(found, [list(each.people) for each in single_points(snapshot, gates)])
        size = f"1,000 gates of one post, {n:,} people, {snapshot.m:,} ties"
        goal = "1 s" if n == 5_000 else ""
        ask = partial(single_points, snapshot, gates)
        rows += measured("single_points", size, ask, goal, peers)
        pairs = rng.integers(1, n, (1_000, 4)).tolist()
        mixed = [Gate.read(["any", a, ["all", b, c], ["all", c, d]]) for a, b, c, d in pairs]
        ask = partial(single_points, snapshot, [gate.compiled(n) for gate in mixed])
        size = f"1,000 gates of four posts, {n:,} people, {snapshot.m:,} ties"
        rows += measured("single_points and redundancy", size, ask, goal)
    return rows


def fan_rows() -> Rows:
    """The peer is ourselves, one task after the other."""
    snapshot = a_network(1_000)
    gates = [Gate.of_post(post).compiled(1_000) for post in range(900, 920)]
    changes = [Change(people_lost=(person,)) for person in range(1, 65)]
    ask = partial(many_scenarios, snapshot, gates, changes, worlds=4 * 65_536, fast=True)
    gate_reach(snapshot, gates, worlds=64, fast=True)  # numba is loaded here before
    start = time.perf_counter()
    alone = ask(engine=Serial())
    middle = time.perf_counter()
    found = ask(engine=Processes())
    end = time.perf_counter()
    agree([each.lost.tolist() for each in alone], [each.lost.tolist() for each in found])
    return [
        {
            "name": f"many_scenarios, {Processes().processes} processes and their start, numba",
            "size": f"64 changes, 20 gates, {size_of(snapshot, 4 * 65_536)}",
            "ours_s": end - middle,
            "other": "one process",
            "other_s": middle - start,
            "ratio": (middle - start) / (end - middle),
            "peak_mb": None,
            "goal": "",
        }
    ]


SECTIONS = {
    "reach": reach_rows,
    "loss": loss_rows,
    "next": tie_rows,
    "points": point_rows,
    "exact": network_exact.rows,
    "fan": fan_rows,
    "ties": network_ties.rows,
}


def cells(row: dict[str, object]) -> list[str]:
    def seconds(value) -> str:
        if value is None:
            return ""
        return f"{value:.3g} s" if value >= 0.1 else f"{value * 1000:.3g} ms"

    ratio, peak = row["ratio"], row["peak_mb"]
    return [
        str(row["name"]),
        str(row["size"]),
        seconds(row["ours_s"]),
        str(row["goal"] or ""),
        "" if peak is None else f"{peak:.0f} MB",
        f"{row['other']}: {seconds(row['other_s'])}" if row["other"] else "",
        "" if ratio is None else f"{ratio:,.3g}x",
    ]


def main(words: list[str]) -> None:
    print("| what | size | ours | goal | peak | beside | ratio |\n|---|---|---|---|---|---|---|")
    for name, rows in SECTIONS.items():
        if not words or name in words:
            for row in rows():
                print("| " + " | ".join(cells(row)) + " |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
