"""Whatever fails below ``/api/`` is said as JSON, also what is decided before it or beside it.

A program that sends a wrong address, a wrong method or a form that is no longer valid reads the
same three words as from any refusal: ``code``, ``says``, ``next``. Only the way to the door stays
a redirect, for browsers.
"""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse, JsonResponse

from rapport.records.models.scoped import NOT_THERE

_SIDE_DOOR = "/api/"
_KEPT = ("Allow", "Retry-After", "Vary", "WWW-Authenticate")
_SEE = "See the page on the API."
_SAID: Mapping[int, tuple[str, str, str]] = {
    400: ("not_understood", "This request could not be read; nothing was changed.", _SEE),
    403: (
        "not_from_here",
        "This request was not sent from a page of ours; nothing was changed.",
        "Send the cookie csrftoken in the header X-CSRFToken too, or a token.",
    ),
    404: ("not_there", NOT_THERE, ""),
    405: ("wrong_method", "This address is not asked by this method.", _SEE),
    409: (
        "read_only",
        "This store is read, not written, for now.",
        "Open it in the browser: it says why.",
    ),
    503: ("busy", "The server is busy; nothing was changed.", "Try again in a few seconds."),
    507: (
        "disk_full",
        "The disk could not be written to; nothing was saved.",
        "Free some space on the disk, then send it again.",
    ),
}
_OUR_FAULT = (
    "our_fault",
    "Something went wrong on our side. What was saved before is safe.",
    "Try again. If it happens again, tell whoever looks after Rapport.",
)


class OnlyJson:
    """Turn what is a page for people into the refusal that a program reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        answer = self.get_response(request)
        failed = answer.status_code >= 400
        is_json = answer.headers.get("Content-Type", "").startswith("application/json")
        if not failed or is_json or not request.path_info.startswith(_SIDE_DOOR):
            return answer
        code, says, step = _SAID.get(answer.status_code, _OUR_FAULT)
        told = JsonResponse({"code": code, "says": says, "next": step}, status=answer.status_code)
        for name in _KEPT:
            if name in answer.headers:
                told.headers[name] = answer.headers[name]
        return told
