"""Every text indexed anew, as after an update: what was found before is found after."""

import pytest

from cast import Cast
from rapport.records import reading_again, text_index
from rapport.records.models import Relationship, SearchEntry
from rapport.records.recording import change_set
from records.every_kind import WORDS, note, shared_kinds

each_worded = pytest.mark.parametrize(
    "kind",
    # What is one's own for good has no word of an index.
    [kind for kind in shared_kinds() if kind.TEXTS],
    ids=lambda kind: kind.__name__,
)


def worded(cast: Cast, kind):
    """Return a row of a kind that has the word in every text."""
    if kind is not Relationship:
        return note(cast, kind, cast.kamil)
    with change_set("change_any", cast.asking("writer")) as changes:
        changes.change(cast.kamil, **dict.fromkeys(kind.TEXTS, WORDS))
    return cast.kamil


def found(cast: Cast) -> list[tuple[str, object]]:
    hits = text_index.find(WORDS, circles=[cast.circle.pk])
    return sorted((hit.kind, hit.row) for hit in hits)


@each_worded
def test_a_text_of_any_kind_is_found_as_before_once_all_is_indexed_anew(cast: Cast, kind):
    row = worded(cast, kind)
    before = found(cast)
    assert (kind._meta.model_name, row.pk) in before
    indexed = set(SearchEntry.objects.values_list("kind", "row"))
    reading_again.index_all()
    assert found(cast) == before
    assert set(SearchEntry.objects.values_list("kind", "row")) == indexed


@each_worded
def test_a_text_indexed_anew_leaves_with_its_record(cast: Cast, kind):
    row = worded(cast, kind)
    reading_again.index_all()
    text_index.forget([row.pk])
    assert not SearchEntry.objects.filter(row=row.pk).exists()
