"""What the camera of the laptop saw: the codes of phones in one grey picture."""

from collections.abc import Callable
from typing import Any

from rapport.formats.limits import Limits
from rapport.formats.phone_records import record_in_letters
from rapport.formats.qr_reading import texts_in
from rapport.formats.refusals import CannotTranslate, refusal

MOST_POINTS = 4_000_000
_MOST_CODES = 8


def read_codes(
    data: bytes,
    wish: dict[str, Any],
    limits: Limits,  # noqa: ARG001 - every translator takes them
    emit: Callable[[dict[str, Any]], None],
) -> None:
    """Answer with each record that a picture shows, in hex.

    ``wish`` holds the ``width`` and ``height`` of the picture, whose points are single bytes.
    """
    width, height = int(wish["width"]), int(wish["height"])
    if not (0 < width * height <= MOST_POINTS and width > 0 and len(data) == width * height):
        raise refusal("no_code_seen")
    for text in texts_in(data, width, height)[:_MOST_CODES]:
        try:
            emit({"record": record_in_letters(text).whole.hex()})
        except CannotTranslate:
            continue
