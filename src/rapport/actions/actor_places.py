"""Verbs about where an actor is, and how: note a place, change it, say it is over, remove it."""

import uuid
from datetime import date
from typing import Any

from rapport.actions.gates import check_held, stripped
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Actor, ActorPlace
from rapport.records.recording import change_set
from rapport.records.validation import check_needed


def note_place(
    asking: Asking,
    *,
    actor: uuid.UUID,
    place: str,
    control: str,
    since: date | None = None,
    until: date | None = None,
    note: str = "",
) -> Change[ActorPlace]:
    """Note a place a group is in, how it is there, and how we know."""
    about = Actor.objects.one_changeable_by(asking.me, actor)
    values = stripped({"place": place, "control": control, "note": note})
    check_needed(ActorPlace, values)
    check_held(asking, since, until)
    with change_set("note_place", asking) as changes:
        added = changes.add(ActorPlace, about, since=since, until=until, **values)
        return changes.made(added)


def change_place(asking: Asking, *, key: uuid.UUID, **values: Any) -> Change[ActorPlace]:
    """Put right what is noted of a place, or say until when it held."""
    row = ActorPlace.objects.one_changeable_by(asking.me, key)
    values = stripped(values)
    check_needed(ActorPlace, values)
    check_held(asking, values.get("since", row.since), values.get("until", row.until))
    with change_set("change_place", asking) as changes:
        changes.change(row, **values)
        return changes.made(row)


def remove_place(asking: Asking, *, key: uuid.UUID) -> Change[ActorPlace]:
    """Remove a place of a group; one that is over is better ended than removed."""
    row = ActorPlace.objects.one_changeable_by(asking.me, key)
    with change_set("remove_place", asking) as changes:
        changes.delete(row)
        return changes.made(row)
