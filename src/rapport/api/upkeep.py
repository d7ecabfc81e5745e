"""Today, as JSON."""

from typing import Any

from django.views.decorators.http import require_GET

from rapport.api.json_view import Request, answered
from rapport.briefings import today as briefing


@require_GET
@answered
def today(request: Request) -> Any:
    """Answer what to do today and why; ``?whose=office`` for all one may see."""
    mine = request.GET.get("whose") != "office"
    return briefing.today(request.asking, mine=mine)
