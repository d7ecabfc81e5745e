"""What moves somebody on one card, and what of it stands in the brief."""

from datetime import timedelta

import pytest

from cast import Cast, asked_by
from rapport.actions import following, insights, sections
from rapport.briefings.brief import before_a_meeting, brief
from rapport.briefings.motives import motives
from rapport.briefings.person import person
from rapport.records.models import Disagreement, Insight, Office
from rapport.records.refusals import NotThere
from rapport.rules.catalogue import RULES

AGED_DAYS = RULES["R05"].numbers["days"]

DAY = Cast.DAY


def note(cast, text, days_ago=0, by="writer", whom=None, **told):
    told = {"kind": "reasoning", "nature": "interpretation", **told}
    asking = asked_by(cast.who(by), days_ago)
    about = (whom or cast.kamil).pk
    return insights.note_insight(asking, relationship=about, text=text, **told).row


def card(cast, by="writer"):
    return motives(cast.asking(by), cast.kamil.pk)


def said(held):
    return [one.note.text for one in held]


def page(cast):
    return brief(before_a_meeting(cast.asking("writer"), cast.kamil.pk))


def test_layers_go_from_what_is_said_to_what_drives_it(cast: Cast):
    for kind in ("need", "value", "reasoning", "position"):
        note(cast, f"the {kind}", kind=kind)
    note(cast, "seen", kind="value", nature="fact")
    found = card(cast)
    assert [layer.kind for layer in found.layers] == ["position", "reasoning", "value", "need"]
    assert [said(layer.readings) for layer in found.layers] == [
        ["the position"],
        ["the reasoning"],
        ["the value"],
        ["the need"],
    ]
    assert said(found.layers[2].facts) == ["seen"]
    assert not found.nothing


def test_somebody_nobody_knows_has_an_empty_card(cast: Cast):
    assert card(cast).nothing


@pytest.mark.parametrize(
    ("days_ago", "told", "why"),
    [
        (0, {}, "unverified"),
        (0, {"known_from": "seen"}, ""),
        (AGED_DAYS, {"known_from": "seen"}, ""),
        (AGED_DAYS + 1, {"known_from": "seen"}, "aged"),
        (0, {"nature": "fact"}, ""),
        (0, {"nature": "fact", "known_from": "third_party"}, "as_fact"),
        (0, {"nature": "fact", "confidence": "low"}, "as_fact"),
    ],
)
def test_what_should_be_checked_is_told_with_why(cast: Cast, days_ago, told, why):
    note(cast, "it", days_ago=days_ago, **told)
    found = card(cast)
    assert [one.check for one in (*found.to_check, *found.as_fact)] == ([why] if why else [])


def test_checked_today_it_is_no_longer_to_check(cast: Cast):
    row = note(cast, "it", days_ago=AGED_DAYS + 1)
    thin = note(cast, "thin", nature="fact", confidence="low")
    for one in (row, thin):
        following.still_so(cast.asking("writer"), key=one.pk)
    found = card(cast)
    assert (found.to_check, found.as_fact) == ((), ())
    assert found.layers[1].readings[0].since == DAY


def test_the_office_says_when_a_reading_is_aged(cast: Cast):
    note(cast, "it", days_ago=31, known_from="seen")
    assert card(cast).to_check == ()
    Office.objects.update(rule_settings={"R05": {"days": 30}})
    assert [one.check for one in card(cast).to_check] == ["aged"]


def test_a_contact_is_named_only_to_who_may_see_it(cast: Cast):
    visit = cast.meet(3)
    row = note(cast, "it", interaction=visit.pk)
    assert card(cast).layers[1].readings[0].heard_in == visit.pk
    theirs = cast.meet(3, by="outsider", whom=cast.hidden)
    Insight.objects.filter(pk=row.pk).update(interaction=theirs)
    assert card(cast).layers[1].readings[0].heard_in is None


def test_a_stranger_finds_nothing(cast: Cast):
    with pytest.raises(NotThere):
        card(cast, by="outsider")


def test_unanswered_concerns_come_first_on_the_page_and_answered_ones_stay(cast: Cast):
    first = note(cast, "old and open", days_ago=40, kind="concern", nature="fact")
    done = note(cast, "answered", days_ago=3, kind="concern", nature="fact")
    following.follow_up(cast.asking("writer"), key=done.pk, answer="Said.")
    answer = person(cast.asking("writer"), cast.kamil.pk)
    assert [one.pk for one in answer.concerns] == [first.pk, done.pk]
    assert said(card(cast).concerns) == ["old and open", "answered"]
    assert [one.text for one in page(cast).open_concerns] == ["old and open"]


def test_a_misperception_stands_in_the_brief_with_what_we_said(cast: Cast):
    row = note(cast, "We spy.", days_ago=9, kind="misperception", nature="fact")
    following.follow_up(cast.asking("writer", 3), key=row.pk, answer="We do not.")
    [told] = page(cast).misread
    assert (told.text, told.said, told.returned_on) == ("We spy.", "We do not.", None)
    following.came_back(cast.asking("writer"), key=row.pk)
    assert page(cast).misread[0].returned_on == DAY
    assert page(cast).facts == ()


def test_a_concern_we_only_read_says_so(cast: Cast):
    note(cast, "may fear", kind="concern")
    [one] = page(cast).open_concerns
    assert one.reading


def test_disagreements_that_are_not_cleared_stand_in_the_brief(cast: Cast):
    for text, state in (("the list", "open"), ("the day", "cleared"), ("the flag", "standing")):
        sections.note_record(
            cast.asking("writer"),
            Disagreement,
            relationship=cast.kamil.pk,
            text=text,
            state=state,
            restated_by_us="theirs" if state == "standing" else "",
            restated_by_them="ours" if state == "standing" else "",
            on=DAY - timedelta(1),
        )
    found = {one.text: one.restated for one in page(cast).disagreements}
    assert found == {"the list": False, "the flag": True}
    assert {one.text for one in card(cast).disagreements} == set(found)
