"""A page asks the store as many questions for thirty people as for twelve."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast, asked_by
from rapport.actions import commitments, meetings
from rapport.records import judging

PAGES = (
    "/",
    "/?whose=office",
    "/people/",
    "/people/?order=alias",
    "/history/",
    "/rules/",
)
MOST_ON_TODAY = 30
WITH_MEETINGS = 3
"""Who is to be there costs so many more: on both sides, and what those of theirs are called."""


def questions(client: Any, where: str) -> int:
    client.get(where)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(where).status_code == 200
    return len(asked)


def fill(cast: Cast, count: int, *, planned: bool = True) -> None:
    """Add people, each met twice and promised something, and meet the first one often.

    ``planned``: a meeting is planned with each of them today, and with the first one as often.
    """
    for number in range(count):
        person = cast.add(f"Person {number}", days_ago=90)
        cast.meet(70, whom=person, line="Tea by the gate.")
        cast.meet(number + 1)
        for whom in (person, cast.kamil) if planned else ():
            meetings.plan_meeting(asked_by(cast.writer), theirs=[(whom.pk,)], on=cast.DAY)
        commitments.make_commitment(
            asking=asked_by(cast.writer), relationship=person.pk, text="Bring chalk.", due=cast.DAY
        )
    judging.rejudge_all(today=cast.DAY)


def test_questions_do_not_grow_with_the_rows(cast: Cast, browser: Any) -> None:
    client, person = browser("writer"), f"/people/{cast.kamil.pk}/"
    fill(cast, 12)
    few = {where: questions(client, where) for where in PAGES}
    fill(cast, 18)
    assert {where: questions(client, where) for where in PAGES} == few
    # A full page of a person asks more: a part is then read by its days (`briefings.passed`).
    many = questions(client, person)
    fill(cast, 18)
    assert questions(client, person) == many


@pytest.mark.parametrize("where", ["/?whose=mine", "/?whose=office"])
def test_today_asks_few_questions_however_many_people_stand_there(
    cast: Cast, browser: Any, where: str
) -> None:
    client = browser("keeper")
    fill(cast, 12, planned=False)
    assert questions(client, where) <= MOST_ON_TODAY
    fill(cast, 2)
    assert questions(client, where) <= MOST_ON_TODAY + WITH_MEETINGS


def test_the_page_of_duplicates_asks_no_more_for_many_pairs(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    fill(cast, 4), fill(cast, 2)
    few = questions(client, "/people/duplicates/")
    fill(cast, 4), fill(cast, 4)
    assert client.get("/people/duplicates/").content.count(b"Keep separate") == 10
    assert questions(client, "/people/duplicates/") == few


def test_finding_asks_no_more_for_many_hits(cast: Cast, browser: Any) -> None:
    client = browser("writer")

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            assert b"Person" in client.post("/find/", {"text": "gate"}, follow=True).content
        return len(questions)

    fill(cast, 12)
    asked()
    few = asked()
    fill(cast, 18)
    assert asked() == few
