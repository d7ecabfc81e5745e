"""The life-saving exception: asking first, and knowing each other later, for a stated reason."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.asks import reason_for_exception
from rapport.actions.people import colleague_in
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Ask, Circle, Interaction, Outcome
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe


@dataclass(frozen=True, slots=True)
class ForLives:
    """Whose lives depend on a request, and how; without ``authorised_by`` one says so oneself."""

    reason: str
    authorised_by: uuid.UUID | None = None

    def columns(self, asking: Asking, circle: Circle) -> dict[str, Any]:
        """Return what a request of a circle says of it, or refuse what cannot be."""
        return {
            "life_saving": True,
            "life_saving_reason": reason_for_exception(self.reason),
            "authorised_by": colleague_in(asking, circle, self.authorised_by or asking.me.pk),
        }


def use_exception(
    asking: Asking, *, key: uuid.UUID, reason: str, authorised_by: uuid.UUID | None = None
) -> Change[Ask]:
    """Use the life-saving exception for a request; without ``authorised_by`` one says so oneself.

    Where it was asked already, the contact in which it was says so too.
    """
    ask = Ask.objects.one_changeable_by(asking.me, key)
    if not ask.is_ahead and ask.outcome != Outcome.MADE:
        raise CannotBe(
            gettext_noop("This request already has an outcome."),
            next_step=gettext_noop("Change it on their page."),
        )
    said = ForLives(reason, authorised_by).columns(asking, ask.circle)
    with change_set("use_exception", asking) as changes:
        changes.change(ask, **said)
        contacts = Interaction.objects.changeable_by(asking.me).filter(asks=ask, life_saving=False)
        for contact in contacts:
            changes.change(contact, life_saving=True)
        return changes.made(ask)
