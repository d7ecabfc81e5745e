"""Verbs about culture notes: what colleagues who know a place tell those who go there."""

import uuid
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.people import check_writes
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import CultureNote, CultureTopic
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import NotThere
from rapport.records.validation import check_choice, require_text


def note_culture(
    asking: Asking, *, place: str, topic: str, text: str, role: str = ""
) -> Change[CultureNote]:
    """Note a custom of a place; whoever writes in a circle of the office may."""
    check_writes(asking.me)
    _check(place, topic, text)
    with change_set("note_culture", asking) as changes:
        note = CultureNote(
            office_id=asking.me.office_id,
            place=place.strip(),
            topic=topic,
            text=text.strip(),
            author=asking.me,
            role=role.strip(),
            on=asking.day,
        )
        return changes.made(changes.create(note))


def change_culture(asking: Asking, *, key: uuid.UUID, **values: Any) -> Change[CultureNote]:
    """Change a culture note; it is then as old as today.

    Whoever writes another text becomes its author: nobody's name stands under words of others, nor
    does the role in which they were written stay with them, unless a ``role`` is given.
    """
    note = _note(asking, key)
    stripped = {name: value.strip() for name, value in values.items()}
    whole = {"place": note.place, "topic": note.topic, "text": note.text} | stripped
    _check(whole["place"], whole["topic"], whole["text"])
    stated: dict[str, Any] = {**stripped, "on": asking.day}
    if whole["text"] != note.text:
        stated["author"] = asking.me
        if note.author_id != asking.me.pk:
            stated.setdefault("role", "")
    with change_set("change_culture", asking) as changes:
        changes.change(note, **stated)
        return changes.made(note)


def remove_culture(asking: Asking, *, key: uuid.UUID) -> Change[CultureNote]:
    """Take a culture note away."""
    note = _note(asking, key)
    with change_set("remove_culture", asking) as changes:
        changes.delete(note)
        return changes.made(note)


def culture_note_to_change(asking: Asking, key: uuid.UUID) -> CultureNote:
    """Return a culture note of the office if whoever asks may change it."""
    return _note(asking, key)


def _note(asking: Asking, key: uuid.UUID) -> CultureNote:
    note = CultureNote.objects.filter(office=asking.me.office_id, pk=key).first()
    if note is None:
        raise NotThere(NOT_THERE)
    check_writes(asking.me)
    return note


def _check(place: str, topic: str, text: str) -> None:
    check_choice(topic, CultureTopic.values)
    require_text(
        place,
        gettext_noop("A culture note needs a place."),
        gettext_noop("Write the district or place it is true of."),
    )
    require_text(
        text,
        gettext_noop("A culture note needs a text."),
        gettext_noop("Write in one or two sentences what a visitor should know."),
    )
