"""The pages of a repair of trust and of lessons, and how one gets to the repair that goes on."""

import re
from typing import Any

_ONE = re.compile(r'href="(/breaches/[0-9a-f-]{36})/"')

BREACH = "BREACH"
"""Stands for the breach of the demo: the list that leaked."""

REPAIR_PAGES = ("PERSON/breach/", f"{BREACH}/", "/lessons/")

MORE_REPAIR_PAGES = (
    "/lessons/new/",
    f"{BREACH}/change/",
    f"{BREACH}/demand/",
    f"{BREACH}/name/",
    f"{BREACH}/pause/",
    f"{BREACH}/review/",
    f"{BREACH}/step/recall/",
    f"{BREACH}/without/fix/",
)
"""The forms beside them."""


def breach(page: Any) -> str:
    """Return the address of that breach, without its last stroke."""
    page.goto("/people/?order=alias")
    whose = page.locator("table.people tr", has_text="Governor").locator("th a")
    for where in [one.get_attribute("href") for one in whose.all()]:
        page.goto(where)
        found = _ONE.search(page.content())
        if found is not None:
            return found[1]
    raise AssertionError("The demo tells of no breach.")
