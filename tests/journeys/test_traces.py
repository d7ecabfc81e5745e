"""What a browser leaves on the disk: addresses, and nothing of anybody or of what was typed.

A module of its own, for a browser with a folder cannot be started beside another.
"""

import re
from pathlib import Path
from typing import Any

import pytest

from journeys.conftest import QUIET, chromium
from live_server import PASSPHRASE


@pytest.fixture
def start() -> str:
    found = chromium(whole=True)
    if found is None:
        pytest.skip("No chromium is here; the browser's own folder was not looked at.")
    return found


@pytest.mark.long
def test_nothing_of_anybody_stays_in_the_browsers_own_folder(
    playwright: Any, world: Any, tmp_path: Path, start: str
) -> None:
    folder = tmp_path / "browser"
    context = playwright.chromium.launch_persistent_context(
        str(folder), executable_path=start, args=QUIET
    )
    page = context.new_page()
    unlocked(world, page)
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
    assert written_in(folder, "/people/"), "the addresses are there"
    for word in ("Abu Nour", "Kar Dovi", "orchard", PASSPHRASE):
        assert written_in(folder, word) == [], word


TYPED = "heronfeather"
KEPT_ELSEWHERE = """async () => JSON.stringify([
    {...localStorage}, {...sessionStorage}, history.state, window.name, document.cookie,
    await indexedDB.databases(), await caches.keys(),
])"""
AS_A_DRAFT = """async () => {
    const { keep } = await import("/static/js/main.js");
    keep(document.querySelector("form.log"));
}"""


@pytest.mark.parametrize(
    "until_sent",
    [pytest.param(0, id="soon"), pytest.param(11_000, id="late", marks=pytest.mark.long)],
)
def test_what_was_typed_is_nowhere_after_the_lock_and_comes_back(
    playwright: Any, world: Any, tmp_path: Path, start: str, until_sent: int
) -> None:
    """In the page, its storage, its scripts and the browser's folder; each word is found before.

    It is saved soon after the lock, or so late that the browser wrote down how its tabs stand.
    """
    folder = tmp_path / "browser"
    context = playwright.chromium.launch_persistent_context(
        str(folder), executable_path=start, args=QUIET
    )
    page = context.new_page()
    unlocked(world, page)
    page.goto(f"{world.address}/log/")
    page.evaluate(AS_A_DRAFT)
    page.locator("form.log details.rest").last.evaluate("one => { one.open = true }")
    for name in ("line", "topics", "facts"):
        page.locator(f"form.log [name={name}]").press_sequentially(f"{TYPED} of the {name}")
    assert TYPED in held_by_scripts(page)
    # Only after a while does the browser write down how its tabs stand.
    page.wait_for_timeout(11_000)
    assert world.command("lock", "--home", str(world.home)).returncode == 0
    page.locator("[data-door]").wait_for()
    assert TYPED not in page.content()
    assert TYPED not in held_by_scripts(page)
    assert TYPED not in page.evaluate(KEPT_ELSEWHERE)
    assert written_in(folder, TYPED) == []
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Unlock").click()
    page.locator("form.log [name=line]").wait_for()
    for name in ("line", "topics", "facts"):
        kept = page.locator(f"form.log [name={name}]").input_value()
        assert kept == f"{TYPED} of the {name}"
    page.wait_for_timeout(until_sent)
    page.locator("form.log .chip").first.click()
    page.locator("form.log .chosen").wait_for()
    page.locator("form.log button.primary").last.click()
    page.wait_for_url(re.compile("/people/"))
    context.close()
    assert written_in(folder, TYPED) == []
    assert written_in(folder, "/log/"), "the addresses are there"


def unlocked(world: Any, page: Any) -> None:
    """Come in by the passphrase, whatever was open before."""
    world.command("lock", "--home", str(world.home))
    page.goto(f"{world.address}/unlock/")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Unlock").click()
    page.wait_for_url(f"{world.address}/")


def held_by_scripts(page: Any) -> str:
    """Return what scripts of a page hold, once what they let go of is collected."""
    wire, pieces = page.context.new_cdp_session(page), []
    wire.on("HeapProfiler.addHeapSnapshotChunk", lambda said: pieces.append(said["chunk"]))
    wire.send("HeapProfiler.enable")
    wire.send("HeapProfiler.collectGarbage")
    wire.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
    wire.detach()
    return "".join(pieces)


def written_in(folder: Path, word: str) -> list[str]:
    """Return the files of a folder in which a word stands, in either way of writing it."""
    kept = [path for path in folder.rglob("*") if path.is_file()]
    ways = (word.encode(), word.encode("utf-16-le"))
    return [path.name for path in kept if any(way in path.read_bytes() for way in ways)]
