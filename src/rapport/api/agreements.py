"""What was agreed, in whatever form, and how it is kept, as JSON."""

import uuid
from typing import Any

from rapport.actions import by_kind
from rapport.actions.reading import open_counterpart
from rapport.api.json_view import Request, key_in, list_in, page_in, reads, told, writes
from rapport.briefings.agreement_list import WantedAgreements, agreement_list
from rapport.briefings.agreements import AgreementPage, agreement_page
from rapport.briefings.legal import legal_pack
from rapport.briefings.read_back_words import PATTERNS, read_back_words
from rapport.briefings.told_agreements import told_list, told_page
from rapport.records.entry import from_json, misfit
from rapport.records.models import Agreement, AgreementForm, Firmness, Term


@reads
def listed(request: Request) -> Any:
    """Answer the agreements in force, the next to review first; ``?page=`` goes on.

    With ``?form=`` or ``?firmness=`` it is those alone, with ``?review=1`` those whose review is
    due, with ``?ended=1`` those that hold no more.
    """
    asked = request.GET
    wanted = WantedAgreements(
        form=_choice("form", asked.get("form", ""), AgreementForm.values),
        firmness=_choice("firmness", asked.get("firmness", ""), Firmness.values),
        to_review=bool(asked.get("review")),
        ended=bool(asked.get("ended")),
        page=page_in(request),
    )
    return told_list(agreement_list(request.asking, wanted))


@reads
def one(request: Request, key: uuid.UUID) -> Any:
    """Answer one agreement with its terms, how they were kept, and what shows it."""
    return told_page(_opened(request, key))


@writes
def add(request: Request) -> Any:
    """Record an agreement: ``{"who": KEY, "what": "...", "form": "oral", ...}``, any column of it.

    ``terms`` are its terms, each by its columns; ``ask``, ``gate`` and ``interaction`` are keys.
    """
    given = told(request)
    whom = key_in("who", given.pop("who", None))
    terms = [_term(one) for one in list_in("terms", given.pop("terms", []))]
    way = by_kind.noting("agreement")
    values = from_json(Agreement, given, way.columns)
    change = way.do(request.asking, whom, {**values, "terms": terms})
    return {"recorded": change.row.pk, "change_set": change.key}


@reads
def words(request: Request, key: uuid.UUID) -> Any:
    """Answer the words in which an agreement can be said back, by language; nothing is sent."""
    page = _opened(request, key)
    terms = [one.term for one in page.terms]
    row = page.line.agreement
    return {"words": {code: read_back_words(row, terms, code) for code in PATTERNS}}


@reads
def pack(request: Request, key: uuid.UUID) -> Any:
    """Answer what can be sent for legal advice, without names, to be read first."""
    _opened(request, key)
    return {"pack": legal_pack(request.asking, key)}


def _opened(request: Request, key: uuid.UUID) -> AgreementPage:
    page = agreement_page(request.asking, key)
    open_counterpart(request.asking, relationship=page.line.agreement.relationship_id)
    return page


def _choice(name: str, word: str, words: list[str]) -> str:
    if word and word not in words:
        raise misfit(name)
    return word


def _term(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise misfit("terms")
    values = from_json(Term, given)
    if "what" not in values:
        raise misfit("what")
    return values
