"""The pages of a change of power, of its plan, of know-how and of the yearly review of groups."""

import re
from typing import Any

_ONE = re.compile(r'href="(/power/[0-9a-f-]{36})/"')

POWER = "POWER"
"""Stands for the rumour of the demo: the Front is said to take over the governorate."""

POWER_PAGES = ("/power/", f"{POWER}/", "/actors/review/", "/know-how/")

MORE_POWER_PAGES = (
    "/power/new/",
    f"{POWER}/change/",
    f"{POWER}/step/",
    "/know-how/new/",
    "ACTOR/offer/",
)
"""The forms beside them."""


def rumour(page: Any) -> str:
    """Return the address of that rumour, without its last stroke."""
    page.goto("/power/")
    found = _ONE.search(page.content())
    assert found is not None, "The demo tells of no rumour."
    return found[1]
