"""Erasing: the text goes from the tables, the index and the history; the chain stays whole."""

from itertools import chain as chains

import pytest
from django.db import connection

from cast import Cast, asked_by
from rapport.actions import care, insights, merging
from rapport.records import text_index, verifying
from rapport.records.erasing import erase_payloads
from rapport.records.integrity import against_itself, stale_rows
from rapport.records.models import Insight, Operation
from rapport.records.rebuilding import differences, rebuild


@pytest.fixture
def erased(cast: Cast):
    note = insights.note_insight(
        asking=asked_by(cast.writer),
        relationship=cast.kamil.pk,
        kind="constraint",
        text="Walks with a zephyr stick.",
        special="health",
        need="So nobody plans stairs.",
    ).row
    care.keep_note(
        asking=asked_by(cast.writer),
        key=note.pk,
        until=Cast.DAY.replace(month=9),
        reason="Zephyr stairs",
    )
    care.erase_note(asking=asked_by(cast.writer), key=note.pk)
    return note


def test_every_payload_of_the_row_is_empty_and_nothing_else(erased):
    payloads = Operation.objects.filter(row=erased.pk).values_list("payload", flat=True)
    assert list(payloads) == [None] * 3
    assert Operation.objects.filter(payload=None).count() == 3


def every_value():
    """Yield everything the store keeps, table by table, as bytes of small letters."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute("SELECT * FROM " + connection.ops.quote_name(table))  # noqa: S608 - ours
            for value in chains.from_iterable(cursor.fetchall()):
                kept = bytes(value) if isinstance(value, memoryview) else value
                plain = kept if isinstance(kept, bytes) else str(kept).encode()
                yield table, plain.lower()


def test_no_table_has_a_word_of_it_left(erased):
    words = (b"zephyr", b"zeph", b"stick", b"stairs")
    assert [table for table, value in every_value() if any(word in value for word in words)] == []
    assert text_index.find("zephyr", circles=[erased.circle_id]) == []


def test_the_history_still_shows_that_there_was_a_note(erased):
    verbs = (
        Operation.objects.filter(row=erased.pk).order_by("sequence").values_list("verb", "effect")
    )
    assert list(verbs) == [("note_insight", 1), ("keep_note", 0), ("erase_note", -1)]


def test_the_chain_and_the_tables_still_fit(erased):
    verdict = verifying.verify()
    assert (verdict.whole, verdict.erased) == (True, 3)
    assert (differences(), stale_rows(), against_itself()) == ([], {}, None)


def test_a_rebuilt_store_does_not_bring_it_back(erased):
    rebuild()
    assert not Insight.objects.filter(pk=erased.pk).exists()
    assert (differences(), stale_rows()) == ([], {})


def test_a_note_passed_on_in_a_merge_is_erased_whole_too(cast: Cast):
    twin = cast.add("The tall one")
    note = insights.note_insight(
        asking=asked_by(cast.writer), relationship=twin.pk, kind="value", text="A zephyr."
    ).row
    merging.merge_counterparts(
        asking=asked_by(cast.writer), keep=cast.kamil.counterpart_id, merge=twin.counterpart_id
    )
    care.erase_note(asking=asked_by(cast.writer), key=note.pk)
    assert not Operation.objects.filter(row=note.pk, payload__isnull=False).exists()
    assert differences() == []


def test_what_was_erased_cannot_be_guessed_from_its_hash(cast: Cast):
    notes = [
        insights.note_insight(
            asking=asked_by(cast.writer), relationship=cast.kamil.pk, kind="value", text="The same."
        ).row
        for _ in range(2)
    ]
    hashes = set()
    for note in notes:
        assert erase_payloads(note.pk) == 1
        hashes.add(bytes(Operation.objects.get(row=note.pk).payload_hash))
    assert len(hashes) == 2
