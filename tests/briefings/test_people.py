"""The list of people: filters, orders, and pages on which nobody is missed or met twice."""

import base64
import json
from datetime import timedelta

import pytest

from briefings.counting import questions
from cast import Cast, asked_by
from rapport.actions import people as verbs
from rapport.actions import relationships, team
from rapport.briefings.people import by_alias, named, people
from rapport.briefings.wanted import Wanted
from rapport.records import judging
from rapport.records.models import Actor, ActorKind, Colleague, Relationship, Sensitivity
from rapport.records.recording import change_set


def listed(me, *, page=50, day=Cast.DAY, **wanted):
    return people(asked_by(me, day=day), wanted=Wanted(**wanted), page=page)


def aliases(*args, **more):
    return [row.alias for row in listed(*args, **more).rows]


def walk(me, order, page, **wanted):
    """Return the aliases of every page, in order of reading."""
    after, seen = "", []
    for _ in range(100):
        answer = listed(me, order=order, after=after, page=page, **wanted)
        seen.append([row.alias for row in answer.rows])
        after = answer.following
        if not after:
            return seen
    raise AssertionError("the pages never end")


@pytest.fixture
def crowd(cast: Cast):
    """Meet twelve people: some never spoken with, some on the same day, two of one alias."""
    for number in range(12):
        who = cast.add(f"Number {number // 2:02d}", days_ago=30)
        if number % 3:
            cast.meet(10 + number % 2, whom=who)
    judging.rejudge_all(today=Cast.DAY)
    return cast


@pytest.mark.parametrize("order", ["due", "last", "alias"])
@pytest.mark.parametrize("page", [1, 3, 4, 13, 50])
def test_every_page_together_is_everybody_once(crowd, order, page):
    keys, after = [], ""
    while True:
        answer = listed(crowd.writer, order=order, after=after, page=page)
        keys += [row.relationship for row in answer.rows]
        after = answer.following
        if not after:
            break
    mine = set(Relationship.objects.visible_to(crowd.writer).values_list("pk", flat=True))
    assert len(keys) == len(set(keys)) == 13
    assert set(keys) == mine


@pytest.mark.parametrize("order", ["due", "last", "alias"])
def test_pages_are_in_one_order_whatever_their_size(crowd, order):
    whole = [alias for page in walk(crowd.writer, order, 50) for alias in page]
    assert [alias for page in walk(crowd.writer, order, 2) for alias in page] == whole


def test_by_due_comes_first_who_waits_longest(crowd):
    rows = listed(crowd.writer).rows
    days = [row.next_due for row in rows if row.next_due]
    assert days == sorted(days)
    assert rows[0].alias == "Abu Kamil"


def test_by_last_contact_those_never_met_come_first(crowd):
    rows = listed(crowd.writer, order="last").rows
    days = [row.last_two_way for row in rows]
    assert days == [None] * 5 + sorted(day for day in days if day)


def test_by_alias_is_in_order_of_the_alias(crowd):
    assert aliases(crowd.writer, order="alias")[:3] == ["Abu Kamil", "Number 00", "Number 00"]


def test_those_who_rest_come_last_and_have_no_day(crowd):
    relationships.switch_phase(
        asking=asked_by(crowd.writer), key=crowd.kamil.pk, phase="dormant", reason="Rests."
    )
    last = listed(crowd.writer).rows[-1]
    assert (last.alias, last.next_due) == ("Abu Kamil", None)


def test_pages_run_across_circles(cast: Cast):
    other = team.open_circle(asking=asked_by(cast.writer), name="Harbour").row
    for number in range(5):
        cast.add(f"A{number}", circle=other.pk), cast.add(f"B{number}")
    for order in ("due", "last", "alias"):
        seen = [alias for page in walk(cast.writer, order, 3) for alias in page]
        assert len(seen) == len(set(seen)) == 11


def test_somebody_added_between_two_pages_moves_nobody(crowd):
    first = listed(crowd.writer, order="alias", page=5)
    crowd.add("Aaron")
    rest = listed(crowd.writer, order="alias", page=50, after=first.following)
    assert [row.alias for row in rest.rows] == aliases(crowd.writer, order="alias")[6:]


@pytest.mark.parametrize(
    "mark",
    ["x", "%%%", "é", "bnVsbA", "e30", *(
        base64.urlsafe_b64encode(json.dumps(told).encode()).decode()
        for told in (
            [], {}, [1, 2], ["x"], ["2026-13-01", "0" * 32], [5, "0" * 32], [True, "0" * 32],
            ["Abu", "no key"], [["x"], "0" * 32], ["2026-03-01", 5], [{}, "0" * 32],
            ["nul\0", "0" * 32], ["half \ud83d", "0" * 32],
        )
    )],
)  # fmt: skip
@pytest.mark.parametrize("order", ["due", "last", "alias", "nonsense"])
def test_a_mark_that_is_no_mark_breaks_nothing(cast: Cast, mark, order):
    assert "Abu Kamil" in aliases(cast.writer, order=order, after=mark) or order == "alias"


def test_a_mark_of_another_order_begins_anew(crowd):
    mark = listed(crowd.writer, order="alias", page=3).following
    assert aliases(crowd.writer, order="due", after=mark) == aliases(crowd.writer, order="due")


def test_only_ones_own_people_are_listed_and_counted(cast: Cast):
    cast.add("The heron", sensitivity=Sensitivity.SEVERE)
    assert (aliases(cast.reader), listed(cast.reader).total) == (["Abu Kamil"], 1)
    assert (aliases(cast.outsider), listed(cast.outsider).total) == (["Umm Sahar"], 1)
    assert sorted(aliases(cast.writer)) == ["Abu Kamil", "The heron"]


def test_somebody_who_knows_nobody_is_told_so(cast: Cast):
    team.add_colleague(asking=asked_by(cast.keeper), name="New", sign_in="new")
    answer = listed(Colleague.objects.get(sign_in="new"))
    assert (answer.rows, answer.total, answer.knows_nobody) == ((), 0, True)
    assert not listed(cast.writer, text="nobody").knows_nobody


def test_a_name_narrows_in_either_script(cast: Cast):
    cast.add("The heron")
    assert aliases(cast.writer, text="abu") == ["Abu Kamil"]
    assert aliases(cast.writer, text="الراشد") == ["Abu Kamil"]
    assert aliases(cast.writer, text="sahar") == aliases(cast.writer, text="!?") == []


def test_phase_stage_and_actor_narrow(cast: Cast):
    heron = cast.add("The heron")
    about = {"asking": asked_by(cast.writer)}
    relationships.switch_phase(**about, key=heron.pk, phase="repair", reason="So.")
    relationships.take_stage(**about, key=heron.pk, stage="strained", evidence="So.")
    with change_set("name", asked_by(cast.writer)) as changes:
        place = {"office": heron.office, "circle": heron.circle}
        actor = changes.create(Actor(**place, names=["4th Brigade"], kind=ActorKind.STATE_SECURITY))
    verbs.change_counterpart(**about, key=heron.counterpart_id, actor=actor.pk)
    for wanted in ({"phase": "repair"}, {"stage": "strained"}, {"actor": actor.pk}):
        answer = listed(cast.writer, **wanted)
        assert [row.alias for row in answer.rows] == ["The heron"], wanted
        assert answer.rows[0].actor == "4th Brigade"
    assert len(aliases(cast.writer, phase="no such phase")) == 2


def test_mine_are_those_i_lead_or_back_up(cast: Cast):
    cast.add("The heron", backup=cast.keeper.pk)
    cast.add("The egret")
    assert aliases(cast.keeper, mine=True) == ["The heron"]
    assert len(aliases(cast.writer, mine=True)) == 3


def test_overdue_are_those_whose_day_has_passed(cast: Cast):
    heron = cast.add("The heron", ideal_days=10, maximum_days=20)
    cast.meet(10, whom=heron)
    judging.rejudge_all(today=Cast.DAY)
    assert aliases(cast.writer, due="overdue") == ["Abu Kamil"]
    later = Cast.DAY + timedelta(days=1)
    assert sorted(aliases(cast.writer, due="overdue", day=later)) == ["Abu Kamil", "The heron"]


def test_typing_ahead_finds_only_ones_own_however_many_others_there_are(cast: Cast):
    for number in range(40):
        cast.add(f"Abu Nomad {number}", by="outsider")
    cast.add("Abu Nomad the younger")
    assert [row.alias for row in named(cast.writer, "abu nom")] == ["Abu Nomad the younger"]
    assert len(named(cast.outsider, "abu nom")) == 8
    assert named(cast.writer, " ") == ()


def test_an_exact_alias_is_taken_before_a_likeness(cast: Cast):
    cast.add("Kamil"), cast.add("Kamil the tall")
    assert [row.alias for row in by_alias(cast.writer, "kamil")] == ["Kamil"]
    assert len(by_alias(cast.writer, "the tall")) == 1
    assert by_alias(cast.writer, "Umm Sahar") == []


@pytest.mark.parametrize("wanted", [{}, {"order": "alias"}, {"text": "n"}, {"due": "overdue"}])
def test_many_rows_ask_no_more_questions_than_one(cast: Cast, wanted):
    cast.add("Number 0", days_ago=35)
    judging.rejudge_all(today=Cast.DAY)
    me = cast.writer
    few = questions(lambda: listed(me, **wanted)), questions(lambda: named(me, "number"))
    for number in range(30):
        cast.add(f"Number {number}", days_ago=35)
    judging.rejudge_all(today=Cast.DAY)
    me = cast.writer
    assert questions(lambda: listed(me, **wanted)) <= few[0]
    assert questions(lambda: named(me, "number")) <= few[1]
