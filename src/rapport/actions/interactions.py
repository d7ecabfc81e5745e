"""Verbs about interactions: log one, change one, take one away."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from datetime import time as time_of_day
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from rapport.actions.commitments import make_commitment
from rapport.actions.insights import note_insight
from rapport.actions.people import check_date
from rapport.records import judging
from rapport.records.models import (
    Channel,
    Colleague,
    InsightKind,
    Interaction,
    Membership,
    Nature,
    OurPart,
    Purpose,
    Relationship,
    Sensitivity,
    Side,
    TheirPart,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe, NotThere

LONGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class NewInteraction:
    """What is known of an interaction. ``theirs`` are relationships, ``ours`` colleagues."""

    theirs: Sequence[tuple[uuid.UUID, str]]
    on: date
    ours: Sequence[tuple[uuid.UUID, str]] = ()
    time: time_of_day | None = None
    place: str = ""
    channel: str = Channel.IN_PERSON
    purpose: str = Purpose.ENGAGEMENT
    two_way: bool = True
    asked: bool = False
    life_saving: bool = False
    small_talk: bool | None = None
    introduced_self: bool | None = None
    introduced_organisation: bool | None = None
    topics: str = ""
    tone_theirs: str = ""
    tone_ours: str = ""
    line: str = ""
    facts: str = ""
    interpretations: str = ""
    on_time: str = ""
    next_step: str = ""
    next_step_on: date | None = None
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class AlsoHeard:
    """What a log may bring with it, about the first counterpart named."""

    concern: str = ""
    our_promise: str = ""
    our_promise_due: date | None = None
    their_promise: str = ""
    their_promise_due: date | None = None


_WHO = ("theirs", "ours")


@transaction.atomic
def log_interaction(
    *,
    by: Colleague,
    now: datetime,
    today: date,
    new: NewInteraction,
    also: AlsoHeard | None = None,
) -> list[Interaction]:
    """Log one interaction. Counterparts of different circles get one record a circle.

    Nobody learns from one circle's record who of another circle was there. What was also heard is
    part of the same deed, so that one undo takes all of it back.
    """
    relationships = _relationships(by, [key for key, _ in new.theirs])
    check_date(new.on, today)
    _check_next_step(new.on, new.next_step_on)
    _check_lengths(asdict(new))
    parts = dict(new.theirs)
    with change_set("log_interaction", by=by, now=now) as changes:
        logged = [
            _log(changes, by=by, new=new, relationships=group, parts=parts)
            for group in _by_circle(relationships)
        ]
        changes.write()
        if also is not None:
            _also(also, logged[0], relationships[0].pk, by=by, now=now, today=today)
    judging.rejudge([one.pk for one in relationships], today=today)
    return logged


def _log(
    changes: ChangeSet,
    *,
    by: Colleague,
    new: NewInteraction,
    relationships: Sequence[Relationship],
    parts: dict[uuid.UUID, str],
) -> Interaction:
    first = relationships[0]
    values = {
        name: value
        for name in new.__dataclass_fields__
        if name not in _WHO and (value := getattr(new, name)) is not None
    }
    interaction = Interaction(
        office_id=first.office_id,
        circle_id=first.circle_id,
        sensitivity=max(one.sensitivity for one in relationships),
        **values,
    )
    ours = _ours(first.circle_id, new.ours or [(by.pk, OurPart.LEAD)])
    theirs = [(one.pk, parts[one.pk] or TheirPart.LEAD) for one in relationships]
    return changes.create(interaction, theirs=theirs, ours=ours)


def _also(
    also: AlsoHeard,
    logged: Interaction,
    about: uuid.UUID,
    *,
    by: Colleague,
    now: datetime,
    today: date,
) -> None:
    here: dict[str, Any] = {"by": by, "now": now, "today": today, "relationship": about}
    here["interaction"] = logged.pk
    if also.concern:
        note_insight(
            **here,
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
            make_commitment(**here, side=side, text=text, due=due, made_on=logged.on)


@transaction.atomic
def change_interaction(
    *,
    by: Colleague,
    now: datetime,
    today: date,
    key: uuid.UUID,
    ours: Sequence[tuple[uuid.UUID, str]] | None = None,
    **values: Any,
) -> Interaction:
    """Change what was logged; the history keeps what was there before."""
    interaction = Interaction.objects.one_changeable_by(by, key)
    if "on" in values:
        check_date(values["on"], today)
    _check_next_step(
        values.get("on", interaction.on), values.get("next_step_on", interaction.next_step_on)
    )
    _check_lengths(values)
    parts = {"ours": _ours(interaction.circle_id, ours)} if ours is not None else {}
    with change_set("change_interaction", by=by, now=now) as changes:
        changes.change(interaction, parts=parts, **values)
    judging.rejudge(interaction.theirs.values_list("relationship_id", flat=True), today=today)
    return interaction


@transaction.atomic
def remove_interaction(*, by: Colleague, now: datetime, today: date, key: uuid.UUID) -> uuid.UUID:
    """Take an interaction away; returns the deed, by which it can be brought back."""
    interaction = Interaction.objects.one_changeable_by(by, key)
    touched = list(interaction.theirs.values_list("relationship_id", flat=True))
    with change_set("remove_interaction", by=by, now=now) as changes:
        for name in ("insights", "disclosures", "commitments", "asks"):
            for row in getattr(interaction, name).all():
                changes.change(row, interaction=None)
        changes.delete(interaction)
    judging.rejudge(touched, today=today)
    return changes.key


def _relationships(by: Colleague, keys: Sequence[uuid.UUID]) -> list[Relationship]:
    if not keys:
        raise CannotBe(
            gettext_noop("Nobody was chosen."),
            next_step=gettext_noop("Choose at least one counterpart."),
        )
    found = {one.pk: one for one in Relationship.objects.changeable_by(by).filter(pk__in=keys)}
    if len(found) != len(set(keys)):
        raise NotThere(NOT_THERE)
    return [found[key] for key in dict.fromkeys(keys)]


def _by_circle(relationships: Sequence[Relationship]) -> list[list[Relationship]]:
    """Group by circle; a severe relationship stays by itself, for those who are named in it."""
    groups: dict[object, list[Relationship]] = {}
    for one in relationships:
        severe = one.sensitivity >= Sensitivity.SEVERE
        groups.setdefault(one.pk if severe else one.circle_id, []).append(one)
    return list(groups.values())


def _ours(circle: uuid.UUID, ours: Sequence[tuple[uuid.UUID, str]]) -> list[tuple[uuid.UUID, str]]:
    """Return our side, refusing colleagues who are not of the same office or circle."""
    keys = {key for key, _ in ours}
    known = set(
        Membership.objects.filter(circle=circle, colleague__in=keys).values_list(
            "colleague_id", flat=True
        )
    )
    if keys - known:
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


def _check_lengths(values: dict[str, Any]) -> None:
    for value in values.values():
        if isinstance(value, str) and len(value.encode("utf-8", "surrogatepass")) > LONGEST:
            raise CannotBe(
                gettext_noop("This text is longer than 64 KB."),
                next_step=gettext_noop("Shorten it, or split it into several notes."),
            )
