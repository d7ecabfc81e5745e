"""A picture as PNG, made from its SVG, with the fonts of this computer."""

from functools import cache

from rapport.formats.refusals import refusal

_ZOOM = 2.0
"""So many points for one of the drawing: it stays sharp on paper and on a good screen."""

_PROBE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16">'
    '<text x="2" y="14" font-family="sans-serif" font-size="14">{}</text></svg>'
)


def png_of(svg: str) -> bytes:
    """Return a drawing as PNG.

    Raises ``NotWritable`` where the computer has no fonts: names would be missing without a sign.
    """
    import resvg_py  # noqa: PLC0415 - only a picture needs it

    if not _has_fonts():
        raise refusal("no_fonts")
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=_ZOOM))


@cache
def _has_fonts() -> bool:
    import resvg_py  # noqa: PLC0415

    letter, blank = (resvg_py.svg_to_bytes(svg_string=_PROBE.format(said)) for said in ("A", ""))
    return letter != blank
