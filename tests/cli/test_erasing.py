"""Purging, erasing and a person's own record at a prompt."""

import json

import pytest

from live_server import Served

pytestmark = pytest.mark.slow


def told(demo: Served, *words: str, status: int = 0, **environment: str) -> str:
    done = demo.command(*words, "--demo", **environment)
    assert done.returncode == status, done.stderr
    return done.stdout + done.stderr


def test_what_would_be_purged_is_listed_and_nothing_goes(demo: Served) -> None:
    before = told(demo, "history", "head")
    assert "0 would be deleted." in told(demo, "purge", "--dry-run")
    assert told(demo, "history", "head") == before


def test_a_persons_own_record_keeps_what_was_observed_and_how_we_read_it_apart(
    demo: Served,
) -> None:
    observed, _, read = told(demo, "person-record", "Haji Musa").partition("How we read it")
    assert "Coffee; he told how the road was built." in observed
    assert "Has been unwell" in read
    assert "Has been unwell" not in observed
    assert json.loads(told(demo, "person-record", "Haji Musa", "--json"))["sealed_names"] == 2


def test_only_keepers_erase_and_only_with_the_alias_typed(demo: Served) -> None:
    asked = ("erase", "Haji Musa", "--reason", "They asked for it.")
    refused = told(demo, *asked, "--confirm", "Haji Musa", status=1)
    assert "Only a keeper of this circle can erase a person." in refused
    mira = {"RAPPORT_COLLEAGUE": "mira"}
    assert "not the alias" in told(demo, *asked, "--confirm", "Haji", status=1, **mira)
    receipt = told(demo, *asked, "--confirm", "Haji Musa", **mira)
    assert "Erased for good." in receipt
    assert "  reason: They asked for it." in receipt
    assert "Nobody here is called that." in told(demo, "person", "Haji Musa", status=1)
    assert "The history is whole." in told(demo, "history", "verify", "--full")
