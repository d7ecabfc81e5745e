"""What is to be known before a log is saved stands above its Save button, on every phone."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.states import press

PHONES = [(320, 568), (390, 780), (1280, 800)]
ALWAYS = {("ar", 320), ("en", 390)}
"""What the ordinary run looks at; the long walk looks at every phone in both languages."""


def within_sight(page: Any, strip: Any) -> None:
    """Hold that a strip is whole on the screen, and that nothing lies on it."""
    strip.wait_for()
    box = strip.bounding_box()
    save = page.locator(".at-hand .primary").bounding_box()
    height = page.viewport_size["height"]
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= save["y"], "the strip stands above the button"
    assert save["y"] + save["height"] <= height, "the button is in sight"
    middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    on_top = "([x, y]) => !!document.elementFromPoint(x, y)?.closest('.note.caution')"
    assert page.evaluate(on_top, middle), "nothing covers it"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("language", "width", "height"),
    [
        pytest.param(
            language, *phone, marks=() if (language, phone[0]) in ALWAYS else pytest.mark.long
        )
        for language in ("en", "ar")
        for phone in PHONES
    ],
)
def test_an_early_request_is_said_in_sight_saved_and_taken_back(
    open_page: Any, language: str, width: int, height: int
) -> None:
    page = open_page("/log/", language=language, width=width)
    page.set_viewport_size({"width": width, "height": height})
    page.get_by_role("button", name="Permits desk").click()
    page.locator("#who .chosen").wait_for()
    page.locator("label:has([name=asked][value=yes])").click()
    within_sight(page, page.locator(".note.caution", has_text="Permits desk").first)
    line = f"Asked for the stamp at {width}."
    page.locator("[name=line]").fill(line)
    press(page, page.locator(".at-hand .primary"))
    page.wait_for_url(re.compile("/people/"))
    expect(page.locator("main")).to_contain_text(line)
    press(page, page.locator("form.toast button").first)
    expect(page.locator("main")).not_to_contain_text(line, use_inner_text=True)


def test_of_two_people_the_strip_is_about_the_one_who_was_asked(open_page: Any) -> None:
    page = open_page("/log/", width=320)
    page.get_by_role("button", name="Permits desk").click()
    page.locator("#who .chosen", has_text="Permits desk").wait_for()
    page.get_by_role("button", name="Abu Nour").click()
    row = page.locator("#each li.chosen", has_text="Permits desk")
    row.locator("label:has([value=yes])").click()
    within_sight(page, page.locator(".note.caution", has_text="Permits desk"))
    expect(page.locator(".note.caution", has_text="Abu Nour")).to_have_count(0)
    row.locator("label:has([value=no])").click()
    expect(page.locator(".note.caution")).to_have_count(0)


def test_a_request_planned_is_settled_by_one_tap(open_page: Any) -> None:
    page = open_page("/people/?order=alias")
    page.locator("table.people th a", has_text="The Governor").first.click()
    page.locator("main a[href*='/log/?who=']").first.click()
    asked = page.locator("#requests fieldset", has_text="standing permit")
    asked.locator("label:has([value=granted])").click()
    page.locator("dialog.sheet .foot .primary").click()
    page.locator("form.toast").wait_for()
    expect(page.locator("main")).to_contain_text("granted")
    press(page, page.locator("form.toast button").first)
    expect(page.locator("main")).not_to_contain_text("granted", use_inner_text=True)


def test_the_same_contact_is_said_without_scripts_too(open_page: Any) -> None:
    page = open_page("/log/", scripts=False, width=320)
    page.get_by_role("button", name="Haji Musa").click()
    page.locator("[name=line]").fill("Sat under the fig tree.")
    press(page, page.locator(".at-hand .primary"))
    page.goto("/log/")
    page.get_by_role("button", name="Haji Musa").click()
    expect(page.locator(".at-hand")).to_contain_text("Sat under the fig tree.")
    page.locator("[name=line]").fill("Something else.")
    press(page, page.locator(".at-hand .look"))
    expect(page.locator("[name=line]")).to_have_value("Something else.")
    expect(page.locator(".at-hand")).to_contain_text("Sat under the fig tree.")
