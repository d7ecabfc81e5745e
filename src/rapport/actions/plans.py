"""Verbs about the plan after a change of power: drawn up when it is applied, changed, done."""

import uuid
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.utils.translation import gettext_noop

from rapport.actions.gates import stripped
from rapport.actions.people import check_date, colleague_in
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import (
    Agreement,
    Circle,
    Colleague,
    Gate,
    Membership,
    PlanItem,
    PlanStep,
    Position,
    PowerChange,
    Relationship,
)
from rapport.records.models.scoped import ScopedModel
from rapport.records.raw_rows import among
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe
from rapport.records.validation import require_text
from rapport.records.what_changes import Effects
from rapport.rules.after_a_change import EACH_AT_MOST, UNTIL

_COLUMNS = ("owner", "due", "text", "done_on", "outcome")


class _Wanted(NamedTuple):
    """A step that a plan begins with, and whose relationship it belongs to."""

    step: PlanStep
    about: dict[str, Any]
    lead: uuid.UUID | None = None


def plan_after(
    changes: ChangeSet,
    asking: Asking,
    row: PowerChange,
    found: Effects,
    *,
    but: Collection[uuid.UUID] = (),
) -> None:
    """Draw up the plan of thirty days, each step with a day and a colleague.

    A step belongs to whoever leads the relationship it is about, if they can see the step, or to
    whoever applied the change.
    """
    members = _here(row.circle, asking.day)
    for wanted in _steps(asking, found, but):
        whom = wanted.about.get("relationship")
        lead = members.get(wanted.lead)
        mine = lead is None or not _sees(lead, row, *wanted.about.values())
        changes.add(
            PlanItem,
            row,
            step=wanted.step,
            owner=asking.me if mine else lead,
            due=asking.day + timedelta(days=UNTIL[wanted.step]),
            sensitivity=max(row.sensitivity, whom.sensitivity if whom else 0),
            **wanted.about,
        )


def _here(circle: Circle, day: date) -> dict[uuid.UUID | None, Colleague]:
    parts = Membership.objects.of_colleagues_here(day).filter(circle=circle)
    return {one.colleague_id: one.colleague.on(day) for one in parts.select_related("colleague")}


def _sees(who: Colleague, *rows: ScopedModel) -> bool:
    """Say whether a colleague sees all that a step is about: the groups may lie in two circles."""
    return all(type(one).objects.visible_to(who).filter(pk=one.pk).exists() for one in rows)


def _owner(asking: Asking, key: uuid.UUID | None, *rows: ScopedModel) -> Colleague | None:
    """Return a colleague by their key, who must see all that their step is about."""
    who = colleague_in(asking, rows[0].circle, key)
    if who is not None and not _sees(who, *rows):
        raise CannotBe(
            gettext_noop("This colleague cannot see what this step is about."),
            next_step=gettext_noop("Choose another colleague."),
        )
    return who


def _steps(asking: Asking, found: Effects, but: Collection[uuid.UUID]) -> Iterator[_Wanted]:
    me = asking.me
    for step, keys in ((PlanStep.SAFETY, found.seen), (PlanStep.COURTESY, found.rising)):
        for one in _first(Relationship, me, keys, but):
            yield _Wanted(step, {"relationship": one}, one.lead_id)
        if len(keys) > EACH_AT_MOST:
            yield _Wanted(step, {})
    for gate in _first(Gate, me, found.gates, but):
        yield _Wanted(PlanStep.GATE, {"gate": gate})
    for one in _first(Agreement, me, found.agreements, but):
        yield _Wanted(PlanStep.GUARANTOR, {"agreement": one}, one.relationship.lead_id)
    for post in _first(Position, me, found.posts, but):
        yield _Wanted(PlanStep.WHO_HOLDS, {"position": post})
    yield _Wanted(PlanStep.PRINCIPLES, {})
    yield _Wanted(PlanStep.KNOW_HOW, {})


def _first(model: Any, me: Any, keys: Collection[uuid.UUID], but: Collection[uuid.UUID]) -> Any:
    """Return the first few of these rows, in their order; the preview has all of them."""
    few = [key for key in keys if key not in but][:EACH_AT_MOST]
    rows = model.objects.visible_to(me).filter(pk__in=among(few)).in_bulk()
    return [rows[key] for key in few if key in rows]


def add_plan_item(
    asking: Asking,
    *,
    power_change: uuid.UUID,
    text: str,
    owner: uuid.UUID | None = None,
    due: date | None = None,
) -> Change[PlanItem]:
    """Add a step of one's own to the plan after a change of power."""
    row: PowerChange = PowerChange.objects.one_changeable_by(asking.me, power_change)
    _check_text(text)
    who = _owner(asking, owner or asking.me.pk, row)
    until = due or asking.day + timedelta(days=UNTIL[PlanStep.OTHER])
    _check_due(row, until)
    with change_set("add_plan_item", asking) as changes:
        item = changes.add(
            PlanItem, row, step=PlanStep.OTHER, text=text.strip(), owner=who, due=until
        )
        return changes.made(item)


def change_plan_item(asking: Asking, *, key: uuid.UUID, **values: Any) -> Change[PlanItem]:
    """Change a step of a plan: who does it, until when, in which words, what came of it."""
    item: PlanItem = PlanItem.objects.one_changeable_by(asking.me, key)
    values = stripped({name: values[name] for name in _COLUMNS if name in values})
    if "owner" in values:
        values["owner"] = _owner(asking, values["owner"], item)
    if "text" in values and item.step == PlanStep.OTHER:
        _check_text(values["text"])
    if values.get("due", item.due) is None:
        values.pop("due")
    _check_due(item.power_change, values.get("due", item.due))
    if values.get("done_on"):
        check_date(values["done_on"], asking.day)
    with change_set("change_plan_item", asking) as changes:
        changes.change(item, **values)
        return changes.made(item)


def finish_plan_item(
    asking: Asking, *, key: uuid.UUID, outcome: str = "", on: date | None = None
) -> Change[PlanItem]:
    """Say that a step of a plan is done, today or on another day, and what came of it."""
    item: PlanItem = PlanItem.objects.one_changeable_by(asking.me, key)
    day = on or asking.day
    check_date(day, asking.day)
    with change_set("finish_plan_item", asking) as changes:
        changes.change(item, done_on=day, outcome=outcome.strip() or item.outcome)
        return changes.made(item)


def remove_plan_item(asking: Asking, *, key: uuid.UUID) -> Change[PlanItem]:
    """Take a step out of a plan."""
    item: PlanItem = PlanItem.objects.one_changeable_by(asking.me, key)
    with change_set("remove_plan_item", asking) as changes:
        changes.delete(item)
        return changes.made(item)


def _check_text(text: str) -> None:
    require_text(
        text,
        gettext_noop("A step needs a text."),
        gettext_noop("Write in a line or two what is to be done."),
    )


def _check_due(row: PowerChange, due: date) -> None:
    if due < row.on:
        raise CannotBe(
            gettext_noop("This is before the change of power."),
            next_step=gettext_noop("Check both dates."),
        )
