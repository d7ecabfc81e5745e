"""Gates: added, changed, removed; how they stand, what happened there, and the second path."""

import uuid
from datetime import date, timedelta

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast
from rapport.actions import access, asks, consents, gates, history, team
from rapport.records.models import (
    Consent,
    ConsentGroup,
    Gate,
    GateHelp,
    GateIncident,
    GateState,
    Mark,
    SecondPath,
)
from rapport.records.recording import change_set
from rapport.records.refusals import NotThere

DAY = Cast.DAY


def gate(cast, by="writer", **told) -> Gate:
    told = {"circle": cast.circle.pk, "name": "North road", "kind": "area", **told}
    return gates.add_gate(cast.asking(by), **told).row


def test_a_gate_is_added_with_how_it_stands_or_without(cast: Cast):
    road = gate(cast, standing="closed", reason=" Barrier down. ", place=" Orsend ")
    road.refresh_from_db()
    state = road.gatestates.get()
    assert (road.place, state.standing, state.reason, state.on) == (
        "Orsend", "closed", "Barrier down.", DAY,
    )  # fmt: skip
    assert not gate(cast, name="Old bridge").gatestates.exists()


def test_a_gate_lies_in_its_circle_with_all_that_is_said_of_it(cast: Cast):
    road = gate(cast, standing="open")
    about = {"asking": cast.asking("writer"), "gate": road.pk}
    gates.log_incident(**about, kind="delayed")
    gates.note_second_path(**about, text="By boat")
    consents.need_consent(**about, kind="community", new_actor="Elders")
    gates.note_help(**about, relationship=cast.kamil.pk, how="Spoke to them")
    for kind in (Gate, GateState, GateIncident, SecondPath, GateHelp, ConsentGroup, Consent):
        assert kind.objects.visible_to(cast.reader).exists(), kind
        assert not kind.objects.visible_to(cast.outsider).exists(), kind


ADDS = {
    "say_standing": lambda who, road: gates.say_standing(who, gate=road.pk, standing="open"),
    "log_incident": lambda who, road: gates.log_incident(who, gate=road.pk, kind="searched"),
    "note_second_path": lambda who, road: gates.note_second_path(who, gate=road.pk, text="Boat"),
    "change_gate": lambda who, road: gates.change_gate(who, key=road.pk, name="South road"),
    "remove_gate": lambda who, road: gates.remove_gate(who, key=road.pk),
}


@pytest.mark.parametrize("verb", ADDS)
def test_each_verb_is_one_change_set_and_for_writers_only(cast: Cast, verb):
    road = gate(cast, standing="closed")
    is_for_writers_only(cast, lambda by: ADDS[verb](cast.asking(by), road))
    is_one_change_set(cast, lambda: ADDS[verb](cast.asking("writer"), road), verb)


def test_adding_is_one_change_set_with_how_it_stands(cast: Cast):
    is_one_change_set(cast, lambda: gate(cast, standing="open"), "add_gate")


def test_a_gate_is_added_only_where_one_writes(cast: Cast):
    for by in ("reader", "outsider"):
        with pytest.raises(NotThere):
            gate(cast, by=by)
    assert not Gate.objects.exists()


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"name": "  "}, "."),
        ({"kind": "drawbridge"}, "not one of the choices"),
        ({"standing": "ajar"}, "not one of the choices"),
        ({"since": DAY, "until": DAY - timedelta(1)}, "last day is before the first day"),
        ({"standing": "open", "on": DAY + timedelta(1)}, "in the future"),
        ({"standing": "open", "on": date(1899, 12, 31)}, "before 1900"),
    ],
)
def test_what_cannot_be_is_not_added(cast: Cast, told, says):
    with cannot_be(says):
        gate(cast, **told)


def test_a_gate_may_be_needed_for_one_day(cast: Cast):
    assert gate(cast, since=DAY, until=DAY).until == DAY


def test_a_change_is_held_against_the_days_that_stand(cast: Cast):
    road = gate(cast, since=DAY, until=DAY + timedelta(9))
    with cannot_be("last day is before the first day"):
        gates.change_gate(cast.asking("writer"), key=road.pk, until=DAY - timedelta(1))


@pytest.mark.parametrize("day", [DAY + timedelta(1), date(1899, 1, 1)])
def test_nothing_is_said_of_a_day_to_come_or_long_before_us(cast: Cast, day):
    road = gate(cast)
    about = {"asking": cast.asking("writer"), "gate": road.pk, "on": day}
    with cannot_be("future|1900"):
        gates.say_standing(**about, standing="open")
    with cannot_be("future|1900"):
        gates.log_incident(**about, kind="delayed")
    state = gates.say_standing(cast.asking("writer"), gate=road.pk, standing="open").row
    with cannot_be("future|1900"):
        gates.change_of_gate(cast.asking("writer"), GateState, key=state.pk, on=day)


def test_what_was_said_for_a_day_before_comes_before(cast: Cast):
    road = gate(cast, standing="open")
    earlier = DAY - timedelta(30)
    gates.say_standing(cast.asking("writer"), gate=road.pk, standing="closed", on=earlier)
    assert [one.standing for one in road.gatestates.order_by("on")] == ["closed", "open"]


def test_a_second_path_needs_words_and_may_go_through_somebody_of_the_circle(cast: Cast):
    about = {"asking": cast.asking("writer"), "gate": gate(cast).pk}
    with cannot_be("needs a text"):
        gates.note_second_path(**about, text="  ")
    path = gates.note_second_path(**about, text="Boat", relationship=cast.kamil.pk).row
    assert path.relationship == cast.kamil


def in_both_circles(cast):
    team.admit(
        cast.asking("outsider"), circle=cast.elsewhere.pk, colleague=cast.writer.pk, part="writer"
    )


def test_nobody_of_another_circle_is_named_at_a_gate(cast: Cast):
    in_both_circles(cast)
    road = gate(cast)
    with cannot_be("kept in another circle"):
        gates.note_second_path(
            cast.asking("writer"), gate=road.pk, text="Boat", relationship=cast.hidden.pk
        )


OF_GATE = {
    GateState: ({"standing": "conditional", "reason": " Seen. "}, "gatestate"),
    GateIncident: ({"kind": "searched", "text": " Boxes. "}, "gateincident"),
    SecondPath: ({"text": " On foot. "}, "secondpath"),
    GateHelp: ({"how": " Wrote a letter. "}, "gatehelp"),
}


@pytest.mark.parametrize("kind", OF_GATE)
def test_what_was_said_of_a_gate_is_put_right_and_removed(cast: Cast, kind):
    road = gate(cast, standing="closed")
    about = {"asking": cast.asking("writer"), "gate": road.pk}
    gates.log_incident(**about, kind="delayed")
    gates.note_second_path(**about, text="Boat")
    gates.note_help(**about, relationship=cast.kamil.pk, how="Spoke to them")
    row, (values, name) = kind.objects.get(), OF_GATE[kind]

    def change(by):
        return gates.change_of_gate(cast.asking(by), kind, key=row.pk, **values)

    def remove(by):
        return gates.remove_of_gate(cast.asking(by), kind, key=row.pk)

    for do, verb in ((change, f"change_{name}"), (remove, f"remove_{name}")):
        is_for_writers_only(cast, do)
        is_one_change_set(cast, lambda do=do: do("writer"), verb)
    change("writer")
    row.refresh_from_db()
    assert [getattr(row, column) for column in values] == [one.strip() for one in values.values()]


def test_every_kind_that_is_put_right_here_is_found_by_its_word():
    assert set(gates.put_right_by_word().values()) == set(OF_GATE)
    assert set(gates.put_right_by_word()) == {"state", "incident", "path", "help"}


def test_only_what_is_said_of_a_gate_is_put_right_here(cast: Cast):
    with pytest.raises(TypeError):
        gates.remove_of_gate(cast.asking("writer"), Consent, key=uuid.uuid4())


def test_a_gate_goes_with_all_of_it_and_the_requests_for_it_stay(cast: Cast):
    road = gate(cast, standing="open")
    about = {"asking": cast.asking("writer"), "gate": road.pk}
    consents.need_consent(**about, kind="authority", relationship=cast.kamil.pk)
    ask = asks.plan_ask(cast.asking("writer"), relationship=cast.kamil.pk, what="Passage").row
    with change_set("change_record", cast.asking("writer")) as changes:
        changes.change(ask, gate=road)
    gone = gates.remove_gate(cast.asking("writer"), key=road.pk)
    ask.refresh_from_db()
    assert ask.gate is None
    assert not Consent.objects.exists()
    assert not GateState.objects.exists()
    history.undo(cast.asking("writer"), key=gone.key)
    assert Consent.objects.get().gate == GateState.objects.get().gate == road
    ask.refresh_from_db()
    assert ask.gate == road


def test_words_about_a_gate_are_nobodys_finding_unless_it_names_somebody(cast: Cast):
    # "كامل الراشد" is a sealed name of Abu Kamil.
    road = gate(cast, note="كامل الراشد said so.")
    path = {"asking": cast.asking("writer"), "gate": road.pk, "text": "Ask كامل الراشد"}
    gates.note_second_path(**path)
    gates.note_second_path(**path, relationship=cast.kamil.pk)
    assert set(Mark.objects.values_list("kind", "about")) == {("secondpath", cast.kamil.pk)}


def test_a_path_through_somebody_severe_is_seen_by_the_named_only(cast: Cast):
    road = gate(cast)
    severe = cast.add("Umm Nadir")
    gates.note_second_path(cast.asking("writer"), gate=road.pk, text="Boat", relationship=severe.pk)
    access.set_access(cast.asking("writer"), key=severe.pk, sensitivity=3)
    assert SecondPath.objects.visible_to(cast.writer).exists()
    assert not SecondPath.objects.visible_to(cast.reader).exists()
    assert Gate.objects.visible_to(cast.reader).exists()
