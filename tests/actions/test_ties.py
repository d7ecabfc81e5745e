"""Verbs of ties: one change each, for who writes and sees both ends, refused in a sentence."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast
from rapport.actions import access, erasing, history, merging, team
from rapport.actions import ties as verbs
from rapport.actions.ties import End
from rapport.briefings.history import history as told_history
from rapport.records.models import Actor, Operation, Part, Relationship, Sensitivity, Tie
from rapport.records.recording import change_set
from rapport.records.refusals import NotThere

DAY = Cast.DAY
BEFORE, LATER = DAY - timedelta(days=400), DAY + timedelta(days=1)


def group(cast: Cast, name: str = "Water Board", by: str = "writer") -> Actor:
    circle = cast.elsewhere if by == "outsider" else cast.circle
    with change_set("add_actors", cast.asking(by)) as changes:
        return changes.add(Actor, circle, names=[name])


def end(one: Relationship | Actor) -> End:
    return End(actor=one.pk) if isinstance(one, Actor) else End(relationship=one.pk)


def tie(
    cast: Cast,
    one: Relationship | Actor,
    kind: str,
    other: Relationship | Actor,
    by: str = "writer",
    **told: Any,
) -> Tie:
    return verbs.note_tie(cast.asking(by), one=end(one), kind=kind, other=end(other), **told).row


def test_what_was_checked_since_is_not_set_back(cast: Cast) -> None:
    noted = tie(cast, cast.kamil, "answers_to", group(cast), verified_on=DAY - timedelta(days=3))
    for on in (DAY - timedelta(days=9), BEFORE):
        verbs.verify_tie(cast.asking("writer"), key=noted.pk, on=on)
        assert Tie.objects.get().verified_on == DAY - timedelta(days=3)
    verbs.verify_tie(cast.asking("writer"), key=noted.pk, on=DAY - timedelta(days=1))
    assert Tie.objects.get().verified_on == DAY - timedelta(days=1)


def test_a_family_tie_is_kept_only_with_what_it_is_needed_for(cast: Cast) -> None:
    salma, before = cast.add("Salma"), Operation.objects.count()
    for need in ("", "   "):
        with cannot_be("family tie needs a stated reason"):
            tie(cast, cast.kamil, "kin_of", salma, need=need)
    assert Operation.objects.count() == before
    noted = tie(cast, cast.kamil, "kin_of", salma, need=" Never meet both at once. ")
    assert Tie.objects.get().need == "Never meet both at once."
    me = cast.asking("writer")
    with cannot_be("family tie needs a stated reason"):
        verbs.change_tie(me, key=noted.pk, need="")
    verbs.change_tie(me, key=noted.pk, note="Cousins")
    assert Tie.objects.get().note == "Cousins"


def test_another_tie_becomes_a_family_tie_only_with_a_reason(cast: Cast) -> None:
    noted = tie(cast, cast.kamil, "worked_with", cast.add("Salma"))
    me = cast.asking("writer")
    with cannot_be("family tie needs a stated reason"):
        verbs.change_tie(me, key=noted.pk, kind="kin_of")
    verbs.change_tie(me, key=noted.pk, kind="kin_of", need="Who may speak for whom.")
    assert Tie.objects.get().kind == "kin_of"
    verbs.change_tie(me, key=noted.pk, kind="worked_with")


def test_a_family_tie_without_a_reason_from_before_is_still_checked_and_ended(cast: Cast) -> None:
    noted = tie(cast, cast.kamil, "worked_with", cast.add("Salma"))
    Tie.objects.filter(pk=noted.pk).update(kind="kin_of")
    me = cast.asking("writer")
    verbs.verify_tie(me, key=noted.pk)
    verbs.end_tie(me, key=noted.pk)
    assert Tie.objects.get().until == DAY


def both_circles(cast: Cast, who: str = "writer", part: Part = Part.READER) -> None:
    """Let one of us into the other circle as well."""
    team.admit(
        cast.asking("outsider"), circle=cast.elsewhere.pk, colleague=cast.who(who).pk, part=part
    )


def test_each_verb_is_one_change_and_one_undo(cast: Cast) -> None:
    board = group(cast)
    asking = cast.asking("writer")
    is_one_change_set(cast, lambda: tie(cast, cast.kamil, "answers_to", board), "note_tie")
    noted = tie(cast, cast.kamil, "answers_to", board, verified_on=BEFORE)
    key = noted.pk
    is_one_change_set(
        cast, lambda: verbs.change_tie(asking, key=key, note="After prayers"), "change_tie"
    )
    is_one_change_set(cast, lambda: verbs.verify_tie(asking, key=key), "verify_tie")
    is_one_change_set(cast, lambda: verbs.end_tie(asking, key=key), "end_tie")
    is_one_change_set(cast, lambda: verbs.remove_tie(asking, key=key), "remove_tie")


def test_it_is_for_those_who_write(cast: Cast) -> None:
    noted = tie(cast, cast.kamil, "trusts", group(cast))
    board = group(cast, "Road Board")
    is_for_writers_only(cast, lambda by: tie(cast, cast.kamil, "trusts", board, by))
    for verb in (verbs.change_tie, verbs.verify_tie, verbs.end_tie, verbs.remove_tie):
        is_for_writers_only(cast, lambda by, verb=verb: verb(cast.asking(by), key=noted.pk))


def test_several_kinds_stand_for_one_pair_but_none_twice(cast: Cast) -> None:
    board = group(cast)
    tie(cast, cast.kamil, "answers_to", board)
    tie(cast, cast.kamil, "trusts", board)
    tie(cast, board, "trusts", cast.kamil)
    with cannot_be("already recorded"):
        tie(cast, cast.kamil, "trusts", board)
    assert Tie.objects.count() == 3


def test_what_holds_both_ways_is_noted_once(cast: Cast) -> None:
    other = cast.add("Umm Nadir")
    tie(cast, cast.kamil, "kin_of", other, need="Who may speak for whom.")
    with cannot_be("already recorded"):
        tie(cast, other, "kin_of", cast.kamil, need="Who may speak for whom.")


def test_the_same_may_be_again_once_it_was_over(cast: Cast) -> None:
    other = cast.add("Umm Nadir")
    first = tie(cast, cast.kamil, "worked_with", other, since=BEFORE)
    verbs.end_tie(cast.asking("writer"), key=first.pk, until=DAY - timedelta(days=9))
    tie(cast, cast.kamil, "worked_with", other, since=DAY)
    with cannot_be("already recorded"):
        verbs.change_tie(cast.asking("writer"), key=first.pk, until=None)
    with cannot_be("has ended"):
        verbs.verify_tie(cast.asking("writer"), key=first.pk)


def test_what_cannot_be(cast: Cast) -> None:
    other = cast.add("Umm Nadir")
    with cannot_be("the same"):
        tie(cast, cast.kamil, "trusts", cast.kamil)
    with cannot_be("not one of the choices"):
        tie(cast, cast.kamil, "owns", other)
    with cannot_be("future"):
        tie(cast, cast.kamil, "trusts", other, since=LATER)
    with cannot_be("before the first"):
        tie(cast, cast.kamil, "trusts", other, since=DAY, until=BEFORE)
    with cannot_be("not one of the choices"):
        tie(cast, cast.kamil, "trusts", other, strength=7)
    noted = tie(cast, cast.kamil, "trusts", other, since=DAY)
    asking = cast.asking("writer")
    with cannot_be("before the first"):
        verbs.end_tie(asking, key=noted.pk, until=BEFORE)
    with cannot_be("future"):
        verbs.verify_tie(asking, key=noted.pk, on=LATER)


def test_an_end_they_may_not_see_is_not_there(cast: Cast) -> None:
    for one, other in ((cast.kamil, cast.hidden), (cast.hidden, cast.kamil)):
        with pytest.raises(NotThere):
            tie(cast, one, "trusts", other)
    with pytest.raises(NotThere):
        verbs.note_tie(
            cast.asking("writer"), one=end(cast.kamil), kind="trusts", other=End(actor=uuid.uuid4())
        )
    with pytest.raises(NotThere):
        verbs.note_tie(cast.asking("writer"), one=end(cast.kamil), kind="trusts", other=End())


def test_it_lies_where_its_writer_writes(cast: Cast) -> None:
    both_circles(cast)
    assert tie(cast, cast.kamil, "trusts", cast.hidden).circle_id == cast.circle.pk
    assert tie(cast, cast.hidden, "trusts", cast.kamil).circle_id == cast.circle.pk


def test_only_who_sees_both_ends_sees_it(cast: Cast) -> None:
    both_circles(cast)
    tie(cast, cast.kamil, "trusts", cast.hidden)
    assert Tie.objects.visible_to(cast.writer).count() == 1
    for name in ("keeper", "reader", "outsider"):
        assert not Tie.objects.visible_to(cast.who(name)).exists()


def test_the_history_hides_it_from_who_does_not_see_both_ends(cast: Cast) -> None:
    both_circles(cast)
    before = len(told_history(cast.asking("reader")).change_sets)
    noted = tie(cast, cast.kamil, "trusts", cast.hidden, note="heron")
    done = Operation.objects.get(row=noted.pk).change_set
    assert len(told_history(cast.asking("reader")).change_sets) == before
    for name in ("keeper", "reader", "outsider"):
        with pytest.raises(NotThere):
            history.undo(cast.asking(name), key=done)
    verbs.remove_tie(cast.asking("writer"), key=noted.pk)
    assert len(told_history(cast.asking("reader")).change_sets) == before


@pytest.mark.parametrize("turned", [False, True])
def test_it_is_as_severe_as_its_severest_end(cast: Cast, turned: bool) -> None:
    other = cast.add("Umm Nadir")
    ends = (other, cast.kamil) if turned else (cast.kamil, other)
    noted = tie(cast, ends[0], "trusts", ends[1])
    asking = cast.asking("writer")
    access.set_access(asking, key=other.pk, sensitivity=Sensitivity.SEVERE)
    assert Tie.objects.get(pk=noted.pk).sensitivity == Sensitivity.SEVERE
    assert not Tie.objects.visible_to(cast.keeper).exists()
    change = access.set_access(asking, key=cast.kamil.pk, sensitivity=Sensitivity.OPEN)
    assert Tie.objects.get(pk=noted.pk).sensitivity == Sensitivity.SEVERE
    history.undo(asking, key=change.key)
    assert Tie.objects.get(pk=noted.pk).sensitivity == Sensitivity.SEVERE
    access.set_access(asking, key=other.pk, sensitivity=Sensitivity.RESTRICTED)
    assert Tie.objects.get(pk=noted.pk).sensitivity == Sensitivity.RESTRICTED
    assert Tie.objects.visible_to(cast.keeper).exists()


def test_both_ends_severe_and_named_differently(cast: Cast) -> None:
    other = cast.add("Umm Nadir")
    asking = cast.asking("writer")
    keeper, reader = cast.keeper, cast.reader
    severe = Sensitivity.SEVERE
    access.set_access(asking, key=cast.kamil.pk, sensitivity=severe, named=[keeper.pk, reader.pk])
    access.set_access(asking, key=other.pk, sensitivity=severe, named=[keeper.pk])
    noted = tie(cast, cast.kamil, "answers_to", other)
    assert noted.sensitivity == severe
    assert Tie.objects.visible_to(cast.keeper).exists()
    assert not Tie.objects.visible_to(cast.reader).exists()


def test_an_undo_of_who_may_see_grades_what_was_noted_since(cast: Cast) -> None:
    other = cast.add("Umm Nadir")
    asking = cast.asking("writer")
    change = access.set_access(asking, key=other.pk, sensitivity=Sensitivity.SEVERE)
    noted = tie(cast, cast.kamil, "trusts", other)
    history.undo(asking, key=change.key)
    assert Tie.objects.get(pk=noted.pk).sensitivity < Sensitivity.SEVERE


def test_merging_keeps_ties_to_others_and_drops_the_one_between(cast: Cast) -> None:
    other, third = cast.add("Abu Kamel"), cast.add("Umm Nadir")
    between = tie(cast, cast.kamil, "trusts", other)
    tie(cast, cast.kamil, "answers_to", third)
    tie(cast, other, "answers_to", third)
    tie(cast, third, "audience_of", other)
    asking = cast.asking("writer")
    change = merging.merge_counterparts(
        asking, keep=cast.kamil.counterpart_id, merge=other.counterpart_id
    )
    rows = Tie.objects.order_by("pk")
    assert between.pk not in {row.pk for row in rows}
    assert {row.relationship_id for row in rows if row.kind == "answers_to"} == {cast.kamil.pk}
    assert rows.get(kind="audience_of").other_id == cast.kamil.pk
    history.undo(asking, key=change.key)
    assert Tie.objects.filter(pk=between.pk).exists()
    assert Tie.objects.get(kind="audience_of").other_id == other.pk


def test_erasing_a_person_takes_their_ties_from_both_ends(cast: Cast) -> None:
    third = cast.add("Umm Nadir")
    tie(cast, cast.kamil, "trusts", third, note="heron")
    tie(cast, third, "answers_to", cast.kamil)
    erasing.erase_person(
        cast.asking("keeper"), key=cast.kamil.pk, alias="Abu Kamil", reason="asked"
    )
    assert not Tie.objects.exists()


@pytest.mark.parametrize("kind", ["trusts", "kin_of"])
@pytest.mark.parametrize("how", ["removed", "over"])
def test_an_undo_brings_none_back_beside_another_that_says_the_same(
    cast: Cast, kind: str, how: str
) -> None:
    other, asking = cast.add("Umm Nadir"), cast.asking("writer")
    needed = {"need": "Who may speak for whom."} if kind == "kin_of" else {}
    first = tie(cast, cast.kamil, kind, other, note="first", **needed)
    verb = verbs.remove_tie if how == "removed" else verbs.end_tie
    done = verb(asking, key=first.pk).key
    ends = (other, cast.kamil) if kind == "kin_of" else (cast.kamil, other)
    second = tie(cast, ends[0], kind, ends[1], note="second", **needed)
    with cannot_be("already recorded"):
        history.undo(asking, key=done)
    assert Tie.objects.get(pk=second.pk).note == "second"
    verbs.end_tie(asking, key=second.pk)
    history.undo(asking, key=done)
    assert Tie.objects.get(pk=first.pk).until is None
    assert Tie.objects.count() == 2


def test_an_undo_of_another_kind_or_to_somebody_else_is_not_refused(cast: Cast) -> None:
    other, third, asking = cast.add("Umm Nadir"), cast.add("Abu Rim"), cast.asking("writer")
    first = tie(cast, cast.kamil, "trusts", other)
    done = verbs.remove_tie(asking, key=first.pk).key
    tie(cast, cast.kamil, "answers_to", other)
    tie(cast, cast.kamil, "trusts", third)
    tie(cast, other, "trusts", cast.kamil)
    history.undo(asking, key=done)
    assert Tie.objects.count() == 4


def test_an_undo_tells_nothing_of_the_same_tie_between_others_hidden(cast: Cast) -> None:
    both_circles(cast, part=Part.WRITER)
    first = tie(cast, cast.kamil, "trusts", cast.hidden)
    change = verbs.change_tie(cast.asking("writer"), key=first.pk, kind="answers_to")
    tie(cast, cast.kamil, "trusts", cast.hidden)
    with cannot_be("already recorded"):
        history.undo(cast.asking("writer"), key=change.key)
    with pytest.raises(NotThere):
        history.undo(cast.asking("keeper"), key=change.key)
