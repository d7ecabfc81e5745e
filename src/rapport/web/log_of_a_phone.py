"""A log that came from a phone: what the Log page begins with, and that it was confirmed there."""

from typing import Any

from rapport.actions import phone_logs
from rapport.briefings.phones import RoadLog, road_log
from rapport.records.change import Change
from rapport.records.models import Interaction
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere
from rapport.web.forms import key_in
from rapport.web.request import Request

FIELD = "phone"


def opened_from(request: Request) -> RoadLog | None:
    """Return the log from a phone that the page shows, if it was opened for one."""
    given = request.POST if request.method == "POST" else request.GET
    key = key_in(given.get(FIELD, ""))
    if key is None:
        return None
    log = road_log(request.asking, key)
    if log is None:
        raise NotThere(NOT_THERE)
    return log


def begun(log: RoadLog) -> dict[str, Any]:
    """Return what the Log page begins with: what was tapped and typed on the phone."""
    said: dict[str, Any] = {
        "on": log.on,
        "time": log.at,
        "channel": log.channel,
        "purpose": log.purpose,
        "tone_theirs": log.theirs,
        "tone_ours": log.ours,
        "line": log.line,
    }
    return {name: value for name, value in said.items() if value} | {"asked": log.asked}


def confirm(request: Request, log: RoadLog | None, saved: Change[list[Interaction]]) -> None:
    """Say which contact the log became."""
    if log is not None and saved.row:
        phone_logs.confirm(request.asking, key=log.key, contact=saved.row[0].pk)
