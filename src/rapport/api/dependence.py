"""Who could introduce us, and what access hangs on, as JSON."""

import uuid
from typing import Any

from rapport.actions.reading import open_counterpart
from rapport.api.json_view import Request, key_in, page_in, reads
from rapport.briefings.dependence import dependence, of_gate
from rapport.briefings.introductions import introduction_page
from rapport.briefings.told_dependence import told_dependence, told_gate, told_introductions
from rapport.records.models import Gate


@reads
def ways(request: Request, key: uuid.UUID) -> Any:
    """Answer up to three ways to be introduced to somebody, with their ages and risks."""
    answer = told_introductions(introduction_page(request.asking, key))
    open_counterpart(request.asking, relationship=key)
    return answer


@reads
def hangs(request: Request) -> Any:
    """Answer what access hangs on, forty gates at a time; ``?without=colleague:KEY`` what if.

    A large network is worked out beside the pages: ``at`` says when the answer was true, and
    ``working`` that a newer one is on its way.
    """
    without = None
    if asked := request.GET.get("without"):
        kind, _, key = asked.partition(":")
        without = (kind, key_in("without", key))
    return told_dependence(dependence(request.asking, page=page_in(request), without=without))


@reads
def of_one(request: Request, key: uuid.UUID) -> Any:
    """Answer what one gate hangs on, and when that was true; null while it is worked out."""
    Gate.objects.one_visible_to(request.asking.me, key)
    found = of_gate(request.asking, key)
    return None if found is None else told_gate(found)
