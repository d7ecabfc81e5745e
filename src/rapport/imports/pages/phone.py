"""Logs from a phone by a picture of its screen: from the camera, or chosen as a file.

The browser makes the picture grey, so that nothing here ever reads a picture format; the codes are
found in the child.
"""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rapport.actions import phones
from rapport.formats.limits import Limits
from rapport.formats.phone_records import record_of
from rapport.formats.refusals import refusal
from rapport.imports.sandbox import translate
from rapport.imports.tables.phone_code import MOST_POINTS
from rapport.refusals import Refusal
from rapport.vault.encryption import NotOurs
from rapport.web.forms import refused
from rapport.web.request import Request

_LIMITS = Limits(file_bytes=MOST_POINTS, cpu_seconds=10, wall_seconds=12.0)


@require_http_methods(["GET", "POST"])
def camera(request: Request) -> HttpResponse:
    """Show the camera's page; take one grey picture of it and answer what came."""
    if request.method == "GET":
        return render(request, "phones/camera.html", {"most": MOST_POINTS})
    try:
        return JsonResponse(_received(request))
    except NotOurs:
        return JsonResponse({"trouble": _("This was not written for the key of this office.")})
    except Refusal as refusal_:
        return JsonResponse({"trouble": refused(refusal_)})


def _received(request: Request) -> dict[str, object]:
    if request.content_type != "application/octet-stream":
        raise refusal("no_code_seen")
    wish = {name: _number(request.GET.get(name, "")) for name in ("width", "height")}
    frames = translate(
        "rapport.imports.tables.phone_code:read_codes", request.body, wish, limits=_LIMITS
    )
    records = [record_of(bytes.fromhex(str(frame.get("record", "")))) for frame in frames]
    if not records:
        if "chosen" in request.GET:
            raise refusal("no_code_seen")
        return {}
    received = phones.receive(records, now=request.asking.now, day=request.asking.day)
    return {
        "new": sum(one.new for one in received),
        "said": " ".join(_said(one) for one in received),
        "codes": [one.code for one in received if one.upto >= 0],
    }


def _said(one: phones.Received) -> str:
    if one.phone.colleague is None:
        return _("A new phone is here: type the six digits that it shows.")
    if not one.new:
        return _("This log is here already.")
    return _("Received. It waits to be confirmed.")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 5 else 0
