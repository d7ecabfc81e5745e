"""How often what was said came true: a point for each part, beside the line of "as often"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapport.pictures.svg import drawing, element, number, title, words

SIDE: Final = 320.0
LEFT: Final = 56.0
TOP: Final = 12.0
BELOW: Final = 40.0
TICKS: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
FARTHEST: Final = (0.05, 0.1, 0.25, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Part:
    """Of ``count`` chances of about ``said``, the share ``came`` came true: ``low`` to ``high``."""

    count: int
    said: float
    came: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CalibrationWords:
    """What stands on the picture and over its table, in the reader's language."""

    named: str = "How often what was said came true"
    described: str = "Each point is a part of the chances. On the line, they came true as often."
    said: str = "said"
    came: str = "came true"
    count: str = "how many"
    between: str = "in nineteen of twenty such samples"


def calibration_picture(
    parts: Sequence[Part], said: CalibrationWords | None = None, *, alone: bool = False
) -> str:
    """Draw the parts, each with the range in which its share could lie by chance alone.

    The axes end where the parts do. ``alone``: as a file of its own.
    """
    label = said or CalibrationWords()
    most = max((max(part.said, part.high) for part in parts), default=1.0)
    end = next(each for each in FARTHEST if each >= most)
    inside = [_line(0.0, 0.0, 1.0, 1.0, "even", stroke_dasharray="4 4", opacity=0.6)]
    for tick in TICKS:
        inside += [
            _line(tick, 0.0, tick, 1.0, "grid", opacity=0.15),
            _line(0.0, tick, 1.0, tick, "grid", opacity=0.15),
            _text(_x(tick), TOP + SIDE + 16, _share(tick * end), "middle"),
            _text(LEFT - 6, _y(tick) + 4, _share(tick * end), "end"),
        ]
    for part in parts:
        at = part.said / end
        says = f"{label.said} {part.said:.0%}, {label.came} {part.came:.0%} ({part.count})"
        inside += [
            _line(at, part.low / end, at, part.high / end, "range", opacity=0.7),
            element(
                "circle",
                title(says),
                cx=_x(at),
                cy=_y(part.came / end),
                r=4,
                fill="currentColor",
                stroke="none",
                class_="point",
            ),
        ]
    inside += [
        _text(_x(0.5), TOP + SIDE + 34, label.said, "middle"),
        element(
            "text",
            words(label.came),
            transform=f"translate(14 {number(_y(0.5))}) rotate(-90)",
            text_anchor="middle",
            font_size=13,
            fill="currentColor",
            stroke="none",
        ),
    ]
    size = (LEFT + SIDE + 16, TOP + SIDE + BELOW)
    return drawing(*size, inside, named=label.named, described=label.described, alone=alone)


def calibration_rows(
    parts: Sequence[Part], said: CalibrationWords | None = None
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the same as a table: its head, and a row for each part."""
    label = said or CalibrationWords()
    head = (label.said, label.came, label.between, label.count)
    rows: list[tuple[str, ...]] = [
        (
            f"{part.said:.1%}",
            f"{part.came:.1%}",
            f"{part.low:.1%} - {part.high:.1%}",
            str(part.count),
        )
        for part in parts
    ]
    return head, rows


def _share(part: float) -> str:
    return f"{100 * part:.2g}%" if part < 1 else "100%"


def _x(share: float) -> float:
    return LEFT + share * SIDE


def _y(share: float) -> float:
    return TOP + (1.0 - share) * SIDE


def _line(x1: float, y1: float, x2: float, y2: float, class_: str, **more: object) -> str:
    ends = {"x1": _x(x1), "y1": _y(y1), "x2": _x(x2), "y2": _y(y2)}
    return element("line", class_=class_, stroke="currentColor", stroke_width=1.5, **ends, **more)


def _text(x: float, y: float, said: str, anchor: str) -> str:
    place = {"x": x, "y": y, "text_anchor": anchor, "font_size": 13, "fill": "currentColor"}
    place |= {"stroke": "none"}
    return element("text", words(said), **place)
