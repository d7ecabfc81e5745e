import pickle

import numpy as np
import pytest

from rapport.network.errors import BadSnapshot, NetworkError
from rapport.network.snapshot import Snapshot

TIES = [(0, 1), (0, 2), (2, 1)]


@pytest.mark.parametrize(
    ("given", "why", "where"),
    [
        ({"n": 0}, "people-count", None),
        ({"n": True}, "people-count", None),
        ({"n": 2.5}, "people-count", None),
        ({"ties": [(0, 1), (0, 3)]}, "out-of-range", 1),
        ({"ties": [(-1, 1)]}, "out-of-range", 0),
        ({"ties": [(0, 1), (2, 2)]}, "self-tie", 1),
        ({"ties": [(0, 1), (2, 1), (0, 1)]}, "duplicate", 2),
        ({"ties": [(0, 1, 2)]}, "shape", None),
        ({"ties": [(0, 1), (2,)]}, "shape", None),
        ({"ties": [(0.0, 1.0)]}, "not-integer", None),
        ({"ties": np.array([[0, 2**63]], dtype=np.uint64)}, "out-of-range", 0),
        ({"ties": TIES, "p_tie": [0.5, 0.5]}, "shape", None),
        ({"ties": TIES, "p_tie": [0.5, 1.5, 0.5]}, "not-a-chance", 1),
        ({"ties": TIES, "p_tie": [0.5, 0.5, float("nan")]}, "not-a-chance", 2),
        ({"ties": TIES, "p_tie": ["often", "rarely", "never"]}, "not-number", None),
        ({"ties": TIES, "p_tie": np.ma.masked_equal([0.5, 0.1, 0.5], 0.1)}, "missing", None),
        ({"ties": np.ma.masked_equal([[0, 1], [0, 2]], 2)}, "missing", None),
        ({"p_person": [0.9, 1, 1]}, "us-must-stay", 0),
        ({"group": [0, -1, -1], "p_group": [0.5]}, "us-must-stay", 0),
        ({"group": [-1, 0, 1], "p_group": [0.5]}, "out-of-range", 2),
        ({"group": [-1, 0]}, "shape", None),
        ({"person_key": [5, 6, 5]}, "key", 2),
        ({"person_key": [5, -6, 7]}, "key", 1),
        ({"person_key": [5.0, 6.0, 7.0]}, "not-integer", None),
        ({"person_key": [5]}, "shape", None),
        ({"ties": TIES, "contacts": [(3, 10)]}, "out-of-range", 0),
    ],
)
def test_what_is_no_network_is_refused_with_its_row(given, why, where) -> None:
    with pytest.raises(BadSnapshot) as refused:
        Snapshot.of(**{"n": 3, **given})
    assert (refused.value.why, refused.value.where) == (why, where)
    assert refused.value.says


def test_chances_left_out_are_certain() -> None:
    snapshot = Snapshot.of(n=3, ties=TIES)
    assert snapshot.p_tie.tolist() == [1, 1, 1]
    assert snapshot.p_person.tolist() == [1, 1, 1]
    assert snapshot.group.tolist() == [-1, -1, -1]


def test_we_alone_are_a_network() -> None:
    alone = Snapshot.of(n=1)
    assert (alone.n, alone.m) == (1, 0)
    assert alone.incoming.indptr.tolist() == [0, 0]


def test_ties_are_listed_by_tail_and_by_head() -> None:
    snapshot = Snapshot.of(n=3, ties=[(2, 1), (0, 2), (0, 1)], p_tie=[0.3, 0.2, 0.1])
    assert snapshot.indptr.tolist() == [0, 2, 2, 3]
    assert snapshot.heads.tolist() == [1, 2, 1]
    assert snapshot.tie_ids.tolist() == [2, 1, 0]
    into = snapshot.incoming
    assert into.indptr.tolist() == [0, 0, 2, 3]
    assert into.tails.tolist() == [0, 2, 0]
    assert into.tie_ids.tolist() == [2, 0, 1]
    assert snapshot.incoming is into


def test_contacts_are_sorted_by_tie_then_day() -> None:
    snapshot = Snapshot.of(n=3, ties=TIES, contacts=[(2, 30), (0, 20), (2, 10)])
    assert snapshot.contact_tie.tolist() == [0, 2, 2]
    assert snapshot.contact_day.tolist() == [20, 10, 30]


def test_a_snapshot_cannot_be_changed_and_shares_nothing_with_what_was_given() -> None:
    chances = np.array([0.1, 0.2, 0.3])
    snapshot = Snapshot.of(n=3, ties=TIES, p_tie=chances)
    chances[0] = 0.9
    assert snapshot.p_tie[0] == 0.1
    with pytest.raises(ValueError, match="read-only"):
        snapshot.p_tie[0] = 0.9
    with pytest.raises(AttributeError):
        snapshot.n = 4


def test_a_snapshot_travels_between_processes_and_stays_read_only() -> None:
    snapshot = Snapshot.of(n=3, ties=TIES, p_tie=[0.1, 0.2, 0.3])
    assert snapshot.incoming.tails.tolist() == [0, 2, 0]
    other = pickle.loads(pickle.dumps(snapshot))  # noqa: S301 - our own bytes
    assert other.p_tie.tolist() == [0.1, 0.2, 0.3]
    assert other.incoming.tails.tolist() == [0, 2, 0]
    assert not other.p_tie.flags.writeable
    assert not other.incoming.tails.flags.writeable


def test_a_refusal_travels_between_processes_whole() -> None:
    refusal = BadSnapshot("Tie 3 is no tie.", why="self-tie", where=3)
    other = pickle.loads(pickle.dumps(refusal))  # noqa: S301 - our own bytes
    assert isinstance(other, NetworkError)
    assert (type(other), other.says, other.why, other.where) == (
        BadSnapshot,
        "Tie 3 is no tie.",
        "self-tie",
        3,
    )
