"""Feasts and dates that matter to them: noted, greeted on."""

from datetime import date, timedelta

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast, asked_by, rejudge_due
from rapport.actions import occasions
from rapport.records.feasts import FEASTS
from rapport.records.models import Finding

DAY = Cast.DAY


def note(cast, by="writer", **told):
    told = {"name": "Eid", "mentioned_by_them": True, **told}
    about = {"asking": asked_by(cast.who(by)), "relationship": cast.kamil.pk}
    return occasions.note_occasion(**about, **told).row


def greet(cast, occasion, by="writer"):
    return occasions.greet(asking=asked_by(cast.who(by)), key=occasion.pk).row


def is_coming(day=DAY):
    rejudge_due(today=day)
    return Finding.objects.filter(code="U03").exists()


@pytest.mark.parametrize("feast", sorted(FEASTS))
def test_every_feast_can_be_noted(cast: Cast, feast):
    assert note(cast, feast=feast).feast == feast


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({}, "needs a day"),
        ({"feast": "no such feast"}, "needs a day"),
        ({"month": 5}, "needs a day"),
        ({"day": 5}, "needs a day"),
        ({"month": 0, "day": 5}, "needs a day"),
        ({"month": 2, "day": 30}, "does not exist"),
        ({"month": 13, "day": 1}, "does not exist"),
        ({"feast": "nowruz", "tone": "loud"}, "not one of the choices"),
        ({"feast": "nowruz", "name": "x" * 121}, "longer than 120"),
        ({"feast": "nowruz", "safe_channel": "drum"}, "not one of the choices"),
    ],
)
def test_what_cannot_be_is_not_noted(cast: Cast, told, says):
    with cannot_be(says):
        note(cast, **told)


def test_the_last_day_of_february_is_a_day(cast: Cast):
    assert note(cast, month=2, day=29).day == 29


def test_what_they_mentioned_was_mentioned_today(cast: Cast):
    assert note(cast, once=DAY).mentioned_on == DAY
    assert note(cast, once=DAY, mentioned_by_them=False).mentioned_on is None


def test_only_what_they_mentioned_themselves_is_a_reason_to_greet(cast: Cast):
    note(cast, feast="eid_al_fitr", mentioned_by_them=False)
    assert not is_coming()
    note(cast, feast="eid_al_fitr")
    assert is_coming()


def test_a_greeting_ends_it_for_this_time_and_not_for_the_next(cast: Cast):
    eid = note(cast, feast="eid_al_fitr")
    assert greet(cast, eid).greeted_on == DAY
    assert not is_coming()
    assert not is_coming(date(2026, 3, 21))
    assert is_coming(date(2027, 3, 5))


def test_a_day_of_its_own_passes(cast: Cast):
    note(cast, once=DAY + timedelta(5))
    assert is_coming()
    assert is_coming(DAY + timedelta(5))
    assert not is_coming(DAY + timedelta(6))


def test_noting_and_greeting_are_one_change_each(cast: Cast):
    is_one_change_set(cast, lambda: note(cast, feast="eid_al_fitr"), "note_occasion")
    eid = note(cast, feast="eid_al_fitr")
    is_one_change_set(cast, lambda: greet(cast, eid), "greet")


def test_only_writers_note_and_greet(cast: Cast):
    eid = note(cast, feast="eid_al_fitr")
    is_for_writers_only(cast, lambda who: note(cast, who, feast="nowruz"))
    is_for_writers_only(cast, lambda who: greet(cast, eid, who))


def test_what_sort_of_day_a_feast_is_the_calendar_says(cast: Cast):
    assert note(cast, name="Ashura", feast="ashura", tone="joyful").tone == "mourning"
    assert note(cast, name="Eid", feast="eid_al_fitr").tone == "joyful"
    assert note(cast, name="His day", month=5, day=1, tone="political").tone == "political"
