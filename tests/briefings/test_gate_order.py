"""The list of gates: what needs a look stands first in it, over all its pages."""

from datetime import timedelta

import pytest

from actions.test_consents import need
from actions.test_gates import gate
from briefings.counting import questions
from cast import Cast
from rapport.actions import access, consents, gates
from rapport.briefings.gate_list import ON_ONE_PAGE, PLACES, Wanted, gate_list
from rapport.briefings.groups import place_key
from rapport.records.models import Consent, Sensitivity

DAY = Cast.DAY


def listed(cast, by="reader", **wanted):
    return gate_list(cast.asking(by), Wanted(**wanted))


def stand(cast, road, standing):
    gates.say_standing(cast.asking("writer"), gate=road.pk, standing=standing, on=DAY)


def where(cast: Cast, **wanted) -> list[tuple[str, list[str]]]:
    found = listed(cast, **wanted).groups
    return [(one.standing, [line.gate.name for line in one.lines]) for one in found]


def roads(cast: Cast, **standings: str) -> dict:
    made = {}
    for name, standing in standings.items():
        made[name] = gate(cast, name=name)
        if standing:
            stand(cast, made[name], standing)
    return made


def test_one_said_to_be_open_whose_consents_say_otherwise_stands_right_after_the_closed(cast: Cast):
    made = roads(cast, a="open", b="open", c="conditional", d="", e="closed")
    need(cast, made["b"], state="refused")
    assert where(cast) == [
        ("closed", ["e"]), ("differ", ["b"]), ("unknown", ["d"]), ("conditional", ["c"]),
        ("open", ["a"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "consent", "group"),
    [
        ("open", "given", "open"),
        ("open", "conditional", "differ"),
        ("open", "withdrawn", "differ"),
        ("open", "unknown", "open"),
        ("conditional", "given", "differ"),
        ("conditional", "conditional", "conditional"),
        ("conditional", "refused", "differ"),
        ("closed", "given", "closed"),
        ("unknown", "given", "unknown"),
    ],
)
def test_only_what_was_said_to_be_open_and_is_known_otherwise_differs(
    cast: Cast, said, consent, group
):
    made = roads(cast, a=said)
    need(cast, made["a"], state=consent)
    assert where(cast) == [(group, ["a"])]
    [line] = listed(cast).groups[0].lines
    assert (group == "differ") == (line.differ and said != "closed")


def test_the_last_answer_counts_and_one_taken_back_does_not(cast: Cast):
    made = roads(cast, a="open")
    consent = need(cast, made["a"], state="refused", on=DAY - timedelta(9))
    assert where(cast) == [("differ", ["a"])]
    told = {"key": consent.pk, "state": "given", "on": DAY}
    consents.say_consent(cast.asking("writer"), **told)
    assert where(cast) == [("open", ["a"])]
    consents.take_answer_back(cast.asking("writer"), key=consent.pk, on=DAY)
    assert where(cast) == [("differ", ["a"])]


def test_a_day_that_is_still_to_come_by_the_store_s_clock_is_not_counted(cast: Cast):
    made = roads(cast, a="open")
    consent = need(cast, made["a"], state="given", on=DAY - timedelta(9))
    later = [*consent.states, [(DAY + timedelta(1)).isoformat(), "refused"]]
    Consent.objects.filter(pk=consent.pk).update(states=later)
    assert where(cast) == [("open", ["a"])]


def test_a_consent_one_may_not_see_moves_nothing_for_them(cast: Cast):
    made = roads(cast, a="open")
    need(cast, made["a"], state="refused")
    access.set_access(cast.asking("writer"), key=cast.kamil.pk, sensitivity=Sensitivity.SEVERE)
    assert where(cast, by="reader") == [("open", ["a"])]
    assert where(cast, by="writer") == [("differ", ["a"])]


def test_it_is_so_over_the_whole_list_and_the_pages_together_show_each_once(cast: Cast):
    made = roads(cast, **{f"road {number:03}": "open" for number in range(ON_ONE_PAGE + 3)})
    need(cast, made["road 052"], state="refused")
    first = where(cast)
    assert first[0] == ("differ", ["road 052"])
    both = [name for page in (1, 2) for _, names in where(cast, page=page) for name in names]
    assert sorted(both) == sorted(made)


def test_a_page_of_closed_ones_alone_is_the_same_as_if_all_had_been_worked_out(cast: Cast):
    closed = {f"closed {number:03}": "closed" for number in range(ON_ONE_PAGE)}
    made = roads(cast, **closed, open="open")
    need(cast, made["open"], state="refused")
    assert where(cast) == [("closed", sorted(closed))]
    assert where(cast, page=2) == [("differ", ["open"])]
    assert listed(cast).found == ON_ONE_PAGE + 1


def test_the_filter_finds_them_and_so_does_what_was_said(cast: Cast):
    made = roads(cast, a="open", b="open")
    need(cast, made["b"], state="refused")
    assert where(cast, standing="differ") == [("differ", ["b"])]
    assert where(cast, standing="open") == [("differ", ["b"]), ("open", ["a"])]


def test_the_list_asks_the_same_number_of_questions_for_many_gates(cast: Cast):
    made = roads(cast, a="open")
    need(cast, made["a"], state="refused")
    ask = lambda: gate_list(cast.asking("reader"), Wanted())  # noqa: E731
    few = questions(ask)
    for name, road in roads(cast, b="open", c="conditional", d="closed", e="open").items():
        need(cast, road, state="given" if name == "b" else "refused")
    assert questions(ask) <= few
    assert questions(ask) < few, "nothing was recorded since"


def test_of_many_places_those_with_most_gates_are_offered_and_the_one_chosen(cast: Cast):
    for number in range(PLACES + 2):
        gate(cast, name=f"road {number}", place=f"Place {number:02}")
    gate(cast, name="another", place="Place 61")
    found = listed(cast)
    offered = [place for _key, place in found.places]
    assert (len(offered), found.more_places, "Place 61" in offered) == (PLACES, True, True)
    assert "Place 60" not in offered
    chosen = listed(cast, place=place_key("Place 60"))
    assert chosen.found == 1
    assert "Place 60" in [place for _key, place in chosen.places]
