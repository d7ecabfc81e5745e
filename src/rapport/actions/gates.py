"""Verbs about gates: what must be open, how it stands, what happened, who helped, what else."""

import uuid
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.people import check_date, writable_circle
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import (
    Gate,
    GateHelp,
    GateIncident,
    GateState,
    Relationship,
    SecondPath,
)
from rapport.records.models.gates import OfGate
from rapport.records.operations import recorded_models
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe
from rapport.records.validation import check_needed, require_text

OTHER_CIRCLE = gettext_noop("This person is kept in another circle than this.")
OTHER_CIRCLE_NEXT = gettext_noop("Choose somebody of its circle, or the group they belong to.")


def add_gate(
    asking: Asking,
    *,
    circle: uuid.UUID,
    standing: str = "",
    reason: str = "",
    on: date | None = None,
    **values: Any,
) -> Change[Gate]:
    """Add what must be open, and, if ``standing`` is given, how it stands since ``on`` (today)."""
    where = writable_circle(asking.me, circle)
    check_needed(Gate, values)
    check_period(values.get("since"), values.get("until"))
    with change_set("add_gate", asking) as changes:
        gate = changes.add(Gate, where, **values)
        changes.write()
        if standing:
            say_standing(asking, gate=gate.pk, standing=standing, reason=reason, on=on)
        return changes.made(gate)


def change_gate(asking: Asking, *, key: uuid.UUID, **values: Any) -> Change[Gate]:
    """Change what is known of a gate; how it stands is said with :func:`say_standing`."""
    gate = Gate.objects.one_changeable_by(asking.me, key)
    check_needed(Gate, values)
    check_period(values.get("since", gate.since), values.get("until", gate.until))
    with change_set("change_gate", asking) as changes:
        changes.change(gate, **stripped(values))
        return changes.made(gate)


def remove_gate(asking: Asking, *, key: uuid.UUID) -> Change[Gate]:
    """Remove a gate with all that is noted of it; requests and mandates for it stay, without it."""
    gate = Gate.objects.one_changeable_by(asking.me, key)
    with change_set("remove_gate", asking) as changes:
        changes.delete(gate)
        return changes.made(gate)


def say_standing(
    asking: Asking, *, gate: uuid.UUID, standing: str, reason: str = "", on: date | None = None
) -> Change[GateState]:
    """Say how a gate stands from a day on (today, if none is given), and how we know."""
    about = Gate.objects.one_changeable_by(asking.me, gate)
    day = on or asking.day
    check_date(day, asking.day)
    with change_set("say_standing", asking) as changes:
        state = changes.add(GateState, about, standing=standing, on=day, reason=reason)
        return changes.made(state)


def log_incident(
    asking: Asking, *, gate: uuid.UUID, kind: str, text: str = "", on: date | None = None
) -> Change[GateIncident]:
    """Note what happened at a gate: turned back, delayed, searched, or something else."""
    about = Gate.objects.one_changeable_by(asking.me, gate)
    day = on or asking.day
    check_date(day, asking.day)
    with change_set("log_incident", asking) as changes:
        return changes.made(changes.add(GateIncident, about, kind=kind, text=text, on=day))


def note_second_path(
    asking: Asking, *, gate: uuid.UUID, text: str, relationship: uuid.UUID | None = None
) -> Change[SecondPath]:
    """Note what we could do if a gate fails, and through whom."""
    about = Gate.objects.one_changeable_by(asking.me, gate)
    require_text(
        text,
        gettext_noop("A second path needs a text."),
        gettext_noop("Write in one line what we could do, and with whom."),
    )
    with change_set("note_second_path", asking) as changes:
        who = somebody_of(asking, about, relationship)
        path = changes.add(SecondPath, who or about, gate=about, text=text)
        return changes.made(path)


def note_help(
    asking: Asking,
    *,
    gate: uuid.UUID,
    relationship: uuid.UUID,
    how: str,
    on: date | None = None,
    thanked_on: date | None = None,
) -> Change[GateHelp]:
    """Record who helped to open a gate and how, on a day (today), and when they were thanked."""
    about = Gate.objects.one_changeable_by(asking.me, gate)
    require_text(
        how,
        gettext_noop("How they helped is missing."),
        gettext_noop("Write in one line what they did, such as “spoke to the commander”."),
    )
    day = on or asking.day
    check_days(asking, GateHelp, {"on": day, "thanked_on": thanked_on})
    with change_set("note_help", asking) as changes:
        who = somebody_of(asking, about, relationship)
        row = changes.add(
            GateHelp, who or about, gate=about, on=day, how=how.strip(), thanked_on=thanked_on
        )
        return changes.made(row)


def thank_for_help(asking: Asking, *, key: uuid.UUID, on: date | None = None) -> Change[GateHelp]:
    """Note that somebody was thanked for their help with a gate, on a day (today)."""
    row = GateHelp.objects.one_changeable_by(asking.me, key)
    day = on or asking.day
    check_days(asking, GateHelp, {"thanked_on": day}, row)
    with change_set("thank_for_help", asking) as changes:
        changes.change(row, thanked_on=day)
        return changes.made(row)


def check_days(
    asking: Asking, kind: type[OfGate], values: Mapping[str, Any], row: OfGate | None = None
) -> None:
    """Refuse a day to come, and a later day of the kind (``LATER``) before the one it follows.

    What ``values`` does not say stays as ``row`` has it.
    """
    later = kind.LATER
    for name in ("on", later.day) if later else ("on",):
        if day := values.get(name):
            check_date(day, asking.day)
    if later is None:
        return
    first = values.get("on") or getattr(row, "on", None)
    then = values.get(later.day, getattr(row, later.day, None))
    if first and then and then < first:
        raise CannotBe(later.says, next_step=gettext_noop("Check both dates."))


@cache
def put_right_by_word() -> dict[str, type[OfGate]]:
    """Return the kinds of what is said of a gate and can be put right, by their words."""
    kinds = (kind for kind in recorded_models().values() if issubclass(kind, OfGate))
    return {kind.PUT_RIGHT.word: kind for kind in kinds if kind.PUT_RIGHT is not None}


def change_of_gate(
    asking: Asking, kind: type[OfGate], /, *, key: uuid.UUID, **values: Any
) -> Change[OfGate]:
    """Put right what was said of a gate, of a kind with ``PUT_RIGHT``."""
    row = _one_of_gate(asking, kind, key)
    check_needed(kind, values)
    check_days(asking, kind, values, row)
    with change_set(f"change_{kind._meta.model_name}", asking) as changes:  # noqa: SLF001
        changes.change(row, **stripped(values))
        return changes.made(row)


def remove_of_gate(asking: Asking, kind: type[OfGate], /, *, key: uuid.UUID) -> Change[OfGate]:
    """Remove what was said of a gate."""
    row = _one_of_gate(asking, kind, key)
    with change_set(f"remove_{kind._meta.model_name}", asking) as changes:  # noqa: SLF001
        changes.delete(row)
        return changes.made(row)


def somebody_of(asking: Asking, gate: Gate, relationship: uuid.UUID | None) -> Relationship | None:
    """Return the counterpart named at a gate; they must be kept in its circle."""
    if relationship is None:
        return None
    who: Relationship = Relationship.objects.one_changeable_by(asking.me, relationship)
    if who.circle_id != gate.circle_id:
        raise CannotBe(OTHER_CIRCLE, next_step=OTHER_CIRCLE_NEXT)
    return who


def stripped(values: dict[str, Any]) -> dict[str, Any]:
    """Return columns without the blanks around their texts."""
    return {name: value.strip() if type(value) is str else value for name, value in values.items()}


def _one_of_gate(asking: Asking, kind: type[OfGate], key: uuid.UUID) -> Any:
    if kind not in put_right_by_word().values():
        raise TypeError(f"Not said of a gate: {kind.__name__}.")
    return kind.objects.one_changeable_by(asking.me, key)


def check_held(asking: Asking, since: date | None, until: date | None) -> None:
    """Refuse a period of what is or was so: it has begun, though its end may be known ahead."""
    if since is not None:
        check_date(since, asking.day)
    check_period(since, until)


def check_period(since: date | None, until: date | None) -> None:
    """Refuse a period that ends before it begins."""
    if since is not None and until is not None and until < since:
        raise CannotBe(
            gettext_noop("The last day is before the first day."),
            next_step=gettext_noop("Check both dates."),
        )
