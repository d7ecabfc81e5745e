"""The examples of the page on the API are sent as they stand there, and answered as it says."""

import json
import re
from typing import Any

import pytest

from cast import Cast
from house.tree import ROOT

EXAMPLES = re.findall(
    r"```example\n(GET|POST) (\S+)\n(\{.*\})?\n?(\d+) (\{.*\})\n```",
    (ROOT / "docs" / "api.md").read_text(encoding="utf-8"),
)


def _holds(said: Any, told: Any) -> bool:
    """Say whether an answer holds what the page says of it; a dot-dot-dot stands for anything."""
    if said == "…":
        return told is not None
    if isinstance(said, dict):
        return isinstance(told, dict) and all(
            name in told and _holds(one, told[name]) for name, one in said.items()
        )
    return bool(said == told)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 5


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one[1])
def test_an_example_is_answered_as_the_page_says(cast: Cast, browser: Any, example: Any) -> None:
    method, where, body, status, said = example
    keys = {"KAMIL": str(cast.kamil.pk), "CIRCLE": str(cast.circle.pk)}
    for word, key in keys.items():
        body, where = body.replace(word, key), where.replace(word, key)
    client = browser("writer")
    sent = client.post(where, body, content_type="application/json")
    answer = sent if method == "POST" else client.get(where)
    assert answer.status_code == int(status)
    assert _holds(json.loads(said), answer.json()), answer.json()
