"""The child: reads one request and one file from stdin, writes frames to stdout, and ends.

Started by :func:`rapport.imports.sandbox.translate` as ``python -I -m rapport.imports.sandbox``.
The request names a function of the tables, called as ``(data, wish, limits, emit)``.
"""

import importlib
import os
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from rapport.formats.limits import Limits
from rapport.formats.refusals import CannotTranslate
from rapport.imports.sandbox import confine
from rapport.imports.sandbox.frames import read_frame, write_frame

_OUR_TRANSLATORS = "rapport.imports.tables."


def main() -> None:
    """Translate one file, within the limits the request names."""
    incoming = sys.stdin.buffer
    outgoing = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # anything a parser prints goes where stderr goes, never between our frames
    request = read_frame(incoming)
    if request is None:
        return
    limits = Limits(**request["limits"])
    confine.take_limits(limits)
    translator = _find(request["translator"])
    confine.seal()
    try:
        _run(translator, incoming, outgoing, request["wish"], limits)
    except CannotTranslate as refused:
        write_frame(outgoing, {"refused": refused.code, "params": refused.given})
    except MemoryError:
        megabytes = limits.memory_bytes >> 20
        write_frame(outgoing, {"refused": "too_much_memory", "params": {"limit": megabytes}})
    except Exception:  # noqa: BLE001 - whatever a parser throws at a hostile file, the person reads a sentence
        write_frame(outgoing, {"refused": "fell_over", "params": {}})


def _find(named: str) -> Callable[..., None]:
    module, _, function = named.partition(":")
    if not module.startswith(_OUR_TRANSLATORS):
        raise PermissionError(named)
    found: Callable[..., None] = getattr(importlib.import_module(module), function)
    return found


def _run(
    translator: Callable[..., None],
    incoming: BinaryIO,
    outgoing: BinaryIO,
    wish: dict[str, Any],
    limits: Limits,
) -> None:
    def emit(content: dict[str, Any]) -> None:
        write_frame(outgoing, content)

    translator(incoming.read(), wish, limits, emit)
    write_frame(outgoing, {"end": True})


if __name__ == "__main__":
    main()
