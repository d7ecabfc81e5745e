# ruff: noqa: N818 - a refusal is named by what is wrong
"""What a picture of a network is made of: people, groups and gates by alias, and ties between them.

Keys only say who is tied to whom: they are neither drawn nor saved. Labels are aliases, in any
script. Everything here is what the caller's reader may see: a picture hides nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

MOST: Final = 500


class Kind(StrEnum):
    """What is drawn, each in a shape of its own."""

    US = "us"
    COLLEAGUE = "colleague"
    PERSON = "person"
    GROUP = "group"
    GATE = "gate"


class Mark(StrEnum):
    """What is to be seen at once, by form and not by colour alone."""

    NONE = ""
    ALONE = "alone"  # everything hangs on it: a heavy line
    GONE = "gone"  # taken away to see what if: crossed out
    CHOSEN = "chosen"  # what the picture is about: a second line


class Line(StrEnum):
    """How a tie is drawn."""

    SURE = "sure"
    UNSURE = "unsure"  # dashed
    OLD = "old"  # dotted: not checked for long


@dataclass(frozen=True, slots=True)
class Node:
    """One to draw. ``note`` is a few words below the label; ``link`` where a click leads."""

    key: str
    label: str
    kind: Kind = Kind.PERSON
    group: str = ""
    note: str = ""
    mark: Mark = Mark.NONE
    link: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie from one key to another, and what it is in a few words. ``both``: it has no direction.

    A tie to or from a key that is not drawn is left out.
    """

    tail: str
    head: str
    says: str = ""
    line: Line = Line.SURE
    both: bool = False


@dataclass(frozen=True, slots=True)
class PictureWords:
    """What stands on a picture and over its table, in the reader's language.

    ``foot`` stands below a picture that is saved as a file.
    """

    named: str = "Who knows whom"
    described: str = "The same is in the table."
    foot: str = ""
    kinds: Mapping[str, str] = field(default_factory=lambda: {kind: kind.value for kind in Kind})
    marks: Mapping[str, str] = field(
        default_factory=lambda: {
            Mark.ALONE: "everything hangs on it",
            Mark.GONE: "taken away",
            Mark.CHOSEN: "chosen",
        }
    )


class NotDrawn(ValueError):
    """A picture cannot be made of this. ``why`` is too-many, twice or nobody; ``n`` how many."""

    def __init__(self, says: str, *, why: str, n: int = 0) -> None:
        super().__init__(says)
        self.why = why
        self.n = n


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and ties; raises NotDrawn where a key stands twice or there are more than 500."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...] = ()

    def __post_init__(self) -> None:
        keys = {node.key for node in self.nodes}
        if len(keys) < len(self.nodes):
            raise NotDrawn("A key stands twice among the nodes.", why="twice")
        if len(keys) > MOST:
            says = f"{len(keys)} are too many for one picture: draw an area or a group."
            raise NotDrawn(says, why="too-many", n=len(keys))

    def known(self) -> Iterator[Tie]:
        """Yield the ties of which both ends are drawn, none from a node to itself."""
        keys = {node.key for node in self.nodes}
        for tie in self.ties:
            if {tie.tail, tie.head} <= keys and tie.tail != tie.head:
                yield tie

    def node(self, key: str) -> Node:
        """Return the node of a key. Raises NotDrawn (nobody)."""
        for node in self.nodes:
            if node.key == key:
                return node
        raise NotDrawn("Nobody of that key is drawn.", why="nobody")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: who, what, how many steps from the beginning (None: no way), to whom.

    ``to`` are labels with what the tie is; ``marked`` is in words; ``link`` is where a click on
    the picture leads, ``gone`` that it is taken away.
    """

    label: str
    kind: str
    step: int | None
    marked: str
    note: str
    to: tuple[tuple[str, str], ...]
    link: str = ""
    gone: bool = False


def rows_of(network: Network, steps: Mapping[str, int], said: PictureWords) -> tuple[Row, ...]:
    """Return the same as a table, the nearest first, in the order given."""
    labels = {node.key: node.label for node in network.nodes}
    to: dict[str, list[tuple[str, str]]] = {node.key: [] for node in network.nodes}
    for tie in network.known():
        to[tie.tail].append((labels[tie.head], tie.says))
        if tie.both:
            to[tie.head].append((labels[tie.tail], tie.says))
    far = len(network.nodes) + 1
    ordered = sorted(network.nodes, key=lambda node: steps.get(node.key, far))
    return tuple(
        Row(
            node.label,
            said.kinds.get(node.kind, node.kind.value),
            steps.get(node.key),
            said.marks.get(node.mark, "") if node.mark else "",
            node.note,
            tuple(to[node.key]),
            node.link,
            node.mark == Mark.GONE,
        )
        for node in ordered
    )
