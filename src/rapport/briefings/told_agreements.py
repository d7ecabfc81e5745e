"""An agreement as programs are told of it: its columns, how it is kept, and what belongs to it.

A gate that not all its readers may see is left out, as it is on the page.
"""

from typing import Any

from rapport.briefings.agreement_list import Agreements
from rapport.briefings.agreement_terms import TermLine
from rapport.briefings.agreements import AgreementLine, AgreementPage
from rapport.records.models import Evidence


def told_list(answer: Agreements) -> dict[str, Any]:
    """Return a page of agreements, with how many there are and the number of the next page."""
    return {
        "rows": [told_line(one) for one in answer.lines],
        "total": answer.found,
        "following": answer.following or None,
    }


def told_line(line: AgreementLine) -> dict[str, Any]:
    """Return an agreement in one line, with what is worked out from its terms."""
    row = line.agreement
    gate = row.gate_shown
    return {
        "key": row.pk,
        "relationship": row.relationship_id,
        "alias": line.alias,
        "what": row.what,
        "form": row.form,
        "made_on": row.made_on,
        "ask": row.ask_id,
        "gate": gate.pk if gate else None,
        "firmness": row.firmness,
        "why": row.why,
        "review_on": row.review_on,
        "reviewed_on": row.reviewed_on,
        "review_due": line.review_due,
        "state": row.state,
        "keeping": line.keeping,
        "open_points": line.open_points,
        "note": row.note,
    }


def told_page(page: AgreementPage) -> dict[str, Any]:
    """Return all that the page of an agreement shows its reader."""
    return {
        **told_line(page.line),
        "terms": [_term(one) for one in page.terms],
        "over": [_term(one) for one in page.over],
        "read_backs": page.read_backs,
        "evidence": [_kept(one) for one in page.evidence],
        "parties": page.parties,
        "legal": page.legal,
        "aftercare": page.aftercare,
        "prefers": page.prefers,
        "firmer": page.firmer,
        "may_change": page.line.may_change,
    }


def _term(line: TermLine) -> dict[str, Any]:
    return {"term": line.term, "missing": line.missing, "marks": line.marks}


def _kept(row: Evidence) -> dict[str, Any]:
    return {"evidence": row, "custodian": row.custodian.name if row.custodian else ""}
