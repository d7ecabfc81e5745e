"""Verbs about interactions: log one, change one, take one away."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.commitments import make_commitment
from rapport.actions.insights import note_insight
from rapport.actions.people import check_date
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import (
    InsightKind,
    Interaction,
    Membership,
    Nature,
    OurPart,
    Relationship,
    Sensitivity,
    Side,
    TheirPart,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere


@dataclass(frozen=True, slots=True)
class AlsoHeard:
    """What a log may bring with it, about the first counterpart named."""

    concern: str = ""
    our_promise: str = ""
    our_promise_due: date | None = None
    their_promise: str = ""
    their_promise_due: date | None = None


def log_interaction(
    asking: Asking,
    *,
    theirs: Sequence[tuple[uuid.UUID, str]],
    on: date,
    ours: Sequence[tuple[uuid.UUID, str]] = (),
    also: AlsoHeard | None = None,
    **values: Any,
) -> Change[list[Interaction]]:
    """Log one interaction. Counterparts of different circles get one record a circle.

    ``theirs`` are relationships, ``ours`` colleagues, each with a part (or "" for the usual one);
    without ``ours`` it was whoever logs it. Nobody learns from one circle's record who of another
    circle was there. What was also heard is in the same change set, so that one undo takes all of
    it back.
    """
    relationships = _relationships(asking, [key for key, _ in theirs])
    check_date(on, asking.day)
    _check_next_step(on, values.get("next_step_on"))
    parts = dict(theirs)
    with change_set("log_interaction", asking) as changes:
        logged = []
        for group in _by_circle(relationships):
            first = group[0]
            with_us = _ours(asking, first.circle_id, ours or [(asking.me.pk, OurPart.LEAD)])
            with_them = [(row.pk, parts[row.pk] or TheirPart.LEAD) for row in group]
            interaction = changes.add(
                Interaction,
                first,
                parts={"theirs": with_them, "ours": with_us},
                sensitivity=max(row.sensitivity for row in group),
                on=on,
                **values,
            )
            logged.append(interaction)
        changes.write()
        if also is not None:
            _also(asking, also, logged[0], relationships[0].pk)
        return changes.made(logged)


def _also(asking: Asking, also: AlsoHeard, logged: Interaction, about: uuid.UUID) -> None:
    where: dict[str, Any] = {"relationship": about, "interaction": logged.pk}
    if also.concern:
        note_insight(
            asking,
            **where,
            kind=InsightKind.CONCERN,
            nature=Nature.FACT,
            text=also.concern,
            on=logged.on,
        )
    for side, text, due in (
        (Side.US, also.our_promise, also.our_promise_due),
        (Side.THEM, also.their_promise, also.their_promise_due),
    ):
        if text:
            make_commitment(asking, **where, by=side, text=text, due=due, made_on=logged.on)


def change_interaction(
    asking: Asking,
    *,
    key: uuid.UUID,
    ours: Sequence[tuple[uuid.UUID, str]] | None = None,
    **values: Any,
) -> Change[Interaction]:
    """Change what was logged; the history keeps what was there before."""
    interaction = Interaction.objects.one_changeable_by(asking.me, key)
    if "on" in values:
        check_date(values["on"], asking.day)
    _check_next_step(
        values.get("on", interaction.on), values.get("next_step_on", interaction.next_step_on)
    )
    parts = {"ours": _ours(asking, interaction.circle_id, ours)} if ours is not None else {}
    with change_set("change_interaction", asking) as changes:
        changes.change(interaction, parts=parts, **values)
        return changes.made(interaction)


def remove_interaction(asking: Asking, *, key: uuid.UUID) -> Change[Interaction]:
    """Take an interaction away; what came up in it stays, without it."""
    interaction = Interaction.objects.one_changeable_by(asking.me, key)
    with change_set("remove_interaction", asking) as changes:
        changes.delete(interaction)
        return changes.made(interaction)


def _relationships(asking: Asking, keys: Sequence[uuid.UUID]) -> list[Relationship]:
    if not keys:
        raise CannotBe(
            gettext_noop("Nobody was chosen."),
            next_step=gettext_noop("Choose at least one counterpart."),
        )
    rows = Relationship.objects.changeable_by(asking.me).filter(pk__in=keys)
    by_key = {row.pk: row for row in rows}
    if len(by_key) != len(set(keys)):
        raise NotThere(NOT_THERE)
    return [by_key[key] for key in dict.fromkeys(keys)]


def _by_circle(relationships: Sequence[Relationship]) -> list[list[Relationship]]:
    """Group by circle; a severe relationship stays by itself, for those who are named in it."""
    groups: dict[object, list[Relationship]] = {}
    for row in relationships:
        severe = row.sensitivity >= Sensitivity.SEVERE
        groups.setdefault(row.pk if severe else row.circle_id, []).append(row)
    return list(groups.values())


def _ours(
    asking: Asking, circle: uuid.UUID, ours: Sequence[tuple[uuid.UUID, str]]
) -> list[tuple[uuid.UUID, str]]:
    """Return our side, refusing colleagues who are not of the same office or circle."""
    keys = {key for key, _ in ours}
    members = Membership.objects.in_force(asking.day).filter(circle=circle, colleague__in=keys)
    if keys - set(members.values_list("colleague_id", flat=True)):
        raise CannotBe(
            gettext_noop("One of the colleagues chosen is not in this circle."),
            next_step=gettext_noop("Leave them out, or ask a keeper to add them first."),
        )
    return [(key, part or OurPart.LEAD) for key, part in ours]


def _check_next_step(on: date, following: date | None) -> None:
    if following is not None and following < on:
        raise CannotBe(
            gettext_noop("The next step is before the contact itself."),
            next_step=gettext_noop("Check both dates."),
        )
