"""A real browser before a world that is really served."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect, sync_playwright

from live_server import Served

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


PATIENCE = 45_000
"""Milliseconds that a busy machine may take for what is then there."""

expect.set_options(timeout=PATIENCE)


def chromium(*, whole: bool = False) -> str | None:
    """Return where a chromium is, if there is one; the ``whole`` of it keeps a folder."""
    named = os.environ.get("RAPPORT_CHROMIUM")
    # The shell is the same engine without the windows around it: a third less work for each page.
    shell = ("chromium-headless-shell", "chrome-headless-shell")
    names = (*(() if whole else shell), "chromium", "chromium-browser", "google-chrome", "chrome")
    return named or next((found for name in names if (found := shutil.which(name))), None)


@pytest.fixture(scope="package")
def playwright() -> Iterator[Any]:
    """Return what drives browsers; a second one beside it is refused in the same thread."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def engine(playwright: Any) -> Iterator[Any]:
    """Return a browser; ended with the journeys, for it leaves an event loop in its thread."""
    where = chromium()
    if where is None:
        pytest.skip("No chromium is here (Debian: chromium); the browser tests were skipped.")
    started = playwright.chromium.launch(executable_path=where, args=QUIET)
    yield started
    started.close()


@pytest.fixture(scope="module")
def world(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served") / "world"
    shutil.copytree(demo_made, folder)
    served = Served(folder).start()
    yield served
    served.stop()


@pytest.fixture(scope="module")
def key(engine: Any, world: Served) -> dict[str, Any]:
    """What a browser keeps after it came in by the one-time link."""
    context = engine.new_context()
    context.new_page().goto(f"{world.address}{world.link}")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def open_page(engine: Any, world: Served, key: dict[str, Any]) -> Iterator[Any]:
    """Return a function that opens a page: language, width, scheme and scripts as asked."""
    contexts = []

    def opened(
        where: str = "/",
        *,
        language: str = "en",
        width: int = 1280,
        scheme: str = "light",
        scripts: bool = True,
    ) -> Any:
        base = world.address
        context = engine.new_context(
            storage_state=key,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
            base_url=base,
        )
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "django_language", "value": language, "url": base}])
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text))
        page.on("pageerror", lambda trouble: page.complaints.append(str(trouble)))
        page.goto(where)
        return page

    yield opened
    for context in contexts:
        context.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every journey takes a browser and a server: slow."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.slow)
