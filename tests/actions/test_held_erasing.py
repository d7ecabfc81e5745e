"""A note set to be erased: away at once, back whole if undone, gone for good after a day."""

from datetime import UTC, datetime, time, timedelta

import pytest

from actions.change_sets import everything, is_for_writers_only, is_one_change_set
from actions.test_erasing import standing
from cast import Cast, asked_by
from rapport.actions import care, correcting, erasing, history, insights, retention
from rapport.briefings.ending import ending
from rapport.briefings.history import history as told
from rapport.records import erased_list, rebuilding, text_index, verifying
from rapport.records import erasing as records_erasing
from rapport.records.integrity import against_itself, stale_rows
from rapport.records.models import Erasure, Finding, Insight, Operation
from rapport.records.refusals import ChangedSince

DAY = Cast.DAY
LAST = DAY + timedelta(days=1)
"""The last day on which it can be undone."""
GOES = DAY + timedelta(days=2)


@pytest.fixture(autouse=True)
def the_tables_say_what_the_log_says(db):
    yield
    assert rebuilding.differences() == []
    assert (stale_rows(), against_itself()) == ({}, None)
    assert verifying.verify().whole


@pytest.fixture
def note(cast: Cast):
    soon = DAY + timedelta(days=5)
    about = {"asking": cast.asking("writer"), "relationship": cast.kamil.pk}
    return insights.note_insight(**about, kind="concern", text="A zephyr stick.", expires=soon).row


def purge(day=GOES) -> int:
    return retention.purge(now=datetime.combine(day, time(8), tzinfo=UTC), today=day)


def hold(cast: Cast, note):
    return care.set_to_erase(cast.asking("writer"), key=note.pk)


def test_it_is_away_at_once(cast: Cast, note):
    assert Finding.objects.filter(code="D01").exists()
    hold(cast, note)
    assert not Insight.objects.exists()
    assert not Finding.objects.filter(code="D01").exists()
    assert text_index.find("zephyr", circles=[note.circle_id]) == []


def test_undone_within_the_day_everything_is_as_before(cast: Cast, note):
    before = everything()
    held = hold(cast, note)
    assert purge(LAST) == 0
    assert everything() != before
    history.undo(cast.asking("writer"), key=held.key)
    assert everything() == before
    assert purge(GOES + timedelta(days=400)) == 1, "by its own last day, in the usual way"


def test_after_the_day_no_word_of_it_is_left(cast: Cast, note):
    held = hold(cast, note)
    assert Operation.objects.filter(row=note.pk, payload__isnull=False).exists()
    assert purge() == 1
    assert standing(b"zephyr", b"stick") == set()
    assert not Operation.objects.filter(row=note.pk, payload__isnull=False).exists()
    assert Erasure.objects.get().rows == [note.pk.hex]
    with pytest.raises(ChangedSince):
        history.undo(cast.asking("writer"), key=held.key)
    assert purge() == 0


def test_the_history_offers_to_undo_it_only_while_that_can_be(cast: Cast, note):
    hold(cast, note)

    def offered():
        sets = told(cast.asking("writer")).change_sets
        return {one.verb for one in sets if one.may_undo} & {"set_to_erase", "note_insight"}

    assert offered() == {"set_to_erase", "note_insight"}
    purge()
    assert offered() == set()


def test_undoing_the_undoing_begins_the_day_anew(cast: Cast, note):
    held = hold(cast, note)
    back = history.undo(cast.asking("writer"), key=held.key)
    history.undo(asked_by(cast.writer, day=LAST), key=back.key)
    assert purge(GOES) == 0
    assert purge(LAST + timedelta(days=2)) == 1
    assert standing(b"zephyr") == set()


def test_removed_in_the_usual_way_afterwards_it_is_kept_for_undo(cast: Cast, note):
    history.undo(cast.asking("writer"), key=hold(cast, note).key)
    removed = correcting.remove_record(cast.asking("writer"), Insight, key=note.pk)
    assert purge(GOES + timedelta(days=30)) == 0
    history.undo(cast.asking("writer"), key=removed.key)
    assert Insight.objects.get().text == "A zephyr stick."


def test_a_changed_and_backdated_note_goes_with_all_it_ever_said(cast: Cast, note):
    asking = cast.asking("writer")
    values = {"text": "An ibis stick.", "on": DAY - timedelta(days=300)}
    correcting.change_record(asking, Insight, key=note.pk, **values)
    hold(cast, note)
    purge()
    assert standing(b"zephyr", b"ibis", b"stick") == set()


def test_an_older_copy_put_back_has_it_erased_again(cast: Cast, note):
    hold(cast, note)
    purge()
    assert note.pk in erased_list.take_over([])
    assert records_erasing.apply_erasures(None) == 0


def test_the_person_erased_meanwhile_takes_it_along(cast: Cast, note):
    hold(cast, note)
    alias = cast.kamil.counterpart.alias
    erasing.erase_person(cast.asking("keeper"), key=cast.kamil.pk, alias=alias, reason="Asked.")
    assert standing(b"zephyr") == set()
    assert purge() == 0


def test_what_would_go_is_listed_before(cast: Cast, note):
    hold(cast, note)
    assert ending(cast.asking("writer")) == ()
    listed = ending(asked_by(cast.writer, day=GOES))
    assert [(one.key, one.ended) for one in listed] == [(note.pk, GOES)]
    assert ending(asked_by(cast.outsider, day=GOES)) == ()


def test_it_is_one_change_for_writers(cast: Cast, note):
    is_for_writers_only(
        cast, lambda who: care.set_to_erase(asked_by(cast.who(who)), key=note.pk).row
    )
    is_one_change_set(cast, lambda: hold(cast, note).row, "set_to_erase")
