"""A network as GraphML, for whoever looks on with another tool: aliases, and no keys of ours."""

from rapport.pictures.network import Network
from rapport.pictures.svg import element, words

FIELDS = (
    ("label", "node"),
    ("kind", "node"),
    ("group", "node"),
    ("says", "edge"),
    ("line", "edge"),
    ("both", "edge"),
)


def graphml(network: Network) -> str:
    """Return the network as a GraphML document; who is who is told by alias alone."""
    number = {node.key: f"n{place}" for place, node in enumerate(network.nodes)}
    fields = [
        element("key", id=f"{of}_{name}", for_=of, attr__name=name, attr__type="string")
        for name, of in FIELDS
    ]
    nodes = [
        element(
            "node",
            *_data("node", label=node.label, kind=node.kind.value, group=node.group),
            id=number[node.key],
        )
        for node in network.nodes
    ]
    edges = [
        element(
            "edge",
            *_data("edge", says=tie.says, line=tie.line.value, both="yes" if tie.both else ""),
            source=number[tie.tail],
            target=number[tie.head],
        )
        for tie in network.known()
    ]
    graph = element("graph", *nodes, *edges, id="network", edgedefault="directed")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return head + element("graphml", *fields, graph, xmlns="http://graphml.graphdrawing.org/xmlns")


def _data(of: str, **told: str) -> list[str]:
    return [element("data", words(said), key=f"{of}_{name}") for name, said in told.items() if said]
