"""The reference of the rules, as this office listens to them."""

from datetime import timedelta

from briefings.counting import questions
from cast import Cast, asked_by
from rapport.actions import team, upkeep
from rapport.briefings.rules import rules
from rapport.records.models import Sensitivity
from rapport.rules.catalogue import RULES
from rapport.rules.rule import FAMILIES


def by_code(me):
    answer = rules(asked_by(me))
    return {one.rule.code: one for _, found in answer.families for one in found}


def waived(me, day=Cast.DAY):
    return [one.relationship.counterpart.alias for one in rules(asked_by(me, day=day)).waivers]


def test_every_rule_stands_in_its_family(cast: Cast):
    answer = rules(asked_by(cast.reader))
    assert [family for family, _ in answer.families] == list(FAMILIES)
    assert set(by_code(cast.reader)) == set(RULES)
    assert all(one.on and not one.changed for one in by_code(cast.reader).values())


def test_what_one_set_aside_for_oneself_is_told_to_oneself_alone(cast: Cast):
    upkeep.waive_for_myself(
        cast.asking("reader"),
        code="N06",
        about_kind="actor",
        about_key=cast.kamil.pk,
        seen=[],
        reason="Known.",
        until=Cast.DAY + timedelta(9),
    )
    assert [one.waiver.reason for one in rules(cast.asking("reader")).own_waivers] == ["Known."]
    assert rules(cast.asking("keeper")).own_waivers == ()


def test_what_the_office_has_changed_is_marked(cast: Cast):
    raw = {"U01": {"on": False}, "E03": {"days": 20}, "E01": {"days": 90}, "D04": {"words": ["x"]}}
    team.set_rules(asking=asked_by(cast.keeper), raw=raw)
    found = by_code(cast.writer)
    assert {code for code, one in found.items() if not one.on} == {"U01"}
    assert {code for code, one in found.items() if one.changed} == {"U01", "E03"}


def test_waivers_are_those_i_may_see_that_still_hold_soonest_to_end_first(cast: Cast):
    severe = cast.add("The heron", sensitivity=Sensitivity.SEVERE)
    for who, by, days in (
        (cast.kamil, "writer", 9),
        (severe, "writer", 3),
        (cast.hidden, "outsider", 5),
    ):
        upkeep.waive(
            asking=asked_by(cast.who(by)),
            relationship=who.pk,
            code="U01",
            reason="So.",
            until=Cast.DAY + timedelta(days),
        )
    assert waived(cast.writer) == ["The heron", "Abu Kamil"]
    assert waived(cast.reader) == ["Abu Kamil"]
    assert waived(cast.outsider) == ["Umm Sahar"]
    assert waived(cast.writer, Cast.DAY + timedelta(9)) == ["Abu Kamil"]
    assert waived(cast.writer, Cast.DAY + timedelta(10)) == []


def test_many_waivers_ask_no_more_questions_than_one(cast: Cast):
    def live(number):
        who = cast.add(f"Number {number}")
        until = Cast.DAY + timedelta(9)
        about = {"asking": asked_by(cast.writer), "relationship": who.pk}
        upkeep.waive(**about, code="U01", reason="So.", until=until)

    def ask():
        answer = rules(asked_by(cast.writer))
        return [(one.relationship.counterpart.alias, one.by.name) for one in answer.waivers]

    live(0)
    few = questions(ask)
    for number in range(1, 12):
        live(number)
    assert questions(ask) == few
