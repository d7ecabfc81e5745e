"""A day of another calendar at a prompt: said in ours, and never guessed."""

import pytest

from rapport.cli.typed_days import a_day
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
