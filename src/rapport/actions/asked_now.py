"""The requests that a log notes itself: for lives, or for a gate, of everybody who was asked."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.asks import reason_for_exception
from rapport.actions.told_with_it import Requests
from rapport.records.asking import Asking
from rapport.records.models import Ask, Gate, Interaction, Outcome, Presence, Relationship
from rapport.records.packed_facts import ASKED_AT, unpack
from rapport.records.recording import ChangeSet
from rapport.records.refusals import CannotBe


def gate_of(asking: Asking, key: uuid.UUID | None, about: Iterable[Relationship]) -> Gate | None:
    """Return the gate that a request in a contact was for; it is of the circle of one of them."""
    if key is None:
        return None
    gate: Gate = Gate.objects.one_visible_to(asking.me, key)
    if gate.circle_id not in {row.circle_id for row in about}:
        raise CannotBe(
            gettext_noop("This gate is kept in another circle."),
            next_step=gettext_noop("Choose one of the same circle, or leave it empty."),
        )
    return gate


def note_what_was_asked(
    changes: ChangeSet,
    asking: Asking,
    requests: Requests,
    *,
    logged: Mapping[uuid.UUID, Interaction],
) -> None:
    """Note the request of everybody who was asked for lives, or for a gate of their circle.

    ``requests`` are those that the log settled: of whom one was asked in it, no other is noted. An
    answer to an earlier one is no such request. ``logged`` are the logs by person, already written.
    Raises ``CannotBe`` where nobody was asked, or only for another gate.
    """
    for_lives, gate, opened = requests.for_lives, requests.gate, requests.opening()
    noted = requests.of()
    asked = _asked(logged) if for_lives is not None or gate is not None else []
    if for_lives is not None:
        if not asked and not noted:
            raise CannotBe(
                gettext_noop("Nobody was asked for anything, so no exception was used."),
                next_step=gettext_noop("Record that something was asked, or untick the exception."),
            )
        for about in _people(key for key in asked if key not in noted):
            said = for_lives.columns(asking, about.circle)
            if gate is not None and gate.circle_id == about.circle_id:
                said["gate"] = gate
                opened.add(about.pk)
            noted.add(about.pk)
            _note(changes, about, logged[about.pk], reason_for_exception(for_lives.reason), said)
    if gate is not None:
        people = [one for one in _people(asked) if one.circle_id == gate.circle_id]
        if not people and not opened:
            raise CannotBe(
                gettext_noop("Nobody was asked for anything, so no request was made for a gate."),
                next_step=gettext_noop("Record who was asked, or leave the gate empty."),
            )
        others = [one for one in people if one.pk not in noted]
        if not others and not opened:
            raise CannotBe(
                gettext_noop("What was asked was planned for another gate."),
                next_step=gettext_noop("Leave the gate empty, or plan a request for this one too."),
            )
        for about in others:
            _note(changes, about, logged[about.pk], gate.name, {"gate": gate})


def _asked(logged: Mapping[uuid.UUID, Interaction]) -> list[uuid.UUID]:
    contacts = {contact.pk for contact in logged.values()}
    there = Presence.objects.filter(interaction__in=contacts).order_by("pk")
    return [place.relationship_id for place in there if unpack(place.told)[ASKED_AT]]


def _people(keys: Iterable[uuid.UUID]) -> list[Relationship]:
    return list(Relationship.objects.in_bulk(list(keys)).values())


def _note(
    changes: ChangeSet, about: Relationship, contact: Interaction, what: str, said: dict[str, Any]
) -> None:
    """Note one request, in the words of the log, or in ``what`` where it has none."""
    changes.add(
        Ask,
        about,
        what=contact.line.strip() or what,
        channel=contact.channel,
        outcome=Outcome.MADE,
        made_on=contact.on,
        interaction=contact,
        **said,
    )
