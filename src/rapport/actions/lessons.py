"""Verbs about lessons: share one with the office, change it, take it away. None names anybody."""

import uuid
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.people import check_writes
from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Lesson, LessonPlace, Purpose, Stage
from rapport.records.models.lessons import FOR_REPAIR
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.validation import check_choice, require_text
from rapport.records.who_is_named import who_is_named


def share_lesson(
    asking: Asking,
    *,
    text: str,
    family: str,
    stage: str = "",
    place_kind: str = "",
    no_names: Collection[str] = (),
) -> Change[Lesson]:
    """Share a lesson with the office; whoever writes in a circle of it may.

    What could be a name in it is refused, unless it is among ``no_names``: whoever writes says that
    it is none.
    """
    check_writes(asking.me)
    told = {"text": text, "family": family, "stage": stage, "place_kind": place_kind}
    checked = _checked(asking, told, no_names)
    with change_set("share_lesson", asking) as changes:
        lesson = Lesson(office_id=asking.me.office_id, on=asking.day, **checked)
        return changes.made(changes.create(lesson))


def change_lesson(
    asking: Asking, *, key: uuid.UUID, no_names: Collection[str] = (), **values: Any
) -> Change[Lesson]:
    """Change a lesson; what could be a name in it is refused as in a new one."""
    lesson = lesson_to_change(asking, key)
    told = {name: getattr(lesson, name) for name in ("text", "family", "stage", "place_kind")}
    checked = _checked(asking, told | values, no_names)
    with change_set("change_lesson", asking) as changes:
        changes.change(lesson, **checked)
        return changes.made(lesson)


def remove_lesson(asking: Asking, *, key: uuid.UUID) -> Change[Lesson]:
    """Take a lesson away."""
    lesson = lesson_to_change(asking, key)
    with change_set("remove_lesson", asking) as changes:
        changes.delete(lesson)
        return changes.made(lesson)


def lesson_to_change(asking: Asking, key: uuid.UUID) -> Lesson:
    """Return a lesson of the office if whoever asks may change it."""
    lesson = Lesson.objects.filter(office=asking.me.office_id, pk=key).first()
    if lesson is None:
        raise NotThere(NOT_THERE)
    check_writes(asking.me)
    return lesson


def names_left(asking: Asking, text: str, no_names: Collection[str]) -> tuple[str, ...]:
    """Return what could be a name in a text, but for the words said to be none."""
    said = {fold(word) for word in no_names}
    return tuple(words for words in who_is_named(asking, text) if fold(words) not in said)


def _checked(asking: Asking, values: dict[str, Any], no_names: Collection[str]) -> dict[str, Any]:
    checked = {name: value.strip() for name, value in values.items()}
    require_text(
        checked["text"],
        gettext_noop("A lesson needs a text."),
        gettext_noop("Write in one or two sentences what helps next time, without names."),
    )
    check_choice(checked["family"], [*Purpose.values, FOR_REPAIR])
    check_choice(checked["stage"], ["", *Stage.values])
    check_choice(checked["place_kind"], ["", *LessonPlace.values])
    left = names_left(asking, checked["text"], no_names)
    if left:
        raise CannotBe(
            gettext_noop("These words could be names: %(words)s."),
            next_step=gettext_noop("Write it without them, or confirm that they are no names."),
            words=", ".join(left),
        )
    return checked
