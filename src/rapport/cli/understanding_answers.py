"""Common ground and customs at a prompt."""

import uuid
from collections.abc import Sequence

from rapport.briefings.cells import Cell
from rapport.briefings.culture_notes import Place
from rapport.briefings.ground import Ground
from rapport.cli.answers import say, undo_line
from rapport.records.models import CultureNote, CultureTopic, GroundKind


def say_ground(ground: Ground) -> None:
    """Say what stands on the common ground, and how much could be put there."""
    say(f"Common ground with {ground.alias}")
    for place in ground.places:
        say(f"  {GroundKind(place.kind).label}")
        say(*(f"    {_line(cell)}" for cell in (*place.cells, *place.drawn)))
        if place.empty:
            say("    Nothing yet.")
    if ground.offered:
        say(f"Insights not placed yet: {len(ground.offered)}.")


def say_culture(places: Sequence[Place]) -> None:
    """Say the customs of each place."""
    for place in places:
        say(place.name)
        for note in place.notes:
            by = ", ".join(filter(None, [note.author, note.role, note.on.isoformat()]))
            say(f"  {CultureTopic(note.topic).label}: {note.text} ({by})")
            if note.names_somebody:
                say("    A real name may stand in this note, and the whole office reads it.")
    if not places:
        say("No culture notes yet.")


def say_noted(note: CultureNote, change_set: uuid.UUID) -> None:
    """Say what was added, and how to take it back."""
    say(f"Added for {note.place}: {note.text}", undo_line(change_set))


def _line(cell: Cell) -> str:
    heard = cell.origin.heard
    on = heard.on if heard else cell.origin.on
    return f"{cell.text} ({on.isoformat()})" if on else cell.text
