"""The register of gifts, meals and favours, as far as whoever asks may see it."""

from dataclasses import dataclass

from django.db.models import F, Q

from rapport.records.asking import Asking
from rapport.records.models import Gift, GiftWay

ON_ONE_PAGE = 60


@dataclass(frozen=True, slots=True)
class GiftRegister:
    """A page of the register: what waits for a review first, then the newest."""

    gifts: tuple[Gift, ...]
    waiting: int
    every: int
    following: int | None


def gift_register(asking: Asking, *, only_waiting: bool = False, page: int = 1) -> GiftRegister:
    """Return a page of the register; with ``only_waiting``, what no colleague has reviewed."""
    rows = Gift.objects.visible_to(asking.me)
    waits = Q(reviewed_on__isnull=True) & ~Q(way=GiftWay.DECLINED)
    waiting = rows.filter(waits)
    shown = waiting if only_waiting else rows
    first = (page - 1) * ON_ONE_PAGE
    ordered = shown.select_related(
        *("colleague", "reviewed_by", "relationship__counterpart", "relationship__actor")
    ).order_by(F("reviewed_on").asc(nulls_first=True), "-on", "-pk")
    found = list(ordered[first : first + ON_ONE_PAGE + 1])
    return GiftRegister(
        gifts=tuple(found[:ON_ONE_PAGE]),
        waiting=waiting.count(),
        every=rows.count(),
        following=page + 1 if len(found) > ON_ONE_PAGE else None,
    )
