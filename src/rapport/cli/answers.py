"""How answers look at a prompt: plain lines for people, JSON for programs."""

import dataclasses
import json
import re
import sys
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from rapport.rules.catalogue import worded


def plain(value: Any) -> Any:  # noqa: PLR0911 - one return for each kind
    """Return an answer as JSON has it; records give their columns."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    if isinstance(value, Model):
        columns = value._meta.concrete_fields  # noqa: SLF001 - documented Meta API
        hidden = {"password", "last_login"}
        return {
            column.attname: plain(getattr(value, column.attname))
            for column in columns
            if column.name not in hidden
        }
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set):
        return [plain(one) for one in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return None
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def as_json(value: Any) -> None:
    """Write an answer as JSON."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=1) + "\n")


_COMMANDS_TO_THE_TERMINAL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def say(*lines: str) -> None:
    """Write lines, without what a terminal would obey instead of showing."""
    for line in lines:
        sys.stdout.write(_COMMANDS_TO_THE_TERMINAL.sub("", line) + "\n")


def finding_line(finding: Any, today: date) -> str:
    """Return a finding in one line."""
    return f"{finding.alias}: {worded(finding.says, finding.params, today)}  [{finding.code}]"


def table(rows: Iterable[tuple[str, ...]]) -> None:
    """Write rows in columns."""
    known = [tuple(str(cell) for cell in row) for row in rows]
    if not known:
        return
    widths = [max(len(row[column]) for row in known) for column in range(len(known[0]))]
    for row in known:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        say("  ".join(cells).rstrip())
