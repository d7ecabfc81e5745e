"""Verbs about the yearly review of a group: in contact, what is in the way, what next."""

import uuid
from datetime import date
from typing import Any

from rapport.actions.gates import stripped
from rapport.actions.people import check_date
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Actor, ActorReview, InTouch, Obstacle, ReviewStep
from rapport.records.recording import change_set
from rapport.records.validation import check_choice, check_needed

_COLUMNS = ("in_touch", "obstacle", "next_step", "note", "on")


def review_actor(
    asking: Asking,
    *,
    actor: uuid.UUID,
    in_touch: str,
    obstacle: str,
    next_step: str,
    note: str = "",
    on: date | None = None,
) -> Change[ActorReview]:
    """Review a group: whether we are in contact, what is in the way, what to do next."""
    about = Actor.objects.one_changeable_by(asking.me, actor)
    told = {
        "in_touch": in_touch, "obstacle": obstacle, "next_step": next_step, "note": note,
        "on": on or asking.day,
    }  # fmt: skip
    checked = _checked(asking, told)
    with change_set("review_actor", asking) as changes:
        return changes.made(changes.add(ActorReview, about, by=asking.me, **checked))


def change_review(asking: Asking, *, key: uuid.UUID, **values: Any) -> Change[ActorReview]:
    """Put right what a review said."""
    row: ActorReview = ActorReview.objects.one_changeable_by(asking.me, key)
    checked = _checked(asking, {name: getattr(row, name) for name in _COLUMNS} | values)
    with change_set("change_review", asking) as changes:
        changes.change(row, **checked)
        return changes.made(row)


def remove_review(asking: Asking, *, key: uuid.UUID) -> Change[ActorReview]:
    """Remove a review."""
    row: ActorReview = ActorReview.objects.one_changeable_by(asking.me, key)
    with change_set("remove_review", asking) as changes:
        changes.delete(row)
        return changes.made(row)


def _checked(asking: Asking, values: dict[str, Any]) -> dict[str, Any]:
    check_needed(
        ActorReview, {name: values[name] for name in ("in_touch", "obstacle", "next_step")}
    )
    check_choice(values["in_touch"], InTouch.values)
    check_choice(values["obstacle"], Obstacle.values)
    check_choice(values["next_step"], ReviewStep.values)
    check_date(values["on"], asking.day)
    return stripped(values)
