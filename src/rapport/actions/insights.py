"""Verbs about knowing each other: note what we understood, note what we told."""

import uuid
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.people import check_date
from rapport.actions.relationships import heard_in
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Disclosure, Insight, Relationship
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe
from rapport.records.validation import require_text


def note_insight(
    asking: Asking,
    *,
    relationship: uuid.UUID,
    text: str,
    on: date | None = None,
    interaction: uuid.UUID | None = None,
    special: str = "",
    need: str = "",
    expires: date | None = None,
    **values: Any,
) -> Change[Insight]:
    """Note something understood of a counterpart.

    Family, faith and health are kept only with the reason why they are needed.
    """
    about = Relationship.objects.one_changeable_by(asking.me, relationship)
    on = on or asking.day
    check_date(on, asking.day)
    require_text(
        text,
        gettext_noop("A note needs words."),
        gettext_noop("Write what was understood, as if they could read it."),
    )
    if expires is not None and expires < on:
        raise CannotBe(
            gettext_noop("This note would end before its day."),
            next_step=gettext_noop("Check both dates."),
        )
    if special:
        require_text(
            need,
            gettext_noop("Family, faith and health are kept only for a stated reason."),
            gettext_noop("Say what it is needed for, or leave it out."),
        )
    with change_set("note_insight", asking) as changes:
        insight = changes.add(
            Insight,
            about,
            text=text,
            on=on,
            interaction=heard_in(asking.me, about, interaction),
            special=special,
            need=need,
            expires=expires,
            **values,
        )
        return changes.made(insight)


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
    with change_set("tell", asking) as changes:
        disclosure = changes.add(
            Disclosure,
            about,
            on=on or asking.day,
            interaction=heard_in(asking.me, about, interaction),
            **values,
        )
        return changes.made(disclosure)
