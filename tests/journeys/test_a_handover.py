"""Somebody leaves: their last day, a successor, a note that stays theirs, the story on paper."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.test_before_the_meeting import added, send

ONE = re.compile(r"/handovers/[0-9a-f-]{36}/(?:\?|#|$)")


@pytest.mark.parametrize("language", ["en", pytest.param("ar", marks=pytest.mark.long)])
def test_somebody_leaves_on_friday(open_page: Any, language: str) -> None:
    page = open_page(language=language, width=390)
    person = added(page, f"The clerk of stamps {language}")
    page.goto("/handovers/mine/")
    page.locator("a[href$='/last-day/']").first.click()
    page.locator("[name=on]").last.fill("2026-03-20")
    send(page)
    page.goto(f"{person}hand-over/")
    page.locator("[name=successor]").select_option(index=1)
    send(page)
    page.wait_for_url(ONE)
    handover = str(page.url).partition("?")[0]
    page.goto(f"{handover}write/")
    page.locator("[name=works]").fill("Come before ten.")
    page.locator("[name=in_person][value=risk]").check(force=True)
    send(page)
    expect(page.locator("main")).to_contain_text("Come before ten.")
    page.goto(f"{handover}story/")
    expect(page.locator("main")).to_contain_text("Come before ten.")
    assert page.complaints == []
