"""The card of a meeting: what it offers to say, when it says not to ask, and what paper carries."""

import json
from datetime import time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.utils import translation

from briefings.counting import questions
from cast import Cast
from rapport.actions import (
    access,
    asks,
    colleagues,
    commitments,
    insights,
    meetings,
    occasions,
    own_words,
    people,
    team,
)
from rapport.briefings.card_on_paper import BLANK, CARRIED, card_on_paper, what_may_be_carried
from rapport.briefings.meeting_card import MOST, Card, card
from rapport.briefings.serialize import plain
from rapport.records.models import (
    Ask,
    InsightKind,
    Meeting,
    Nature,
    Occasion,
    OccasionTone,
    Relationship,
    Sensitivity,
)
from rapport.records.refusals import CannotBe, NotThere
from rapport.web.card_offers import AT_MOST, parts
from records.canaries import Canaries, let_loose

DAY = Cast.DAY
TOMORROW = DAY + timedelta(days=1)
LIVES = "The wounded cannot wait"
TOLD_BY_US = {"opener", "closing", "listening_question"}
"""Parts that always have an offer: nobody stands before an empty page."""


@pytest.fixture(autouse=True)
def in_english():
    """Word the offers in English."""
    with translation.override("en"):
        yield


def plan(cast: Cast, *others: Relationship, on: Any = TOMORROW, **told: Any) -> Meeting:
    theirs = [(one.pk,) for one in (cast.kamil, *others)]
    return meetings.plan_meeting(cast.asking("writer"), theirs=theirs, on=on, **told).row[0]


def shown(cast: Cast, planned: Meeting, by: str = "writer") -> Card:
    return card(cast.asking(by), planned.pk)


def offers(cast: Cast, planned: Meeting, by: str = "writer") -> dict[str, tuple[str, ...]]:
    return {part.name: part.offers for part in parts(shown(cast, planned, by))}


def every_offer(cast: Cast, planned: Meeting, by: str = "writer") -> str:
    return "\n".join(text for some in offers(cast, planned, by).values() for text in some)


def note(cast: Cast, kind: str, text: str, **told: Any) -> None:
    told = {"relationship": cast.kamil.pk, "nature": Nature.FACT, **told}
    insights.note_insight(cast.asking("writer"), kind=kind, text=text, **told)


def ask(cast: Cast, whom: Relationship | None = None, **told: Any) -> None:
    told = {"what": "Let the nurses pass", **told}
    asks.plan_ask(cast.asking("writer"), relationship=(whom or cast.kamil).pk, **told)


# --- when nothing is to be asked


@pytest.mark.parametrize(("met", "no_request"), [(0, True), (1, True), (2, False), (3, False)])
def test_until_we_have_met_twice_without_asking_nothing_is_to_be_asked(
    cast: Cast, met: int, no_request: bool
) -> None:
    for days in range(met):
        cast.meet(30 - 10 * days, topics="the rain")
    answer = shown(cast, plan(cast))
    assert (answer.no_request, answer.fewest) == (no_request, min(met, 2))
    assert answer.first is (met == 0)
    assert ("Any request of ours." in offers(cast, plan(cast))["not_to_raise"]) is no_request


def test_a_planned_request_on_which_lives_depend_lifts_it(cast: Cast) -> None:
    planned = plan(cast)
    ask(cast)
    assert shown(cast, planned).no_request
    ask(cast, life_saving=True, life_saving_reason=LIVES)
    assert not shown(cast, planned).no_request
    assert "Any request of ours." not in every_offer(cast, planned)


def test_of_several_people_the_one_we_know_least_counts(cast: Cast) -> None:
    salma = cast.add("Salma")
    for days in (20, 10):
        cast.meet(days)
    assert not shown(cast, plan(cast)).no_request
    both = plan(cast, salma)
    assert (shown(cast, both).no_request, shown(cast, both).fewest) == (True, 0)
    assert not shown(cast, both).first
    # Lives that depend on a request to one are no reason to ask the other.
    ask(cast, life_saving=True, life_saving_reason=LIVES)
    assert shown(cast, both).no_request
    ask(cast, salma, life_saving=True, life_saving_reason=LIVES)
    assert not shown(cast, both).no_request


def test_of_more_people_than_it_reads_the_least_known_counts_all_the_same(cast: Cast) -> None:
    many = [cast.add(f"Guest {number}") for number in range(MOST + 1)]
    for whom in (cast.kamil, *many[:-1]):
        for days in (20, 10):
            cast.meet(days, whom=whom)
    answer = shown(cast, plan(cast, *many))
    assert len(answer.people) == MOST
    assert (answer.no_request, answer.fewest) == (True, 0)


# --- what is offered


def test_on_a_first_meeting_there_is_something_to_say_all_the_same(cast: Cast) -> None:
    found = offers(cast, plan(cast))
    assert {name for name, some in found.items() if some} == {*TOLD_BY_US, "not_to_raise"}
    assert found["opener"] == ("The weather, the place, the way here. Then: how are they?",)
    assert found["listening_question"] == (
        "What should we know of this place that visitors do not see?",
    )
    assert "only to talk" in found["closing"][0]


def test_it_begins_with_what_was_noted_for_it_and_what_they_like(cast: Cast) -> None:
    note(cast, InsightKind.PREFERENCE, "He likes to be asked about his garden")
    note(cast, InsightKind.HOOK, "His team won on Friday")
    note(cast, InsightKind.HOOK, "Perhaps football", nature=Nature.INTERPRETATION)
    found = offers(cast, plan(cast))["opener"]
    assert found[:2] == ("His team won on Friday", "He likes to be asked about his garden")
    assert "Perhaps football" not in "".join(found)


def test_topics_are_offered_only_of_a_talk_in_which_nothing_was_asked(cast: Cast) -> None:
    planned = plan(cast)
    cast.meet(20, topics="the harvest")
    cast.meet(10, topics="the permit", asked=True)
    assert "Last time you spoke of: the harvest" in offers(cast, planned)["opener"]
    assert "the permit" not in every_offer(cast, planned)


def test_the_place_and_the_way_are_offered_as_they_were_written(cast: Cast) -> None:
    found = offers(cast, plan(cast, place="Mill house", journey="By the river road"))["opener"]
    assert "The place (Mill house): how is life there?" in found
    assert "The way here: By the river road." in found


def test_a_concern_is_asked_after_until_its_end_and_only_if_they_told_us(cast: Cast) -> None:
    planned = plan(cast)
    note(cast, InsightKind.CONCERN, "the price of bread", expires=DAY + timedelta(days=1))
    note(
        cast,
        InsightKind.CONCERN,
        "over and done",
        expires=DAY - timedelta(days=1),
        on=DAY - timedelta(days=9),
    )
    note(cast, InsightKind.CONCERN, "guessed by us", nature=Nature.INTERPRETATION)
    asked = offers(cast, planned)["listening_question"]
    assert asked[0] == "You told us about this: “the price of bread”. How is it now?"
    assert "over and done" not in every_offer(cast, planned)
    assert "guessed by us" not in every_offer(cast, planned)


@pytest.mark.parametrize(
    ("feast", "mentioned", "opens", "avoids"),
    [
        ("eid_al_fitr", True, True, False),
        ("eid_al_fitr", False, False, False),
        ("good_friday", True, False, True),
        ("good_friday", False, False, False),
    ],
)
def test_a_feast_is_offered_only_if_they_spoke_of_it_and_one_of_mourning_is_not_raised(
    cast: Cast, feast: str, mentioned: bool, opens: bool, avoids: bool
) -> None:
    about = {"asking": cast.asking("writer"), "relationship": cast.kamil.pk}
    occasions.note_occasion(**about, name="Feast", feast=feast, mentioned_by_them=mentioned)
    found = offers(cast, plan(cast))
    assert any("is near, on" in text for text in found["opener"]) is opens
    assert any("day of mourning" in text for text in found["not_to_raise"]) is avoids


@pytest.mark.parametrize("tone", OccasionTone.values)
def test_of_a_day_of_their_own_its_tone_decides(cast: Cast, tone: str) -> None:
    about = {"asking": cast.asking("writer"), "relationship": cast.kamil.pk}
    told = {"mentioned_by_them": True, "month": 3, "day": 20, "tone": tone}
    occasions.note_occasion(**about, name="The heron day", **told)
    found = offers(cast, plan(cast))
    in_opener = any("The heron day" in text for text in found["opener"])
    avoided = any("The heron day" in text for text in found["not_to_raise"])
    assert in_opener is (tone not in (OccasionTone.MOURNING, OccasionTone.POLITICAL))
    assert avoided is (tone == OccasionTone.MOURNING)


@pytest.mark.parametrize(("days", "near"), [(-1, False), (0, True), (21, True), (22, False)])
def test_a_day_is_near_for_three_weeks_from_the_day_of_the_meeting(
    cast: Cast, days: int, near: bool
) -> None:
    when = TOMORROW + timedelta(days=days)
    about = {"asking": cast.asking("writer"), "relationship": cast.kamil.pk}
    told = {"mentioned_by_them": True, "once": when}
    occasions.note_occasion(**about, name="The heron day", **told)
    assert ("The heron day" in every_offer(cast, plan(cast))) is near
    assert Occasion.objects.count() == 1


def test_our_own_words_are_in_their_language_first_then_in_ours(cast: Cast) -> None:
    asking = cast.asking("keeper")
    for language, texts in (
        ("ar", {"who_we_are": "نحن هنا"}),
        ("en", {"who_we_are": "We are here", "not_do": "We take no sides"}),
        ("de", {"not_do": "Wir ergreifen keine Partei"}),
    ):
        own_words.write_own_words(asking, language=language, texts=texts)
    planned = plan(cast)
    people.change_counterpart(
        cast.asking("writer"), key=cast.kamil.counterpart_id, languages=["ar"]
    )
    colleagues.say_of_myself(cast.asking("writer"), languages=["en"])
    assert offers(cast, planned)["may_say"] == ("نحن هنا", "We take no sides")


def test_what_a_yes_may_cost_gives_a_sentence_that_acknowledges_it(cast: Cast) -> None:
    planned = plan(cast)
    assert offers(cast, planned)["acknowledgement"] == ()
    ask(cast, costs=(("superiors", 2),), softens="A letter that he can show")
    assert offers(cast, planned)["acknowledgement"] == (
        "We know that you will have to answer for this further up.",
        "A letter that he can show",
    )


def test_a_request_that_was_made_already_costs_nothing_any_more(cast: Cast) -> None:
    ask(cast, costs=(("superiors", 2),))
    asks.settle_ask(cast.asking("writer"), key=Ask.objects.get().pk, outcome="made")
    assert offers(cast, plan(cast))["acknowledgement"] == ()


def test_what_not_to_raise_and_what_they_hold_dear_have_their_parts(cast: Cast) -> None:
    note(cast, InsightKind.AVOID, "His brother")
    note(cast, InsightKind.AVOID, "Perhaps the election", nature=Nature.INTERPRETATION)
    note(cast, InsightKind.VALUE, "He keeps his word")
    found = offers(cast, plan(cast))
    assert set(found["not_to_raise"]) >= {"His brother", "Perhaps the election"}
    assert found["respect"] == ("He keeps his word",)


def test_what_is_written_is_not_offered_again_but_a_piece_of_a_word_is_no_word(
    cast: Cast,
) -> None:
    note(cast, InsightKind.VALUE, "tea")
    note(cast, InsightKind.VALUE, "His garden")
    assert offers(cast, plan(cast, respect="The team. His garden."))["respect"] == ("tea",)


def test_no_part_offers_more_than_one_could_read_at_a_glance(cast: Cast) -> None:
    for number in range(9):
        note(cast, InsightKind.AVOID, f"Matter {number}")
    assert len(offers(cast, plan(cast))["not_to_raise"]) == AT_MOST


# --- who may see it


def test_a_person_one_may_not_see_is_in_no_sentence_and_no_count(cast: Cast) -> None:
    salma = cast.add("Salma")
    both = plan(cast, salma)
    for days in (20, 10):
        cast.meet(days)
    note(cast, InsightKind.HOOK, "Her heron", relationship=salma.pk)
    ask(cast, salma, what="her permit", costs=(("career", 1),))
    for who in ("keeper", "reader"):
        assert shown(cast, both, who).no_request
    access.set_access(
        cast.asking("writer"), key=salma.pk, sensitivity=Sensitivity.SEVERE,
        named=[cast.writer.pk],
    )  # fmt: skip
    for who in ("keeper", "reader"):
        answer = shown(cast, both, who)
        told = json.dumps(plain(answer), ensure_ascii=False) + every_offer(cast, both, who)
        assert not [word for word in ("Salma", "heron", "permit", "further up") if word in told]
        assert (len(answer.people), answer.fewest, answer.no_request) == (1, 2, False)
    hers = Meeting.objects.exclude(pk=both.pk).get()
    assert "Her heron" in every_offer(cast, hers)
    with pytest.raises(NotThere):
        shown(cast, hers, "keeper")


def test_of_two_circles_each_card_has_its_own_people_alone(cast: Cast) -> None:
    team.admit(
        cast.asking("outsider"), circle=cast.elsewhere.pk, colleague=cast.writer.pk, part="writer"
    )
    for days in (20, 10):
        cast.meet(days)
    note(cast, InsightKind.HOOK, "Her heron", relationship=cast.hidden.pk)
    here = plan(cast, cast.hidden)
    if here.circle_id != cast.circle.pk:
        here = Meeting.objects.get(circle=cast.circle)
    for who in ("writer", "keeper"):
        answer = shown(cast, here, who)
        assert ([one.alias for one in answer.people], answer.no_request) == (["Abu Kamil"], False)
        assert "heron" not in every_offer(cast, here, who)


def test_to_a_stranger_there_is_no_card(cast: Cast) -> None:
    planned = plan(cast)
    with pytest.raises(NotThere):
        shown(cast, planned, "outsider")
    team.release(cast.asking("keeper"), circle=cast.circle.pk, colleague=cast.reader.pk)
    with pytest.raises(NotThere):
        shown(cast, planned, "reader")


def test_it_asks_as_often_of_a_full_life_as_of_an_empty_one(cast: Cast) -> None:
    planned = plan(cast)
    shown(cast, planned)
    few = questions(lambda: shown(cast, planned))
    for number in range(5):
        cast.meet(5 + number, topics=f"topic {number}")
        note(cast, InsightKind.HOOK, f"hook {number}")
        note(cast, InsightKind.AVOID, f"avoid {number}")
        commitments.make_commitment(
            cast.asking("writer"), relationship=cast.kamil.pk, text=f"promise {number}"
        )
        ask(cast, what=f"request {number}", costs=(("career", 1),))
    assert questions(lambda: shown(cast, planned)) <= few + 3
    assert few <= 40


def test_with_each_person_it_asks_what_a_brief_asks_and_no_more(cast: Cast) -> None:
    others = [cast.add(f"Guest {number}") for number in range(4)]
    counts = []
    for number in range(5):
        planned = plan(cast, *others[:number])
        shown(cast, planned)
        counts.append(questions(lambda planned=planned: shown(cast, planned)))
    each = {later - before for before, later in pairwise(counts)}
    assert len(each) == 1, counts
    assert each.pop() <= 30


# --- paper


def paper(cast: Cast, planned: Meeting, *ticked: str) -> str:
    """Return what is on the page to carry, as text."""
    asking = cast.asking("writer")
    page = card_on_paper(asking, card(asking, planned.pk), ticked=ticked)
    return json.dumps(plain(page), ensure_ascii=False)


def offered(cast: Cast, planned: Meeting) -> dict[str, str]:
    asking = cast.asking("writer")
    choice = what_may_be_carried(asking, card(asking, planned.pk))
    return {piece.name: piece.text for piece in choice.pieces}


@pytest.fixture
def words(cast: Cast) -> Canaries:
    return let_loose(cast, cast.kamil)


def test_of_every_text_around_the_meeting_nothing_is_carried_unless_it_is_ticked(
    cast: Cast, words: Canaries
) -> None:
    planned = Meeting.objects.get()
    whole = json.dumps(plain(shown(cast, planned)), ensure_ascii=False)
    assert len(words.found_in(whole)) > 30
    assert words.told(paper(cast, planned)) == []


def test_each_piece_is_carried_where_it_is_ticked_and_takes_no_other_along(
    cast: Cast, words: Canaries
) -> None:
    planned = Meeting.objects.get()
    choice = offered(cast, planned)
    assert set(choice) == set(CARRIED)
    for name in choice:
        assert words.told(paper(cast, planned, name)) == [f"meeting.{name}"]
    every = words.told(paper(cast, planned, *choice))
    assert every == sorted(f"meeting.{name}" for name in CARRIED)


def test_the_remark_the_reason_and_the_zone_cannot_be_ticked(cast: Cast, words: Canaries) -> None:
    planned = Meeting.objects.get()
    for name in ("remark", "reason_for_lead", "zone", "channel", "theirs", ""):
        with pytest.raises(CannotBe):
            paper(cast, planned, name)


def test_what_is_not_written_is_not_offered_and_refused_where_it_is_ticked(cast: Cast) -> None:
    planned = plan(cast, opener="The rain.")
    assert offered(cast, planned) == {"opener": "The rain."}
    with pytest.raises(CannotBe):
        paper(cast, planned, "opener", "closing")


@pytest.mark.parametrize(
    "said",
    [
        "Ask Abu Kamil first",
        "ABU KAMIL and abu kamil",
        "Abu Kamil's house",
        "the Abu Kamilites",
        "Abu\nKamil",
        "Ábu Kamíl",
    ],
)
def test_the_alias_gives_way_to_a_dash_however_it_is_spelled(cast: Cast, said: str) -> None:
    carried = paper(cast, plan(cast, opener=said), "opener")
    assert BLANK in carried
    assert "kam" not in carried.casefold().replace("í", "i")


@pytest.mark.parametrize("said", ["خبز لأبو سحر", "وأبو سحر معه", "أَبُو سَحَر", "ابو سحر"])
def test_an_alias_in_arabic_gives_way_with_what_is_written_onto_it(cast: Cast, said: str) -> None:
    people.change_counterpart(cast.asking("writer"), key=cast.kamil.counterpart_id, alias="أبو سحر")
    carried = paper(cast, plan(cast, opener=said), "opener")
    assert BLANK in carried
    assert "سحر" not in carried


def test_so_does_the_alias_of_everybody_else_whom_we_know(cast: Cast) -> None:
    cast.add("Umm Nour")
    planned = plan(cast, may_say="UMM NOUR agreed. The samecard stays.")
    cast.add("Sam")
    assert offered(cast, planned)["may_say"] == "— agreed. The samecard stays."


def test_nobody_learns_from_a_dash_whom_another_circle_knows(cast: Cast) -> None:
    planned = plan(cast, may_say="Umm Sahar agreed")
    assert offered(cast, planned)["may_say"] == "Umm Sahar agreed"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Kit Keeper begins", "— begins"),
        ("KIT KEEPER begins", "— begins"),
        ("Kit begins", "— begins"),
        ("KIT begins, then Kit's friend", "— begins, then —'s friend"),
        ("Bring the kit", "Bring the kit"),
        ("Give it to Writer", "Give it to —"),
        ("Outsider waits in the car", "— waits in the car"),
    ],
)
def test_names_of_colleagues_give_way_of_who_goes_each_part_alone(
    cast: Cast, said: str, left: str
) -> None:
    planned = plan(cast, opener=said, ours=[(cast.keeper.pk, "lead")])
    assert offered(cast, planned)["opener"] == left
    assert "Kit" not in paper(cast, planned, "opener")


def test_so_does_the_name_of_the_second_reader(cast: Cast) -> None:
    planned = plan(cast, closing="As Kit said, go slowly")
    assert "Kit" in offered(cast, planned)["closing"]
    meetings.ask_to_read_meeting(cast.asking("writer"), key=planned.pk, reader=cast.keeper.pk)
    assert offered(cast, planned)["closing"] == "As — said, go slowly"


def test_an_arabic_name_of_a_colleague_gives_way_with_what_is_written_onto_it(cast: Cast) -> None:
    colleagues.change_colleague(cast.asking("keeper"), colleague=cast.reader.pk, name="سلمى حدّاد")
    planned = plan(cast, opener="تبدأ سلمى، ثم ولسلمى", ours=[(cast.reader.pk, "lead")])
    assert "تبدأ —" in offered(cast, planned)["opener"]


@pytest.mark.parametrize(
    "said",
    [
        "كامل الراشد came",
        "the rain; Kamil al-Rashid",
        "KAMIL RASHID",
        # With the alias covered only half of the name would be left, and pass for none.
        "Abu Kamil al-Rashid",
    ],
)
@pytest.mark.parametrize("name", CARRIED)
def test_words_with_a_real_name_in_them_cannot_be_ticked(cast: Cast, said: str, name: str) -> None:
    planned = plan(cast, **{name: said})
    assert offered(cast, planned) == {}
    with pytest.raises(CannotBe):
        paper(cast, planned, name)


def test_a_real_name_of_somebody_who_is_not_in_the_meeting_counts_too(cast: Cast) -> None:
    cast.add("Salma", names=[("Arab", "ليلى الحمصي")])
    assert offered(cast, plan(cast, guests="ليلى الحمصي")) == {}


def test_of_people_for_named_colleagues_only_nothing_can_be_ticked(cast: Cast) -> None:
    planned = plan(cast, opener="The rain.", place="Mill house")
    assert offered(cast, planned)
    access.set_access(cast.asking("writer"), key=cast.kamil.pk, sensitivity=Sensitivity.SEVERE)
    asking = cast.asking("writer")
    choice = what_may_be_carried(asking, card(asking, planned.pk))
    assert (choice.pieces, choice.for_named_only) == ((), True)
    assert "Mill" not in paper(cast, planned)
    with pytest.raises(CannotBe):
        paper(cast, planned, "place")


def test_the_day_and_the_hour_are_of_one_clock(cast: Cast) -> None:
    planned = plan(cast, time=time(0, 30), zone="Asia/Amman")
    asking = cast.asking("writer")
    page = card_on_paper(asking, card(asking, planned.pk))
    assert page.begins is not None
    assert page.begins.date() == page.on == DAY


def test_who_goes_is_said_by_parts_alone(cast: Cast) -> None:
    ours = [(cast.writer.pk, "lead"), (cast.keeper.pk, "interpreter")]
    asking = cast.asking("writer")
    page = card_on_paper(asking, card(asking, plan(cast, ours=ours).pk))
    assert sorted(page.ours) == ["interpreter", "lead"]
    assert "Keeper" not in json.dumps(plain(page))
