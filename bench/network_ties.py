"""The tie half of `rapport.network`, beside SciPy and NetworkX on the same graphs.

`python bench/network.py ties` prints it. Answers are compared before times are.
"""

import time
import tracemalloc
from functools import partial
from itertools import islice
from statistics import median

import networkx as nx
import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import yen

from rapport.network.contact_log import ContactLog
from rapport.network.contact_model import fit_contact_model
from rapport.network.paths import best_paths
from rapport.network.rhythm import tie_rhythm
from rapport.network.snapshot import Snapshot
from rapport.network.team import Staffing, compare_team
from rapport.network.team_assignment import assign_team
from rapport.network.tone import tone_trend

BEST = 10
ASKED = range(1, 12)


def rows():
    """Return one dict for each measurement; times in seconds."""
    return [*path_rows(), *tie_rows(), *team_rows()]


def path_rows():
    found = []
    graphs = (
        (10_000, 100_000, "< 10 ms"),
        (2_000, 100_000, "< 10 ms"),
        (100_000, 1_000_000, "< 200 ms"),
        (20_000, 1_000_000, "< 200 ms"),
    )
    for people, ties, goal in graphs:
        snapshot = random_network(people, ties)
        size = f"{people:,} people, {ties:,} ties"
        near = timed(partial(ask_many, snapshot))
        found.append(row("best_paths, 4 hops", size, near, goal=goal, each=len(ASKED)))
        if people < ties / 10:
            continue
        far = timed(partial(best_paths, snapshot, 7, most=BEST, hops=None), times=5)
        ours = [-np.log(path.chance) for path in best_paths(snapshot, 7, most=BEST, hops=None)]
        graph = sparse(snapshot)
        np.testing.assert_allclose(ours, yen(graph, 0, 7, BEST), rtol=1e-9)
        theirs = timed(partial(yen, graph, 0, 7, BEST), times=3, memory=False)
        beside = ("scipy yen", theirs[0])
        found.append(row("best_paths, any hops", size, far, beside, goal=">= 20x, equal costs"))
        if ties == 100_000:
            found.append(beside_networkx(snapshot, size, ours, far))
    return found


def ask_many(snapshot):
    return [best_paths(snapshot, person, most=BEST) for person in ASKED]


def beside_networkx(snapshot, size, ours, far):
    graph = nx.DiGraph()
    cost = -np.log(snapshot.p_tie * snapshot.p_person[snapshot.head])
    ends = zip(snapshot.tail.tolist(), snapshot.head.tolist(), cost.tolist(), strict=True)
    graph.add_weighted_edges_from(ends)

    def ask():
        return list(islice(nx.shortest_simple_paths(graph, 0, 7, weight="weight"), BEST))

    theirs = timed(ask, times=1, memory=False)
    costs = [nx.path_weight(graph, path, "weight") for path in ask()]
    np.testing.assert_allclose(ours, costs, rtol=1e-9)
    beside = ("networkx shortest_simple_paths", theirs[0])
    return row("best_paths, any hops", size, far, beside)


def tie_rows():
    draw = np.random.default_rng(5)
    ties, contacts = 100_000, 1_000_000
    pace = draw.gamma(0.5, 1, ties)
    of = np.r_[np.arange(ties), draw.choice(ties, contacts - ties, p=pace / pace.sum())]
    begins, lasts = draw.uniform(0, 1500, ties), draw.exponential(500, ties)
    lasts = np.minimum(lasts, 1500 - begins)
    log = ContactLog.of(
        ours=draw.integers(0, 500, ties),
        theirs=draw.integers(500, 60_000, ties),
        tie=of,
        day=(begins[of] + lasts[of] * draw.random(contacts)).astype(int),
        kind=draw.integers(0, 12, ties),
    )
    size = f"{ties:,} ties, {contacts:,} contacts"
    fit = timed(lambda: fit_contact_model(log, 1500), times=5)
    model = fit_contact_model(log, 1500)
    tell = timed(lambda: tie_rhythm(log, model), times=5)
    seen = (
        draw.integers(0, ties, contacts),
        draw.integers(0, 1500, contacts),
        draw.integers(0, 2, contacts),
        draw.integers(0, 4, contacts),
    )
    tone = timed(lambda: tone_trend(*seen, as_of=1500, m=ties), times=5)
    return [
        row("fit_contact_model", size, fit, goal="< 500 ms"),
        row("tie_rhythm", size, tell, goal="< 500 ms"),
        row("tone_trend", f"{ties:,} ties, {contacts:,} tones", tone, goal="< 500 ms"),
    ]


def team_rows():
    found = []
    for colleagues, meetings, goal in ((60, 30, "< 200 ms"), (200, 80, "< 2 s")):
        offices = [random_staffing(colleagues, meetings, seed) for seed in range(5)]
        answers = assign_all(offices)
        size = f"{colleagues} x {meetings}, {sum(each.proven for each in answers)}/5 proven"
        done = timed(partial(assign_all, offices), times=3)
        found.append(row("assign_team", size, done, goal=goal, each=len(offices)))
        teams = [[i, i + 1, i + 2] for i in range(20)]
        done = timed(partial(compare_team, offices[0], 0, teams))
        found.append(row("compare_team", f"20 teams of three, {colleagues} x {meetings}", done))
    return found


def assign_all(offices):
    return [assign_team(office) for office in offices]


def random_network(people, ties, seed=0):
    draw = np.random.default_rng(seed)
    places = np.unique(draw.integers(0, people * people, int(ties * 1.2)))
    places = draw.permutation(places[places // people != places % people])[:ties]
    present = draw.uniform(0.8, 1, people)
    present[0] = 1
    return Snapshot.of(
        n=people,
        ties=np.c_[places // people, places % people],
        p_tie=draw.uniform(0.3, 0.95, ties),
        p_person=present,
    )


def sparse(snapshot):
    cost = -np.log(snapshot.p_tie * snapshot.p_person[snapshot.head])
    return csr_matrix((cost, (snapshot.tail, snapshot.head)), shape=(snapshot.n, snapshot.n))


def random_staffing(colleagues, meetings, seed):
    draw = np.random.default_rng(seed)
    pairs = (colleagues, meetings)
    national = draw.random(colleagues) < 0.7
    return Staffing.of(
        colleagues,
        meetings,
        available=draw.random(pairs) < 0.7,
        conflict=draw.random(pairs) < 0.05,
        language=draw.random(pairs) < 0.4,
        programme=draw.random((colleagues, 1)) < 0.4,
        connection=np.where(draw.random(pairs) < 0.08, draw.random(pairs), 0.0),
        seen=draw.choice([-1, 0, 1], pairs, p=[0.1, 0.7, 0.2]),
        exposure=draw.choice(4, pairs, p=[0.5, 0.25, 0.15, 0.1]),
        shields=draw.random(pairs) < 0.2,
        national=national,
        international=~national,
        load=draw.integers(0, 4, colleagues),
        limit=5,
        size=draw.integers(1, 4, meetings),
        mixed=draw.random(meetings) < 0.5,
        slot=draw.integers(0, meetings // 4, meetings),
    )


def timed(ask, *, times=7, memory=True):
    """Return the median time of some runs after a first one, and the peak of one more in MB."""
    if times > 1:
        ask()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - start)
    peak = None
    if memory:
        tracemalloc.start()
        ask()
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
    return median(taken), peak


def row(name, size, ours, beside=("", None), *, goal="", each=1):
    other, other_s = beside
    seconds = ours[0] / each
    return {
        "name": name,
        "size": size,
        "ours_s": seconds,
        "other": other,
        "other_s": other_s,
        "ratio": other_s / seconds if other_s else None,
        "peak_mb": ours[1],
        "goal": goal,
    }
