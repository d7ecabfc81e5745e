"""People, one person, and finding, as JSON."""

import re
import uuid
from typing import Any

from rapport.actions import reading
from rapport.api.json_view import Request, reads, reads_what_is_told, told, writes
from rapport.briefings import find as finding
from rapport.briefings import people as listing
from rapport.briefings import person as briefing
from rapport.briefings.part_page import part_page
from rapport.briefings.wanted import Wanted


@reads
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


@reads
def person(request: Request, key: uuid.UUID) -> Any:
    """Answer what there is on one counterpart."""
    answer = briefing.person(request.asking, key)
    reading.open_counterpart(request.asking, relationship=key)
    return answer


@reads
def part(request: Request, key: uuid.UUID, part: str) -> Any:
    """Answer all of one part of a counterpart's page, fifty at a time; ``?page=`` goes on."""
    said = request.GET.get("page", "1")
    page = int(said) if re.fullmatch(r"[0-9]{1,6}", said) else 0
    answer = part_page(request.asking, key, part, page=page)
    reading.open_counterpart(request.asking, relationship=key)
    return {"name": answer.name, "records": answer.records, "following": answer.following or None}


@writes
def say_why(request: Request) -> Any:
    """Take the reason for reading about many people, after which the next ones open."""
    reason = str(told(request).get("reason", ""))
    return {"change_set": reading.say_why(request.asking, reason=reason).key}


@reads_what_is_told
def find(request: Request) -> Any:
    """Find people by name and notes by words; the words travel in the body, not the address."""
    return finding.find(request.asking, str(told(request).get("text", ""))[:500])
