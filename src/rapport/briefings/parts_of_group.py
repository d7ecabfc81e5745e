"""What points at a group and may pass to another, each as it is called, for whoever splits it."""

import uuid
from typing import NamedTuple

from rapport.records.asking import Asking
from rapport.records.labels import label_of
from rapport.records.models import Actor
from rapport.records.pointing_at_groups import changeable_of, passing


class Passes(NamedTuple):
    """A record that may pass: its key, its kind, and what it is called."""

    key: uuid.UUID
    kind: str
    called: str


def may_pass(asking: Asking, actor: Actor) -> list[Passes]:
    """Return all of a group that whoever asks may change, kind by kind."""
    rows = [one.row for one in passing(actor)]
    mine = changeable_of(asking.me, rows)
    return [
        Passes(row.pk, str(row._meta.model_name), label_of(row))  # noqa: SLF001 - Meta API
        for row in rows
        if row.pk in mine
    ]
