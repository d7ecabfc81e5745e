"""The exceptions counted month by month: what a reader may see, and no name or key."""

import re
from dataclasses import asdict
from datetime import date, timedelta

from cast import Cast
from rapport.actions import access, asks, interactions, people
from rapport.actions.exceptions import ForLives
from rapport.briefings.exceptions import exceptions_by_month

REASON = "Three children are dying."


def used(cast: Cast, days_ago: int, *, by="writer", whom=None) -> None:
    interactions.log_interaction(
        cast.asking(by),
        theirs=[((whom or cast.kamil).pk,)],
        on=cast.DAY - timedelta(days_ago),
        asked=True,
        for_lives=ForLives(REASON),
    )


def counted(cast: Cast, who="writer") -> dict[str, dict[date, tuple[int, int, int]]]:
    """Return, by circle, the months in which anything was counted."""
    return {
        one.circle: {
            month.month: (month.used, month.paid, month.owed)
            for month in one.months
            if month.used or month.paid or month.owed
        }
        for one in exceptions_by_month(cast.asking(who))
    }


def of(cast: Cast, who="writer") -> dict[date, tuple[int, int, int]]:
    return counted(cast, who).get(cast.kamil.circle.name, {})


def test_where_it_was_never_used_there_is_nothing(cast: Cast):
    cast.meet(3, asked=True)
    assert exceptions_by_month(cast.asking("writer")) == ()


def test_each_use_stands_in_its_month_paid_or_owed(cast: Cast):
    used(cast, 40)
    used(cast, 2)
    assert of(cast) == {date(2026, 2, 1): (1, 0, 1), date(2026, 3, 1): (1, 0, 1)}
    cast.meet(1, purpose="courtesy")
    assert of(cast) == {date(2026, 2, 1): (1, 1, 0), date(2026, 3, 1): (1, 0, 1)}


def test_twelve_months_the_oldest_first_and_none_before(cast: Cast):
    used(cast, 400)
    assert exceptions_by_month(cast.asking("writer")) == ()
    used(cast, 1)
    (circle,) = exceptions_by_month(cast.asking("writer"))
    months = [one.month for one in circle.months]
    assert (len(months), months[0], months[-1]) == (12, date(2025, 4, 1), date(2026, 3, 1))


def test_a_courtesy_goes_to_the_oldest_use_even_before_those_months(cast: Cast):
    used(cast, 400)
    used(cast, 9)
    cast.meet(1, purpose="courtesy")
    assert of(cast) == {date(2026, 3, 1): (1, 0, 1)}


def test_one_settled_without_a_log_counts_too(cast: Cast):
    told = {"life_saving": True, "life_saving_reason": REASON}
    ask = asks.plan_ask(cast.asking("writer"), relationship=cast.kamil.pk, what="Pass", **told).row
    assert of(cast) == {}
    asks.settle_ask(cast.asking("writer"), key=ask.pk, outcome="granted")
    assert of(cast) == {date(2026, 3, 1): (1, 0, 1)}


def test_of_several_people_each_is_owed_one(cast: Cast):
    salma = cast.add("Salma")
    interactions.log_interaction(
        cast.asking("writer"),
        theirs=[(cast.kamil.pk,), (salma.pk,)],
        on=cast.DAY,
        asked=True,
        for_lives=ForLives(REASON),
    )
    assert of(cast) == {date(2026, 3, 1): (2, 0, 2)}


def test_nothing_is_owed_to_whom_nobody_can_visit_any_more(cast: Cast):
    used(cast, 2)
    key = cast.kamil.counterpart_id
    people.change_counterpart(cast.asking("writer"), key=key, status="deceased")
    assert of(cast) == {date(2026, 3, 1): (1, 0, 0)}


def test_each_reader_counts_only_what_they_may_see(cast: Cast):
    used(cast, 2)
    used(cast, 2, by="outsider", whom=cast.hidden)
    assert len(counted(cast, "outsider")) == 1
    assert counted(cast, "writer").keys() & counted(cast, "outsider").keys() == set()
    access.set_access(
        cast.asking("writer"), key=cast.kamil.pk, sensitivity=3, named=[cast.writer.pk]
    )
    assert of(cast, "reader") == {}
    assert of(cast, "writer") == {date(2026, 3, 1): (1, 0, 1)}


def test_no_name_and_no_key_is_in_it(cast: Cast):
    used(cast, 2)
    told = repr([asdict(one) for one in exceptions_by_month(cast.asking("writer"))])
    assert cast.kamil.counterpart.alias not in told
    assert REASON not in told
    assert not re.search(r"UUID|[0-9a-f]{32}|[0-9a-f]{8}-", told)
