"""Networks as others keep them: NetworkX graphs, frames of ties; columns for a snapshot and back.

Neither library is loaded to read: a graph is asked as any NetworkX graph is, a frame for its
columns, and a plain dict of lists does as well.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from rapport.network.errors import BadSnapshot
from rapport.network.shown import optional

US_LABEL: Final = "us"
NO_GROUP: Final = -1


def columns_of_graph(
    graph: Any,
    *,
    us: Hashable,
    ours: Iterable[Hashable],
    chance: str,
    group: str,
    p_group: Mapping[Hashable, float] | None,
) -> dict[str, Any]:
    """Return what `Snapshot.of` takes for a NetworkX graph. Raises BadSnapshot."""
    if not all(hasattr(graph, name) for name in ("nodes", "edges", "is_directed")):
        says = f"A graph is one of NetworkX, not {type(graph).__name__}."
        raise BadSnapshot(says, why="not-a-graph")
    if graph.is_multigraph():
        says = "A graph with several edges between two people: make one of them first."
        raise BadSnapshot(says, why="duplicate")
    people = {node: dict(data) for node, data in graph.nodes(data=True)}
    ties = [(tail, head, data.get(chance, 1.0)) for tail, head, data in graph.edges(data=True)]
    return _columns(
        {node: (data.get(chance, 1.0), data.get(group)) for node, data in people.items()},
        ties,
        us=us,
        ours=ours,
        p_group=p_group,
        undirected=not graph.is_directed(),
    )


def columns_of_frame(
    ties: Any,
    *,
    tail: str,
    head: str,
    chance: str | None,
    people: Any,
    person: str,
    person_chance: str | None,
    group: str | None,
    us: Hashable,
    ours: Iterable[Hashable],
    p_group: Mapping[Hashable, float] | None,
    undirected: bool,
) -> dict[str, Any]:
    """Return what `Snapshot.of` takes for frames of ties and of people."""
    tails, heads = column(ties, tail), column(ties, head)
    chances = column(ties, chance) if chance else [1.0] * len(tails)
    rows = list(zip(tails, heads, chances, strict=True))
    known: dict[Hashable, tuple[float, Any]] = {}
    if people is not None:
        names = column(people, person)
        there = column(people, person_chance) if person_chance else [1.0] * len(names)
        groups = column(people, group) if group else [None] * len(names)
        known = {n: (p, g) for n, p, g in zip(names, there, groups, strict=True)}
        if len(known) < len(names):
            raise BadSnapshot("Somebody stands twice among the people.", why="duplicate")
    for end in (name for row in rows for name in row[:2]):
        known.setdefault(end, (1.0, None))
    return _columns(known, rows, us=us, ours=ours, p_group=p_group, undirected=undirected)


def column(frame: Any, name: str) -> list[Any]:
    """Return one column of a frame, or of a dict of lists. Raises BadSnapshot (column)."""
    try:
        values = frame[name]
    except (KeyError, IndexError, TypeError) as missing:
        raise BadSnapshot(f"There is no column {name!r}.", why="column") from missing
    return list(values.tolist() if hasattr(values, "tolist") else values)


def _columns(
    people: dict[Hashable, tuple[float, Any]],
    ties: Sequence[tuple[Any, Any, float]],
    *,
    us: Hashable,
    ours: Iterable[Hashable],
    p_group: Mapping[Hashable, float] | None,
    undirected: bool,
) -> dict[str, Any]:
    """Return the columns, people numbered with us first. Raises BadSnapshot."""
    mine = list(ours)
    if us is None:
        us = US_LABEL
        if us in people or not mine:
            says = "Say who is us: the one whose ties are ours, or whom of ours to begin from."
            raise BadSnapshot(says, why="us")
    elif us not in people and not mine:
        raise BadSnapshot(f"Nobody is called {us!r}.", why="us")
    unknown = [one for one in mine if one not in people]
    if unknown:
        raise BadSnapshot(f"Nobody is called {unknown[0]!r}.", why="us")
    labels = (us, *(each for each in people if each != us))
    place = {label: number for number, label in enumerate(labels)}
    known = {(us, one) for one in mine}
    known |= {(one, us) for one in mine} if undirected else set()
    rows = [(us, one, 1.0) for one in mine]
    rows += [tie for tie in ties if (tie[0], tie[1]) not in known]
    loops = [where for where, tie in enumerate(rows) if tie[0] == tie[1]]
    if loops:
        says = f"{rows[loops[0]][0]!r} has a tie to themselves."
        raise BadSnapshot(says, why="self-tie", where=loops[0])
    there = {us: (1.0, None)} | {who: data for who, data in people.items() if who != us}
    groups = sorted({str(data[1]) for data in there.values() if _is_said(data[1])})
    chances = {str(name): chance for name, chance in (p_group or {}).items()}
    unheld = sorted(set(chances) - set(groups))
    if unheld:
        raise BadSnapshot(f"Nobody is in the group {unheld[0]!r}.", why="group")
    numbered = {name: number for number, name in enumerate(groups)}
    return {
        "n": len(labels),
        "labels": labels,
        "ties": np.array([(place[a], place[b]) for a, b, _ in rows], dtype=np.int64).reshape(-1, 2),
        "p_tie": [chance for _, _, chance in rows],
        "p_person": [there[who][0] for who in labels],
        "group": [
            numbered[str(there[who][1])] if _is_said(there[who][1]) else NO_GROUP for who in labels
        ],
        "p_group": [chances.get(name, 1.0) for name in groups],
        "undirected": undirected,
    }


def _is_said(group: Any) -> bool:
    """Return whether somebody is in a group: nothing, and what is not a number, mean none."""
    return group is not None and group == group  # noqa: PLR0124 - NaN alone differs from itself


def graph_of(snapshot: Any) -> Any:
    """Return a NetworkX DiGraph of a snapshot. Raises NotInstalled (networkx)."""
    graph = optional("networkx").DiGraph()
    labels = snapshot.labels or range(snapshot.n)
    for number, label in enumerate(labels):
        group = int(snapshot.group[number])
        there = {"p": float(snapshot.p_person[number])}
        if group != NO_GROUP:
            there |= {"group": group, "p_group": float(snapshot.p_group[group])}
        graph.add_node(label, **there)
    for tail, head, chance in zip(snapshot.tail, snapshot.head, snapshot.p_tie, strict=True):
        graph.add_edge(labels[tail], labels[head], p=float(chance))
    return graph
