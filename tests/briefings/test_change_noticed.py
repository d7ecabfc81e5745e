"""What is noticed of change on their side, told through the verbs, as each reader may see it."""

from datetime import timedelta

import pytest

from cast import Cast, asked_by
from power_world import world
from rapport.actions import access, actors, consents, history, people, plans, posts, relationships
from rapport.briefings.across_circles import across_circles
from rapport.records.models import Actor, PlanItem, PlanStep, PowerChange, Relationship, Tenure
from rapport.refusals import Refusal

DAY = Cast.DAY


@pytest.fixture
def told(cast: Cast):
    return world(cast)


def noticed(cast, code, by="reader", day=DAY):
    found = across_circles(asked_by(cast.who(by), day=day))
    return [one for one in found if one.code == code and one.waived_until is None]


def said(cast, code, by="reader", **when):
    return [
        (one.alias, [row.text for row in one.because]) for one in noticed(cast, code, by, **when)
    ]


def leaves(told, who="customs", on=DAY - timedelta(days=3)):
    key = told.tenures[who].pk
    return posts.change_holding(told.cast.asking("writer"), key=key, until=on)


def test_c03_somebody_left_their_post_and_is_kept(told):
    cast = told.cast
    assert said(cast, "C03") == []
    done = leaves(told)
    (one,) = noticed(cast, "C03")
    assert (one.alias, one.about_kind) == ("Customs house", "actor")
    assert one.because[0].relationship == told.people["customs"].pk
    assert one.doors["keep_the_person"].relationship == told.people["customs"].pk
    assert one.doors["record_who_holds_it"].key == told.posts["Customs director"].pk
    history.undo(cast.asking("writer"), key=done.key)
    assert said(cast, "C03") == []


def test_c03_whoever_was_met_since_or_rests_is_not_spoken_of(told):
    cast, who = told.cast, told.people["customs"]
    leaves(told)
    cast.meet(5, whom=who)
    assert len(said(cast, "C03")) == 1, "that was before they left"
    cast.meet(1, whom=who)
    assert said(cast, "C03") == []


def test_c03_whoever_holds_another_post_or_cannot_be_met_is_not_spoken_of(told):
    cast, who = told.cast, told.people["customs"]
    leaves(told)
    asking = cast.asking("writer")
    other = posts.hold_post(asking, post=told.posts["Clerk"].pk, relationship=who.pk)
    assert said(cast, "C03") == []
    history.undo(asking, key=other.key)
    people.change_counterpart(asking, key=who.counterpart_id, status="detained")
    assert said(cast, "C03") == []
    people.change_counterpart(asking, key=who.counterpart_id, status="left_post")
    assert len(said(cast, "C03")) == 1
    relationships.switch_phase(asking, key=who.pk, phase="dormant", reason="So.")
    assert said(cast, "C03") == []


def test_c03_is_for_who_leads_them(told):
    cast, who = told.cast, told.people["customs"]
    relationships.set_lead(cast.asking("writer"), key=who.pk, lead=cast.writer.pk)
    leaves(told)
    mine = across_circles(cast.asking("reader"), mine=True)
    assert [one for one in mine if one.code == "C03"] == []
    mine = across_circles(cast.asking("writer"), mine=True)
    assert len([one for one in mine if one.code == "C03"]) == 1


def needs_the_post(told):
    return consents.need_consent(
        told.cast.asking("writer"), gate=told.gate.pk, kind="authority",
        position=told.posts["Customs director"].pk,
    )  # fmt: skip


def test_c01_a_post_that_decides_on_a_gate_and_nobody_known_holds(told):
    cast = told.cast
    needed = needs_the_post(told)
    assert said(cast, "C01") == []
    leaves(told)
    assert said(cast, "C01") == [("Customs house", ["Customs director", "Port road"])]
    history.undo(cast.asking("writer"), key=needed.key)
    assert said(cast, "C01") == []
    assert len(said(cast, "C01", day=DAY + timedelta(days=27))) == 1, "thirty days after they left"


def test_c01_a_successor_we_know_silences_it_and_one_who_is_hidden_does_not(told):
    cast = told.cast
    needs_the_post(told)
    leaves(told)
    new = cast.add("The successor", days_ago=3)
    asking = cast.asking("writer")
    posts.hold_post(asking, post=told.posts["Customs director"].pk, relationship=new.pk)
    assert said(cast, "C01") == []
    access.set_access(asking, key=new.pk, sensitivity=3, named=[cast.writer.pk])
    assert (len(said(cast, "C01")), said(cast, "C01", "writer")) == (1, [])


def test_c02_a_plan_whose_steps_are_due(told):
    cast = told.cast
    row = told.hears(on=DAY - timedelta(days=20))
    assert said(cast, "C02") == []
    told.applies(row)
    later = DAY + timedelta(days=20)
    (one,) = noticed(cast, "C02", day=later)
    assert (one.alias, one.doors["look_at_plan"].key) == ("The front", row.pk)
    assert one.params["n"] == one.rests_on
    asking = asked_by(cast.writer, day=later)
    first = PlanItem.objects.filter(due__lte=later).order_by("due").first()
    plans.finish_plan_item(asking, key=first.pk, outcome="Done.")
    (left,) = noticed(cast, "C02", day=later)
    assert left.params["n"] == one.params["n"] - 1
    told.takes_back(PowerChange.objects.get(pk=row.pk))
    assert said(cast, "C02", day=later) == []


def rises(cast, actor, days_ago=10, value=3):
    asking = cast.asking("writer")
    actors.say_influence(asking, key=actor.pk, value=1, on=DAY - timedelta(days=100))
    actors.say_influence(asking, key=actor.pk, value=value, on=DAY - timedelta(days=days_ago))


def test_c04_a_group_rises_and_nobody_has_met_it(told):
    cast = told.cast
    rises(cast, told.risen)
    assert [one.alias for one in noticed(cast, "C04")] == ["The front"]
    cast.meet(2, whom=told.people["hanan"])
    assert said(cast, "C04") == []


def test_c04_what_a_hidden_person_was_met_for_counts_for_the_named_alone(told):
    cast, who = told.cast, told.people["hanan"]
    rises(cast, told.risen)
    cast.meet(2, whom=who)
    access.set_access(cast.asking("writer"), key=who.pk, sensitivity=3, named=[cast.writer.pk])
    assert [one.alias for one in noticed(cast, "C04")] == ["The front"]
    assert said(cast, "C04", "writer") == []


def test_c05_who_was_seen_with_the_side_that_lost_power(told):
    cast = told.cast
    row = told.hears()
    assert said(cast, "C05") == []
    told.applies(row)
    (one,) = [one for one in noticed(cast, "C05") if one.because[0].kind == "relationship"]
    assert (one.alias, one.rests_on) == ("Governor's office", 3)
    assert {row.text for row in one.because} == {"Abu Kamil", "Customs", "Governor"}
    safety = PlanItem.objects.filter(step=PlanStep.SAFETY, relationship=told.people["customs"].pk)
    plans.finish_plan_item(cast.asking("writer"), key=safety.get().pk, outcome="Safe.")
    (one,) = [one for one in noticed(cast, "C05") if one.because[0].kind == "relationship"]
    assert one.rests_on == 2
    assert said(cast, "C05", day=DAY + timedelta(days=60)) == []


def test_nothing_hidden_has_a_part_in_any_of_it(told):
    """What the reader may not see is removed: what is noticed for them is the same."""
    cast, who = told.cast, told.people["customs"]
    needs_the_post(told)
    rises(cast, told.risen)
    told.applies(told.hears())
    asking = cast.asking("writer")
    access.set_access(asking, key=who.pk, sensitivity=3, named=[cast.writer.pk])
    before = [one for one in across_circles(cast.asking("reader")) if one.code[0] == "C"]
    assert before
    Tenure.objects.filter(counterpart=who.counterpart_id).delete()
    Relationship.objects.filter(pk=who.pk).update(last_two_way=DAY)
    PlanItem.objects.filter(relationship=who.pk).delete()
    history_moves(cast)
    after = [one for one in across_circles(cast.asking("reader")) if one.code[0] == "C"]
    assert after == before


def history_moves(cast):
    """Record something elsewhere, so that what was kept for the view is worked out anew."""
    cast.add("Somebody far away", by="outsider")


def test_outside_the_circle_nothing_is_said(told):
    needs_the_post(told)
    leaves(told)
    rises(told.cast, told.risen)
    told.applies(told.hears())
    assert [one for one in across_circles(told.cast.asking("outsider")) if one.code[0] == "C"] == []


def test_n09_and_n10_of_the_office(told):
    cast = told.cast
    Actor.objects.filter(pk__in=[told.fallen.pk, told.part.pk]).update(kind="state_civil")
    Actor.objects.filter(pk=told.risen.pk).update(kind="armed_group")
    for number in range(8):
        cast.add(f"Number {number}", days_ago=9, open_reason="crisis")
    (late,) = noticed(cast, "N09")
    assert late.params["part"] == 8
    assert late.because[0].relationship is not None
    for number in range(20):
        cast.meet(number, whom=told.people["customs" if number % 2 else "governor"])
    (one,) = noticed(cast, "N10")
    assert one.params == {"part": 20, "n": 20, "name": "Governor's office"}
    assert [row.text for row in one.because] == ["The front"]
    assert (said(cast, "N09", "outsider"), said(cast, "N10", "outsider")) == ([], [])
    for number in range(4):
        cast.meet(number, whom=told.people["hanan"])
    assert said(cast, "N10") == []


def test_whoever_leaves_is_kept_and_what_the_post_agreed_to_is_not_known_any_more(told):
    cast, asking = told.cast, told.cast.asking("writer")
    consent = needs_the_post(told).row
    consents.say_consent(
        asking, key=consent.pk, state="given", on=DAY - timedelta(days=20), note="By day."
    )
    left = posts.leave_post(asking, key=told.tenures["customs"].pk, why_ended="Transferred")
    consent.refresh_from_db()
    assert [state for _, state in consent.states] == ["given", "unknown"]
    assert Relationship.objects.get(pk=told.people["customs"].pk).phase == "engagement"
    assert len(said(cast, "C03")) == 1
    with pytest.raises(Refusal):
        posts.leave_post(asking, key=told.tenures["customs"].pk)
    history.undo(asking, key=left.key)
    consent.refresh_from_db()
    assert [state for _, state in consent.states] == ["given"]
    new = cast.add("The successor", days_ago=3)
    posts.hold_post(asking, post=told.posts["Customs director"].pk, relationship=new.pk)
    posts.leave_post(asking, key=told.tenures["customs"].pk)
    consent.refresh_from_db()
    assert [state for _, state in consent.states] == ["given"], "somebody else holds it"
