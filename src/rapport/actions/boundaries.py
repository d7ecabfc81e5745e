"""Verbs about what is one colleague's own: a boundary check, pressure, what a hard meeting leaves.

Whoever reads about somebody may write of themselves with them. Whom a record names must be able to
see whom it is about: a note tells nobody of a person they do not know.
"""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.people import check_date
from rapport.actions.who_goes import colleague_who_sees
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import (
    AfterHardMeeting,
    BoundaryCheck,
    Colleague,
    Interaction,
    Presence,
    Pressure,
    Relationship,
)
from rapport.records.models.boundaries import ANSWERS_ARE_KEPT, CARE, CHECK_IS_KEPT
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.validation import check_needed

ANSWERS = ("stays", "body", "needs", "talk_to")
"""What is asked after a hard meeting."""

_NAMES = ("told", "shield")


def check_boundary(
    asking: Asking,
    *,
    relationship: uuid.UUID,
    outcome: str,
    told: uuid.UUID | None = None,
    on: date | None = None,
) -> Change[BoundaryCheck]:
    """Keep what came of a boundary check of one's own; only ``told`` can find it beside oneself."""
    about: Relationship = Relationship.objects.one_visible_to(asking.me, relationship)
    day = on or asking.day
    check_date(day, asking.day)
    check_needed(BoundaryCheck, {"outcome": outcome})
    with change_set("check_boundary", asking) as changes:
        check = changes.add(
            BoundaryCheck,
            about,
            writer=asking.me,
            on=day,
            outcome=outcome,
            told=_somebody_else(asking, about, told),
            kept_until=day + CHECK_IS_KEPT,
        )
        return changes.made(check)


def change_boundary_check(
    asking: Asking, *, key: uuid.UUID, outcome: str, told: uuid.UUID | None = None
) -> Change[BoundaryCheck]:
    """Change what came of it, or whom one told; who is named no more reads it no more."""
    check: BoundaryCheck = BoundaryCheck.objects.one_changeable_by(asking.me, key)
    check_needed(BoundaryCheck, {"outcome": outcome})
    who = _somebody_else(asking, check.relationship, told, held=check.told)
    with change_set("change_boundary_check", asking) as changes:
        changes.change(check, outcome=outcome, told=who)
        return changes.made(check)


def remove_boundary_check(asking: Asking, *, key: uuid.UUID) -> Change[BoundaryCheck]:
    """Take one's boundary check away."""
    check: BoundaryCheck = BoundaryCheck.objects.one_changeable_by(asking.me, key)
    with change_set("remove_boundary_check", asking) as changes:
        changes.delete(check)
        return changes.made(check)


def note_pressure(
    asking: Asking,
    *,
    relationship: uuid.UUID,
    kind: str,
    text: str,
    colleague: uuid.UUID | None = None,
    on: date | None = None,
    **values: Any,
) -> Change[Pressure]:
    """Note that a colleague is pressed by somebody; without a colleague, that I am.

    ``told`` and ``shield`` are given by their keys. Nobody else than who is named reads it.
    """
    about: Relationship = Relationship.objects.one_visible_to(asking.me, relationship)
    whole = {"kind": kind, "text": text, "on": on or asking.day, **values}
    whole["colleague"] = colleague or asking.me.pk
    checked = _checked_pressure(asking, about, whole)
    with change_set("note_pressure", asking) as changes:
        return changes.made(changes.add(Pressure, about, writer=asking.me, **checked))


def change_pressure(asking: Asking, *, key: uuid.UUID, **values: Any) -> Change[Pressure]:
    """Put a note of pressure right; whoever is named no more reads it no more."""
    note: Pressure = Pressure.objects.one_changeable_by(asking.me, key)
    kept = {name: getattr(note, name) for name in ("kind", "text", "on")}
    checked = _checked_pressure(asking, note.relationship, {**kept, **values}, note)
    with change_set("change_pressure", asking) as changes:
        changes.change(note, **checked)
        return changes.made(note)


def tick_care(asking: Asking, *, key: uuid.UUID, **done: Any) -> Change[Pressure]:
    """Say what has been done for a colleague who is pressed; everybody whom it names may."""
    note: Pressure = Pressure.objects.one_visible_to(asking.me, key)
    if unknown := done.keys() - set(CARE):
        raise TypeError(f"Not in the list of care: {', '.join(sorted(unknown))}.")
    with change_set("tick_care", asking) as changes:
        changes.change(note, **done)
        return changes.made(note)


def remove_pressure(asking: Asking, *, key: uuid.UUID) -> Change[Pressure]:
    """Take a note of pressure away: its writer may, and so may the colleague it is about."""
    mine = Pressure.objects.visible_to(asking.me).filter(pk=key, colleague=asking.me).first()
    note: Pressure = mine or Pressure.objects.one_changeable_by(asking.me, key)
    with change_set("remove_pressure", asking) as changes:
        changes.delete(note)
        return changes.made(note)


def answer_for_oneself(
    asking: Asking, *, interaction: uuid.UUID, relationship: uuid.UUID, **values: str
) -> Change[AfterHardMeeting]:
    """Answer the four questions after a hard meeting; answered again, they are changed.

    They are erased when ``ANSWERS_ARE_KEPT`` has passed since they were first written.
    """
    about: Relationship = Relationship.objects.one_visible_to(asking.me, relationship)
    contact: Interaction = Interaction.objects.one_visible_to(asking.me, interaction)
    if not Presence.objects.filter(interaction=contact, relationship=about).exists():
        raise NotThere(NOT_THERE)
    mine = answers_of(asking, contact.pk, about.pk)
    if mine is not None:
        return change_answers(asking, key=mine.pk, **values)
    answers = _answers(values)
    with change_set("answer_for_oneself", asking) as changes:
        kept = changes.add(
            AfterHardMeeting,
            about,
            interaction=contact,
            writer=asking.me,
            on=contact.on,
            kept_until=asking.day + ANSWERS_ARE_KEPT,
            **answers,
        )
        return changes.made(kept)


def change_answers(asking: Asking, *, key: uuid.UUID, **values: str) -> Change[AfterHardMeeting]:
    """Change one's answers; they are kept no longer for it."""
    kept: AfterHardMeeting = AfterHardMeeting.objects.one_changeable_by(asking.me, key)
    answers = _answers({**{name: getattr(kept, name) for name in ANSWERS}, **values})
    with change_set("answer_for_oneself", asking) as changes:
        changes.change(kept, **answers)
        return changes.made(kept)


def remove_answers(asking: Asking, *, key: uuid.UUID) -> Change[AfterHardMeeting]:
    """Take one's answers away before their time."""
    kept: AfterHardMeeting = AfterHardMeeting.objects.one_changeable_by(asking.me, key)
    with change_set("remove_answers", asking) as changes:
        changes.delete(kept)
        return changes.made(kept)


def answers_of(
    asking: Asking, interaction: uuid.UUID, relationship: uuid.UUID
) -> AfterHardMeeting | None:
    """Return what I answered after a contact with somebody, if I did."""
    mine = AfterHardMeeting.objects.changeable_by(asking.me)
    there = mine.filter(interaction=interaction, relationship=relationship)
    found: AfterHardMeeting | None = there.order_by("pk").first()
    return found


def _checked_pressure(
    asking: Asking, about: Relationship, values: Mapping[str, Any], note: Pressure | None = None
) -> dict[str, Any]:
    """Return the values of a note of pressure as they are stored, or refuse what cannot be."""
    checked = dict(values)
    check_needed(Pressure, {name: checked[name] for name in ("kind", "text", "on")})
    check_date(checked["on"], asking.day)
    if "colleague" in checked:
        held = note.colleague if note else None
        checked["colleague"] = _who(asking, about, checked["colleague"], held)
    whose = checked.get("colleague") or (note.colleague if note else None)
    for name in checked.keys() & set(_NAMES):
        held = getattr(note, name) if note else None
        who = _who(asking, about, checked[name], held) if checked[name] else None
        if who is not None and who == whose:
            raise CannotBe(
                gettext_noop("This is the colleague who is pressed."),
                next_step=gettext_noop("Choose somebody else, or leave it empty."),
            )
        checked[name] = who
    return {name: one.strip() if type(one) is str else one for name, one in checked.items()}


def _who(asking: Asking, about: Relationship, key: uuid.UUID, held: Colleague | None) -> Colleague:
    """Return a colleague a note names; who was named already keeps their place."""
    if held is not None and held.pk == key:
        return held
    return colleague_who_sees(asking, about, key)


def _somebody_else(
    asking: Asking,
    about: Relationship,
    key: uuid.UUID | None,
    held: Colleague | None = None,
) -> Colleague | None:
    if key == asking.me.pk:
        raise CannotBe(
            gettext_noop("You read it anyway."),
            next_step=gettext_noop("Choose a colleague, or nobody."),
        )
    return _who(asking, about, key, held) if key else None


def _answers(values: Mapping[str, str]) -> dict[str, Any]:
    if unknown := values.keys() - set(ANSWERS):
        raise TypeError(f"Not asked after a hard meeting: {', '.join(sorted(unknown))}.")
    said = {name: value.strip() for name, value in values.items()}
    if not any(said.values()):
        raise CannotBe(
            gettext_noop("Nothing is written yet."),
            next_step=gettext_noop("Answer one question, or leave the page: both are fine."),
        )
    return said
