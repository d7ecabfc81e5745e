"""What a browser leaves on the disk after a morning: addresses, and nothing of anybody.

A module of its own, for a browser with a folder cannot be started beside another.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from journeys.conftest import QUIET, chromium
from live_server import PASSPHRASE


@pytest.fixture
def start() -> str:
    found = chromium()
    if found is None:
        pytest.skip("No chromium is here; the browser's own folder was not looked at.")
    return found


def test_nothing_of_anybody_stays_in_the_browsers_own_folder(
    world: Any, tmp_path: Path, start: str
) -> None:
    folder = tmp_path / "browser"
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(folder), executable_path=start, args=QUIET
        )
        page = context.new_page()
        page.goto(f"{world.address}/unlock/")
        page.get_by_label("Passphrase").fill(PASSPHRASE)
        page.get_by_role("button", name="Unlock").click()
        page.wait_for_url(re.compile("/$"))
        for where in ("/", "/people/", "/log/", "/history/"):
            page.goto(f"{world.address}{where}")
        page.goto(f"{world.address}/people/")
        page.locator("#text").press_sequentially("Kar Dovi", delay=30)
        page.wait_for_url(re.compile("words="))
        page.goto(f"{world.address}/people/?order=alias")
        page.locator("table.people tbody th a", has_text="Abu Nour").click()
        page.get_by_text("Abu Nour").first.wait_for()
        page.goto(f"{page.url}brief/?for=road")
        for tick in page.locator("form.carry [type=checkbox]").all():
            tick.check()
        page.locator("form.carry button.primary").click()
        page.locator(".carried").wait_for()
        context.close()
    kept = [path for path in folder.rglob("*") if path.is_file()]
    assert any(b"/people/" in path.read_bytes() for path in kept), "the addresses are there"
    for word in ("Abu Nour", "Kar Dovi", "orchard", PASSPHRASE):
        for written in (word.encode(), word.encode("utf-16-le")):
            found = [path.name for path in kept if written in path.read_bytes()]
            assert found == [], word
