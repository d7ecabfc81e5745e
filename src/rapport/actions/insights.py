"""Verbs about knowing each other: note what we understood, note what we told."""

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.following import checked_following
from rapport.actions.handed_notes import held_back_in
from rapport.actions.holders import heard_in
from rapport.actions.people import check_date
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Disclosure, Insight, InsightKind, Relationship
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe
from rapport.records.validation import check_needed, require_text


def note_insight(
    asking: Asking,
    *,
    relationship: uuid.UUID,
    text: str,
    on: date | None = None,
    interaction: uuid.UUID | None = None,
    expires: date | None = None,
    **values: Any,
) -> Change[Insight]:
    """Note something understood of a counterpart.

    Family, faith and health are kept only with the reason why they are needed. A concern without
    an end ends as the office has it: what worried them a year ago is not what worries them.
    """
    about = Relationship.objects.one_changeable_by(asking.me, relationship)
    on = on or asking.day
    if expires is None and values.get("kind") == InsightKind.CONCERN:
        expires = on + timedelta(days=about.office.concern_days)
    values |= {"text": text, "on": on, "expires": expires}
    checked = checked_insight(asking, values)
    with change_set("note_insight", asking) as changes:
        heard = heard_in(asking.me, about, interaction)
        held = held_back_in(asking, about) if checked.get("special") else None
        note = changes.add(Insight, about, interaction=heard, held_back_by=held, **checked)
        return changes.made(note)


def checked_insight(asking: Asking, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a note as they are stored, or refuse what cannot be."""
    check_date(values["on"], asking.day)
    require_text(
        values["text"],
        gettext_noop("A note needs a text."),
        gettext_noop("Write it as if they could read it."),
    )
    expires = values.get("expires")
    if expires is not None and expires < values["on"]:
        raise CannotBe(
            gettext_noop("The last day of this note is before its date."),
            next_step=gettext_noop("Check both dates."),
        )
    if values.get("special"):
        require_text(
            values.get("need") or "",
            gettext_noop("Notes on family, faith or health need a stated reason."),
            gettext_noop("Say what it is needed for, or leave it out."),
        )
    return checked_following(asking, values)


def checked_correction(
    asking: Asking, about: Relationship, values: Mapping[str, Any], before: Insight
) -> dict[str, Any]:
    """Return the values of a note put right; the contact it was answered in is one with them.

    One that turns out to be of family, faith or health waits in a handover like any other.
    """
    checked = checked_insight(asking, values)
    if checked.get("answered_in") is not None:
        checked["answered_in"] = heard_in(asking.me, about, checked["answered_in"])
    if checked.get("special") and not before.special:
        checked["held_back_by"] = held_back_in(asking, about)
    elif not checked.get("special", before.special):
        checked["held_back_by"] = None
    return checked


def tell(
    asking: Asking,
    *,
    relationship: uuid.UUID,
    on: date | None = None,
    interaction: uuid.UUID | None = None,
    **values: Any,
) -> Change[Disclosure]:
    """Note what we told them about ourselves, our organisation or our limits."""
    about = Relationship.objects.one_changeable_by(asking.me, relationship)
    check_date(on or asking.day, asking.day)
    check_needed(Disclosure, {name: values.get(name) for name in ("kind", "text")})
    with change_set("tell", asking) as changes:
        disclosure = changes.add(
            Disclosure,
            about,
            on=on or asking.day,
            interaction=heard_in(asking.me, about, interaction),
            **values,
        )
        return changes.made(disclosure)
