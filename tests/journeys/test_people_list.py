"""The list of people under one's hands: found while typing, Back, several at once, the keyboard."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.states import open_palette


def names(page: Any) -> list[str]:
    return [str(one) for one in page.locator("table.people tbody th a").all_inner_texts()]


def test_who_is_typed_is_found_meanwhile_and_back_leads_to_the_same_list(open_page: Any) -> None:
    page = open_page("/people/?sort=alias")
    page.locator("#text").press_sequentially("haji", delay=30)
    page.wait_for_url(re.compile("words="))
    assert names(page) == ["Haji Musa"]
    assert "haji" not in page.url.lower()
    page.locator("table.people tbody th a").click()
    page.wait_for_url(re.compile(r"/people/[0-9a-f-]{36}/"))
    page.go_back()
    page.wait_for_url(re.compile("words="))
    assert names(page) == ["Haji Musa"]
    expect(page.locator("#text")).to_have_value("haji")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("scripts", [True, False])
def test_back_from_what_was_found_never_asks_to_send_again(open_page: Any, scripts: bool) -> None:
    page = open_page("/find/", scripts=scripts)
    page.locator("main #text").fill("musa")
    page.locator("main").get_by_role("button", name="Find").click()
    page.locator("main a.name", has_text="Haji Musa").click()
    page.wait_for_url(re.compile(r"/people/[0-9a-f-]{36}/"))
    page.go_back()
    page.locator("main a.name", has_text="Haji Musa").wait_for()
    page.reload()
    page.locator("main a.name", has_text="Haji Musa").wait_for()
    page = open_page("/people/?stage=rapport", scripts=scripts)
    there = names(page)
    page.locator("table.people tbody th a").first.click()
    page.go_back()
    assert names(page) == there
    assert len(there) > 1


def test_a_group_is_chosen_from_the_chip_and_taken_away_again(open_page: Any) -> None:
    page = open_page("/people/")
    everyone = len(names(page))
    page.locator("summary.chip", has_text="Group").click()
    page.locator(".menu-list a", has_text="Hazim Front").click()
    page.wait_for_url(re.compile("group="))
    assert 0 < len(names(page)) < everyone
    assert "Hazim" not in page.url
    page.locator("a.chip", has_text="Hazim Front").click()
    page.wait_for_url(re.compile("/people/$"))
    assert len(names(page)) == everyone


@pytest.mark.parametrize("scripts", [True, False])
def test_several_get_a_lead_and_one_undo_takes_it_back(open_page: Any, scripts: bool) -> None:
    page = open_page("/people/?sort=alias", scripts=scripts)
    before = page.locator("table.people [data-label=Lead]").all_inner_texts()
    assert not all("Idris Fane" in lead for lead in before[:3])
    for number in (0, 1, 2):
        page.locator("#many [name=who]").nth(number).check()
    if scripts:
        expect(page.locator(".bulk strong")).to_have_text("3 selected")
    page.get_by_role("button", name="Assign lead").click()
    page.get_by_label("New lead").select_option(label="Idris Fane")
    page.get_by_role("button", name="Check").click()
    page.get_by_text("will change").wait_for()
    page.locator("form[method=post] button.primary", has_text="Assign lead").click()
    page.locator("form.toast").wait_for()
    page.goto("/people/?sort=alias")
    after = page.locator("table.people [data-label=Lead]").all_inner_texts()
    assert all("Idris Fane" in lead for lead in after[:3])
    page.go_back()
    page.locator("form.toast").get_by_role("button", name="Undo").click()
    page.get_by_text("Undone.").wait_for()
    page.goto("/people/?sort=alias")
    assert page.locator("table.people [data-label=Lead]").all_inner_texts() == before


def test_rows_are_walked_ticked_edited_and_logged_by_letters(open_page: Any) -> None:
    page = open_page("/people/?sort=alias")
    focused = "document.activeElement.closest('tr')?.querySelector('th a').innerText"
    first, second, *_ = names(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(focused) == second
    page.keyboard.press("k")
    assert page.evaluate(focused) == first
    page.keyboard.press("x")
    expect(page.locator("#many tbody :checked")).to_have_count(1)
    page.keyboard.press("k")
    page.locator("table.people tbody th a").first.focus()
    page.keyboard.press("e")
    page.wait_for_url(re.compile("/change/"))
    page.go_back()
    page.locator("table.people tbody th a").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/people/[0-9a-f-]{36}/"))
    expect(page.locator("h1")).to_have_text(second)


def test_the_palette_does_what_is_said(open_page: Any) -> None:
    page = open_page("/people/?sort=alias")
    open_palette(page)
    page.keyboard.type("dark")
    page.locator(".palette-found button", has_text="Dark theme").wait_for()
    page.keyboard.press("Enter")
    page.locator("html[data-theme=dark]").wait_for(state="attached")
    assert page.url.endswith("/people/?sort=alias")
    open_palette(page)
    page.keyboard.type("promise colonel")
    page.locator(".palette-found a", has_text="Add promise").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/promise/"))
    open_palette(page)
    page.locator(".palette-found h3", has_text="Recent contacts").wait_for()
    page.keyboard.type("hazim")
    groups = page.locator(".palette-found section", has=page.locator("h3", has_text="Groups"))
    groups.locator("a", has_text="Hazim Front").click()
    page.wait_for_url(re.compile("/actors/"))
    page.locator("h1", has_text="Hazim Front").wait_for()
