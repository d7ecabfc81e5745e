"""Draws a network that is laid out: shapes by kind, lines by how sure a tie is, labels below."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import cos, hypot, pi, sin
from typing import Any, Final

from rapport.pictures.layout import Layout, layered, ringed
from rapport.pictures.network import (
    Kind,
    Line,
    Mark,
    Network,
    Node,
    PictureWords,
    Row,
    Tie,
    rows_of,
)
from rapport.pictures.svg import drawing, element, number, title, words

SIZE: Final = 14.0  # half of a shape
LONGEST: Final = 15  # letters of a line of a label
LABELLED: Final = 120  # of more than so many only us, gates and what is marked have a label
BELOW: Final = 22.0  # a line of the legend
DASHES: Final = {Line.UNSURE: "6 4", Line.OLD: "1.5 4"}
SIDES: Final = {Kind.GROUP: 6, Kind.GATE: 4}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for a page, the same as a file of its own, and the same as rows of a table."""

    svg: str
    rows: tuple[Row, ...]
    _alone: Callable[[], str] = field(repr=False, compare=False)

    @property
    def file(self) -> str:
        """Return it as a file of its own, written only where somebody saves it."""
        return self._alone()


def ways_picture(
    network: Network, us: str, gate: str, *, said: PictureWords | None = None, rtl: bool = False
) -> Picture:
    """Draw our ways to a gate, from us above to the gate below, a layer for each step.

    us, gate: keys. rtl: the first of a layer stands on the right. Raises NotDrawn (nobody).
    """
    return _drawn(network, layered(network, us, gate), said, rtl)


def around_picture(
    network: Network, centre: str, *, said: PictureWords | None = None, rtl: bool = False
) -> Picture:
    """Draw somebody's surroundings: a ring for each step away. Raises NotDrawn (nobody)."""
    return _drawn(network, ringed(network, centre, either_way=True), said, rtl)


def whole_picture(
    network: Network, us: str, *, said: PictureWords | None = None, rtl: bool = False
) -> Picture:
    """Draw the whole network around us, up to 500; whom no tie leads to, on the last ring.

    Of more than 120, only us, gates and what is marked have labels on the picture; names of all
    are in its titles and its table. Raises NotDrawn (nobody).
    """
    return _drawn(network, ringed(network, us), said, rtl)


def _drawn(network: Network, layout: Layout, said: PictureWords | None, rtl: bool) -> Picture:
    label = said or PictureWords()
    places = layout.places
    if rtl:
        places = {key: (layout.width - x, y) for key, (x, y) in places.items()}
    legend = list(_legend(network, label, layout, rtl))
    nodes = {node.key: node for node in network.nodes}
    ties = [_tie(tie, nodes, places) for tie in network.known()]
    few = len(nodes) <= LABELLED
    height = layout.height + 8 + BELOW * len({node.kind for node in network.nodes})

    def written(*, alone: bool) -> str:
        drawn = [
            _node(replace(node, link="") if alone else node, places[node.key], label, few)
            for node in network.nodes
        ]
        foot = _foot(label.foot, layout.width, height, rtl) if alone and label.foot else []
        return drawing(
            layout.width,
            height + BELOW * len(foot),
            [*ties, *drawn, *legend, *foot],
            named=label.named,
            described=label.described,
            alone=alone,
            linked=not alone and any(node.link for node in network.nodes),
        )

    return Picture(
        written(alone=False),
        rows_of(network, layout.steps, label),
        lambda: written(alone=True),
    )


def _foot(said: str, width: float, height: float, rtl: bool) -> list[str]:
    """Write a sentence below a picture, in as many lines as its width asks for."""
    fits = max(int((width - 36) / 6.5), LONGEST)
    lines = [""]
    for word in said.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > fits:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    x = width - 18 if rtl else 18.0
    anchor = "end" if rtl else "start"
    return [
        _text(line, x, height + BELOW * (place + 0.4), 11, "foot", anchor=anchor)
        for place, line in enumerate(lines)
    ]


def _tie(tie: Tie, nodes: Mapping[str, Node], places: dict[str, tuple[float, float]]) -> str:
    (x1, y1), (x2, y2) = places[tie.tail], places[tie.head]
    far = hypot(x2 - x1, y2 - y1) or 1.0
    dx, dy = (x2 - x1) / far, (y2 - y1) / far
    gap = SIZE + 4
    begin, end = (x1 + dx * gap, y1 + dy * gap), (x2 - dx * gap, y2 - dy * gap)
    gone = Mark.GONE in (nodes[tie.tail].mark, nodes[tie.head].mark)
    ends = f"{nodes[tie.tail].label} - {nodes[tie.head].label}"
    told = title(f"{ends}: {tie.says}" if tie.says else ends)
    line = element(
        "line",
        told,
        **dict(zip(("x1", "y1", "x2", "y2"), (*begin, *end), strict=True)),
        stroke="currentColor",
        stroke_width=1.5,
        stroke_dasharray=DASHES.get(tie.line),
    )
    arrow = "" if tie.both else _arrow(end, dx, dy)
    return element(
        "g", line, arrow, class_=f"between line-{tie.line}", opacity=0.25 if gone else 0.75
    )


def _arrow(end: tuple[float, float], dx: float, dy: float) -> str:
    x, y = end
    back, side = 7.0, 3.5
    corners = [
        (x, y),
        (x - dx * back - dy * side, y - dy * back + dx * side),
        (x - dx * back + dy * side, y - dy * back - dx * side),
    ]
    return element("polygon", points=_points(corners), fill="currentColor", stroke="none")


def _node(node: Node, place: tuple[float, float], said: PictureWords, few: bool) -> str:
    x, y = place
    kind = said.kinds.get(node.kind, node.kind.value)
    marked = said.marks.get(node.mark, "") if node.mark else ""
    about = ", ".join(part for part in (node.label, kind, node.note, marked) if part)
    inside = [title(about), *_shape(node.kind, node.mark, x, y)]
    if few or node.mark or node.kind in (Kind.US, Kind.GATE):
        inside += _label(node, x, y)
    drawn = element(
        "g",
        *inside,
        class_=f"one kind-{node.kind}" + (f" mark-{node.mark}" if node.mark else ""),
        opacity=0.55 if node.mark == Mark.GONE else None,
    )
    return element("a", drawn, href=node.link, class_="take-away") if node.link else drawn


def _shape(kind: Kind, mark: Mark, x: float, y: float) -> Iterator[str]:
    """Draw the shape of a kind, the form of a mark over it."""
    look: dict[str, Any] = {"fill": "none", "stroke": "currentColor", "class_": "outline"}
    look |= {"stroke_width": 4.5 if mark == Mark.ALONE else 1.75}
    if mark == Mark.GONE:
        look["stroke_dasharray"] = "3 3"
    # A click meets the whole shape, and what lies around it, as a thumb does.
    yield element(
        "circle", cx=x, cy=y, r=22, fill="transparent", stroke="none", class_="room-around"
    )
    sides = SIDES.get(kind)
    if kind == Kind.COLLEAGUE:
        box: dict[str, Any] = {"x": x - SIZE * 0.85, "y": y - SIZE * 0.85, "rx": 3}
        yield element("rect", width=SIZE * 1.7, height=SIZE * 1.7, **box, **look)
    elif sides:
        yield element("polygon", points=_points(_corners(sides, x, y)), **look)
    else:
        yield element("circle", cx=x, cy=y, r=SIZE, **look)
    if kind == Kind.US:
        yield element("circle", cx=x, cy=y, r=SIZE / 2, fill="currentColor", stroke="none")
    if mark == Mark.CHOSEN:
        ring = {"cx": x, "cy": y, "fill": "none", "stroke": "currentColor"}
        yield element("circle", r=SIZE + 5, stroke_width=1.25, class_="second", **ring)
    if mark == Mark.GONE:
        for way in (1, -1):
            ends = {"x1": x - 9, "y1": y - 9 * way, "x2": x + 9, "y2": y + 9 * way}
            yield element("line", stroke="currentColor", stroke_width=2, **ends)


def _corners(sides: int, x: float, y: float) -> list[tuple[float, float]]:
    size = SIZE * 1.15
    turns = (2 * pi * side / sides - pi / 2 for side in range(sides))
    return [(x + size * cos(turn), y + size * sin(turn)) for turn in turns]


def _points(corners: list[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in corners)


def _label(node: Node, x: float, y: float) -> Iterator[str]:
    """Write the label in one or two lines, and the note below it, each in its own direction."""
    lines = _lines(node.label)
    for place, line in enumerate(lines):
        yield _text(line, x, y + SIZE + 14 + 13 * place, 12, "alias")
    if node.note:
        yield _text(_short(node.note, LONGEST + 4), x, y + SIZE + 14 + 13 * len(lines), 11, "aside")


def _text(
    said: str, x: float, y: float, size: float, class_: str, *, anchor: str = "middle"
) -> str:
    """Write words with a rim of the ground around them, so that lines do not cross them."""
    look = {"fill": "currentColor", "class_": class_, "unicode_bidi": "plaintext"}
    look |= {"text_anchor": anchor, "paint_order": "stroke"}
    return element("text", words(said), x=x, y=y, font_size=size, stroke_width=5, **look)


def _lines(label: str) -> list[str]:
    """Return a label in at most two lines, broken between words where there is room to."""
    if len(label) <= LONGEST:
        return [label]
    first, rest = "", label.split()
    while rest and len(first) + 1 + len(rest[0]) <= LONGEST:
        first = f"{first} {rest.pop(0)}".strip()
    if not first:
        return [_short(label, LONGEST)]
    return [first, *([_short(" ".join(rest), LONGEST)] if rest else [])]


def _short(said: str, most: int) -> str:
    return said if len(said) <= most else f"{said[: most - 1].rstrip()}…"


def _legend(network: Network, said: PictureWords, layout: Layout, rtl: bool) -> Iterator[str]:
    """Say which shape is what, a line for each kind that is drawn."""
    there = {node.kind for node in network.nodes}
    for line, kind in enumerate(kind for kind in Kind if kind in there):
        y = layout.height + BELOW * line + 4
        x = layout.width - 18 if rtl else 18
        small = "".join(_shape(kind, Mark.NONE, 0, 0))
        yield element("g", small, transform=f"translate({number(x)} {number(y)}) scale(0.55)")
        words_x, anchor = (x - 18, "end") if rtl else (x + 18, "start")
        yield _text(said.kinds.get(kind, kind.value), words_x, y + 4, 12, "which", anchor=anchor)
