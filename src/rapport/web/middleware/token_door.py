"""The door of programs: a token in the header instead of a session in a cookie."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from rapport.records.access_tokens import as_whom, may_come_again, token_of
from rapport.records.models import Colleague
from rapport.records.models.access_tokens import TokenUse
from rapport.vault import keyring

Answer = Callable[[HttpRequest], HttpResponse]

_BEARER = "bearer "
_FEED = "/feed/"
_RETRY = "60"


class TokenDoor:
    """Tell a request that carries a token from one of a browser.

    Only below ``/api/`` and ``/feed/``: a page is never opened by a token. Such a request brings
    no session with it, whatever cookies it sends, so no other site can send one in our place.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Pass the request on."""
        said = request.headers.get("Authorization", "")
        path = request.path_info
        if path.startswith("/api/") and said.lower().startswith(_BEARER):
            request.by_token = (said[len(_BEARER) :].strip(), TokenUse.PROGRAM)
        elif path.startswith(_FEED) and settings.IS_TEAM:
            request.by_token = (path.removeprefix(_FEED).split("/")[0], TokenUse.CALENDAR)
        if by_token(request):
            request.COOKIES = {}
            request._dont_enforce_csrf_checks = True  # noqa: SLF001 - what Django's own tests set
            if not settings.IS_TEAM and not keyring.is_open():
                return _refused(503, "locked", _("The store is locked."), _("Unlock it first."))
        return self.get_response(request)


def by_token(request: Any) -> bool:
    """Say whether a request carries a token."""
    return getattr(request, "by_token", None) is not None


def let_in(request: Any, day: date) -> Colleague | HttpResponse:
    """Return as whom a token comes in, or the answer to one that opens nothing."""
    secret, use = request.by_token
    token = token_of(secret, use, day=day)
    if token is None or (settings.IS_TEAM and token.colleague.on(day).has_left(day)):
        next_step = _("Make a token on the page “Programs and calendars”.")
        return _refused(401, "no_token", _("This token opens nothing here."), next_step)
    if not may_come_again(token, now=request.now):
        return _refused(429, "too_often", _("This token came too often."), _("Wait a minute."))
    request.token = token
    return as_whom(token)


def _refused(status: int, code: str, says: str, next_step: str) -> HttpResponse:
    answer = JsonResponse({"code": code, "says": says, "next": next_step}, status=status)
    if status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    if status == 429:
        answer["Retry-After"] = _RETRY
    return answer
