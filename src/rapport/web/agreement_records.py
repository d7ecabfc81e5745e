"""What belongs to an agreement: terms, marks, read-backs, evidence, parties, legal questions."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import agreement_terms as verbs
from rapport.actions import agreements as of_agreements
from rapport.actions.reading import open_counterpart
from rapport.briefings.read_back_words import PATTERNS, read_back_words
from rapport.records.change import Change
from rapport.records.models import (
    Agreement,
    AgreementParty,
    Colleague,
    Evidence,
    Keeping,
    ReadBack,
    ReadBackState,
    Term,
    TermMark,
)
from rapport.records.models.agreements import OfAgreement
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere
from rapport.web.agreement_forms import (
    AnswerForm,
    CustodyForm,
    EvidenceForm,
    FollowForm,
    MarkForm,
    PartyForm,
    ReadBackForm,
    TermForm,
    put_right_form,
)
from rapport.web.agreements import agreement_address, short
from rapport.web.forms import colleague_choices, form_page, key_in, sent_day
from rapport.web.putting_right import begun_with, put_right
from rapport.web.request import Request
from rapport.web.undoing import go_on


def _form(
    request: Request,
    agreement: Agreement,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Change[Any]],
    **more: Any,
) -> HttpResponse:
    """Show or take a form about one agreement; it leads back to its page."""
    if request.method == "GET":
        open_counterpart(request.asking, relationship=agreement.relationship_id)
    more.setdefault("alias", short(agreement))
    return form_page(request, form, act, back=agreement_address(agreement.pk), **more)


def _one(request: Request, kind: Any, key: uuid.UUID) -> Any:
    return kind.objects.one_changeable_by(request.asking.me, key)


@require_http_methods(["GET", "POST"])
def add_term(request: Request, key: uuid.UUID) -> HttpResponse:
    """Add a term to an agreement."""
    agreement = _one(request, Agreement, key)

    def act(values: dict[str, Any]) -> Change[Term]:
        return verbs.add_term(request.asking, agreement=key, **values)

    again = reverse("add-term", args=[key]) if request.POST.get("another") else ""
    return _form(
        request, agreement, TermForm(request.POST or None), act, title=_("Add a term"),
        template="agreements/add_term.html",
        then=lambda _row: again or agreement_address(key),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def mark_term(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say how a term was kept: by a button, today; or in a form, with its day and words."""
    term: Term = _one(request, Term, key)
    if request.method == "POST" and "note" not in request.POST:
        keeping = request.POST.get("keeping", "")
        if keeping not in Keeping.values:
            raise Http404
        change = verbs.mark_term(request.asking, term=key, keeping=keeping, on=sent_day(request))
        from_today = request.GET.get("from") == "today"
        back = reverse("today") if from_today else agreement_address(term.agreement_id)
        return go_on(back, change)

    def act(values: dict[str, Any]) -> Change[TermMark]:
        return verbs.mark_term(request.asking, term=key, **values)

    form = MarkForm(request.POST or None, initial={"on": request.asking.day})
    return _form(
        request, term.agreement, form, act, title=_("Record how it was kept"), typed=term.what
    )


@require_http_methods(["GET", "POST"])
def follow_up(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note that a term which was not kept was raised with them."""
    mark: TermMark = _one(request, TermMark, key)

    def act(values: dict[str, Any]) -> Change[TermMark]:
        return verbs.follow_up_mark(request.asking, key=key, **values)

    form = FollowForm(request.POST or None, initial={"on": request.asking.day})
    return _form(
        request, mark.agreement, form, act, title=_("Record a follow-up"), typed=mark.term.what
    )


@require_http_methods(["GET", "POST"])
def read_back(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show the words to say back, in a language; note that they were said."""
    agreement: Agreement = _one(request, Agreement, key)
    language = _language(request, agreement)
    terms = list(agreement.terms.order_by("pk"))
    begin = {"words": read_back_words(agreement, terms, language), "on": request.asking.day}
    form = ReadBackForm(request.POST or None, initial=begin)

    def act(values: dict[str, Any]) -> Change[ReadBack]:
        values["state"] = values["state"] or ReadBackState.DONE
        return verbs.read_back(request.asking, agreement=key, language=language, **values)

    return _form(
        request, agreement, form, act, title=_("Read it back"), language=language,
        languages=tuple(PATTERNS),
        template="agreements/read_back.html",
    )  # fmt: skip


def _language(request: Request, agreement: Agreement) -> str:
    """Return the language asked for; else the first of theirs that has patterns, else the page's.

    ``other`` is one without patterns: a colleague writes it.
    """
    asked = request.GET.get("language") or request.POST.get("language", "")
    if asked in PATTERNS or asked == "other":
        return "" if asked == "other" else asked
    person = agreement.relationship.counterpart
    theirs = [one for one in (person.languages if person else []) if one in PATTERNS]
    return theirs[0] if theirs else (get_language() or "en")


@require_http_methods(["GET", "POST"])
def answer(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note what they said to a read-back."""
    said: ReadBack = _one(request, ReadBack, key)
    form = AnswerForm(request.POST or None, initial={"state": ReadBackState.CONFIRMED})
    terms = said.agreement.terms.order_by("pk")
    form.fields["contested"].choices = [(str(term.pk), term.what) for term in terms]  # type: ignore[attr-defined]

    def act(values: dict[str, Any]) -> Change[ReadBack]:
        contested = {uuid.UUID(one) for one in values.pop("contested")}
        return verbs.answer_read_back(request.asking, key=key, contested=contested, **values)

    return _form(
        request, said.agreement, form, act, title=_("Record their answer"), typed=said.words
    )


@require_http_methods(["GET", "POST"])
def keep(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note what shows an agreement, and which colleague keeps it."""
    agreement = _one(request, Agreement, key)
    begin = {"on": request.asking.day, "custodian": str(request.asking.me.pk)}
    form = EvidenceForm(request.POST or None, initial=begin)
    _choose_colleague(request, form, agreement)

    def act(values: dict[str, Any]) -> Change[Evidence]:
        values["custodian"] = key_in(values["custodian"])
        return verbs.keep_evidence(request.asking, agreement=key, **values)

    return _form(request, agreement, form, act, title=_("Add evidence"))


@require_http_methods(["GET", "POST"])
def pass_custody(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note that another of us keeps what shows an agreement."""
    kept: Evidence = _one(request, Evidence, key)
    form = CustodyForm(request.POST or None, initial={"on": request.asking.day})
    _choose_colleague(request, form, kept)

    def act(values: dict[str, Any]) -> Change[Evidence]:
        custodian = uuid.UUID(values["custodian"])
        return verbs.pass_custody(request.asking, key=key, custodian=custodian, on=values["on"])

    return _form(request, kept.agreement, form, act, title=_("Pass it on"), typed=kept.what)


def _choose_colleague(request: Request, form: forms.Form, row: Any) -> None:
    """Offer the colleagues of the circle, and whoever keeps it, here or not."""
    field: Any = form.fields["custodian"]
    found = colleague_choices(request.asking.day, row.circle_id, empty="—")
    held: Colleague | None = getattr(row, "custodian", None)
    is_new = held is not None and str(held.pk) not in dict(found)
    field.choices = [*found, (str(held.pk), held.name)] if held and is_new else found


@require_http_methods(["GET", "POST"])
def add_party(request: Request, key: uuid.UUID) -> HttpResponse:
    """Add who vouches for an agreement, saw it made, or is a party to it as well."""
    agreement = _one(request, Agreement, key)
    begin = {"role": request.GET.get("role", "")}
    form = PartyForm(request.POST or None, initial=begin, me=request.asking.me)

    def act(values: dict[str, Any]) -> Change[AgreementParty]:
        who = values.pop("who")
        return of_agreements.add_party(
            request.asking, agreement=key, relationship=who.relationship, actor=who.actor, **values
        )

    return _form(
        request, agreement, form, act, title=_("Add a guarantor, witness or party"),
        template="agreements/whom.html",
    )  # fmt: skip


@require_POST
def remove_party(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take somebody out of an agreement; its page offers to bring them back."""
    change = of_agreements.remove_party(request.asking, key=key)
    return go_on(agreement_address(change.row.agreement_id), change)


@require_http_methods(["GET", "POST"])
def change_of(request: Request, kind: str, key: uuid.UUID) -> HttpResponse:
    """Put right what belongs to an agreement."""
    model = _kind(kind)
    row: Any = _one(request, model, key)
    build = put_right_form(model)
    form = build(request.POST or None, initial=begun_with(row, build.base_fields))
    if "custodian" in form.fields:
        _choose_colleague(request, form, row)
    if getattr(row, "file", key) is None:
        del form.fields["file_name"]

    def act(values: dict[str, Any]) -> Change[Any]:
        return verbs.change_of_agreement(request.asking, model, key=key, **put_right(row, values))

    return _form(
        request, row.agreement, form, act, title=model.PUT_RIGHT.title, standing=True,
        remove=reverse("remove-of-agreement", args=[kind, key]),
    )  # fmt: skip


@require_POST
def remove_of(request: Request, kind: str, key: uuid.UUID) -> HttpResponse:
    """Remove what belongs to an agreement; its page offers to bring it back."""
    change = verbs.remove_of_agreement(request.asking, _kind(kind), key=key)
    return go_on(agreement_address(change.row.agreement_id), change)


def _kind(word: str) -> Any:
    """Return the kind of this word of what belongs to an agreement, or raise ``NotThere``."""
    kind: type[OfAgreement] | None = verbs.of_agreement_by_word().get(word)
    if kind is None:
        raise NotThere(NOT_THERE)
    return kind
