"""The life-saving exception: asking first, and knowing each other later, for a stated reason."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.asks import reason_for_exception
from rapport.actions.people import colleague_in
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Ask, Circle, Interaction, Outcome, Presence, Relationship
from rapport.records.packed_facts import ASKED_AT, unpack
from rapport.records.recording import ChangeSet, change_set
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


def note_requests_for_lives(
    changes: ChangeSet,
    asking: Asking,
    for_lives: ForLives,
    *,
    logged: Mapping[uuid.UUID, Interaction],
    but: Collection[uuid.UUID],
) -> None:
    """Note the request of everybody who was asked in a contact, with the reason for the exception.

    ``logged`` are the logs by person, already written; of ``but`` a planned request was settled,
    which says so itself. Raises ``CannotBe`` where nobody was asked for anything.
    """
    contacts = {contact.pk for contact in logged.values()}
    there = Presence.objects.filter(interaction__in=contacts).order_by("pk")
    asked = [place.relationship_id for place in there if unpack(place.told)[ASKED_AT]]
    if not asked and not but:
        raise CannotBe(
            gettext_noop("Nobody was asked for anything, so no exception was used."),
            next_step=gettext_noop("Record that something was asked, or untick the exception."),
        )
    people = Relationship.objects.in_bulk([key for key in asked if key not in but])
    for about in people.values():
        contact = logged[about.pk]
        changes.add(
            Ask,
            about,
            what=contact.line.strip() or reason_for_exception(for_lives.reason),
            channel=contact.channel,
            outcome=Outcome.MADE,
            made_on=contact.on,
            interaction=contact,
            **for_lives.columns(asking, about.circle),
        )
