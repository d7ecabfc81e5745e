"""A request made in a contact says which gate it is for, and a planned place is cut in sight."""

import re
from datetime import timedelta
from typing import Any

import pytest

from actions.change_sets import cannot_be, is_one_change_set
from cast import Cast, asked_by
from rapport.actions import asks, consents, gates, meetings
from rapport.actions.exceptions import ForLives
from rapport.actions.interactions import AskedFor
from rapport.briefings.gates_to_ask_for import AT_MOST, gates_to_ask_for
from rapport.records.models import Ask, Gate, GateKind, Interaction
from rapport.records.refusals import NotThere

DAY = Cast.DAY
SAID = {"purpose": "negotiation", "asked": "yes", "channel": "phone", "on": "2026-03-16",
        "line": "Asked for the ford.", "save": "1"}  # fmt: skip
LONG = "The mill by the old bridge, second door, then up the stairs"


def add_gate(cast: Cast, name: str = "The ford", by: str = "writer", **told: Any) -> Gate:
    circle = cast.elsewhere if by == "outsider" else cast.circle
    told = {"circle": circle.pk, "kind": GateKind.PASSAGE, "name": name, **told}
    return gates.add_gate(cast.asking(by), **told).row


def plan(cast: Cast, **told: Any) -> Ask:
    told = {"relationship": cast.kamil.pk, "what": "Let the team pass", **told}
    return asks.plan_ask(cast.asking("writer"), **told).row


def noted() -> list[tuple[Any, ...]]:
    return list(Ask.objects.order_by("pk").values_list("relationship", "what", "outcome", "gate"))


# --- what is noted


def test_whoever_was_asked_has_a_request_for_the_gate_in_the_words_of_the_log(cast: Cast):
    ford = add_gate(cast)
    log = cast.meet(2, asked=True, line="May we use the ford?", gate=ford.pk)
    assert noted() == [(cast.kamil.pk, "May we use the ford?", "made", ford.pk)]
    ask = Ask.objects.get()
    assert (ask.interaction, ask.made_on, ask.life_saving) == (log, log.on, False)


def test_a_log_without_a_line_asks_for_the_gate_by_its_name(cast: Cast):
    cast.meet(asked=True, gate=add_gate(cast).pk)
    assert Ask.objects.get().what == "The ford"


def test_a_planned_request_that_is_settled_takes_the_gate_and_no_other_is_noted(cast: Cast):
    ford, ask = add_gate(cast), plan(cast)
    cast.meet(asked_for=[AskedFor(ask.pk, "granted")], gate=ford.pk)
    assert noted() == [(cast.kamil.pk, "Let the team pass", "granted", ford.pk)]


def test_one_planned_for_another_gate_keeps_it_and_none_is_invented(cast: Cast):
    ford, road = add_gate(cast), add_gate(cast, "North road")
    ask, before = plan(cast, gate=road.pk), Interaction.objects.count()
    with cannot_be("planned for another gate"):
        cast.meet(asked_for=[AskedFor(ask.pk)], gate=ford.pk, line="And the ford.")
    assert noted() == [(cast.kamil.pk, "Let the team pass", "planned", road.pk)]
    assert Interaction.objects.count() == before
    other = plan(cast, gate=ford.pk, what="The ford too")
    cast.meet(asked_for=[AskedFor(ask.pk), AskedFor(other.pk)], gate=ford.pk)
    assert noted() == [
        (cast.kamil.pk, "Let the team pass", "made", road.pk),
        (cast.kamil.pk, "The ford too", "made", ford.pk),
    ]


def test_of_two_the_one_whose_request_was_for_another_gate_is_not_noted_again(cast: Cast):
    ford, road, salma = add_gate(cast), add_gate(cast, "North road"), cast.add("Salma")
    ask = plan(cast, gate=road.pk)
    theirs = [(cast.kamil.pk, "lead"), (salma.pk, "second", "yes")]
    cast.meet(theirs=theirs, asked_for=[AskedFor(ask.pk)], gate=ford.pk, line="And the ford?")
    assert noted() == [
        (cast.kamil.pk, "Let the team pass", "made", road.pk),
        (salma.pk, "And the ford?", "made", ford.pk),
    ]


def test_an_answer_to_an_earlier_request_does_not_swallow_a_new_one(cast: Cast):
    ford = add_gate(cast)
    ask = plan(cast, gate=ford.pk)
    cast.meet(9, asked_for=[AskedFor(ask.pk)])
    answer = [AskedFor(ask.pk, "granted")]
    cast.meet(1, asked_for=answer, gate=ford.pk, asked=True, line="And at night?")
    assert noted() == [
        (cast.kamil.pk, "Let the team pass", "granted", ford.pk),
        (cast.kamil.pk, "And at night?", "made", ford.pk),
    ]


def test_an_answer_to_an_earlier_request_for_it_is_enough(cast: Cast):
    ford = add_gate(cast)
    ask = plan(cast, gate=ford.pk)
    cast.meet(9, asked_for=[AskedFor(ask.pk)])
    cast.meet(1, asked_for=[AskedFor(ask.pk, "granted")], gate=ford.pk, asked=False)
    assert noted() == [(cast.kamil.pk, "Let the team pass", "granted", ford.pk)]


def test_only_those_who_were_asked_are_noted(cast: Cast):
    salma, ford = cast.add("Salma"), add_gate(cast)
    theirs = [(cast.kamil.pk, "lead", "yes"), (salma.pk, "second", "no")]
    cast.meet(theirs=theirs, asked=True, gate=ford.pk)
    assert [row[0] for row in noted()] == [cast.kamil.pk]


def test_for_lives_and_for_a_gate_is_one_request(cast: Cast):
    ford = add_gate(cast)
    cast.meet(asked=True, gate=ford.pk, for_lives=ForLives("Three children"))
    [ask] = Ask.objects.all()
    assert (ask.gate, ask.life_saving_reason) == (ford, "Three children")


def test_logging_it_is_one_change_and_undo_takes_the_request_too(cast: Cast):
    ford = add_gate(cast)
    is_one_change_set(cast, lambda: cast.meet(asked=True, gate=ford.pk), "log_interaction")
    assert not noted()


def test_what_cannot_be_is_refused_and_nothing_is_logged(cast: Cast):
    ford, theirs = add_gate(cast), add_gate(cast, by="outsider")
    before = Interaction.objects.count()
    with cannot_be("Nobody was asked for anything"):
        cast.meet(asked=False, gate=ford.pk)
    with pytest.raises(NotThere):
        cast.meet(asked=True, gate=theirs.pk)
    assert Interaction.objects.count() == before


# --- what is offered


def offered(cast: Cast, *people: Any, by: str = "writer") -> Any:
    return gates_to_ask_for(cast.asking(by), [(one or cast.kamil).pk for one in people or [None]])


def test_the_gates_that_hang_on_them_come_first(cast: Cast):
    ford, road, well = (add_gate(cast, name) for name in ("The ford", "North road", "A well"))
    consents.need_consent(
        cast.asking("writer"), gate=ford.pk, kind="authority", relationship=cast.kamil.pk
    )
    plan(cast, gate=road.pk)
    found = offered(cast)
    assert [name for _key, name in found.theirs] == ["North road", "The ford"]
    assert found.others == ((well.pk, "A well"),)
    assert not found.more


def test_gates_of_another_circle_and_those_not_needed_any_more_are_not_offered(cast: Cast):
    add_gate(cast, by="outsider")
    add_gate(cast, "Over", until=DAY - timedelta(days=1))
    last = add_gate(cast, "Today", until=DAY)
    assert offered(cast).others == ((last.pk, "Today"),)
    assert offered(cast, by="outsider").others == ()


def test_of_very_many_some_are_offered_and_it_is_said(cast: Cast):
    for number in range(AT_MOST + 1):
        add_gate(cast, f"Road {number}")
    found = offered(cast)
    assert (len(found.others), found.more) == (AT_MOST, True)


# --- the pages


def page(browser: Any, where: str) -> str:
    answer = browser("writer").get(where)
    assert answer.status_code == 200
    return str(answer.content.decode())


def select(text: str) -> str:
    found = re.search(r'<select name="gate".*?</select>', text, re.DOTALL)
    return found[0] if found else ""


def test_the_page_of_a_gate_leads_to_a_log_and_a_request_that_keep_it(cast: Cast, browser):
    ford = add_gate(cast)
    text = page(browser, f"/gates/{ford.pk}/")
    assert f"/log/?gate={ford.pk}" in text
    consents.need_consent(
        cast.asking("writer"), gate=ford.pk, kind="authority", relationship=cast.kamil.pk
    )
    text = page(browser, f"/gates/{ford.pk}/")
    assert f"/log/?who={cast.kamil.pk}&amp;gate={ford.pk}" in text
    assert f"/people/{cast.kamil.pk}/ask/?gate={ford.pk}" in text
    for where in (f"/log/?who={cast.kamil.pk}&gate={ford.pk}", f"/log/?gate={ford.pk}"):
        text = page(browser, where)
        assert f'value="{ford.pk}" selected' in select(text)
        assert re.search(r'name="asked" value="yes"[^>]* checked', text)
    asking = page(browser, f"/people/{cast.kamil.pk}/ask/?gate={ford.pk}")
    assert f'value="{ford.pk}" selected' in select(asking)


def test_the_gate_stays_chosen_as_people_come_and_go(cast: Cast, browser):
    ford, client = add_gate(cast), browser("writer")
    sent = {**SAID, "gate": str(ford.pk), "who": str(cast.kamil.pk)}
    del sent["save"]
    for headers in ({}, {"HX-Request": "true", "HX-Target": "who"}):
        answer = client.post("/log/", sent, headers=headers).content.decode()
        assert f'value="{ford.pk}" selected' in select(answer)
    del sent["who"]
    assert f'value="{ford.pk}" selected' in select(client.post("/log/", sent).content.decode())


def test_a_log_that_is_saved_with_a_gate_notes_the_request(cast: Cast, browser):
    ford = add_gate(cast)
    sent = {**SAID, "gate": str(ford.pk), "who": str(cast.kamil.pk)}
    assert browser("writer").post("/log/", sent).status_code == 302
    assert noted() == [(cast.kamil.pk, "Asked for the ford.", "made", ford.pk)]
    assert "Asked for the ford." in page(browser, f"/gates/{ford.pk}/")


def test_a_gate_with_nobody_asked_comes_back_with_every_word(cast: Cast, browser):
    ford = add_gate(cast)
    sent = {**SAID, "asked": "no", "gate": str(ford.pk), "who": str(cast.kamil.pk)}
    answer = browser("writer").post("/log/", sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "no request was made for a gate" in text
    assert f'value="{ford.pk}" selected' in select(text)
    assert "Asked for the ford." in text


def test_a_team_without_gates_is_not_asked_for_one(cast: Cast, browser):
    assert not select(page(browser, f"/log/?who={cast.kamil.pk}"))


def test_a_gate_one_may_not_see_is_not_told(cast: Cast, browser):
    theirs = add_gate(cast, "Secret road", by="outsider")
    text = page(browser, f"/log/?who={cast.kamil.pk}&gate={theirs.pk}")
    assert "Secret road" not in text
    assert not select(text)


# --- the place of a plan


@pytest.mark.parametrize(("place", "kept"), [("Kar Dovi", "Kar Dovi"), ("x" * 40, "x" * 40)])
def test_a_place_that_fits_is_taken_whole(cast: Cast, browser, place, kept):
    text = page(browser, _log_of(cast, place))
    assert f'value="{kept}"' in text
    assert "The plan says" not in text


def test_a_longer_place_is_seen_to_be_cut_and_stands_below_as_planned(cast: Cast, browser):
    where = _log_of(cast, LONG)
    text = page(browser, where)
    assert 'value="The mill by the old bridge, second door…"' in text
    assert f"The plan says: {LONG}." in text
    key = where.partition("=")[2]
    sent = {**SAID, "asked": "no", "who": str(cast.kamil.pk), f"meeting-{key}": "on"}
    sent["place"] = "The mill by the old bridge, second door…"
    assert browser("writer").post("/log/", sent).status_code == 302


def _log_of(cast: Cast, place: str) -> str:
    told = {"theirs": [(cast.kamil.pk,)], "on": DAY, "place": place}
    meeting = meetings.plan_meeting(asked_by(cast.writer), **told).row[0]
    return f"/log/?meeting={meeting.pk}"
