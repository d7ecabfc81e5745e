"""QR codes drawn for a page of ours; they are read by :mod:`rapport.formats.qr_reading`."""

from types import ModuleType
from typing import Any

QUIET = 4
"""So many modules around a code stay white."""


def drawn(text: str) -> tuple[int, str]:
    """Return the width of a code with its margin, in modules, and the path of its dark ones."""
    codes = _codes()
    image: Any = codes.create_barcode(text, codes.BarcodeFormat.QRCode, ec_level="M").to_image(
        scale=1, add_quiet_zones=False
    )
    view: Any = memoryview(image)
    height, width = view.shape
    dark = (
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y in range(height)
        for x in range(width)
        if not view[y, x]
    )
    return width + 2 * QUIET, "".join(dark)


def _codes() -> ModuleType:
    """Return the library, which is loaded when a code is drawn: few pages have any."""
    import zxingcpp  # noqa: PLC0415

    return zxingcpp
