"""What passes through the pipes: a length, then JSON of that length.

Four bytes, big-endian, say how many bytes of UTF-8 JSON follow.  The parent trusts no frame: its
length is bounded and its shape is checked by whoever asked.
"""

import json
from typing import Any, BinaryIO

_LENGTH_BYTES = 4
LARGEST_FRAME = 96 * 1024 * 1024


class BrokenFrame(ValueError):  # noqa: N818 - named for what it is
    """The other side did not keep to the framing."""


def write_frame(pipe: BinaryIO, content: dict[str, Any]) -> None:
    """Send one frame and flush it."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    if len(body) > LARGEST_FRAME:
        raise BrokenFrame("frame too large")
    pipe.write(len(body).to_bytes(_LENGTH_BYTES, "big"))
    pipe.write(body)
    pipe.flush()


def read_frame(pipe: BinaryIO) -> dict[str, Any] | None:
    """Receive one frame; None at the end of the pipe.

    Raises BrokenFrame if the length is out of bounds, the frame is cut short, or it holds
    anything but a JSON object.
    """
    head = pipe.read(_LENGTH_BYTES)
    if not head:
        return None
    length = int.from_bytes(head, "big")
    if len(head) < _LENGTH_BYTES or length > LARGEST_FRAME:
        raise BrokenFrame("bad length")
    body = pipe.read(length)
    if len(body) < length:
        raise BrokenFrame("cut short")
    try:
        content = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BrokenFrame("not JSON") from error
    if not isinstance(content, dict):
        raise BrokenFrame("not an object")
    return content
