"""A messy list of thirty people comes in by the browser: few clicks, every doubt said."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from imports import messy
from journeys.states import press

PATIENCE = 60_000


class Clicks:
    """A page whose clicks are counted."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.count = 0

    def on(self, what: Any) -> None:
        self.count += 1
        press(self.page, what)


def test_thirty_people_come_in_with_at_most_eight_clicks(open_page: Any, tmp_path: Path) -> None:
    file = tmp_path / "contacts.xlsx"
    file.write_bytes(messy.as_xlsx())
    page = open_page()
    clicks = Clicks(page)
    page.locator(".top details.menu > summary").click()
    clicks.count += 1
    clicks.on(page.get_by_role("link", name="Import contacts"))
    page.get_by_label("File").set_input_files(file)
    clicks.count += 1
    clicks.on(page.get_by_role("button", name="Upload"))
    expect(page.locator(".note.caution").first).to_contain_text("several people")
    expect(page.get_by_label("I know who will see these names")).not_to_be_visible()
    if page.get_by_role("radio", name="day, month, year").is_visible():
        page.get_by_text("day, month, year", exact=True).click()
        clicks.count += 1
    clicks.on(page.get_by_role("button", name="Check"))
    text = page.inner_text("main")
    assert re.search(r"New people\s+30", text)
    assert "One person or two?" in text
    assert "Row 33 is skipped" in text or "is skipped: a total." in text
    expect(page.locator(".left-out"), "what is left out is named").to_contain_text("Phone")
    row = page.locator("table.cells tr", has_text="Musa Talabani")
    expect(row.get_by_role("textbox")).to_have_value("Ramadan")
    clicks.on(page.locator("button[name=import]"))
    page.get_by_role("link", name="Open People").wait_for(timeout=PATIENCE)
    assert clicks.count <= 8
    expect(page.locator("main")).to_contain_text("30 people")
    page.goto("/people/?size=all")
    people = page.inner_text("main")
    assert "Contact 1" in people
    assert not [name for name in messy.PEOPLE if name in people]
    page.go_back()
    press(page, page.get_by_role("button", name="Undo the whole import"))
    page.get_by_text("Undone: everything this import added was removed.").wait_for(timeout=PATIENCE)


def test_a_cell_is_put_right_on_the_page_and_nothing_typed_is_lost(
    open_page: Any, tmp_path: Path
) -> None:
    file = tmp_path / "few.csv"
    file.write_text(
        "Name,Date,Subject\nHana Zaki,31/02/2026,Tea\nOmar Kadir,Ramadan,The well\n"
        "Elias Khoury,28/02/2026,Flour\n"
    )
    page = open_page("/import/")
    page.get_by_label("File").set_input_files(file)
    press(page, page.get_by_role("button", name="Upload"))
    page.get_by_text("day, month, year", exact=True).click()
    press(page, page.get_by_role("button", name="Check"))
    hana = page.locator("table.cells tr", has_text="Hana Zaki").get_by_role("textbox")
    omar = page.locator("table.cells tr", has_text="Omar Kadir").get_by_role("textbox")
    hana.fill("21/02/2026")
    omar.fill("at the feast")
    press(page, page.get_by_role("button", name="Check again"))
    expect(page.locator("table.cells tr", has_text="Hana Zaki"), "it is right now").to_have_count(0)
    expect(omar).to_have_value("at the feast")
    expect(page.locator("main")).to_contain_text("2 cells corrected here")
    omar.fill("22/02/2026")
    press(page, page.locator("button[name=import]"))
    page.get_by_role("link", name="Open People").wait_for(timeout=PATIENCE)
    text = page.inner_text("main")
    assert "3 people and 3 contacts" in text, "what was typed last counts too"
    assert "Every row was imported." in text


def test_real_names_are_shown_only_to_whoever_ticks_it(open_page: Any, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text("Name\nHana Zaki\nOmar Kadir\nElias Khoury\n")
    page = open_page("/import/")
    page.get_by_label("File").set_input_files(file)
    press(page, page.get_by_role("button", name="Upload"))
    page.get_by_text("their real names, visible to the whole circle").click()
    strip = page.locator(".in-the-clear")
    expect(strip).to_contain_text("Hana Zaki, Omar Kadir, Elias Khoury")
    expect(strip).to_contain_text("colleagues")
    press(page, page.get_by_role("button", name="Check"))
    expect(strip).to_contain_text("Confirm that these real names may be shown")
    page.get_by_label("I know who will see these names").check()
    press(page, page.get_by_role("button", name="Check"))
    expect(page.locator("h1")).to_contain_text("Check before import")
