"""What happened is written on a person's page, and goes on in the full form if it needs more."""

import re
from typing import Any

from playwright.sync_api import expect


def a_person(open_page: Any) -> Any:
    """Return the page of somebody, with a promise begun."""
    page = open_page("/people/")
    page.get_by_role("link", name="Haji Musa").first.click()
    page.locator("#compose label:has([value=promise])").click()
    page.locator("#compose [name=line]").fill("Chalk for the school.")
    return page


def test_a_day_that_cannot_be_read_is_said_beside_the_button(open_page: Any) -> None:
    page = a_person(open_page)
    page.locator("#compose [name=due]").fill("never")
    page.locator("#compose button.primary").click()
    said = page.locator("#compose .not-saved")
    expect(said).to_have_text(re.compile("^“never” is not a date we can read[^!]*20..[.]$"))
    expect(page.locator("#compose [name=line]")).to_have_value("Chalk for the school.")


def test_back_from_more_fields_leads_to_the_person(open_page: Any) -> None:
    page = a_person(open_page)
    person = page.url
    page.get_by_role("button", name="Show more fields").click()
    text = page.locator("main [name=text]")
    expect(text).to_have_value("Chalk for the school.")
    expect(page).to_have_url(re.compile("/promise/"))
    page.on("dialog", lambda asked: asked.accept())
    page.reload()
    expect(text).to_have_value("Chalk for the school.")
    page.go_back()
    expect(page).to_have_url(person)
    expect(page.locator("#compose")).to_be_visible()
    page.go_forward()
    expect(text).to_have_value("Chalk for the school.")
