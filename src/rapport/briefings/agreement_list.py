"""The list of agreements: those to review first, then those that are not kept, then the rest."""

import uuid
from dataclasses import dataclass

from django.db.models import Case, F, Q, QuerySet, Value, When

from rapport.briefings.agreements import AgreementLine, agreement_lines
from rapport.records.asking import Asking
from rapport.records.models import Agreement, AgreementState

PAGE = 50


@dataclass(frozen=True, slots=True)
class WantedAgreements:
    """Which agreements are asked for: each filter is one choice, or empty."""

    form: str = ""
    firmness: str = ""
    to_review: bool = False
    ended: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Agreements:
    """A page of agreements; ``every`` are in force or have ended, as was asked.

    ``following`` is the next page, or 0.
    """

    lines: tuple[AgreementLine, ...]
    every: int
    found: int
    ended: int
    following: int


def agreement_list(asking: Asking, wanted: WantedAgreements) -> Agreements:
    """Return a page of the agreements whoever asks may see, the next to review first.

    Of all rows only keys are put in order; those of the page are then read whole.
    """
    seen: QuerySet[Agreement] = Agreement.objects.visible_to(asking.me)
    live = Q(state=AgreementState.LIVE)
    which = seen.exclude(live) if wanted.ended else seen.filter(live)
    fitting = which
    if wanted.form:
        fitting = fitting.filter(form=wanted.form)
    if wanted.firmness:
        fitting = fitting.filter(firmness=wanted.firmness)
    if wanted.to_review:
        fitting = fitting.filter(review_on__lte=asking.day)
    start = (max(wanted.page, 1) - 1) * PAGE
    due = Case(When(review_on__lte=asking.day, then=Value(0)), default=Value(1))
    order = (due, F("review_on").asc(nulls_last=True), "-made_on", "pk")
    keys = list(fitting.order_by(*order).values_list("pk", flat=True)[start : start + PAGE + 1])
    rows = {one.pk: one for one in _whole(keys[:PAGE])}
    return Agreements(
        lines=agreement_lines(asking, [rows[key] for key in keys[:PAGE]]),
        every=which.count(),
        found=fitting.count(),
        ended=0 if wanted.ended else seen.exclude(live).count(),
        following=max(wanted.page, 1) + 1 if len(keys) > PAGE else 0,
    )


def _whole(keys: list[uuid.UUID]) -> "QuerySet[Agreement]":
    rows: QuerySet[Agreement] = Agreement.objects.filter(pk__in=keys)
    return rows.select_related("relationship__counterpart", "relationship__actor", "gate", "ask")
