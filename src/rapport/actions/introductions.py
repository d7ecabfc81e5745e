"""Verbs about introductions: plan one, change it, say what came of it, remove it."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.gates import stripped
from rapport.actions.people import check_date
from rapport.actions.ties import home_of
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import (
    Agreed,
    Brought,
    Colleague,
    Gate,
    Hazard,
    Introduction,
    Meeting,
    Relationship,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.validation import check_choice

_KEYED: Mapping[str, Any] = {
    "introducer": Relationship,
    "second": Relationship,
    "gate": Gate,
    "meeting": Meeting,
}
"""What an introduction names by its key, which whoever writes it must see."""


def plan_introduction(
    asking: Asking, *, relationship: uuid.UUID, **values: Any
) -> Change[Introduction]:
    """Plan to be introduced to somebody: through whom, with whose consent, at what risk to them.

    It lies in the circle of whom it leads to, or, where whoever plans it does not write there, in
    that of the introducer; it is as severe as the severest of all on the path. Without an
    ``introducer`` we go ourselves.
    """
    whom: Relationship = Relationship.objects.one_visible_to(asking.me, relationship)
    told = _checked(asking, whom, values, None)
    first: Relationship | None = told.get("introducer")
    home = home_of(asking.me, whom, first or whom)
    with change_set("plan_introduction", asking) as changes:
        severest = _severest(whom, told)
        path = {"introducer": None, "second": None}  # what is left out would be whom it is about
        told = {**path, **told, "sensitivity": severest}
        row = changes.add(Introduction, home, relationship=whom, **told)
        return changes.made(row)


def change_introduction(asking: Asking, *, key: uuid.UUID, **values: Any) -> Change[Introduction]:
    """Put an introduction right, or say what became of it: consent, the day, the outcome."""
    row: Introduction = Introduction.objects.one_changeable_by(asking.me, key)
    told = _checked(asking, row.relationship, values, row)
    with change_set("change_introduction", asking) as changes:
        whole = {name: told.get(name, getattr(row, name)) for name in ("introducer", "second")}
        told["sensitivity"] = max(row.sensitivity, _severest(row.relationship, whole))
        changes.change(row, **told)
        return changes.made(row)


def remove_introduction(asking: Asking, *, key: uuid.UUID) -> Change[Introduction]:
    """Remove an introduction that was noted by mistake; the history keeps it."""
    row: Introduction = Introduction.objects.one_changeable_by(asking.me, key)
    with change_set("remove_introduction", asking) as changes:
        changes.delete(row)
        return changes.made(row)


def _severest(whom: Relationship, told: Mapping[str, Any]) -> int:
    people = (whom, told.get("introducer"), told.get("second"))
    return max(one.sensitivity for one in people if one is not None)


def _checked(
    asking: Asking, whom: Relationship, values: Mapping[str, Any], row: Introduction | None
) -> dict[str, Any]:
    """Return the columns of an introduction as they are stored, or refuse what cannot be."""
    told = stripped(dict(values))
    _look_up(asking, whom, told, row)
    if isinstance(told.get("colleague"), uuid.UUID):
        told["colleague"] = Colleague.objects.filter(pk=told["colleague"]).first()
    for name, choices in (("consent", Agreed), ("outcome", Brought), ("risk", Hazard)):
        if told.get(name) is not None:
            check_choice(told[name], choices.values)
    for name in ("consent_on", "asked_on"):
        if told.get(name) is not None:
            check_date(told[name], asking.day)
    _fill_in(asking, told, row)
    _check_path(whom, {**_path(row), **told})
    return told


def _look_up(
    asking: Asking, whom: Relationship, told: dict[str, Any], row: Introduction | None
) -> None:
    """Put what is named by its key in the place of the key, or refuse what cannot be named."""
    if row is not None and told.get("meeting", row) is None and _is_hidden(asking, row):
        del told["meeting"]  # whoever cannot see it cannot have taken it away
    for name, kind in _KEYED.items():
        if isinstance(told.get(name), uuid.UUID):
            kept = row is not None and getattr(row, f"{name}_id") == told[name]
            seen = kind.objects.visible_to(asking.me).filter(pk=told[name]).first()
            if seen is None and not kept:
                raise NotThere(NOT_THERE)
            told[name] = seen or getattr(row, name)
    meeting = told.get("meeting")
    if meeting is not None and (row is None or row.meeting_id != meeting.pk):
        _check_meeting(whom, meeting)


def _is_hidden(asking: Asking, row: Introduction) -> bool:
    """Say whether its meeting is there, but not for whoever asks."""
    if row.meeting_id is None:
        return False
    return not Meeting.objects.visible_to(asking.me).filter(pk=row.meeting_id).exists()


def _check_meeting(whom: Relationship, meeting: Meeting) -> None:
    if not meeting.theirs.filter(relationship=whom).exists():
        raise CannotBe(
            gettext_noop("This meeting is not with them."),
            next_step=gettext_noop("Choose a meeting with the same person or group."),
        )


def _fill_in(asking: Asking, told: dict[str, Any], row: Introduction | None) -> None:
    """Add what follows: who agreed did so on a day, and who was introduced had asked on one."""

    def stands(name: str) -> Any:
        return told.get(name, getattr(row, name) if row else None)

    if stands("consent") in {Agreed.GIVEN, Agreed.REFUSED}:
        told["consent_on"] = stands("consent_on") or asking.day
    elif "consent" in told:
        told["consent_on"] = None
    if stands("outcome") in {Brought.ASKED, Brought.INTRODUCED, Brought.DECLINED}:
        told["asked_on"] = stands("asked_on") or asking.day


def _path(row: Introduction | None) -> dict[str, Any]:
    return {"introducer": row.introducer, "second": row.second} if row else {}


def _check_path(whom: Relationship, told: Mapping[str, Any]) -> None:
    first, second = told.get("introducer"), told.get("second")
    on_it = [one.pk for one in (first, second, whom) if one is not None]
    if len(set(on_it)) < len(on_it):
        raise CannotBe(
            gettext_noop("Somebody is on this path twice."),
            next_step=gettext_noop("Choose another person."),
        )
    if second is not None and first is None:
        raise CannotBe(
            gettext_noop("The path has no first person."),
            next_step=gettext_noop("Choose who introduces us first."),
        )
