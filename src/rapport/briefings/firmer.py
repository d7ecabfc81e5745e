"""What would make an agreement firmer that is not a paper; a paper is never among it."""

from collections.abc import Collection, Iterator

from rapport.records.models import (
    Agreement,
    AgreementForm,
    AgreementState,
    Documentation,
    Keeping,
    PartyRole,
    ReadBackState,
)
from rapport.records.models.agreements import NEEDS_READ_BACK

ON_PAPER = frozenset({AgreementForm.SIGNED, AgreementForm.LETTERS, AgreementForm.MINUTES})
"""Forms that are a paper already, to which nothing is offered."""


def wants_no_paper(prefers: str) -> bool:
    """Say whether somebody who prefers this wants that nothing is put on paper."""
    return prefers in (Documentation.NONE, Documentation.ORAL)


def ways_to_firm(
    agreement: Agreement,
    marks: Collection[str],
    read_backs: Collection[str],
    roles: Collection[str],
) -> Iterator[str]:
    """Yield what is missing: ``read_back``, ``witness``, ``guarantor``, ``first_step``.

    ``marks`` are how its terms were kept, ``read_backs`` what they answered, ``roles`` as what
    others stand in it.
    """
    if agreement.state != AgreementState.LIVE or agreement.form in ON_PAPER:
        return
    if agreement.form in NEEDS_READ_BACK and ReadBackState.CONFIRMED not in read_backs:
        yield "read_back"
    if agreement.form == AgreementForm.ORAL and PartyRole.WITNESS not in roles:
        yield "witness"
    if PartyRole.GUARANTOR not in roles:
        yield "guarantor"
    if Keeping.KEPT not in marks:
        yield "first_step"
