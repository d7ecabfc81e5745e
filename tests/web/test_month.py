"""The page of the month, releasing it, and its way out as a file."""

import pytest
from django.urls import reverse

from cast import Cast
from rapport.records.models import MonthFigures, Sensitivity


@pytest.fixture
def three(cast: Cast) -> None:
    for number in range(3):
        cast.add(f"Silent Reed {number}", days_ago=60)


def test_a_keeper_releases_a_month_and_another_exports_it(cast: Cast, browser, three):
    where = reverse("month")
    assert reverse("release-month") not in browser("writer").get(where).content.decode()
    keeper = browser("keeper")
    assert reverse("release-month") in keeper.get(where).content.decode()
    said = {"month": "2026-02", "circle": str(cast.circle.pk)}
    assert browser("writer").post(reverse("release-month"), said).status_code == 404
    assert keeper.post(reverse("release-month"), said).status_code == 302
    assert MonthFigures.objects.get().sensitivity == Sensitivity.CONFIDENTIAL
    assert reverse("release-month") not in keeper.get(where).content.decode()
    page = browser("outsider").get(where).content.decode()
    assert "Silent Reed" not in page
    assert "Released by Kit Keeper on" in page
    assert '<span class="figure">3</span>' in page
    there = reverse("export", args=["month"]) + "?month=2026-02"
    order = {
        "purpose": "reporting", "columns": ["p_code", "kind", "figure", "at_least"], "form": "csv",
        "seal": "no", "clear_why": "The working group has no key.",
    }  # fmt: skip
    answer = browser("outsider").post(there, order)
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")


def test_how_relationships_began_is_told_in_words_beside_each_bar(cast: Cast, browser, three):
    cast.add("Crane", days_ago=60, open_reason="crisis")
    page = browser("writer").get(reverse("month")).content.decode()
    assert "5 began in the last 12 months, 4 of them on our initiative." in page
    assert "our initiative: 3, in a crisis: 1" in page
    assert page.count('<svg class="turns"') == 2


def test_lights_are_of_all_of_mine_or_of_a_circle(cast: Cast, browser, three):
    client, where = browser("writer"), reverse("lights")
    assert "4 relationships you may see" in client.get(where).content.decode()
    for of, many in ((str(cast.circle.pk), "4"), (str(cast.elsewhere.pk), "0"), ("mine", None)):
        page = client.get(where, {"of": of}).content.decode()
        assert many is None or f"today: {many} relationships you may see" in page


def test_a_month_that_is_none_is_the_last_one(cast: Cast, browser):
    assert browser("writer").get(reverse("month"), {"month": "1999-01"}).status_code == 200
    said = {"month": "1999-01", "circle": str(cast.circle.pk)}
    assert browser("keeper").post(reverse("release-month"), said).status_code == 404
