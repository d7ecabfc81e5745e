"""Logging, as JSON."""

import uuid
from datetime import date
from typing import Any

from django.views.decorators.http import require_POST

from rapport.actions import interactions as verbs
from rapport.api.json_view import Request, answered, told
from rapport.records.entry import from_json, misfit
from rapport.records.models import Interaction, TheirPart


@require_POST
@answered
def log(request: Request) -> Any:
    """Log an interaction: ``{"who": [keys], "on": day, "line": text, ...}``, any column of it.

    Without ``on`` it was today. Answers with what was logged and the key that undoes it.
    """
    given = told(request)
    who = _keys(given.pop("who", []))
    values = from_json(Interaction, given)
    on: date = values.pop("on", request.asking.day)
    theirs = [(key, TheirPart.LEAD) for key in who]
    change = verbs.log_interaction(request.asking, theirs=theirs, on=on, **values)
    return {"logged": [interaction.pk for interaction in change.row], "change_set": change.key}


def _keys(written: Any) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(key) for key in written]
    except (TypeError, ValueError, AttributeError):
        raise misfit("who") from None
