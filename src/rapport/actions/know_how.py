"""Verbs about know-how: the list an office keeps, and what it offered to a group."""

import uuid
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.gates import stripped
from rapport.actions.people import check_date, check_writes
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Actor, KnowHow, KnowHowTopic, Offer
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.validation import check_choice, check_needed, require_text


def note_know_how(asking: Asking, *, topic: str, text: str) -> Change[KnowHow]:
    """Add something the office knows how to do; whoever writes in a circle of it may."""
    check_writes(asking.me)
    values = _checked({"topic": topic, "text": text})
    with change_set("note_know_how", asking) as changes:
        return changes.made(changes.create(KnowHow(office_id=asking.me.office_id, **values)))


def change_know_how(asking: Asking, *, key: uuid.UUID, **values: Any) -> Change[KnowHow]:
    """Change something on the list."""
    row = know_how_to_change(asking, key)
    checked = _checked({"topic": row.topic, "text": row.text} | values)
    with change_set("change_know_how", asking) as changes:
        changes.change(row, **checked)
        return changes.made(row)


def remove_know_how(asking: Asking, *, key: uuid.UUID) -> Change[KnowHow]:
    """Take something off the list; what was offered of it stays."""
    row = know_how_to_change(asking, key)
    with change_set("remove_know_how", asking) as changes:
        changes.delete(row)
        return changes.made(row)


def know_how_to_change(asking: Asking, key: uuid.UUID) -> KnowHow:
    """Return something on the list of the office if whoever asks may change it."""
    row = KnowHow.objects.filter(office=asking.me.office_id, pk=key).first()
    if row is None:
        raise NotThere(NOT_THERE)
    check_writes(asking.me)
    return row


def make_offer(
    asking: Asking,
    *,
    actor: uuid.UUID,
    what: str,
    topic: str = KnowHowTopic.OTHER,
    offered_on: date | None = None,
    given_on: date | None = None,
    answer: str = "",
) -> Change[Offer]:
    """Note that we offered know-how to a group, perhaps gave it, and what they said."""
    about = Actor.objects.one_changeable_by(asking.me, actor)
    values = {
        "what": what, "topic": topic, "offered_on": offered_on or asking.day,
        "given_on": given_on, "answer": answer,
    }  # fmt: skip
    checked = _checked_offer(asking, values)
    with change_set("make_offer", asking) as changes:
        return changes.made(changes.add(Offer, about, **checked))


def change_offer(asking: Asking, *, key: uuid.UUID, **values: Any) -> Change[Offer]:
    """Put right what was offered, or say when it was given and what they said."""
    row: Offer = Offer.objects.one_changeable_by(asking.me, key)
    names = ("what", "topic", "offered_on", "given_on", "answer")
    checked = _checked_offer(asking, {name: getattr(row, name) for name in names} | values)
    with change_set("change_offer", asking) as changes:
        changes.change(row, **checked)
        return changes.made(row)


def remove_offer(asking: Asking, *, key: uuid.UUID) -> Change[Offer]:
    """Remove an offer."""
    row: Offer = Offer.objects.one_changeable_by(asking.me, key)
    with change_set("remove_offer", asking) as changes:
        changes.delete(row)
        return changes.made(row)


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    require_text(
        values["text"],
        gettext_noop("Know-how needs a text."),
        gettext_noop("Write in one line what we know how to do."),
    )
    check_choice(values["topic"], KnowHowTopic.values)
    return stripped(values)


def _checked_offer(asking: Asking, values: dict[str, Any]) -> dict[str, Any]:
    check_needed(Offer, {name: values[name] for name in ("what", "topic", "offered_on")})
    check_choice(values["topic"], KnowHowTopic.values)
    check_date(values["offered_on"], asking.day)
    if values["given_on"] is not None:
        check_date(values["given_on"], asking.day)
        if values["given_on"] < values["offered_on"]:
            raise CannotBe(
                gettext_noop("It was given before it was offered."),
                next_step=gettext_noop("Check both dates."),
            )
    return stripped(values)
