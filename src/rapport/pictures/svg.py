"""SVG, written: elements nest, what people wrote is escaped, numbers are short."""

from collections.abc import Iterable
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

PAPER: Final = "#fffdf9"
INK: Final = "#23211d"
_FORBIDDEN = {code: None for code in range(32) if code not in (9, 10, 13)} | {
    0xFFFE: None,
    0xFFFF: None,
    **dict.fromkeys(range(0xD800, 0xE000)),
}
"""Characters that XML cannot hold."""


def clean(words: str) -> str:
    """Return words without what XML cannot hold."""
    return words.translate(_FORBIDDEN)


def number(value: float) -> str:
    """Write a number of pixels: two digits are finer than any screen."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def element(name: str, *inside: str, **attributes: Any) -> str:
    """Write an element; ``inside`` is SVG already, or words through :func:`words`.

    An attribute ``class_`` is written ``class``, ``text_anchor`` with a dash, ``attr__name`` with a
    dot; None is left out.
    """
    written = "".join(
        f" {_name(key)}={quoteattr(_value(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def _name(key: str) -> str:
    return key.rstrip("_").replace("__", ".").replace("_", "-")


def words(said: str) -> str:
    """Write words as they stand between elements."""
    return escape(clean(said))


def title(said: str) -> str:
    """Name an element: browsers show it, screen readers read it."""
    return element("title", words(said))


def drawing(
    width: float,
    height: float,
    inside: Iterable[str],
    *,
    named: str,
    described: str = "",
    alone: bool = False,
    linked: bool = False,
) -> str:
    """Write a whole picture with its name, and a sentence about it.

    ``linked``: it holds links, so it is told as a group of them and not as one image.

    ``alone``: it is saved as a file, and brings the ground and the ink that a page would give it.
    """
    about = [title(named)] + ([element("desc", words(described))] if described else [])
    if alone:
        about.append(element("rect", width=width, height=height, fill=PAPER, stroke="none"))
    return element(
        "svg",
        *about,
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=number(width),
        height=number(height),
        role="group" if linked else "img",
        class_="drawn",
        direction="ltr",  # where words begin is said of each, whatever stands around the picture
        aria_label=named,
        color=INK if alone else None,
        stroke=PAPER if alone else None,
        font_family="sans-serif" if alone else None,
    )


def _value(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value)
    return clean(str(value))
