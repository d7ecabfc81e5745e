"""The head kept outside the store: what it notices, and what it cannot."""

import json
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.vault import rollback_guard
from rapport.vault.rollback_guard import Anchor, Verdict

STORE = "5aff630b7bb0442dbe27a58ac3adaed9"
HEADS = {number: bytes([number]) * 32 for number in range(60)}


@pytest.fixture
def places(tmp_path):
    home, state = tmp_path / "home", tmp_path / "state"
    home.mkdir()
    return home, state


def keep(places, sequence, head=None):
    rollback_guard.write(*places, STORE, sequence, head or HEADS[sequence])


def test_both_copies_are_kept_and_read(places):
    keep(places, 7)
    assert rollback_guard.read(*places, STORE) == [Anchor(7, HEADS[7])] * 2
    assert (places[0] / "anchor.json").exists()
    assert (places[1] / f"{STORE}.json").exists()


def test_one_copy_is_enough(places):
    keep(places, 7)
    (places[0] / "anchor.json").unlink()
    assert rollback_guard.read(*places, STORE) == [Anchor(7, HEADS[7])]


def test_an_old_copy_beside_the_store_does_not_hide_the_newer_one(places):
    keep(places, 3)
    old = (places[0] / "anchor.json").read_bytes()
    keep(places, 9)
    (places[0] / "anchor.json").write_bytes(old)
    anchors = rollback_guard.read(*places, STORE)
    assert rollback_guard.compare(anchors, 3, HEADS) is Verdict.STORE_BEHIND


def test_all_three_put_back_together_are_not_noticed(places):
    """The honest limit: then only the printed head is left."""
    keep(places, 3)
    kept = {path: path.read_bytes() for folder in places for path in folder.iterdir()}
    keep(places, 9)
    for path, data in kept.items():
        path.write_bytes(data)
    assert rollback_guard.compare(rollback_guard.read(*places, STORE), 3, HEADS) is Verdict.SAME


def test_an_anchor_never_goes_back(places):
    keep(places, 9)
    keep(places, 3)
    assert {one.sequence for one in rollback_guard.read(*places, STORE)} == {9}


def test_many_threads_leave_the_furthest(places):
    numbers = list(range(1, 41))
    threads = [threading.Thread(target=keep, args=[places, number]) for number in numbers]
    for thread in reversed(threads):
        thread.start()
    for thread in threads:
        thread.join()
    assert rollback_guard.read(*places, STORE) == [Anchor(40, HEADS[40])] * 2


def test_a_forged_anchor_is_not_read(places):
    keep(places, 7)
    for part, value in (("sequence", 8), ("head", "00" * 32), ("trace", "é"), ("trace", None)):
        for path in (places[0] / "anchor.json", places[1] / f"{STORE}.json"):
            said = json.loads(path.read_bytes())
            path.write_text(json.dumps({**said, part: value}))
        assert rollback_guard.read(*places, STORE) == []
        rollback_guard.forget(*places, STORE)
        keep(places, 7)


def test_another_stores_anchor_is_not_read(places):
    keep(places, 7)
    assert rollback_guard.read(*places, "0" * 32) == []


@given(st.binary(max_size=80) | st.sampled_from([b"[]", b"1", b'{"sequence": 1e999}', b"null"]))
def test_any_other_file_in_its_place_is_no_anchor(tmp_path_factory, data):
    home = tmp_path_factory.getbasetemp() / "any-anchor"
    home.mkdir(exist_ok=True)
    (home / "anchor.json").write_bytes(data)
    assert rollback_guard.read(home, home / "state", STORE) == []


def test_forgetting_removes_both(places):
    keep(places, 7)
    assert rollback_guard.present(places[0])
    rollback_guard.forget(*places, STORE)
    rollback_guard.forget(*places, STORE)
    assert rollback_guard.read(*places, STORE) == []
    assert not rollback_guard.present(places[0])


def test_a_state_folder_that_cannot_be_written_costs_only_the_second_copy(places):
    places[1].write_text("a file where a folder should be")
    keep(places, 7)
    assert rollback_guard.read(*places, STORE) == [Anchor(7, HEADS[7])]


def test_on_a_full_disk_what_is_saved_stays_saved(small_disk, fill, tmp_path):
    where = small_disk, tmp_path / "state"
    keep(where, 3)
    fill(small_disk)
    keep(where, 9, HEADS[9])
    assert {one.sequence for one in rollback_guard.read(*where, STORE)} == {3, 9}


def test_the_state_folder_is_the_users_own(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    assert rollback_guard.state_folder(None) == tmp_path / "rapport"
    assert rollback_guard.state_folder(tmp_path / "told") == tmp_path / "told"


@given(st.lists(st.integers(0, 50), max_size=2), st.integers(0, 50))
def test_the_verdict_follows_from_the_numbers(sequences, sequence):
    """With honest heads: behind if any anchor is further, the same if one is level, else ahead."""
    anchors = [Anchor(number, HEADS[number]) for number in sequences]
    verdict = rollback_guard.compare(anchors, sequence, HEADS)
    if not anchors:
        assert verdict is Verdict.MISSING
    elif max(sequences) > sequence:
        assert verdict is Verdict.STORE_BEHIND
    else:
        level = sequence in sequences
        assert verdict is (Verdict.SAME if level else Verdict.STORE_AHEAD)


def test_another_head_at_the_same_number_is_a_fork():
    assert rollback_guard.compare([Anchor(7, HEADS[7])], 9, {7: HEADS[8]}) is Verdict.FORKED
    assert rollback_guard.compare([Anchor(7, HEADS[7])], 9, {}) is Verdict.FORKED
