"""The gate: which requests come in at all, and the safety headers on every answer."""

import secrets
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from rapport.vault import keyring
from rapport.web.middleware.token_door import by_token
from rapport.web.own_addresses import door_for

Answer = Callable[[HttpRequest], HttpResponse]

COOKIE = "rapport_session"
SESSIONS: set[str] = set()
"""The browser sessions of this unlocked process; they end with it."""

START_LINKS: set[str] = set()
"""Links that open one browser session without a passphrase, once (the demo world)."""

ALARM: str | None = None
"""Set when the store does not fit its own history: then it is read, not written."""

CHECKING: threading.Thread | None = None
"""Reads the history of a large store beside the pages; None where nothing is being read."""

WHOLE_UNTIL = 0.0
"""Until when the pages say that the history was read and is whole, by the monotonic clock."""

_SAID_FOR = 600.0

ADDRESSES: set[str] = set()
"""The ``host:port`` this process answers to, on a laptop: one whose name nobody else knows."""

OLD_ADDRESS = ""
"""The ``127.0.0.1:port`` that is answered too once somebody came by ``OLD_LINK``, whose browser
does not know the other one."""

OLD_LINK = ""

ONLY_READS = False
"""Set where the store lies on a medium that cannot be written: ``ALARM`` says so, and no more."""

last_seen = time.monotonic()

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none';"
    " frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}
HEADERS_OF_FILES = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What styles, modules and icons need: they are no pages, and on a bad line each byte is felt."""

PHONE = "/phone/"
"""Under it lies the page that writes logs on a phone: for everybody, signed in or not."""

PHONE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " manifest-src 'self'; worker-src 'self'; form-action 'none'; base-uri 'none';"
    " require-trusted-types-for 'script'; trusted-types phone"
)
CAMERA = "/import/phone/"
"""The only page that may use the camera."""

HEADERS_OF_PAGES = {
    PHONE: {
        "Content-Security-Policy": f"{PHONE_POLICY}; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
    },
    CAMERA: {
        "Permissions-Policy": HEADERS["Permissions-Policy"].replace("camera=()", "camera=(self)")
    },
}
"""What single pages are sent instead of what all others are."""


def checked(alarm: str | None) -> None:
    """Let the pages say what the reading of the history beside them came to."""
    global ALARM, CHECKING, WHOLE_UNTIL  # noqa: PLW0603 - one store for the process
    CHECKING = None
    if alarm is not None or not ONLY_READS:
        ALARM = alarm
    WHOLE_UNTIL = 0.0 if alarm else time.monotonic() + _SAID_FOR


class SafetyHeaders:
    """Put the safety headers on every answer, and keep pages out of every cache."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers."""
        answer = self.get_response(request)
        is_file = request.path_info.startswith("/static/")
        for name, value in (HEADERS_OF_FILES if is_file else _headers_of(request)).items():
            answer.headers[name] = value
        if request.path_info.startswith(PHONE):
            answer.headers.setdefault("Cache-Control", "no-store")
        elif not is_file:
            answer.headers["Cache-Control"] = "no-store"
        return answer


def _headers_of(request: HttpRequest) -> dict[str, str]:
    path = request.path_info
    own = (more for where, more in HEADERS_OF_PAGES.items() if path.startswith(where))
    return HEADERS | next(own, {})


def begin_session(answer: HttpResponse) -> None:
    """Give the browser of ``answer`` a session of this process."""
    token = secrets.token_urlsafe(32)
    SESSIONS.add(token)
    answer.set_cookie(
        COOKIE, token, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE
    )


def read_in(answer: HttpResponse, language: str) -> None:
    """Have the pages read in a language, until the browser is closed."""
    secure = settings.SESSION_COOKIE_SECURE
    name = settings.LANGUAGE_COOKIE_NAME
    answer.set_cookie(name, language, httponly=True, samesite="Strict", secure=secure)


class SessionGate:
    """On a laptop: let in only this machine's own address, and only sessions that were unlocked."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:  # noqa: PLR0911 - one return for each way out
        """Answer, or show the way to the unlock page."""
        if settings.IS_TEAM:
            return self._of_a_team(request)
        if by_token(request):
            return self._of_a_token(request)
        path = request.path_info
        if (answer := _not_served(request)) is not None:
            return answer
        if path.startswith("/start/") and request.method == "GET":
            return self._start(request)
        if _is_cross_site(request):
            return HttpResponse("Requests from other sites are not served.", status=403)
        if path.startswith("/static/"):
            return self.get_response(request)
        if path.startswith(PHONE):
            return self._of_a_phone(request)
        token = request.COOKIES.get(COOKIE, "")
        is_open = keyring.is_open() and knows(token)
        if path == reverse("open"):
            return HttpResponse(status=204 if is_open else 403)
        return self._inside(request, token) if is_open else self._outside(request)

    def _of_a_team(self, request: Any) -> HttpResponse:
        """Answer whoever comes to a team's server, but for what another site had sent."""
        if _is_cross_site(request) and not _is_a_way_here(request):
            return HttpResponse("Requests from other sites are not served.", status=403)
        if request.path_info.startswith(PHONE):
            return self._of_a_phone(request)
        request.read_only = ALARM is not None
        return self.get_response(request)

    def _of_a_token(self, request: Any) -> HttpResponse:
        """Answer a program of this machine, which has no session."""
        request.read_only = ALARM is not None
        return self.get_response(request)

    def _of_a_phone(self, request: Any) -> HttpResponse:
        """Answer a phone, which is nobody: what it sends is judged by its MAC alone."""
        request.needs_nobody = True
        return self.get_response(request)

    def _inside(self, request: Any, token: str) -> HttpResponse:
        """Answer a browser whose session this process knows."""
        global last_seen  # noqa: PLW0603 - one clock for the process
        last_seen = time.monotonic()
        request.session_token = token
        request.read_only = ALARM is not None
        path = request.path_info
        if path == reverse("unlock"):
            return HttpResponseRedirect("/")
        if ALARM is not None and request.method == "POST" and not _harmless(path):
            return render(request, "lock/read_only.html", {"alarm": ALARM}, status=409)
        return self.get_response(request)

    def _start(self, request: HttpRequest) -> HttpResponse:
        """Go on to the first page, with a session if a link that opens one was followed."""
        link = request.path_info.removeprefix("/start/").strip("/")
        answer = _go_on(request)
        if keyring.is_open() and link in START_LINKS:
            START_LINKS.discard(link)
            begin_session(answer)
        return answer

    def _outside(self, request: Any) -> HttpResponse:
        request.needs_nobody = True
        if request.path_info in (reverse("unlock"), reverse("language")):
            return self.get_response(request)
        return HttpResponseRedirect(door_for(reverse("unlock"), request))


def _not_served(request: HttpRequest) -> HttpResponse | None:
    """Return the answer to whoever came by an address that is not ours, or by the old one."""
    host = request.META.get("HTTP_HOST")
    if request.path_info == f"/address/{OLD_LINK}/" and host == OLD_ADDRESS:
        ADDRESSES.add(OLD_ADDRESS)
        return _go_on(request)
    if ADDRESSES and host not in ADDRESSES:
        return HttpResponse("This address is not served here.", status=400)
    return None


def _is_a_way_here(request: HttpRequest) -> bool:
    """Say whether a browser came here by a link, which sends no session along."""
    navigates = request.headers.get("Sec-Fetch-Mode") == "navigate"
    return navigates and request.method == "GET"


def _go_on(request: HttpRequest) -> HttpResponse:
    """Lead to the first page from a page of ours: whoever came from a file would be a stranger."""
    return render(request, "lock/go_on.html")


def knows(token: str) -> bool:
    """Say whether this is the session of a browser that was let in."""
    # A cookie may hold any letters, and only bytes are compared whatever they are.
    held = token.encode("utf-8", "surrogatepass")
    return any(secrets.compare_digest(held, known.encode()) for known in tuple(SESSIONS))


def _harmless(path: str) -> bool:
    harmless = ("lock", "find", "people", "suggest", "sealed", "go-to")
    return path in map(reverse, harmless)


def _is_cross_site(request: Any) -> bool:
    return request.META.get("HTTP_SEC_FETCH_SITE", "none") not in ("none", "same-origin")
