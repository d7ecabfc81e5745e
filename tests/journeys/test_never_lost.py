"""What was typed is never lost, in a real browser: a line drops, a server fails, a store locks."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.states import open_palette
from live_server import PASSPHRASE, Served

SENT = "Sent once, answered never."
WORDS = "Asked after the orchard wall."

A_PERSON = """[...document.querySelectorAll('main a')].map((one) => one.getAttribute('href'))
    .find((where) => /^\\/people\\/[0-9a-f-]{36}\\/$/.test(where))"""


@pytest.fixture
def page(engine: Any, world: Served) -> Iterator[Any]:
    """A page of an unlocked store."""
    context = engine.new_context(base_url=world.address)
    context.set_default_timeout(30_000)
    opened = context.new_page()
    opened.dialogs = []
    opened.on("dialog", lambda asked: (opened.dialogs.append(asked.type), asked.accept()))
    opened.complaints = []
    opened.on("pageerror", lambda trouble: opened.complaints.append(str(trouble)))
    opened.goto("/unlock/")
    if opened.locator("[data-door]").count() == 0:
        lock(world)
        opened.goto("/unlock/")
    unlock(opened)
    opened.wait_for_url(f"{world.address}/")
    yield opened
    context.close()
    assert opened.complaints == []


def lock(world: Served) -> None:
    assert world.command("lock", "--home", str(world.home)).returncode == 0


def unlock(page: Any) -> None:
    page.fill("input[type=password]", PASSPHRASE)
    page.locator("[data-door] button").click()


def promise(page: Any, words: str = WORDS) -> Any:
    """Open the form of a promise about the first person, and type in it."""
    page.goto("/people/?order=alias")
    person = page.evaluate(A_PERSON)
    page.goto(f"{person}promise/")
    page.locator("textarea[name=text]").press_sequentially(words)
    return person


def lose(wire: Any, request: str) -> None:
    """Cut the line once the server has answered."""
    wire.send("Fetch.failRequest", {"requestId": request, "errorReason": "ConnectionReset"})


def save(page: Any) -> None:
    page.locator("main form.form button.primary").click()


def test_a_line_that_drops_leaves_the_form_and_the_second_try_saves_once(page: Any) -> None:
    person = promise(page)
    page.context.set_offline(True)
    save(page)
    page.get_by_role("alert").get_by_text("Not saved: no connection. Try again.").wait_for()
    expect(page.locator("textarea[name=text]")).to_have_value(WORDS)
    page.context.set_offline(False)
    save(page)
    page.wait_for_url(re.compile(re.escape(person) + r"\?done="))
    page.goto(f"{person}all/ours/")
    expect(page.locator("main").get_by_text(WORDS)).to_have_count(1)
    assert page.dialogs == []


def test_what_was_saved_though_its_answer_was_lost_is_not_saved_twice(page: Any) -> None:
    person = promise(page, SENT)
    wire = page.context.new_cdp_session(page)
    wire.on("Fetch.requestPaused", lambda one: lose(wire, one["requestId"]))
    wire.send(
        "Fetch.enable", {"patterns": [{"urlPattern": "*/promise/", "requestStage": "Response"}]}
    )
    save(page)
    page.get_by_text("Not saved: no connection.").wait_for()
    wire.send("Fetch.disable")
    page.locator("textarea[name=text]").press_sequentially(" And more.")
    save(page)
    page.get_by_text("What you changed since then is not saved.").wait_for()
    expect(page.locator("textarea[name=text]")).to_have_value(f"{SENT} And more.")
    page.get_by_role("link", name="Open what was saved").click()
    page.wait_for_url(re.compile(re.escape(person) + r"\?done="))
    page.goto(f"{person}all/ours/")
    expect(page.locator("main").get_by_text(SENT)).to_have_count(1)
    assert page.dialogs == ["beforeunload"]


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_that_fails_leaves_the_form(page: Any, status: int) -> None:
    promise(page)
    page.route("**/promise/", lambda route: route.fulfill(status=status, body="<h1>x</h1>"))
    save(page)
    page.get_by_text("Not saved: something went wrong on our side.").wait_for()
    expect(page.locator("textarea[name=text]")).to_have_value(WORDS)


def test_what_is_wrong_is_said_in_place_and_back_leaves_the_form(page: Any) -> None:
    person = promise(page)
    page.locator("textarea[name=text]").evaluate("one => { one.removeAttribute('required') }")
    page.locator("textarea[name=text]").fill("")
    save(page)
    page.locator("main .wrong, main [role=alert]").first.wait_for()
    page.locator("textarea[name=text]").fill(WORDS)
    page.goto(person)
    assert page.dialogs == ["beforeunload"]


def test_a_page_with_nothing_typed_is_left_without_a_question(page: Any) -> None:
    person = promise(page)
    page.locator("textarea[name=text]").fill("")
    page.goto(person)
    assert page.dialogs == []


def test_what_was_typed_comes_back_after_the_lock(page: Any, world: Served) -> None:
    person = promise(page)
    lock(world)
    page.wait_for_url(re.compile("/unlock/"))
    page.locator("[data-door]").wait_for()
    unlock(page)
    page.locator("textarea[name=text]").wait_for()
    assert page.url.endswith(f"{person}promise/")
    expect(page.locator("textarea[name=text]")).to_have_value(WORDS)
    open_palette(page)
    page.locator("dialog.palette[open]").wait_for()
    page.keyboard.press("Escape")
    save(page)
    page.wait_for_url(re.compile(re.escape(person) + r"\?done="))
    assert page.locator("main").get_by_text(WORDS).count() >= 1


def test_a_log_of_several_comes_back_with_its_people(page: Any, world: Served) -> None:
    page.goto("/log/")
    for chosen in (1, 2):
        page.locator("#who button.chip").first.click()
        page.locator("#who .chosen").nth(chosen - 1).wait_for()
    names = page.locator("#who .chosen bdi").all_inner_texts()
    page.locator("#each [type=radio][value=asked], #each [type=radio]").last.check(force=True)
    page.locator("[name=line]").press_sequentially(WORDS)
    page.keyboard.press("Control+Shift+l")
    page.locator("[data-door]").wait_for()
    unlock(page)
    page.locator("#who .chosen").nth(1).wait_for()
    assert page.locator("#who .chosen bdi").all_inner_texts() == names
    expect(page.locator("[name=line]")).to_have_value(WORDS)
    expect(page.locator("#each [type=radio]").last).to_be_checked()
    page.locator(".at-hand button.primary").click()
    page.wait_for_url(re.compile("/people/"))
    assert page.locator("main").get_by_text(WORDS).count() >= 1


def test_unlocking_leads_back_to_the_page_one_was_on(page: Any, world: Served) -> None:
    page.goto("/people/?order=alias")
    lock(world)
    page.wait_for_url(re.compile("/unlock/"))
    page.locator("[data-door]").wait_for()
    unlock(page)
    page.wait_for_url("**/people/?order=alias")
