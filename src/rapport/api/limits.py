"""What is asked and not settled, and within what we negotiate, as JSON."""

from typing import Any

from rapport.api.json_view import Request, day_in, page_in, reads
from rapport.briefings.mandates import mandates as every_mandate
from rapport.briefings.red_lines import every_red_line
from rapport.briefings.requests import Which
from rapport.briefings.requests import requests as asked
from rapport.records.entry import misfit


@reads
def requests(request: Request) -> Any:
    """Answer the open requests, the most pressing first, fifty at a time; ``?page=`` goes on.

    With ``?which=`` it is those ``waiting`` for an answer, ``planned``, to be asked ``again``, or
    ``ended`` lately.
    """
    which = request.GET.get("which", Which.OPEN)
    if which not in set(Which):
        raise misfit("which")
    return asked(request.asking, which=Which(which), page=page_in(request))


@reads
def mandates(request: Request) -> Any:
    """Answer the mandates in force today, or on the day ``?on=``, the next to end first."""
    return {"mandates": every_mandate(request.asking, on=day_in(request)).in_force}


@reads
def red_lines(request: Request) -> Any:
    """Answer what the office never agrees to, with words to refuse with by their language."""
    return {"red_lines": every_red_line(request.asking.me)}
