"""What one of the two stores could not keep is refused for both, in a sentence."""

import pytest

from cast import Cast, asked_by
from rapport.actions import commitments, insights, people
from rapport.records.models import Operation
from rapport.records.refusals import CannotBe

ABOUT = {"sign": "This text has a character that cannot be saved.", "choice": "one of the choices"}


@pytest.mark.parametrize("text", ["half \ud83d a pair", "a nul \x00 within"])
def test_a_text_no_store_can_keep_is_refused(cast: Cast, text):
    before = Operation.objects.count()
    with pytest.raises(CannotBe, match=ABOUT["sign"]):
        cast.meet(line=text)
    with pytest.raises(CannotBe, match=ABOUT["sign"]):
        insights.note_insight(
            asking=asked_by(cast.writer), relationship=cast.kamil.pk, kind="concern", text=text
        )
    assert Operation.objects.count() == before


@pytest.mark.parametrize(
    "text", ["👩🏽‍🌾 brought dates", "خمسة \u200fأكياس", "e\u0301te\u0301", "𐎠"]
)
def test_any_other_text_is_kept_as_it_was_typed(cast: Cast, text):
    visit = cast.meet(line=text)
    visit.refresh_from_db()
    assert visit.line == text


def test_a_longer_text_than_its_column_is_refused_with_its_length(cast: Cast):
    assert cast.meet(topics="x" * 300).topics == "x" * 300
    with pytest.raises(CannotBe, match="longer than 300 characters"):
        cast.meet(topics="x" * 301)
    with pytest.raises(CannotBe, match="longer than 40 characters"):
        cast.meet(place="Q" * 41)


def test_a_change_is_held_to_the_same(cast: Cast):
    kamil = {"asking": asked_by(cast.writer), "key": cast.kamil.counterpart_id}
    with pytest.raises(CannotBe, match="longer than 200 characters"):
        people.change_counterpart(**kamil, how_to_address="x" * 201)


@pytest.mark.parametrize("word", ["ransom", "in_person|1", "IN_PERSON"])
def test_a_word_that_is_no_choice_is_refused(cast: Cast, word):
    with pytest.raises(CannotBe, match=ABOUT["choice"]):
        cast.meet(channel=word[:12])
    promise = commitments.make_commitment(
        asking=asked_by(cast.writer), relationship=cast.kamil.pk, text="Tea."
    ).row
    with pytest.raises(CannotBe, match=ABOUT["choice"]):
        commitments.settle_commitment(asking=asked_by(cast.writer), key=promise.pk, state=word[:12])


def test_what_may_be_left_empty_may_be(cast: Cast):
    assert cast.meet(tone_theirs="", on_time="").tone_theirs == ""
