"""Who introduced us to whom within a year, and what it could cost them: for the rules and pages."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from rapport.briefings.views import View
from rapport.records.models import Agreed, Brought, Colleague, Introduction, Meeting, Relationship
from rapport.records.prepared import prepared
from rapport.rules.facts_of_many import IntroducerFacts, IntroductionFact
from rapport.rules.introductions import within_a_year

_PEOPLE = (
    *("relationship__counterpart", "relationship__actor"),
    *("introducer__counterpart", "introducer__actor"),
    *("second__counterpart", "second__actor", "gate", "colleague", "meeting"),
)


@dataclass(frozen=True, slots=True)
class Used:
    """How often somebody was asked to introduce us within a year, and what it may cost them."""

    times: int
    last: date | None
    risk: int | None
    risk_text: str


NEVER = Used(0, None, None, "")


def used(rows: Iterable[Introduction], person: uuid.UUID, day: date) -> Used:
    """Return how somebody was used, by the introductions that go over them."""
    theirs = [one for one in rows if person in (one.introducer_id, one.second_id)]
    asked = [one for one in theirs if within_a_year(fact(one), day)]
    days = [one.asked_on for one in theirs if one.asked_on is not None and one.asked_on <= day]
    weighed = [one for one in theirs if one.risk is not None and one.introducer_id == person]
    weighed.sort(key=lambda one: (one.asked_on or day, one.pk))
    last = weighed[-1] if weighed else None
    return Used(
        times=len(asked),
        last=max(days, default=None),
        risk=last.risk if last else None,
        risk_text=last.risk_text if last else "",
    )


def fact(one: Introduction) -> IntroductionFact:
    """Return an introduction as the rules read it."""
    return IntroductionFact(
        key=one.pk,
        name=one.relationship.called,
        asked_on=one.asked_on,
        agreed=one.consent == Agreed.GIVEN,
        refused=one.consent == Agreed.REFUSED,
        is_open=one.is_open,
        was_introduced=one.outcome == Brought.INTRODUCED,
    )


def introducer_facts(view: View) -> list[tuple[Relationship, IntroducerFacts]]:
    """Return everybody over whom we are introduced first, with the introductions seen."""
    rows = every_introduction(view.reader)
    by_person: dict[uuid.UUID, list[Introduction]] = defaultdict(list)
    for row in rows:
        if row.introducer_id is not None:
            by_person[row.introducer_id].append(row)
    return [
        (of[0].introducer, IntroducerFacts(key, tuple(map(fact, of))))  # type: ignore[misc]
        for key, of in by_person.items()
    ]


def leave_out_meetings(me: Colleague, rows: Iterable[Introduction]) -> None:
    """Empty the meeting of rows to be shown where the reader may not see that meeting."""
    named = [(row, row.meeting_id) for row in rows if row.meeting_id is not None]
    mine: QuerySet[Meeting] = Meeting.objects.visible_to(me)
    seen = set(mine.filter(pk__in=[key for _, key in named]).values_list("pk", flat=True))
    for row, key in named:
        if key not in seen:
            row.meeting = None


@prepared
def every_introduction(me: Colleague) -> "QuerySet[Introduction]":
    """Return the introductions a reader may see everybody of, the oldest first."""
    rows: QuerySet[Introduction] = Introduction.objects.visible_to(me)
    return rows.select_related(*_PEOPLE).order_by("pk")
