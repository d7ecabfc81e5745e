"""Mandates: what whoever negotiates may decide, must ask first and may say, and until when."""

import uuid
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import mandates as verbs
from rapport.actions.people import check_writes
from rapport.briefings.mandates import mandates as briefing
from rapport.records.change import Change
from rapport.records.entry import entered_columns
from rapport.records.models import Colleague, Gate, Mandate
from rapport.records.validation import LONGEST
from rapport.web.forms import circle_choices, colleague_choices, column_field, form_page, key_in
from rapport.web.request import Request
from rapport.web.undoing import go_on

AMONG_US = ("may_decide", "must_refer", "may_not", "internal")
"""The texts that stay among us; ``may_say`` is for the other side as well."""

_EXAMPLES = {
    "may_decide": gettext_lazy("For example: the day, the road, how many trucks."),
    "must_refer": gettext_lazy("For example: money, anything in writing, anything new."),
    "may_not": gettext_lazy("For example: an escort, a list of names."),
    "may_say": gettext_lazy("In words that may be said to the other side as they stand."),
    "internal": gettext_lazy("For example: how far we would go, and who knows."),
}


def _of_column(name: str, **options: Any) -> Any:
    options.setdefault("label", entered_columns(Mandate)[name].verbose_name)
    return column_field(Mandate, name, **options)


_text = partial(_of_column, rows=3, longest=LONGEST)


class MandateForm(forms.Form):
    """A mandate: what for, by whom, from when to when, and what it says."""

    title = _of_column("title")
    circle = forms.ChoiceField(label=gettext_lazy("Circle"))
    issuer = forms.ChoiceField(label=gettext_lazy("Given by"))
    gate = forms.ChoiceField(label=gettext_lazy("For which gate"), required=False)
    since = _of_column("since")
    until = _of_column("until", nearest="coming")
    may_decide = _text("may_decide")
    must_refer = _text("must_refer")
    may_not = _text("may_not")
    internal = _text("internal", label=gettext_lazy("Anything else among us"))
    may_say = _text("may_say")

    def __init__(
        self, *args: Any, me: Colleague, day: date, of: Mandate | None = None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        for name, example in _EXAMPLES.items():
            self.fields[name].help_text = example
        circles = circle_choices(me)
        where = [of.circle_id] if of else me.writable_circles()
        self._choose(
            "gate", [("", _("for any, or for none")), *_gates(me, where, len(circles) > 1)]
        )
        self._choose("issuer", [("", _("choose")), *_issuers(day, where, of)])
        self.fields["issuer"].required = of is None or of.issuer_id is not None
        if of is not None:
            del self.fields["circle"]
        elif len(circles) == 1:
            self.fields["circle"].widget = forms.HiddenInput()
            self.fields["circle"].initial = circles[0][0]
        else:
            circles = [("", _("choose")), *circles]
        self._choose("circle", circles)

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields.get(name)
        if field is not None:
            field.choices = choices  # type: ignore[attr-defined]

    @property
    def facts(self) -> list[BoundField]:
        """Return the fields that say what for, by whom and when."""
        return [field for field in self if field.name not in {*AMONG_US, "may_say"}]

    @property
    def among_us(self) -> list[BoundField]:
        """Return the fields of the texts that stay among us."""
        return [self[name] for name in AMONG_US]


def _gates(me: Colleague, circles: list[uuid.UUID], several: bool) -> list[tuple[str, str]]:
    rows = Gate.objects.visible_to(me).filter(circle__in=circles).select_related("circle")
    return [
        (str(gate.pk), f"{gate.name} · {gate.circle.name}" if several else gate.name)
        for gate in rows.order_by("name", "pk")
    ]


def _issuers(day: date, circles: list[uuid.UUID], of: Mandate | None) -> list[tuple[str, str]]:
    """Return who may have given it; whoever has and left since keeps their place."""
    found = colleague_choices(day, *circles)
    gone = of.issuer if of is not None else None
    if gone is not None and str(gone.pk) not in dict(found):
        found = [(str(gone.pk), gone.name), *found]
    return found


@require_GET
def mandates(request: Request) -> HttpResponse:
    """Show the mandates; whoever has none sees what one is for, and a first form."""
    answer = briefing(request.asking)
    may_add = answer.may_add and not request.read_only
    context: dict[str, Any] = {"mandates": answer, "may_add": may_add}
    context["several"] = len(request.asking.me.readable_circles()) > 1
    if answer.none and may_add:
        context["form"] = _new(request)
    return render(request, "mandates/mandates.html", context)


def _new(request: Request) -> MandateForm:
    """Return the form of a new mandate; ``?like=`` begins with what an earlier one says."""
    me, day = request.asking.me, request.asking.day
    initial: dict[str, Any] = {"since": day}
    if request.method == "GET" and (like := key_in(request.GET.get("like", ""))):
        old = Mandate.objects.one_visible_to(me, like)
        texts = ("title", *AMONG_US, "may_say")
        initial |= {name: getattr(old, name) for name in texts}
        initial |= {name: getattr(old, f"{name}_id") for name in ("circle", "gate", "issuer")}
    return MandateForm(request.POST or None, initial=initial, me=me, day=day)


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """Note a mandate that was given."""
    check_writes(request.asking.me)

    def act(values: dict[str, Any]) -> Change[Mandate]:
        return verbs.give_mandate(request.asking, **_keys(values))

    return _form(request, _new(request), act, title=_("Add a mandate"))


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change a mandate."""
    mandate: Mandate = Mandate.objects.one_changeable_by(request.asking.me, key)
    start = {name: getattr(mandate, name) for name in entered_columns(Mandate)}
    start |= {"issuer": mandate.issuer_id, "gate": mandate.gate_id}
    me, day = request.asking.me, request.asking.day
    form = MandateForm(request.POST or None, initial=start, me=me, day=day, of=mandate)

    def act(values: dict[str, Any]) -> Change[Mandate]:
        return verbs.change_mandate(request.asking, key=key, **_keys(values))

    return _form(request, form, act, title=_("Edit the mandate"), standing=True)


def _form(request: Request, form: MandateForm, act: Any, **more: Any) -> HttpResponse:
    return form_page(
        request,
        form,
        act,
        back=reverse("mandates"),
        then=lambda mandate: f"{reverse('mandates')}#{mandate.pk}",
        template="mandates/form.html",
        **more,
    )


def _keys(values: dict[str, Any]) -> dict[str, Any]:
    """Return what was chosen as keys; what was left empty as nothing."""
    chosen = {name for name in ("circle", "gate", "issuer") if name in values}
    return values | {name: key_in(values[name]) for name in chosen}


@require_POST
def end(request: Request, key: uuid.UUID) -> HttpResponse:
    """Let today be the last day of a mandate."""
    done = verbs.change_mandate(request.asking, key=key, until=request.asking.day)
    return go_on(f"{reverse('mandates')}#{key}", done)


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Remove a mandate that was never given; the page it leads to offers to bring it back."""
    return go_on(reverse("mandates"), verbs.remove_mandate(request.asking, key=key))
