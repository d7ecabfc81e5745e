"""Answers as plain values, for whoever writes JSON."""

import dataclasses
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model


def plain(value: Any) -> Any:  # noqa: PLR0911 - one return for each kind
    """Return an answer as JSON has it; records give their columns."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    if isinstance(value, Model):
        columns = value._meta.concrete_fields  # noqa: SLF001 - documented Meta API
        # The number of a change tells how much was changed between two, in every circle.
        hidden = {"password", "last_login", "revised"}
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
