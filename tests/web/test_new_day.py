"""The morning's page on a new day: what is not checked yet is said, and reading writes nothing."""

import re
from contextlib import contextmanager
from datetime import timedelta

import pytest

from beside import every_office_is_large
from cast import Cast, rejudge_due
from rapport.briefings.up_to_date import AT_ONCE
from rapport.records import judging
from rapport.records.models import Finding, Relationship, Store
from rapport.web.today import LOOKS
from web.conftest import AsWho

LATER = Cast.DAY + timedelta(days=45)


@pytest.fixture
def later(cast: Cast, on_postgresql: bool):
    """A day on which four people of the writer's are due."""
    if on_postgresql:
        pytest.skip("The day of a team's store is the wall's.")
    for number in range(3):
        cast.meet(3, whom=cast.add(f"Number {number}", days_ago=10))
    Store.objects.update(fixed_today=LATER)
    return cast


def kept():
    rows = Relationship.objects.order_by("pk").values_list("pk", *Relationship.DERIVED)
    return bytes(Store.objects.get().head), list(rows), list(Finding.objects.order_by("pk"))


@pytest.mark.parametrize("address", ["/", "/?whose=office", "/people/", "/api/today/"])
def test_reading_on_a_new_day_writes_nothing(later: Cast, browser: AsWho, address):
    before = kept()
    assert browser("writer").get(address).status_code == 200
    assert kept() == before


def test_what_a_person_s_page_and_brief_say_is_of_the_day(later: Cast, browser: AsWho):
    before = kept()
    person = f"/people/{later.kamil.pk}/"
    pages = (person, f"{person}brief/", f"/api{person}")
    assert judging.due(LATER).filter(pk=later.kamil.pk).exists()
    new = [_said(browser, page) for page in pages]
    assert kept() == before
    rejudge_due(today=LATER)
    assert kept() != before
    assert [_said(browser, page) for page in pages] == new


def _said(browser: AsWho, page: str) -> str:
    """Return what a page says, without what is drawn anew for each."""
    said = browser("writer").get(page).content.decode()
    hidden = r'name="(csrfmiddlewaretoken|once|seen)" value="[^"]*"|"X-CSRFToken": "[^"]*"'
    return re.sub(hidden, "", said)


@pytest.fixture
def many(later: Cast):
    """More people who are due than a reader waits for."""
    for number in range(AT_ONCE):
        later.add(f"Another {number}", days_ago=10)
    return later


def test_many_who_are_due_are_counted_on_the_page_and_looked_at_again(many: Cast, browser: AsWho):
    due = judging.due(LATER).visible_to(many.who("writer")).count()
    assert due > AT_ONCE
    says = f"Still checking {due} people for today."
    asking, before = browser("writer"), kept()
    page = asking.get("/?whose=mine").content.decode()
    assert says in page
    assert f"looks={LOOKS}" in page
    look = asking.get("/?whose=mine&looks=2", headers={"HX-Request": "true"}).content.decode()
    assert says in look
    assert "looks=1" in look
    assert asking.get("/api/today/?whose=mine").json()["checking"] == due
    assert kept() == before


def test_a_page_stops_looking_after_a_while(many: Cast, browser: AsWho):
    for looks in ("1", "", "x", "-3"):
        look = browser("writer").get(f"/?looks={looks}", headers={"HX-Request": "true"})
        assert "Still checking" in look.content.decode()
        assert "hx-get" not in look.content.decode()


def test_once_everybody_is_judged_the_page_says_so(later: Cast, browser: AsWho):
    rejudge_due(today=LATER)
    look = browser("writer").get("/?looks=5", headers={"HX-Request": "true"}).content.decode()
    assert "Everything has been checked for today." in look
    assert "hx-get" not in look
    assert "Still checking" not in browser("writer").get("/").content.decode()


def test_what_is_noticed_of_groups_is_said_to_be_checked_again(
    cast: Cast, browser: AsWho, monkeypatch: pytest.MonkeyPatch
):
    """In a large office Today does not wait, says so, and looks again until all is of now."""
    says, mine = "Groups and access are being checked again.", browser("writer")
    poll = {"HX-Request": "true"}
    with contextmanager(every_office_is_large)(monkeypatch) as beside:
        assert says not in mine.get("/").content.decode()
        cast.meet(0)
        page = mine.get("/").content.decode()
        assert says in page
        assert f"looks={LOOKS}" in page
        assert mine.get("/api/today/").json()["renewing"] is True
        look = mine.get("/?looks=2", headers=poll).content.decode()
        assert says in look
        assert "looks=1" in look
        assert beside.work()
        look = mine.get("/?looks=1", headers=poll).content.decode()
        assert "Everything has been checked for today." in look
        assert "hx-get" not in look
        assert says not in mine.get("/").content.decode()
