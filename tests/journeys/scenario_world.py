"""Worlds of their own for the long scenarios: a copy of the demo into which each is told."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from journeys.states import press
from live_server import Served

WAYS = [
    pytest.param(("en", True), id="English", marks=pytest.mark.long),
    pytest.param(("en", False), id="English without scripts", marks=pytest.mark.long),
    pytest.param(("ar", True), id="Arabic", marks=pytest.mark.long),
    pytest.param(("ar", False), id="Arabic without scripts", marks=pytest.mark.long),
]
"""Languages, with scripts and without; each begins in a fresh world, and all are long walks."""


@contextmanager
def served(demo: Path, folder: Path, told: str) -> Iterator[Served]:
    """Serve a copy of the demo into which a scenario was told."""
    shutil.copytree(demo, folder)
    world = Served(folder)
    world.script(told)
    yield world.start()
    world.stop()


def numbers(text: str) -> list[int]:
    """Return the numbers a text shows, in whatever digits."""
    return [int(one) for one in re.findall(r"\d+", text)]


def become(page: Any, name: str) -> None:
    """See the world as another colleague does."""
    page.goto("/be/")
    row = page.locator("main li", has_text=name)
    if row.locator("button").count():
        press(page, row.locator("button"))
