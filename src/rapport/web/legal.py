"""Legal questions: asked with what is sent to whoever advises, answered, decided."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import legal as verbs
from rapport.actions.reading import open_counterpart
from rapport.briefings.legal import legal_pack
from rapport.records.change import Change
from rapport.records.models import Agreement, LegalQuestion
from rapport.web.agreement_forms import LegalForm, QuestionForm
from rapport.web.agreements import agreement_address, short
from rapport.web.forms import form_page
from rapport.web.request import Request
from rapport.web.undoing import go_on


@require_http_methods(["GET", "POST"])
def ask(request: Request, key: uuid.UUID) -> HttpResponse:
    """Ask for legal advice on an agreement; what is sent is shown first, without names."""
    agreement: Agreement = Agreement.objects.one_changeable_by(request.asking.me, key)
    open_counterpart(request.asking, relationship=agreement.relationship_id)
    begin = {"pack": legal_pack(request.asking, key), "asked_on": request.asking.day}
    form = QuestionForm(request.POST or None, initial=begin)

    def act(values: dict[str, Any]) -> Change[LegalQuestion]:
        return verbs.ask_legal(request.asking, agreement=key, **values)

    return form_page(
        request, form, act, title=_("Ask for legal advice"), back=agreement_address(key),
        alias=short(agreement),
        explain=_("Names we know are left out. Read it once more: others may be in it."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Put a legal question right, or note the answer and what was decided."""
    row: LegalQuestion = LegalQuestion.objects.one_changeable_by(request.asking.me, key)
    if request.method == "GET":
        open_counterpart(request.asking, relationship=row.relationship_id)
    begin = {name: getattr(row, name) for name in LegalForm.base_fields}
    form = LegalForm(request.POST or None, initial=begin)

    def act(values: dict[str, Any]) -> Change[LegalQuestion]:
        values["asked_on"] = values["asked_on"] or row.asked_on
        return verbs.change_legal(request.asking, key=key, **values)

    return form_page(
        request, form, act, title=_("Legal question"), standing=True,
        back=agreement_address(row.agreement_id), alias=short(row.agreement),
        remove=reverse("remove-legal", args=[key]),
    )  # fmt: skip


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Remove a legal question; the page it leads to offers to bring it back."""
    change = verbs.remove_legal(request.asking, key=key)
    return go_on(agreement_address(change.row.agreement_id), change)
