"""Whoever is in very many circles gets every page, and for as many questions as in a few."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast
from rapport.records.models import Circle, Membership, Part

PAGES = (
    "/",
    "/?whose=office",
    "/people/",
    "/people/?order=alias",
    "/people/?due=overdue",
    "/people/add/",
    "/history/",
    "/log/",
    "/find/",
    "/rules/",
    "/erased/",
    "/colleagues/",
    "/colleagues/me/",
    "/import/",
    "PERSON",
    "PERSONbrief/",
)
MANY = 1_200


def open_circles(cast: Cast, count: int) -> None:
    """Put the writer into so many circles more, as their keeper."""
    circles = [
        Circle(office_id=cast.circle.office_id, name=f"Circle {uuid.uuid4()}") for _ in range(count)
    ]
    Circle.objects.bulk_create(circles)
    Membership.objects.bulk_create(
        Membership(circle=circle, colleague=cast.writer, part=Part.KEEPER) for circle in circles
    )


def fill(cast: Cast) -> None:
    """Put a person into some of the circles of the writer, each met once."""
    for number, circle in enumerate(cast.writer.writable_circles()[::100]):
        whom = cast.add(f"Person {number}", circle=circle, days_ago=90)
        cast.meet(number, whom=whom, line="Tea by the gate.")


@pytest.mark.parametrize("where", PAGES)
def test_every_page_asks_as_many_questions_in_sixty_circles_as_in_five(
    cast: Cast, browser: Any, where: str
) -> None:
    client = browser("writer")
    where = where.replace("PERSON", f"/people/{cast.kamil.pk}/")

    def asked() -> int:
        client.get(where)
        with CaptureQueriesContext(connection) as questions:
            assert client.get(where).status_code == 200
        return len(questions)

    open_circles(cast, 4)
    few = asked()
    open_circles(cast, 55)
    assert asked() == few


@pytest.mark.long
def test_every_page_answers_in_a_thousand_circles(cast: Cast, browser: Any) -> None:
    open_circles(cast, MANY)
    fill(cast)
    client = browser("writer")
    for where in PAGES:
        answer = client.get(where.replace("PERSON", f"/people/{cast.kamil.pk}/"))
        assert answer.status_code == 200, where
    found = client.post("/find/", {"text": "gate"}, follow=True).content.decode()
    assert "Person 3" in found
    assert "Abu Kamil" in client.post("/people/suggest/", {"text": "kamil"}).content.decode()
    log = {"who": str(cast.kamil.pk), "purpose": "courtesy", "asked": "no", "channel": "phone",
           "two_way": "yes", "on": "2026-03-15", "line": "A word.", "save": "1"}  # fmt: skip
    assert client.post("/log/", log).status_code == 302


def test_the_first_of_very_many_circles_are_those_that_come_first(cast: Cast, browser: Any) -> None:
    open_circles(cast, MANY)
    fill(cast)
    shown = browser("writer").get("/people/?order=alias").content.decode()
    assert all(f"Person {number}" in shown for number in range(12))
