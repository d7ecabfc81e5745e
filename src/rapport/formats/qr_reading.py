"""QR codes read from the grey picture of a phone's screen.

Only in the child that reads what comes from outside (``imports.sandbox``), which opens no file once
it has begun: so the library is loaded with this module.
"""

from typing import Any

import zxingcpp


def texts_in(grey: bytes, width: int, height: int) -> list[str]:
    """Return what the QR codes in a grey picture say, a byte for each of its points."""
    view = memoryview(grey).cast("B", (height, width))
    wanted: Any = zxingcpp.BarcodeFormat.QRCode
    found = zxingcpp.read_barcodes(view, formats=wanted)
    return [code.text for code in found]
