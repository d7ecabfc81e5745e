"""A meeting as a calendar file, read back by a parser that is not ours."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from rapport.formats.ics import Event, calendar_file

STAMPED = dt.datetime(2026, 3, 16, 9, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 17)


def made(**told):
    event = Event(**{"code": "Rapport 3F9A", "unique": "a@rapport", "on": DAY, **told})
    return calendar_file([event], stamped=STAMPED)


def event(content: bytes):
    return vobject.readOne(content.decode()).vevent


def test_an_hour_is_said_in_universal_time():
    begins = dt.datetime(2026, 3, 17, 23, 30, tzinfo=ZoneInfo("America/New_York"))
    read = event(made(begins=begins))
    assert read.dtstart.value == begins
    assert read.dtend.value - read.dtstart.value == dt.timedelta(hours=1)
    assert b"DTSTART:20260318T033000Z\r\n" in made(begins=begins)


def test_without_an_hour_it_is_the_whole_day():
    read = event(made())
    assert (read.dtstart.value, read.dtend.value) == (DAY, DAY + dt.timedelta(days=1))


def test_it_says_its_code_when_it_was_made_and_nothing_else():
    read = event(made())
    assert read.summary.value == "Rapport 3F9A"
    assert read.dtstamp.value == STAMPED
    said = {child.name for child in read.getChildren()}
    assert said == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS"}


@given(
    st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=200).filter(
        lambda text: text == text.strip()
    )
)
def test_any_text_comes_back_from_lines_that_are_folded(code):
    content = made(code=code)
    assert event(content).summary.value == code
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    for line in lines:
        assert len(line) <= 75
        assert b"\r" not in line
        assert b"\n" not in line
        line.decode()  # no character is cut in two


def test_several_meetings_are_read_by_another_library_too():
    icalendar = pytest.importorskip("icalendar")
    begins = dt.datetime(2026, 3, 18, 9, 30, tzinfo=dt.UTC)
    events = [Event("Rapport 1A", "a@x", DAY), Event("Rapport 2B", "b@x", begins.date(), begins)]
    read = icalendar.Calendar.from_ical(calendar_file(events, stamped=STAMPED))
    found = [(str(one["SUMMARY"]), one["DTSTART"].dt) for one in read.walk("VEVENT")]
    assert found == [("Rapport 1A", DAY), ("Rapport 2B", begins)]
