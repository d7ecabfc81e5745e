"""A morning with it, in a real browser: see what is due, act, log, take back, lock."""

import re
from typing import Any


def test_a_check_in_is_done_in_three_taps_and_moves_the_next_day_due(open_page: Any) -> None:
    page = open_page()
    due = page.locator("li.finding", has_text="Haji Musa").filter(has_text="two-way").first
    assert "34 days ago" in due.inner_text()
    due.get_by_role("link", name="Done: log it").click()
    page.get_by_text("courtesy", exact=True).click()
    page.locator("fieldset", has_text="Their tone").get_by_text("open", exact=True).click()
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url(re.compile("/people/"))
    standing = page.locator(".standing").inner_text()
    assert "today" in standing
    assert "in 30 days" in standing
    page.goto("/")
    assert not page.locator("li.finding", has_text="Haji Musa").filter(has_text="two-way").count()


def test_because_opens_to_the_records_behind_a_finding(open_page: Any) -> None:
    page = open_page()
    finding = page.locator("li.finding", has_text="Ustad Karim").first
    finding.get_by_text("Because", exact=True).click()
    assert "He asked for chalk" in finding.inner_text()


def test_not_now_because_sets_a_finding_aside(open_page: Any) -> None:
    page = open_page()
    finding = page.locator("li.finding", has_text="Ustad Karim").first
    finding.get_by_role("link", name=re.compile("Not now")).click()
    page.get_by_label("Because").fill("He is on pilgrimage.")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile("/$"))
    assert not page.locator("li.finding", has_text="Ustad Karim").count()
    page.goto("/rules/")
    assert "He is on pilgrimage." in page.inner_text("main")


def test_an_early_ask_shows_the_amber_strip_and_saves(open_page: Any) -> None:
    page = open_page("/log/")
    page.get_by_role("button", name="Permits desk").click()
    page.locator("fieldset", has_text="Did we ask for anything?").get_by_text("yes").click()
    strip = page.locator(".strip").first
    strip.wait_for()
    assert "will not count" in strip.inner_text()
    page.get_by_label("One line").fill("Asked for the stamp.")
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url(re.compile("/people/"))
    assert "Asked for the stamp." in page.inner_text("main")
    page.get_by_role("button", name="Undo").click()
    page.wait_for_load_state()
    assert "Asked for the stamp." not in page.inner_text("main")


def test_everything_works_without_scripts(open_page: Any) -> None:
    page = open_page("/log/", scripts=False)
    page.get_by_role("button", name="Haji Musa").click()
    page.get_by_label("One line").fill("Met at the well.")
    page.get_by_role("button", name="Save").first.click()
    assert "Met at the well." in page.inner_text("main")
    page.goto("/find/")
    page.get_by_role("searchbox").fill("well")
    page.locator("main").get_by_role("button", name="Find").click()
    assert "Met at the well." in page.inner_text("main")


def test_a_name_is_found_in_another_script(open_page: Any) -> None:
    page = open_page("/find/")
    page.get_by_role("searchbox").fill("موسى")
    page.keyboard.press("Enter")
    page.locator("main a", has_text="Haji Musa").wait_for()
    assert "Haji Musa" in page.inner_text("main")


def test_the_palette_goes_to_a_person_by_the_keyboard_alone(open_page: Any) -> None:
    page = open_page()
    page.keyboard.press("Control+k")
    page.keyboard.type("governor")
    page.locator(".palette a", has_text="The Governor").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/people/"))
    assert page.locator("h1").inner_text() == "The Governor"


def test_the_pages_speak_arabic_from_the_menu_on(open_page: Any) -> None:
    page = open_page()
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="العربية").click()
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.lang") == "ar"
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"


def test_after_the_lock_the_browser_shows_nothing(open_page: Any, world: Any) -> None:
    page = open_page("/people/")
    held = world.worker
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Lock").click()
    page.wait_for_url(re.compile("/unlock/"))
    assert world.worker != held
    page.go_back()
    page.wait_for_load_state()
    assert "Abu Nour" not in page.content()
