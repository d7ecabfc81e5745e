"""Two records made one: a pick for each field, the rest joined, and one undo for all of it."""

import random
from datetime import timedelta

import pytest

from actions.change_sets import cannot_be, everything
from cast import Cast
from in_turn import seeds
from rapport.actions import commitments, history, insights, merging, people
from rapport.actions.merging import FIELDS, HANGING
from rapport.records import judging, rebuilding, verifying
from rapport.records.models import (
    Counterpart,
    Holder,
    Position,
    Relationship,
    SealedName,
    Sensitivity,
    Tenure,
)
from rapport.records.name_index import counterparts_named
from rapport.records.recording import change_set
from rapport.refusals import Refusal
from records.every_kind import note, person_kinds

TWIN = {
    "names": [("Arab", "كامل الراشد"), ("Latn", "Kamil Rashid")],
    "how_to_address": "Doctor",
    "new_actor": "Water board",
    "languages": ["fr", "ar"],
    "documentation": "oral",
    "status": "detained",
    "phase": "repair",
    "stage": "strained",
    "ideal_days": 7,
    "maximum_days": 14,
    "objective": "The road",
    "terms": "By message only",
}


@pytest.fixture
def twin(cast: Cast) -> Relationship:
    asking = cast.asking("writer")
    changed = {"how_to_address": "Sir", "languages": ["en", "ar"]}
    people.change_counterpart(asking, key=cast.kamil.counterpart_id, **changed)
    return cast.add("Abu Camil", days_ago=60, lead=cast.keeper.pk, **TWIN)


def merge(cast: Cast, gone: Relationship, **picks):
    both = {"keep": cast.kamil.counterpart_id, "merge": gone.counterpart_id}
    return merging.merge_counterparts(cast.asking("writer"), picks=picks, **both)


def the_one() -> tuple[Relationship, Counterpart]:
    row = Relationship.objects.exclude(counterpart__alias="Umm Sahar").get()
    return row, row.counterpart


def test_without_picks_what_is_kept_stands_and_is_filled_in(cast: Cast, twin):
    merge(cast, twin)
    row, person = the_one()
    assert (person.alias, person.how_to_address, person.languages) == (
        "Abu Kamil",
        "Sir",
        ["en", "ar"],
    )
    assert (person.documentation, person.status, person.actor.name) == (
        "oral",
        "active",
        "Water board",
    )
    assert (row.lead, row.stage, row.ideal_days, row.terms) == (
        cast.writer,
        "introduced",
        7,
        "By message only",
    )


def test_each_field_can_be_the_other_s(cast: Cast, twin):
    joining = {name: "both" for name, field in FIELDS.items() if field.may_join}
    merge(cast, twin, **{**dict.fromkeys(FIELDS, "other"), **joining})
    row, person = the_one()
    assert (person.alias, person.how_to_address, person.status) == (
        "Abu Camil",
        "Doctor",
        "detained",
    )
    assert person.languages == ["en", "ar", "fr"]
    assert (row.phase, row.stage, row.maximum_days) == ("repair", "strained", 14)
    assert (row.pk, row.lead, row.objective) == (cast.kamil.pk, cast.keeper, "The road")
    assert [one.colleague for one in Holder.objects.filter(relationship=row)] == [cast.keeper]
    for name in ("Abu Kamil", "Abu Camil"):
        assert counterparts_named(name) == [person.pk]


def test_two_texts_are_joined_one_below_the_other(cast: Cast, twin):
    with change_set("note_any", cast.asking("writer")) as changes:
        changes.change(cast.kamil, objective="A clinic", terms="By message only")
    merge(cast, twin, objective="both", terms="both")
    row, _ = the_one()
    assert (row.objective, row.terms) == ("A clinic\nThe road", "By message only")


@pytest.mark.parametrize(("pick", "left"), [("kept", 1), ("other", 2), ("both", 2)])
def test_of_sealed_names_and_posts_one_side_or_both_pass_on_and_none_twice(
    cast: Cast, twin, pick: str, left: int
):
    board = Counterpart.objects.get(pk=twin.counterpart_id).actor
    with change_set("note_any", cast.asking("writer")) as changes:
        posts = [
            changes.add(Position, cast.circle, actor=board, title=title)
            for title in ("Head", "Clerk")
        ]
        changes.add(Tenure, cast.kamil.counterpart, position=posts[0])
        for post in posts:
            changes.add(Tenure, twin.counterpart, position=post)
    merge(cast, twin, names=pick, posts=pick)
    assert Tenure.objects.filter(counterpart=cast.kamil.counterpart_id).count() == left
    # And the alias that went.
    names = SealedName.objects.filter(counterpart=cast.kamil.counterpart_id)
    assert names.count() == left + 1
    assert SealedName.objects.count() == left + 1


def test_the_more_careful_sensitivity_stands(cast: Cast):
    twin = cast.add("Abu Camil", sensitivity=Sensitivity.CONFIDENTIAL)
    merge(cast, twin)
    row, person = the_one()
    assert row.sensitivity == person.sensitivity == Sensitivity.CONFIDENTIAL


def test_what_cannot_be_is_refused_with_nothing_done(cast: Cast, twin):
    with change_set("note_any", cast.asking("writer")) as changes:
        changes.change(twin, ideal_days=90, maximum_days=None)
    with cannot_be("shorter than the ideal"):
        merge(cast, twin, rhythm="other")
    with pytest.raises(TypeError, match="king"):
        merge(cast, twin, king="other")


@pytest.mark.parametrize("seed", seeds(range(4)))
def test_whatever_is_picked_of_whatever_there_is_one_undo_brings_back_exactly_the_rows(
    cast: Cast, twin, seed: int
):
    chance = random.Random(seed)
    for _ in range(12):
        whom = chance.choice((cast.kamil, twin))
        about = {"asking": cast.asking("writer"), "relationship": whom.pk}
        way = chance.choice(("meet", "both", "promise", "note", "seal", "any"))
        if way == "meet":
            cast.meet(chance.randrange(40), whom=whom)
        elif way == "both":
            cast.meet(chance.randrange(40), theirs=[(cast.kamil.pk, "lead"), (twin.pk, "")])
        elif way == "promise":
            commitments.make_commitment(**about, text="Chalk", due=cast.DAY + timedelta(days=3))
        elif way == "note":
            insights.note_insight(**about, kind="concern", text="The well")
        elif way == "seal":
            name = chance.choice(("Kamil Farran", "Zubair", "كامل الراشد"))
            people.seal_name(cast.asking("writer"), key=whom.counterpart_id, name=name)
        else:
            note(cast, chance.choice(person_kinds()), whom)
    picks = {
        name: chance.choice(("kept", "other", "both"))
        for name in (*FIELDS, *HANGING)
        if chance.random() < 0.7
    }
    judging.rejudge_all(today=cast.DAY)
    before = everything()
    try:
        done = merge(cast, twin, **picks)
    except Refusal:
        assert everything() == before
        return
    assert not Relationship.objects.filter(pk=twin.pk).exists()
    assert rebuilding.differences() == []
    history.undo(cast.asking("writer"), key=done.key)
    assert everything() == before
    assert rebuilding.differences() == []
    assert verifying.verify().whole
