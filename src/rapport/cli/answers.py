"""How answers look at a prompt: plain lines for people, JSON for programs."""

import json
import re
import shutil
import sys
from collections.abc import Iterable
from datetime import date
from typing import Any, TextIO
from uuid import UUID

from rapport.briefings.serialize import plain
from rapport.rules.catalogue import worded
from rapport.rules.days import whole_months
from rapport.site.called import as_called


def as_json(value: Any) -> None:
    """Write an answer as JSON; escaped where the terminal or the pipe has not all letters."""
    every_letter = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=not every_letter, indent=1) + "\n")


_COMMANDS_TO_THE_TERMINAL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def say(*lines: str, to: TextIO | None = None) -> None:
    """Write lines, without what a terminal would obey instead of showing."""
    for line in lines:
        (to or sys.stdout).write(_COMMANDS_TO_THE_TERMINAL.sub("", line) + "\n")


def days(on: date | None, until: date | None = None) -> str:
    """Return a day as it is written at a prompt, or a month or the days of which no more is known.

    >>> days(date(2010, 10, 1), date(2010, 10, 31)), days(date(2013, 5, 12), date(2013, 5, 14))
    ('2010-10', '2013-05-12 to 2013-05-14')
    """
    if on is None:
        return ""
    if until is None or until <= on:
        return on.isoformat()
    first, last = on.isoformat(), until.isoformat()
    if whole_months(on, until):
        first, last = first[:7], last[:7]
    return first if first == last else f"{first} to {last}"


def finding_line(finding: Any, today: date, *, named: bool = True) -> str:
    """Return a finding in one line, with the alias unless that stands above it."""
    whom = f"{finding.alias}: " if named else ""
    return f"{whom}{worded(finding.says, finding.params, today)}  [{finding.code}]"


def undo_line(change_set: UUID) -> str:
    """Return how to undo a change."""
    return as_called(f"Undo it with: rapport history undo {change_set}")


def table(rows: Iterable[tuple[str, ...]], *, heads: tuple[str, ...] = ()) -> None:
    """Write rows in columns under their heads, cut where a terminal ends; nothing for no rows."""
    texts = [tuple(str(cell) for cell in row) for row in rows]
    if not texts:
        return
    texts = [heads, *texts] if heads else texts
    wide = shutil.get_terminal_size().columns if sys.stdout.isatty() else sys.maxsize
    widths = [max(len(row[column]) for row in texts) for column in range(len(texts[0]))]
    for row in texts:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        line = "  ".join(cells).rstrip()
        say(line if len(line) <= wide else f"{line[: wide - 1]}…")
