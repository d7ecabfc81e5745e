"""Exact reach: the printed constants found again, and how the work grows with the width.

`python bench/network.py exact` prints it.
"""

from functools import partial

import networkx as nx
import numpy as np
from network_peers import agree
from network_timing import Rows, measured

from rapport.network.exact import exact_reach
from rapport.network.gates import Gate
from rapport.network.snapshot import Snapshot


def opposite(graph: nx.Graph) -> int:
    """Somebody farthest from person 0."""
    far = nx.single_source_shortest_path_length(graph, 0)
    return max(far, key=far.get)


def known_rows() -> Rows:
    """Printed constants; what we find stands in the place of a size."""
    dodecahedron, petersen = nx.dodecahedral_graph(), nx.petersen_graph()
    bridge = nx.Graph([(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)])
    grid = nx.convert_node_labels_to_integers(nx.grid_2d_graph(2, 3))
    rows = []
    for name, graph, to, failure, goal in (
        ("dodecahedron, opposite", dodecahedron, opposite(dodecahedron), 0.1, "2.879601e-03"),
        ("dodecahedron, opposite", dodecahedron, opposite(dodecahedron), 0.01, "2.061891e-06"),
        ("dodecahedron, opposite", dodecahedron, opposite(dodecahedron), 0.001, "2.006018e-09"),
        ("dodecahedron, everybody", dodecahedron, None, 0.1, "2.286916e-02"),
        ("dodecahedron, everybody", dodecahedron, None, 0.01, "2.030103e-05"),
        ("dodecahedron, everybody", dodecahedron, None, 0.001, "2.003001e-08"),
        ("Petersen, two ties apart", petersen, opposite(petersen), 0.1, "2.728120e-03"),
        ("Petersen, two ties apart", petersen, opposite(petersen), 0.01, "2.061405e-06"),
        ("Petersen, two ties apart", petersen, opposite(petersen), 0.001, "2.006014e-09"),
        ("bridge", bridge, 3, 0.1, f"{1 - 0.97848:.6e}"),
        ("grid 2 x 3, everybody", grid, None, 0.5, f"{1 - 0.1796875:.6e}"),
    ):
        snapshot = both_ways(graph, 1 - failure)
        gate = None if to is None else Gate.of_post(to).compiled(snapshot.n)
        found = f"{exact_reach(snapshot, gate).cut_off:.6e}"
        agree(found, goal)
        title, ask = f"exact_reach, {name}", partial(exact_reach, snapshot, gate)
        rows += measured(title, f"cut off {found} with ties failing {failure}", ask, goal)
    return rows


def both_ways(graph: nx.Graph, p: float) -> Snapshot:
    ties = [tie for a, b in graph.edges for tie in ((a, b), (b, a))]
    return Snapshot.of(n=len(graph), ties=ties, p_tie=np.full(len(ties), p))


def rows() -> Rows:
    """No peer: neither library answers this."""
    found = known_rows()
    for name, graph in (
        ("dodecahedron", nx.dodecahedral_graph()),
        ("grid 5 x 5", nx.convert_node_labels_to_integers(nx.grid_2d_graph(5, 5))),
        ("grid 4 x 100", nx.convert_node_labels_to_integers(nx.grid_2d_graph(100, 4))),
        ("eight people, all tied", nx.complete_graph(8)),
    ):
        snapshot, n = both_ways(graph, 0.9), len(graph)
        ask = partial(exact_reach, snapshot, Gate.of_post(n - 1).compiled(n))
        found += measured("exact_reach", name, ask)
    return found
