"""The verb that releases the figures of a month: counted from all of a circle, by its keeper.

Here alone is counted past what the reader sees, and only what cannot name anybody is written.
"""

import uuid
from collections import Counter
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext_noop

from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import (
    ActorKind,
    Ask,
    Circle,
    CounterpartStatus,
    Interaction,
    MonthFigures,
    OpenReason,
    Phase,
    Presence,
    Relationship,
    Sensitivity,
    TheirPart,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.validation import check_choice
from rapport.rules.month_figures import Cell, beside, in_cells, in_steps
from rapport.rules.places import first_level

KINDS = len(ActorKind.values) + 1
"""Every kind of group, and that it is not known."""


def release_month(
    asking: Asking,
    *,
    circle: uuid.UUID,
    month: date,
    sensitivity: int = Sensitivity.CONFIDENTIAL,
) -> Change[MonthFigures]:
    """Release the figures of a month that is over, as the keeper of a circle.

    They are fixed: a month is released once, and what is corrected later shows in a later month.
    """
    if circle not in asking.me.kept_circles():
        raise NotThere(NOT_THERE)
    check_choice(sensitivity, (Sensitivity.CONFIDENTIAL, Sensitivity.SEVERE))
    first = month.replace(day=1)
    last = last_of(first)
    if last >= asking.day:
        raise CannotBe(
            gettext_noop("This month is not over yet."),
            next_step=gettext_noop("Release it once it is over."),
        )
    with change_set("release_month", asking) as changes:
        changes.wait_for_others()
        if MonthFigures.objects.filter(circle=circle, month=first).exists():
            raise CannotBe(
                gettext_noop("The figures of this month have been released, and are fixed."),
                next_step=gettext_noop("Release the next month once it is over."),
            )
        of = Circle.objects.select_related("office").get(pk=circle)
        cells = in_cells(_counted(of, first, last), KINDS)
        row = MonthFigures(
            office=of.office,
            circle_id=circle,
            month=first,
            sensitivity=sensitivity,
            cells=[[area, kind, *both] for (area, kind), both in cells.items()],
            others=beside(cells, _begun(circle, first, last)) | _exceptions(circle, first, last),
            released_by=asking.me,
            released_on=asking.day,
        )
        return changes.made(changes.create(row))


def last_of(first: date) -> date:
    """Return the last day of the month that begins on a day."""
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _counted(circle: Circle, first: date, last: date) -> dict[Cell, tuple[int, int]]:
    """Return how many people there are in each area and kind, and with how many we were in touch.

    A group of another circle is not known to this one; who is in several areas counts in the first,
    and where no place of theirs has a code, in the area of the office.
    """
    ours = first_level([circle.office.area])
    there = Q(counterpart__status=CounterpartStatus.ACTIVE) | Q(actor__isnull=False)
    rows = Relationship.objects.filter(there, circle=circle, opened__lte=last)
    rows = rows.exclude(phase=Phase.CLOSED).select_related("actor", "counterpart__actor")
    met = set(
        Presence.objects.filter(
            interaction__in=Interaction.objects.filter(circle=circle, two_way=True),
            on__range=(first, last),
            part__in=(TheirPart.LEAD, TheirPart.SECOND),
        ).values_list("relationship_id", flat=True)
    )
    people: Counter[Cell] = Counter()
    in_touch: Counter[Cell] = Counter()
    for row in rows:
        actor = row.actor or (row.counterpart.actor if row.counterpart else None)
        known = actor if actor is not None and actor.circle_id == circle.pk else None
        area = first_level(known.areas) if known else ""
        cell = (area or ours, known.kind if known else "")
        people[cell] += 1
        in_touch[cell] += row.pk in met
    return {cell: (many, in_touch[cell]) for cell, many in people.items()}


def _begun(circle: uuid.UUID, first: date, last: date) -> dict[str, int]:
    rows = Relationship.objects.filter(circle=circle, opened__range=(first, last))
    reasons = rows.exclude(phase=Phase.CLOSED).values_list("open_reason", flat=True)
    counts = Counter(reason for reason in reasons if reason in OpenReason.values)
    return dict(counts)


def _exceptions(circle: uuid.UUID, first: date, last: date) -> dict[str, int]:
    rows = Ask.objects.filter(circle=circle, life_saving=True, made_on__range=(first, last))
    given = in_steps(rows.count())
    return {"exceptions": given} if given else {}
