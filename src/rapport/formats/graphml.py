"""A network as GraphML: nodes and edges with their attributes, each of one type."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

Value = str | int | bool


@dataclass(frozen=True, slots=True)
class Node:
    """A node: a key that says nothing, and its attributes."""

    key: str
    attributes: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge from one node to another, and its attributes."""

    one: str
    other: str
    attributes: Mapping[str, Value]


_TYPES = {str: "string", int: "int", bool: "boolean"}


def graphml(nodes: Sequence[Node], edges: Sequence[Edge], *, marked: str) -> bytes:
    """Return a directed graph; ``marked`` is the line that says how sensitive it is.

    An attribute that is not said is left out: a reader of GraphML knows no nothing.
    """
    keys = _keys((one.attributes for one in nodes), "n")
    of_edges = _keys((one.attributes for one in edges), "e")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        '<key id="mark" for="graph" attr.name="mark" attr.type="string"/>',
        *(_key(name, what, "node") for name, what in keys.items()),
        *(_key(name, what, "edge") for name, what in of_edges.items()),
        '<graph id="G" edgedefault="directed">',
        f'<data key="mark">{_text(marked)}</data>',
    ]
    lines.extend(
        f"<node id={quoteattr(node.key)}>{_data(node.attributes, keys)}</node>" for node in nodes
    )
    for edge in edges:
        ends = f"source={quoteattr(edge.one)} target={quoteattr(edge.other)}"
        lines.append(f"<edge {ends}>{_data(edge.attributes, of_edges)}</edge>")
    return "\n".join([*lines, "</graph>", "</graphml>", ""]).encode()


def _keys(rows: Iterable[Mapping[str, Value]], letter: str) -> dict[str, tuple[str, str]]:
    """Return, by name of an attribute, the key of it and its type."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows:
        for name, value in row.items():
            found.setdefault(name, (f"{letter}{len(found)}", _TYPES[type(value)]))
    return found


def _key(name: str, what: tuple[str, str], of: str) -> str:
    return f'<key id="{what[0]}" for="{of}" attr.name={quoteattr(name)} attr.type="{what[1]}"/>'


def _data(values: Mapping[str, Value], keys: Mapping[str, tuple[str, str]]) -> str:
    return "".join(
        f'<data key="{keys[name][0]}">{_text(value)}</data>' for name, value in values.items()
    )


def _text(value: Value) -> str:
    """Return a value as XML has it; letters that XML forbids are left out."""
    said = str(value).lower() if isinstance(value, bool) else str(value)
    return escape("".join(one for one in said if one in "\t\n\r" or _is_allowed(ord(one))))


def _is_allowed(number: int) -> bool:
    return 0x20 <= number <= 0xD7FF or 0xE000 <= number <= 0xFFFD or number >= 0x10000
