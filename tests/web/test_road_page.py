"""The pages of the brief for the road: choosing what to carry, and the page that is printed."""

import re
from typing import Any

import pytest
from django.db import connection

from cast import Cast
from house.test_writes import Watch
from rapport.actions import access, commitments
from rapport.records.models import Operation, Sensitivity
from records.canaries import Canaries, let_loose
from web.conftest import AsWho

TICKS = re.compile(r'<input type="checkbox" name="with" value="([^"]+)">')


@pytest.fixture
def words(cast: Cast) -> Canaries:
    return let_loose(cast, cast.kamil)


def where(cast: Cast) -> str:
    return f"/people/{cast.kamil.pk}/brief/"


def choosing(cast: Cast, browser: AsWho, who: str = "writer") -> str:
    return browser(who).get(f"{where(cast)}?for=road").content.decode()


def printed(cast: Cast, browser: AsWho, **said: Any) -> str:
    """Return the page to print without what paper never shows: the frame, and what is at hand."""
    answer = browser("writer").post(where(cast), said)
    assert answer.status_code == 200, answer.content
    page = answer.content.decode()
    (main,) = re.findall(r"(?s)<main.*</main>", page)
    (title,) = re.findall(r"<title>.*</title>", page)
    return title + re.sub(r'(?s)<(\w+) class="[^"]*at-desk">.*?</\1>', "", main)


def test_nothing_is_ticked_at_first(cast: Cast, browser: AsWho, words: Canaries) -> None:
    page = choosing(cast, browser)
    assert len(TICKS.findall(page)) >= 7
    assert "checked" not in page


def test_no_text_around_a_person_is_printed_but_what_we_call_them(
    cast: Cast, browser: AsWho, words: Canaries
) -> None:
    alias = words.told(printed(cast, browser))
    assert set(alias) == {"counterpart.alias"}
    assert words.told(printed(cast, browser, number="1")) == []


def test_each_piece_is_printed_where_it_is_ticked_and_takes_no_other_along(
    cast: Cast, browser: AsWho, words: Canaries
) -> None:
    page = choosing(cast, browser)
    for name in TICKS.findall(page):
        label = page.split(f'value="{name}">')[1].split("</label>")[0]
        found = words.found_in(printed(cast, browser, number="1", **{"with": name}))
        assert found == words.found_in(label), name
        assert len(found) == 1


def test_the_number_is_shown_with_whom_it_stands_for_and_changes_with_each_print(
    cast: Cast, browser: AsWho
) -> None:
    numbers = set()
    for _ in range(5):
        page = browser("writer").post(where(cast), {"number": "1"}).content.decode()
        (number,) = re.findall(r"On this page, (\d{4}) means <bdi>Abu Kamil</bdi>", page)
        assert f"Before you meet <bdi>{number}</bdi>" in page
        numbers.add(number)
    assert len(numbers) > 1


def test_printing_changes_nothing_and_keeps_nothing(cast: Cast, browser: AsWho) -> None:
    promise = commitments.make_commitment(
        cast.asking("writer"), relationship=cast.kamil.pk, text="the list"
    ).row
    before, watch, client = Operation.objects.count(), Watch(), browser("writer")
    client.post(where(cast))  # with the first form of a day the rules are brought up to it
    said = {"number": "1", "with": f"promise:{promise.pk}", "once": ""}
    with connection.execute_wrapper(watch):
        assert "the list" in client.post(where(cast), said).content.decode()
    # A team counts for all its workers together whom somebody opened.
    written = {floor for floor in watch.floors if floor != "records/reading_count.py"}
    assert written == set()
    assert Operation.objects.count() == before


def test_what_was_ticked_never_stands_in_an_address(cast: Cast, browser: AsWho) -> None:
    commitments.make_commitment(cast.asking("writer"), relationship=cast.kamil.pk, text="the list")
    page = choosing(cast, browser)
    (name,) = TICKS.findall(page)
    (form,) = re.findall(r'<form method="post" action="([^"]+)" class="form carry">', page)
    assert form == where(cast)
    by_address = browser("writer").get(where(cast), {"for": "road", "with": name, "number": "1"})
    assert "checked" not in by_address.content.decode()


def test_of_a_person_for_named_people_only_nothing_is_offered_and_a_number_stands(
    cast: Cast, browser: AsWho
) -> None:
    promise = commitments.make_commitment(
        cast.asking("writer"), relationship=cast.kamil.pk, text="the list"
    ).row
    access.set_access(cast.asking("writer"), key=cast.kamil.pk, sensitivity=Sensitivity.SEVERE)
    page = choosing(cast, browser)
    assert "nothing can be ticked" in page
    assert TICKS.findall(page) == []
    assert "Abu Kamil" not in printed(cast, browser)
    forced = browser("writer").post(where(cast), {"with": f"promise:{promise.pk}"})
    assert forced.status_code in {400, 409, 422}
    assert "the list" not in forced.content.decode()


def test_a_reader_may_print_too(cast: Cast, browser: AsWho) -> None:
    assert TICKS.findall(choosing(cast, browser, "reader")) == []
    assert browser("reader").post(where(cast), {}).status_code == 200
