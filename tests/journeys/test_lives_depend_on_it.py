"""Lives depend on it, in a real browser: one button on a request, or one tick in a log."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.states import press
from journeys.test_before_the_meeting import DONE, added, logging, send

REASON = "Three children are dying of measles."
WAYS = [
    pytest.param("en", True),
    pytest.param("en", False),
    pytest.param("ar", True),
    pytest.param("ar", False, marks=pytest.mark.long),
]


@pytest.mark.parametrize(("language", "scripts"), WAYS)
def test_one_button_on_a_request_and_its_reason_is_saved_at_once(
    open_page: Any, language: str, scripts: bool
) -> None:
    page = open_page(language=language, scripts=scripts, width=390)
    where = added(page, f"The registrar {language} {scripts}")
    page.goto(f"{where}ask/")
    page.locator("[name=what]").fill("Let the measles team pass")
    send(page)
    page.goto(where)
    press(page, page.locator("a.button[href$='/exception/']").first)
    expect(page.locator("main")).to_contain_text("Let the measles team pass")
    page.locator("[name=life_saving_reason]").fill(REASON)
    send(page)
    page.wait_for_url(DONE)
    page.goto(where)
    expect(page.locator("main")).to_contain_text(REASON)
    expect(page.locator("a[href$='/exception/']")).to_have_count(0)
    assert page.complaints == []


@pytest.mark.parametrize(("language", "scripts"), WAYS)
def test_one_tick_in_a_log_asks_for_the_reason_and_a_courtesy_is_owed(
    open_page: Any, language: str, scripts: bool
) -> None:
    page = open_page(language=language, scripts=scripts, width=390)
    where = added(page, f"The warden {language} {scripts}")
    logging(page, where, asked="yes")
    page.locator("[name=line]").fill("Asked for the measles team.")
    page.locator("details.rest > summary").click()
    reason = page.locator("[name=life_saving_reason]")
    expect(reason).to_be_hidden()
    page.locator("[name=life_saving]").check()
    expect(reason).to_be_visible()
    reason.fill(REASON)
    page.locator("main form.log .primary").first.click()
    page.wait_for_url(DONE)
    page.goto(where)
    main = page.locator("main").inner_text()
    assert REASON in main
    assert "Asked for the measles team." in main
    assert page.locator("[href*='/meeting/?purpose=engagement']").count() >= 1
    assert re.search(r"[?&]done=", page.url) is None
