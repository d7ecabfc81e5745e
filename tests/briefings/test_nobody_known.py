"""Where nobody is known, and how small actors fare: each reader from what they may see."""

from datetime import timedelta

from cast import Cast, asked_by
from rapport.actions import access, upkeep
from rapport.briefings import unmet
from rapport.briefings.across_circles import across_circles
from rapport.briefings.actor_list import Wanted, actor_list
from rapport.briefings.actor_page import actor_page
from rapport.briefings.coverage import covered_at
from rapport.briefings.groups import place_key
from rapport.records.models import (
    Actor,
    ActorPlace,
    Gate,
    OwnWaiver,
    Position,
    Relationship,
    Tenure,
)
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


def holding(cast, actor, who, since=300, **values):
    """Say that somebody holds a post of an actor."""
    with change_set("hold_any", cast.asking("writer")) as changes:
        post = changes.add(Position, actor, title="Clerk")
        told = {"since": DAY - timedelta(days=since), **values}
        return changes.add(Tenure, who.counterpart, position=post, **told)


def known_of(cast, actor, by="reader"):
    """Return when one of us was there, by the list, by the page and by the places, and how many."""
    asking = cast.asking(by)
    (line,) = [one for one in actor_list(asking, Wanted()).lines if one.key == actor.pk]
    kinds = covered_at(asking, place_key("Nahr")).kinds
    (cell,) = [one for kind in kinds for one in kind.known if one.key == actor.pk]
    assert line.last == cell.last == actor_page(asking, actor.pk).last
    return line.last, line.people, line.met


def test_whoever_holds_a_post_there_is_somebody_there(cast: Cast):
    actor = group(cast, areas=["Nahr"])
    assert known_of(cast, actor) == (None, 0, "nobody")
    held = holding(cast, actor, cast.kamil)
    assert said(cast) == []
    assert known_of(cast, actor) == (None, 1, "never")
    cast.meet(4)
    assert known_of(cast, actor) == (DAY - timedelta(4), 1, "lately")
    with change_set("leave_post", cast.asking("writer")) as changes:
        changes.change(held, until=DAY - timedelta(days=1))
    assert said(cast) == ["Port workers"], "the post was left"
    assert known_of(cast, actor) == (None, 0, "nobody")


def test_one_of_theirs_who_holds_two_posts_there_is_one(cast: Cast):
    actor = group(cast, areas=["Nahr"])
    who = somebody_of(cast, actor)
    for whom in (who, who, cast.kamil, cast.kamil):
        holding(cast, actor, whom)
    assert known_of(cast, actor) == (None, 2, "never")


def test_a_holder_who_is_hidden_closed_gone_or_not_yet_there_is_nobody(cast: Cast):
    actor, others = group(cast), [cast.add(name, days_ago=20) for name in ("One", "Two")]
    with change_set("close", cast.asking("writer")) as changes:
        changes.change(others[0], phase="closed")
        changes.change(others[1].counterpart, status="deceased")
    for who in others:
        holding(cast, actor, who)
    holding(cast, actor, cast.kamil, since=-3)
    assert said(cast) == ["Port workers"]
    hidden = cast.add("Three", days_ago=20)
    holding(cast, actor, hidden)
    assert said(cast) == []
    access.set_access(cast.asking("writer"), key=hidden.pk, sensitivity=3, named=[cast.writer.pk])
    assert (said(cast), said(cast, by="writer")) == (["Port workers"], [])


def test_a_group_is_not_forgotten_where_a_holder_was_met(cast: Cast):
    actor = group(cast, days_ago=400)
    cast.add("The foreman", days_ago=400, actor=actor.pk)
    assert said(cast, "N06") == ["Port workers"]
    holding(cast, actor, cast.kamil)
    assert said(cast, "N06") == ["Port workers"]
    cast.meet(3)
    assert said(cast, "N06") == []
    assert said(cast) == []


def test_a_place_with_a_gate_where_somebody_holds_a_post_says_nothing(cast: Cast):
    gate(cast)
    actor = group(cast)
    with change_set("say_place", cast.asking("writer")) as changes:
        changes.add(ActorPlace, actor, place="Kar Dovi", control="present")
    holding(cast, actor, cast.kamil)
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
