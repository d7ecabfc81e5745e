"""The agenda: which meetings fall on which day here, and which are over with nothing said."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from cast import Cast
from rapport.actions import access, history, interactions, meetings
from rapport.briefings.meetings import UNSAID_DAYS, agenda, of_person, to_close
from rapport.briefings.today import today
from rapport.records.asking import Asking
from rapport.records.models import Meeting, Sensitivity

DAY = Cast.DAY
TOMORROW = DAY + timedelta(days=1)
NEW_YORK, AMMAN, KIRITIMATI = "America/New_York", "Asia/Amman", "Pacific/Kiritimati"


def plan(cast, by="writer", whom=None, **told) -> Meeting:
    told.setdefault("theirs", [((whom or cast.kamil).pk,)])
    told.setdefault("on", TOMORROW)
    return meetings.plan_meeting(cast.asking(by), **told).row[0]


@pytest.fixture(autouse=True)
def office_clock():
    """Let the office go by universal time, unless a test says that it is somewhere else."""
    with timezone.override(UTC):
        yield


def asks(cast, clock: str = "09:00", zone: str = "UTC", by: str = "writer") -> Asking:
    """Return one of us who asks on the cast's day, at an hour of the office's clock.

    The moment itself is universal, as every door gives it.
    """
    if zone != "UTC":
        timezone.activate(ZoneInfo(zone))
    now = datetime.combine(DAY, time.fromisoformat(clock), tzinfo=ZoneInfo(zone))
    return Asking(cast.who(by), now.astimezone(UTC), DAY)


def where_it_stands(asking: Asking, *, mine: bool = True) -> str:
    """Return the part of the agenda in which the one meeting stands, or nothing."""
    found = agenda(asking, mine=mine)
    parts = {"unsaid": found.unsaid, "today": found.today, "tomorrow": found.tomorrow}
    return next((name for name, part in parts.items() if part), "")


@pytest.mark.parametrize(
    ("days", "part"), [(0, "today"), (1, "tomorrow"), (2, ""), (-1, "unsaid"), (-30, "unsaid")]
)
def test_without_an_hour_it_is_some_time_of_its_day(cast, days, part):
    plan(cast, on=DAY + timedelta(days))
    assert where_it_stands(asks(cast, "23:59")) == part


def test_after_a_month_nobody_asks_any_more_but_the_person_s_page_still_has_it(cast):
    plan(cast, on=DAY - timedelta(UNSAID_DAYS + 1))
    assert where_it_stands(asks(cast)) == ""
    (one,) = of_person(asks(cast), cast.kamil.pk)
    assert one.unsaid


@pytest.mark.parametrize(
    ("clock", "part"), [("00:01", "today"), ("23:29", "today"), ("23:31", "unsaid")]
)
def test_one_late_in_the_evening_is_of_that_day_until_its_hour(cast, clock, part):
    plan(cast, on=DAY, time=time(23, 30))
    assert where_it_stands(asks(cast, clock)) == part


def test_one_of_yesterday_evening_is_over_just_after_midnight(cast):
    plan(cast, on=DAY - timedelta(1), time=time(23, 30))
    assert where_it_stands(asks(cast, "00:01")) == "unsaid"


@pytest.mark.parametrize(
    ("held", "here", "part", "begins"),
    [
        # At 23:30 in Amman it is half past four in the afternoon of the same day in New York.
        ((DAY, time(23, 30), AMMAN), NEW_YORK, "today", "16 16:30"),
        # Half past midnight in Amman is still the evening before in New York.
        ((TOMORROW, time(0, 30), AMMAN), NEW_YORK, "today", "16 17:30"),
        # At 23:30 in New York the next day has begun in Amman.
        ((DAY, time(23, 30), NEW_YORK), AMMAN, "tomorrow", "17 06:30"),
        ((DAY - timedelta(1), time(23, 30), NEW_YORK), AMMAN, "unsaid", "16 06:30"),
        # Two days may be written on two clocks that are a day and more apart.
        ((DAY + timedelta(2), time(1), KIRITIMATI), NEW_YORK, "tomorrow", "17 07:00"),
        # The same clock, said by its name.
        ((DAY, time(23, 30), AMMAN), AMMAN, "today", "16 23:30"),
    ],
)
def test_the_day_is_that_of_the_reader_s_clock(cast, held, here, part, begins):
    on, hour, there = held
    plan(cast, on=on, time=hour, zone=there)
    asking = asks(cast, "09:00", here)
    assert where_it_stands(asking) == part
    (one,) = of_person(asking, cast.kamil.pk)
    assert f"{one.begins:%d %H:%M}" == begins


def test_a_clock_this_machine_does_not_know_any_more_is_read_as_ours(cast):
    planned = plan(cast, on=DAY, time=time(15))
    Meeting.objects.filter(pk=planned.pk).update(zone="Velmara/Port_Istrin")
    assert where_it_stands(asks(cast)) == "today"


def test_they_stand_in_the_order_of_their_moments_those_without_an_hour_last(cast):
    plan(cast, on=DAY, place="whenever")
    plan(cast, on=DAY, time=time(16), place="four here")
    plan(cast, on=DAY, time=time(17), zone=AMMAN, place="five there, two here")
    places = [one.meeting.place for one in agenda(asks(cast), mine=True).today]
    assert places == ["five there, two here", "four here", "whenever"]


def test_a_moved_one_stands_where_it_was_moved_to(cast):
    planned = plan(cast, on=DAY)
    meetings.move_meeting(asks(cast), key=planned.pk, on=TOMORROW, by="them")
    assert where_it_stands(asks(cast)) == "tomorrow"
    meetings.move_meeting(asks(cast), key=planned.pk, on=DAY, time=time(8), by="us")
    assert where_it_stands(asks(cast)) == "unsaid"


def test_what_was_called_off_missed_or_held_is_no_question_any_more(cast):
    asking = asks(cast)
    called_off, missed, held = (plan(cast, on=DAY - timedelta(1)) for _ in range(3))
    meetings.call_off_meeting(asking, key=called_off.pk, by="them", told_in_advance=True)
    meetings.miss_meeting(asking, key=missed.pk, by="us")
    done = interactions.log_interaction(
        asking, theirs=[(cast.kamil.pk,)], on=DAY - timedelta(1), closes=[held.pk]
    )
    assert where_it_stands(asking) == ""
    history.undo(asking, key=done.key)
    assert [one.key for one in agenda(asking, mine=True).unsaid] == [held.pk]


def test_mine_are_those_i_go_to_whoever_planned_them(cast):
    plan(cast, on=DAY, ours=[(cast.keeper.pk, "lead"), (cast.reader.pk, "interpreter")])
    for who, goes in (("writer", False), ("keeper", True), ("reader", True)):
        assert (where_it_stands(asks(cast, by=who)) == "today") is goes, who
        assert where_it_stands(asks(cast, by=who), mine=False) == "today"


def test_nobody_hears_of_a_meeting_of_another_circle_or_with_somebody_severe(cast):
    plan(cast, on=DAY)
    assert where_it_stands(asks(cast, by="outsider"), mine=False) == ""
    access.set_access(cast.asking("writer"), key=cast.kamil.pk, sensitivity=Sensitivity.SEVERE)
    assert where_it_stands(asks(cast, by="reader"), mine=False) == ""
    assert where_it_stands(asks(cast), mine=False) == "today"


def test_today_is_not_quiet_while_somebody_is_to_be_met(cast):
    assert today(asks(cast), mine=True).meetings.every == ()
    plan(cast, on=TOMORROW)
    morning = today(asks(cast), mine=True)
    assert not morning.quiet
    assert len(morning.meetings.tomorrow) == 1


def test_a_log_is_offered_what_it_may_have_been_and_nothing_that_is_further_away(cast):
    for days in (-31, -30, -1, 0, 1, 2):
        plan(cast, on=DAY + timedelta(days), place=f"{days}")
    other = plan(cast, whom=cast.add("Salma"), on=DAY, place="with somebody else")
    offered = [one.meeting.place for one in to_close(asks(cast), [cast.kamil.pk])]
    assert offered == ["-30", "-1", "0", "1"]
    assert to_close(asks(cast), []) == ()
    meetings.call_off_meeting(asks(cast), key=other.pk)
    assert to_close(asks(cast), [other.theirs.get().relationship_id]) == ()


def test_it_may_be_asked_at_any_hour_of_any_clock(cast):
    plan(cast, on=DAY, time=time(12))
    for zone in (KIRITIMATI, NEW_YORK, AMMAN):
        assert where_it_stands(asks(cast, "11:59", zone)) == "today"
        assert where_it_stands(asks(cast, "12:01", zone)) == "unsaid"
