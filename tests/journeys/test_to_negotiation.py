"""From engagement to negotiation, in a real browser: the list, the move, the mandator, the page."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.states import press
from live_server import Served

COLONEL = "The Colonel at Kar Dovi"
WAYS = [
    pytest.param("en", True, id="English"),
    pytest.param("en", False, id="English without scripts"),
    pytest.param("ar", True, id="Arabic"),
    pytest.param("ar", False, id="Arabic without scripts", marks=pytest.mark.long),
]

GIVE = """
    import sys
    from rapport.cli import opening
    store = opening.open_store(None, demo=True, passphrase_file=None, today=None)
    from rapport.actions import mandates
    from rapport.records.models import Colleague, Relationship
    road = Relationship.objects.get(counterpart__alias=sys.argv[1])
    mandates.give_mandate(
        store, circle=road.circle_id, issuer=Colleague.objects.get(name="Rafael Monte").pk,
        title="Passage at Kar Dovi", since=store.day,
    )
"""
"""Gives a mandate in the name of the country director, who is told of the move."""


def person(page: Any) -> str:
    """Return the address of the Colonel's page."""
    page.goto("/people/?order=alias")
    found = page.locator("table.people th a").get_by_text(COLONEL, exact=True)
    return str(found.locator("xpath=ancestor-or-self::a").get_attribute("href"))


def become(page: Any, name: str) -> None:
    """See the demo as another colleague does."""
    page.goto("/be/")
    row = page.locator("main li", has_text=name)
    if row.locator("button").count():
        press(page, row.locator("button"))


def item(page: Any, called: str) -> Any:
    return page.locator("main li", has=page.locator(f"strong:text-is('{called}')"))


@pytest.fixture
def mandated(world: Served) -> None:
    """Have a mandate in force for the circle, once."""
    if not getattr(world, "mandated", False):
        world.script(GIVE, COLONEL)
        world.mandated = True


def test_what_is_missing_is_listed_before_anybody_moves(open_page: Any) -> None:
    page = open_page(width=320)
    page.goto(person(page))
    page.get_by_role("link", name="Move to negotiation").click()
    page.wait_for_url(re.compile(r"/negotiate/"))
    expect(item(page, "Meetings without a request")).to_contain_text("2 of 2 held.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    item(page, "What we cannot agree to").locator("a").click()
    expect(page.locator("[name=kind][value=limits]")).to_be_checked()


@pytest.mark.parametrize(("language", "scripts"), WAYS)
def test_the_move_keeps_its_reason_and_the_mandator_sees_it_until_it_is_undone(
    open_page: Any, mandated: None, language: str, scripts: bool
) -> None:
    page = open_page(language=language, width=390, scripts=scripts)
    become(page, "Idris Fane")
    where = person(page)
    reason = f"The elders say he is ready to talk ({language} {scripts})."
    page.goto(f"{where}negotiate/")
    page.locator("[name=why]").fill(reason)
    page.locator("[name=on]").first.fill("some day")
    press(page, page.locator("main form button.primary"))
    expect(page.locator("[name=why]"), "what was typed is kept").to_have_value(reason)
    page.locator("[name=on]").first.fill("")
    press(page, page.locator("main form button.primary"))
    page.wait_for_url(re.compile(r"[?&]done="))
    expect(page.locator("main")).to_contain_text(reason)
    page.goto("/")
    expect(page.locator("#moved"), "not for whoever moved it").to_have_count(0)
    become(page, "Rafael Monte")
    told = page.locator("#moved")
    expect(told).to_contain_text(reason)
    expect(told).to_contain_text("Idris Fane")
    expect(told.locator(f"a[href='{where}']")).to_have_count(1)
    become(page, "Idris Fane")
    page.goto("/history/")
    press(page, page.locator("main form[action*='/undo/'] button").first)
    become(page, "Rafael Monte")
    expect(page.locator("#moved"), "undone, it is not told").to_have_count(0)
    become(page, "Idris Fane")


@pytest.mark.parametrize(("language", "scripts"), [WAYS[0], WAYS[1], WAYS[2]])
def test_the_page_to_send_upward_names_nobody(open_page: Any, language: str, scripts: bool) -> None:
    page = open_page(language=language, scripts=scripts)
    page.goto(f"{person(page)}negotiate/")
    page.locator("a[href$='/readiness/']").click()
    sheet = page.locator("article.a4")
    said = sheet.inner_text()
    assert re.search(r"\d{4}", said)
    for name in (COLONEL, "Samer", "Kar Dovi", "4th Brigade", "Idris", "Fane", "Lantern"):
        assert name not in said + page.title()
    page.emulate_media(media="print")
    expect(sheet).to_be_visible()
    expect(page.locator("nav.brief-tools")).not_to_be_visible()
