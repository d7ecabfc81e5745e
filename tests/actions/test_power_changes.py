"""Power that changes hands: heard of, applied as one change set, taken back with nothing lost."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from actions.change_sets import cannot_be, everything, is_for_writers_only, is_one_change_set
from briefings.counting import questions
from power_world import World, world
from rapport.actions import access, actors, consents, history, plans, posts, team, ties
from rapport.actions import power_changes as verbs
from rapport.actions.power_changes import mark_of
from rapport.briefings.power_changes import power_page
from rapport.records import judging
from rapport.records.models import (
    ActorPlace,
    Consent,
    GateState,
    Operation,
    Part,
    PlanItem,
    PowerChange,
    Sensitivity,
    Tenure,
    Tie,
)
from rapport.records.recording import change_set
from rapport.records.refusals import NotThere
from rapport.records.what_changes import effects

TELLING = {"told": world}


@pytest.fixture
def told(told_once: Any, db: None) -> World:
    return told_once.copied("told")


def seen(told: World, row: PowerChange, who: str = "writer"):
    return effects(told.cast.who(who), row, told.cast.DAY)


def test_what_it_would_change_is_known_before_anything_changes(told: World):
    row = told.hears()
    before = everything()
    found = seen(told, row)
    assert set(found.tenures) == {one.pk for one in told.tenures.values()}
    assert set(found.posts) == {one.pk for one in told.posts.values()}
    assert found.agreements == (told.agreement.pk,)
    assert found.rising == (told.people["hanan"].pk,)
    assert found.gates == (told.gate.pk,)
    assert found.places == (told.place.pk,)
    assert set(found.seen) == {
        told.cast.kamil.pk, told.people["governor"].pk, told.people["customs"].pk,
    }  # fmt: skip
    assert found.colleagues == (told.cast.writer.pk,)
    assert everything() == before


def test_whoever_came_on_the_day_itself_came_with_the_change_and_stays(told: World):
    asking, hanan = told.cast.asking("writer"), told.people["hanan"]
    posts.hold_post(
        asking, post=told.posts["Customs director"].pk, relationship=hanan.pk, since=told.cast.DAY
    )
    row = told.hears()
    found = seen(told, row)
    assert set(found.tenures) == {one.pk for one in told.tenures.values()}
    assert told.posts["Customs director"].pk not in found.posts
    assert hanan.pk not in found.seen
    page = power_page(told.cast.asking("writer"), row.pk).preview
    assert [(one.alias, one.post) for one in page.rising.lines] == [("Hanan", "Customs director")]
    told.applies(row)
    assert Tenure.objects.get(counterpart=hanan.counterpart_id).until is None


def test_who_rises_to_what_is_said_only_to_whoever_may_see_it(told: World):
    asking, hanan = told.cast.asking("writer"), told.people["hanan"]
    held = posts.hold_post(
        asking, post=told.posts["Customs director"].pk, relationship=hanan.pk, since=told.cast.DAY
    ).row
    row = told.hears()
    reader = told.cast.asking("reader")
    assert power_page(reader, row.pk).preview.rising.lines[0].post == "Customs director"
    Tenure.objects.filter(pk=held.pk).update(sensitivity=Sensitivity.SEVERE)
    with_it = power_page(reader, row.pk).preview.rising
    Tenure.objects.filter(pk=held.pk).delete()
    assert power_page(reader, row.pk).preview.rising == with_it


def test_applied_it_is_one_change_set_that_one_undo_takes_back(told: World):
    row = told.hears()
    is_one_change_set(told.cast, lambda: told.applies(row), "apply_power_change")


def test_once_it_is_applied_all_it_touched_has_changed(told: World):
    row = told.applies(told.hears())
    day = told.cast.DAY
    for tenure in Tenure.objects.filter(pk__in=[one.pk for one in told.tenures.values()]):
        assert (tenure.until, tenure.why_ended) == (day, "The front takes the port")
    assert list(GateState.objects.order_by("pk").values_list("standing", "on"))[-1] == (
        "unknown", day,
    )  # fmt: skip
    there = ActorPlace.objects.get(actor=told.risen)
    assert (there.place, there.since, there.control) == ("Port Istrin", day, "controls")
    assert row.applied_on == day
    steps = [one.step for one in PlanItem.objects.order_by("due", "pk")]
    assert steps == [
        *["safety"] * 3, "gate", "courtesy", "guarantor", "principles", *["who_holds"] * 3,
        "know_how",
    ]  # fmt: skip
    assert all(one.owner_id == told.cast.writer.pk for one in PlanItem.objects.all())


def test_what_is_left_stays_and_a_post_goes_to_an_old_contact(told: World):
    row = told.hears(certainty="confirmed")
    hanan = told.people["hanan"]
    governor = told.posts["Governor"]
    told.applies(row, leave=[told.tenures["customs"].pk], holders={governor.pk: hanan.pk})
    assert Tenure.objects.get(pk=told.tenures["customs"].pk).until is None
    held = governor.tenures.get(until__isnull=True)
    assert (held.counterpart_id, held.since, held.confidence) == (
        hanan.counterpart_id, told.cast.DAY, "high",
    )  # fmt: skip
    assert not PlanItem.objects.filter(position=governor).exists()


def test_of_one_post_alone_nothing_else_is_touched(told: World):
    post = told.posts["Customs director"]
    row = told.hears(kind="appointment", fallen=None, position=post.pk)
    assert row.fallen_id == told.part.pk
    found = seen(told, row)
    assert found.tenures == (told.tenures["customs"].pk,)
    assert found.posts == (post.pk,)
    assert (found.gates, found.places) == ((), ())


def test_a_merger_makes_one_group_part_of_the_other(told: World):
    row = told.applies(told.hears(kind="merger"))
    told.fallen.refresh_from_db()
    assert told.fallen.parent_id == told.risen.pk
    told.takes_back(row)
    told.fallen.refresh_from_db()
    assert told.fallen.parent_id is None


def test_a_group_cannot_become_part_of_its_own_part(told: World):
    row = told.hears(kind="merger", risen=told.part.pk)
    with cannot_be("A group cannot be part of itself"):
        told.applies(row)


def _let_in(cast: Any, who: str) -> None:
    team.admit(
        cast.asking("outsider"), circle=cast.elsewhere.pk, colleague=cast.who(who).pk,
        part=Part.WRITER,
    )  # fmt: skip


def test_its_words_stay_in_their_circle_where_who_rises_is_kept_in_another(told: World):
    cast = told.cast
    _let_in(cast, "writer")
    risen = actors.add_actor(cast.asking("writer"), circle=cast.elsewhere.pk, name="League").row
    told.applies(told.hears(risen=risen.pk))
    assert ActorPlace.objects.get(actor=risen).note == ""
    assert set(Tenure.objects.values_list("until", "why_ended")) == {(cast.DAY, "")}
    assert GateState.objects.latest("pk").reason == ""


def test_a_step_is_of_somebody_who_sees_all_that_it_is_about(told: World):
    cast = told.cast
    _let_in(cast, "writer")
    _let_in(cast, "keeper")
    asking = cast.asking("writer")
    risen = actors.add_actor(asking, circle=cast.elsewhere.pk, name="League").row
    salma = cast.add("Salma", circle=cast.elsewhere.pk, actor=risen.pk)
    cast.hand_over("keeper", whom=salma)
    rumour = told.hears(risen=risen.pk)
    told.applies(rumour)
    assert _visit_to(salma).owner_id == cast.keeper.pk
    told.takes_back(rumour)
    whose = {"circle": cast.elsewhere.pk, "colleague": cast.keeper.pk}
    team.release(cast.asking("outsider"), **whose)
    told.applies(rumour)
    visit = _visit_to(salma)
    assert visit.owner_id == cast.writer.pk
    with cannot_be("cannot see what this step is about"):
        plans.change_plan_item(asking, key=visit.pk, owner=cast.keeper.pk)
    until = cast.DAY + timedelta(days=3)
    team.admit(cast.asking("outsider"), **whose, part=Part.READER, until=until)
    plans.change_plan_item(asking, key=visit.pk, owner=cast.keeper.pk)
    assert _visit_to(salma).owner_id == cast.keeper.pk


def _visit_to(whom: Any) -> PlanItem:
    return PlanItem.objects.get(step="courtesy", relationship=whom)


def test_what_a_post_agreed_to_is_not_known_once_power_changed_hands(told: World):
    asking = told.cast.asking("writer")
    given = told.cast.DAY - timedelta(days=20)
    both = {
        title: consents.need_consent(
            asking, gate=told.gate.pk, kind="authority", position=told.posts[title].pk,
            state="given", on=given,
        ).row
        for title in ("Governor", "Customs director")
    }  # fmt: skip
    row = told.applies(told.hears(), leave=[told.tenures["customs"].pk])
    assert _states(both["Customs director"]) == [[given.isoformat(), "given"]]
    assert _states(both["Governor"]) == [
        [given.isoformat(), "given"], [told.cast.DAY.isoformat(), "unknown"],
    ]  # fmt: skip
    told.takes_back(row)
    assert _states(both["Governor"]) == [[given.isoformat(), "given"]]


def test_many_posts_that_are_left_ask_no_more_questions_than_one(told: World):
    asking, keys = told.cast.asking("writer"), [one.pk for one in told.posts.values()]
    many = [*keys, *(uuid.uuid4() for _ in range(50))]
    asking.me.writable_circles()
    with change_set("leave_post", asking) as changes:

        def ask(some: list[uuid.UUID]) -> int:
            leave = posts.let_consents_be_unknown
            return questions(lambda: leave(changes, asking, some, told.cast.DAY))

        assert (ask(keys[:1]), ask(many)) == (2, 2)


def _states(consent: Consent) -> list[list[str]]:
    consent.refresh_from_db()
    return consent.states


def test_where_a_place_is_named_posts_elsewhere_stay(told: World):
    posts.change_post(
        told.cast.asking("writer"), key=told.posts["Governor"].pk, area="Hazim Highlands"
    )
    found = seen(told, told.hears(place="port istrin"))
    assert found.tenures == (told.tenures["customs"].pk,)
    assert found.places == (told.place.pk,)


def test_a_preview_that_is_no_longer_so_is_not_applied(told: World):
    row = told.hears()
    mark = mark_of(seen(told, row))
    key = told.tenures["customs"].pk
    posts.change_holding(told.cast.asking("writer"), key=key, until=told.cast.DAY)
    with cannot_be("no longer what the preview showed"):
        told.applies(row, seen=mark)
    told.applies(row, seen=mark_of(seen(told, row)))


def test_a_preview_that_showed_others_in_danger_is_not_applied(told: World):
    row = told.hears()
    mark = mark_of(seen(told, row))
    ties.end_tie(told.cast.asking("writer"), key=Tie.objects.get().pk)
    with cannot_be("no longer what the preview showed"):
        told.applies(row, seen=mark)


def test_one_to_come_can_be_looked_at_but_not_applied(told: World):
    row = told.hears(on=told.cast.DAY + timedelta(days=9))
    assert seen(told, row).tenures
    with cannot_be("in the future"):
        told.applies(row)


def test_what_cannot_be_is_refused(told: World):
    with cannot_be("Say who loses power, or who gains it"):
        told.hears(fallen=None, risen=None)
    with cannot_be("cannot take over from itself"):
        told.hears(risen=told.fallen.pk)
    with cannot_be("needs a text"):
        told.hears(what=" ")
    with pytest.raises(NotThere):
        told.hears(by="outsider")
    row = told.applies(told.hears())
    asking = told.cast.asking("writer")
    for do in (
        lambda: told.applies(row),
        lambda: verbs.remove_power_change(asking, key=row.pk),
        lambda: verbs.change_power_change(asking, key=row.pk, place="Elsewhere"),
    ):
        with cannot_be("is applied"):
            do()
    verbs.change_power_change(asking, key=row.pk, certainty="confirmed")
    told.takes_back(row, because="They only met.")
    row.refresh_from_db()
    assert (row.applied_in, row.false_on, row.false_because) == (
        None, told.cast.DAY, "They only met.",
    )  # fmt: skip
    with cannot_be("is not applied"):
        told.takes_back(row)
    told.applies(row)
    row.refresh_from_db()
    assert row.false_on is None


DOES: dict[str, Any] = {
    "change_power_change": lambda asking, row: verbs.change_power_change(
        asking, key=row.pk, what="They say so"
    ),
    "remove_power_change": lambda asking, row: verbs.remove_power_change(asking, key=row.pk),
    "apply_power_change": lambda asking, row: verbs.apply_power_change(asking, key=row.pk),
    "add_plan_item": lambda asking, row: plans.add_plan_item(
        asking, power_change=row.pk, text="Tell the donors"
    ),
}


@pytest.mark.parametrize("verb", DOES)
def test_each_is_one_change_set_for_writers_only(told: World, verb: str):
    row = told.hears()
    is_for_writers_only(told.cast, lambda who: DOES[verb](told.cast.asking(who), row))
    is_one_change_set(told.cast, lambda: DOES[verb](told.cast.asking("writer"), row), verb)


OF_A_PLAN: dict[str, Any] = {
    "change_plan_item": lambda asking, key: plans.change_plan_item(asking, key=key, text="Soon"),
    "finish_plan_item": lambda asking, key: plans.finish_plan_item(asking, key=key, outcome="Met"),
    "remove_plan_item": lambda asking, key: plans.remove_plan_item(asking, key=key),
}


@pytest.mark.parametrize("verb", OF_A_PLAN)
def test_a_step_of_the_plan_is_changed_done_and_removed(told: World, verb: str):
    told.applies(told.hears())
    key = PlanItem.objects.filter(step="courtesy").get().pk
    is_for_writers_only(told.cast, lambda who: OF_A_PLAN[verb](told.cast.asking(who), key))
    is_one_change_set(told.cast, lambda: OF_A_PLAN[verb](told.cast.asking("writer"), key), verb)


def test_taken_back_at_once_the_store_is_as_if_it_had_never_been(told: World):
    row = told.hears()
    judging.rejudge_all(today=told.cast.DAY)
    before = everything()
    told.applies(row)
    last = Operation.objects.latest("sequence").sequence
    told.takes_back(row)
    done = Operation.objects.filter(sequence__gt=last)
    assert len(set(done.values_list("change_set", flat=True))) == 1
    after = everything()
    assert {name for name in before if before[name] != after[name]} == {"powerchange"}
    history.undo(told.cast.asking("writer"), key=done[0].change_set)
    assert Tenure.objects.get(pk=told.tenures["governor"].pk).until == told.cast.DAY


def test_a_severe_person_of_theirs_is_no_part_of_the_preview_of_others(told: World):
    row = told.hears()
    whole = seen(told, row, "reader")
    key = told.people["governor"].pk
    access.set_access(told.cast.asking("writer"), key=key, sensitivity=Sensitivity.SEVERE)
    left = seen(told, row, "reader")
    assert set(whole.tenures) - set(left.tenures) == {told.tenures["governor"].pk}
    assert key in whole.seen
    assert key not in left.seen
    assert seen(told, row, "writer").tenures == whole.tenures
    with pytest.raises(NotThere):
        PowerChange.objects.one_visible_to(told.cast.outsider, row.pk)
