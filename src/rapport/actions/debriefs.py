"""Verbs about debriefs: write one, share it, keep it to oneself again, remove it.

It is its writer's until it is shared; also then only they change it.
"""

import uuid
from typing import Any

from django.utils.translation import gettext_noop

from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Debrief, Interaction, Presence, Relationship
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere

QUESTIONS = ("heard", "unexpected", "lesson", "acknowledged")


def write_debrief(
    asking: Asking,
    *,
    interaction: uuid.UUID,
    relationship: uuid.UUID,
    shared: bool = False,
    **values: Any,
) -> Change[Debrief]:
    """Write down what one took from a contact with somebody; written again, it is changed.

    Private as it is written, unless it is ``shared`` at once.
    """
    about = Relationship.objects.one_changeable_by(asking.me, relationship)
    contact: Interaction = Interaction.objects.one_visible_to(asking.me, interaction)
    if not Presence.objects.filter(interaction=contact, relationship=about).exists():
        raise NotThere(NOT_THERE)
    mine = of_contact(asking, contact.pk, about.pk)
    if mine is not None:
        return change_debrief(asking, key=mine.pk, shared=shared or mine.shared, **values)
    answers = _answers(values)
    with change_set("write_debrief", asking) as changes:
        debrief = changes.add(
            Debrief,
            about,
            interaction=contact,
            writer=asking.me,
            on=contact.on,
            shared=shared,
            **answers,
        )
        return changes.made(debrief)


def change_debrief(
    asking: Asking, *, key: uuid.UUID, shared: bool | None = None, **values: Any
) -> Change[Debrief]:
    """Change what one wrote, and with ``shared`` whether the others read it; left out, as it is."""
    debrief: Debrief = Debrief.objects.one_changeable_by(asking.me, key)
    said = _answers({**{name: getattr(debrief, name) for name in QUESTIONS}, **values})
    with change_set("write_debrief", asking) as changes:
        changes.change(debrief, **said, shared=debrief.shared if shared is None else shared)
        return changes.made(debrief)


def share_debrief(asking: Asking, *, key: uuid.UUID) -> Change[Debrief]:
    """Let everybody read it who may read about this person."""
    return _set_shared(asking, "share_debrief", key, shared=True)


def keep_debrief(asking: Asking, *, key: uuid.UUID) -> Change[Debrief]:
    """Keep it to oneself again. What others have read by then they have read."""
    return _set_shared(asking, "keep_debrief", key, shared=False)


def remove_debrief(asking: Asking, *, key: uuid.UUID) -> Change[Debrief]:
    """Take one's debrief away."""
    debrief: Debrief = Debrief.objects.one_changeable_by(asking.me, key)
    with change_set("remove_debrief", asking) as changes:
        changes.delete(debrief)
        return changes.made(debrief)


def of_contact(asking: Asking, interaction: uuid.UUID, relationship: uuid.UUID) -> Debrief | None:
    """Return what I wrote of a contact with somebody, if I did."""
    mine = Debrief.objects.changeable_by(asking.me)
    there = mine.filter(interaction=interaction, relationship=relationship)
    found: Debrief | None = there.order_by("pk").first()
    return found


def _set_shared(asking: Asking, verb: str, key: uuid.UUID, *, shared: bool) -> Change[Debrief]:
    debrief: Debrief = Debrief.objects.one_changeable_by(asking.me, key)
    with change_set(verb, asking) as changes:
        changes.change(debrief, shared=shared)
        return changes.made(debrief)


def _answers(values: dict[str, Any]) -> dict[str, Any]:
    said = {
        name: value.strip() if isinstance(value, str) else value for name, value in values.items()
    }
    if all(said.get(name) in (None, "") for name in QUESTIONS):
        raise CannotBe(
            gettext_noop("A debrief needs at least one answer."),
            next_step=gettext_noop("Answer the question that matters most to you."),
        )
    return said
