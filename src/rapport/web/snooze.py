"""Snoozing what a rule noticed: for one person, for several, or for oneself alone."""

import hashlib
import uuid
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import upkeep
from rapport.briefings import today as briefing
from rapport.briefings.across_circles import seen_by
from rapport.briefings.entries import ON_ONE_PAGE, all_together
from rapport.briefings.noticed_of_oneself import about_myself
from rapport.messages import gettext_noop
from rapport.records.change import Change
from rapport.records.models import OwnWaiver, Relationship, Waiver
from rapport.records.models.relationships import called
from rapport.records.refusals import CannotBe
from rapport.rules.catalogue import RULES
from rapport.rules.rule import About
from rapport.web.day_field import Day
from rapport.web.forms import Chips, Words, about, form_page, person_address, person_form
from rapport.web.request import Request
from rapport.web.today import back_to_today, chosen
from rapport.web.undoing import go_on

WHY = (
    ("met_elsewhere", gettext_lazy("Met elsewhere")),
    ("line_cut", gettext_lazy("Line is cut")),
    ("not_safe", gettext_lazy("Not safe now")),
)
"""Reasons that are given often; any other is written in one's own words."""


def _beside_chips(words: Any) -> dict[str, Any]:
    """Return how a text is told to be one more choice beside the chips."""
    return {"aria-label": words, "placeholder": words}


class SnoozeForm(forms.Form):
    """Why, and until when: a chip for each, or one's own words and day, which count first."""

    why = Chips(label=gettext_lazy("Reason"), choices=WHY)
    reason = Words(longest=300, attrs=_beside_chips(gettext_lazy("In your own words")))
    days = Chips(label=gettext_lazy("Until"), choices=())
    until = Day(nearest="coming")

    def __init__(self, said: Any, *, day: date, **options: Any) -> None:
        self._until = _days(day)
        options["initial"] = {"days": "monday", **options.get("initial", {})}
        super().__init__(said, **options)
        self.fields["until"].widget.attrs.update(_beside_chips(gettext_lazy("Another day")))
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (name, label) for name, (label, _day) in self._until.items()
        ]

    def clean(self) -> dict[str, Any]:
        """Return the reason and the day, whichever way they were given."""
        said = super().clean() or {}
        reason = said.get("reason") or str(dict(WHY).get(said.get("why", ""), ""))
        _label, day = self._until.get(said.get("days", ""), ("", None))
        until = said.get("until") or day
        if not (reason or "reason" in self.errors):
            self.add_error("reason", _("Choose a reason, or write one."))
        if not (until or "until" in self.errors):
            self.add_error("until", _("Choose a day."))
        kept = {name: value for name, value in said.items() if name not in ("why", "days")}
        return {**kept, "reason": reason, "until": until}


def _days(day: date) -> dict[str, tuple[str, date]]:
    """Return the days that are chosen often, by name, each with its label."""
    tomorrow = day + timedelta(days=1)
    monday = tomorrow + timedelta(days=1 + (7 - (tomorrow.weekday() + 1)) % 7)
    written = formats.date_format(monday, pgettext("weekday and day", "D j M"))
    return {
        "tomorrow": (_("Tomorrow"), tomorrow),
        "monday": (written, monday),
        "month": (_("For a month"), day + timedelta(days=30)),
    }


@require_http_methods(["GET", "POST"])
def waive(request: Request, key: uuid.UUID, code: str) -> HttpResponse:
    """Set one rule aside for one counterpart, with a reason and an end.

    To htmx the form alone, for the row of Today that asked for it.
    """
    relationship = about(request, key)
    rule = RULES.get(code)
    back = back_to_today(request) if request.GET.get("from") == "today" else person_address(key)

    def act(values: dict[str, Any]) -> Change[Waiver]:
        return upkeep.waive(request.asking, relationship=key, code=code, **values)

    return person_form(
        request,
        relationship,
        SnoozeForm(request.POST or None, day=request.asking.day),
        act,
        back=back,
        template="today/snooze_drawer.html" if request.htmx else "today/snooze.html",
        title=_("Snooze"),
        what=rule.title if rule else "",
        explain=rule.reason if rule else "",
        action=request.get_full_path(),
    )


@require_http_methods(["GET", "POST"])
def several(request: Request) -> HttpResponse:
    """Snooze what was ticked on Today: one reason, one change, one Undo."""
    pairs = _picked((request.POST or request.GET).getlist("pick"))
    if not pairs:
        return HttpResponseRedirect(f"{back_to_today(request)}")
    keys = [key for key, _code in pairs]
    rows = Relationship.objects.visible_to(request.asking.me).filter(pk__in=keys)
    names = dict(rows.values_list("pk", called()))
    if not names:
        raise Http404

    def act(values: dict[str, Any]) -> Change[Any]:
        return upkeep.waive_each(request.asking, pairs=pairs, **values)

    return form_page(
        request,
        SnoozeForm(request.POST or None, day=request.asking.day),
        act,
        back=back_to_today(request),
        template="today/snooze_several.html",
        title=_("Snooze several"),
        picked=[
            (f"{key}:{code}", key, names[key], RULES[code].title)
            for key, code in pairs
            if key in names
        ],
    )


def _picked(said: Sequence[str]) -> list[tuple[uuid.UUID, str]]:
    """Return whom and which rule was ticked: each is a key and a code, separated by a colon."""
    found = []
    for one in said[:ON_ONE_PAGE]:
        key, _colon, code = one.partition(":")
        with suppress(ValueError):
            if code in RULES:
                found.append((uuid.UUID(key), code))
    return list(dict.fromkeys(found))


class SnoozeTogetherForm(SnoozeForm):
    """The same for many people; ``whom`` is a trace of those who were listed when it was opened."""

    whom = forms.CharField(widget=forms.HiddenInput)


@require_http_methods(["GET", "POST"])
def together(request: Request, code: str) -> HttpResponse:
    """List everybody about whom Today says the same in one line, and snooze it for all."""
    asking = request.asking
    mine = briefing.mine_first(asking.me, chosen=chosen(request))
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

    form = SnoozeTogetherForm(
        said if request.method == "POST" else None, day=asking.day, initial={"whom": listed}
    )
    return form_page(
        request,
        form,
        act,
        title=_(RULES[code].title),
        back=f"{reverse('today')}?whose={'mine' if mine else 'office'}&when=later",
        template="today/together.html",
        all=found,
        reason=RULES[code].reason,
    )


def _trace(keys: Sequence[uuid.UUID]) -> str:
    """Return a short trace of who is listed."""
    return hashlib.sha256(b"".join(sorted(key.bytes for key in keys))).hexdigest()[:16]


_ONLY_FOR_ME = gettext_noop("Only for you: colleagues still see it.")
_ONLY_I_KNOW = gettext_noop("Only you are told of this, and only you know that you snooze it.")


@require_http_methods(["GET", "POST"])
def waive_for_myself(request: Request, kind: str, key: uuid.UUID, code: str) -> HttpResponse:
    """Set aside, for oneself alone, a finding that rests on records across circles."""
    wanted = (kind, key, code)
    found = next(
        (
            one
            for one in (*about_myself(request.asking), *seen_by(request.asking))
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

    return form_page(
        request,
        SnoozeForm(request.POST or None, day=request.asking.day),
        act,
        back=back_to_today(request),
        template="today/snooze_drawer.html" if request.htmx else "today/snooze.html",
        alias=found.name,
        title=_("Snooze"),
        what=RULES[code].title,
        explain=_ONLY_I_KNOW if kind == About.COLLEAGUE else _ONLY_FOR_ME,
        action=request.get_full_path(),
    )


@require_POST
def lift_own(request: Request, key: uuid.UUID) -> HttpResponse:
    """Hear again what one had set aside for oneself."""
    where = f"{reverse('today')}?when=snoozed" if "from" in request.GET else reverse("rules")
    return go_on(where, upkeep.lift_own_waiver(request.asking, key=key))


@require_POST
def lift(request: Request, key: uuid.UUID) -> HttpResponse:
    """Hear a silenced rule again."""
    change = upkeep.lift_waiver(request.asking, key=key)
    if request.GET.get("from") == "today":
        return go_on(f"{reverse('today')}?when=snoozed", change)
    return go_on(person_address(change.row.relationship_id), change)
