"""Programs and calendars that read in one's place: their tokens made, listed and revoked."""

import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import access_tokens as verbs
from rapport.exchange.exports import Order, make
from rapport.exchange.exports.others.calendar import CALENDAR, feed
from rapport.records.access_tokens import tokens_of
from rapport.records.models import Circle
from rapport.records.models.access_tokens import TokenUse
from rapport.web.day_field import Day
from rapport.web.forms import Words, form_page, keys
from rapport.web.middleware.token_door import by_token
from rapport.web.request import Request

_USUAL = timedelta(days=90)


class TokenForm(forms.Form):
    """What a token is for, and what it opens."""

    label = Words(
        label=gettext_lazy("What will use it"),
        help_text=gettext_lazy("Such as “Team spreadsheet” or “Calendar on my phone”."),
        longest=80,
    )
    use = forms.ChoiceField(
        label=gettext_lazy("What it opens"), choices=TokenUse.choices, initial=TokenUse.PROGRAM
    )
    circles = forms.MultipleChoiceField(
        label=gettext_lazy("Circles it may read"),
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
        help_text=gettext_lazy("What is for named colleagues only, it sees where you are named."),
    )
    may_write = forms.BooleanField(
        label=gettext_lazy("It may also write, where you may"), required=False
    )
    until = Day(label=gettext_lazy("Last day"), required=True, nearest="coming")

    def __init__(self, *args: Any, circles: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["circles"]
        field.choices = circles
        if not settings.IS_TEAM:
            del self.fields["use"]


@require_GET
def tokens(request: Request) -> HttpResponse:
    """Show what reads in my place."""
    me, names = request.asking.me, _circles(request)
    found = [
        {"token": one, "circles": [names[key] for key in one.circles if key in names]}
        for one in tokens_of(me, day=request.asking.day)
    ]
    return render(request, "team/tokens.html", {"tokens": found})


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """Make a token; it is shown once."""
    names = _circles(request)
    initial = {"circles": list(names), "until": request.asking.day + _USUAL}
    form = TokenForm(request.POST or None, circles=list(names.items()), initial=initial)
    shown: dict[str, Any] = {}

    def act(values: dict[str, Any]) -> None:
        circles = keys(values.pop("circles"))
        use = values.setdefault("use", TokenUse.PROGRAM)
        secret = verbs.make_token(request.asking, circles=circles, **values)
        shown["secret"], shown["label"] = secret, values["label"]
        if use == TokenUse.CALENDAR:
            _enter_feed(request, values["label"])
            shown["feed"] = request.build_absolute_uri(reverse("feed", args=[secret]))

    page = form_page(
        request,
        form,
        act,
        title=_("Make a token"),
        back=reverse("tokens"),
        explain=_("It opens no more than you see yourself, and never what is yours alone."),
    )
    return render(request, "team/token_made.html", shown) if shown else page


@require_POST
def revoke(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take a token back: it opens nothing from now on."""
    verbs.revoke_token(request.asking, key=key)
    return HttpResponseRedirect(reverse("tokens"))


@require_GET
def calendar_feed(request: Request, secret: str) -> HttpResponse:  # noqa: ARG001 - read at the door
    """Answer a calendar that is subscribed to: codes and times of planned meetings."""
    if not by_token(request):
        raise Http404
    return HttpResponse(feed(request.asking), content_type="text/calendar; charset=utf-8")


def _enter_feed(request: Request, label: str) -> None:
    """Enter in the history what the feed carries: once, for a calendar asks again every hour."""
    clear = _("A calendar that is subscribed to: codes and times alone.")
    order = Order("meeting", ("times",), "ics", reason=label[:300], clear_why=clear)
    make(request.asking, CALENDAR, order)


def _circles(request: Request) -> dict[str, str]:
    mine = Circle.objects.filter(pk__in=request.asking.me.readable_circles()).order_by("name")
    return {circle.pk.hex: circle.name for circle in mine}
