"""Before a request, one question in their place: its answer suggests, and ticks nothing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override

from actions.change_sets import is_one_change_set
from cast import Cast
from rapport.actions import asks, meetings
from rapport.briefings.person import person
from rapport.records.models import Ask, Cost, Meeting
from rapport.web.in_their_place import thought

TOMORROW = Cast.DAY + timedelta(days=1)
THOUGHT = {"why_no": "His commander would ask; he would need a guarantee.", "what": "The road"}
IN_PLACE = {"HX-Request": "true", "HX-Target": "thought"}


def page(cast: Cast) -> str:
    return f"/people/{cast.kamil.pk}/ask/"


@pytest.mark.parametrize(
    ("said", "costs"),
    [
        ("His commander would ask.", (Cost.SUPERIORS,)),
        ("Son supérieur et sa sécurité.", (Cost.SUPERIORS, Cost.SAFETY)),
        ("يخاف على سلامة رجاله", (Cost.AUTHORITY, Cost.SAFETY)),
        ("The weather.", ()),
    ],
)
def test_words_suggest_what_a_yes_may_cost(said: str, costs: tuple[str, ...]):
    found = thought(said)
    assert found is not None
    assert found.costs == costs


def test_nothing_said_suggests_nothing_and_what_is_ticked_is_not_suggested_again():
    assert thought("  ") is None
    found = thought("His commander would ask.", [Cost.SUPERIORS, Cost.SAFETY])
    assert found is not None
    assert found.costs == ()
    assert "further up" in found.sentence


def test_the_sentence_is_in_the_language_of_the_page():
    with override("en"):
        found = thought("The weather.")
    assert found is not None
    assert "not free for you" in found.sentence


def test_the_question_stands_before_the_request(cast: Cast, browser: Any):
    shown = browser("writer").get(page(cast)).content.decode()
    assert shown.index("what would make you say no") < shown.index("What we will ask for")


def test_without_scripts_it_is_thought_about_first_and_nothing_is_saved_or_lost(
    cast: Cast, browser: Any
):
    answer = browser("writer").post(page(cast), {**THOUGHT, "think": "1", "costs": "safety"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert not Ask.objects.exists()
    assert "standing with superiors" in shown
    assert "The road" in shown
    assert re.findall(r'value="(\w+)"[^>]* checked', shown) == [Cost.SAFETY]


def test_with_scripts_the_same_comes_in_its_place(cast: Cast, browser: Any):
    answer = browser("writer").post(page(cast), THOUGHT, headers=IN_PLACE)
    assert "standing with superiors" in answer.content.decode()
    assert "<form" not in answer.content.decode()
    assert not Ask.objects.exists()


def test_saved_it_stands_with_the_request(cast: Cast, browser: Any):
    assert browser("writer").post(page(cast), THOUGHT).status_code == 302
    (ask,) = person(cast.asking("reader"), cast.kamil.pk).asks
    assert ask.why_no == THOUGHT["why_no"]
    assert ask.costs == []
    shown = browser("reader").get(f"/people/{cast.kamil.pk}/").content.decode()
    assert "he would need a guarantee" in shown
    assert (
        "he would need" in browser("reader").get(f"/people/{cast.kamil.pk}/brief/").content.decode()
    )
    client = browser("writer")
    assert "he would need" in client.get(f"/records/ask/{ask.pk}/change/").content.decode()


def test_the_sentence_goes_on_the_card_of_the_next_meeting_if_ticked(cast: Cast, browser: Any):
    plan = meetings.plan_meeting(cast.asking("writer"), theirs=[(cast.kamil.pk,)], on=TOMORROW).row[
        0
    ]
    shown = browser("writer").post(page(cast), THOUGHT, headers=IN_PLACE).content.decode()
    assert "further up" in shown
    assert f'name="on_card" value="{plan.pk}"' in shown
    said = {**THOUGHT, "acknowledgement": "We know you must answer for it."}
    browser("writer").post(page(cast), said)
    assert Meeting.objects.get().acknowledgement == ""
    browser("writer").post(page(cast), {**said, "on_card": str(plan.pk)})
    assert Meeting.objects.get().acknowledgement == "We know you must answer for it."
    also = {**THOUGHT, "acknowledgement": "And that it is your name.", "on_card": str(plan.pk)}
    for _ in range(2):
        browser("writer").post(page(cast), also)
    both = "We know you must answer for it.\nAnd that it is your name."
    assert Meeting.objects.get().acknowledgement == both, "nothing goes, and nothing stands twice"


def test_no_sentence_is_offered_for_a_meeting_that_is_over_or_called_off(cast: Cast, browser: Any):
    def offered() -> bool:
        shown = browser("writer").post(page(cast), THOUGHT, headers=IN_PLACE).content.decode()
        return "on_card" in shown

    asking = cast.asking("writer")
    theirs = [(cast.kamil.pk,)]
    meetings.plan_meeting(asking, theirs=theirs, on=cast.DAY - timedelta(1))
    off = meetings.plan_meeting(asking, theirs=theirs, on=TOMORROW).row[0]
    assert offered()
    meetings.call_off_meeting(asking, key=off.pk)
    assert not offered()


def test_the_request_and_the_sentence_are_one_change(cast: Cast):
    asking = cast.asking("writer")
    plan = meetings.plan_meeting(asking, theirs=[(cast.kamil.pk,)], on=TOMORROW).row[0]
    is_one_change_set(
        cast,
        lambda: asks.plan_ask(
            asking, relationship=cast.kamil.pk, what="The road", meeting=plan.pk,
            acknowledgement="We know.",
        ),
        "plan_ask",
    )  # fmt: skip
