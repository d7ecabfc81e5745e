"""A gate opened: who helped is recorded from the quiet offer, seen beneath the lights, thanked."""

from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.test_every_page import serious

LANGUAGES = ["en", *(pytest.param(one, marks=pytest.mark.long) for one in ("fr", "ar"))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_helped_is_recorded_and_thanked(open_page: Any, language: str) -> None:
    how = f"Spoke to the men at the barrier ({language})"
    page = open_page("/gates/", language=language, width=320)
    page.locator("a.name", has_text="Ford road").click()
    page.locator(".gate-page .head a.primary").click()
    page.locator("[name=standing][value=conditional]").check(force=True)
    page.locator("main form.form button.primary").click()
    offer = page.locator(".toast a[href$='/help/']")
    expect(offer).to_be_visible()
    assert not serious(page)
    offer.click()
    page.locator("[name=who]").fill("Ustad Karim")
    page.locator("[name=how]").fill(how)
    page.locator("main form.form button.primary").click()
    helped = page.locator("#helps li", has_text=how)
    expect(helped).to_contain_text("Ustad Karim")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert not serious(page)
    page.goto("/lights/")
    opened = page.locator("#opened li", has_text="Ford road")
    expect(opened).to_contain_text(how)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert not serious(page)
    opened.locator("div.after", has_text=how).locator("button").click()
    page.wait_for_url("**/gates/**")
    expect(helped).to_contain_text("Ustad Karim")
    expect(helped.locator("button[formaction$='/thanked/']")).to_have_count(0)
    assert page.complaints == []
