"""What is past its end is due, and nothing else is; what is purged leaves no word."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import Cast, asked_by
from in_turn import examples
from rapport.actions import care, insights, retention, upkeep
from rapport.records import verifying
from rapport.records.ending import due, ending_kinds
from rapport.records.integrity import against_itself, stale_rows
from rapport.records.models import (
    AfterHardMeeting,
    BoundaryCheck,
    Erasure,
    Insight,
    Operation,
    Waiver,
)
from rapport.records.rebuilding import differences

TEN_YEARS = 3653


def note(cast: Cast, end: int | None, *, whom=None) -> Insight:
    """Note something that ends some days from the cast's day."""
    return insights.note_insight(
        asked_by(cast.writer),
        relationship=(whom or cast.kamil).pk,
        kind="value",
        text="A zephyr.",
        expires=None if end is None else Cast.DAY + timedelta(days=end),
    ).row


def waive(cast: Cast, until: int, *, whom=None) -> Waiver:
    return upkeep.waive(
        asked_by(cast.writer),
        relationship=(whom or cast.kamil).pk,
        code="D01",
        reason="Still needed for the trial.",
        until=Cast.DAY + timedelta(days=until),
    ).row


def purge(days: int) -> int:
    day = Cast.DAY + timedelta(days=days)
    return retention.purge(now=datetime.combine(day, time(9), tzinfo=UTC), today=day)


def test_the_kinds_that_end_say_so_themselves_and_are_warned_of_by_a_rule():
    from rapport.rules.catalogue import RULES

    kinds = ending_kinds()
    assert set(kinds) == {Insight, BoundaryCheck, AfterHardMeeting}
    for kind, end in kinds.items():
        assert kind._meta.get_field(end.day).null
        # What nobody but its writer may know of, no rule warns of, and nothing keeps longer.
        assert end.rule in RULES or (
            kind.OWN_UNTIL and not kind.OWN_UNTIL.is_shared and not end.rule
        )


def test_a_note_stays_through_its_last_day_and_goes_on_the_next(cast: Cast):
    kept = note(cast, None)
    gone = note(cast, 5)
    assert purge(5) == 0
    assert purge(6) == 1
    assert list(Insight.objects.all()) == [kept]
    assert not Operation.objects.filter(row=gone.pk, payload__isnull=False).exists()


def test_the_history_says_that_so_many_were_purged_by_nobody_and_still_fits(cast: Cast):
    for _ in range(3):
        note(cast, 5)
    assert purge(6) == 3
    done = Operation.objects.filter(verb="purge")
    assert (done.count(), set(done.values_list("by", flat=True))) == (3, {None})
    assert verifying.verify().whole
    assert (differences(), stale_rows(), against_itself()) == ([], {}, None)
    assert len(Erasure.objects.get(verb="purge").rows) == 3


def test_a_note_whose_end_is_waived_stays_while_the_waiver_lasts(cast: Cast):
    held = note(cast, 5)
    waive(cast, 40)
    later_note = note(cast, 6)
    assert purge(8) == 1
    assert list(Insight.objects.all()) == [held]
    assert not Insight.objects.filter(pk=later_note.pk).exists()
    assert purge(40) == 0
    assert purge(41) == 1


def test_a_note_kept_longer_stays_until_its_new_day(cast: Cast):
    kept = note(cast, 5)
    until = Cast.DAY + timedelta(days=30)
    care.keep_note(asked_by(cast.writer), key=kept.pk, until=until, reason="The trial.")
    assert purge(30) == 0
    assert purge(31) == 1


def test_a_waiver_of_another_rule_or_of_another_person_keeps_nothing(cast: Cast):
    note(cast, 5)
    waive(cast, 90, whom=cast.add("Somebody else"))
    asked = asked_by(cast.writer)
    until = Cast.DAY + timedelta(days=90)
    upkeep.waive(asked, relationship=cast.kamil.pk, code="U01", reason="Busy.", until=until)
    assert purge(6) == 1


def test_today_speaks_of_it_a_week_before(cast: Cast):
    from rapport.records import judging
    from rapport.records.models import Finding, Office

    Office.objects.update(rule_settings={"D01": {"days": 1}})
    note(cast, 30)
    for day, speaks in ((22, False), (23, True)):
        judging.rejudge_all(today=Cast.DAY + timedelta(days=day))
        assert Finding.objects.filter(code="D01").exists() == speaks


step = st.tuples(
    st.sampled_from(("note", "waive", "keep", "erase", "lift")),
    st.integers(0, 3),
    st.integers(1, TEN_YEARS + 400),
)


@pytest.mark.parametrize("moved", [1, 45, TEN_YEARS])
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, max_size=12))
def test_after_any_history_what_is_due_goes_and_only_that(cast: Cast, moved, steps):
    """Due by the plainest reading, worked out here anew, against what the purge leaves."""
    from django.db import transaction

    with transaction.atomic():
        _live(cast, steps)
        today = Cast.DAY + timedelta(days=moved)
        waivers = list(Waiver.objects.filter(code="D01", until__gte=today))
        due_then = {
            one.pk
            for one in Insight.objects.all()
            if one.expires is not None
            and one.expires < today
            and not any(
                waiver.relationship_id == one.relationship_id
                and (waiver.seen == [] or str(one.pk) in waiver.seen)
                for waiver in waivers
            )
        }
        before = set(Insight.objects.values_list("pk", flat=True))
        assert {row.pk for row in due(today)} == due_then
        purge(moved)
        after = set(Insight.objects.values_list("pk", flat=True))
        assert before - after == due_then
        assert verifying.verify().whole
        transaction.set_rollback(True)


def _live(cast: Cast, steps) -> None:
    people = [cast.kamil, cast.add("The tall one")]
    asked = asked_by(cast.writer)
    for what, which, days in steps:
        notes = list(Insight.objects.order_by("pk"))
        waivers = list(Waiver.objects.order_by("pk"))
        if what == "note":
            note(cast, days if which else None, whom=people[which % 2])
        elif what == "waive":
            waive(cast, days, whom=people[which % 2])
        elif what == "lift" and waivers:
            upkeep.lift_waiver(asked, key=waivers[which % len(waivers)].pk)
        elif notes and what == "keep":
            until = Cast.DAY + timedelta(days=days)
            key = notes[which % len(notes)].pk
            care.keep_note(asked, key=key, until=until, reason="The trial.")
        elif notes and what == "erase":
            care.erase_note(asked, key=notes[which % len(notes)].pk)
