"""The list of agreements, the page of one, and recording, changing, reviewing it."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import agreements as verbs
from rapport.actions.reading import open_counterpart
from rapport.briefings.agreement_list import WantedAgreements, agreement_list
from rapport.briefings.agreements import agreement_page
from rapport.briefings.firmer import wants_no_paper
from rapport.records.change import Change
from rapport.records.models import Agreement, AgreementForm, Ask, Firmness, Gate, Relationship
from rapport.web.agreement_forms import AgreementFields, NewAgreementForm, ReviewForm, WhomForm
from rapport.web.forms import about, form_page, key_in, mark, person_address, person_form
from rapport.web.people_filters import Chip, Option, with_query
from rapport.web.request import Request
from rapport.web.undoing import go_on

CHOICES: dict[str, Any] = {"form": AgreementForm.choices, "firmness": Firmness.choices}
TITLES = {
    "form": gettext_lazy("Form"),
    "firmness": gettext_lazy("How far we rely on it"),
}


def short(agreement: Agreement) -> str:
    """Return what was agreed, as it fits above the form that leads back to it."""
    return Truncator(agreement.what).chars(36)


def agreement_address(key: uuid.UUID) -> str:
    """Return the address of an agreement's page."""
    return reverse("agreement", args=[key])


@require_GET
def agreements(request: Request) -> HttpResponse:
    """List the agreements whoever asks may see; the filters stand in the address."""
    told = request.GET
    asked = {name: told[name] for name in CHOICES if told.get(name, "") in dict(CHOICES[name])}
    asked |= {name: "1" for name in ("review", "ended") if told.get(name)}
    wanted = WantedAgreements(
        form=asked.get("form", ""),
        firmness=asked.get("firmness", ""),
        to_review="review" in asked,
        ended="ended" in asked,
        page=mark(told.get("page", "")) or 1,
    )
    answer = agreement_list(request.asking, wanted)
    context = {
        "agreements": answer,
        "export": with_query(reverse("export", args=["agreements"]), asked),
        "chips": [_chip(name, asked) for name in CHOICES],
        "is_filtered": any(name in asked for name in ("form", "firmness", "review")),
        "is_ended": wanted.ended,
        "may_record": not request.read_only and bool(request.asking.me.writable_circles()),
        "to_review": "" if wanted.to_review else _address(asked, review="1"),
        "without_review": _address({**asked, "review": ""}),
        "all": _address({"ended": asked.get("ended", "")}),
        "ended": _address({"ended": "1"}),
        "after": _address(asked, page=str(answer.following)) if answer.following else "",
    }
    return render(request, "agreements/agreements.html", context)


def _address(asked: Mapping[str, str], **changes: str) -> str:
    return with_query(reverse("agreements"), {**asked, **changes})


def _chip(name: str, asked: Mapping[str, str]) -> Chip:
    value = asked.get(name, "")
    options = tuple(
        Option(capfirst(str(label)), _address(asked, **{name: key}), key == value)
        for key, label in CHOICES[name]
    )
    chosen = next((one.label for one in options if one.is_chosen), "")
    return Chip(name, str(TITLES[name]), chosen, _address(asked, **{name: ""}), options)


@require_GET
def agreement(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show one agreement with all that belongs to it."""
    answer = agreement_page(request.asking, key)
    open_counterpart(request.asking, relationship=answer.line.agreement.relationship_id)
    return render(request, "agreements/agreement.html", {"page": answer})


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Ask with whom something was agreed, and go on to record it."""
    form = WhomForm(request.POST or None, me=request.asking.me)
    if request.method == "POST" and form.is_valid():
        return redirect("record-agreement", form.cleaned_data["who"])
    context = {"form": form, "title": _("Record an agreement"), "back": reverse("agreements"),
               "alias": _("Agreements"), "goes_on": True}  # fmt: skip
    return render(request, "agreements/whom.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def record(request: Request, key: uuid.UUID) -> HttpResponse:
    """Record what was agreed with somebody, from a request that was granted or by itself."""
    relationship = about(request, key)
    ask = _ask(request, relationship)
    begin: dict[str, Any] = {"made_on": request.asking.day, "firmness": Firmness.THIN}
    if ask is not None:
        begin |= {"what": ask.what[:200], "made_on": ask.answered_on or request.asking.day}
        begin |= {"gate": str(ask.gate_id or "") if ask.gate_shown else ""}
    form = NewAgreementForm(request.POST or None, initial=begin)
    _fit(form, request, relationship)

    def act(values: dict[str, Any]) -> Change[Agreement]:
        told = {name: values[name] for name in AgreementFields.base_fields}
        told["gate"] = key_in(told["gate"])
        told["firmness"] = told["firmness"] or Firmness.THIN
        of = ask.pk if ask is not None else None
        return verbs.record_agreement(
            request.asking, relationship=key, ask=of, terms=form.terms(), **told
        )

    return person_form(
        request, relationship, form, act, title=_("Record an agreement"), of=ask,
        template="agreements/record.html", then=lambda row: agreement_address(row.pk),
    )  # fmt: skip


def _ask(request: Request, relationship: Relationship) -> Ask | None:
    """Return the request it comes from, if the address names one of this person."""
    key = key_in(request.GET.get("ask", "") or request.POST.get("ask", ""))
    rows: Any = Ask.objects.visible_to(request.asking.me)
    found: Ask | None = rows.filter(pk=key, relationship=relationship).first() if key else None
    return found


def _fit(
    form: AgreementFields, request: Request, relationship: Any, row: Agreement | None = None
) -> None:
    """Offer the gates of the circle and the one that stands there; the forms as they prefer."""
    if relationship.counterpart and wants_no_paper(relationship.counterpart.documentation):
        form.put_spoken_first()
    needed = Q(until__isnull=True) | Q(until__gte=request.asking.day)
    gates = Gate.objects.visible_to(request.asking.me).filter(needed, circle=relationship.circle_id)
    found = [(str(gate.pk), gate.name) for gate in gates.order_by("name", "pk")]
    if row is not None and row.gate_id and str(row.gate_id) not in dict(found):
        shown = row.gate_shown
        found.append((str(row.gate_id), shown.name if shown else _("one kept elsewhere")))
    form.fields["gate"].choices = [("", "—"), *found]  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Put right what is said of an agreement."""
    row: Agreement = Agreement.objects.one_changeable_by(request.asking.me, key)
    if request.method == "GET":
        open_counterpart(request.asking, relationship=row.relationship_id)
    begin = {name: getattr(row, name) for name in AgreementFields.base_fields if name != "gate"}
    begin["gate"] = str(row.gate_id or "")
    form = AgreementFields(request.POST or None, initial=begin)
    _fit(form, request, row.relationship, row)

    def act(values: dict[str, Any]) -> Change[Agreement]:
        values["gate"] = key_in(values["gate"])
        for name in ("made_on", "firmness"):
            values[name] = values[name] or getattr(row, name)
        return verbs.change_agreement(request.asking, key=key, **values)

    return form_page(
        request, form, act, title=_("Change the agreement"), standing=True,
        back=agreement_address(key), alias=short(row),
        remove=reverse("remove-agreement", args=[key]),
    )  # fmt: skip


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Remove an agreement; the person's page offers to bring it back."""
    change = verbs.remove_agreement(request.asking, key=key)
    return go_on(person_address(change.row.relationship_id), change)


@require_http_methods(["GET", "POST"])
def review(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say what a review came to."""
    row: Agreement = Agreement.objects.one_changeable_by(request.asking.me, key)
    begin = {"state": row.state, "firmness": row.firmness, "why": row.why, "on": request.asking.day}
    form = ReviewForm(request.POST or None, initial=begin)

    def act(values: dict[str, Any]) -> Change[Agreement]:
        return verbs.review_agreement(request.asking, key=key, **values)

    return form_page(
        request, form, act, title=_("Record a review"), typed=row.what,
        back=agreement_address(key), alias=row.relationship.called,
    )  # fmt: skip
