"""Erasing a person for good, and printing a person's own record for them."""

import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from rapport.actions import erasing as verbs
from rapport.briefings.mentions import mentions
from rapport.briefings.person_record import person_record
from rapport.records.erasing import names_of
from rapport.records.models import Erasure
from rapport.records.private_rows import counted
from rapport.records.refusals import NotThere, NotYours
from rapport.refusals import Refusal
from rapport.vault import reserved_space
from rapport.web.forms import Words, person_address, refused
from rapport.web.request import Request

_Done = TypeVar("_Done")


class EraseForm(forms.Form):
    """Whom, once more, and why."""

    alias = Words(
        label=gettext_lazy("Type the alias to confirm"),
        required=True,
        longest=120,
        attrs={"autocomplete": "off"},
    )
    reason = Words(
        label=gettext_lazy("Reason"),
        required=True,
        longest=verbs.LONGEST_REASON,
        help_text=gettext_lazy("It is printed on the receipt and kept. Do not write names."),
    )


@require_http_methods(["GET", "POST"])
def erase(request: Request, key: uuid.UUID) -> HttpResponse:
    """Erase somebody for good, after the alias is typed; the receipt is the answer itself.

    The names are known only until then, so the notes in which they still stand are looked up
    before, and shown once.
    """
    asking = request.asking
    person = verbs.one_erasable_by(asking, key).person
    whole = verbs.whole_person(asking, key=key)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        names = [person.alias, *names_of(person.sealed_names.all())]
        left = mentions(asking, names, without=whole.keys)
        try:
            change = on_any_disk(lambda: verbs.erase_person(asking, key=key, **form.cleaned_data))
        except (NotThere, NotYours):
            raise
        except Refusal as refusal:
            form.add_error(None, refused(refusal))
        else:
            return _receipt(request, change.row, left)
    context: dict[str, Any] = {
        "form": form,
        "alias": person.alias,
        "back": person_address(key),
        "records": counted(whole.keys),
        "shared": len(whole.shared),
    }
    status = 422 if form.errors else 200
    return render(request, "people/erase.html", context, status=status)


def on_any_disk(act: Callable[[], _Done]) -> _Done:
    """Erase also on a full disk: that is what the reserved space is there for."""
    try:
        return act()
    except OperationalError:
        if settings.RAPPORT_HOME is None:
            raise
        reserved_space.free(settings.RAPPORT_HOME)
        return act()


def _receipt(request: Request, erasure: Erasure, left: Any) -> HttpResponse:
    return render(request, "people/erased.html", {"receipt": _told(erasure), "left": left})


def _told(erasure: Erasure) -> dict[str, Any]:
    """Return a receipt as it is shown; what some may not know of does not count."""
    told = {name: getattr(erasure, name) for name in ("on", "sequence", "reason", "head")}
    return {**told, "records": counted([uuid.UUID(key) for key in erasure.rows])}


@require_GET
def receipts(request: Request) -> HttpResponse:
    """Show the receipts of what was erased on request in the circles I keep."""
    return render(
        request, "people/receipts.html", {"receipts": [*map(_told, verbs.receipts(request.asking))]}
    )


@require_GET
def record(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show a person's own record, to be read through and printed for them."""
    return render(request, "people/record.html", {"record": person_record(request.asking, key)})
