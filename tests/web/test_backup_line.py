"""One quiet line on the morning's page when the store waits for a backup."""

from datetime import UTC, datetime, timedelta

import pytest

from rapport.records.models import Store
from rapport.vault import backup_note
from rapport.web.middleware import session_gate

NEVER = "This store has never been backed up."
OLD = "The last backup was made on"


@pytest.fixture
def morning(cast, browser, settings, tmp_path):
    """The page of a laptop's store: how far its history has come, and its last backup."""
    settings.RAPPORT_HOME = tmp_path

    def page(*, sequence, days=None, backed_up=0):
        Store.objects.update(sequence=sequence, fixed_today=None)
        if days is not None:
            at = datetime.now(UTC) - timedelta(days=days)
            backup_note.write(tmp_path, backup_note.LastBackup(at, "ab", backed_up, "cd"))
        return browser("writer").get("/").content.decode()

    return page


def test_a_history_without_a_backup_is_mentioned_once_there_is_much_to_lose(morning):
    assert NEVER not in morning(sequence=50)
    page = morning(sequence=51)
    assert NEVER in page
    assert "rapport backup FILE" in page


def test_a_backup_is_old_after_a_week_unless_nothing_was_recorded_since(morning):
    assert OLD not in morning(sequence=60, days=6, backed_up=51)
    assert OLD in morning(sequence=60, days=8, backed_up=51)
    assert OLD not in morning(sequence=60, days=8, backed_up=60)


def test_a_note_that_cannot_be_read_counts_as_none(morning, tmp_path):
    (tmp_path / backup_note.NAME).write_text('{"at": "2026-03-16"}')
    assert NEVER in morning(sequence=51)


def test_the_made_up_world_and_a_store_that_is_only_read_are_not_reminded(
    morning, browser, monkeypatch
):
    assert NEVER in morning(sequence=51)
    monkeypatch.setattr(session_gate, "ALARM", "An older copy of the store was put back.")
    assert NEVER not in morning(sequence=51)
    monkeypatch.setattr(session_gate, "ALARM", None)
    Store.objects.update(fixed_today="2026-03-16")
    assert NEVER not in browser("writer").get("/").content.decode()


def test_a_team_s_page_asks_nothing_of_it(cast, browser, settings):
    settings.RAPPORT_HOME = None
    Store.objects.update(sequence=51, fixed_today=None)
    assert NEVER not in browser("writer").get("/").content.decode()
