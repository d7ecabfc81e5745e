"""Records as an archive has them, made into rows of this store, and rows as an archive has them."""

import base64
import uuid
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from rapport.records.models.logged import LoggedModel
from rapport.records.operations import columns_of, part_rows, part_values, parts_of, plain_part
from rapport.vault import encryption


def row_of(model: type[LoggedModel], plain: Mapping[str, Any], *, sealing: bool = True) -> Any:
    """Return a record as a row, not yet stored; what was sealed is sealed with our own key."""
    row = model(id=uuid.UUID(plain["id"]))
    for name, value in values_of(model, plain, sealing=sealing).items():
        setattr(row, name, value)
    return row


def values_of(
    model: type[LoggedModel], plain: Mapping[str, Any], *, sealing: bool = True
) -> dict[str, Any]:
    """Return the values of a record by the names of its attributes."""
    found: dict[str, Any] = {}
    for column in columns_of(model):
        if column.name not in plain:
            continue
        value = plain[column.name]
        purpose = model.SEALED.get(column.name)
        if purpose is None or value is None:
            found[column.attname] = column.from_plain(value)
        elif sealing:
            clear = base64.b64decode(value)
            found[column.attname] = encryption.seal(clear, purpose=purpose)
    return found


def named_values(model: type[LoggedModel], plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a record by the names of its columns, as a change takes them."""
    given = values_of(model, plain)
    return {
        column.name: given[column.attname]
        for column in columns_of(model)
        if column.attname in given
    }


def is_whole(model: type[LoggedModel], plain: Mapping[str, Any]) -> bool:
    """Say whether a record can be made into a row."""
    with suppress(KeyError, ValueError, TypeError, AttributeError):
        row_of(model, plain, sealing=False)
        parts_given(model, plain)
        return True
    return False


def parts_given(model: type[LoggedModel], plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rows of the parts of a record, as a change set takes them."""
    return {
        name: [part_values(child, entry) for entry in plain.get(name, [])]
        for name, child in parts_of(model).items()
    }


def parts_plain(row: LoggedModel) -> dict[str, list[list[str]]]:
    """Return the rows of the parts of a record that is here, as an archive has them."""
    return {name: [plain_part(one) for one in part_rows(row, name)] for name in type(row).PARTS}
