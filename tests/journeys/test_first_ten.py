"""From an empty store to the card of tomorrow's meeting: a new user, a phone, no documents."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.states import press
from journeys.test_by_keyboard import press_until
from live_server import Served

WORDS = "blue kettle under seven roofs"
FIVE = ("Maple", "Juniper", "Tamarisk", "Rowan", "Alder")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a store in which nothing is; copy it to use it."""
    served = Served(tmp_path_factory.mktemp("empty"))
    words, home = served.folder / "words", served.folder / "store"
    words.write_text(WORDS)
    made = served.command("init", "--home", str(home), "--passphrase-file", str(words))
    assert made.returncode == 0, made.stderr
    served.pay_less(home, WORDS)
    return served.folder


@pytest.fixture
def own(empty: Path, tmp_path: Path) -> Iterator[Served]:
    """Return a store with nothing in it, served."""
    served = Served(Path(shutil.copytree(empty, tmp_path / "own")))
    served.home = served.folder / "store"
    served.start("rapport", "serve", "--home", str(served.home), "--no-browser")
    yield served
    served.stop()


def opened(engine: Any, own: Served, *, language: str, width: int, scripts: bool = True) -> Any:
    """Return the first page after the passphrase, as somebody with this browser sees it."""
    context = engine.new_context(
        viewport={"width": width, "height": 800}, locale=language, java_script_enabled=scripts
    )
    page = context.new_page()
    page.goto(own.address)
    page.locator("[name=passphrase]").fill(WORDS)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/welcome/"))
    return page


def go_on(page: Any) -> None:
    page.locator("main form button.primary").first.click()


def begin(page: Any) -> None:
    """Found the office; the page that comes next asks the first question."""
    page.locator("[name=office]").fill("Lantern Aid")
    page.locator("[name=name]").fill("Salma")
    go_on(page)
    page.wait_for_url(re.compile("/first/people/"))


def no_wider(page: Any) -> None:
    wide, there = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= there, page.url


def tap(page: Any, name: str, value: str, *, person: int = 0) -> None:
    """Tap a chip, as a finger does: on its words."""
    row = page.locator("main form ul.rows > li").nth(person)
    chip = row.locator(f"label:has(input[name^='{name}'][value='{value}'])")
    chip.click()


def on_paper(page: Any, card: str) -> None:
    """Open the card as it is printed: how warm it is, and no name."""
    page.locator(f"main a[href='{card}print/']").click()
    page.wait_for_url(re.compile("/print/"))
    no_wider(page)
    press(page, page.locator("main button[name=fill]"))
    page.wait_for_url(re.compile("every=1"))
    no_wider(page)
    assert page.locator("main input[name=with]:checked").count() >= 5, "a card with words on it"
    press(page, page.locator("form.carry button.primary"))
    page.emulate_media(media="print")
    paper = page.locator("body").inner_text()
    assert "/2" in paper, "how many meetings without a request there were"
    assert [alias for alias in (*FIVE, "Salma", "Lantern") if alias in paper] == []
    page.emulate_media(media="screen")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "width", "scripts"),
    [("en", 390, True), ("ar", 320, True), ("fr", 320, False)],
    ids=["a phone", "Arabic on a small phone", "French without scripts"],
)
def test_a_new_user_comes_to_tomorrows_card(
    engine: Any, own: Served, language: str, width: int, scripts: bool
) -> None:
    page = opened(engine, own, language=language, width=width, scripts=scripts)
    begin(page)
    assert page.evaluate("document.documentElement.lang") == language
    for place, alias in enumerate(FIVE, start=1):
        page.locator(f"[name=alias-{place}]").fill(alias)
    no_wider(page)
    go_on(page)
    page.wait_for_url(re.compile("/first/spoke/"))
    for person, chip in enumerate(("week", "month", "quarter", "longer", "never")):
        tap(page, "when", chip, person=person)
    tap(page, "talk", "yes")
    no_wider(page)
    go_on(page)
    page.wait_for_url(re.compile("/first/who-else/"))
    tap(page, "who", "nobody")
    no_wider(page)
    go_on(page)
    page.wait_for_url(re.compile("/first/worries/"))
    page.locator("textarea").first.fill("Losing face before the elders")
    no_wider(page)
    go_on(page)
    page.wait_for_url(re.compile("/first/next/"))
    page.locator("label:has(input[name=whom])").first.click()
    page.locator("[name=place]").fill("The court")
    no_wider(page)
    go_on(page)
    page.wait_for_url(re.compile("/first/ready/"))
    no_wider(page)
    expect(page.locator(".light")).to_have_count(5)
    assert all(text.strip() for text in page.locator(".light .badge").all_inner_texts())
    card = page.locator("main a.primary").get_attribute("href")
    assert re.fullmatch(r"/meetings/[0-9a-f-]{36}/", card)
    on_paper(page, card)
    page.goto(f"{own.address}/people/")
    assert all(alias in page.locator("main").inner_text() for alias in FIVE)


@pytest.mark.slow
def test_by_the_keyboard_alone_and_coming_back(engine: Any, own: Served) -> None:
    page = opened(engine, own, language="en", width=1280)
    begin(page)
    press_until(page, "Tab", "[name=alias-1]")
    page.keyboard.type("Maple")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/first/spoke/"))
    press_until(page, "Tab", "[name^=when]")
    page.keyboard.press("Space")
    press_until(page, "Tab", "[name^=talk]")
    page.keyboard.press("Space")
    press_until(page, "Tab", "main button.primary")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/first/who-else/"))
    press_until(page, "Tab", "main a[href='/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/$"))
    press_until(page, "Tab", "main a[href='/first/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/first/who-else/"))
    press_until(page, "Tab", "main a[href='/first/worries/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/first/worries/"))
    press_until(page, "Tab", "textarea")
    page.keyboard.type("The long road")
    press_until(page, "Tab", "main button.primary")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/first/next/"))
    press_until(page, "Tab", "main button.primary")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/first/ready/"))
    press_until(page, "Tab", "main a.primary[href^='/meetings/']")
    press_until(page, "Tab", ".light summary")
    page.keyboard.press("Enter")
    expect(page.locator(".light details[open] a", has_text="Maple")).to_have_count(1)
