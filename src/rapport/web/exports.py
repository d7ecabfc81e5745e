"""Exports: what can leave the store, leaving it, and agreeing as a second person."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import exports as verbs
from rapport.briefings.exports import exports as briefing
from rapport.exchange.exports import Kind, Made, Offered, Order, ask_of, make_of, offered
from rapport.exchange.exports.catalogue import KINDS, kind_named
from rapport.records.models import Export, ExportPurpose, ExportState
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere, NotYours
from rapport.refusals import Refusal
from rapport.vault import passphrases
from rapport.web.day_field import Day
from rapport.web.forms import Chips, Words, column_field, key_in, refused
from rapport.web.request import Request
from rapport.web.sealed_words import opened
from rapport.web.undoing import go_on

_LONGEST_FILTER = 64
_DAYS = ("since", "until")
_SEALS = [
    ("yes", gettext_lazy("Encrypted with a passphrase")),
    ("no", gettext_lazy("Not encrypted")),
]


class ExportForm(forms.Form):
    """What for, which columns, which file, and how it is sealed."""

    purpose = Chips(label=gettext_lazy("What is it for?"), choices=ExportPurpose.choices)
    reason = column_field(
        Export,
        "reason",
        label=gettext_lazy("In a few words"),
        help_text=gettext_lazy("For example: who gets it. Leave names of counterparts out."),
    )
    since = Day(label=gettext_lazy("From"), required=False)
    until = Day(label=gettext_lazy("Until"), required=False)
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"),
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
        required=False,
    )
    names_why = column_field(
        Export,
        "names_why",
        label=gettext_lazy("Why with real names"),
        help_text=gettext_lazy("Only needed where the column of real names is chosen."),
    )
    form = Chips(label=gettext_lazy("File"), choices=[])
    seal = Chips(label=gettext_lazy("How does it leave?"), choices=_SEALS)
    passphrase = Words(
        label=gettext_lazy("Passphrase of the file"),
        longest=passphrases.LONGEST,
        attrs={"spellcheck": "false", "dir": "auto"},
        help_text=gettext_lazy(
            "Copy it now, and pass it on by another way than the file. Nobody can open the file"
            " without it. Any program for age opens it, and Rapport."
        ),
    )
    clear_why = column_field(
        Export,
        "clear_why",
        label=gettext_lazy("Why not encrypted"),
        help_text=gettext_lazy("Anybody who finds the file can read it."),
    )
    severe = forms.BooleanField(
        label=gettext_lazy("Include what is for named colleagues only"), required=False
    )

    def __init__(self, *args: Any, kind: Kind, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["columns"].choices = [(one.name, one.title) for one in kind.columns]
        fields["form"].choices = [(one.name, one.title) for one in kind.forms]
        if not any(one.is_name for one in kind.columns):
            del fields["names_why"]
        if "since" not in kind.filters:
            del fields["since"], fields["until"]

    def say_what_there_is(self, there: Offered) -> None:
        """Offer what is for named colleagues only, where there is any and somebody could agree."""
        if not there.severe or not there.approvers:
            del self.fields["severe"]
        else:
            names = ", ".join(one.name for one in there.approvers)
            self.fields["severe"].help_text = _(
                "A second person who sees all of it has to agree first: %(names)s."
            ) % {"names": names}

    def order(self, approval: uuid.UUID | None) -> Order:
        """Return what is ordered."""
        said = self.cleaned_data
        clear = said["seal"] == "no"
        return Order(
            purpose=said["purpose"],
            columns=tuple(said["columns"]),
            form=said["form"],
            reason=said["reason"],
            names_why=said.get("names_why", ""),
            clear_why=said["clear_why"] if clear else "",
            passphrase="" if clear else said["passphrase"],
            severe=bool(said.get("severe")),
            approval=approval,
        )

    def days(self) -> dict[str, str]:
        """Return the days it is narrowed to."""
        said = ((name, self.cleaned_data.get(name)) for name in _DAYS)
        return {name: day.isoformat() for name, day in said if day}


@require_GET
def exports(request: Request) -> HttpResponse:
    """Show what can be exported, what waits for an agreement, and what left."""
    kinds = [kind for kind in KINDS if not kind.of_one]
    context = {"exports": briefing(request.asking), "kinds": kinds}
    return render(request, "exports/exports.html", context)


@require_http_methods(["GET", "POST"])
def export(request: Request, name: str) -> HttpResponse:
    """Export one kind, as the page it is opened from filters it."""
    kind = kind_named(name)
    if kind is None:
        raise NotThere(NOT_THERE)
    filters = _filters(request, kind)
    approved = _approved(request, kind)
    form = ExportForm(request.POST or None, kind=kind, initial=_start(request, kind, approved))
    is_filtered, is_sent = bool(filters), form.is_bound and form.is_valid()
    if form.is_bound:
        others = {name: value for name, value in filters.items() if name not in _DAYS}
        filters = {**others, **form.days()}
    there = offered(request.asking, kind, filters)
    form.say_what_there_is(there)
    if is_sent:
        try:
            return _answer(there, form.order(approved.pk if approved else None))
        except (NotThere, NotYours):
            raise
        except Refusal as refusal:
            form.add_error(None, refused(refusal))
    context = {
        "form": form,
        "kind": kind,
        "there": there,
        "approved": approved,
        "filtered": is_filtered,
        "back": reverse(kind.back),
    }
    return render(request, "exports/export.html", context, status=422 if form.errors else 200)


def _answer(there: Offered, order: Order) -> HttpResponse:
    if order.severe and order.approval is None:
        ask_of(there, order)
        return HttpResponseRedirect(reverse("exports") + "#asked")
    return as_download(make_of(there, order))


def as_download(made: Made) -> HttpResponse:
    """Answer with a file that is to be saved, and kept by nobody on its way."""
    answer = HttpResponse(made.data, content_type=made.media)
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _filters(request: Request, kind: Kind) -> dict[str, str]:
    """Return the filters of the page it was opened from; words that were typed come sealed."""
    told = {name: request.GET.get(name, "")[:_LONGEST_FILTER] for name in kind.filters}
    if "text" in kind.filters:
        told["text"] = opened(request, request.GET.get("words", ""))[:200]
    return {name: value for name, value in told.items() if value}


def _approved(request: Request, kind: Kind) -> Export | None:
    """Return the request of mine that the address names, once a second person agreed to it."""
    key = key_in(request.GET.get("approval", ""))
    if key is None:
        return None
    mine = Export.objects.filter(pk=key, by=request.asking.me.pk, what=kind.name)
    row = mine.filter(state=ExportState.APPROVED).first()
    if row is None:
        raise NotThere(NOT_THERE)
    return row


def _start(request: Request, kind: Kind, approved: Export | None) -> dict[str, Any]:
    start: dict[str, Any] = {
        "columns": [one.name for one in kind.columns if one.is_usual],
        "form": kind.forms[0].name,
        "seal": "yes",
        "since": request.GET.get("since", ""),
        "until": request.GET.get("until", ""),
        "passphrase": passphrases.suggest((get_language() or "en")[:2]),
    }
    if approved is None:
        return start
    said = ("purpose", "reason", "columns", "form", "names_why")
    return {**start, **{name: getattr(approved, name) for name in said}}


@require_POST
def decide(request: Request, key: uuid.UUID) -> HttpResponse:
    """Agree to an export of another, or decline it."""
    verb = verbs.approve_export if "agree" in request.POST else verbs.decline_export
    return go_on(reverse("exports"), verb(request.asking, key=key))
