"""The part of the list that a name finds, or that comes after a page."""

import uuid
from typing import Any

from django.db.models import F, QuerySet

from rapport.briefings import finding
from rapport.briefings.wanted import WEEK, Wanted, going_on, in_order, narrowed, order_of
from rapport.records import name_index
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Relationship
from rapport.records.models.scoped import ScopedQuerySet
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among

COUNTED = 1000
"""Up to so many people are counted; nobody needs to know of how many more, just now."""

_PLAIN = 12  # what a name is asked with before its words: what `narrowed` takes, and the order


def found(asking: Asking, wanted: Wanted, count: int) -> tuple[int, list[uuid.UUID]]:
    """Return how many are wanted, and the keys of the first of them in their order.

    More than ``COUNTED`` are not counted. Whoever looks for a name reads the most alike first,
    unless another order was chosen.
    """
    me, day, text = asking.me, asking.day, wanted.text.strip()
    asked = (*wanted.plainly(asking), day, day + WEEK)
    if wanted.after:
        rows = narrowed(Relationship.objects.visible_to(me), me, *asked)
        rows = rows.filter(finding.condition(me, text)) if text else rows
        return rows.values("pk")[: COUNTED + 1].count(), _following(rows, me, wanted, count)
    order = (order_of(wanted.order), wanted.backwards)
    words = finding.asked_for(text)
    keys = _met(me, *asked, *order, max(COUNTED + 1, count), *words) if words else []
    meant = finding.meant(me, text, words) if len(keys) < finding.RANKED else None
    if meant is not None:
        keys = _of_these(me, *asked, *order, meant)
        if order == ("due", False) and len(meant) < finding.RANKED and len(keys) < count:
            keys.sort(key=meant.index)
    return len(keys), keys[:count]


@prepared
def _met(me: Colleague, *wanted: Any) -> "QuerySet[Relationship, uuid.UUID]":
    """Return the keys of whom a name means whose every word is met, in the order wanted."""
    *filters, order, backwards, count = wanted[:_PLAIN]
    rows = narrowed(Relationship.objects.visible_to(me), me, *filters)
    rows = rows.filter(counterpart_id__in=name_index.keys_of(wanted[_PLAIN:]))
    return rows.order_by(*in_order(order, backwards=backwards)).values_list("pk", flat=True)[:count]


@prepared
def _of_these(me: Colleague, *wanted: Any) -> "QuerySet[Relationship, uuid.UUID]":
    *filters, order, backwards, keys = wanted
    rows = narrowed(Relationship.objects.visible_to(me), me, *filters)
    rows = rows.filter(pk__in=among(keys))
    return rows.order_by(*in_order(order, backwards=backwards)).values_list("pk", flat=True)


def _following(
    rows: "ScopedQuerySet[Relationship]", me: Colleague, wanted: Wanted, count: int
) -> list[uuid.UUID]:
    """Return the keys of a page that goes on after another; a name leaves few people anyway."""
    name = order_of(wanted.order)
    order = in_order(name, backwards=wanted.backwards)
    rest = going_on(rows, wanted)
    if not wanted.text.strip():
        if name == "alias":
            # So it always is; said here, it lets the store begin with the aliases of the circle.
            rest = rest.filter(counterpart__circle_id=F("circle_id"))
        chosen = rest.first_in_circles(me.readable_circles(), *order, count=count)
    else:
        chosen = rest.order_by(*order)[:count]
    return list(chosen.values_list("pk", flat=True))
