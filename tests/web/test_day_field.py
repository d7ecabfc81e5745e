"""Days typed as people write them, in three languages, with and without a year."""

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from rapport.records.models import Commitment
from rapport.web import day_field
from rapport.web.day_field import TODAY, Day, read
from rapport.web.other_calendars import in_calendar

ON = date(2026, 3, 16)
OF_THE_FIELD = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3 Feb", date(2026, 2, 3)),
        ("3 feb.", date(2026, 2, 3)),
        ("3/2", date(2026, 2, 3)),
        ("3.2.", date(2026, 2, 3)),
        ("16 March", ON),
        ("17 March", date(2025, 3, 17)),
        ("29 Feb", date(2024, 2, 29)),
        ("3 February 2026", date(2026, 2, 3)),
        ("Tuesday 3 February 2026", date(2026, 2, 3)),
        ("3.2.2026", date(2026, 2, 3)),
        ("3/2/26", date(2026, 2, 3)),
        ("2026-02-03", date(2026, 2, 3)),
        ("3 févr.", date(2026, 2, 3)),
        ("1er mars", date(2026, 3, 1)),
        ("٣ شباط", date(2026, 2, 3)),
        ("٣ فبراير ٢٠٢٦", date(2026, 2, 3)),
        ("٣/٢/٢٠٢٦", date(2026, 2, 3)),
        ("today", ON),
        ("Yesterday", date(2026, 3, 15)),
        ("hier", date(2026, 3, 15)),
        ("aujourd'hui", ON),
        ("أمس", date(2026, 3, 15)),
        ("اليوم", ON),
    ],
)
def test_a_day_that_has_been_is_read_with_the_last_such_day(text: str, day: date) -> None:
    assert read(text, "past", ON) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("16 March", ON),
        ("15 March", date(2027, 3, 15)),
        ("3/2", date(2027, 2, 3)),
        ("29 Feb", date(2028, 2, 29)),
        ("tomorrow", date(2026, 3, 17)),
        ("demain", date(2026, 3, 17)),
        ("غدًا", date(2026, 3, 17)),
        ("3 Feb 2026", date(2026, 2, 3)),
    ],
)
def test_a_day_to_come_is_read_with_the_next_such_day(text: str, day: date) -> None:
    assert read(text, "coming", ON) == day


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("soon", "unread"),
        ("3", "unread"),
        ("99/99", "no_such_day"),
        ("፫ March 2026", "other_numerals"),
        ("③/3/2026", "other_numerals"),
        ("1² Ramadan 1446", "other_numerals"),
        ("30 Feb", "no_such_day"),
        ("30 Feb 2026", "no_such_day"),
        ("31/02/2026", "no_such_day"),
        ("Feb 2026", "not_one_day"),
        ("12-14 May 2026", "not_one_day"),
        ("x" * 400, "unread"),
        ("3 Feb " * 9, "unread"),
    ],
)
def test_what_is_no_day_is_said_to_be_none(text: str, wrong: str) -> None:
    assert read(text, "past", ON) == wrong


@given(day=OF_THE_FIELD)
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("nearest", ["past", "coming"])
def test_a_day_shown_back_in_words_is_the_same_day(language: str, nearest, day: date) -> None:
    with override(language):
        field = Day(nearest=nearest)
        shown = field.prepare_value(day)
        assert str(day.day) in shown
        assert field.clean(shown) == day
        assert field.clean(day.isoformat()) == day
        assert not field.has_changed(day, shown)


@given(day=OF_THE_FIELD, on=OF_THE_FIELD)
def test_without_a_year_the_nearest_such_day_is_meant(day: date, on: date) -> None:
    text = f"{day.day}/{day.month}"
    past, coming = read(text, "past", on), read(text, "coming", on)
    for found in (past, coming):
        if isinstance(found, date):
            assert (found.day, found.month) == (day.day, day.month)
    assert not isinstance(past, date) or past <= on
    assert not isinstance(coming, date) or coming >= on


def test_a_wrong_day_is_said_with_an_example_and_stays_as_typed() -> None:
    field, token = Day(), TODAY.set(ON)
    try:
        with pytest.raises(ValidationError) as wrong:
            field.clean("31/02/2026")
        assert wrong.value.messages == [
            "There is no such day: “31/02/2026”. Write it like this: 16 Mar 2026."
        ]
    finally:
        TODAY.reset(token)
    assert field.prepare_value("31/02/2026") == "31/02/2026"
    assert Day(required=False).clean("") is None
    with pytest.raises(ValidationError):
        Day(required=True).clean(" ")


def test_a_promise_is_due_on_the_day_that_was_typed(cast, browser) -> None:
    where, client = f"/people/{cast.kamil.pk}/promise/", browser("writer")
    typed = {"by": "us", "text": "Bring the list.", "due": "3 Feb 2031"}
    assert client.post(where, typed).status_code == 302
    assert Commitment.objects.get(text="Bring the list.").due == date(2031, 2, 3)
    page = client.post(where, {**typed, "text": "Other", "due": "3 Febr 20x"}).content.decode()
    assert "is not a date we can read" in page
    assert 'value="3 Febr 20x"' in page


OF_ANOTHER = "1 Ramadan 1455"


def test_a_day_of_another_calendar_is_shown_before_it_is_saved(cast, browser) -> None:
    where, client = f"/people/{cast.kamil.pk}/promise/", browser("writer")
    typed = {"by": "us", "text": "Bring the list.", "due": OF_ANOTHER}
    page = client.post(where, typed)
    assert page.status_code == 422
    asked = page.content.decode()
    assert "Is this the day you mean? If so, save again." in asked
    assert 'name="due-meant" value="2033-11-23" checked' in asked
    assert "23 Nov 2033 = 1 Ramadan 1455\u00a0AH, ±1 day, confirm locally" in asked
    assert not Commitment.objects.filter(text="Bring the list.").exists()
    assert client.post(where, {**typed, "due-meant": "2033-11-23"}).status_code == 302
    assert Commitment.objects.get(text="Bring the list.").due == date(2033, 11, 23)


def test_of_two_days_one_is_asked_and_none_is_guessed(cast, browser) -> None:
    where, client = f"/people/{cast.kamil.pk}/promise/", browser("writer")
    typed = {"by": "us", "text": "Bring the list.", "due": "1 Tir"}
    asked = client.post(where, typed).content.decode()
    assert "This can be more than one day." in asked
    assert asked.count('name="due-meant"') == 2
    assert (
        " checked>" not in asked.split('aria-label="Which day do you mean?"')[1].split("</span>")[0]
    )
    for meant in ("", "2033-11-23", "yes"):
        assert client.post(where, {**typed, "due-meant": meant}).status_code == 422
    chosen = asked.split('name="due-meant" value="')[2][:10]
    assert client.post(where, {**typed, "due-meant": chosen}).status_code == 302
    assert Commitment.objects.get(text="Bring the list.").due == date.fromisoformat(chosen)


def test_the_day_of_a_log_is_asked_about_too(cast, browser) -> None:
    client = browser("writer")
    typed = {"who": str(cast.kamil.pk), "line": "Tea", "purpose": "courtesy", "asked": "no"}
    typed |= {"save": "1", "channel": "phone", "on-day": "other", "on": "12 Shaban 1447"}
    asked = client.post("/log/", typed).content.decode()
    assert 'name="on-meant" value="2026-01-31" checked' in asked


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("31 Ramadan 1446", "There is no such day: “31 Ramadan 1446”."),
        ("Ramadan 1446", "“Ramadan 1446” is more than one day."),
        ("30 Ramadan 1446", "By the calendar this month has 29 days."),
        ("14 March 1446", "“14 March 1446” is not a date we can read."),
    ],
)
def test_a_day_another_calendar_does_not_have_gets_a_sentence(text: str, wrong: str) -> None:
    with pytest.raises(ValidationError) as said:
        Day().clean(text)
    assert said.value.messages[0].startswith(wrong)


def test_a_day_in_an_address_is_read_and_shown_or_asked() -> None:
    assert day_field.day_asked("12 Ramadan 1446") == (date(2025, 3, 12), "")
    day, says = day_field.day_asked("1404/05/12")
    assert day is None
    assert "13 Feb 1984 = 12 Jumada al-Ula 1404" in says
    assert "3 Aug 2025 = 12 Mordad 1404" in says


@given(day=st.dates(date(1925, 1, 1), date(2076, 1, 1)))
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("calendar", ["hijri", "solar", "ethiopian"])
def test_a_day_in_the_words_of_another_calendar_is_that_day(language, calendar, day) -> None:
    with override(language):
        found = read(in_calendar(day, calendar), "coming", day)
    assert day in [one.day for one in found]


def test_no_page_has_the_browsers_own_picker_of_dates() -> None:

    templates = Path(day_field.__file__).parent / "templates"
    assert not [page for page in templates.rglob("*.html") if 'type="date"' in page.read_text()]
