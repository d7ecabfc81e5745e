"""What one of the two stores could not keep is refused for both, in a sentence."""

import pytest
from django.db import models

from cast import Cast, asked_by
from rapport.actions import actors, channels, commitments, insights, people
from rapport.records.models import Operation
from rapport.records.operations import recorded_models
from rapport.records.refusals import CannotBe
from rapport.records.validation import check_texts

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


LISTS = [
    (model, column.name)
    for model in recorded_models().values()
    for column in model._meta.concrete_fields
    if isinstance(column, models.JSONField) and column.name not in model.UNRECORDED
]
"""Every column of a record that keeps a list or a mapping, whoever writes it."""

each_list = pytest.mark.parametrize(
    ("model", "column"), LISTS, ids=[f"{model.__name__}.{column}" for model, column in LISTS]
)


@each_list
@pytest.mark.parametrize("typed", ["a nul \x00 within", "half \ud83d a pair", "x" * 300_000])
def test_no_list_of_any_record_keeps_what_no_text_may_be(model, column, typed):
    for value in ([typed], [["2026-03-02", "given", typed]], {"code": typed}, {typed: "word"}):
        with pytest.raises(CannotBe):
            check_texts(model, {column: value})
    check_texts(model, {column: [["2026-03-02", 3, "خمسة \u200fأكياس"], {"note": "👩🏽‍🌾"}]})


@pytest.mark.parametrize("typed", ["a nul \x00 within", "half \ud83d a pair", "x" * 300_000])
def test_what_people_say_of_groups_and_people_is_held_to_it(cast: Cast, typed):
    me = cast.asking("writer")
    actor = actors.add_actor(me, circle=cast.circle.pk, name="Ferrymen").row
    before = Operation.objects.count()
    for act in (
        lambda: actors.say_influence(me, key=actor.pk, value=2, basis=typed),
        lambda: actors.say_acceptance(me, key=actor.pk, value="hostile", basis=typed),
        lambda: actors.change_actor(me, key=actor.pk, areas=["Nahr", typed]),
        lambda: actors.add_actor(me, circle=cast.circle.pk, name="Port", areas=[typed]),
        lambda: channels.add_channel(
            me, key=cast.kamil.counterpart_id, channel="phone", safety="safe", note=typed
        ),
    ):
        with pytest.raises(CannotBe):
            act()
    assert Operation.objects.count() == before
