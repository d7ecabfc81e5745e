"""Adding somebody whom another circle keeps already: the record and the tie are one deed."""

import uuid

import pytest

from actions.change_sets import cannot_be, is_one_change_set
from cast import Cast
from rapport.actions import access, history, team, ties
from rapport.actions.one_person import add_one_person
from rapport.briefings.duplicates import duplicates
from rapport.records import rebuilding, verifying
from rapport.records.models import Part, Relationship, Sensitivity, Tie, TieKind, ToldApart
from rapport.records.refusals import NotThere


@pytest.fixture(autouse=True)
def the_tables_say_what_the_log_says(db):
    yield
    assert rebuilding.differences() == []
    assert verifying.verify().whole


@pytest.fixture
def both(cast: Cast) -> Cast:
    """Let the writer read the other circle too."""
    new = {"circle": cast.elsewhere.pk, "colleague": cast.writer.pk, "part": Part.READER}
    team.admit(cast.asking("outsider"), **new)
    return cast


def add(cast: Cast, *same: uuid.UUID, **told):
    told.setdefault("circle", cast.circle.pk)
    asking = cast.asking("writer")
    return add_one_person(asking, alias="Umm Sahar", opened=cast.DAY, same_as=same, **told)


def test_a_record_and_the_tie_are_one_change_that_one_undo_takes_back(both: Cast):
    is_one_change_set(both, lambda: add(both, both.hidden.pk), "add_counterpart")
    done = add(both, both.hidden.pk)
    tie = Tie.objects.get()
    assert (tie.relationship_id, tie.other_id) == (done.row.pk, both.hidden.pk)
    assert (tie.kind, tie.circle) == (TieKind.SAME_PERSON, both.circle)
    assert duplicates(both.asking("writer")).pairs == ()
    history.undo(both.asking("writer"), key=done.key)
    assert not Tie.objects.exists()
    assert not Relationship.objects.filter(pk=done.row.pk).exists()


def test_the_tie_is_as_severe_as_the_severer(both: Cast):
    severe = {"sensitivity": Sensitivity.SEVERE, "named": [both.writer.pk]}
    access.set_access(both.asking("outsider"), key=both.hidden.pk, **severe)
    add(both, both.hidden.pk)
    assert Tie.objects.get().sensitivity == Sensitivity.SEVERE


def test_whoever_may_not_see_the_other_record_is_answered_as_if_it_were_not_there(cast: Cast):
    for key in (cast.hidden.pk, uuid.uuid4()):
        with pytest.raises(NotThere):
            add(cast, key)
    assert not Relationship.objects.filter(circle=cast.circle, counterpart__alias="Umm Sahar")


def test_of_one_circle_a_second_record_is_refused_and_nobody_is_added(cast: Cast):
    with cannot_be("in this circle already"):
        add(cast, cast.kamil.pk)
    assert Relationship.objects.count() == 2


def test_who_is_somebody_else_is_told_apart_as_ever(both: Cast):
    near = both.add("Umm Sahara")
    done = add(both, both.hidden.pk, different_from=[both.hidden.pk, near.pk])
    assert ToldApart.objects.get().circle == both.circle
    assert Tie.objects.count() == 1
    history.undo(both.asking("writer"), key=done.key)
    assert not ToldApart.objects.exists()
    add(both, different_from=[both.hidden.pk])
    assert ToldApart.objects.get().circle is None


def test_whoever_is_here_by_a_second_record_already_is_refused(both: Cast):
    done = add(both, both.hidden.pk)
    with cannot_be("in this circle already"):
        add(both, both.hidden.pk)
    history.undo(both.asking("writer"), key=done.key)
    add(both, both.hidden.pk)
    assert Relationship.objects.filter(circle=both.circle).count() == 2


def test_a_record_here_that_one_may_not_see_refuses_nobody(both: Cast):
    kept = add(both, both.hidden.pk)
    severe = {"sensitivity": Sensitivity.SEVERE, "named": [both.writer.pk]}
    access.set_access(both.asking("writer"), key=kept.row.pk, **severe)
    told = {"circle": both.elsewhere.pk, "colleague": both.keeper.pk, "part": Part.READER}
    team.admit(both.asking("outsider"), **told)
    keeper = both.asking("keeper")
    same = {"circle": both.circle.pk, "opened": both.DAY, "same_as": [both.hidden.pk]}
    assert add_one_person(keeper, alias="Umm Saher", **same).row.circle == both.circle


def test_who_was_the_same_person_only_until_a_day_refuses_nobody(both: Cast):
    add(both, both.hidden.pk)
    ties.end_tie(both.asking("writer"), key=Tie.objects.get().pk, until=both.DAY)
    add(both, both.hidden.pk)
    assert Relationship.objects.filter(circle=both.circle).count() == 3
