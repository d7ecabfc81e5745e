"""The history: every change set once, as far as one may see it, and whether one may undo it."""

import random
from datetime import UTC, datetime

import pytest
from django.db import transaction

from briefings.counting import questions
from cast import Cast, asked_by, at
from rapport.actions import asks, commitments, history, insights, people, team, upkeep
from rapport.briefings.history import PAGE
from rapport.briefings.history import history as briefing
from rapport.records.models import Actor, Colleague, Duty, Operation, Sensitivity
from rapport.records.recording import change_set
from rapport.refusals import Refusal


def name_actors(cast: Cast, count: int) -> None:
    with change_set("name_actors", asked_by(cast.writer)) as changes:
        for number in range(count):
            place = {"office_id": cast.circle.office_id, "circle_id": cast.circle.pk}
            changes.create(Actor(**place, names=[f"Group {number}"]))


def pages(me, **how):
    before, read = None, []
    for _ in range(300):
        page = briefing(asked_by(me), before=before, **how)
        read.append(page.change_sets)
        if page.following is None:
            return read
        before = page.following
    raise AssertionError("the pages never end")


def verbs(me):
    return [one.verb for page in pages(me) for one in page]


def test_a_change_says_who_did_what_when_and_about_whom(cast: Cast):
    cast.meet(3)
    done = briefing(asked_by(cast.reader)).change_sets[0]
    assert (done.verb, done.by, done.aliases) == ("log_interaction", "Writer", ("Abu Kamil",))
    # The clock of the log never goes back: the newest of what was recorded before.
    assert done.at >= datetime.combine(at(3)["today"], datetime.min.time(), UTC)
    assert (done.changes, done.kinds, done.relationship) == (1, ("interaction",), cast.kamil.pk)


def test_every_kind_of_change_names_whom_it_concerned(cast: Cast):
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    kamil = {"asking": asked_by(cast.writer), "key": cast.kamil.counterpart_id}
    insights.note_insight(**about, kind="value", text="Tea.")
    insights.tell(**about, kind="limits")
    commitments.make_commitment(**about, text="Chalk.")
    asks.plan_ask(asking=asked_by(cast.writer), relationship=cast.kamil.pk, what="Way")
    upkeep.waive(**about, code="U01", reason="So.", until=Cast.DAY.replace(month=9))
    people.change_counterpart(**kamil, alias="Abu K")
    change_sets = briefing(asked_by(cast.reader)).change_sets[:6]
    assert {one.aliases for one in change_sets} == {("Abu K",)}


def test_what_one_tap_did_is_one_change(cast: Cast):
    cast.add("The heron", names=[("Latn", "Zephyrin")])
    done = briefing(asked_by(cast.writer)).change_sets[0]
    assert (done.verb, done.changes) == ("add_counterpart", 4)
    assert set(done.kinds) == {"counterpart", "sealedname", "relationship", "holder"}


def test_nothing_of_another_circle_is_told(cast: Cast):
    cast.meet(3, by="outsider", whom=cast.hidden)
    assert "log_interaction" not in verbs(cast.writer)
    assert "log_interaction" in verbs(cast.outsider)
    told = {alias for page in pages(cast.writer) for one in page for alias in one.aliases}
    assert told == {"Abu Kamil"}


def test_a_severe_change_is_told_to_nobody_who_is_not_named(cast: Cast):
    """That a record for named people was made would tell the others that there is one."""
    before = briefing(asked_by(cast.keeper))
    severe = cast.add("The heron", sensitivity=Sensitivity.SEVERE)
    cast.meet(3, whom=severe, line="Tea.")
    assert briefing(asked_by(cast.writer)).change_sets[0].aliases == ("The heron",)
    assert briefing(asked_by(cast.keeper)) == before


def test_of_a_change_with_a_severe_part_the_others_are_told_the_rest(cast: Cast):
    severe = cast.add("The heron", sensitivity=Sensitivity.SEVERE)
    cast.meet(3, theirs=[(severe.pk, "lead"), (cast.kamil.pk, "lead")], line="Tea.")
    theirs, ours = (
        briefing(asked_by(cast.keeper)).change_sets[0],
        briefing(asked_by(cast.writer)).change_sets[0],
    )
    assert (theirs.verb, theirs.aliases, theirs.changes) == ("log_interaction", ("Abu Kamil",), 1)
    assert (theirs.may_undo, ours.changes, ours.may_undo) == (False, 2, True)


def test_pages_of_a_history_with_much_that_is_severe_are_as_full_as_others(cast: Cast):
    severe = cast.add("The heron", sensitivity=Sensitivity.SEVERE)
    before = [one.change_set for page in pages(cast.keeper, page=2) for one in page]
    for number in range(30):
        cast.meet(3, whom=severe, line=f"Tea {number}.")
    read = list(pages(cast.keeper, page=2))
    assert [one.change_set for page in read for one in page] == before
    assert {len(page) for page in read[:-1]} == {2}


def test_an_auditor_sees_every_change_and_nobodys_name(cast: Cast):
    auditor = team.add_colleague(
        asking=asked_by(cast.keeper), name="Ada", sign_in="ada", duties=[Duty.AUDITOR]
    ).row
    cast.meet(3, by="outsider", whom=cast.hidden)
    me = Colleague.objects.get(pk=auditor.pk)
    read = [one for page in pages(me) for one in page]
    assert len(read) == len(set(Operation.objects.values_list("change_set", flat=True)))
    assert {one.aliases for one in read} == {()}
    assert not any(one.may_undo for one in read)
    assert briefing(asked_by(me)).content_hidden


def test_it_offers_to_take_back_what_the_verb_then_takes_back(cast: Cast):
    """For everyone, one by one: what is offered is not refused as another's, nor the reverse."""
    cast.add("The heron", sensitivity=Sensitivity.SEVERE)
    cast.meet(3)
    both = {"circle": cast.circle.pk, "colleague": cast.outsider.pk}
    team.admit(asking=asked_by(cast.keeper), **both, part="writer")
    cast.meet(2, by="outsider", theirs=[(cast.kamil.pk, "lead"), (cast.hidden.pk, "lead")])
    team.set_rules(asking=asked_by(cast.keeper), raw={"U01": {"on": False}})
    people.show_names(asking=asked_by(cast.writer), key=cast.kamil.counterpart_id)
    tried = set()
    for who in ("keeper", "writer", "reader", "outsider"):
        for done in briefing(asked_by(cast.who(who))).change_sets:
            code = outcome(cast, who, done.change_set)
            tried.add((done.may_undo, code))
            if done.verb == "show_names":
                assert (done.may_undo, code) == (False, "cannot_be")
            else:
                assert done.may_undo is (code not in {"not_there", "not_yours"}), (who, done.verb)
    assert {(True, "done"), (False, "not_there"), (False, "not_yours")} < tried


def outcome(cast: Cast, who: str, key: object) -> str:
    """Return what became of an attempt to take a change set back, which is then forgotten."""
    with transaction.atomic():
        try:
            history.undo(asking=asked_by(cast.who(who)), key=key)
        except Refusal as refusal:
            return refusal.code
        finally:
            transaction.set_rollback(True)
    return "done"


@pytest.mark.parametrize("page", [1, 2, 5, PAGE])
def test_every_change_is_told_once_whole_whatever_the_page(cast: Cast, page):
    name_actors(cast, 3)
    name_actors(cast, 70)
    for number in range(7):
        cast.meet(30 - number)
    name_actors(cast, 12 * page)
    read = [one for part in pages(cast.writer, page=page) for one in part]
    mine = [cast.circle.pk, cast.circle.office_id]
    log = Operation.objects.filter(chain__scope__in=mine).order_by("-sequence")
    assert [one.change_set for one in read] == list(
        dict.fromkeys(log.values_list("change_set", flat=True))
    )
    assert [one.changes for one in read] == [
        log.filter(change_set=one.change_set).count() for one in read
    ]


def test_a_large_change_is_told_in_one_line_and_can_be_taken_back(cast: Cast):
    name_actors(cast, PAGE * 12 + 30)
    first = briefing(asked_by(cast.writer)).change_sets
    assert (first[0].changes, first[0].may_undo) == (PAGE * 12 + 30, True)
    following = briefing(
        asked_by(cast.writer), before=briefing(asked_by(cast.writer)).following
    ).change_sets
    assert following[0].verb == "add_counterpart"


def test_many_rows_ask_no_more_questions_than_one(cast: Cast):
    def live(number):
        who = cast.add(f"Number {number}", names=[("Latn", "Zephyrin")])
        about = {"asking": asked_by(cast.writer), "relationship": who.pk}
        cast.meet(3, whom=who)
        commitments.make_commitment(**about, text="Chalk.")
        insights.note_insight(**about, kind="value", text="Tea.")

    live(0)
    me = cast.writer
    me.readable_circles()
    last = Operation.objects.latest("sequence").sequence
    few = questions(lambda: briefing(asked_by(me), page=4, before=last + 1))
    for number in range(1, 30):
        live(number)
    assert questions(lambda: briefing(asked_by(me))) == few


def test_the_history_of_many_circles_is_read_in_the_order_it_was_made(cast: Cast) -> None:
    circles = [team.open_circle(asked_by(cast.writer), name=f"Circle {n}").row for n in range(5)]
    chance = random.Random(5)
    for number in range(40):
        # One circle is busy and the others are quiet, and then the other way round.
        circle = circles[0] if number // 10 % 2 else chance.choice(circles[1:])
        with change_set(f"name_{number}", asked_by(cast.writer)) as changes:
            place = {"office_id": circle.office_id, "circle_id": circle.pk}
            for _ in range(chance.randrange(1, 9)):
                changes.create(Actor(**place, names=["Group"]))
    me = Colleague.objects.get(pk=cast.writer.pk)
    scopes = [*me.readable_circles(), me.office_id, me.pk]
    open_to_me = Operation.objects.filter(chain__scope__in=scopes).order_by("-sequence")
    told = list(dict.fromkeys(open_to_me.values_list("change_set", flat=True)))
    for page in (1, 3, 40):
        read = [one.change_set for some in pages(me, page=page) for one in some]
        assert read == told
