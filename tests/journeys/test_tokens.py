"""A token is made on its page, comes in once, and is revoked there; by hand and by eye."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.states import press
from journeys.test_every_page import serious
from live_server import Served

LANGUAGES = [
    "en",
    pytest.param("fr", marks=pytest.mark.long),
    pytest.param("ar", marks=pytest.mark.long),
]


def _asked(world: Served, secret: str) -> int:
    """Ask as a program of this machine does, by its number and not by the secret name."""
    where = f"http://127.0.0.1:{world.port}/api/people/"
    headers = {"Authorization": f"Bearer {secret}"}
    request = urllib.request.Request(where, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - of ourselves
            assert json.loads(answer.read())["rows"]
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_token_is_made_used_and_revoked(world: Served, open_page: Any, language: str) -> None:
    page = open_page("/tokens/add/", language=language, width=390)
    assert serious(page) == []
    page.get_by_role("textbox").first.fill("My script")
    press(page, page.locator("main form button.primary"))
    shown = page.locator(".sealed")
    expect(shown).to_contain_text("rapport_")
    secret = shown.inner_text()
    assert serious(page) == []
    assert _asked(world, secret) == 200
    assert _asked(world, secret[:-1]) == 401
    page.goto("/tokens/")
    assert serious(page) == []
    page.wait_for_function("document.documentElement.scrollWidth <= 390")
    expect(page.get_by_text(secret)).to_have_count(0)
    press(page, page.locator("main ul.rows button").last)
    assert _asked(world, secret) == 401
    assert page.complaints == []
