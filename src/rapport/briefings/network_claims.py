"""Which ties are said to hold on a day, as one reader sees them."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from rapport.briefings.network_numbers import FRESH_DAYS
from rapport.records.models import Colleague, Tie, TieKind
from rapport.records.raw_rows import Key, day_of, rows_as_stored


class Claim(NamedTuple):
    """A tie that somebody says holds, and how many days ago it was checked."""

    key: Key
    one: Key
    other: Key
    kind: str
    sure: str
    days: int


def claimed(me: Colleague, day: date, *, is_past: bool) -> Iterator[Claim]:
    """Yield what is said to hold on the day; whoever is at odds introduces nobody.

    Of an earlier day (``is_past``) what was claimed only since then is left out.
    """
    today = day.isoformat()
    columns = ("pk", "relationship_id", "actor_id", "other_id", "other_actor_id")
    rows: QuerySet[Tie] = Tie.objects.visible_to(me).exclude(kind=TieKind.AT_ODDS_WITH)
    more = ("kind", "confidence", "verified_on", "expires", "since", "until")
    for key, one, actor, other, other_actor, kind, sure, on, ask, since, until in rows_as_stored(
        rows.order_by("pk"), *columns, *more
    ):
        is_over = until is not None and str(until) <= today
        if since is not None:
            was_there = str(since) <= today
        else:
            was_there = not is_past or str(on) <= today or day_of(key) <= day
        if was_there and not is_over:
            age = max(0, (day - date.fromisoformat(str(on))).days)
            days = max(age, FRESH_DAYS + 1 if ask and str(ask) < today else 0)
            yield Claim(key, one or actor, other or other_actor, kind, sure, days)
