"""The witness: rows that are older than their history, a history that is older than its anchor."""

import pytest
from django.db import connection

from cast import Cast, asked_by
from rapport.actions import interactions
from rapport.records.integrity import (
    BROKEN,
    OLD_STORE,
    ROWS_OLD,
    against_anchors,
    against_itself,
    stale_rows,
)
from rapport.records.models import Interaction, Membership, Operation, Relationship, Store
from rapport.vault import rollback_guard


@pytest.fixture(autouse=True)
def no_anchor_of_another_test(tmp_path_factory):
    """The anchors outside the store stand under the store's key, which tests of the cast share."""
    place = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rollback_guard, "state_folder", lambda state: state or place)
        yield


@pytest.fixture
def visit(cast: Cast):
    return cast.meet(3, line="Tea.")


def hold(folder):
    store = Store.objects.get()
    rollback_guard.write(folder, None, store.key.hex, store.sequence, bytes(store.head))


def put_back(model, rows):
    """Put rows of a table back as an old page would: under the store's own feet."""
    for row in rows:
        key = row.pop("id")
        model._base_manager.filter(pk=key).update(**row)


def test_a_store_left_in_order_is_believed(visit):
    assert (stale_rows(), against_itself()) == ({}, None)


def test_an_old_row_put_back_shows(cast: Cast, visit):
    old = list(Interaction.objects.values())
    interactions.change_interaction(asking=asked_by(cast.writer), key=visit.pk, line="Coffee.")
    put_back(Interaction, old)
    assert stale_rows() == {"interaction": 1}
    assert against_itself() == ROWS_OLD


def test_a_row_taken_from_a_table_shows(visit):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_holder")
    assert stale_rows() == {"holder": 2}


def test_a_part_in_a_circle_put_in_from_outside_shows(cast: Cast):
    Membership.objects.create(circle=cast.circle, colleague=cast.outsider, part="keeper")
    assert stale_rows()["membership"] >= 1
    assert against_itself() == ROWS_OLD


def test_a_row_in_the_place_of_another_shows(visit):
    last = Operation.objects.latest("sequence").sequence
    copy = Interaction.objects.get(pk=visit.pk)
    copy.pk = Relationship.objects.first().pk
    copy.revised = last
    visit.theirs.all().delete(), visit.ours.all().delete()
    Interaction.objects.filter(pk=visit.pk).delete()
    copy.save(force_insert=True)
    assert "interaction" in stale_rows()


def test_a_history_changed_from_outside_is_said_to_be(visit):
    Operation.objects.filter(row=visit.pk).update(verb="tell")
    assert against_itself() == BROKEN


def test_a_store_ahead_of_its_anchor_is_believed(cast: Cast, visit, tmp_path):
    hold(tmp_path)
    cast.meet(1)
    assert against_anchors(tmp_path, None) is None


def test_a_store_that_has_fallen_behind_its_anchor_is_doubted(cast: Cast, visit, tmp_path):
    before = Store.objects.values().get()
    count = before["sequence"]
    cast.meet(1)
    hold(tmp_path)
    Operation.objects.filter(sequence__gt=count).delete()
    Store.objects.update(**before)
    assert against_anchors(tmp_path, None) == OLD_STORE


def test_a_store_that_went_another_way_since_is_doubted(cast: Cast, visit, tmp_path):
    store = Store.objects.get()
    rollback_guard.write(tmp_path, None, store.key.hex, store.sequence, bytes(32))
    cast.meet(1)
    assert against_anchors(tmp_path, None) == OLD_STORE


def test_a_store_without_an_anchor_has_nothing_to_be_held_against(visit, tmp_path):
    assert against_anchors(tmp_path, None) is None


def test_what_another_process_writes_meanwhile_raises_no_doubt(cast: Cast, tmp_path, monkeypatch):
    hold(tmp_path)
    read = rollback_guard.read

    def written_meanwhile(*where):
        monkeypatch.undo()
        cast.meet(1)
        hold(tmp_path)
        return read(*where)

    monkeypatch.setattr(rollback_guard, "read", written_meanwhile)
    assert against_anchors(tmp_path, None) is None


def test_what_is_written_after_the_store_was_read_raises_no_doubt(
    cast: Cast, tmp_path, monkeypatch
):
    hold(tmp_path)
    refresh = Store.refresh_from_db

    def written_after(store, *said, **how):
        monkeypatch.undo()
        refresh(store, *said, **how)
        cast.meet(1)

    monkeypatch.setattr(Store, "refresh_from_db", written_after)
    assert against_anchors(tmp_path, None) is None
