"""The pages about gates, requests and mandates, and how one gets to a gate."""

import re
from collections.abc import Callable
from typing import Any

_ONE = re.compile(r'href="(/gates/[0-9a-f-]{36})/"')

GATE = "GATE"
"""Stands for the first gate of the list, which is closed."""

GATE_PAGES = (
    "/gates/",
    "/gates/add/",
    f"{GATE}/",
    f"{GATE}/standing/",
    f"{GATE}/consent/",
    "/requests/",
    "/mandates/",
    "/mandates/add/",
    "/red-lines/",
    "/red-lines/add/hiring/",
    "/reach/",
    "/practice/",
    "/practice/tea/play/?path=2.2",
    "/practice/tea/play/?path=2.2.2",
    "/practice/tea/cards/",
    "/reach/print/",
)

MORE_GATE_PAGES = (
    f"{GATE}/change/",
    f"{GATE}/incident/",
    f"{GATE}/path/",
    f"{GATE}/help/",
    f"{GATE}/group/",
    "/gates/?standing=closed",
    "/requests/?which=waiting",
    "/requests/?which=ended",
)
"""The forms beside them, and lists that are filtered or empty."""


def gate(page: Any) -> str:
    """Return the address of that gate, without its last stroke."""
    page.goto("/gates/")
    found = _ONE.search(page.content())
    assert found is not None
    return found[1]


def log_for_a_gate(page: Any) -> None:
    """Open the log of a request from the page of that gate."""
    page.goto(f"{gate(page)}/")
    page.locator(".gate-page .head a[href^='/log/']").first.evaluate("(link) => location = link")
    page.locator("form.log [name=gate]").wait_for()


GATE_STATES: dict[str, Callable[[Any], None]] = {
    "the log of a request for a gate": log_for_a_gate,
}
