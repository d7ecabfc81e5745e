"""What is said of a group day by day: nothing said before is lost, and each day is taken back."""

from datetime import date, timedelta
from typing import Any

import pytest

from actions.change_sets import is_one_change_set
from cast import Cast
from rapport.actions import actors
from rapport.briefings.actor_page import actor_page
from rapport.records.models import Actor

DAY = Cast.DAY


@pytest.fixture
def ferry(cast: Cast) -> Actor:
    """A group of which somebody once said how it takes us, on a day nobody knows."""
    new = cast.add("Umm Nadir", new_actor="Ferrymen").counterpart.actor
    Actor.objects.filter(pk=new.pk).update(acceptance="tolerant")
    return Actor.objects.get(pk=new.pk)


def say(cast: Cast, actor: Actor, value: str, days_ago: int = 0, **told: Any) -> None:
    on = DAY - timedelta(days_ago)
    actors.say_acceptance(cast.asking("writer"), key=actor.pk, value=value, on=on, **told)


def take_back(cast: Cast, actor: Actor, on: date | None, of: Any = "acceptances") -> Actor:
    return actors.take_back(cast.asking("writer"), key=actor.pk, of=of, on=on).row


def shown(cast: Cast, actor: Actor) -> list[tuple[date | None, str]]:
    page = actor_page(cast.asking("reader"), actor.pk)
    return [(one.on, one.value) for one in page.acceptances]


def now(actor: Actor) -> str:
    return str(Actor.objects.get(pk=actor.pk).acceptance)


def test_what_was_said_without_a_day_stays_below_what_is_said_now(cast: Cast, ferry: Actor):
    assert shown(cast, ferry) == [(None, "tolerant")]
    say(cast, ferry, "hostile", 3)
    assert shown(cast, ferry) == [(DAY - timedelta(3), "hostile"), (None, "tolerant")]
    assert now(ferry) == "hostile"


def test_it_counts_again_once_the_newer_is_taken_back(cast: Cast, ferry: Actor):
    say(cast, ferry, "hostile", 3)
    say(cast, ferry, "accepting")
    take_back(cast, ferry, DAY)
    assert now(ferry) == "hostile"
    take_back(cast, ferry, DAY - timedelta(3))
    assert now(ferry) == "tolerant"
    assert Actor.objects.get(pk=ferry.pk).acceptances == []
    assert shown(cast, ferry) == [(None, "tolerant")]


def test_it_stays_where_the_group_is_changed(cast: Cast, ferry: Actor):
    actors.change_actor(cast.asking("writer"), key=ferry.pk, acceptance="supportive")
    assert shown(cast, ferry) == [(DAY, "supportive"), (None, "tolerant")]


def test_it_is_taken_back_by_itself(cast: Cast, ferry: Actor):
    say(cast, ferry, "hostile", 3)
    is_one_change_set(cast, lambda: take_back(cast, ferry, None), "take_back_of_actor")
    take_back(cast, ferry, None)
    assert shown(cast, ferry) == [(DAY - timedelta(3), "hostile")]
    take_back(cast, ferry, DAY - timedelta(3))
    assert (shown(cast, ferry), now(ferry)) == ([], "unknown")


def test_what_stands_alone_without_a_day_is_taken_back_too(cast: Cast, ferry: Actor):
    take_back(cast, ferry, None)
    assert (shown(cast, ferry), now(ferry)) == ([], "unknown")


@pytest.mark.parametrize("of", ["acceptances", "influence"])
@pytest.mark.parametrize("on", [None, DAY - timedelta(9)], ids=["no day", "another day"])
def test_a_day_of_which_nothing_was_said_takes_nothing_away(cast: Cast, ferry: Actor, of, on):
    actors.say_influence(cast.asking("writer"), key=ferry.pk, value=2)
    if on is None:
        take_back(cast, ferry, None)
    say(cast, ferry, "hostile", 3)
    before = Actor.objects.get(pk=ferry.pk)
    take_back(cast, ferry, on, of=of)
    after = Actor.objects.get(pk=ferry.pk)
    assert (after.acceptances, after.acceptance) == (before.acceptances, before.acceptance)
    assert after.influence == before.influence
