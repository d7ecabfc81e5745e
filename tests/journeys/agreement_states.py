"""The pages about agreements, and how one gets to the one that was only spoken."""

import re
from collections.abc import Callable
from typing import Any

_ONE = re.compile(r'href="(/agreements/[0-9a-f-]{36})/"')

AGREEMENT = "AGREEMENT"
"""Stands for the first agreement of the list, a spoken one."""

AGREEMENT_PAGES = (
    "/agreements/",
    "PERSON/agreement/",
    f"{AGREEMENT}/",
    f"{AGREEMENT}/read-back/",
)

MORE_AGREEMENT_PAGES = (
    "/agreements/?ended=1",
    "/agreements/?review=1",
    "/agreements/new/",
    f"{AGREEMENT}/change/",
    f"{AGREEMENT}/review/",
    f"{AGREEMENT}/term/",
    f"{AGREEMENT}/evidence/",
    f"{AGREEMENT}/party/",
    f"{AGREEMENT}/legal/",
)
"""The forms beside them, and lists that are empty."""


def agreement(page: Any) -> str:
    """Return the address of that agreement, without its last stroke."""
    page.goto("/agreements/")
    found = _ONE.search(page.content())
    assert found is not None
    return found[1]


def _linked(link: str) -> Callable[[Any], None]:
    """Return what opens a form that a link of the agreement's page leads to, in a menu or not."""

    def follow(page: Any) -> None:
        page.goto(f"{agreement(page)}/")
        page.goto(page.locator(f"main a[href*='{link}']").first.get_attribute("href"))

    return follow


AGREEMENT_STATES: dict[str, Callable[[Any], None]] = {
    "how a term was kept on another day": _linked("/agreements/terms/"),
    "an answer to a read-back": _linked("/agreements/said/"),
    "evidence passed on": _linked("/agreements/kept/"),
    "a term put right": _linked("/agreements/of/term/"),
    "a read-back put right": _linked("/agreements/of/read-back/"),
}
