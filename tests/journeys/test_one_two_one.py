"""One road, one man; a second one of another colleague; and both of the same: by the forms."""

from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.states import press
from journeys.test_before_the_meeting import person, send

LANGUAGES = ["en", pytest.param("ar", marks=pytest.mark.long)]


def become(page: Any, name: str) -> None:
    page.goto("/be/")
    button = page.locator("main li", has_text=name).locator("button")
    if button.count():
        press(page, button)


def hangs_on(page: Any, expected: str) -> str:
    """Expect so many people at the road on the page of all gates; return the road's address."""
    page.goto("/dependence/")
    road = page.locator(".gate-line", has_text="North road")
    expect(road.locator(".redundancy strong")).to_have_text(expected)
    return str(road.get_by_role("link").first.get_attribute("href"))


def added(page: Any, alias: str) -> str:
    """Add her to the circle that sees the road, and return the address of her page."""
    page.goto("/people/add/")
    page.locator("[name=alias]").fill(alias)
    page.locator("[name=circle]").select_option(label="Hazim talks")
    send(page)
    different = page.locator("button[name=different]").first
    if different.count():
        press(page, different)
    return person(page, alias)


def met(page: Any, where: str) -> None:
    page.goto(f"/log/?who={where.rstrip('/').rpartition('/')[2]}")
    page.locator("label:has([name=asked][value=no])").click()
    press(page, page.locator("main form.log .primary").first)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_north_road(open_page: Any, language: str) -> None:
    page = open_page("/dependence/", language=language, width=390, scripts=False)
    gate = hangs_on(page, "1")
    alias = f"Nadia Orlen {language}"
    become(page, "Mira Lindqvar")
    nadia = added(page, alias)
    met(page, nadia)
    met(page, nadia)

    become(page, "Idris Fane")
    met(page, nadia)
    page.goto(f"{gate}consent/")
    page.locator("label:has([name=kind][value=authority])").click()
    page.locator("[name=who]").fill(alias)
    send(page)
    page.goto(gate)
    group = page.locator("#consents a[href*='/consents/groups/']").first
    page.goto(str(group.get_attribute("href")))
    page.locator("label:has([name=needs][value=any])").click()
    send(page)
    hangs_on(page, "2")
    page.goto(f"{gate}picture/")
    page.locator(".drawn a.take-away", has_text="Idris Fane").click()
    road = page.locator("#closing .badge", has_text="North road")
    expect(road, "one person alone keeps it open then").to_have_class("badge")

    page.goto(f"{nadia}holders/")
    page.locator("[name=lead]").select_option(label="Idris Fane")
    send(page)
    hangs_on(page, "1")
    page.goto(f"{gate}picture/")
    page.locator("table a.take", has_text="Idris Fane").click()
    expect(page.locator("#closing")).to_contain_text("North road")
    assert not page.complaints
