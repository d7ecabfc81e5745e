"""Logging, as JSON."""

import uuid
from datetime import date
from typing import Any

from django.views.decorators.http import require_POST

from rapport.actions import interactions as verbs
from rapport.api.json_view import answered, told
from rapport.records.models import Channel, OnTime, Purpose, TheirPart, Tone
from rapport.records.refusals import CannotBe

_CHOICES = {
    "channel": Channel,
    "purpose": Purpose,
    "tone_theirs": Tone,
    "tone_ours": Tone,
    "on_time": OnTime,
}
_YES_NO = ("two_way", "asked", "life_saving", "small_talk", "introduced_self")
_TEXTS = ("line", "facts", "interpretations", "topics", "place", "next_step")


@require_POST
@answered
def log(request: Any) -> Any:
    """Log an interaction: ``{"who": [keys], "on": day, "line": text, ...}``."""
    said = told(request)
    logged = verbs.log_interaction(
        by=request.me, now=request.now, today=request.day, new=_new(said, request.day)
    )
    return {"logged": [one.pk for one in logged]}


def _new(said: dict[str, Any], today: date) -> verbs.NewInteraction:
    known = {"who", "on", *_CHOICES, *_YES_NO, *_TEXTS}
    unknown = set(said) - known
    if unknown:
        raise _wrong(min(unknown))
    values: dict[str, Any] = {}
    for name, value in said.items():
        fits = (
            (name in _YES_NO and isinstance(value, bool))
            or (name in _TEXTS and isinstance(value, str))
            or (name in _CHOICES and value in _CHOICES[name].values)
        )
        if fits:
            values[name] = value
        elif name not in ("who", "on"):
            raise _wrong(name)
    try:
        on = date.fromisoformat(said.get("on", today.isoformat()))
        who = [(uuid.UUID(key), TheirPart.LEAD) for key in said.get("who", [])]
    except (TypeError, ValueError, AttributeError):
        raise _wrong("who or on") from None
    return verbs.NewInteraction(theirs=who, on=on, **values)


def _wrong(name: str) -> CannotBe:
    return CannotBe(
        "In the request, %(name)s is not as it should be.",
        next_step="See the page on the API.",
        name=name[:40],
    )
