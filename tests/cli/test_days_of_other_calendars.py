"""A day of another calendar at a prompt: said in ours, and never guessed."""

from datetime import UTC, date, datetime, time

import pytest

from rapport.api.typed import fitted
from rapport.cli.people_answers import a_time
from rapport.cli.typed_days import a_day
from rapport.records.asking import Asking
from rapport.records.entry import from_words
from rapport.records.models import Colleague, Meeting
from rapport.records.refusals import CannotBe


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("14/03/1446", "14/03/1446 is a date of another calendar: 2024-09-17 (lunar Hijri)."),
        ("1446-03-14", "1446-03-14 is a date of another calendar: 2024-09-17 (lunar Hijri)."),
        (
            "12 Mordad 1404",
            "a date of another calendar: 2025-08-03 (solar Hijri).",
        ),
        ("1404/05/12", "another calendar: 1984-02-13 (lunar Hijri) or 2025-08-03 (solar Hijri)."),
        ("31 Ramadan 1446", "Not a date: 31 Ramadan 1446."),
        ("1² Ramadan 1446", "Not a date: 1² Ramadan 1446."),
        ("soon", "Not a date: soon."),
    ],
)
def test_it_is_refused_with_the_day_in_ours(written: str, says: str) -> None:
    with pytest.raises(CannotBe) as refused:
        a_day(written)
    assert says in str(refused.value.worded(str))


@pytest.mark.parametrize("digits", ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९"])
def test_days_and_times_are_read_in_any_digits(digits: str) -> None:
    written = dict(zip(b"0123456789", digits, strict=True))
    day, hour = "2026-03-16".translate(written), "09:30".translate(written)
    assert a_day(day) == date(2026, 3, 16)
    assert a_time(hour) == time(9, 30)
    said = from_words(Meeting, {"on": day, "time": hour})
    assert said == {"on": date(2026, 3, 16), "time": time(9, 30)}
    asking = Asking(Colleague(), datetime(2026, 3, 16, tzinfo=UTC), date(2026, 3, 16))
    assert fitted(date, day, asking, "on") == date(2026, 3, 16)
    assert fitted(time, hour, asking, "time") == time(9, 30)
