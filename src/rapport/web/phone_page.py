"""The page that writes logs on a phone, and the address that receives them.

Nobody is signed in here, and no cookie is set: the page is the same for everybody, and what it
sends is judged by its MAC alone.
"""

import hashlib
import json
import time
from collections import deque
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from rapport.actions import phones
from rapport.actions.phone_words import asked_by_phone, words_for
from rapport.formats.phone_records import question_of, records_in
from rapport.formats.refusals import CannotTranslate
from rapport.vault import keyring, phone_seal
from rapport.vault.encryption import NotOurs
from rapport.web.middleware import session_gate
from rapport.web.middleware.identity import this_moment
from rapport.web.phone_words import page_words

FOLDER = Path(__file__).parent / "static" / "phone"
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
TYPES = {
    "index.html": "text/html; charset=utf-8",
    "manifest.webmanifest": "application/manifest+json",
    "icon.svg": "image/svg+xml",
    "phone.css": "text/css; charset=utf-8",
    **{
        f"{name}.js": "text/javascript; charset=utf-8"
        for name in ("phone", "queue", "copy", "seal", "hpke", "picture", "qr", "sw", *LANGUAGES)
    },
}
"""Every file of the page, ``index.html`` under the address of its folder."""

_KEPT = 300
"""Seconds: what the page fetched, its service worker need not fetch again to keep it."""

MOST_SENT = 64 * 1024
_A_MINUTE, _MOST = 60.0, 240
_seen: dict[str, deque[float]] = {}


@cache
def page_files() -> dict[str, bytes]:
    """Return every file of the page, by name: whole, with nothing of this office in it."""
    written = {f"{code}.js": page_words(code) for code in LANGUAGES}
    read = TYPES.keys() - written.keys() - {"sw.js"}
    files = written | {name: (FOLDER / name).read_bytes() for name in read}
    files["index.html"] = files["index.html"].replace(
        b"{policy}", session_gate.PHONE_POLICY.encode()
    )
    worker = (FOLDER / "sw.js").read_bytes()
    trace = hashlib.sha256(worker)
    for name in sorted(files):
        trace.update(name.encode() + b"\0" + files[name])
    version = f"rapport-phone-{trace.hexdigest()[:16]}"
    files["sw.js"] = worker.replace(b"{version}", version.encode())
    return files


@require_GET
def page_file(request: HttpRequest, name: str = "index.html") -> HttpResponse:  # noqa: ARG001
    """Serve one file of the page."""
    if name not in TYPES:
        raise Http404
    kept = {"Cache-Control": f"max-age={_KEPT}"}
    return HttpResponse(page_files()[name], content_type=TYPES[name], headers=kept)


Taken = Callable[[bytes, datetime, date], phones.Received]


@csrf_exempt
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Take what a phone sends: all of it or nothing, and say what is kept, with a MAC."""
    # Of several phones at once only the first hears of it: a page sends for itself alone.
    return _answer(
        request,
        lambda body, now, day: phones.receive(records_in(body), now=now, day=day)[0],
    )


@csrf_exempt
@require_POST
def hear(request: HttpRequest) -> HttpResponse:
    """Say the words for a trip to a phone that has nothing to send, with a MAC."""
    return _answer(request, lambda body, _now, day: asked_by_phone(question_of(body), day))


def _answer(request: HttpRequest, taken: Taken) -> HttpResponse:
    shut = session_gate.ALARM is not None or not (settings.IS_TEAM or keyring.is_open())
    if shut or _too_many(_address_of(request)):
        return JsonResponse({"code": "closed"}, status=503, headers={"Retry-After": "30"})
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_SENT:
        return JsonResponse({"code": "altered"}, status=413)
    now, day = this_moment()
    try:
        received = taken(request.body, now, day)
    except phones.PhoneRefused as refused:
        return JsonResponse({"code": refused.code}, status=409)
    except (CannotTranslate, NotOurs):
        return JsonResponse({"code": "altered"}, status=409)
    return _confirmed(received, request.body, words_for(received.phone, day))


def _confirmed(received: phones.Received, body: bytes, words: dict[str, object]) -> HttpResponse:
    to = hashlib.sha256(body).digest()[:8].hex()
    said = json.dumps(
        {"to": to, "kept": received.numbers, **words}, ensure_ascii=False, separators=(",", ":")
    )
    mac = phone_seal.mac_of_answer(received.key, bytes(received.phone.device), said.encode())
    return JsonResponse({"said": said, "mac": mac}, json_dumps_params={"ensure_ascii": False})


def _address_of(request: HttpRequest) -> str:
    """Return where it comes from, as far as whatever stands before the server says."""
    header = settings.ADDRESS_HEADER
    said = request.headers.get(header) if header else None
    return said or str(request.META.get("REMOTE_ADDR", ""))


def _too_many(address: str) -> bool:
    """Say whether one address sends more than a whole team with a full queue would."""
    now = time.monotonic()
    if len(_seen) > 1000:
        _seen.clear()
    lately = _seen.setdefault(address, deque(maxlen=_MOST))
    full = len(lately) == _MOST and now - lately[0] < _A_MINUTE
    lately.append(now)
    return full
