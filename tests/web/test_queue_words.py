"""How soon a row of Today is: a word and a shape that say the same."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from cast import Cast
from rapport.rules.rule import Urgency
from rapport.web.templatetags.queue_words import due_words, step_due, step_urgency, urgency

DAY = Cast.DAY


def stored(ago: int) -> dict[str, str]:
    """Return a day as a finding keeps it."""
    return {"day": (DAY - timedelta(days=ago)).isoformat()}


def finding(code: str, when: Urgency = Urgency.NOW, **params: Any) -> Any:
    return SimpleNamespace(code=code, when=when, params=params)


@pytest.mark.parametrize(
    ("found", "look", "said"),
    [
        (finding("U01", Urgency.THIS_WEEK, last=stored(41), ideal=30), "soon", "41 days, ideal 30"),
        (finding("U02", last=stored(63), maximum=60), "late", "63 days, at most 60"),
        (finding("U02", last=stored(120), maximum=60), "late", "120 days, at most 60"),
        (finding("U02", last=stored(121), maximum=60), "far", "121 days, at most 60"),
        (finding("U02", last=stored(29), least=6, most=13), "late", "29 days, usually 6 to 13"),
        (
            finding("U02", last=stored(78), least_weeks=5, most_weeks=7),
            "late",
            "11 weeks, usually 5 to 7",
        ),
        (finding("K02", due=stored(3)), "far", "3 days late, not told"),
        (finding("K01", due=stored(1)), "late", "1 day late"),
        (finding("K01", due=stored(0)), "soon", "due today"),
        (finding("K01", Urgency.THIS_WEEK, due=stored(-1)), "soon", "due tomorrow"),
        (finding("K01", Urgency.THIS_WEEK, due=stored(-5)), "soon", "due in 5 days"),
        (finding("K05", Urgency.SOON, due=stored(9)), "late", "9 days late"),
        (finding("U03", Urgency.THIS_WEEK, day=stored(-4)), "soon", "in 4 days"),
        (finding("D02"), "soon", "now"),
        (finding("E02", Urgency.SOON), "", "soon"),
    ],
)
def test_late_and_far_too_late_differ_in_shape_and_in_words(
    found: Any, look: str, said: str
) -> None:
    assert (urgency(found, DAY), due_words(found, DAY)) == (look, said)


@pytest.mark.parametrize(
    ("ahead", "look", "said"),
    [(-2, "late", "2 days late"), (0, "soon", "due today"), (1, "soon", "due tomorrow")],
)
def test_a_next_step_is_late_once_its_day_is_past(ahead: int, look: str, said: str) -> None:
    on = DAY + timedelta(days=ahead)
    assert (step_urgency(on, DAY), step_due(on, DAY)) == (look, said)
