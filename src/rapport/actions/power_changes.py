"""Verbs about a change of power: record it, change it, apply it as one, take it back if false."""

import hashlib
import uuid
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.gates import stripped
from rapport.actions.people import EARLIEST, check_date
from rapport.actions.plans import plan_after
from rapport.actions.what_it_changes import Chosen, let_it_be
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Actor, Certainty, Circle, Position, PowerChange, PowerKind
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe
from rapport.records.taking_back import taking_back
from rapport.records.validation import check_choice, check_needed, require_text
from rapport.records.what_changes import Effects, effects

_FIXED_ONCE_APPLIED = ("kind", "on", "place", "fallen", "risen", "position")


def record_power_change(
    asking: Asking,
    *,
    what: str,
    kind: str,
    certainty: str = Certainty.RUMOUR,
    on: date | None = None,
    fallen: uuid.UUID | None = None,
    risen: uuid.UUID | None = None,
    position: uuid.UUID | None = None,
    **values: Any,
) -> Change[PowerChange]:
    """Record that power changes hands, or that one hears so; nothing else changes yet.

    ``fallen`` loses power, ``risen`` gains it; at least one of them is known. With ``position``
    it is about that post alone. It lies in the circle of who loses power, where things change.
    """
    named = _named(asking, kind, fallen, risen, position)
    where: Circle = (named["fallen"] or named["risen"]).circle
    told = {"what": what, "kind": kind, "certainty": certainty, "on": on or asking.day, **values}
    checked = _checked(told)
    with change_set("record_power_change", asking) as changes:
        return changes.made(changes.add(PowerChange, where, **checked, **named))


def change_power_change(asking: Asking, *, key: uuid.UUID, **values: Any) -> Change[PowerChange]:
    """Put right what is said of a change of power; once applied, only how sure it is, and words."""
    row: PowerChange = PowerChange.objects.one_changeable_by(asking.me, key)
    keys = {name: getattr(row, f"{name}_id") for name in ("fallen", "risen", "position")}
    kind = values.get("kind", row.kind)
    named = _named(asking, kind, **{name: values.pop(name, keys[name]) for name in keys})
    _check_circle(named["fallen"] or named["risen"], row.circle_id)
    whole = {name: getattr(row, name) for name in ("what", "kind", "certainty", "on")} | values
    new = {**_checked(whole), **named}
    if row.applied_in and any(new.get(name, getattr(row, name)) != getattr(row, name)
                              for name in _FIXED_ONCE_APPLIED):  # fmt: skip
        raise _is_applied()
    with change_set("change_power_change", asking) as changes:
        changes.change(row, **new)
        return changes.made(row)


def remove_power_change(asking: Asking, *, key: uuid.UUID) -> Change[PowerChange]:
    """Remove a change of power that is not applied, with its plan."""
    row: PowerChange = PowerChange.objects.one_changeable_by(asking.me, key)
    if row.applied_in:
        raise _is_applied()
    with change_set("remove_power_change", asking) as changes:
        changes.delete(row)
        return changes.made(row)


def apply_power_change(
    asking: Asking,
    *,
    key: uuid.UUID,
    leave: Collection[uuid.UUID] = (),
    holders: Mapping[uuid.UUID, uuid.UUID] | None = None,
    seen: str = "",
) -> Change[PowerChange]:
    """Let a change of power be so: all it touches, and a plan of thirty days, in one change set.

    ``leave`` are the keys of tenures, gates and places that stay as they are; ``holders`` say who
    holds a post from that day on (a relationship), by the post's key. ``seen`` is the mark of the
    preview that was looked at: where another would be seen by now, nothing is applied.
    """
    row: PowerChange = PowerChange.objects.one_changeable_by(asking.me, key)
    if row.applied_in:
        raise _is_applied()
    check_date(row.on, asking.day)
    if row.risen_id is not None:
        Actor.objects.one_changeable_by(asking.me, row.risen_id)
    with change_set("apply_power_change", asking) as changes:
        changes.wait_for_others()
        found = effects(asking.me, row, asking.day)
        if seen and seen != mark_of(found):
            raise CannotBe(
                gettext_noop("What this would change is no longer what the preview showed."),
                next_step=gettext_noop("Look at the preview again, then apply it."),
            )
        chosen = Chosen(frozenset(leave), holders)
        held = let_it_be(changes, asking, row, found, chosen)
        plan_after(changes, asking, row, found, but=held | chosen.leave)
        changes.change(
            row, applied_in=changes.key, applied_on=asking.day, false_on=None, false_because=""
        )
        return changes.made(row)


def undo_power_change(asking: Asking, *, key: uuid.UUID, because: str = "") -> Change[PowerChange]:
    """Take back all that applying it changed, for it proved false; what people typed since stays.

    Every column goes back to what it was before, unless somebody wrote in it since. What was added
    goes, unless somebody wrote in it. The record itself stays, and says that it was false.
    """
    row: PowerChange = PowerChange.objects.one_changeable_by(asking.me, key)
    if not row.applied_in:
        raise CannotBe(
            gettext_noop("This change of power is not applied."),
            next_step=gettext_noop("There is nothing to undo."),
        )
    if row.risen_id is not None:
        Actor.objects.one_changeable_by(asking.me, row.risen_id)
    with change_set("undo_power_change", asking) as changes:
        changes.wait_for_others()
        for one in taking_back(row.applied_in, but=[row.pk]):
            if one.goes:
                changes.delete(one.row)
            else:
                changes.restore(one.row, one.patch)
        changes.change(
            row,
            applied_in=None,
            applied_on=None,
            false_on=asking.day,
            false_because=because.strip(),
        )
        return changes.made(row)


def mark_of(found: Effects) -> str:
    """Return a mark of what a preview showed: another one, if anything in it differs."""
    digest = hashlib.blake2b(digest_size=12)
    for keys in found.lists:
        digest.update(b"".join(one.bytes for one in keys) + b"|")
    return digest.hexdigest()


def _is_applied() -> CannotBe:
    return CannotBe(
        gettext_noop("This change of power is applied."),
        next_step=gettext_noop("Undo it first if it is not so."),
    )


def _named(
    asking: Asking,
    kind: str,
    fallen: uuid.UUID | None,
    risen: uuid.UUID | None,
    position: uuid.UUID | None,
) -> dict[str, Any]:
    """Return the groups and the post a change is about.

    The groups may be kept in two circles; what becomes part of another is kept in the same.
    """
    me = asking.me
    groups = [Actor.objects.one_changeable_by(me, key) if key else None for key in (fallen, risen)]
    post = Position.objects.one_changeable_by(me, position) if position else None
    if post is not None and groups[0] is None:
        groups[0] = post.actor
    if groups[0] is None and groups[1] is None:
        raise CannotBe(
            gettext_noop("Say who loses power, or who gains it."),
            next_step=gettext_noop("Choose a group, or add it to the groups first."),
        )
    if groups[0] == groups[1]:
        raise CannotBe(
            gettext_noop("One group cannot take over from itself."),
            next_step=gettext_noop("Choose another group, or leave one of the two empty."),
        )
    circle = next(one.circle_id for one in groups if one is not None)
    _check_circle(post, circle)
    if kind == PowerKind.MERGER:
        _check_circle(groups[1], circle)
    return {"fallen": groups[0], "risen": groups[1], "position": post}


def _check_circle(row: Any, circle: uuid.UUID) -> None:
    if row is not None and row.circle_id != circle:
        raise CannotBe(
            gettext_noop("This is kept in another circle than the group that loses power."),
            next_step=gettext_noop("Choose one of the same circle."),
        )


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    require_text(
        values["what"],
        gettext_noop("A change of power needs a text."),
        gettext_noop("Write in one line what happened, or what one hears."),
    )
    check_needed(PowerChange, {name: values[name] for name in ("kind", "certainty", "on")})
    check_choice(values["kind"], PowerKind.values)
    check_choice(values["certainty"], Certainty.values)
    if values["on"] < EARLIEST:
        check_date(values["on"], values["on"])
    return stripped(values)
