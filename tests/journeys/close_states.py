"""The pages about what is close: one's own, gifts, and who says something hard."""

import re
from collections.abc import Callable
from typing import Any

CLOSE_PAGES = (
    "/only-you/",
    "/gifts/",
    "PERSON/boundary/",
    "PERSON/pressure/",
    "PERSON/gift/",
)


def somebody(page: Any, alias: str) -> str:
    """Return the address of somebody's page."""
    page.goto("/people/?order=alias")
    person = page.locator("table.people th a", has_text=alias).first
    return str(person.get_attribute("href"))


def _linked(alias: str, link: str) -> Callable[[Any], None]:
    """Return what opens a page that a link on somebody's page leads to, in a menu or not."""

    def follow(page: Any) -> None:
        page.goto(somebody(page, alias))
        page.goto(page.locator(f"main a[href*='{link}']").first.get_attribute("href"))

    return follow


def _who_says_it(page: Any) -> None:
    page.goto(somebody(page, "Ustad Karim"))
    found = re.search(r'href="(/meetings/[0-9a-f-]{36}/)"', page.content())
    assert found is not None
    page.goto(f"{found[1]}bringer/")


CLOSE_STATES: dict[str, Callable[[Any], None]] = {
    "a note of pressure": _linked("The Colonel", "/pressure/"),
    "four questions for oneself": _linked("The Colonel", "/after/"),
    "a conflict to manage": _linked("Governor of the Marches", "/manage/"),
    "who says something hard": _who_says_it,
}
