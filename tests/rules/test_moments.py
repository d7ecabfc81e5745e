"""The days on which a rule could answer otherwise, said as a list."""

import pytest
from hypothesis import given

from rapport.rules.catalogue import RULES, judge, validated_settings
from rapport.rules.moments import SERIES, Days, counted_in_days, plan, soonest
from rapport.rules.rule import About
from rules.anything import relationships
from rules.building import TODAY, ago, ahead, ask, meeting, relationship


@pytest.mark.parametrize(
    ("after", "days"), [(0, 0), (-1, -1), ("days", 14), ("-days", -14), ("days+1", 15)]
)
def test_a_number_of_the_rule_is_named(after, days):
    assert counted_in_days(after, {"days": 14}) == days


def test_they_are_counted_from_each_record():
    facts = relationship(interactions=(meeting(ago(9)), meeting(ago(2))), asks=(ask(ahead(3)),))
    days = Days(contact=(0, "days"), request_due=("-days",))
    assert list(days(facts, {"days": 7})) == [ago(9), ago(2), ago(2), ahead(5), ago(4)]


def test_a_list_can_be_completed():
    facts = relationship(opened=ago(5))
    days = Days(("", lambda told, _numbers: (told.opened,)), contact=(0,))
    assert list(days(facts, {})) == [ago(5)]


@given(relationships)
def test_the_soonest_is_the_first_of_all_days_to_come(facts):
    """Counting once for all rules finds the day that asking each rule finds."""
    office = validated_settings({})
    rules = [way for rule in RULES.values() if (way := rule.of(About.RELATIONSHIP))]
    ways = [(rule.moments, office[rule.code]) for rule in rules]
    every = (day for moments, numbers in ways for day in moments(facts, numbers))
    first = min((day for day in every if day > TODAY), default=None)
    whole = plan(ways, TODAY, lambda _column: True, reach=10**6)
    assert soonest(facts, whole, 0) == first


@given(relationships)
def test_the_judge_is_never_later_than_any_rule_that_is_asked(facts):
    office = validated_settings({})
    again = judge(facts, TODAY, office).judge_again_on
    for rule in RULES.values():
        way = rule.of(About.RELATIONSHIP)
        if way is None or not (facts.with_person or way.speaks_of_groups):
            continue
        if way.needs and not any(getattr(facts, name) for name in way.needs):
            continue
        found = way.findings(facts, TODAY, office[rule.code])
        ahead_of_it = [day for day in way.moments(facts, office[rule.code]) if day > TODAY]
        changes = [
            day for day in ahead_of_it if way.findings(facts, day, office[rule.code]) != found
        ]
        assert not changes or (again is not None and again <= min(changes))


def test_every_kind_of_day_is_read_from_columns_that_exist():
    facts = relationship()
    for column, read in SERIES.values():
        assert hasattr(facts, column)
        assert all(day == facts.opened for day in read(facts))
