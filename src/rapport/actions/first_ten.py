"""Verbs of the first ten minutes: five people, the last contact, who else, what worries them.

Each is one step, told of several people at once, and so one change set that one undo takes back.
They make the records that every other page makes; what stands there already is not said twice.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any, NamedTuple

from django.utils.translation import gettext_noop

from rapport.actions.insights import note_insight
from rapport.actions.interactions import log_interaction
from rapport.actions.meetings import change_meeting, plan_meeting
from rapport.actions.one_person import add_one_person
from rapport.actions.people import check_date, writable_circle
from rapport.actions.presences import chosen
from rapport.actions.relationships import describe, set_backup
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import (
    Channel,
    Insight,
    InsightKind,
    Interaction,
    Meeting,
    MeetingState,
    Nature,
    Relationship,
)
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe

FIVE = 5
KEPT_FOR = timedelta(days=365)


class New(NamedTuple):
    """Somebody to add, with those of similar names whom they are not, or are in another circle."""

    alias: str
    different_from: Collection[uuid.UUID] = ()
    same_as: Collection[uuid.UUID] = ()


class Spoke(NamedTuple):
    """When we last spoke with somebody without asking for anything: between which days.

    ``since`` None: before ``until``, longer ago than anybody remembers exactly. ``small_talk`` None
    where it was not said.
    """

    since: date | None
    until: date
    small_talk: bool | None = None


class Worry(NamedTuple):
    """What worries somebody: said by them (``FACT``), or read into what was said."""

    text: str
    nature: str = Nature.INTERPRETATION


def name_five(
    asking: Asking, *, people: Sequence[New], circle: uuid.UUID
) -> Change[list[Relationship]]:
    """Add up to five people whom the work hangs on, by their aliases."""
    if not 1 <= len(people) <= FIVE:
        raise CannotBe(
            gettext_noop("Name between one and five people."),
            next_step=gettext_noop("Write at least one alias, or skip this question."),
        )
    writable_circle(asking.me, circle)
    with change_set("name_five", asking) as changes:
        added = [
            add_one_person(
                asking,
                alias=one.alias,
                circle=circle,
                opened=asking.day,
                same_as=one.same_as,
                different_from=one.different_from,
            ).row
            for one in people
        ]
        return changes.made(added)


def tell_last_contacts(
    asking: Asking, *, spoke: Mapping[uuid.UUID, Spoke]
) -> Change[list[Relationship]]:
    """Log when we last spoke with people without a request, each known to a day or to a span.

    What is longer ago than the spans is no log: only the relationship is begun earlier. Somebody
    we have spoken with is known since that day at the latest. Each is logged as a call: where only
    meetings count as warm-ups, it does not claim to be one.
    """
    rows = chosen(asking, list(spoke)) if spoke else []
    with change_set("tell_last_contacts", asking) as changes:
        for row in rows:
            said = spoke[row.pk]
            first = said.since or said.until
            check_date(first, asking.day)
            if first < row.opened:
                describe(asking, key=row.pk, opened=first)
            if said.since is not None and not _logged(asking, row, said):
                log_interaction(
                    asking,
                    theirs=[(row.pk,)],
                    on=said.since,
                    until=said.until if said.until > said.since else None,
                    channel=Channel.PHONE,
                    asked=False,
                    small_talk=said.small_talk,
                )
        return changes.made(rows)


def name_who_else(
    asking: Asking,
    *,
    backups: Mapping[uuid.UUID, uuid.UUID | None],
    outside: Mapping[uuid.UUID, str],
) -> Change[list[Relationship]]:
    """Say who else could call people: a colleague is the backup, anybody else stands in a note."""
    keys = list(dict.fromkeys([*backups, *outside]))
    rows = chosen(asking, keys) if keys else []
    with change_set("name_who_else", asking) as changes:
        for row in rows:
            if row.pk in backups and backups[row.pk] != row.backup_id:
                set_backup(asking, key=row.pk, backup=backups[row.pk])
            if row.pk in outside:
                _note(
                    asking,
                    row,
                    InsightKind.CONNECTION,
                    Worry(outside[row.pk], Nature.FACT),
                    expires=asking.day + KEPT_FOR,
                )
        return changes.made(rows)


def note_worries(
    asking: Asking, *, worries: Mapping[uuid.UUID, Worry]
) -> Change[list[Relationship]]:
    """Note what worries people; each note ends when the office's concerns do."""
    rows = chosen(asking, list(worries)) if worries else []
    with change_set("note_worries", asking) as changes:
        for row in rows:
            _note(asking, row, InsightKind.CONCERN, worries[row.pk])
        return changes.made(rows)


def plan_next_meeting(
    asking: Asking, *, whom: uuid.UUID, on: date, time: time | None = None, place: str = ""
) -> Change[Meeting]:
    """Plan whom one meets next; what is planned with them for that day is only filled in."""
    planned = Meeting.objects.changeable_by(asking.me).filter(
        theirs__relationship=whom, on=on, state=MeetingState.PLANNED
    )
    there: Meeting | None = planned.order_by("pk").first()
    with change_set("plan_meeting", asking) as changes:
        if there is None:
            theirs = [(whom, "")]
            made = plan_meeting(asking, theirs=theirs, on=on, time=time, place=place.strip()).row[0]
            return changes.made(made)
        said: dict[str, Any] = {"time": time, "place": place.strip()}
        filled = {name: value for name, value in said.items() if value}
        if filled:
            change_meeting(asking, key=there.pk, **filled)
        return changes.made(there)


def _logged(asking: Asking, row: Relationship, said: Spoke) -> bool:
    """Say whether such a contact is logged within those days already."""
    rows = Interaction.objects.visible_to(asking.me).filter(
        theirs__relationship=row, asked=False, two_way=True
    )
    return rows.filter(on__gte=said.since, on__lte=said.until).exists()


def _note(
    asking: Asking,
    row: Relationship,
    kind: InsightKind,
    said: Worry,
    expires: date | None = None,
) -> None:
    text = said.text.strip()
    there = Insight.objects.visible_to(asking.me).filter(relationship=row, kind=kind, text=text)
    if text and not there.exists():
        note_insight(
            asking, relationship=row.pk, kind=kind, nature=said.nature, text=text, expires=expires
        )
