"""Verbs about common ground, and about an analysis that a colleague reads before it is used."""

import uuid
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.holders import heard_in
from rapport.actions.people import check_date, colleague_in
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import (
    Analysis,
    Colleague,
    CommonGround,
    GroundKind,
    Insight,
    Relationship,
    SecondReading,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.validation import check_choice, require_text


def note_ground(
    asking: Asking,
    *,
    relationship: uuid.UUID,
    kind: str,
    text: str = "",
    on: date | None = None,
    interaction: uuid.UUID | None = None,
    insight: uuid.UUID | None = None,
) -> Change[CommonGround]:
    """Put a fact, a norm or an option on the common ground with somebody.

    With an ``insight`` it rests on that, and goes with it: without a text of its own its words are
    those of the insight, whatever they become, with its day and the contact in which it was heard.
    """
    about = Relationship.objects.one_changeable_by(asking.me, relationship)
    check_choice(kind, GroundKind.values)
    origin = _origin(asking, about, insight)
    values: dict[str, Any] = {"kind": kind, "text": _own(text, origin), "on": on or asking.day}
    heard = heard_in(asking.me, about, interaction)
    if origin is not None and not values["text"]:
        values["on"] = on or origin.on
        heard = heard or _heard(asking, about, origin)
    _check(asking, values, origin)
    with change_set("note_ground", asking) as changes:
        row = changes.add(CommonGround, about, interaction=heard, insight=origin, **values)
        return changes.made(row)


def change_ground(asking: Asking, *, key: uuid.UUID, **values: Any) -> Change[CommonGround]:
    """Change what stands on the common ground: its words, its day, or where on it."""
    row = CommonGround.objects.one_changeable_by(asking.me, key)
    if "kind" in values:
        check_choice(values["kind"], GroundKind.values)
    if "text" in values:
        values["text"] = _own(values["text"], row.insight)
    _check(asking, {"text": row.text, "on": row.on} | values, row.insight)
    with change_set("change_ground", asking) as changes:
        changes.change(row, **values)
        return changes.made(row)


def move_ground(asking: Asking, *, key: uuid.UUID, kind: str) -> Change[CommonGround]:
    """Move something to another place on the common ground."""
    row = CommonGround.objects.one_changeable_by(asking.me, key)
    check_choice(kind, GroundKind.values)
    with change_set("move_ground", asking) as changes:
        changes.change(row, kind=kind)
        return changes.made(row)


def remove_ground(asking: Asking, *, key: uuid.UUID) -> Change[CommonGround]:
    """Take something off the common ground; the insight it rests on stays."""
    row = CommonGround.objects.one_changeable_by(asking.me, key)
    with change_set("remove_ground", asking) as changes:
        changes.delete(row)
        return changes.made(row)


def ask_to_read_analysis(
    asking: Asking, *, relationship: uuid.UUID, of: str, reader: uuid.UUID
) -> Change[SecondReading]:
    """Ask a colleague to read an analysis before it is used; they must be able to see it."""
    about = Relationship.objects.one_changeable_by(asking.me, relationship)
    check_choice(of, Analysis.values)
    colleague = colleague_in(asking, about.circle, reader)
    if colleague is None or not _sees(colleague, about):
        raise CannotBe(
            gettext_noop("This colleague cannot see this person."),
            next_step=gettext_noop("Choose another, or name them on the page of the person."),
        )
    if colleague == asking.me:
        raise CannotBe(
            gettext_noop("You cannot ask yourself for a second reading."),
            next_step=gettext_noop("Choose a colleague who was not part of the writing."),
        )
    waits = SecondReading.objects.filter(
        relationship=about, of=of, reader=colleague, read_on__isnull=True
    )
    if waits.exists():
        raise CannotBe(
            gettext_noop("This colleague has already been asked to read it."),
            next_step=gettext_noop("Wait for their remark, or take the request back first."),
        )
    with change_set("ask_to_read_analysis", asking) as changes:
        row = changes.add(
            SecondReading,
            about,
            of=of,
            reader=colleague,
            asked_by=asking.me,
            asked_on=asking.day,
        )
        return changes.made(row)


def remark_on_analysis(asking: Asking, *, key: uuid.UUID, remark: str) -> Change[SecondReading]:
    """Say what the second reader sees otherwise; nobody else can say it for them."""
    row = reading_for_me(asking, key)
    require_text(
        remark,
        gettext_noop("A remark needs a text."),
        gettext_noop("Write what you would change, or that you would change nothing."),
    )
    with change_set("remark_on_analysis", asking) as changes:
        changes.change(row, remark=remark.strip(), read_on=asking.day)
        return changes.made(row)


def reading_for_me(asking: Asking, key: uuid.UUID) -> SecondReading:
    """Return a reading that whoever asks was asked for; raises ``NotThere`` to everybody else."""
    row: SecondReading = SecondReading.objects.one_visible_to(asking.me, key)
    if row.reader_id != asking.me.pk:
        raise NotThere(NOT_THERE)
    return row


def take_back_reading(asking: Asking, *, key: uuid.UUID) -> Change[SecondReading]:
    """Ask a colleague no more, or take their remark off the page."""
    row = SecondReading.objects.one_changeable_by(asking.me, key)
    with change_set("take_back_reading", asking) as changes:
        changes.delete(row)
        return changes.made(row)


def _sees(colleague: Colleague, about: Relationship) -> bool:
    return Relationship.objects.visible_to(colleague).filter(pk=about.pk).exists()


def _own(text: str, origin: Insight | None) -> str:
    """Return words of a line's own; the words of the insight it rests on are not copied."""
    own = text.strip()
    return "" if origin is not None and own == origin.text.strip() else own


def _check(asking: Asking, values: dict[str, Any], origin: Insight | None) -> None:
    check_date(values["on"], asking.day)
    require_text(
        values["text"] or (origin.text if origin else ""),
        gettext_noop("This needs a text."),
        gettext_noop("Write it in one line, as if they could read it."),
    )


def _origin(asking: Asking, about: Relationship, key: uuid.UUID | None) -> Insight | None:
    """Return the insight something rests on; one of somebody else would tie two circles together.

    What is kept of family, faith or health stays where it has its reason and its end.
    """
    if key is None:
        return None
    found: Insight | None = (
        Insight.objects.visible_to(asking.me).filter(pk=key, relationship=about).first()
    )
    if found is None:
        raise NotThere(NOT_THERE)
    if found.special:
        raise CannotBe(
            gettext_noop("Notes on family, faith or health stay where they are."),
            next_step=gettext_noop("Write in your own words what both sides agree on."),
        )
    return found


def _heard(asking: Asking, about: Relationship, origin: Insight) -> Any:
    try:
        return heard_in(asking.me, about, origin.interaction_id)
    except NotThere:
        return None
