"""The manager's month: five lights and their reasons, figures without names, and their way out."""

import io
import zipfile
from typing import Any

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("language", ["en", pytest.param("ar", marks=pytest.mark.long)])
def test_the_month_is_looked_at_and_shared(open_page: Any, language: str) -> None:
    page = open_page(language=language, width=390)
    page.goto("/lights/")
    expect(page.locator(".light")).to_have_count(5)
    page.locator(".light details summary").first.click()
    expect(page.locator(".light details[open] dd a").first).to_be_visible()
    page.locator("[name=of]").select_option("mine")
    page.locator("main form button").first.click()
    page.wait_for_url("**/lights/?of=mine")
    expect(page.locator(".light")).to_have_count(5)
    page.locator("main a[href='/month/']").click()
    page.wait_for_url("**/month/")
    table = page.locator("section[aria-labelledby=released] .figures")
    expect(table).to_be_visible()
    figures = table.locator(".figure").all_text_contents()
    assert figures
    assert all(int(figure) % 3 == 0 for figure in figures)
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.emulate_media(media="print")
    expect(table).to_be_visible()
    expect(page.locator("main select")).to_be_hidden()
    page.emulate_media(media="screen")
    page.locator("main a[href^='/exports/month/']").click()
    page.locator("[name=purpose][value=coordination]").check(force=True)
    page.locator("[name=form][value=csv]").check(force=True)
    page.locator("[name=seal][value=no]").check(force=True)
    page.locator("[name=clear_why]").fill("The working group has no key.")
    with page.expect_download() as coming:
        page.locator("main form button.primary").click()
    with zipfile.ZipFile(io.BytesIO(coming.value.path().read_bytes())) as package:
        told = package.read("list.csv").decode()
        assert "p_code" in told
        assert "at_least" in told
        assert package.read("about.csv")
    page.goto("/exports/")
    expect(page.locator("section[aria-labelledby=made] li")).not_to_have_count(0)
    assert page.complaints == []
