"""A new store in the place of the test's own, and what a store holds."""

from typing import Any

from django.apps import apps
from django.db import connection

from rapport.exchange.archive.writing import plain_row
from rapport.records.operations import parts_of, recorded_models
from rapport.vault import keyring

WORDS = "seven grey kettles beside the river"


def everything(*, but: tuple[str, ...] = ()) -> dict[str, dict[str, Any]]:
    """Return every recorded row there is with its parts; what is sealed, in the clear."""
    found: dict[str, dict[str, Any]] = {}
    for name, model in recorded_models().items():
        if name in but:
            continue
        for row in model._base_manager.all():
            said = plain_row(row)
            for part, child in parts_of(model).items():
                whose, *rest = child.VALUES
                there = child._base_manager.filter(**{child.OWNER: row})
                said[part] = sorted(there.values_list(f"{whose}_id", *rest))
            found[f"{name}/{row.pk.hex}"] = said
    return found


def begin_new(monkeypatch, key: bytes = b"n" * 32) -> None:
    """Empty the store, as a new one is, and hold a key of its own; the test's own comes back."""
    with connection.constraint_checks_disabled():
        for model in apps.get_app_config("records").get_models():
            rows = model._base_manager.all()
            rows._raw_delete(rows.db)
    monkeypatch.setattr(keyring, "_held", [key])
