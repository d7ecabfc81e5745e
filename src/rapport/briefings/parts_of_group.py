"""What points at a group and may pass to another, each as it is called, for whoever splits it."""

import uuid
from functools import reduce
from typing import Any, NamedTuple

from rapport.records.asking import Asking
from rapport.records.models import Actor
from rapport.records.pointing_at_groups import passing

_CALLED = (
    *("alias", "title", "place", "gate.name", "agreement.what", "name", "what", "text"),
    *("get_kind_display", "year"),
)
"""Where a record says what it is called; the first of these that it has."""


class Passes(NamedTuple):
    """A record that may pass: its key, its kind, and what it is called."""

    key: uuid.UUID
    kind: str
    called: str


def may_pass(asking: Asking, actor: Actor) -> list[Passes]:
    """Return all of a group that whoever asks may change, kind by kind."""
    return [
        Passes(row.pk, str(row._meta.model_name), _called(row))  # noqa: SLF001 - Meta API
        for row, _column in passing(actor)
        if type(row).objects.changeable_by(asking.me).filter(pk=row.pk).exists()
    ]


def _called(row: Any) -> str:
    for path in _CALLED:
        found = reduce(lambda one, name: getattr(one, name, None), path.split("."), row)
        said = found() if callable(found) else found
        if said:
            return str(said)
    return ""
