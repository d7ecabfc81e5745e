"""A team's session that ends while somebody types: they sign in again in front of their form."""

import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

import postgres

pytestmark = pytest.mark.skipif(
    bool(postgres.why_not()), reason=postgres.why_not() or "it runs here"
)
WORDS = "blue kettle under seven roofs"
SESSION = "__Host-rapport"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a team's store is served; a browser takes its cookies from this name only."""
    folder: Path = tmp_path_factory.mktemp("team")
    (folder / "words").write_text(WORDS)
    (folder / "secret").write_text(secrets.token_hex(32))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with postgres.postgresql() as url:
        environment = {
            **{name: value for name, value in os.environ.items() if "RAPPORT" not in name},
            "RAPPORT_DATABASE_URL": url,
            "RAPPORT_KEY_FILE": str(folder / "names.key"),
            "RAPPORT_SECRET_FILE": str(folder / "secret"),
        }
        rapport = [sys.executable, "-m", "rapport"]
        begin = ["init", "--office", "Lantern Aid", "--name", "Salma", "--sign-in", "salma"]
        begin += ["--passphrase-file", str(folder / "words")]
        subprocess.run([*rapport, *begin], env=environment, check=True, capture_output=True)
        with (folder / "said").open("wb") as said:
            serving = [*rapport, "serve", "--port", str(port)]
            server = subprocess.Popen(serving, env=environment, stdout=said, stderr=said)
        try:
            for _ in range(600):
                with socket.socket() as trying:
                    if trying.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(60)


@pytest.fixture
def page(engine: Any, address: str) -> Iterator[Any]:
    """A page of somebody who was sent to the door on the way to adding a person."""
    context = engine.new_context(base_url=address)
    context.set_default_timeout(30_000)
    opened = context.new_page()
    opened.goto("/people/add/")
    sign_in(opened)
    opened.wait_for_url("**/people/add/")
    yield opened
    context.close()


def sign_in(page: Any) -> None:
    page.locator("[data-door] [name=name]").fill("salma")
    page.locator("[data-door] [name=passphrase]").fill(WORDS)
    page.locator("[data-door] button").click()


def test_a_text_outlives_its_session_and_is_saved_after_signing_in_again(page: Any) -> None:
    page.locator("[name=alias]").press_sequentially("The ferry keeper")
    page.context.clear_cookies(name=SESSION)
    page.locator("main form.form button.primary").click()
    page.locator("dialog.door").get_by_text("You have been signed out.").wait_for()
    expect(page.locator("main [name=alias]")).to_have_value("The ferry keeper")
    page.locator("[data-door] [name=name]").fill("salma")
    page.locator("[data-door] [name=passphrase]").fill("not these words at all")
    page.locator("[data-door] button").click()
    page.locator("dialog.door [role=alert]").wait_for()
    sign_in(page)
    page.wait_for_url(re.compile(r"/people/[0-9a-f-]{36}/"))
    expect(page.get_by_role("heading", name="The ferry keeper")).to_have_count(1)
