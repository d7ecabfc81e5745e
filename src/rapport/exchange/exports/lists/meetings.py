"""The lists of meetings that were planned and of contacts that took place."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from rapport.briefings.called_here import called_here
from rapport.exchange.exports.kind import Column, Kind, Row
from rapport.exchange.exports.lists.files import FORMS
from rapport.exchange.exports.lists.shared_columns import CODE, MOST, PLACE, chunks, day_in, places
from rapport.records.asking import Asking
from rapport.records.models import (
    Channel,
    Interaction,
    Meeting,
    MeetingState,
    Purpose,
    Relationship,
)


def gather_meetings(asking: Asking, filters: Mapping[str, str]) -> Iterator[Row]:
    """Yield the planned meetings whoever asks may see, by their day."""
    for row, people, ours in _rows(asking, Meeting, filters):
        values = {**_values(row, people, ours), "state": row.state, "first_on": row.first_on}
        yield Row(Meeting, row.pk, _level(row, people), values)


def gather_contacts(asking: Asking, filters: Mapping[str, str]) -> Iterator[Row]:
    """Yield the contacts whoever asks may see, by their day."""
    for row, people, ours in _rows(asking, Interaction, filters):
        values = {
            **_values(row, people, ours),
            "two_way": {True: "yes", False: "no"}[row.two_way],
            "asked": {True: "yes", False: "no", None: ""}[row.asked],
            "topics": row.topics,
            "line": row.line,
        }
        yield Row(Interaction, row.pk, _level(row, people), values)


def _rows(
    asking: Asking, model: type[Any], filters: Mapping[str, str]
) -> Iterator[tuple[Any, list[tuple[str, int]], list[str]]]:
    """Yield rows with whom they were with, as far as whoever asks sees them, and who of us."""
    me = asking.me
    seen = model.objects.visible_to(me)
    if (first := day_in(filters, "since")) is not None:
        seen = seen.filter(on__gte=first)
    if (last := day_in(filters, "until")) is not None:
        seen = seen.filter(on__lte=last)
    keys = list(seen.order_by("on", "pk").values_list("pk", flat=True)[:MOST])
    for some in chunks(keys):
        rows = list(model.objects.visible_to(me).filter(pk__in=some).order_by("on", "pk"))
        theirs: dict[Any, list[Any]] = defaultdict(list)
        part = model._meta.get_field("theirs").related_model  # noqa: SLF001 - Meta API
        owner = f"{part.OWNER}_id"
        for key, who in part.objects.filter(**{f"{owner}__in": some}).values_list(
            owner, "relationship_id"
        ):
            theirs[key].append(who)
        known = {who for every in theirs.values() for who in every}
        aliases = dict(called_here(me, list(known)))
        levels = dict(
            Relationship.objects.visible_to(me)
            .filter(pk__in=known)
            .values_list("pk", "sensitivity")
        )
        ours: dict[Any, list[str]] = defaultdict(list)
        of_us = model._meta.get_field("ours").related_model  # noqa: SLF001 - Meta API
        for key, name in (
            of_us.objects.filter(**{f"{owner}__in": some})
            .order_by("colleague__name")
            .values_list(owner, "colleague__name")
        ):
            ours[key].append(name)
        for row in rows:
            people = sorted((aliases[who], levels[who]) for who in theirs[row.pk] if who in aliases)
            yield row, people, ours[row.pk]


def _values(row: Any, people: list[tuple[str, int]], ours: list[str]) -> dict[str, Any]:
    return {
        "on": row.on,
        "time": row.time.strftime("%H:%M") if row.time else "",
        "people": [alias for alias, _ in people],
        "colleagues": ours,
        "channel": row.channel,
        "purpose": row.purpose,
        **places([row.place]),
    }


def _level(row: Any, people: list[tuple[str, int]]) -> int:
    return max([int(row.sensitivity), *(level for _, level in people)])


_WHEN = (
    Column("on", gettext_lazy("Date")),
    Column("time", gettext_lazy("Time")),
    Column(
        "people",
        gettext_lazy("People"),
        gettext_lazy("The names we use, as far as whoever exported this sees them"),
    ),
    Column("colleagues", gettext_lazy("Colleagues"), gettext_lazy("Our colleagues who take part")),
    Column("channel", gettext_lazy("How"), codes=tuple(Channel.choices)),
    Column("purpose", gettext_lazy("What for"), codes=tuple(Purpose.choices)),
    CODE,
    PLACE,
)
_YES_NO = (("yes", gettext_lazy("yes")), ("no", gettext_lazy("no")))

MEETINGS = Kind(
    name="meetings",
    title=gettext_lazy("Meetings"),
    columns=(
        *_WHEN,
        Column("state", gettext_lazy("Status"), codes=tuple(MeetingState.choices)),
        Column(
            "first_on",
            gettext_lazy("First agreed for"),
            gettext_lazy("The day before it was moved"),
        ),
    ),
    forms=FORMS,
    gather=gather_meetings,
    filters=("since", "until"),
)

CONTACTS = Kind(
    name="contacts",
    title=gettext_lazy("Contacts"),
    columns=(
        *_WHEN,
        Column("two_way", gettext_lazy("Both sides spoke"), codes=_YES_NO),
        Column("asked", gettext_lazy("We asked for something"), codes=_YES_NO),
        Column("topics", gettext_lazy("Topics"), gettext_lazy("In our words"), is_words=True),
        Column("line", gettext_lazy("In one line"), gettext_lazy("In our words"), is_words=True),
    ),
    forms=FORMS,
    gather=gather_contacts,
    filters=("since", "until"),
)
