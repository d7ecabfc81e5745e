"""Putting right what was noted: each kind is changed, removed and undone, and refuses as before."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast, asked_by
from rapport.actions import (
    asks,
    commitments,
    correcting,
    insights,
    occasions,
    relationships,
    team,
)
from rapport.records.models import (
    Ask,
    Commitment,
    Disclosure,
    Holder,
    Insight,
    Named,
    Occasion,
    Operation,
    Relationship,
    Step,
)
from rapport.records.recording import change_set
from rapport.records.refusals import NotThere

DAY = Cast.DAY


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def kamil(cast: Cast) -> Relationship:
    return Relationship.objects.get(pk=cast.kamil.pk)


def _step(cast: Cast) -> Step:
    relationships.take_stage(
        asked_by(cast.writer), key=cast.kamil.pk, stage="rapport", evidence="He rang back."
    )
    return cast.kamil.steps.get()


def _holder(cast: Cast) -> Holder:
    relationships.set_lead(asked_by(cast.keeper), key=cast.kamil.pk, lead=cast.keeper.pk)
    return cast.kamil.holders.get(until=None)


NOTED: dict[type, Callable[..., Any]] = {
    Ask: partial(asks.plan_ask, what="Passage"),
    Commitment: partial(commitments.make_commitment, text="Chalk.", due=DAY),
    Disclosure: partial(insights.tell, kind="limits", text="No escort."),
    Insight: partial(insights.note_insight, kind="value", text="Tea."),
    Occasion: partial(occasions.note_occasion, name="Eid", feast="eid_al_fitr"),
}


def noted(cast: Cast, kind: type) -> Any:
    """Note one of a kind about Kamil; return what was noted."""
    if kind in (Step, Holder):
        return _step(cast) if kind is Step else _holder(cast)
    return NOTED[kind](asked_by(cast.writer), relationship=cast.kamil.pk).row


OTHER: dict[type, dict[str, Any]] = {
    Ask: {"what": "Passage on Tuesdays", "costs": [("career", 2)]},
    Commitment: {"text": "Two boxes of chalk.", "due": DAY + timedelta(2)},
    Disclosure: {"text": "No armed escort."},
    Holder: {"since": ago(3)},
    Insight: {"text": "Green tea.", "expires": DAY + timedelta(30)},
    Occasion: {"name": "The feast"},
    Step: {"to": "introduced", "on": ago(2)},
}
each = pytest.mark.parametrize("kind", OTHER, ids=lambda kind: kind.__name__)


def change(cast: Cast, row: Any, by: str = "writer", **values: Any) -> Any:
    return correcting.change_record(cast.asking(by), type(row), key=row.pk, **values).row


def remove(cast: Cast, row: Any, by: str = "writer") -> Any:
    return correcting.remove_record(cast.asking(by), type(row), key=row.pk).row


@each
def test_each_kind_is_changed_and_removed_as_one_change_that_undo_takes_back(cast: Cast, kind):
    row = noted(cast, kind)
    name = kind.__name__.lower()
    is_one_change_set(cast, lambda: change(cast, row, **OTHER[kind]), f"change_{name}")
    row.refresh_from_db()
    is_one_change_set(cast, lambda: remove(cast, row), f"remove_{name}")


@each
def test_the_history_keeps_what_was_there_before(cast: Cast, kind):
    row = noted(cast, kind)
    change(cast, row, **OTHER[kind])
    fresh = kind.objects.get(pk=row.pk)
    column, value = next(iter(OTHER[kind].items()))
    assert getattr(fresh, column) == value
    assert Operation.objects.filter(row=row.pk).count() == 2


@each
def test_only_who_may_write_changes_and_removes(cast: Cast, kind):
    row = noted(cast, kind)
    is_for_writers_only(cast, lambda who: change(cast, row, who, **OTHER[kind]))
    is_for_writers_only(cast, lambda who: remove(cast, row, who))


@pytest.mark.parametrize(
    ("kind", "values", "says"),
    [
        (Ask, {"what": " "}, "needs a text"),
        (Ask, {"life_saving": True}, "exception needs a reason"),
        (Ask, {"made_on": DAY + timedelta(1)}, "in the future"),
        (Ask, {"made_on": ago(1), "answered_on": ago(2)}, "before the request"),
        (Ask, {"outcome": "maybe"}, "not one of the choices"),
        (Commitment, {"text": ""}, "needs a text"),
        (Commitment, {"due": ago(1)}, "due date is before"),
        (Commitment, {"settled_on": ago(1)}, "before the date of the promise"),
        (Commitment, {"state": "late_told"}, "follows from its dates"),
        (Insight, {"text": ""}, "needs a text"),
        (Insight, {"expires": ago(1)}, "is before its date"),
        (Insight, {"special": "health"}, "need a stated reason"),
        (Occasion, {"feast": ""}, "needs a day"),
        (Occasion, {"feast": "", "month": 2, "day": 30}, "does not exist"),
        (Step, {"reason": " "}, "needs evidence"),
        (Step, {"to": "negotiation"}, "not one of the choices"),
        (Step, {"on": DAY + timedelta(1)}, "in the future"),
        (Holder, {"since": DAY + timedelta(1)}, "in the future"),
        (Holder, {"since": ago(41)}, "cannot start that early"),
        (Disclosure, {"kind": ""}, "cannot be left empty"),
    ],
)
def test_what_is_refused_when_it_is_noted_is_refused_when_it_is_changed(
    cast: Cast, kind, values, says
):
    row = noted(cast, kind)
    with cannot_be(says):
        change(cast, row, **values)


def test_only_kinds_that_can_be_put_right_are_there(cast: Cast):
    for name in ("counterpart", "colleague", "named", "waiver", "nothing"):
        with pytest.raises(NotThere):
            correcting.correctable(name)
    assert not issubclass(Named, correcting.correctable("ask"))


def test_who_has_left_the_circle_stays_in_what_they_authorised(cast: Cast):
    ask = asks.plan_ask(
        asked_by(cast.writer), relationship=cast.kamil.pk, what="Way", authorised_by=cast.reader.pk
    ).row
    team.release(asked_by(cast.keeper), circle=cast.circle.pk, colleague=cast.reader.pk)
    changed = change(cast, ask, what="The way", authorised_by=cast.reader.pk)
    assert (changed.what, changed.authorised_by) == ("The way", cast.reader)
    with cannot_be("not in the circle"):
        change(cast, ask, authorised_by=cast.outsider.pk)


def take(cast: Cast, stage: str, days_ago: int) -> Step:
    relationships.take_stage(
        asked_by(cast.writer),
        key=cast.kamil.pk,
        stage=stage,
        evidence="So.",
        on=ago(days_ago),
    )
    return cast.kamil.steps.get(of="stage", to=stage)


def test_the_stage_is_what_the_newest_step_says(cast: Cast):
    first, second = take(cast, "rapport", 9), take(cast, "working_trust", 3)
    take(cast, "introduced", 20)
    assert kamil(cast).stage == "working_trust"
    change(cast, second, to="tested_trust")
    assert kamil(cast).stage == "tested_trust"
    change(cast, second, on=ago(12))
    assert kamil(cast).stage == "rapport"
    remove(cast, first)
    assert kamil(cast).stage == "tested_trust"


def test_without_any_step_it_stands_where_it_began(cast: Cast):
    new = cast.add("Umm Nadir", phase="negotiation")
    asking = asked_by(cast.writer)
    relationships.switch_phase(asking, key=new.pk, phase="repair", reason="So.")
    step = new.steps.get()
    correcting.remove_record(asking, Step, key=step.pk)
    assert Relationship.objects.get(pk=new.pk).phase == "negotiation"


def test_removing_who_leads_brings_back_who_led_before(cast: Cast):
    row = noted(cast, Holder)
    assert kamil(cast).lead == cast.keeper
    remove(cast, row)
    holder = cast.kamil.holders.get()
    assert (kamil(cast).lead, holder.colleague, holder.until) == (cast.writer, cast.writer, None)


def test_a_lead_from_another_day_leaves_no_gap(cast: Cast):
    row = noted(cast, Holder)
    change(cast, row, since=ago(10))
    days = [(one.since, one.until) for one in cast.kamil.holders.order_by("since")]
    assert days == [(ago(40), ago(10)), (ago(10), None)]


def test_nobody_else_is_made_to_lead_by_putting_the_newest_entry_right(cast: Cast):
    row = noted(cast, Holder)
    with cannot_be("before they have accepted"):
        change(cast, row, colleague=cast.reader.pk)
    change(cast, row, colleague=cast.writer.pk)
    assert kamil(cast).lead == cast.writer
    with cannot_be("not in the circle"):
        change(cast, row, colleague=cast.outsider.pk)


def test_somebody_has_led_from_the_beginning(cast: Cast):
    with cannot_be("There must be a lead"):
        remove(cast, cast.kamil.holders.get())


def test_where_nobody_leads_any_more_nobody_is_made_to(cast: Cast):
    row = noted(cast, Holder)
    with change_set("left", asked_by(cast.writer)) as changes:
        changes.change(kamil(cast), lead=None)
        changes.change(row, until=ago(0))
    change(cast, row, since=ago(4))
    assert kamil(cast).lead is None
    assert [one.until for one in cast.kamil.holders.order_by("since")] == [ago(4), DAY]


def test_the_meeting_of_an_introduction_has_both_leads(cast: Cast):
    row = noted(cast, Holder)
    both = [(cast.writer.pk, "lead"), (cast.keeper.pk, "second")]
    alone, together = cast.meet(6), cast.meet(5, ours=both)
    with cannot_be("not both in this meeting"):
        change(cast, row, introduced_in=alone.pk)
    assert change(cast, row, introduced_in=together.pk).introduced_in == together
    assert change(cast, row, introduced_in=None).introduced_in is None


def test_an_offer_is_not_put_right_as_if_somebody_had_led_by_it(cast: Cast):
    relationships.set_lead(asked_by(cast.writer), key=cast.kamil.pk, lead=cast.keeper.pk)
    with cannot_be("This is an offer"):
        change(cast, cast.kamil.holders.waiting().get(), since=ago(3))
