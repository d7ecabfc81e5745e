"""The pages about groups and what is understood of people, and how one gets to a group."""

import re
from typing import Any

_HAZIM = re.compile(r'href="(/actors/[0-9a-f-]{36})/"><bdi>Hazim Front')
_ONE = re.compile(r'href="(/actors/[0-9a-f-]{36})/"')

ACTOR = "ACTOR"
"""Stands for a group with people, places and influence over time."""

GROUP_PAGES = (
    "/actors/",
    "/actors/add/",
    f"{ACTOR}/",
    f"{ACTOR}/influence/",
    f"{ACTOR}/post/",
    "/coverage/",
    "/culture/",
    "/culture/add/",
    "PERSON/motives",
    "PERSON/ground",
    "PERSON/sides",
    "PERSON/tie",
    "PERSON/connection",
)

MORE_GROUP_PAGES = (
    f"{ACTOR}/change/",
    f"{ACTOR}/attitude/",
    f"{ACTOR}/place/",
    f"{ACTOR}/tie/",
    "/actors/?kind=media",
    "PERSON/ground/add",
    "PERSON/ground/print",
    "PERSON/sides/print",
)
"""The forms beside them, paper, and a list with nothing in it."""


def group(page: Any) -> str:
    """Return the address of that group, without its last stroke."""
    page.goto("/actors/")
    found = _HAZIM.search(page.content()) or _ONE.search(page.content())
    assert found is not None
    return found[1]
