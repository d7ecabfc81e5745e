"""Verbs about interactions: log one, change one, take one away, finish its next step."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.agreement_terms import KeptInALog, Marked
from rapport.actions.asked_now import gate_of, note_what_was_asked
from rapport.actions.exceptions import ForLives
from rapport.actions.following import Answered, AnsweredInALog
from rapport.actions.meetings import Closing, opened_again
from rapport.actions.people import check_date
from rapport.actions.presences import There, by_circle, changed, chosen, of_one, our_side, places
from rapport.actions.told_with_it import (
    AlsoHeard,
    AskedFor,
    Requests,
    Told,
    greeted,
    note_what_was_heard,
)
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.hanging import hanging_on, rows_of
from rapport.records.models import Channel, Interaction, Occasion, OnTime, OurPart, Relationship
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe
from rapport.rules.days import later
from rapport.rules.warmups import VOICE

__all__ = [
    "AlsoHeard",
    "Answered",
    "AskedFor",
    "ForLives",
    "change_interaction",
    "finish_next_step",
    "log_interaction",
    "remove_interaction",
    "usually_two_way",
]

LONGEST_SPAN = 366
"""How many days may lie between the first and the last day that a contact may have been on."""


def log_interaction(
    asking: Asking,
    *,
    theirs: Sequence[Sequence[Any]],
    on: date,
    ours: Sequence[tuple[uuid.UUID, str]] = (),
    two_way: bool | None = None,
    also: AlsoHeard | None = None,
    asked_for: Sequence[AskedFor] = (),
    answered: Sequence[Answered] = (),
    kept: Sequence[Marked] = (),
    greeting: Collection[uuid.UUID] = (),
    closes: Collection[uuid.UUID] = (),
    told: Collection[str] = (),
    for_lives: ForLives | None = None,
    gate: uuid.UUID | None = None,
    **values: Any,
) -> Change[list[Interaction]]:
    """Log one interaction. Counterparts of different circles get one record a circle.

    ``theirs`` are rows of ``(relationship, part, asked, tone_theirs, tone_ours)``: values at the
    end may be left out, and what is blank is as the whole contact. ``ours`` are colleagues, each
    with a part (or "" for the usual); without them it was whoever logs. Nobody learns from one
    circle's record who of another was there. ``two_way`` None: as usual for the channel.
    ``asked_for`` are requests made in it, ``answered`` worries, ``kept`` terms, ``greeting``
    occasions, ``closes`` plans, ``told`` own words, ``gate`` what a request opens.
    """
    there = places(theirs)
    relationships = chosen(asking, list(there))
    check_date(on, asking.day)
    _check_days(on, values)
    on_time, channel = values.get("on_time", ""), values.get("channel", Channel.IN_PERSON)
    asked: dict[str, Any] = {"for_lives": for_lives, "gate": gate_of(asking, gate, relationships)}
    requests = Requests(asking, asked_for, theirs=there, on=on, on_time=on_time, **asked)
    occasions = greeted(asking, greeting, there)
    closing = Closing(asking, closes, there)
    settled = AnsweredInALog(asking, answered, theirs=there, on=on)
    kept_terms = KeptInALog(asking, kept, theirs=there, on=on)
    own_words = Told(asking, told, on_time=on_time)
    values |= {"on": on, "two_way": _took_part(two_way, channel, on_time)}
    with change_set("log_interaction", asking) as changes:
        logged: dict[uuid.UUID, Interaction] = {}
        for group in by_circle(relationships):
            rows = [requests.presence(there[row.pk]) for row in group]
            us = our_side(asking, group[0].circle_id, ours or [(asking.me.pk, OurPart.LEAD)])
            lives = {"life_saving": True} if requests.save_lives(row.pk for row in group) else {}
            interaction = _add(changes, group, rows, us, values | lives)
            logged |= dict.fromkeys((row.pk for row in group), interaction)
        changes.write()
        first_named = {row.pk: logged[row.pk] for row in relationships}
        requests.settle(changes, first_named)
        note_what_was_asked(changes, asking, requests, logged=first_named)
        _greet(changes, occasions, on)
        closing.close(changes, first_named)
        settled.settle(changes, first_named)
        kept_terms.mark(changes)
        if also is not None:
            note_what_was_heard(asking, also, first_named)
        own_words.note(there, first_named)
        return changes.made(list(dict.fromkeys(logged.values())))


def _check_days(on: date, values: Mapping[str, Any]) -> None:
    _check_until(on, values.get("until"))
    _check_next_step(on, values.get("next_step_on"))


def _greet(changes: ChangeSet, occasions: Iterable[Occasion], on: date) -> None:
    for occasion in occasions:
        changes.change(occasion, greeted_on=on)


def _add(
    changes: ChangeSet,
    group: Sequence[Relationship],
    theirs: list[There],
    ours: list[tuple[uuid.UUID, str]],
    values: dict[str, Any],
) -> Interaction:
    if len(theirs) == 1:
        theirs[0], values = of_one(theirs[0], values)
    return changes.add(
        Interaction,
        group[0],
        parts={"theirs": theirs, "ours": ours},
        sensitivity=max(row.sensitivity for row in group),
        **values,
    )


def change_interaction(
    asking: Asking,
    *,
    key: uuid.UUID,
    theirs: Sequence[Sequence[Any]] | None = None,
    ours: Sequence[tuple[uuid.UUID, str]] | None = None,
    **values: Any,
) -> Change[Interaction]:
    """Change what was logged and who was there; the history keeps what was there before.

    ``theirs`` are rows as in :func:`log_interaction`, of the circle it belongs to. What was heard
    of somebody who was not there after all stays with them, without this contact. ``two_way``
    None: as usual for the channel.
    """
    interaction = Interaction.objects.one_changeable_by(asking.me, key)
    if "on" in values:
        check_date(values["on"], asking.day)
    _check_until(values.get("on", interaction.on), values.get("until", interaction.until))
    _check_next_step(
        values.get("on", interaction.on), values.get("next_step_on", interaction.next_step_on)
    )
    if {"two_way", "on_time"} & values.keys():
        # What was never two-way because we did not turn up says nothing once we did.
        missed = interaction.on_time == OnTime.ABSENT
        values["two_way"] = _took_part(
            values.get("two_way", None if missed else interaction.two_way),
            values.get("channel", interaction.channel),
            values.get("on_time", interaction.on_time),
        )
    parts: dict[str, Any] = {}
    if ours is not None:
        parts["ours"] = our_side(asking, interaction.circle_id, ours)
    with change_set("change_interaction", asking) as changes:
        if theirs is not None:
            now = changed(asking, interaction, theirs)
            parts["theirs"] = now.theirs
            values["sensitivity"] = now.sensitivity
            if len(now.theirs) == 1:
                asked_and_tones = ("asked", "tone_theirs", "tone_ours")
                before = {name: getattr(interaction, name) for name in asked_and_tones}
                parts["theirs"], values = _alone(now.theirs[0], {**before, **values})
            _let_go(changes, interaction, now.gone)
        changes.change(interaction, parts=parts, **values)
        return changes.made(interaction)


def _alone(there: There, values: dict[str, Any]) -> tuple[list[There], dict[str, Any]]:
    place, told = of_one(there, values)
    return [place], told


def _let_go(changes: ChangeSet, interaction: Interaction, gone: set[uuid.UUID]) -> None:
    """Let what came up with those who were not there after all stand without this contact."""
    for hanging in hanging_on(Interaction) if gone else ():
        for row in rows_of(interaction, hanging):
            if getattr(row, "relationship_id", None) in gone:
                changes.repoint(row, hanging.column, None)


def remove_interaction(asking: Asking, *, key: uuid.UUID) -> Change[Interaction]:
    """Take an interaction away; what came up in it stays, and a meeting it closed waits again."""
    interaction = Interaction.objects.one_changeable_by(asking.me, key)
    with change_set("remove_interaction", asking) as changes:
        opened_again(changes, interaction)
        changes.delete(interaction)
        return changes.made(interaction)


def finish_next_step(asking: Asking, *, key: uuid.UUID) -> Change[Interaction]:
    """Say that the next step agreed in a contact is done; one done before keeps its day."""
    interaction = Interaction.objects.one_changeable_by(asking.me, key)
    if not (interaction.next_step or interaction.next_step_on):
        raise CannotBe(
            gettext_noop("This contact has no next step."),
            next_step=gettext_noop("Change the log to add one."),
        )
    with change_set("finish_next_step", asking) as changes:
        done_on = interaction.next_step_done_on or asking.day
        changes.change(interaction, next_step_done_on=done_on)
        return changes.made(interaction)


def usually_two_way(channel: str) -> bool:
    """Say whether they usually take part by this channel: where two people speak, they do."""
    return channel in VOICE


def _took_part(said: bool | None, channel: str, on_time: str) -> bool:
    """Return whether they took part: never where we did not turn up, whatever was said."""
    if on_time == OnTime.ABSENT:
        return False
    return usually_two_way(channel) if said is None else said


def _check_until(on: date, until: date | None) -> None:
    """Refuse a last day that is before the first, or that leaves more than a year open."""
    if until is None:
        return
    if until < on:
        raise CannotBe(
            gettext_noop("The last day is before the first."),
            next_step=gettext_noop("Check both dates."),
        )
    if until > later(on, LONGEST_SPAN):
        raise CannotBe(
            gettext_noop("The first and the last day are more than a year apart."),
            next_step=gettext_noop("Log each contact separately, or choose a shorter period."),
        )


def _check_next_step(on: date, following: date | None) -> None:
    if following is not None and following < on:
        raise CannotBe(
            gettext_noop("The next step is dated before the contact."),
            next_step=gettext_noop("Check both dates."),
        )
