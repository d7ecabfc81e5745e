"""Unlocking and locking. The page is served by a process that holds no key."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.records.models import Store
from rapport.refusals import Refusal
from rapport.vault import key_slots, keyring
from rapport.web.middleware import session_gate
from rapport.web.middleware.session_gate import begin_session, read_in
from rapport.web.own_addresses import own_page

END: Callable[[], None] | None = None
"""Ends this process once the answer is out; set by whoever serves."""

OPEN: Callable[[], None] | None = None
"""Makes the store ready once its key is held; set by whoever serves."""

DEMO_PASSPHRASE: str | None = None
"""Shown on the unlock page of the demo world only."""

opening = threading.Event()
"""Set while the store is being opened: then nobody is idle, however long it takes."""

_one_at_a_time = threading.Lock()


class UnlockForm(forms.Form):
    """A passphrase, or the printed recovery code."""

    passphrase = forms.CharField(
        label=_("Passphrase, or the printed recovery code"),
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput(
            {"autocomplete": "current-password", "autofocus": True, "dir": "auto"}
        ),
    )


@require_http_methods(["GET", "POST"])
def unlock(request: Any) -> HttpResponse:
    """Ask for the passphrase and open the store; a wrong one ends this process too."""
    form = UnlockForm(request.POST or None)
    then = own_page(request.POST.get("then") or request.GET.get("then", ""))
    trouble = ""
    if request.method == "POST" and form.is_valid():
        try:
            open_with(form.cleaned_data["passphrase"])
        except Refusal as refusal:
            trouble = str(refusal.worded(gettext))
            _end()
        else:
            answer = HttpResponseRedirect(then or "/", status=303)
            begin_session(answer)
            _as_usual(answer)
            return answer
    for errors in form.errors.values() if request.method == "POST" else ():
        trouble = trouble or str(errors[0])
    context = {
        "form": UnlockForm(),
        "trouble": trouble,
        "demo": DEMO_PASSPHRASE,
        "then": then,
        # A browser that was let in before finds the store locked; any other finds it for the first
        # time since it is served, for its address is a new one at each start.
        "was_open": session_gate.COOKIE in request.COOKIES,
    }
    return render(request, "lock/unlock.html", context, status=422 if trouble else 200)


def open_with(text: str) -> None:
    """Find the key, and take it if the store opens with it."""
    with _one_at_a_time:
        home = settings.RAPPORT_HOME or Path()
        key = key_slots.unlock(home, text)
        if not keyring.is_open():
            _hold(key)


def _hold(key: bytes) -> None:
    """Hold the key and open the store, which counts as being seen until it is open."""
    opening.set()
    try:
        keyring.hold(key)
        if OPEN is not None:
            OPEN()
    finally:
        session_gate.last_seen = time.monotonic()
        opening.clear()


def _as_usual(answer: HttpResponse) -> None:
    """Let the store's owner read in the language they chose."""
    owner = Store.objects.values_list("owner__reads_in", flat=True).first()
    if owner:
        read_in(answer, owner)


@require_POST
def lock(request: Any) -> HttpResponse:  # noqa: ARG001 - every view takes the request
    """Lock: clear what the browser kept, and end the process that holds the key."""
    answer = HttpResponseRedirect(reverse("unlock"), status=303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    _end()
    return answer


@require_POST
def here(request: Any) -> HttpResponse:  # noqa: ARG001 - every view takes the request
    """Hear that somebody is typing; that the request came in at all keeps the store open."""
    return HttpResponse(status=204)


@require_GET
def still_open(request: Any) -> HttpResponse:  # noqa: ARG001 - every view takes the request
    """Say that nobody has locked. On a laptop the gate answers: asking keeps nothing open."""
    return HttpResponse(status=204)


def _end() -> None:
    if END is not None:
        END()
