"""Gates as they are read: the list, a page on any day, the picture, and what hangs on a person."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.test_consents import need
from actions.test_gates import gate
from cast import Cast
from rapport.actions import access, consents, gates
from rapport.briefings import gates as briefing
from rapport.briefings.find import find
from rapport.briefings.gate_list import ON_ONE_PAGE, Wanted, gate_list
from rapport.briefings.gate_picture import gate_picture
from rapport.briefings.gates import gate_page
from rapport.briefings.gates_of_a_person import gates_of_a_person
from rapport.briefings.go_to import go_to
from rapport.briefings.person import person
from rapport.records import judging
from rapport.records.refusals import NotThere

DAY = Cast.DAY


def names(answer) -> dict[str, list[str]]:
    """Return the names of the gates of a page of the list, by how they stand."""
    return {group.standing: [line.gate.name for line in group.lines] for group in answer.groups}


def listed(cast, by="reader", **wanted):
    return gate_list(cast.asking(by), Wanted(**wanted))


def stand(cast, road, standing, days_ago=0, **told):
    on = DAY - timedelta(days_ago)
    gates.say_standing(cast.asking("writer"), gate=road.pk, standing=standing, on=on, **told)


def test_conditions_are_of_the_last_answer_and_of_no_day_before_it(cast: Cast):
    road = gate(cast)
    earlier = need(cast, road, state="given", on=DAY - timedelta(9))
    told = {"state": "conditional", "on": DAY - timedelta(2), "note": "unarmed"}
    consents.say_consent(cast.asking("writer"), key=earlier.pk, **told)

    def said(days_ago: int) -> tuple[str, str]:
        page = gate_page(cast.asking("reader"), road.pk, on=DAY - timedelta(days_ago))
        (one,) = page.groups[0].consents
        return one.state, one.conditions

    assert said(0) == ("conditional", "unarmed")
    assert said(3) == ("given", "")


# The list


def test_the_list_is_grouped_by_what_was_said_with_what_is_closed_first(cast: Cast):
    for name, standing in (("D", "open"), ("C", "conditional"), ("B", ""), ("A", "closed")):
        gate(cast, name=name, standing=standing)
    gate(cast, name="Again", standing="closed")
    assert list(names(listed(cast)).items()) == [
        ("closed", ["A", "Again"]),
        ("unknown", ["B"]),
        ("conditional", ["C"]),
        ("open", ["D"]),
    ]


def test_the_last_word_counts_by_its_day_and_of_one_day_the_last_entered(cast: Cast):
    road = gate(cast, standing="open")
    stand(cast, road, "closed", 3)
    assert list(names(listed(cast))) == ["open"]
    stand(cast, road, "conditional")
    assert list(names(listed(cast))) == ["conditional"]


def test_what_was_said_and_what_the_consents_come_to_stand_beside_each_other(cast: Cast):
    road = gate(cast, standing="open")
    need(cast, road, state="refused")
    line = listed(cast).groups[0].lines[0]
    assert (line.standing, line.consents, line.differ, line.weakest) == (
        "open", "closed", True, ("Abu Kamil",),
    )  # fmt: skip
    assert line.stalled
    assert not line.paths


@pytest.mark.parametrize(
    ("said", "state", "differ"),
    [
        ("open", "given", False),
        ("open", "unknown", False),
        ("", "refused", False),
        ("closed", "given", True),
        ("conditional", "given", True),
    ],
)
def test_they_differ_where_both_are_known_and_not_the_same(cast: Cast, said, state, differ):
    road = gate(cast, standing=said)
    assert not listed(cast).groups[0].lines[0].differ, "there are no consents yet"
    need(cast, road, state=state)
    assert listed(cast).groups[0].lines[0].differ is differ


def test_it_hangs_on_those_alone_whose_answer_keeps_it_from_being_open(cast: Cast):
    road = gate(cast)
    need(cast, road, state="given")
    about = {"asking": cast.asking("writer"), "gate": road.pk}
    elders = consents.add_group(**about, needs="any").row
    need(cast, road, new_actor="Musa", group=elders.pk, state="refused", kind="community")
    need(cast, road, new_actor="Salim", group=elders.pk, kind="community")
    assert gate_page(cast.asking("reader"), road.pk).line.weakest == ("Salim",)
    need(cast, road, new_actor="Idris", group=elders.pk, state="given", kind="community")
    assert gate_page(cast.asking("reader"), road.pk).line.weakest == ()


def test_the_list_is_filtered_by_one_choice_of_each(cast: Cast):
    gate(cast, name="Road", place="Orsend", service="health", standing="closed")
    gate(cast, name="Visa", kind="permit", place="orsend", service="water")
    gate(cast, name="Ford", place="Tel Saray")
    key = next(key for key, place in listed(cast).places if place.casefold() == "orsend")
    assert [len(listed(cast, **one).groups) for one in ({}, {"standing": "closed"})] == [2, 1]
    assert names(listed(cast, kind="permit")) == {"unknown": ["Visa"]}
    assert names(listed(cast, service="health")) == {"closed": ["Road"]}
    assert listed(cast, place=key).found == 2
    assert (listed(cast, place="none").found, listed(cast, place="none").every) == (0, 3)
    assert len(listed(cast).places) == 2


def test_past_gates_are_those_whose_last_day_is_over(cast: Cast):
    gate(cast, name="Yesterday", until=DAY - timedelta(1))
    gate(cast, name="Today", until=DAY)
    gate(cast, name="Ever")
    assert names(listed(cast)) == {"unknown": ["Ever", "Today"]}
    assert names(listed(cast, past=True)) == {"unknown": ["Yesterday"]}
    assert listed(cast).past == 1
    assert [one.gate.name for one in briefing.gates(cast.asking("reader"))[0]] == ["Ever", "Today"]


def test_a_page_has_so_many_and_a_page_there_is_not_is_the_last(cast: Cast):
    for number in range(ON_ONE_PAGE + 1):
        gate(cast, name=f"Gate {number:03}")
    first, last = listed(cast), listed(cast, page=99)
    assert (len(first.groups[0].lines), first.groups[0].count, first.pages) == (
        ON_ONE_PAGE, ON_ONE_PAGE + 1, 2,
    )  # fmt: skip
    assert names(last) == {"unknown": [f"Gate {ON_ONE_PAGE:03}"]}


def test_the_list_asks_as_much_of_many_gates_as_of_few(cast: Cast):
    def asked() -> int:
        listed(cast)
        with CaptureQueriesContext(connection) as questions:
            listed(cast)
        return len(questions)

    need(cast, gate(cast, standing="open"), state="given")
    few = asked()
    for number in range(12):
        road = gate(cast, name=str(number), standing="closed")
        need(cast, road, new_actor=f"Elders {number}")
        gates.log_incident(cast.asking("writer"), gate=road.pk, kind="delayed")
    assert asked() == few


def test_another_circle_sees_nothing_of_it(cast: Cast):
    road = gate(cast, place="Orsend", standing="open")
    answer = listed(cast, "outsider")
    assert (answer.every, answer.past, answer.places, answer.groups) == (0, 0, (), ())
    with pytest.raises(NotThere):
        gate_page(cast.asking("outsider"), road.pk)


# A page on any day


def test_the_page_is_as_it_was_on_a_day(cast: Cast):
    road = gate(cast)
    stand(cast, road, "closed", 40, reason="Fighting")
    stand(cast, road, "open", 9)
    one = need(cast, road, state="refused", on=DAY - timedelta(30))
    consents.say_consent(cast.asking("writer"), key=one.pk, state="given")
    gates.log_incident(cast.asking("writer"), gate=road.pk, kind="refused", on=DAY - timedelta(20))

    def on(days_ago):
        page = gate_page(cast.asking("reader"), road.pk, on=DAY - timedelta(days_ago))
        return page.line.standing, page.line.consents, page.line.incidents, len(page.states)

    assert on(41) == ("unknown", "unknown", 0, 0)
    assert on(40) == ("closed", "unknown", 0, 1)
    assert on(30) == ("closed", "closed", 0, 1)
    assert on(20) == ("closed", "closed", 1, 1)
    assert on(9) == ("open", "closed", 1, 2)
    assert on(0) == ("open", "open", 1, 2)


def test_a_day_to_come_is_today(cast: Cast):
    road = gate(cast, standing="open")
    assert gate_page(cast.asking("reader"), road.pk, on=DAY + timedelta(9)).day == DAY


def test_groups_stand_in_each_other_each_with_what_it_comes_to(cast: Cast):
    road = gate(cast)
    about = {"asking": cast.asking("writer"), "gate": road.pk}
    outer = need(cast, road, state="given").group
    inner = consents.add_group(**about, needs="some", count=2, parent=outer.pk).row
    for name, state in (("A", "given"), ("B", "conditional"), ("C", "refused")):
        need(cast, road, new_actor=name, group=inner.pk, state=state)
    (held,) = gate_page(cast.asking("reader"), road.pk).groups
    assert (held.comes_to, held.groups[0].comes_to) == ("conditional", "conditional")
    assert [one.name for one in held.groups[0].consents] == ["A", "B", "C"]


def test_only_writers_of_its_circle_may_change_it(cast: Cast):
    road = gate(cast)
    may = [gate_page(cast.asking(by), road.pk).may_change for by in ("writer", "keeper", "reader")]
    assert may == [True, True, False]


# The picture


def pictured(cast, road, on=None):
    return gate_picture(gate_page(cast.asking("reader"), road.pk, on=on))


def test_there_is_no_picture_of_the_first_days_or_of_nothing(cast: Cast):
    road = gate(cast)
    assert pictured(cast, road) is None
    stand(cast, road, "open", 6)
    assert pictured(cast, road) is None


def test_the_picture_has_each_stretch_and_its_incidents(cast: Cast):
    road = gate(cast)
    gates.log_incident(cast.asking("writer"), gate=road.pk, kind="refused", on=DAY - timedelta(100))
    for standing, days_ago in (("closed", 80), ("open", 50), ("conditional", 50), ("open", 20)):
        stand(cast, road, standing, days_ago)
    picture = pictured(cast, road)
    assert [(band.standing, band.at, band.width) for band in picture.bands] == [
        ("unknown", 0, 20),
        ("closed", 20, 30),
        ("conditional", 50, 30),
        ("open", 80, 20),
    ]
    assert [one.at for one in picture.happened] == [0]
    assert picture.by_month
    assert 1 <= len(picture.marks) <= 4


def test_what_is_said_today_has_its_place_in_the_picture(cast: Cast):
    road = gate(cast)
    stand(cast, road, "closed", 10)
    stand(cast, road, "open")
    assert [(one.standing, one.width) for one in pictured(cast, road).bands] == [
        ("closed", 100),
        ("open", 0),
    ]
    assert [one.standing for one in pictured(cast, road, DAY - timedelta(1)).bands] == ["closed"]


# A person's page, find and the palette


def test_a_person_s_page_has_the_gates_that_hang_on_them(cast: Cast):
    road = gate(cast, standing="closed")
    need(cast, road, state="refused", on=DAY - timedelta(41))
    bridge = gate(cast, name="Bridge", standing="open")
    gates.note_second_path(
        cast.asking("writer"), gate=bridge.pk, text="On foot", relationship=cast.kamil.pk
    )
    need(cast, gate(cast, name="Over", until=DAY - timedelta(1)))
    found = gates_of_a_person(cast.asking("reader"), cast.kamil.pk)
    assert [(one.name, one.standing, one.state, one.since, one.path) for one in found] == [
        ("North road", "closed", "refused", DAY - timedelta(41), ""),
        ("Bridge", "open", "", None, "On foot"),
    ]
    assert person(cast.asking("reader"), cast.kamil.pk).gates == found
    assert gates_of_a_person(cast.asking("outsider"), cast.kamil.pk) == ()


def test_a_person_s_page_asks_one_question_more_however_many_gates_there_are(cast: Cast):
    def asked() -> int:
        person(cast.asking("reader"), cast.kamil.pk)
        with CaptureQueriesContext(connection) as questions:
            person(cast.asking("reader"), cast.kamil.pk)
        return len(questions)

    judging.rejudge_all(today=DAY)
    none = asked()
    need(cast, gate(cast))
    assert asked() == none + 1
    for number in range(5):
        need(cast, gate(cast, name=str(number)))
    assert asked() == none + 1


def test_gates_are_found_by_name_place_note_and_what_happened_there(cast: Cast):
    road = gate(cast, place="Orsend", note="for medicines")
    about = {"asking": cast.asking("writer"), "gate": road.pk}
    gates.log_incident(**about, kind="searched", text="boxes opened")
    gates.say_standing(**about, standing="closed", reason="fighting at the ford")
    need(cast, road, note="unarmed")
    gates.note_second_path(**about, text="with the ferry")
    for text in ("north", "orsend", "medicines", "boxes", "fighting", "unarmed", "ferry"):
        (note,) = find(cast.asking("reader"), text).notes
        assert (note.gate, note.alias, note.relationship) == (road.pk, "North road", None), text
        assert not find(cast.asking("outsider"), text).notes


def test_what_somebody_severe_said_is_not_found_by_others(cast: Cast):
    severe = cast.add("Umm Nadir")
    need(cast, gate(cast), relationship=severe.pk, note="unarmed")
    access.set_access(cast.asking("writer"), key=severe.pk, sensitivity=3)
    assert find(cast.asking("writer"), "unarmed").notes
    assert not find(cast.asking("reader"), "unarmed").notes


def test_the_palette_finds_gates_by_name_and_place_in_any_spelling(cast: Cast):
    road = gate(cast, name="طريق الشمال", place="Orsend")
    for text in ("طريق", "orsend"):
        assert [key for key, *_ in go_to(cast.asking("reader"), text).gates] == [road.pk]
        assert go_to(cast.asking("outsider"), text).gates == ()
    assert go_to(cast.asking("reader"), "bridge").gates == ()
