"""The demo world: it builds whole, and its first two scenes read as they are told."""

from datetime import timedelta

import pytest

from cast import Cast, asked_by
from rapport.actions import interactions
from rapport.exchange import demo_world
from rapport.records import verifying
from rapport.records.models import Finding, Relationship, Store
from rapport.records.rebuilding import differences


@pytest.fixture(name="world")
def told_world(demo_world):
    return demo_world


def about(world, who):
    return Relationship.objects.get(pk=world.people[who].pk)


def finding(world, who, code):
    return Finding.objects.filter(relationship=world.people[who].pk, code=code).first()


def test_it_stands_on_one_day_with_a_whole_history(world):
    store = Store.objects.get()
    assert (store.fixed_today, store.owner.name) == (demo_world.DAY, "Idris Fane")
    assert demo_world.DAY == Cast.DAY
    assert differences() == []
    verdict = verifying.verify()
    assert verdict.whole
    assert verdict.operations == store.sequence


def test_two_cups_of_tea_make_a_warm_relationship(world):
    samer = about(world, "samer")
    assert (samer.warm_ups, samer.stage, samer.lead.name) == (2, "rapport", "Idris Fane")
    assert samer.last_two_way == demo_world.DAY - timedelta(days=9)
    assert finding(world, "samer", "E01") is None


def test_had_the_call_asked_for_passage_it_would_not_count_and_be_kept_all_the_same(world):
    call = about(world, "samer").presences.latest("on").interaction
    change = {"asking": asked_by(world.who("idris"), 0), "key": call.pk}
    interactions.change_interaction(**change, asked=True)
    assert about(world, "samer").warm_ups == 1
    assert finding(world, "samer", "E01") is not None
    assert about(world, "samer").presences.count() == 2


def test_the_life_saving_exception_owes_a_courtesy_within_two_weeks(world):
    owed = finding(world, "hanan", "E03")
    assert owed.params["due"] == {"day": (demo_world.DAY + timedelta(days=10)).isoformat()}
    assert finding(world, "hanan", "E01") is None
    assert about(world, "hanan").warm_ups == 0


def test_one_log_has_a_real_name_in_the_clear_for_the_tour_to_show(world):
    assert finding(world, "karim", "D02") is not None
    assert Finding.objects.filter(code="D02").count() == 1


def test_telling_it_on_another_day_moves_everything_with_it(db):
    later = demo_world.DAY + timedelta(days=200)
    world = demo_world.build(later)
    assert Store.objects.get().fixed_today == later
    assert about(world, "samer").warm_ups == 2
    assert about(world, "samer").last_two_way == later - timedelta(days=9)


def test_everybody_is_seen_by_somebody_and_hazim_only_by_those_in_it(world):
    def seen(who):
        rows = Relationship.objects.visible_to(world.who(who))
        return {key for key, row in world.people.items() if rows.filter(pk=row.pk).exists()}

    assert seen("yusra") == set(world.people)
    assert seen("tomas") == set(world.people) - {"hanan", "nour"}
    assert seen("leila") == set()
