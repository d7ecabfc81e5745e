"""Whoever has hundreds of colleagues gets pages no longer than with a few, and reaches them all."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast
from rapport.briefings.with_us import FEW
from rapport.records.models import Colleague, Membership, OurPart, OurPresence, Part

TYPED = {"purpose": "courtesy", "asked": "no", "channel": "phone", "two_way": "yes",
         "on": "2026-03-15", "line": "Tea by the gate."}  # fmt: skip


def join(cast: Cast, count: int) -> list[Colleague]:
    """Put so many colleagues more into the circle, as writers."""
    begun = Colleague.objects.count()
    new = [
        Colleague(name=f"Number {begun + n:03}", sign_in=f"n{begun + n}", office=cast.writer.office)
        for n in range(count)
    ]
    Colleague.objects.bulk_create(new)
    Membership.objects.bulk_create(
        Membership(circle=cast.circle, colleague=one, part=Part.WRITER) for one in new
    )
    return new


@pytest.mark.parametrize("where", ["/log/", "/log/?who=PERSON", "/people/PERSON/"])
def test_a_page_is_no_longer_and_asks_no_more_for_hundreds_of_us(
    cast: Cast, browser: Any, where: str
) -> None:
    client, where = browser("writer"), where.replace("PERSON", str(cast.kamil.pk))

    def size() -> tuple[int, int]:
        client.get(where)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(where).content.decode()
        return len(asked), page.count("Number ")

    join(cast, 25)
    few = size()
    join(cast, 275)
    assert size() == few
    assert few[1] <= FEW


def test_those_usually_there_are_offered_and_all_when_asked_for(cast: Cast, browser: Any) -> None:
    new = join(cast, 40)
    cast.meet(3, ours=[(cast.writer.pk, OurPart.LEAD), (new[-1].pk, OurPart.SECOND)])
    client = browser("writer")
    page = client.get(f"/log/?who={cast.kamil.pk}").content.decode()
    assert new[-1].name in page
    assert new[30].name not in page
    said = {**TYPED, "who": str(cast.kamil.pk), "all_of_us": "1"}
    page = client.post("/log/", said).content.decode()
    assert all(one.name in page for one in new)
    assert "Tea by the gate." in page, "what was typed before is still there"
    assert 'name="all_of_us"' not in page


def test_one_of_the_others_can_be_ticked_and_stays_ticked(cast: Cast, browser: Any) -> None:
    new = join(cast, 40)
    client = browser("writer")
    said = {**TYPED, "who": str(cast.kamil.pk), "with_us": [str(new[30].pk)]}
    page = client.post("/log/", {**said, "look": "1"}).content.decode()
    assert new[30].name in page
    assert client.post("/log/", {**said, "save": "1"}).status_code == 302
    there = OurPresence.objects.get(colleague=new[30])
    page = client.get(f"/interactions/{there.interaction_id}/change/").content.decode()
    assert new[30].name in page


def test_nobody_outside_the_circle_can_be_ticked(cast: Cast, browser: Any) -> None:
    join(cast, 40)
    said = {**TYPED, "who": str(cast.kamil.pk), "with_us": [str(cast.outsider.pk)], "save": "1"}
    answer = browser("writer").post("/log/", said)
    assert answer.status_code == 422
    assert "Outsider" not in answer.content.decode()


def test_of_many_readers_some_are_named_and_all_when_asked_for(cast: Cast, browser: Any) -> None:
    new = join(cast, 40)
    client = browser("writer")
    page = client.get(f"/people/{cast.kamil.pk}/").content.decode()
    assert "and 31 more" in page
    whole = client.get(f"/people/{cast.kamil.pk}/?seen=all").content.decode()
    assert all(one.name in whole for one in new)
    assert "more</a>" not in whole


def test_those_met_last_are_offered_newest_first_and_then_those_never_met(
    cast: Cast, browser: Any
) -> None:
    for number in range(7):
        person = cast.add(f"Person {number}", days_ago=90)
        if number < 4:
            cast.meet(number + 1, whom=person)
    page = browser("writer").get("/log/").content.decode()
    names = [f"Person {number}" for number in (0, 1, 2, 3, 6, 5)]
    places = [page.index(name) for name in names]
    assert places == sorted(places)
    assert "Person 4" not in page


def test_those_met_last_are_read_off_an_index(cast: Cast) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("with so few rows PostgreSQL reads the table")
    rows = cast.writer.leads.filter(last_two_way__isnull=False)
    plan = rows.order_by("-last_two_way", "-pk").explain()
    assert "led_by_last" in plan
    assert "TEMP B-TREE" not in plan
