"""The morning's page, and setting a finding aside."""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import upkeep
from rapport.briefings import today as briefing
from rapport.briefings.across_circles import seen_by
from rapport.briefings.backups import backup_due
from rapport.briefings.entries import all_together
from rapport.briefings.up_to_date import COUNTED, still_to_check
from rapport.messages import gettext_noop
from rapport.records.change import Change
from rapport.records.models import OwnWaiver, Waiver
from rapport.records.refusals import CannotBe
from rapport.rules.catalogue import RULES
from rapport.web.forms import about, column_field, form_page, person_address, person_form
from rapport.web.request import Request
from rapport.web.undoing import go_on

LOOKS = 12
"""How often a page that is open looks again whether everybody is checked, every five seconds: no
longer, for looking keeps a store from being locked."""


@require_GET
def today(request: Request) -> HttpResponse:
    """Show what to do today and why; to htmx, how many are still to be checked for the day."""
    if request.htmx:
        return _still_checking(request)
    answer = briefing.today(request.asking, mine=_chosen(request))
    due = None if request.read_only else backup_due(request.asking.now)
    shown = {"today": answer, "everyone": not answer.mine, "backup": due}
    looks = 0 if request.read_only else LOOKS
    return render(request, "today/today.html", {**shown, "looks": looks, "most": COUNTED})


def _still_checking(request: Request) -> HttpResponse:
    """Say how many are still to be checked; nothing under the reader's eyes moves."""
    looks = request.GET.get("looks", "")
    mine = briefing.mine_first(request.asking.me, chosen=_chosen(request))
    shown = {
        "checking": still_to_check(request.asking, mine=mine),
        "everyone": not mine,
        "looks": min(int(looks), LOOKS) - 1 if looks.isascii() and looks.isdigit() else 0,
        "most": COUNTED,
    }
    return render(request, "today/checking.html", shown)


def _chosen(request: Request) -> bool | None:
    """Return whether mine were asked for; None where it was left open."""
    return {"mine": True, "office": False}.get(request.GET.get("whose", ""))


class WaiverForm(forms.Form):
    """Why, and until when, a finding is set aside."""

    reason = column_field(Waiver, "reason", label=gettext_lazy("Reason"), longest=300)
    until = column_field(Waiver, "until", label=gettext_lazy("Until"), nearest="coming")


@require_http_methods(["GET", "POST"])
def waive(request: Request, key: uuid.UUID, code: str) -> HttpResponse:
    """Set one rule aside for one counterpart, with a reason and an end."""
    relationship = about(request, key)
    rule = RULES.get(code)

    def act(values: dict[str, Any]) -> Change[Waiver]:
        return upkeep.waive(request.asking, relationship=key, code=code, **values)

    def then(_waiver: Waiver) -> str:
        return reverse("today") if request.GET.get("from") == "today" else person_address(key)

    return person_form(
        request,
        relationship,
        WaiverForm(
            request.POST or None, initial={"until": request.asking.day + timedelta(days=30)}
        ),
        act,
        then=then,
        title=_("Snooze"),
        explain=rule.reason if rule else "",
    )


class WaiverForManyForm(WaiverForm):
    """The same for many people; ``whom`` is a trace of those who were listed when it was opened."""

    whom = forms.CharField(widget=forms.HiddenInput)


@require_http_methods(["GET", "POST"])
def together(request: Request, code: str) -> HttpResponse:
    """List everybody about whom Today says the same in one line, and set it aside for all."""
    asking = request.asking
    mine = briefing.mine_first(asking.me, chosen=_chosen(request))
    found = all_together(asking, code, mine=mine)
    keys = [one.relationship for one in found.together.people]
    listed = _trace(keys)
    said = request.POST.copy()
    read = said.get("whom", "")
    said["whom"] = listed

    def act(values: dict[str, Any]) -> Change[Any]:
        if read != listed:
            raise CannotBe(
                gettext_noop("The list has changed since you opened it."),
                next_step=gettext_noop("Read it again, then save."),
            )
        del values["whom"]
        return upkeep.waive_for_many(asking, relationships=keys, code=code, **values)

    back = f"{reverse('today')}?whose={'mine' if mine else 'office'}"
    initial = {"until": asking.day + timedelta(days=30), "whom": listed}
    return form_page(
        request,
        WaiverForManyForm(said if request.method == "POST" else None, initial=initial),
        act,
        title=_(RULES[code].title),
        back=back,
        template="today/together.html",
        all=found,
        reason=RULES[code].reason,
    )


def _trace(keys: Sequence[uuid.UUID]) -> str:
    """Return a short trace of who is listed."""
    return hashlib.sha256(b"".join(sorted(key.bytes for key in keys))).hexdigest()[:16]


@require_http_methods(["GET", "POST"])
def waive_for_myself(request: Request, kind: str, key: uuid.UUID, code: str) -> HttpResponse:
    """Set aside, for oneself alone, a finding that rests on records across circles."""
    wanted = (kind, key, code)
    found = next(
        (
            one
            for one in seen_by(request.asking)
            if (one.about_kind, one.about_key, one.finding.code) == wanted
        ),
        None,
    )
    if found is None:
        raise Http404
    seen = [record for _, record in found.because]

    def act(values: dict[str, Any]) -> Change[OwnWaiver]:
        return upkeep.waive_for_myself(
            request.asking, code=code, about_kind=kind, about_key=key, seen=seen, **values
        )

    until = request.asking.day + timedelta(days=30)
    return form_page(
        request,
        WaiverForm(request.POST or None, initial={"until": until}),
        act,
        then=lambda _waiver: reverse("today"),
        back=reverse("today"),
        alias=found.name,
        title=_("Snooze"),
        explain=gettext_noop("Only for you: colleagues still see it."),
    )


@require_POST
def lift_own(request: Request, key: uuid.UUID) -> HttpResponse:
    """Hear again what one had set aside for oneself."""
    return go_on(reverse("rules"), upkeep.lift_own_waiver(request.asking, key=key))


@require_POST
def lift(request: Request, key: uuid.UUID) -> HttpResponse:
    """Hear a silenced rule again."""
    change = upkeep.lift_waiver(request.asking, key=key)
    return go_on(person_address(change.row.relationship_id), change)
