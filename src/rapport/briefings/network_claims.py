"""Which ties are said to hold on a day."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from rapport.briefings.network_numbers import FRESH_DAYS
from rapport.records.models import Confidence, Tie, TieKind
from rapport.records.models.scoped import ScopedQuerySet
from rapport.records.raw_rows import Key, day_of

_SURE = {Confidence.LOW.value: 0, Confidence.MEDIUM.value: 1, Confidence.HIGH.value: 2}
COLUMNS = (
    *("pk", "relationship_id", "actor_id", "other_id", "other_actor_id"),
    *("kind", "confidence", "verified_on", "expires", "since", "until"),
)


class Claim(NamedTuple):
    """A tie that somebody says holds: how sure (0 to 2), checked how many days ago."""

    key: Key
    one: Key
    other: Key
    kind: str
    sure: int
    days: int


def claims_asked() -> ScopedQuerySet[Tie]:
    """Return the question after ties; whoever is at odds introduces nobody."""
    rows: ScopedQuerySet[Tie] = Tie.objects.exclude(kind=TieKind.AT_ODDS_WITH)
    return rows


def claims_of(rows: Iterable[tuple[Any, ...]], day: date, *, is_past: bool) -> Iterator[Claim]:
    """Yield what is said to hold on the day.

    Of an earlier day (``is_past``) what was claimed only since then is left out.
    """
    today = day.isoformat()
    for key, one, actor, other, other_actor, kind, sure, on, ask, since, until in rows:
        is_over = until is not None and str(until) <= today
        if since is not None:
            was_there = str(since) <= today
        else:
            was_there = not is_past or str(on) <= today or day_of(key) <= day
        if was_there and not is_over:
            age = max(0, (day - date.fromisoformat(str(on))).days)
            days = max(age, FRESH_DAYS + 1 if ask and str(ask) < today else 0)
            yield Claim(key, one or actor, other or other_actor, kind, _SURE.get(sure, 0), days)
