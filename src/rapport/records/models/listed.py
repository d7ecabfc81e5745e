"""A list of records, each by its kind and its key, as a column."""

from typing import Any

from django.db import models

from rapport.records.packed_records import pack, unpack


class RecordsField(models.JSONField):
    """Kinds, each with the letters of a key: JSON on PostgreSQL, packed in the encrypted file."""

    def db_type(self, connection: Any) -> str | None:
        """Return the type of the column."""
        return "BLOB" if connection.vendor == "sqlite" else super().db_type(connection)

    def db_check(self, connection: Any) -> str | None:
        """Return what the store checks: in the encrypted file, nothing."""
        return None if connection.vendor == "sqlite" else super().db_check(connection)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Return the list as the store has it."""
        if connection.vendor == "sqlite" and value is not None:
            return pack(value)
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Return the list that the store had."""
        if connection.vendor == "sqlite" and value is not None:
            return unpack(value)
        return super().from_db_value(value, expression, connection)
