"""Findings as they are stored come to what the rules say now, in order, by the least written."""

from hypothesis import given
from hypothesis import strategies as st

from rapport.records.keeping_findings import Changes, Kept

SAID = st.lists(st.integers(0, 5).map(lambda code: (code,)), max_size=7)


def stored(rows):
    return [Kept(10 * (at + 1), row) for at, row in enumerate(rows)]


def after(there, changes):
    """Return what the table holds once the changes are written, in the order of its numbers."""
    held = dict(there)
    for one, row in changes.otherwise:
        assert held[one.number] == one.row != row
        held[one.number] = row
    for number in changes.gone:
        del held[number]
    last = max([number for number, _ in there], default=0)
    held |= {last + at: row for at, row in enumerate(changes.new, start=1)}
    return [row for _, row in sorted(held.items())]


@given(SAID, SAID)
def test_whatever_was_stored_it_comes_to_what_is_said_in_its_order(before, now):
    there, changes = stored(before), Changes()
    changes.add(there, now)
    assert after(there, changes) == now


@given(SAID, SAID)
def test_no_more_is_written_than_when_all_is_written_anew(before, now):
    changes = Changes()
    changes.add(stored(before), now)
    assert len(changes.otherwise) + len(changes.gone) <= len(before)
    assert len(changes.otherwise) + len(changes.new) <= len(now)


@given(st.lists(st.integers(0, 9).map(lambda code: (code,)), max_size=7, unique=True), st.data())
def test_what_ends_goes_and_nothing_else_is_written(before, data):
    ends = data.draw(st.sets(st.sampled_from(range(len(before))))) if before else set()
    changes = Changes()
    changes.add(stored(before), [row for at, row in enumerate(before) if at not in ends])
    assert (changes.otherwise, changes.new) == ([], [])
    assert len(changes.gone) == len(ends)
