"""Opening a new door, and looking at what access hangs on, in a real browser."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.test_every_page import serious

WORDS = {
    "en": ("consent missing", "rests on an unchecked tie", "Hangs on", "Plan this introduction"),
    "ar": ("الموافقة ناقصة", "يقوم على صلة غير متحقق منها", "يتوقف على", "تخطيط هذا التعريف"),
}
LANGUAGES = ["en", pytest.param("ar", marks=pytest.mark.long)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bakers_cousin(open_page: Any, language: str) -> None:
    missing, unchecked, _, plan = WORDS[language]
    page = open_page("/people/", language=language, width=390)
    page.get_by_role("link", name="The baker's cousin").first.click()
    where = re.sub(r"[?#].*", "", page.url)
    page.goto(f"{where}introduction/")
    ways = page.locator(".way-there")
    expect(ways).to_have_count(2)
    expect(ways.first).to_contain_text("Ustad Karim")
    expect(ways.first).to_contain_text(missing)
    expect(ways.nth(1)).to_contain_text("UN liaison")
    expect(ways.nth(1)).to_contain_text(unchecked)
    assert not serious(page)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide
    ways.first.get_by_role("link", name=plan).click()
    expect(page.locator("[name=introducer]")).to_have_value("Ustad Karim")
    page.locator("[name=asks]").fill("A word for us")
    page.locator("main form.form button.primary").click()
    expect(page.locator("#planned")).to_contain_text("A word for us")
    assert not page.complaints


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_road_one_man(open_page: Any, language: str) -> None:
    hangs = WORDS[language][2]
    page = open_page("/dependence/", language=language, width=390)
    road = page.locator(".gate-line", has_text="North road")
    expect(road.locator(".redundancy strong")).to_have_text("1")
    expect(road).to_contain_text(hangs)
    expect(road).to_contain_text("Abu Nour")
    assert not serious(page)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.locator("#without").select_option(label="Idris Fane")
    page.locator("#what-if button").click()
    expect(page.locator("#what-if .note")).to_contain_text("North road")
    page.locator(".gate-line", has_text="North road").get_by_role("link").first.click()
    expect(page.locator("#hangs-on")).to_contain_text("Idris Fane")
    assert not page.complaints
