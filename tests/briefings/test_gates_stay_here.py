"""Nothing of gates, mandates and red lines travels: a canary in each of their texts proves it."""

import json
from typing import Any

import pytest

from cast import Cast
from rapport.actions import mandates
from rapport.briefings.brief import before_the_road
from rapport.briefings.card_on_paper import card_on_paper, what_may_be_carried
from rapport.briefings.meeting_card import card
from rapport.briefings.road import brief_for_the_road, what_may_be_ticked
from rapport.briefings.serialize import plain
from rapport.records.models import (
    Ask,
    Consent,
    ConsentGroup,
    Gate,
    GateHelp,
    GateIncident,
    GateState,
    Mandate,
    Meeting,
    RedLine,
    SecondPath,
)
from rapport.records.recording import change_set
from records.canaries import Canaries, let_loose
from records.every_kind import note

KINDS = (Gate, GateState, GateIncident, ConsentGroup, Consent, SecondPath, GateHelp, Mandate)
STAY = {f"{kind.__name__.lower()}." for kind in (*KINDS, RedLine)}


@pytest.fixture
def words(cast: Cast) -> Canaries:
    """Put a word into each text around a person, at gates and in mandates that are about them."""
    for kind in (GateState, GateIncident, Mandate):
        note(cast, kind, cast.kamil)
    words = let_loose(cast, cast.kamil)
    refusals = {"en": words.new(RedLine, "refusals")}
    mandates.draw_red_line(
        cast.asking("writer"), topic="data", text=words.new(RedLine, "text"), refusals=refusals
    )
    gate = Gate.objects.order_by("pk").first()
    with change_set("change_any", cast.asking("writer")) as changes:
        for row in (*Ask.objects.all(), *Mandate.objects.all()):
            changes.change(row, gate=gate)
    return words


def stayed(words: Canaries, shown: Any) -> bool:
    told = words.told(json.dumps(plain(shown), ensure_ascii=False))
    return not any(where.startswith(tuple(STAY)) for where in told)


def test_there_is_a_word_in_each_text_that_must_stay(words: Canaries) -> None:
    told = {where.split(".")[0] for where in words.where.values()}
    silent = {"consentgroup"}
    assert {kind.removesuffix(".") for kind in STAY} - silent <= told


def test_with_everything_ticked_nothing_of_them_is_on_the_brief_for_the_road(
    cast: Cast, words: Canaries
) -> None:
    asking = cast.asking("writer")
    briefing = before_the_road(asking, cast.kamil.pk)
    choice = what_may_be_ticked(briefing)
    assert stayed(words, choice)
    ticked = [piece.name for piece in choice.pieces]
    assert any(name.startswith("ask:") for name in ticked)
    for numbered in (False, True):
        page = brief_for_the_road(asking, briefing, ticked=ticked, numbered=numbered)
        assert stayed(words, page)


def test_of_a_request_only_what_we_ask_for_goes_and_what_became_of_it(
    cast: Cast, words: Canaries
) -> None:
    asking = cast.asking("writer")
    briefing = before_the_road(asking, cast.kamil.pk)
    pieces = what_may_be_ticked(briefing).pieces
    ticked = [piece.name for piece in pieces if piece.kind == "ask"]
    page = brief_for_the_road(asking, briefing, ticked=ticked)
    told = words.told(json.dumps(plain(page), ensure_ascii=False))
    assert {where for where in told if where.startswith("ask.")} == {"ask.what"}


def test_with_everything_ticked_nothing_of_them_is_on_the_card_that_is_carried(
    cast: Cast, words: Canaries
) -> None:
    asking = cast.asking("writer")
    planned = card(asking, Meeting.objects.order_by("pk").first().pk)
    choice = what_may_be_carried(asking, planned)
    ticked = [piece.name for piece in choice.pieces]
    assert ticked
    assert stayed(words, card_on_paper(asking, planned, ticked=ticked))


@pytest.mark.parametrize("kind", [*KINDS, RedLine], ids=lambda kind: kind.__name__)
def test_no_column_of_them_is_declared_to_travel(kind: Any) -> None:
    assert not getattr(kind, "TRAVELS", None)
    assert getattr(kind, "TRAVELS_IF_TICKED", None) is None
