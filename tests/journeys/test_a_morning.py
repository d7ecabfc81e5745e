"""A morning with it, in a real browser: see what is due, act, log, take back, lock."""

import contextlib
import re
import time
from typing import Any

import pytest
from playwright.sync_api import Error, expect

from journeys.states import open_palette, press

PATIENCE = 15_000
"""Milliseconds that a busy machine may take for what is then there."""


def test_a_contact_is_logged_in_three_taps_and_moves_the_next_day_due(open_page: Any) -> None:
    page = open_page()
    due = page.locator("li.todo", has_text="Ustad Karim")
    expect(due).to_contain_text("63 days, at most 60")
    due.get_by_role("link", name="Log contact").first.click()
    page.locator("dialog.sheet label:has([value=courtesy])").click()
    page.locator("dialog.sheet label:has([name=tone_theirs][value=open])").click()
    page.locator("dialog.sheet .foot .primary").click()
    page.locator("form.toast").wait_for()
    page.goto("/")
    expect(due.filter(has_text="at most 60")).to_have_count(0)


def test_why_opens_to_the_records_behind_a_finding(open_page: Any) -> None:
    page = open_page()
    row = page.locator("li.todo", has_text="Permits desk")
    row.locator("summary", has_text="Why?").click()
    for said in ("Based on:", "Suggestions:", "Also"):
        expect(row.get_by_text(said, exact=True)).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_snoozing_in_the_row_or_on_its_page_sets_a_finding_aside(
    open_page: Any, scripts: bool
) -> None:
    page = open_page(scripts=scripts)
    row = page.locator("li.todo", has_text="3 days late, not told")
    row.get_by_role("link", name=re.compile("^Snooze")).click()
    place = page.locator("form.drawer" if scripts else "main form.panel")
    place.get_by_text("Line is cut", exact=True).click()
    place.get_by_role("button", name="Snooze").click()
    page.wait_for_url(re.compile(r"done="))
    expect(row).to_have_count(0)
    page.goto("/?when=snoozed")
    expect(page.locator("main")).to_contain_text("Line is cut")
    press(page, page.get_by_role("button", name="Show again").first)
    page.goto("/")
    expect(row).to_have_count(1)


def test_an_early_ask_shows_the_amber_strip_and_saves(open_page: Any) -> None:
    page = open_page("/log/")
    page.get_by_role("button", name="Permits desk").click()
    page.locator("label:has([name=asked][value=yes])").click()
    strip = page.locator(".note.caution").first
    strip.wait_for()
    expect(strip).to_contain_text("will not count")
    page.get_by_label("Summary").fill("Asked for the stamp.")
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url(re.compile("/people/"))
    expect(page.locator("main")).to_contain_text("Asked for the stamp.")
    press(page, page.get_by_role("button", name="Undo"))
    expect(page.locator("main")).not_to_contain_text("Asked for the stamp.", use_inner_text=True)


def test_on_a_slow_line_no_tap_is_lost_before_the_answer_is_here(open_page: Any) -> None:
    page = open_page("/log/")
    waiting: list[Any] = []

    def hold(route: Any) -> None:
        waiting.append(route)

    page.route("**/log/", hold)
    page.get_by_role("button", name="Permits desk").click()
    page.get_by_role("button", name="Haji Musa").click()
    page.locator("label:has([name=asked][value=yes])").click()
    expect(page.locator("#who [type=hidden]")).to_have_count(2, timeout=PATIENCE)
    assert waiting, "nothing is answered yet"
    page.unroute("**/log/")
    for route in waiting:
        # The first was given up for the second, which names both.
        with contextlib.suppress(Error):
            route.continue_()
    expect(page.locator("#who .chosen")).to_have_count(2, timeout=PATIENCE)
    expect(page.locator(".note.caution", has_text="Permits desk")).to_be_visible(timeout=PATIENCE)


def test_a_tap_counts_whose_button_is_replaced_under_the_finger(open_page: Any) -> None:
    page = open_page("/log/")
    waiting: list[Any] = []

    def hold(route: Any) -> None:
        waiting.append(route)
        if len(waiting) > 1:
            route.continue_()

    page.route("**/log/", hold)
    page.get_by_role("button", name="Permits desk").click()
    page.locator("label:has([name=asked][value=yes])").hover()
    page.mouse.down()
    waiting[0].continue_()
    page.locator("#who .chosen").wait_for()
    page.mouse.up()
    expect(page.locator(".note.caution", has_text="Permits desk")).to_be_visible(timeout=PATIENCE)


def test_a_finger_that_left_the_button_has_tapped_nothing(open_page: Any) -> None:
    page = open_page("/log/")
    waiting: list[Any] = []

    def hold(route: Any) -> None:
        waiting.append(route)

    page.route("**/log/", hold)
    page.get_by_role("button", name="Permits desk").click()
    page.locator("label:has([name=asked][value=yes])").hover()
    page.mouse.down()
    page.get_by_label("Summary").hover()
    waiting[0].continue_()
    page.locator("#who .chosen").wait_for()
    page.mouse.up()
    expect(page.locator("#who [name^=asked][value=yes]")).not_to_be_checked()


def test_in_arabic_on_a_phone_a_log_takes_three_taps_from_today(open_page: Any) -> None:
    page = open_page(language="ar", width=320)
    page.locator("li.todo a.button[href*='/log/']").first.click()
    page.locator("dialog.sheet label:has([name=purpose][value=courtesy])").click()
    expect(page.locator("dialog.sheet [name=purpose][value=courtesy]")).to_be_checked()
    save = page.locator("dialog.sheet .foot .primary")
    box = save.bounding_box()
    assert box["y"] + box["height"] <= 900, "it is at hand without scrolling"
    save.click()
    page.locator("form.toast").wait_for()
    assert page.url.rstrip("/").endswith(page.evaluate("location.host")), "one is where one was"
    expect(page.locator("form.toast")).to_contain_text("تمّ الحفظ")
    page.locator("form.toast button").click()
    page.locator("form.toast", has_text="تمّ التراجع").wait_for()


def test_a_name_is_chosen_without_losing_a_word_or_the_place(open_page: Any) -> None:
    page = open_page("/log/", width=320)
    page.get_by_label("Summary").fill("Spoke of the well.")
    page.locator("label:has([name=asked][value=yes])").click()
    page.evaluate("window.same = true")
    page.locator("#who-else").press_sequentially("permits")
    page.keyboard.press("Enter")
    chosen = page.locator("#who .chosen", has_text="Permits desk")
    chosen.wait_for()
    page.locator(".note.caution", has_text="Permits desk").wait_for()
    assert page.evaluate("window.same") is True, "the page was not loaded again"
    expect(page.get_by_label("Summary")).to_have_value("Spoke of the well.")
    chosen.get_by_role("button", name="Remove Permits desk").click()
    page.locator(".note.caution").wait_for(state="detached")


def test_what_was_typed_is_not_lost_by_a_stray_tap(open_page: Any) -> None:
    page = open_page("/log/")
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_label("Summary").press_sequentially("He lost his brother.")
    with page.expect_event("dialog", timeout=PATIENCE):
        page.get_by_role("link", name="People").first.click(no_wait_after=True)
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Summary")).to_have_value("He lost his brother.")
    page.get_by_role("button", name="Haji Musa").click()
    page.locator("#who .chosen").wait_for()
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url(re.compile("/people/"))
    assert asked == ["beforeunload"], "saving asks nothing"


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_morning_without_scripts_from_what_is_due_to_undo(open_page: Any, language: str) -> None:
    page = open_page(language=language, width=320, scripts=False)
    due = page.locator("li.todo", has_text="Ustad Karim")
    press(page, due.locator("a.button[href*='/log/']").first)
    page.locator("main label:has([name=purpose][value=courtesy])").click()
    page.locator("main [name=line]").fill("Tea, and nothing asked.")
    press(page, page.locator("main form.log .primary").first)
    expect(page.locator("main")).to_contain_text("Tea, and nothing asked.")
    press(page, page.locator("form.toast button").first)
    page.goto("/")
    expect(due).not_to_have_count(0)


def test_everything_works_without_scripts(open_page: Any) -> None:
    page = open_page("/log/", scripts=False)
    page.get_by_role("button", name="Haji Musa").click()
    page.locator("#who-else").fill("permits")
    page.locator("#who").get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Permits desk Governorate").click()
    expect(page.locator("#who .chosen")).to_have_count(2)
    page.get_by_text("Yes", exact=True).first.click()
    page.get_by_label("Summary").fill("Met at the well.")
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator("main")).to_contain_text("Met at the well.")
    page.locator("form.toast").get_by_role("button", name="Undo").click()
    expect(page.locator("form.toast")).to_contain_text("Undone.")
    expect(page.locator("main")).not_to_contain_text("Met at the well.", use_inner_text=True)
    press(page, page.get_by_role("button", name="Redo"))
    page.goto("/find/")
    page.get_by_role("searchbox").fill("well")
    page.locator("main").get_by_role("button", name="Find").click()
    expect(page.locator("main")).to_contain_text("Met at the well.")


def test_a_name_is_found_in_another_script(open_page: Any) -> None:
    page = open_page("/find/")
    page.get_by_role("searchbox").fill("موسى")
    page.keyboard.press("Enter")
    page.locator("main a", has_text="Haji Musa").wait_for()
    expect(page.locator("main")).to_contain_text("Haji Musa")


def test_the_palette_goes_to_a_person_by_the_keyboard_alone(open_page: Any) -> None:
    page = open_page()
    open_palette(page)
    page.keyboard.type("governor")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/people/"))
    expect(page.locator("h1")).to_have_text("The Governor")


def test_the_palette_goes_to_a_page_though_nobody_answers_about_people(open_page: Any) -> None:
    page = open_page()
    page.route("**/go-to/", lambda route: route.abort())
    open_palette(page)
    page.keyboard.type("people")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/people/$"))


def test_the_pages_speak_arabic_from_the_menu_on(open_page: Any) -> None:
    page = open_page()
    page.locator(".top details.menu > summary").click()
    press(page, page.get_by_role("button", name="العربية"))
    assert page.evaluate("document.documentElement.lang") == "ar"
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"


def test_after_the_lock_the_browser_shows_nothing(open_page: Any, world: Any) -> None:
    page = open_page("/people/")
    held = world.worker
    page.get_by_role("button", name="Lock").click()
    page.wait_for_url(re.compile("/unlock/"))
    by = time.monotonic() + PATIENCE / 1000
    while world.worker == held and time.monotonic() < by:
        page.wait_for_timeout(100)
    assert world.worker != held
    # The page behind locks itself as it comes back, which ends the going back.
    with contextlib.suppress(Error):
        page.go_back(wait_until="load")
    expect(page.locator("html")).not_to_contain_text("Abu Nour", timeout=PATIENCE)
