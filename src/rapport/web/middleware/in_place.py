"""Forms that our pages send without leaving: where an answer leads is said, not followed.

A page keeps what was typed until it knows that it was saved. What it sends by itself says so in a
header; a redirect then comes back as an empty answer that names the address, and the page goes
there. Everything else is answered as to any browser.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase

ASKS = "X-In-Place"
LEADS_TO = "X-Leads-To"


class InPlace:
    """Say where a redirect leads to a page that stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        answer = self.get_response(request)
        if ASKS not in request.headers or not isinstance(answer, HttpResponseRedirectBase):
            return answer
        said = HttpResponse(status=204, headers={LEADS_TO: answer.url})
        said.cookies = answer.cookies
        for name, value in answer.headers.items():
            if name not in ("Location", "Content-Type", "Content-Length"):
                said.headers[name] = value
        return said
