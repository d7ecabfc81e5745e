"""Judging: what the rules say stays true as days pass and records change, with no second look."""

import random
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter
from uuid import uuid4

import pytest
from django.db import transaction

from cast import Cast, asked_by, rejudge_due
from in_turn import seeds
from rapport.actions import (
    asks,
    care,
    commitments,
    history,
    insights,
    interactions,
    occasions,
    people,
    relationships,
    upkeep,
)
from rapport.records import judged, judging, judging_facts, questions, raw_rows
from rapport.records.models import (
    Finding,
    Insight,
    Interaction,
    Operation,
    Relationship,
    Waiver,
)

COLUMNS = ("relationship", "code", "when", "on", "says", "params", "because", "options")
BESIDE = ("section", "lead", "circle", "sensitivity", "waived_until")


def everything_said():
    findings = Finding.objects.order_by("relationship", "pk").values(*COLUMNS, *BESIDE)
    derived = Relationship.objects.order_by("pk").values(
        "pk", "last_two_way", "next_due", "warm_ups"
    )
    return list(findings), list(derived)


def said_by_a_second_look(day):
    with transaction.atomic():
        judging.rejudge_all(today=day)
        told = everything_said()
        transaction.set_rollback(True)
    return told


def of_day(day):
    return {"now": datetime.combine(day, time(9), UTC), "today": day}


def codes(who):
    return set(Finding.objects.filter(relationship=who).values_list("code", flat=True))


def some_people(cast: Cast):
    """Meet six people about whom nearly every rule has something to say sooner or later."""
    known = [cast.kamil, *(cast.add(f"Number {n}", days_ago=60 - 9 * n) for n in range(5))]
    day = Cast.DAY
    for number, who in enumerate(known):
        about = {"asking": asked_by(cast.writer), "relationship": who.pk}
        cast.meet(35 - number, whom=who, asked=number % 2 == 0, small_talk=None, on_time="late")
        cast.meet(12 + number, whom=who, on_time="late", life_saving=number == 3, asked=number == 3)
        commitments.make_commitment(**about, text="Chalk.", due=day + timedelta(days=11 * number))
        commitments.make_commitment(
            **about, by="them", text="No search.", due=day + timedelta(days=7 * number)
        )
        planned = day + timedelta(days=20 + 13 * number)
        asks.plan_ask(
            asking=asked_by(cast.writer), relationship=who.pk, what="Passage", planned_for=planned
        )
        insights.note_insight(
            **about, kind="concern", text="Afraid.", expires=day + timedelta(days=17 * number)
        )
        feast = {"feast": "eid_al_fitr"} if number % 2 else {"month": 4 + number, "day": 3}
        occasions.note_occasion(**about, name="A day", mentioned_by_them=True, **feast)
    insights.tell(asking=asked_by(cast.writer), relationship=known[1].pk, kind="limits")
    insights.tell(asking=asked_by(cast.writer), relationship=known[2].pk, kind="organisation")
    cast.hand_over("keeper", whom=known[4])
    upkeep.waive(
        asking=asked_by(cast.writer),
        relationship=known[0].pk,
        code="U01",
        reason="On leave.",
        until=day + timedelta(days=25),
    )
    return known


def test_what_is_judged_when_due_is_what_judging_everything_gives(cast: Cast):
    some_people(cast)
    for ahead in range(121):
        day = Cast.DAY + timedelta(days=ahead)
        rejudge_due(today=day)
        if ahead % 10 == 0:
            assert everything_said() == said_by_a_second_look(day), f"on day {ahead}"


def test_days_on_which_nobody_opened_the_store_change_nothing(cast: Cast):
    some_people(cast)
    day = Cast.DAY
    for jump in (3, 40, 90, 200, 365, 500):
        day += timedelta(days=jump)
        rejudge_due(today=day)
        assert everything_said() == said_by_a_second_look(day)


def test_a_clock_set_back_changes_nothing(cast: Cast):
    some_people(cast)
    for ahead in (30, 10, 0):
        day = Cast.DAY + timedelta(days=ahead)
        rejudge_due(today=day)
        assert everything_said() == said_by_a_second_look(day)


def work(cast: Cast, chance: random.Random, day: date, known: list[Relationship]):
    """Do one ordinary thing, as somebody might on that day."""
    who = chance.choice(known)
    by = {"asking": asked_by(cast.writer, day=day)}
    about = {**by, "relationship": who.pk}
    later = day + timedelta(days=chance.randrange(1, 60))
    last = Interaction.objects.filter(theirs__relationship=who).order_by("on").last()
    note = Insight.objects.filter(relationship=who).last()
    waiver = Waiver.objects.filter(relationship=who).last()
    promise = who.commitments.order_by("pk").last()
    ask = who.asks.order_by("pk").last()
    feast = who.occasions.order_by("pk").last()
    new = {
        "theirs": [(who.pk, "lead")],
        "on": day - timedelta(days=chance.randrange(4)),
        "asked": chance.random() < 0.3,
        "two_way": chance.random() < 0.9,
        "on_time": chance.choice(["", "late", "on_time"]),
        "tone_theirs": chance.choice(["", "guarded", "hostile", "open"]),
    }
    log = interactions.log_interaction
    ways = [
        lambda: log(**by, **new),
        lambda: log(**by, **new),
        lambda: (
            last and interactions.change_interaction(**by, key=last.pk, asked=not last.asked).row
        ),
        lambda: last and interactions.remove_interaction(**by, key=last.pk).key,
        lambda: commitments.make_commitment(**about, text="More.", due=later).row,
        lambda: promise and commitments.settle_commitment(**by, key=promise.pk, state="broken").row,
        lambda: asks.plan_ask(**by, relationship=who.pk, what="More", planned_for=later).row,
        lambda: ask and asks.settle_ask(**by, key=ask.pk, outcome="granted").row,
        lambda: insights.note_insight(**about, kind="value", text="So.", expires=later).row,
        lambda: note and care.erase_note(**by, key=note.pk).row,
        lambda: insights.tell(**about, kind="limits").row,
        lambda: feast and occasions.greet(**by, key=feast.pk).row,
        lambda: upkeep.waive(**about, code="U02", reason="Known.", until=later).row,
        lambda: waiver and upkeep.lift_waiver(**by, key=waiver.pk).row,
        lambda: (
            relationships.set_cadence(
                **by, key=who.pk, ideal_days=chance.randrange(5, 40), maximum_days=60
            ).row
        ),
        lambda: (
            relationships.switch_phase(
                **by, key=who.pk, phase=chance.choice(["dormant", "engagement"]), reason="So."
            ).row
        ),
        lambda: (
            people.change_counterpart(
                **by, key=who.counterpart_id, status=chance.choice(["active", "unreachable"])
            ).row
        ),
        lambda: (
            relationships.set_lead(
                **by, key=who.pk, lead=chance.choice([cast.writer, cast.keeper]).pk
            ).row
        ),
    ]
    done = Operation.objects.latest("sequence").sequence
    chance.choice(ways)()
    after = Operation.objects.latest("sequence")
    if after.sequence > done and after.verb != "erase_note" and chance.random() < 0.15:
        history.undo(**by, key=after.change_set)


@pytest.mark.parametrize("seed", seeds([1, 2]))
def test_it_stays_true_while_records_change_and_days_pass(cast: Cast, seed):
    known = some_people(cast)
    chance = random.Random(seed)
    for ahead in range(0, 120, 2):
        day = Cast.DAY + timedelta(days=ahead)
        rejudge_due(today=day)
        work(cast, chance, day, known)
        if ahead % 10 == 0:
            assert everything_said() == said_by_a_second_look(day), f"on day {ahead}"


def test_nobody_is_judged_again_without_need(cast: Cast):
    some_people(cast)
    rejudge_due(today=Cast.DAY)
    assert rejudge_due(today=Cast.DAY) == 0


def test_a_change_and_what_the_rules_make_of_it_stand_or_fall_together(cast: Cast, monkeypatch):
    before = everything_said(), Operation.objects.count()

    def fall(*_args, **_more):
        raise RuntimeError

    monkeypatch.setattr(judging, "_judge", fall)
    with pytest.raises(RuntimeError), transaction.atomic():
        cast.meet(asked=True)
    assert (everything_said(), Operation.objects.count()) == before


def test_a_waiver_silences_until_its_end_and_no_longer(cast: Cast):
    until = Cast.DAY + timedelta(days=3)
    cast.meet(39)
    rejudge_due(today=Cast.DAY)
    upkeep.waive(
        asking=asked_by(cast.writer),
        relationship=cast.kamil.pk,
        code="U01",
        reason="So.",
        until=until,
    )
    found = Finding.objects.filter(relationship=cast.kamil, code="U01")
    assert found.get().waived_until == until
    rejudge_due(today=until)
    assert found.get().waived_until == until
    rejudge_due(today=until + timedelta(days=1))
    assert found.get().waived_until is None


def test_a_waiver_to_the_end_of_time_is_no_trouble(cast: Cast):
    upkeep.waive(
        asking=asked_by(cast.writer),
        relationship=cast.kamil.pk,
        code="U01",
        reason="So.",
        until=date.max,
    )
    assert Finding.objects.get(relationship=cast.kamil, code="U01").waived_until == date.max


def test_who_rests_or_cannot_be_reached_is_never_due(cast: Cast):
    cast.meet(39)
    rejudge_due(today=Cast.DAY)
    assert "U01" in codes(cast.kamil)
    people.change_counterpart(
        asking=asked_by(cast.writer), key=cast.kamil.counterpart_id, status="unreachable"
    )
    assert not codes(cast.kamil) & {"U01", "U02"}
    assert Relationship.objects.get(pk=cast.kamil.pk).next_due == judged.NEVER


def test_two_leads_of_one_day_are_taken_in_their_order(cast: Cast):
    new = cast.add("The pilot")
    both = [(cast.writer.pk, "lead"), (cast.keeper.pk, "second")]
    cast.meet(1, whom=new), cast.meet(0, whom=new, ours=both)
    cast.hand_over("keeper", whom=new)
    assert Relationship.objects.get(pk=new.pk).warm_ups == 2


def test_the_page_has_words_for_every_section_a_rule_can_name():
    from rapport.records.models import Section
    from rapport.rules.rule import Section as SectionOfRules

    assert {one.name: one.value for one in SectionOfRules} == {
        one.name: one.value for one in Section
    }


def test_a_run_of_relationships_is_told_as_each_of_them_is(cast: Cast, monkeypatch):
    """Keys between which no other lies are read as a stretch; one left out is not told of."""
    told = list(Relationship.objects.order_by("pk").values_list("pk", flat=True))
    by_key = attrgetter("one.key")
    one_by_one = [said for key in told for said in judged.judged([key], Cast.DAY)]
    monkeypatch.setattr(questions, "_FEW", 1)
    assert isinstance(questions.about(told), raw_rows.Run)
    assert sorted(judged.judged(told, Cast.DAY), key=by_key) == one_by_one
    assert not isinstance(questions.about([*told, uuid4()]), raw_rows.Run)
    (only,) = judging_facts.load(told[:1], Cast.DAY, questions.about(told))
    assert only.key == raw_rows.as_stored(told[0])
