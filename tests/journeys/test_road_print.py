"""The brief for the road on paper: what a printer, or a file of its pages, gets to see of it."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.states import go, press

WHO = "Haji Musa"
OTHERS = (("en", False), ("ar", True))


def _choosing(open_page: Any, **how: Any) -> Any:
    page = open_page(**how)
    go(page, "PERSON/brief/?for=road")
    return page


def _carried(open_page: Any, **how: Any) -> Any:
    """Tick a number and one piece, and go on to the page to print."""
    page = _choosing(open_page, **how)
    page.locator("[name=number]").check()
    page.locator("[name=with]").first.check()
    press(page, page.locator("form.carry button.primary"))
    return page


def _on_paper(page: Any) -> str:
    page.emulate_media(media="print")
    return str(page.inner_text("body"))


def _pages(page: Any, *, with_lines: bool) -> bytes:
    """Return the pages as a file, with or without the browser's own lines: title, address, day."""
    printed: bytes = page.pdf(format="A4", display_header_footer=with_lines)
    return re.sub(rb"/(?:Creation|Mod)Date \([^)]*\)", b"", printed)


@pytest.mark.parametrize(
    ("language", "scripts"),
    [("en", True), ("ar", False), *(pytest.param(*way, marks=pytest.mark.long) for way in OTHERS)],
)
def test_where_a_number_stands_for_them_the_alias_is_on_the_screen_alone(
    open_page: Any, language: str, scripts: bool
) -> None:
    page = _carried(open_page, language=language, scripts=scripts)
    expect(page.locator("main .note.caution")).to_contain_text(WHO)
    paper = _on_paper(page)
    number = re.search(r"\b\d{4}\b", page.inner_text("h1"))
    assert number is not None
    assert number[0] in paper
    for said in (WHO, "Musa", "/people/"):
        assert said not in paper
    assert "Musa" not in page.title()
    assert re.fullmatch(r".*/people/[0-9a-f-]{36}/brief/(?:\?for=road)?", page.url)


def test_the_address_of_the_page_does_not_come_to_paper(open_page: Any) -> None:
    page = _carried(open_page)
    assert _pages(page, with_lines=True) == _pages(page, with_lines=False)
    assert b"/Count 1" in _pages(page, with_lines=True)
    go(page, "PERSON/brief/")
    assert _pages(page, with_lines=True) != _pages(page, with_lines=False)


def test_what_is_only_offered_is_not_printed(open_page: Any) -> None:
    page = _choosing(open_page)
    offered = page.locator("[name=with] + span").all_inner_texts()
    assert len(offered) >= 2
    expect(page.locator(":checked")).to_have_count(0)
    paper = _on_paper(page)
    assert "Choose what to carry" in paper
    assert not [words for words in (WHO, *offered) if words in paper]


@pytest.mark.parametrize(
    # French takes the most room, Arabic goes the other way.
    "language",
    ["ar", "fr", pytest.param("en", marks=pytest.mark.long)],
)
def test_each_brief_of_the_demo_is_one_sheet_with_room_to_write(
    open_page: Any, language: str
) -> None:
    page = open_page("/people/", language=language)
    people = sorted(set(re.findall(r"/people/[0-9a-f-]{36}/", page.content())))
    assert len(people) >= 10
    page.emulate_media(media="print")
    for person in people:
        page.goto(f"{person}brief/")
        room = page.locator(".ruled").bounding_box()
        assert room is not None
        assert room["height"] > 100
        assert b"/Count 1" in page.pdf(format="A4")
