"""Culture notes of the office, and the common ground with somebody, as JSON."""

import uuid
from typing import Any

from rapport.actions.culture_notes import note_culture
from rapport.actions.reading import open_counterpart
from rapport.api.json_view import Request, reads, told, writes
from rapport.briefings.culture_notes import every_culture_note
from rapport.briefings.ground import common_ground
from rapport.records.entry import from_json
from rapport.records.models import CultureNote

_GIVEN = ("place", "topic", "text", "role")


@reads
def culture(request: Request) -> Any:
    """Answer the culture notes of the office, by place."""
    return {"places": every_culture_note(request.asking)}


@writes
def add_culture(request: Request) -> Any:
    """Add a culture note: ``{"place": ..., "topic": ..., "text": ..., "role": ...}``."""
    columns = {name: CultureNote._meta.get_field(name) for name in _GIVEN}  # noqa: SLF001 - Meta API
    given = from_json(CultureNote, told(request), columns)
    change = note_culture(request.asking, **{"place": "", "topic": "", "text": "", **given})
    return {"noted": change.row.pk, "change_set": change.key}


@reads
def ground(request: Request, key: uuid.UUID) -> Any:
    """Answer what stands on the common ground with somebody, and what could be put there."""
    answer = common_ground(request.asking, key)
    open_counterpart(request.asking, relationship=key)
    return answer
