"""Rules on planned meetings, through the verbs: hours, zones, circles, colleagues who change."""

from datetime import time, timedelta
from typing import Any

import pytest

from cast import Cast, asked_by
from rapport.actions import (
    access,
    colleagues,
    history,
    interactions,
    meetings,
    people,
    relationships,
    team,
)
from rapport.records import judging
from rapport.records.models import Finding, Meeting, Sensitivity
from rapport.records.spoken import spoken

DAY = Cast.DAY


def day(number):
    return DAY + timedelta(days=number)


def plan(cast: Cast, whom=None, by="writer", **told):
    told.setdefault("theirs", [((whom or cast.kamil).pk,)])
    told.setdefault("on", day(3))
    told.setdefault("purpose", "negotiation")
    return meetings.plan_meeting(cast.asking(by), **told)


def codes(cast: Cast, whom=None):
    rows = Finding.objects.filter(relationship=whom or cast.kamil)
    return {row.code for row in rows} & {"E02", "E04", "E08", "K03", "T01", "T02", "T03", "T04"}


def on_a_day(cast: Cast, number: int, whom=None):
    """Return what is found once a day has come."""
    judging.rejudge(judging.due(day(number)).values_list("pk", flat=True), today=day(number))
    return codes(cast, whom)


def say(cast: Cast, name: str, **about):
    return colleagues.say_of_myself(cast.asking(name), **about)


# Days are days


@pytest.mark.parametrize("hour", [None, time(0, 5), time(23, 30)])
def test_at_any_hour_a_meeting_is_to_come_until_its_day_is_over(cast: Cast, hour):
    plan(cast, time=hour)
    assert codes(cast) == {"E02"}
    assert on_a_day(cast, 3) == {"E02", "E04"}
    assert on_a_day(cast, 4) == set()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_across_a_zone_the_day_is_that_of_the_place_where_it_is_held(cast: Cast, zone):
    plan(cast, time=time(23, 30), zone=zone)
    assert on_a_day(cast, 3) == {"E02", "E04"}
    assert on_a_day(cast, 4) == set()


# Moved, called off, missed, held


def test_moved_it_is_judged_by_its_new_day_and_called_off_not_at_all(cast: Cast):
    key = plan(cast).row[0].pk
    moved = meetings.move_meeting(cast.asking("writer"), key=key, on=day(40))
    assert Finding.objects.get(relationship=cast.kamil, code="E02").when == 2
    history.undo(cast.asking("writer"), key=moved.key)
    assert Finding.objects.get(relationship=cast.kamil, code="E02").when == 1
    meetings.call_off_meeting(cast.asking("writer"), key=key)
    assert codes(cast) == set()
    meetings.reopen_meeting(cast.asking("writer"), key=key)
    assert codes(cast) == {"E02"}


def test_held_its_log_speaks_instead_of_it(cast: Cast):
    key = plan(cast, on=DAY).row[0].pk
    assert codes(cast) == {"E02", "E04"}
    log = cast.meet(0, purpose="courtesy", closes=[key])
    assert codes(cast) == set()
    interactions.remove_interaction(cast.asking("writer"), key=log.pk)
    assert codes(cast) == {"E02", "E04"}


def test_late_at_a_meeting_we_moved_without_a_word_is_counted_once(cast: Cast):
    key = plan(cast, on=day(-2), purpose="courtesy").row[0].pk
    moving = {"on": DAY, "by": "us", "told_in_advance": False}
    meetings.move_meeting(cast.asking("writer"), key=key, **moving)
    log = cast.meet(0, on_time="late", closes=[key])
    assert codes(cast) == set()
    cast.meet(0, on=day(-5), on_time="late")
    assert codes(cast) == {"K03"}
    interactions.change_interaction(cast.asking("writer"), key=log.pk, on_time="on_time")
    assert codes(cast) == {"K03"}, "they waited all the same"
    told = {"told_in_advance": True}
    Meeting.objects.filter(pk=key).update(**told)
    judging.rejudge([cast.kamil.pk], today=DAY)
    assert codes(cast) == set()


def test_said_days_later_it_counts_for_the_day_it_was_planned_for(cast: Cast):
    for number in (-70, -9):
        key = plan(cast, on=day(number), purpose="courtesy").row[0].pk
        meetings.miss_meeting(cast.asking("writer"), key=key, by="us")
    assert codes(cast) == set()
    key = plan(cast, on=day(-8), purpose="courtesy").row[0].pk
    meetings.miss_meeting(cast.asking("writer"), key=key, by="us")
    assert codes(cast) == {"K03"}


# Several people, circles, severe people


def test_each_of_several_people_is_judged_by_what_passed_with_them(cast: Cast):
    known = cast.add("Salma", days_ago=60)
    cast.meet(9, whom=known)
    cast.meet(5, whom=known)
    plan(cast, theirs=[(cast.kamil.pk,), (known.pk,)])
    assert codes(cast) == {"E02"}
    assert codes(cast, known) == set()


def test_their_interpreter_interprets_and_is_not_negotiated_with(cast: Cast):
    helper = cast.add("Salma", days_ago=60)
    people.change_counterpart(
        cast.asking("writer"), key=cast.kamil.counterpart_id, languages=["Kurdish"]
    )
    say(cast, "writer", languages=["fr"])
    change = plan(cast, theirs=[(cast.kamil.pk,)])
    assert codes(cast) == {"E02", "T04"}
    both = [(cast.kamil.pk,), (helper.pk, "interpreter")]
    meetings.change_meeting(cast.asking("writer"), key=change.row[0].pk, theirs=both)
    assert codes(cast) == {"E02"}
    assert codes(cast, helper) == set()


def test_what_is_found_of_a_severe_person_only_the_named_are_told(cast: Cast):
    severe = cast.add("The heron", days_ago=60, sensitivity=Sensitivity.SEVERE)
    plan(cast, theirs=[(cast.kamil.pk,), (severe.pk,)])
    found = Finding.objects.filter(code="E02")
    assert {row.relationship for row in found.visible_to(cast.writer)} == {cast.kamil, severe}
    assert {row.relationship for row in found.visible_to(cast.keeper)} == {cast.kamil}
    assert not found.visible_to(cast.outsider).exists()
    behind = {key for row in found.visible_to(cast.keeper) for _, key in row.because}
    seen = Meeting.objects.visible_to(cast.keeper).values_list("pk", flat=True)
    assert behind == set(map(str, seen))


def test_of_a_severe_person_only_the_named_could_go(cast: Cast):
    say(cast, "writer", origin="international")
    say(cast, "reader", origin="national")
    severe = cast.add("The heron", days_ago=60, sensitivity=Sensitivity.SEVERE)
    plan(cast, severe)
    assert "T02" not in codes(cast, severe)
    both = [cast.writer.pk, cast.reader.pk]
    access.set_access(cast.asking("writer"), key=severe.pk, sensitivity=3, named=both)
    assert "T02" in codes(cast, severe)


# Colleagues change


def test_who_says_something_of_themselves_has_their_meetings_judged_again(cast: Cast):
    plan(cast)
    say(cast, "reader", origin="national")
    assert codes(cast) == {"E02"}
    said = say(cast, "writer", origin="international")
    assert codes(cast) == {"E02", "T02"}
    history.undo(cast.asking("writer"), key=said.key)
    assert codes(cast) == {"E02"}


def test_who_comes_leaves_or_goes_home_is_there_to_send_or_not(cast: Cast):
    say(cast, "writer", origin="international")
    say(cast, "outsider", origin="national")
    plan(cast)
    keeper = cast.asking("keeper")
    assert codes(cast) == {"E02"}
    joining = {"circle": cast.circle.pk, "colleague": cast.outsider.pk}
    team.admit(keeper, **joining, part="writer", until=day(2))
    assert codes(cast) == {"E02"}, "gone before that day"
    team.admit(keeper, **joining, part="writer", until=day(3))
    assert codes(cast) == {"E02", "T02"}
    colleagues.change_colleague(keeper, colleague=cast.outsider.pk, end_of_mission=day(2))
    assert codes(cast) == {"E02"}
    colleagues.change_colleague(keeper, colleague=cast.outsider.pk, end_of_mission=None)
    assert codes(cast) == {"E02", "T02"}
    team.release(keeper, **joining)
    assert codes(cast) == {"E02"}


def noticed() -> list[Any]:
    """Return all findings, in an order that does not hang on which was written first."""
    rows = Finding.objects.values("relationship", "code", "says", "params", "because")
    return sorted(rows, key=repr)


def test_what_puts_a_colleague_at_risk_is_in_no_finding(cast: Cast):
    say(cast, "writer", origin="national")
    plan(cast)
    judging.rejudge_all(today=DAY)
    before = noticed()
    assert "T03" in codes(cast)
    say(cast, "writer", exposure_notes="My brother was arrested.", exposure_shared=True)
    judging.rejudge_all(today=DAY)
    assert noticed() == before


# Security first, on logs


def test_a_first_contact_by_security_alone_is_noticed_until_programme_comes(cast: Cast):
    say(cast, "writer", function="security")
    first = cast.meet(9)
    assert codes(cast) == {"T01"}
    say(cast, "writer", function="access")
    assert codes(cast) == set()
    say(cast, "writer", function="security")
    assert codes(cast) == {"T01"}
    plan_with = [(cast.keeper.pk, "lead")]
    planned = plan(cast, purpose="courtesy", ours=plan_with)
    assert codes(cast) == set()
    history.undo(cast.asking("writer"), key=planned.key)
    cast.meet(2, ours=[(cast.writer.pk, "lead"), (cast.keeper.pk, "second")])
    assert codes(cast) == set()
    interactions.remove_interaction(cast.asking("writer"), key=first.pk)
    assert codes(cast) == set()


def test_a_first_contact_written_down_later_is_the_first(cast: Cast):
    say(cast, "writer", function="security")
    cast.meet(2)
    assert codes(cast) == {"T01"}
    cast.meet(9, ours=[(cast.keeper.pk, "lead")])
    assert codes(cast) == set()


def test_who_was_met_before_may_be_met_by_security(cast: Cast):
    say(cast, "writer", function="security")
    plan(cast, purpose="courtesy")
    assert codes(cast) == set()
    relationships.take_stage(
        asked_by(cast.writer), key=cast.kamil.pk, stage="unknown", evidence="A name only."
    )
    assert codes(cast) == {"T01"}


# Languages as people write them


@pytest.mark.parametrize(
    ("ours", "theirs", "shared"),
    [
        ("ar", "Arabic", True),
        ("arabe", "العربيّة", True),
        ("Français", "french", True),
        ("Arabic (Levantine)", "AR", True),
        ("Northern Kurdish", "Kurdish", True),
        ("Kurdish", "Arabic", False),
        ("en", "fr", False),
    ],
)
def test_a_language_is_known_by_its_code_and_its_names(ours, theirs, shared):
    assert bool(spoken([ours]) & spoken([theirs])) is shared


def test_no_language_is_shared_with_somebody_of_whom_none_is_known():
    assert spoken([]) == frozenset()
