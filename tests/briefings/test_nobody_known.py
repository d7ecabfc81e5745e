"""Where nobody is known, and how small actors fare: each reader from what they may see."""

from datetime import timedelta

from cast import Cast, asked_by
from rapport.actions import access, upkeep
from rapport.briefings import unmet
from rapport.briefings.across_circles import across_circles
from rapport.records.models import Actor, ActorPlace, Gate, OwnWaiver, Relationship
from rapport.records.recording import change_set

DAY = Cast.DAY


def told(cast, by="reader", day=DAY):
    asking = asked_by(cast.who(by), day=day)
    return [one for one in across_circles(asking) if one.waived_until is None]


def said(cast, code="N05", by="reader", **when):
    return sorted(one.alias for one in told(cast, by, **when) if one.code == code)


def add(cast, model, circle=None, days_ago=30, **values):
    with change_set("add_something", cast.asking("writer", days_ago)) as changes:
        return changes.add(model, circle or cast.circle, **values)


def group(cast, name="Port workers", **values):
    return add(cast, Actor, names=[name], kind="private", **values)


def somebody_of(cast, actor, alias="The foreman", **told):
    return cast.add(alias, days_ago=20, actor=actor.pk, **told)


def test_an_actor_in_which_nobody_is_known(cast: Cast):
    actor = group(cast)
    (one,) = told(cast)
    assert (one.code, one.alias, one.about_kind, one.about_key) == (
        "N05", "Port workers", "actor", actor.pk,
    )  # fmt: skip
    assert one.doors["look_at_actor"].key == actor.pk
    assert not one.asks_for_contact


def test_somebody_there_silences_it_even_where_contact_rests(cast: Cast):
    actor = group(cast)
    who = somebody_of(cast, actor)
    assert said(cast) == []
    with change_set("rest", cast.asking("writer")) as changes:
        changes.change(who, phase="dormant")
    assert said(cast) == []
    with change_set("rest", cast.asking("writer")) as changes:
        changes.change(who, phase="closed")
    assert said(cast) == ["Port workers"]


def test_a_relationship_with_the_group_itself_silences_it(cast: Cast):
    actor = group(cast)
    with change_set("begin", cast.asking("writer")) as changes:
        place = {"office": cast.circle.office, "circle": cast.circle}
        changes.create(Relationship(actor=actor, opened=DAY - timedelta(days=2), **place))
    assert said(cast) == []


def test_a_group_untouched_for_a_year_counts_its_own_relationship(cast: Cast):
    actor = group(cast, days_ago=400)
    with change_set("begin", cast.asking("writer", 400)) as changes:
        place = {"office": cast.circle.office, "circle": cast.circle}
        changes.create(Relationship(actor=actor, opened=DAY - timedelta(days=400), **place))
    (one,) = [one for one in told(cast) if one.code == "N06"]
    assert (one.alias, one.because[0].text) == ("Port workers", "Port workers")


def test_nobody_hears_of_an_actor_of_a_circle_that_is_not_theirs(cast: Cast):
    group(cast, "Far away", circle=cast.elsewhere)
    group(cast, "For nobody", sensitivity=3)
    assert said(cast) == []
    assert said(cast, by="outsider") == ["Far away"]


def test_a_relationship_the_reader_does_not_see_is_none_for_them(cast: Cast):
    who = somebody_of(cast, group(cast))
    before = told(cast, "writer")
    access.set_access(cast.asking("writer"), key=who.pk, sensitivity=3, named=[cast.writer.pk])
    assert said(cast) == ["Port workers"], "as far as they can see"
    assert said(cast, by="writer") == []
    assert told(cast, "writer") == before


def test_many_of_a_kind_are_said_together_of_the_office(cast: Cast, monkeypatch):
    monkeypatch.setattr(unmet, "FEW", 2)
    keys = {group(cast, f"Number {number}").pk for number in range(3)}
    (one,) = told(cast)
    assert (one.code, one.about_kind, one.about_key) == ("N05", "office", cast.circle.office_id)
    assert one.rests_on == 3
    assert one.params["kind"] == {"word": "private, port or transport"}
    assert one.doors["look_at_actor"].key in keys


def gate(cast, place="Kar Dovi", **values):
    return add(cast, Gate, name="The road", kind="passage", place=place, **values)


def test_a_place_with_a_gate_and_nobody_there(cast: Cast):
    road = gate(cast)
    (one,) = told(cast)
    assert (one.about_kind, one.params) == ("office", {"name": "Kar Dovi"})
    assert (one.because[0].text, one.doors["look_at_gate"].key) == ("The road", road.pk)
    assert said(cast, by="outsider") == []


def test_a_place_where_somebody_we_know_is_says_nothing(cast: Cast):
    gate(cast)
    actor = group(cast)
    with change_set("say_place", cast.asking("writer")) as changes:
        there = changes.add(ActorPlace, actor, place=" kar  dovi", control="present")
    assert len(said(cast)) == 2
    somebody_of(cast, actor)
    assert said(cast) == []
    with change_set("end_place", cast.asking("writer")) as changes:
        changes.change(there, until=DAY - timedelta(days=1))
    assert len(said(cast)) == 1


def test_a_gate_no_longer_needed_or_without_a_place_says_nothing(cast: Cast):
    gate(cast, until=DAY - timedelta(days=1))
    gate(cast, place="")
    assert said(cast) == []


def test_too_few_contacts_with_small_actors(cast: Cast):
    big = somebody_of(cast, group(cast, influence=[["2026-01-01", 3]]))
    small = group(cast, "Committee", influence=[["2026-01-01", 1]])
    for number in range(20):
        cast.meet(number, whom=big)
    assert said(cast, "N06") == [], "no small actor is met: N05 speaks of it"
    somebody_of(cast, small, "The widow")
    (one,) = [one for one in told(cast) if one.code == "N06"]
    assert (one.about_kind, one.params) == ("office", {"part": 0, "n": 20})
    assert [row.text for row in one.because] == ["Committee"]
    assert said(cast, "N06", by="outsider") == []


def test_it_can_be_set_aside_by_each_reader(cast: Cast):
    gate(cast)
    (one,) = told(cast)
    upkeep.waive_for_myself(
        cast.asking("reader"), code="N05", about_kind=one.about_kind, about_key=one.about_key,
        seen=[], reason="Nobody may go.", until=DAY + timedelta(days=9),
    )  # fmt: skip
    assert OwnWaiver.objects.get().about_kind == "office"
