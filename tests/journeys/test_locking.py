"""Locking, in a real browser: no tab shows anything once the store is locked."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from live_server import PASSPHRASE, Served

UNLOCK = re.compile("/unlock/")


@pytest.fixture
def people(engine: Any, world: Served) -> Iterator[Any]:
    """The list of people, in a browser that has just unlocked the store."""
    context = engine.new_context(base_url=world.address)
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto("/unlock/")
    if "/unlock/" not in page.url or page.locator("input[type=password]").count() == 0:
        world.command("lock", "--home", str(world.home))
        page.goto("/unlock/")
    page.fill("input[type=password]", PASSPHRASE)
    page.get_by_role("button", name="Unlock").click()
    page.wait_for_url(f"{world.address}/")
    page.goto("/people/")
    yield page
    context.close()


def an_alias(page: Any) -> str:
    return str(page.locator("main a[href^='/people/'] bdi").first.inner_text())


def test_every_tab_goes_blank_when_one_locks(people: Any) -> None:
    other = people.context.new_page()
    other.goto("/people/")
    alias = an_alias(other)
    people.get_by_role("button", name="Lock").click()
    for page in (people, other):
        page.wait_for_url(UNLOCK)
        page.locator("[data-door]").wait_for()
        assert alias not in page.content()
        page.go_back(wait_until="load")
        assert alias not in page.content()


def test_a_page_goes_blank_by_itself_when_the_store_is_locked_elsewhere(
    people: Any, world: Served
) -> None:
    alias = an_alias(people)
    assert world.command("lock", "--home", str(world.home)).returncode == 0
    people.wait_for_url(UNLOCK)
    assert alias not in people.content()


def test_it_asks_by_itself_whether_the_store_is_open(people: Any) -> None:
    with people.expect_response("**/open/") as answer:
        people.mouse.move(10, 10)
    assert answer.value.status == 204


def test_a_page_in_which_something_was_typed_goes_blank_like_any_other(people: Any) -> None:
    other = people.context.new_page()
    other.goto("/people/add/")
    other.locator("[name=alias]").press_sequentially("The heron")
    alias = an_alias(people)
    people.get_by_role("button", name="Lock").click()
    for page in (people, other):
        page.wait_for_url(UNLOCK)
        page.locator("[data-door]").wait_for()
        assert alias not in page.content()
        assert "heron" not in page.content()


@pytest.mark.long
def test_every_tab_comes_back_when_one_is_unlocked(people: Any) -> None:
    other = people.context.new_page()
    other.goto("/people/add/")
    other.locator("[name=alias]").press_sequentially("The heron")
    people.get_by_role("button", name="Lock").click()
    other.locator("[data-door]").wait_for()
    people.locator("[data-door]").wait_for()
    people.fill("input[type=password]", PASSPHRASE)
    people.get_by_role("button", name="Unlock").click()
    people.wait_for_url("**/people/")
    other.locator("[name=alias]").wait_for()
    expect(other.locator("[name=alias]")).to_have_value("The heron")
    assert other.url.endswith("/people/add/")


def test_a_wrong_passphrase_keeps_what_is_sealed(people: Any) -> None:
    people.goto("/people/add/")
    people.locator("[name=alias]").press_sequentially("The heron")
    people.keyboard.press("Control+Shift+L")
    people.locator("[data-door]").wait_for()
    people.fill("input[type=password]", "not the right words at all")
    people.get_by_role("button", name="Unlock").click()
    people.get_by_role("alert").get_by_text("Wrong passphrase or code.").wait_for()
    people.fill("input[type=password]", PASSPHRASE)
    people.get_by_role("button", name="Unlock").click()
    people.locator("[name=alias]").wait_for()
    expect(people.locator("[name=alias]")).to_have_value("The heron")


def test_opening_says_that_it_is_at_work(people: Any, world: Served) -> None:
    assert world.command("lock", "--home", str(world.home)).returncode == 0
    people.wait_for_url(UNLOCK)
    people.fill("input[type=password]", PASSPHRASE)
    people.route("**/unlock/", lambda _: None)
    people.get_by_role("button", name="Unlock").click()
    people.get_by_text("Opening… The whole store is checked first").wait_for(state="visible")
    assert people.locator("[data-door] button").get_attribute("aria-disabled") == "true"
