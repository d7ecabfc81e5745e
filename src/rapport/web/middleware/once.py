"""One form at a time, and each of them once.

A form that changes something carries a key of its own. It is taken in under the store's lock, in
one transaction: what it compares with what stands there is still so when it writes. The same form
sent again, by a double tap or a line that dropped, leads to where the first one led.
"""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect

from rapport.records import sent_forms
from rapport.records.chain import lock_store
from rapport.web.middleware.errors import no_longer_valid

FIELD = "once"
SENT_BEFORE = "X-Sent-Before"
"""Tells a page that its form was taken in before: what was typed since then was not."""

_REFUSED = 400


class Once:
    """Take in a form that carries a key once, alone; let every other request through."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Answer a request."""
        key = _key_of(request)
        if key is None or getattr(request, "asking", None) is None:
            return self.get_response(request)
        with transaction.atomic():
            lock_store()
            request.alone = True
            before = sent_forms.sent_before(key)
            if before is not None and before.by_id == request.asking.me.pk:
                return HttpResponseRedirect(before.led_to, headers={SENT_BEFORE: "1"})
            if before is not None:
                return no_longer_valid(request, status=409)
            answer = self.get_response(request)
            if answer.status_code >= _REFUSED:
                transaction.set_rollback(True)
            elif isinstance(answer, HttpResponseRedirect):
                sent_forms.remember(request.asking, key, answer.url)
        return answer


def _key_of(request: Any) -> uuid.UUID | None:
    part_of_a_page = "HX-Request" in request.headers
    if request.method != "POST" or part_of_a_page or request.content_type == "application/json":
        return None
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None
