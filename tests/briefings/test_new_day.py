"""A new day: whatever is shown is what judging everybody anew on that day would say."""

import random
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from briefings.test_today_together import untold
from cast import Cast
from rapport.actions import upkeep
from rapport.briefings import across_circles
from rapport.briefings.brief import brief
from rapport.briefings.entries import all_together
from rapport.briefings.people import Wanted, people
from rapport.briefings.person import person
from rapport.briefings.pressing import TOGETHER_FROM
from rapport.briefings.today import today
from rapport.records import judging
from rapport.records.models import Finding, Relationship, Store
from records.test_judging import some_people, work

DAYS = (1, 3, 30, 0, -2, 95, 400)
"""The next day, a weekend, a month, the same day, a clock set back, and long after."""


def asking_on(cast: Cast, ahead, name="writer"):
    asking = cast.asking(name)
    return replace(asking, day=Cast.DAY + timedelta(days=ahead))


@contextmanager
def everybody_judged(day):
    """Judge everybody as of a day; afterwards nobody has been."""
    with transaction.atomic():
        judging.rejudge_all(today=day)
        yield
        transaction.set_rollback(True)


def as_read(asking, keys):
    """Return all that the morning's page, the pages of people and their briefs say."""
    across_circles.WORKED.forget()
    pages = [person(asking, key) for key in keys]
    return {
        # What falls on the next days follows what has been judged; the page says who has not been.
        "mine": replace(today(asking, mine=True), week=()),
        "all": replace(today(asking, mine=False), week=()),
        "people": people(asking, wanted=Wanted(order="alias")).rows,
        "person": [(one.header, one.findings) for one in pages],
        "brief": [brief(one) for one in pages],
    }


def a_random_history(cast: Cast, seed):
    known = some_people(cast)
    chance = random.Random(seed)
    for number in range(12):
        work(cast, chance, Cast.DAY + timedelta(days=number // 4), known)
    return [one.pk for one in known]


def met_again_after_a_year(cast: Cast):
    """Somebody of a group we met last a year ago, but for today: the group was quiet before."""
    who = cast.add("The miller", days_ago=500, new_actor="Brigade")
    cast.meet(450, whom=who)
    cast.meet(0, whom=who)
    return who


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in (2, 3))]
)
def test_what_is_read_is_what_judging_everybody_anew_would_say(cast: Cast, seed):
    keys = [*a_random_history(cast, seed), met_again_after_a_year(cast).pk]
    for ahead in DAYS:
        asking = asking_on(cast, ahead)
        with everybody_judged(asking.day):
            expected = as_read(asking, keys)
        assert as_read(asking, keys) == expected, f"{ahead} days ahead"


def everything_kept():
    rows = Relationship.objects.order_by("pk").values_list("pk", *Relationship.DERIVED)
    head = bytes(Store.objects.get().head)
    return head, list(rows), list(Finding.objects.order_by("pk").values())


def test_reading_on_a_new_day_writes_nothing(cast: Cast):
    keys = a_random_history(cast, 4)
    kept = everything_kept()
    asking = asking_on(cast, 30)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        as_read(asking, keys)
    written = [one["sql"] for one in asked if one["sql"].split()[0] not in ("SELECT", "WITH")]
    assert everything_kept() == kept
    assert written == []


def test_where_too_many_are_due_today_says_how_many(cast: Cast):
    a_random_history(cast, 5)
    asking = asking_on(cast, 30)
    due = judging.due(asking.day).visible_to(asking.me).count()
    assert due > 3
    shown = today(asking, mine=False, at_once=3)
    assert shown.checking == due
    assert not shown.quiet
    assert today(asking, mine=False, at_once=due).checking == 0
    assert today(asking, mine=False, at_once=None).checking == 0


def test_of_whom_i_may_not_read_none_is_counted(cast: Cast):
    a_random_history(cast, 6)
    assert today(asking_on(cast, 30, "outsider"), mine=False, at_once=0).checking == (
        judging.due(Cast.DAY + timedelta(days=30)).visible_to(cast.asking("outsider").me).count()
    )


def test_the_list_behind_a_line_for_many_is_of_the_day_too(cast: Cast):
    untold(cast, TOGETHER_FROM)
    asking = asking_on(cast, 1)
    with everybody_judged(asking.day):
        expected = all_together(asking, "E06", mine=False)
    Finding.objects.all().delete()
    Relationship.objects.update(judged_on=None)
    assert all_together(asking, "E06", mine=False) == expected


def test_a_finding_set_aside_on_a_new_day_is_the_one_that_was_read(cast: Cast):
    """Nobody has judged for the day, so that what is remembered has to be judged first."""
    asking = asking_on(cast, 60)
    assert "U02" in {one.code for one in person(asking, cast.kamil.pk).findings}
    until = asking.day + timedelta(days=30)
    aside = {"code": "U02", "reason": "On leave.", "until": until}
    waiver = upkeep.waive(asking, relationship=cast.kamil.pk, **aside).row
    assert waiver.seen
    assert "U02" not in {one.code for one in person(asking, cast.kamil.pk).findings}
