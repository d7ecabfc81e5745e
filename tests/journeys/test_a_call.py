"""A call that somebody joins, and a request for a gate that is logged from its page."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.gate_states import gate
from journeys.states import press
from journeys.test_before_the_meeting import WAYS, person


@pytest.mark.parametrize(("language", "scripts"), WAYS)
def test_a_call_offers_who_could_join_and_one_tap_adds_them(
    open_page: Any, language: str, scripts: bool
) -> None:
    page = open_page(language=language, width=390, scripts=scripts)
    page.goto(f"{person(page, 'Haji Musa')}meeting/")
    page.locator("label:has([name=channel][value=phone])").click()
    press(page, page.locator("main form button.primary").first)
    page.wait_for_url(re.compile(r"/meetings/[0-9a-f-]{36}/"))
    offered = page.locator("form[action$='/join/'] li")
    expect(offered).to_contain_text("Ines Caldor")
    press(page, offered.locator("button"))
    expect(offered).to_have_count(0)
    expect(page.locator(".meeting-card .panel").first).to_contain_text("Ines Caldor")
    press(page, page.locator("form.toast button").first)
    expect(offered).to_have_count(1)


@pytest.mark.parametrize(("language", "scripts"), WAYS)
def test_a_request_for_a_gate_is_logged_from_its_page_and_stands_there(
    open_page: Any, language: str, scripts: bool
) -> None:
    page = open_page(language=language, width=390, scripts=scripts)
    where = gate(page)
    page.goto(f"{where}/")
    page.locator(".head details.menu:has(a[href*='/log/']) > summary").click()
    page.locator(".head .menu-list a[href*='/log/?who']").first.click()
    page.locator("form.log select[name=gate]").wait_for()
    key = where.split("/")[2]
    expect(page.locator("form.log select[name=gate]")).to_have_value(key)
    expect(page.locator("form.log [name=asked][value=yes]")).to_be_checked()
    line = f"May two trucks pass? {language} {scripts}"
    page.locator("form.log [name=line]").fill(line)
    page.locator("form.log .foot button.primary").click()
    page.wait_for_url(re.compile(r"/(people|gates)/"))
    page.locator("form.toast").first.wait_for()
    page.goto(f"{where}/")
    expect(page.locator("#requests-for-it")).to_contain_text(line)


def test_no_gate_is_asked_for_until_something_was(open_page: Any) -> None:
    page = open_page(width=390)
    key = person(page, "Haji Musa").strip("/").split("/")[-1]
    page.goto(f"/log/?who={key}")
    chosen = page.locator("form.log select[name=gate]")
    expect(chosen).not_to_be_visible()
    page.locator("label:has([name=asked][value=yes])").click()
    expect(chosen).to_be_visible()
