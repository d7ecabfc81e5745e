"""A log is written in a sheet over any page: few taps, nothing hidden, nothing typed ever lost."""

from typing import Any

import pytest
from playwright.sync_api import expect

SMALLEST = {"width": 320, "height": 640}


def opened(page: Any) -> Any:
    """Return the sheet, once it is open."""
    sheet = page.locator("dialog.sheet[open]")
    sheet.wait_for()
    return sheet


def a_row(page: Any) -> Any:
    """Return the first link of the page that logs a contact with somebody."""
    return page.locator("main a[href*='/log/?who=']:visible").first


def on_top(page: Any, what: Any) -> bool:
    """Say whether something is whole on the screen, and nothing lies on it."""
    box = what.bounding_box()
    middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    seen = "(it, [x, y]) => it.contains(document.elementFromPoint(x, y))"
    size = page.viewport_size
    within = box["y"] >= 0 and box["y"] + box["height"] <= size["height"]
    return within and box["x"] >= 0 and bool(what.evaluate(seen, middle))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_the_smallest_phone_all_that_is_needed_is_on_the_first_screen(
    open_page: Any, language: str
) -> None:
    page = open_page(language=language, width=320)
    page.set_viewport_size(SMALLEST)
    # Of whom nothing is planned to be asked: a planned request comes first.
    row = page.locator("li.todo", has_text="Ustad Karim")
    row.locator("a[href*='/log/?who=']:visible").first.click()
    sheet = opened(page)
    for what in (
        sheet.locator(".chosen bdi"),
        sheet.locator("label:has([name=asked][value=yes])"),
        *sheet.locator("label:has([name=purpose])").all(),
        sheet.locator(".foot .primary"),
    ):
        assert on_top(page, what), what
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_from_a_row_of_today_a_log_takes_two_taps_and_one_stays_there(open_page: Any) -> None:
    page = open_page()
    taps = []
    page.expose_function("tapped", lambda: taps.append(1))
    page.evaluate(
        "document.addEventListener('click', (event) => event.isTrusted && tapped(), true)"
    )
    name = a_row(page).get_attribute("href")
    page.evaluate("window.same = true")
    a_row(page).click()
    opened(page).locator(".foot .primary").click()
    page.locator("form.toast").get_by_text("Saved.").wait_for()
    assert len(taps) <= 3
    assert page.evaluate("window.same"), "the page was not left"
    assert page.evaluate("location.pathname + location.search") == "/"
    expect(page.locator("dialog.sheet")).to_have_count(0)
    page.locator("form.toast button").click()
    page.get_by_text("Undone.").wait_for()
    assert page.locator(f"main a[href='{name}']").count()


def test_what_was_typed_is_a_draft_until_it_is_saved(open_page: Any) -> None:
    page = open_page()
    row = a_row(page)
    row.click()
    sheet = opened(page)
    sheet.locator(".recent button").first.click()
    sheet.locator(".chosen").nth(1).wait_for()
    sheet.locator(".chosen").nth(1).locator("label:has([value=yes])").click()
    sheet.locator("[name=line]").fill("Spoke of the mill.")
    names = sheet.locator(".chosen bdi").all_inner_texts()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.sheet")).to_have_count(0)
    assert row.evaluate("it => it === document.activeElement"), "the focus went back"
    page.locator("header a[data-sheet=log]").click()
    other = opened(page)
    expect(other.locator(".chosen"), "another log is another draft").to_have_count(0)
    page.keyboard.press("Escape")
    row.click()
    again = opened(page)
    assert again.locator(".chosen bdi").all_inner_texts() == names
    expect(again.locator("[name=line]")).to_have_value("Spoke of the mill.")
    expect(again.locator(".chosen").nth(1).locator("[value=yes]")).to_be_checked()
    expect(again.get_by_text("Draft kept on this page")).to_be_visible()
    again.locator("[name=line]").focus()
    page.keyboard.press("Control+Enter")
    page.locator("form.toast").get_by_text("Saved.").wait_for()
    row.click()
    expect(opened(page).locator("[name=line]"), "saved, it is no draft").to_have_value("")
    page.keyboard.press("Escape")
    page.locator("form.toast button").click()
    page.get_by_text("Undone.").wait_for()


def test_what_is_missing_is_said_in_the_sheet_and_mended_there(open_page: Any) -> None:
    page = open_page("/people/")
    page.locator("header a[data-sheet=log]").click()
    sheet = opened(page)
    sheet.locator("[name=line]").fill("Nobody yet.")
    sheet.locator(".foot .primary").click()
    alert = sheet.locator(".foot [role=alert]")
    alert.wait_for()
    assert on_top(page, alert)
    expect(sheet.locator("[name=line]")).to_have_value("Nobody yet.")
    assert page.evaluate("location.pathname") == "/people/"
    sheet.locator("#who-else").press_sequentially("haji")
    page.keyboard.press("Enter")
    sheet.locator(".chosen").wait_for()
    sheet.locator("label:has([name=on-day][value=other])").click()
    sheet.locator("[name=on]").fill("3 Feb")
    sheet.locator(".foot .primary").click()
    page.locator("form.toast button").click()
    page.get_by_text("Undone.").wait_for()


def test_a_line_that_drops_keeps_the_sheet(open_page: Any) -> None:
    page = open_page()
    a_row(page).click()
    sheet = opened(page)
    sheet.locator("[name=line]").fill("Still here.")
    page.context.set_offline(True)
    sheet.locator(".foot .primary").click()
    said = sheet.get_by_text("Not saved: no connection.")
    said.wait_for()
    assert on_top(page, said)
    page.context.set_offline(False)
    sheet.locator(".foot .primary").click()
    page.locator("form.toast button").click()
    page.get_by_text("Undone.").wait_for()


def test_a_name_nobody_has_is_added_in_the_sheet(open_page: Any) -> None:
    page = open_page("/people/")
    page.locator("header a[data-sheet=log]").click()
    sheet = opened(page)
    sheet.locator("[name=line]").fill("A word at the mill.")
    sheet.locator("#who-else").press_sequentially("Miller of Orsend")
    sheet.locator(".suggestions [name=add]").click()
    sure = sheet.locator(".suggestions [value=different], .chosen")
    sure.first.wait_for()
    if not sheet.locator(".chosen").count():
        sure.first.click()
    sheet.locator(".chosen", has_text="Miller of Orsend").wait_for()
    expect(sheet.locator("[name=line]")).to_have_value("A word at the mill.")


def test_a_logged_contact_is_changed_in_the_same_sheet(open_page: Any) -> None:
    page = open_page("/people/?order=alias")
    page.locator("main a[href^='/people/']", has_text="Haji Musa").first.click()
    page.wait_for_url("**/people/*-*/")
    link = page.locator("main a[href*='/interactions/'][href$='/change/']").first
    person = page.url
    link.evaluate("it => it.click()")
    sheet = opened(page)
    expect(sheet.locator(".chosen", has_text="Haji Musa")).to_have_count(1)
    sheet.locator("[name=line]").fill("Corrected at the well.")
    sheet.locator(".foot .primary").click()
    page.locator("form.toast").wait_for()
    assert page.url == person
    page.locator("main").get_by_text("Corrected at the well.").first.wait_for(state="attached")
