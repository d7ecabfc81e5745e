"""The morning after a register of three hundred people came in: a page, not a wall of cards."""

import random
from datetime import timedelta
from typing import Any

import pytest

from cast import Cast
from imports.register import take
from rapport.briefings.entries import all_together
from rapport.briefings.pressing import Span
from rapport.briefings.today import AT_MOST, today
from rapport.records.models import Finding

PEOPLE = 300


def register(cast: Cast, *, met_within: int) -> str:
    """Return a register of people of forty bodies, each met once within so many days."""
    chance = random.Random(300)
    lines = ["who,met,what,office,ours"]
    for number in range(PEOPLE):
        met = cast.DAY - timedelta(days=chance.randrange(1, met_within))
        lines.append(f"Person {number},{met:%d/%m/%Y},Tea,Body {number % 40},Writer")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("met_within", [28, 700])
def test_it_is_a_short_page(cast: Cast, browser: Any, met_within: int) -> None:
    take(cast, register(cast, met_within=met_within))
    assert Finding.objects.values("relationship").distinct().count() > PEOPLE - 1
    page = today(cast.asking("writer"))
    shown = sum(len(part.entries) + len(part.together) for part in page.headings)
    assert shown <= 2 * AT_MOST + 2
    assert sum(part.count for part in page.headings) >= PEOPLE
    told = 0
    for span in Span:
        text = browser("writer").get("/", {"when": span.value}).content.decode()
        told += text.count('class="todo wide"') + text.count('class="mark us figures"')
    assert told == shown


def test_those_met_lately_are_one_line(cast: Cast) -> None:
    take(cast, register(cast, met_within=28))
    page = today(cast.asking("writer"))
    (look,) = (part for part in page.headings if part.span == Span.LATER)
    (line,) = look.together
    assert (look.entries, line.code, line.count) == ((), "E06", PEOPLE)
    every = all_together(cast.asking("writer"), "E06", mine=True)
    assert len(every.together.people) == every.may_change == PEOPLE
