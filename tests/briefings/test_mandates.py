"""Which mandates hold: on their days, in their circle, for their gate; and what is handed on."""

from datetime import date, timedelta
from typing import Any

import pytest

from briefings.counting import questions
from cast import Cast, asked_by
from rapport.actions import asks, consents, gates
from rapport.actions import mandates as verbs
from rapport.briefings.brief import before_the_road, brief
from rapport.briefings.find import find
from rapport.briefings.mandates import in_force_with, mandates
from rapport.briefings.mentions import mentions
from rapport.briefings.person import person
from rapport.briefings.red_lines import red_lines
from rapport.briefings.road import brief_for_the_road
from rapport.records.models import Ask, Gate, GateKind, Mandate, Sensitivity

DAY = Cast.DAY


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def give(cast: Cast, by: str = "writer", **told: Any) -> Mandate:
    circle = cast.elsewhere if by == "outsider" else cast.circle
    told = {"title": "North road", "since": after(-3), "circle": circle.pk, **told}
    return verbs.give_mandate(cast.asking(by), **told).row


def gate(cast: Cast, name: str = "The ford") -> Gate:
    return gates.add_gate(
        cast.asking("writer"), circle=cast.circle.pk, kind=GateKind.values[0], name=name, since=DAY
    ).row


def holding(cast: Cast, by: str = "writer", **told: Any) -> list[str]:
    return [line.mandate.title for line in mandates(cast.asking(by), **told).in_force]


def handed(cast: Cast) -> list[str]:
    return [one.title for one in person(cast.asking("writer"), cast.kamil.pk).mandates]


# --- its days


@pytest.mark.parametrize(("day", "holds"), [(-1, False), (0, True), (4, True), (5, False)])
def test_it_holds_from_its_first_day_to_its_last(cast: Cast, day: int, holds: bool) -> None:
    give(cast, since=DAY, until=after(4))
    assert bool(holding(cast, on=after(day))) is holds


def test_one_without_a_last_day_holds_on(cast: Cast) -> None:
    give(cast)
    assert holding(cast, on=after(900)) == ["North road"]


def test_one_that_was_written_down_late_held_already(cast: Cast) -> None:
    give(cast, since=after(-40), until=after(-20))
    assert holding(cast) == []
    assert holding(cast, on=after(-30)) == ["North road"]


def test_the_page_puts_each_where_it_stands(cast: Cast) -> None:
    give(cast, title="soon over", until=after(14))
    give(cast, title="later", until=after(15))
    give(cast, title="for good")
    give(cast, title="today only", since=DAY, until=DAY)
    give(cast, title="to come", since=after(1))
    give(cast, title="over", until=after(-1))
    answer = mandates(cast.asking("reader"))
    titles = {
        name: [line.mandate.title for line in getattr(answer, name)]
        for name in ("in_force", "to_come", "over", "lapsed")
    }
    assert titles == {
        "in_force": ["today only", "soon over", "later", "for good"],
        "to_come": ["to come"],
        "over": ["over"],
        "lapsed": [],
    }
    assert [line.ends_soon for line in answer.in_force] == [True, True, False, False]
    assert not answer.may_add


def test_where_the_last_one_is_over_it_is_said_of_that_circle_alone(cast: Cast) -> None:
    give(cast, title="long over", until=after(-2))
    give(cast, title="just over", until=after(-1))
    (line,) = mandates(cast.asking("writer")).lapsed
    assert line.mandate.title == "just over"
    give(cast, "outsider")
    assert mandates(cast.asking("writer")).lapsed == (line,)
    give(cast, since=after(2))
    assert not mandates(cast.asking("writer")).lapsed


# --- who sees it


def test_another_circle_does_not_see_it(cast: Cast) -> None:
    give(cast, "outsider", title="heron")
    assert mandates(cast.asking("writer")).none
    assert in_force_with(cast.asking("writer"), cast.kamil) == ()
    assert holding(cast, "outsider") == ["heron"]


def test_a_severe_person_makes_no_mandate_severe(cast: Cast) -> None:
    severe = cast.add("The Heron", sensitivity=Sensitivity.SEVERE)
    give(cast)
    for name in ("reader", "keeper", "writer"):
        assert holding(cast, name) == ["North road"]
    answer = person(cast.asking("writer"), severe.pk)
    assert [one.title for one in answer.mandates] == ["North road"]


# --- its gate


def test_whoever_meets_somebody_has_those_of_what_is_requested_of_them(cast: Cast) -> None:
    ford = gate(cast)
    give(cast, title="ford", gate=ford.pk)
    assert handed(cast) == []
    asking = cast.asking("writer")
    ask = asks.plan_ask(asking, relationship=cast.kamil.pk, what="Pass").row
    Ask.objects.update(gate=ford)
    assert handed(cast) == ["ford"]
    asks.settle_ask(asking, key=ask.pk, outcome="deferred", again_on=after(9))
    assert handed(cast) == ["ford"], "it comes back"
    asks.settle_ask(asking, key=ask.pk, outcome="granted")
    assert handed(cast) == []


def test_whoever_meets_somebody_has_those_of_what_hangs_on_their_consent(cast: Cast) -> None:
    ford, other = gate(cast), cast.add("Salma")
    give(cast, title="ford", gate=ford.pk)
    asking = cast.asking("writer")
    consents.need_consent(asking, gate=ford.pk, kind="authority", relationship=cast.kamil.pk)
    assert handed(cast) == ["ford"]
    assert person(asking, other.pk).mandates == ()


# --- the brief and the road


def test_the_brief_says_what_it_lets_us_do_and_nothing_of_the_rest(cast: Cast) -> None:
    give(
        cast,
        until=after(9),
        may_decide="the day",
        must_refer="money",
        may_not="an escort",
        may_say="We come on Tuesdays.",
        internal="up to ten trucks",
    )
    (one,) = brief(person(cast.asking("writer"), cast.kamil.pk)).mandates
    assert (one.title, one.gate, one.until) == ("North road", "", after(9))
    assert (one.may_decide, one.must_refer, one.may_not) == ("the day", "money", "an escort")
    assert one.may_say == "We come on Tuesdays."
    assert "trucks" not in repr(one)


def test_nothing_of_it_goes_on_the_road(cast: Cast) -> None:
    give(cast, may_decide="heron", may_say="heron", internal="heron")
    asking = cast.asking("writer")
    carried = brief_for_the_road(asking, before_the_road(asking, cast.kamil.pk))
    assert carried.page.mandates == ()
    assert "heron" not in repr(carried)


# --- questions


def test_it_takes_one_question_more_however_many_there_are(cast: Cast) -> None:
    asking = asked_by(cast.writer)
    asking.me.writable_circles(), asking.me.readable_circles()
    mandates(asking), person(asking, cast.kamil.pk)
    page = questions(lambda: mandates(asking))
    of_person = questions(lambda: person(asking, cast.kamil.pk))
    for number in range(6):
        give(cast, title=f"mandate {number}", gate=gate(cast, f"Gate {number}").pk)
        give(cast, title=f"other {number}")
    assert questions(lambda: mandates(asking)) == page == 1
    assert questions(lambda: person(asking, cast.kamil.pk)) == of_person


# --- finding


def test_its_words_are_found_and_lead_to_it(cast: Cast) -> None:
    mandate = give(cast, internal="a heron at the ford")
    give(cast, "outsider", internal="another heron")
    (note,) = find(cast.asking("reader"), "heron").notes
    assert (note.kind, note.row, note.alias) == ("mandate", mandate.pk, "North road")
    assert note.relationship is None
    assert mentions(cast.asking("reader"), ["heron"], without=()) == (note,)
    verbs.remove_mandate(cast.asking("writer"), key=mandate.pk)
    assert find(cast.asking("reader"), "heron").notes == ()


# --- red lines


def test_a_refusal_comes_in_the_first_language_there_is(cast: Cast) -> None:
    asking = cast.asking("writer")
    said = {"en": "No.", "ar": "لا."}
    verbs.draw_red_line(asking, topic="data", text="No lists.", refusals=said)
    verbs.draw_red_line(asking, topic="fees", text="No fees.")

    def spoken(*languages: str) -> list[tuple[str, str]]:
        return [(line.language, line.refusal) for line in red_lines(cast.writer, languages)]

    assert spoken("so", "AR", "en") == [("ar", "لا."), ("", "")]
    assert spoken("fr", "en") == [("en", "No."), ("", "")]
    assert spoken()[0] == ("ar", "لا.")
    assert questions(lambda: red_lines(cast.writer, ["en"])) <= 2
