"""What moves them: why he says no, a concern answered, what came back, an assumption that aged."""

import uuid
from typing import Any

from rapport.actions import following, insights, sections
from rapport.exchange.demo_world.telling import Teller
from rapport.records.asking import Asking
from rapport.records.models import Disagreement, Insight


def why_the_commander_hesitates(tell: Teller) -> None:
    """Tell the layers of one card, how he would tell it, and where we do not agree."""
    for kind, nature, text, told in (
        ("position", "fact", "No more than six trucks in a week.", {"known_from": "told_us"}),
        (
            "reasoning",
            "interpretation",
            "More trucks than that, and he would be asked who lets them through.",
            {"their_version": "I keep the road quiet, and quiet roads stay open."},
        ),
        ("value", "fact", "A word given at his table is kept.", {"known_from": "told_us"}),
        (
            "need",
            "fact",
            "To be seen as the one who brought the medicines.",
            {"known_from": "seen"},
        ),
    ):
        values = {"kind": kind, "nature": nature, "text": text, **told}
        tell.do(41, "idris", insights.note_insight, who="nour", expires=tell.day(300), **values)
    tell.do(
        41,
        "idris",
        _disagree,
        who="nour",
        text="Whether the list of patients may be shown at the barrier",
        cause="norms",
        restated_by_us="Without a list, anybody could ride in the trucks.",
    )


def they_take_us_for_others(tell: Teller) -> None:
    """Tell of what he thought of us, of what we said, and that it came back."""
    thinks = "Thinks that our lists of patients reach the other side."
    tell.do(
        118,
        "idris",
        insights.note_insight,
        who="karim",
        kind="misperception",
        nature="fact",
        text=thinks,
        known_from="told_us",
        expires=tell.day(300),
    )
    tell.do(
        71,
        "idris",
        _answer,
        who="karim",
        text=thinks,
        answer="The lists stay at the clinic, and he may send somebody to see them.",
    )
    tell.do(9, "idris", _came_back, who="karim", text=thinks)


def the_well(tell: Teller) -> None:
    """Tell of a concern that was answered, and of a reading nobody has looked at since."""
    fears = "Fears that the well will be closed to his families."
    tell.do(
        90,
        "idris",
        insights.note_insight,
        who="karim",
        kind="concern",
        nature="fact",
        text=fears,
        known_from="told_us",
    )
    tell.do(
        60,
        "idris",
        _answer,
        who="karim",
        text=fears,
        answer="The well stays open to all; the engineer told him so at the well itself.",
    )
    tell.do(
        200,
        "idris",
        insights.note_insight,
        who="musa",
        kind="reasoning",
        text="Keeps away from the committee because of an old dispute over land.",
        expires=tell.day(200),
    )


def _of(asking: Asking, relationship: uuid.UUID, text: str) -> uuid.UUID:
    rows = Insight.objects.changeable_by(asking.me).filter(relationship=relationship, text=text)
    return rows.get().pk


def _answer(asking: Asking, *, relationship: uuid.UUID, text: str, **told: Any) -> None:
    following.follow_up(asking, key=_of(asking, relationship, text), **told)


def _came_back(asking: Asking, *, relationship: uuid.UUID, text: str) -> None:
    following.came_back(asking, key=_of(asking, relationship, text))


def _disagree(asking: Asking, *, relationship: uuid.UUID, **told: Any) -> None:
    sections.note_record(
        asking, Disagreement, relationship=relationship, **{"on": asking.day, **told}
    )
