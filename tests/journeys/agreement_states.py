"""The pages about agreements, and how one gets to the one that was only spoken."""

import re
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
