"""A log from the road: sealed on a phone, sent when there is a line, confirmed at the office."""

import gzip
import re
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.phone_pocket import READ_WHAT_IS_KEPT, claim, connected, opened
from journeys.test_every_page import serious
from live_server import Served
from rapport.web.phone_page import page_files

UNFOLD = """() => document.querySelectorAll('main [hidden]')
    .forEach((one) => { one.hidden = false })"""


@pytest.fixture
def phone(engine: Any, world: Served) -> Any:
    """Return a phone's browser: nobody let it in, and it has no cookie."""
    context = engine.new_context(base_url=world.address, viewport={"width": 360, "height": 780})
    context.complaints = []
    yield context
    context.close()


def test_a_log_goes_from_a_phone_without_a_line_to_the_office(
    open_page: Any, world: Served, phone: Any
) -> None:
    office = open_page("/phones/add/")
    page = connected(phone, office, world)
    claim(office, page)
    page.locator("#log").wait_for()
    phone.set_offline(True)
    page.reload()
    page.locator("#who").fill("Abu Nour")
    page.locator("#line").fill("He lets two trucks pass on Tuesday.")
    page.locator("[data-chips=channel] label", has_text="phone").first.click()
    page.get_by_role("button", name="Save and encrypt").click()
    expect(page.locator("#said")).to_contain_text("Saved on this phone")
    expect(page.locator("#who")).to_have_value("")
    expect(page.locator("#count")).to_contain_text("only on this phone: 1")
    kept = page.evaluate(READ_WHAT_IS_KEPT)
    assert "Nour" not in kept
    assert "trucks" not in kept
    phone.set_offline(False)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#count")).to_contain_text("Everything is at the office")
    assert phone.cookies() == []
    assert [said for said in page.complaints if "DISCONNECTED" not in said] == []

    office.goto("/phones/logs/")
    one = office.locator("main li.panel", has_text="two trucks")
    expect(one).to_contain_text("Abu Nour")
    one.get_by_role("link", name=re.compile("confirm|beside")).click()
    office.locator(".road").wait_for()
    office.locator(".road .chip").first.click()
    office.locator("#each").wait_for()
    line = office.locator("form.log [name=line]")
    expect(line).to_have_value("He lets two trucks pass on Tuesday.")
    expect(office.locator("form.log [name=channel][value=phone]")).to_be_checked()
    office.locator("form.log button.primary").last.click()
    expect(office.get_by_role("heading", name="Nothing waits")).to_be_visible()
    assert "He lets two trucks pass on Tuesday." in world.lines()


def test_the_page_is_small_keeps_to_its_policy_and_fits_a_narrow_phone(
    world: Served, phone: Any
) -> None:
    files = page_files()
    later = {"qr.js", "picture.js", "en.js", "fr.js"}  # Arabic is the longest of the languages
    first = sum(len(gzip.compress(files[name], 6)) for name in files.keys() - later)
    assert first <= 25 * 1024
    page = opened(phone, "/phone/")
    page.set_viewport_size({"width": 320, "height": 700})
    for language in ("en", "fr", "ar"):
        page.locator("#language").select_option(language)
        expect(page.locator("html")).to_have_attribute("lang", language)
        page.evaluate(UNFOLD)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert serious(page) == []
    assert page.complaints == []
