"""People, one person, and finding, as JSON."""

import re
import uuid
from typing import Any

from django.views.decorators.http import require_GET, require_POST

from rapport.actions import correcting, reading, sections
from rapport.api.json_view import Request, answered, told
from rapport.briefings import find as finding
from rapport.briefings import people as listing
from rapport.briefings import person as briefing
from rapport.briefings.part_page import part_page
from rapport.briefings.wanted import Wanted
from rapport.records.entry import from_json
from rapport.records.models import Ask


@require_GET
@answered
def people(request: Request) -> Any:
    """List the people I may see, fifty at a time; ``?after=`` goes on."""
    wanted = Wanted(
        phase=request.GET.get("phase", ""),
        stage=request.GET.get("stage", ""),
        mine=request.GET.get("whose") == "mine",
        due=request.GET.get("due", ""),
        order=request.GET.get("order", "due"),
        after=request.GET.get("after", ""),
    )
    return listing.people(request.asking, wanted=wanted)


@require_GET
@answered
def person(request: Request, key: uuid.UUID) -> Any:
    """Answer what there is on one counterpart."""
    answer = briefing.person(request.asking, key)
    reading.open_counterpart(request.asking, relationship=key)
    return answer


@require_GET
@answered
def part(request: Request, key: uuid.UUID, part: str) -> Any:
    """Answer all of one part of a counterpart's page, fifty at a time; ``?page=`` goes on."""
    said = request.GET.get("page", "1")
    page = int(said) if re.fullmatch(r"[0-9]{1,6}", said) else 0
    answer = part_page(request.asking, key, part, page=page)
    reading.open_counterpart(request.asking, relationship=key)
    return {"name": answer.name, "records": answer.records, "following": answer.following or None}


@require_POST
@answered
def say_why(request: Request) -> Any:
    """Take the reason for reading about many people, after which the next ones open."""
    reason = str(told(request).get("reason", ""))
    return {"change_set": reading.say_why(request.asking, reason=reason).key}


@require_POST
@answered
def find(request: Request) -> Any:
    """Find people by name and notes by words; the words travel in the body, not the address."""
    return finding.find(request.asking, str(told(request).get("text", ""))[:500])


@require_POST
@answered
def note(request: Request, key: uuid.UUID, kind: str) -> Any:
    """Note a record of a kind that has a section on a counterpart's page, by its columns."""
    model = sections.sectioned(kind)
    values = from_json(model, told(request))
    change = sections.note_record(request.asking, model, relationship=key, **values)
    return {"noted": change.row.pk, "change_set": change.key}


@require_POST
@answered
def change(request: Request, kind: str, key: uuid.UUID) -> Any:
    """Change a record about one counterpart, by its columns; the history keeps what it was.

    ``costs`` of a request are ``[cost, weight, softener]``, and replace those that were there.
    """
    model = correcting.correctable(kind)
    given = told(request)
    costs = {"costs": given.pop("costs")} if model is Ask and "costs" in given else {}
    values = from_json(model, given, correcting.corrected_columns(model)) | costs
    done = correcting.change_record(request.asking, model, key=key, **values)
    return {"changed": done.row.pk, "change_set": done.key}


@require_POST
@answered
def remove(request: Request, kind: str, key: uuid.UUID) -> Any:
    """Remove a record about one counterpart; the key that is answered brings it back."""
    done = correcting.remove_record(request.asking, correcting.correctable(kind), key=key)
    return {"removed": key, "change_set": done.key}
