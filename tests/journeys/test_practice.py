"""A meeting is practised to its end and played again, and a planned one is rehearsed."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.test_before_the_meeting import person

WAYS = [
    ("en", 390, True),
    ("ar", 1280, False),
    *(
        pytest.param(*way, marks=pytest.mark.long)
        for way in (("fr", 390, True), ("ar", 390, True), ("en", 1280, False), ("fr", 1280, False))
    ),
]


@pytest.mark.parametrize(("language", "width", "scripts"), WAYS)
def test_a_meeting_is_played_to_its_end_and_again_from_a_step(
    open_page: Any, language: str, width: int, scripts: bool
) -> None:
    page = open_page("/practice/", language=language, width=width, scripts=scripts)
    page.locator("a[href='/practice/tea/']").click()
    page.wait_for_url("**/practice/tea/")
    page.locator("a.button.primary").click()
    for number in range(3):
        expect(page.locator(".so-far > li")).to_have_count(number)
        page.locator(".say a").last.click()
    expect(page.locator("a[href='/rules/E01/']")).to_be_visible()
    page.locator(".so-far a").nth(1).click()
    expect(page.locator(".so-far > li")).to_have_count(1)
    page.goto("/practice/tea/play/?path=0.1.0")
    expect(page.locator("main a[href^='/rules/']")).to_have_count(0)
    assert page.complaints == []


def test_a_planned_meeting_is_rehearsed_with_an_invented_name(open_page: Any) -> None:
    page = open_page(width=390)
    page.goto(f"{person(page, 'Haji Musa')}meeting/")
    page.locator("main form button.primary").first.click()
    page.wait_for_url(re.compile(r"/meetings/[0-9a-f-]{36}/"))
    page.goto(page.url.split("#")[0].split("?")[0] + "rehearse/")
    expect(page.locator("h1")).to_contain_text("Salim Torven")
    while page.locator(".say").count():
        page.locator(".say a").nth(1).click()
        page.wait_for_url(re.compile(r"path="))
        page.locator("#now").wait_for()
    expect(page.locator("main")).not_to_contain_text("Haji Musa")
