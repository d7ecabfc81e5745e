"""Today, as JSON."""

from typing import Any

from django.views.decorators.http import require_GET

from rapport.api.json_view import answered
from rapport.briefings import today as briefing
from rapport.records import judging


@require_GET
@answered
def today(request: Any) -> Any:
    """Answer what to do today and why; ``?whose=office`` for all one may see."""
    if not getattr(request, "read_only", False):
        judging.rejudge_due(today=request.day)
    mine = request.GET.get("whose") != "office"
    return briefing.today(request.me, day=request.day, mine=mine)
