"""What is or was so has a day that has come: every verb that takes one refuses tomorrow."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import models

from actions.change_sets import cannot_be
from cast import Cast
from rapport.actions import (
    actor_places,
    actor_reviews,
    actors,
    agreement_terms,
    agreements,
    correcting,
    gates,
    handovers,
    interactions,
    introductions,
    know_how,
    legal,
    plans,
    posts,
    relationships,
    ties,
    understanding,
)
from rapport.actions.ties import End
from rapport.records.models import Actor, Interaction, Operation, Phase, ScopedModel, Stage
from records.every_kind import note, shared_kinds

DAY, TOMORROW = Cast.DAY, Cast.DAY + timedelta(days=1)

MAY_LIE_AHEAD = {
    "actorplace": {"until"},
    "agreement": {"review_on"},
    "ask": {"planned_for", "again_on"},
    "commitment": {"due", "first_due"},
    "gate": {"since", "until"},
    "holder": {"until"},
    "introduction": {"due"},
    "interaction": {"until", "next_step_on"},
    "interest": {"until", "managed_until"},
    "mandate": {"since", "until"},
    "meeting": {"on", "first_on"},
    "nameconsent": {"until"},
    "occasion": {"once"},
    "planitem": {"due"},
    "powerchange": {"on"},
    "repairstep": {"until"},
    "tenure": {"until"},
    "term": {"due"},
    "waiver": {"until"},
}
"""Days that are planned, due, agreed or known ahead; of each kind also the day it ends."""

SET_BY_US = {
    "agreement": {"reviewed_on"},
    "breach": {"ended_on"},
    "commitment": {"told_on"},
    "debrief": {"on"},
    "demand": {"screened_on"},
    "gift": {"reviewed_on"},
    "handover": {"on"},
    "holder": {"offered_on", "answered_on"},
    "interaction": {"next_step_done_on"},
    "insight": {"checked_on"},
    "meeting": {"read_on"},
    "nottied": {"on"},
    "powerchange": {"applied_on", "false_on"},
    "relationship": {"last_two_way", "next_due", "judged_on", "judge_again_on"},
    "secondreading": {"asked_on", "read_on"},
}
"""Days that nobody enters: that of the verb, or worked out."""


def days_of(kind: type[ScopedModel]) -> list[str]:
    """Return the columns of a kind whose day must have come."""
    name = str(kind._meta.model_name)
    other = MAY_LIE_AHEAD.get(name, set()) | SET_BY_US.get(name, set()) | {"expires"}
    return [
        column.name
        for column in kind._meta.concrete_fields
        if isinstance(column, models.DateField) and column.name not in other
    ]


PUT_RIGHT: dict[str, Callable[..., Any]] = {
    "actorplace": actor_places.change_place,
    "agreement": agreements.change_agreement,
    "commonground": understanding.change_ground,
    "handover": handovers.change_handover,
    "interaction": interactions.change_interaction,
    "introduction": introductions.change_introduction,
    "legalquestion": legal.change_legal,
    "relationship": relationships.describe,
    "actorreview": actor_reviews.change_review,
    "offer": know_how.change_offer,
    "planitem": plans.change_plan_item,
    "tenure": posts.change_holding,
    "tie": ties.change_tie,
}


def change(cast: Cast, row: ScopedModel, **values: Any) -> None:
    """Put a record of any kind right, by the verb that does so for it."""
    name, asking = str(row._meta.model_name), cast.asking("writer")
    if name == "step":
        values["to"] = Stage.RAPPORT if row.of == "stage" else Phase.ENGAGEMENT  # type: ignore[attr-defined]
    if name in PUT_RIGHT:
        PUT_RIGHT[name](asking, key=row.pk, **values)
    elif type(row) in gates.put_right_by_word().values():
        gates.change_of_gate(asking, type(row), key=row.pk, **values)
    elif type(row) in agreement_terms.of_agreement_by_word().values():
        agreement_terms.change_of_agreement(asking, type(row), key=row.pk, **values)
    else:
        correcting.change_record(asking, type(row), key=row.pk, **values)


DAYS = [(kind, column) for kind in shared_kinds() for column in days_of(kind)]


@pytest.mark.parametrize(
    ("kind", "column"), DAYS, ids=[f"{kind.__name__}.{column}" for kind, column in DAYS]
)
def test_no_record_of_what_was_is_put_right_to_a_day_to_come(cast: Cast, kind, column):
    row: Any = cast.kamil
    if kind is Interaction:
        row = cast.meet(3)
    elif kind.__name__ != "Relationship":
        row = note(cast, kind, cast.kamil)
    before = Operation.objects.count()
    with cannot_be("in the future"):
        change(cast, row, **{column: TOMORROW})
    assert Operation.objects.count() == before


@pytest.fixture
def ferry(cast: Cast) -> Actor:
    return actors.add_actor(cast.asking("writer"), circle=cast.circle.pk, name="Ferrymen").row


def test_nothing_that_is_so_is_noted_from_a_day_to_come(cast: Cast, ferry: Actor):
    me, kamil = cast.asking("writer"), cast.kamil.pk
    post = posts.add_post(me, actor=ferry.pk, title="Head").row
    begins: dict[str, Callable[[date], Any]] = {
        "place": lambda day: actor_places.note_place(
            me, actor=ferry.pk, place="Nahr", control="present", since=day
        ),
        "post": lambda day: posts.hold_post(me, post=post.pk, relationship=kamil, since=day),
        "influence": lambda day: actors.say_influence(me, key=ferry.pk, value=1, on=day),
        "attitude": lambda day: actors.say_acceptance(me, key=ferry.pk, value="hostile", on=day),
        "tie": lambda day: ties.note_tie(
            me, one=End(kamil), kind="trusts", other=End(actor=ferry.pk), since=day
        ),
    }
    for begin in begins.values():
        with cannot_be("in the future"):
            begin(TOMORROW)
        begin(DAY)


def test_an_end_may_be_known_ahead(cast: Cast, ferry: Actor):
    me = cast.asking("writer")
    place = actor_places.note_place(me, actor=ferry.pk, place="Nahr", control="present").row
    assert actor_places.change_place(me, key=place.pk, until=TOMORROW).row.until == TOMORROW
