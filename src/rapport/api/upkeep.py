"""Today, as JSON."""

from typing import Any

from rapport.api.json_view import Request, reads
from rapport.briefings import today as briefing
from rapport.briefings.entries import all_together


@reads
def today(request: Request) -> Any:
    """Answer what to do today and why; ``?whose=office`` for all one may see, ``mine`` for ours."""
    return briefing.today(request.asking, mine=_mine(request))


@reads
def together(request: Request, code: str) -> Any:
    """Answer everybody for whom Today tells this finding in one line for many."""
    mine = briefing.mine_first(request.asking.me, chosen=_mine(request))
    return all_together(request.asking, code, mine=mine)


def _mine(request: Request) -> bool | None:
    return {"mine": True, "office": False}.get(request.GET.get("whose", ""))
