"""Verbs about reading: open a counterpart, say why so many, set how many are ordinary."""

import uuid
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from rapport.actions.team import may_look_after_colleagues
from rapport.records import reading_count
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Office, Reading
from rapport.records.models.scoped import NOT_THERE
from rapport.records.prepared import prepared
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere, SayWhy
from rapport.records.validation import require_text
from rapport.rules.reading import (
    DAY,
    LEAST,
    MOST_A_DAY,
    MOST_AN_HOUR,
    Limits,
    read_too_many,
)

LONGEST_REASON = 500


def open_counterpart(asking: Asking, *, relationship: uuid.UUID) -> None:
    """Count that somebody is about to read about a counterpart they may see.

    Raises ``SayWhy`` where they have read about so many that a reason is needed first; that they
    were asked for one is kept. Nothing of it is recorded in the history.
    """
    if not reading_count.is_counted():
        return
    office, explained = asking.me.office, _explained(asking)
    with reading_count.count_of(asking.me.pk) as count:
        many = read_too_many(
            count.opened,
            relationship,
            now=asking.now,
            explained=explained,
            limits=Limits(office.reads_an_hour, office.reads_a_day),
        )
        if many is None:
            count.open(relationship, asking.now)
            return
        count.stop(asking.now, many, explained=explained)
    raise SayWhy(
        gettext_noop("You have opened %(many)s people in a short time."),
        next_step=gettext_noop("Give a reason to continue."),
        many=many,
    )


def say_why(asking: Asking, *, reason: str) -> Change[Reading]:
    """Give the reason for reading about many; the history and the data-protection duty keep it."""
    require_text(
        reason,
        gettext_noop("The reason is empty."),
        gettext_noop("Write why you need to open so many people."),
    )
    if len(reason) > LONGEST_REASON:
        raise CannotBe(
            gettext_noop("This text is longer than %(most)s characters."),
            next_step=gettext_noop("Shorten it; details belong in the notes."),
            most=LONGEST_REASON,
        )
    with reading_count.count_of(asking.me.pk) as count:
        since = max(asking.now - DAY, _explained(asking) or asking.now - DAY)
        whom = sorted(who.hex for who, at in count.opened.items() if at > since)
    with change_set("read_many", asking) as changes:
        return changes.made(
            changes.create(
                Reading(
                    office=asking.me.office,
                    by=asking.me,
                    at=asking.now,
                    many=len(whom),
                    reason=reason.strip(),
                    whom=whom,
                )
            )
        )


def set_brake(asking: Asking, *, hour: int, day: int) -> Change[Office]:
    """Set after how many people in an hour, and in a day, this office asks for a reason."""
    if not may_look_after_colleagues(asking.me):
        raise NotThere(NOT_THERE)
    if not (LEAST <= hour <= MOST_AN_HOUR and LEAST <= day <= MOST_A_DAY):
        raise CannotBe(
            gettext_noop("Choose between %(least)s and %(hour)s an hour, and up to %(day)s a day."),
            next_step=gettext_noop("Check the numbers."),
            least=LEAST,
            hour=MOST_AN_HOUR,
            day=MOST_A_DAY,
        )
    with change_set("set_brake", asking) as changes:
        changes.change(asking.me.office, reads_an_hour=hour, reads_a_day=day)
        return changes.made(asking.me.office)


def _explained(asking: Asking) -> datetime | None:
    """Return when somebody last said why."""
    return next(iter(_last_explained(asking.me.pk)), None)


@prepared
def _last_explained(by: uuid.UUID) -> "QuerySet[Reading, datetime]":
    return Reading.objects.filter(by=by).order_by("-at").values_list("at", flat=True)[:1]
