"""The brief for the road: of every text there is, nothing goes that was not ticked."""

import json
from datetime import timedelta
from typing import Any

import pytest

from cast import Cast
from rapport.actions import access, asks, channels, commitments, insights, occasions, people
from rapport.briefings.brief import brief
from rapport.briefings.person import PersonBriefing, person
from rapport.briefings.road import Choice, brief_for_the_road, what_may_be_ticked
from rapport.briefings.serialize import plain
from rapport.records.models import (
    Channel,
    InsightKind,
    Nature,
    Operation,
    Safety,
    Sensitivity,
    SpecialCategory,
)
from rapport.records.refusals import CannotBe
from records.canaries import Canaries, let_loose

EVERY_PIECE = {"address", "topics", "promise", "ask", "note", "agreement", "occasion", "way"}


def briefing(cast: Cast) -> PersonBriefing:
    return person(cast.asking("writer"), cast.kamil.pk)


def offered(cast: Cast) -> Choice:
    return what_may_be_ticked(briefing(cast))


def carried(cast: Cast, *ticked: str, numbered: bool = False) -> str:
    done = brief_for_the_road(
        cast.asking("writer"), briefing(cast), ticked=ticked, numbered=numbered
    )
    return shown(done)


def shown(answer: Any) -> str:
    """Return an answer as text, with all columns of the records in it."""
    return json.dumps(plain(answer), ensure_ascii=False)


def feast_near(cast: Cast) -> None:
    """Note a day of theirs that a rule speaks of, so that a finding has its name in it."""
    about = {"asking": cast.asking("writer"), "relationship": cast.kamil.pk}
    occasions.note_occasion(**about, name="a feast", month=3, day=18, mentioned_by_them=True)


@pytest.fixture
def words(cast: Cast) -> Canaries:
    feast_near(cast)
    return let_loose(cast, cast.kamil)


def test_of_every_text_around_a_person_nothing_goes_but_what_we_call_them(
    cast: Cast, words: Canaries
) -> None:
    whole = shown(brief(briefing(cast)))
    assert len(words.found_in(shown(briefing(cast)))) > 40
    assert "occasion.name" in words.told(shown(briefing(cast).findings))
    assert {"agreement.what", "interaction.line", "insight.text"} <= set(words.told(whole))
    assert words.told(carried(cast)) == ["counterpart.alias"]


def test_each_piece_goes_where_it_is_ticked_and_takes_no_other_along(
    cast: Cast, words: Canaries
) -> None:
    choice = offered(cast)
    assert {piece.kind for piece in choice.pieces} == EVERY_PIECE
    always = words.found_in(carried(cast))
    for piece in choice.pieces:
        more = words.found_in(carried(cast, piece.name)) - always
        assert more == {piece.words}, words.told(" ".join(more))


def test_with_all_of_them_ticked_only_they_go(cast: Cast, words: Canaries) -> None:
    choice = offered(cast)
    every = carried(cast, *(piece.name for piece in choice.pieces), numbered=True)
    assert words.found_in(every) == {piece.words for piece in choice.pieces}


def test_where_a_number_stands_for_them_the_alias_is_nowhere(cast: Cast, words: Canaries) -> None:
    assert words.told(carried(cast, numbered=True)) == []


@pytest.mark.parametrize(
    ("alias", "said"),
    [
        ("Abu Kamil", "Bring it to ABU KAMIL, or to Abu Kamil's brother"),
        ("Abu Kamil", "See AbuKamil of the well; Abu Kamilat"),
        ("أبو كامل", "خبز لأبو كامل"),
        ("—", "Send — the list"),
    ],
)
def test_the_alias_within_words_that_were_ticked_gives_way_to_the_number(
    cast: Cast, alias: str, said: str
) -> None:
    asking = cast.asking("writer")
    people.change_counterpart(asking, key=cast.kamil.counterpart_id, alias=alias)
    commitments.make_commitment(asking, relationship=cast.kamil.pk, text=said)
    (piece,) = offered(cast).pieces
    done = brief_for_the_road(asking, briefing(cast), ticked=[piece.name], numbered=True)
    assert alias.casefold() not in shown(done.page).casefold()
    assert done.number in done.page.our_promises[0].text
    assert done.page.alias == done.number


def test_the_number_is_drawn_for_each_print_and_kept_nowhere(cast: Cast) -> None:
    before = Operation.objects.count()
    done = [
        brief_for_the_road(cast.asking("writer"), briefing(cast), numbered=True) for _ in range(40)
    ]
    assert len({one.number for one in done}) > 30
    assert all(one.number.isdecimal() and len(one.number) == 4 for one in done)
    assert Operation.objects.count() == before


@pytest.mark.parametrize("kind", [one for one in SpecialCategory.values if one])
def test_family_faith_and_health_cannot_be_ticked(cast: Cast, kind: str) -> None:
    about = {"relationship": cast.kamil.pk, "kind": InsightKind.CONCERN, "nature": Nature.FACT}
    note = insights.note_insight(
        cast.asking("writer"), **about, text="heron", special=kind, need="asked for"
    ).row
    assert offered(cast).pieces == ()
    with pytest.raises(CannotBe):
        carried(cast, f"note:{note.pk}")


def test_words_with_a_real_name_in_them_cannot_be_ticked(cast: Cast) -> None:
    asking, about = cast.asking("writer"), {"relationship": cast.kamil.pk}
    name = "كامل الراشد"
    people.change_counterpart(asking, key=cast.kamil.counterpart_id, how_to_address=f"السيد {name}")
    cast.meet(4, topics=f"{name}, the rain")
    cast.meet(3, line=f"{name} came", topics="the well")
    commitments.make_commitment(asking, **about, text=f"call {name}")
    asks.plan_ask(asking, **about, what=f"a paper for {name}")
    insights.note_insight(asking, **about, kind=InsightKind.VALUE, text=f"{name} likes tea")
    occasions.note_occasion(asking, **about, name=f"{name}, born", month=5, day=4)
    channels.add_channel(
        asking,
        key=cast.kamil.counterpart_id,
        channel=Channel.PHONE,
        safety=Safety.CARE,
        note=f"ask for {name}",
        held_by=None,
    )
    assert offered(cast).pieces == ()
    commitments.make_commitment(asking, **about, text="the list")
    assert [piece.words for piece in offered(cast).pieces] == ["the list"]


def test_of_a_person_for_named_people_only_nothing_can_be_ticked_not_even_the_alias(
    cast: Cast,
) -> None:
    asking, about = cast.asking("writer"), {"relationship": cast.kamil.pk}
    promise = commitments.make_commitment(asking, **about, text="the list").row
    assert offered(cast).pieces
    access.set_access(asking, key=cast.kamil.pk, sensitivity=Sensitivity.SEVERE)
    assert offered(cast) == Choice((), for_named_only=True)
    assert "Abu Kamil" not in carried(cast)
    with pytest.raises(CannotBe):
        carried(cast, f"promise:{promise.pk}")


def test_what_is_not_offered_is_refused_when_it_is_ticked(cast: Cast) -> None:
    asking, about = cast.asking("writer"), {"relationship": cast.kamil.pk}
    kept = commitments.make_commitment(asking, **about, text="the map").row
    commitments.settle_commitment(asking, key=kept.pk, state="kept")
    for name in (f"promise:{kept.pk}", "promise", "", f"ask:{kept.pk}"):
        with pytest.raises(CannotBe):
            carried(cast, name)


def test_a_day_that_was_ticked_says_when_it_comes(cast: Cast) -> None:
    feast_near(cast)
    (piece,) = offered(cast).pieces
    page = brief_for_the_road(cast.asking("writer"), briefing(cast), ticked=[piece.name]).page
    (day,) = page.occasions
    assert (day.name, day.on) == ("a feast", cast.DAY + timedelta(days=2))


def test_no_finding_that_has_words_of_ours_or_is_about_notes_goes(cast: Cast) -> None:
    feast_near(cast)
    asking, about = cast.asking("writer"), {"relationship": cast.kamil.pk}
    commitments.make_commitment(asking, **about, text="heron", due=cast.DAY)
    insights.note_insight(
        asking, **about, kind=InsightKind.VALUE, text="x", expires=cast.DAY + timedelta(days=1)
    )
    at_home = {one.code for one in brief(briefing(cast)).noticed}
    assert {"D01", "K01", "U03"} <= at_home
    page = brief_for_the_road(asking, briefing(cast)).page
    assert {one.code for one in page.noticed} == at_home - {"D01", "U03"}
    assert not any(one.about or one.because or one.relationship for one in page.noticed)


def test_with_everything_ticked_it_says_neither_how_they_were_nor_what_it_may_cost_them(
    cast: Cast,
) -> None:
    asking, about = cast.asking("writer"), {"relationship": cast.kamil.pk}
    cast.meet(5, line="He spoke of his heron", tone_theirs="guarded", topics="birds")
    asks.plan_ask(asking, **about, what="Let the nurses pass", costs=(("superiors", 2),))
    channels.add_channel(
        asking,
        key=cast.kamil.counterpart_id,
        channel=Channel.MESSAGE,
        safety=Safety.UNSAFE,
        note="Through the miller",
        held_by=cast.keeper.pk,
    )
    every = [piece.name for piece in offered(cast).pieces]
    page = carried(cast, *every)
    for told in ("birds", "Let the nurses pass", "Through the miller"):
        assert told in page
    for kept in ("heron", "guarded", "superiors", "Kit Keeper"):
        assert kept in shown(brief(briefing(cast)))
        assert kept not in page
