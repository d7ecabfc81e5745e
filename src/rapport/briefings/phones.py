"""Phones and the logs that came from them, as their colleague sees them before confirming any."""

import uuid
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Max, Q

from rapport.briefings.contacts import Earlier
from rapport.briefings.people import named
from rapport.briefings.same_days import Written, same_days
from rapport.names import fold, visible
from rapport.records import phones
from rapport.records.asking import Asking
from rapport.records.models import (
    Channel,
    Phone,
    PhoneLog,
    PhoneLogState,
    Purpose,
    Relationship,
    Tone,
    TripWord,
)

WAITED = timedelta(days=14)
"""A log that has waited so long is told on Today."""

SHOWN = 20
_PEOPLE = 4
_LONGEST_WHO, _LONGEST_LINE = 200, 2000


@dataclass(frozen=True, slots=True)
class Device:
    """A phone as its colleague, or whoever sets the rules, sees it.

    ``short`` tells one from another. ``missing`` are numbers that never came, each gap by its first
    and last; ``aside`` is how many records came under a number that was taken.
    """

    key: uuid.UUID
    short: str
    whose: str
    mine: bool
    came: datetime
    last: datetime | None
    ends: date | None
    stopped: datetime | None
    lost_from: datetime | None
    missing: tuple[tuple[int, int], ...]
    aside: int
    upto: int

    def is_over(self, day: date) -> bool:
        """Say whether nothing more is taken from it."""
        return self.stopped is not None or self.ends is None or self.ends < day


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody a log may be about; ``by_word`` says that a word of one's own stands for them."""

    relationship: uuid.UUID
    alias: str
    by_word: bool


@dataclass(frozen=True, slots=True)
class RoadLog:
    """A log from a phone: what it says, whom it may be about, and what else is logged that day.

    It says nothing (``reads``) where it does not open. ``written``: when, by the phone's clock.
    ``doubtful``: it came since its phone was lost. ``aside``: another record has its number.
    ``people``: those its words stand for and, of one log alone, those who are called so.
    """

    key: uuid.UUID
    number: int
    phone: str
    came: datetime
    reads: bool
    doubtful: bool
    aside: bool
    who: str
    words: tuple[str, ...]
    on: date | None
    at: time | None
    channel: str
    purpose: str
    asked: bool | None
    theirs: str
    ours: str
    line: str
    written: datetime | None
    people: tuple[Known, ...]
    same: tuple[Earlier, ...]

    @property
    def chosen(self) -> tuple[uuid.UUID, ...]:
        """Return whom its own words name, to begin the Log page with."""
        return tuple(one.relationship for one in self.people if one.by_word)

    @property
    def channel_label(self) -> str:
        """Return how it passed, in words."""
        return str(Channel(self.channel).label) if self.channel else ""

    @property
    def purpose_label(self) -> str:
        """Return what it was for, in words."""
        return str(Purpose(self.purpose).label) if self.purpose else ""


@dataclass(frozen=True, slots=True)
class PhoneNews:
    """How many logs wait too long, since when; how many came under a number that was taken."""

    count: int
    oldest: datetime | None
    aside: int

    def __bool__(self) -> bool:
        return bool(self.count or self.aside)


def devices(asking: Asking) -> tuple[Device, ...]:
    """Return my phones, and those of the office where I set its rules; the newest first."""
    rows = Phone.objects.filter(colleague__office=asking.me.office_id).select_related("colleague")
    if not asking.me.sets_rules():
        rows = rows.filter(colleague=asking.me)
    aside = Count("logs", filter=Q(logs__state=PhoneLogState.ASIDE))
    rows = rows.annotate(last=Max("logs__came"), aside=aside)
    shown = list(rows.order_by("-pk")[: 4 * SHOWN])
    numbers = phones.numbers_of(shown)
    return tuple(_device(asking, row, numbers[row.pk]) for row in shown)


def _device(asking: Asking, row: Any, numbers: list[int]) -> Device:
    return Device(
        key=row.pk,
        short=_short(row),
        whose=row.colleague.name if row.colleague else "",
        mine=row.colleague_id == asking.me.pk,
        came=row.came,
        last=row.last,
        ends=row.ends,
        stopped=row.stopped,
        lost_from=row.lost_from,
        missing=phones.missing_in(numbers)[:SHOWN],
        aside=row.aside,
        upto=phones.whole_up_to(numbers),
    )


def _short(row: Phone) -> str:
    return bytes(row.device)[:2].hex()


def inbox(asking: Asking) -> tuple[tuple[RoadLog, ...], int]:
    """Return the first logs that wait for me, and how many there are."""
    rows = phones.open_logs(asking.me.pk)
    return _road_logs(asking, rows[:SHOWN], by_name=False), rows.count()


def road_log(asking: Asking, key: uuid.UUID) -> RoadLog | None:
    """Return one log that waits for me."""
    rows = phones.open_logs(asking.me.pk).filter(pk=key)
    return next(iter(_road_logs(asking, rows, by_name=True)), None)


def put_away(asking: Asking) -> list[PhoneLog]:
    """Return the logs that I discarded or marked as the same as a contact, as long as they stay."""
    rows = PhoneLog.objects.filter(phone__colleague=asking.me).exclude(sealed=b"")
    rows = rows.filter(state__in=(PhoneLogState.DISCARDED, PhoneLogState.SAME))
    rows = rows.exclude(pk__in=phones.open_logs(asking.me.pk).values("pk"))
    return list(rows.select_related("phone").order_by("-settled", "-pk")[:SHOWN])


def phone_news(asking: Asking) -> PhoneNews:
    """Return what Today says of logs from phones."""
    rows = phones.arrivals(asking.me.pk)
    late = [came for came, _ in rows if asking.now - came >= WAITED]
    aside = sum(1 for _, state in rows if state == PhoneLogState.ASIDE)
    return PhoneNews(len(late), min(late, default=None), aside)


def trip_words(asking: Asking) -> list[tuple[str, uuid.UUID, str, date]]:
    """Return my words for a trip: each with whom it stands for, as long as I may write of them."""
    rows = list(TripWord.objects.filter(colleague=asking.me, until__gte=asking.day).order_by("pk"))
    called = _called(asking, [row.relationship for row in rows])
    return [
        (row.word, row.relationship, called[row.relationship], row.until)
        for row in rows
        if row.relationship in called
    ]


def _called(asking: Asking, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = Relationship.objects.changeable_by(asking.me).filter(pk__in=keys)
    return {row.pk: row.called for row in rows.select_related("counterpart", "actor")}


def _meant(asking: Asking) -> dict[str, uuid.UUID]:
    """Return whom each of my words stands for, those of a trip that is just over too."""
    rows = TripWord.objects.filter(colleague=asking.me)
    return {fold(row.word): row.relationship for row in rows}


def _road_logs(asking: Asking, rows: Iterable[PhoneLog], *, by_name: bool) -> tuple[RoadLog, ...]:
    """Return what logs say; only the people of a few are looked for ``by_name``, one by one."""
    opened = [(row, phones.opened(row)) for row in rows]
    told = [_told(said or {}, asking.day) for _, said in opened]
    people = _people(asking, told, by_name=by_name)
    keys = [[one.relationship for one in some] for some in people]
    same = same_days(asking, [
        Written(one["on"], one["who"], known) for one, known in zip(told, keys, strict=True)
    ])  # fmt: skip
    return tuple(
        _road_log(row, {"reads": said is not None, **told[n], "people": people[n], "same": same[n]})
        for n, (row, said) in enumerate(opened)
    )


def _road_log(row: PhoneLog, said: dict[str, Any]) -> RoadLog:
    lost = row.phone.lost_from
    return RoadLog(
        key=row.pk,
        number=row.number,
        phone=_short(row.phone),
        came=row.came,
        doubtful=lost is not None and row.came >= lost,
        aside=row.state == PhoneLogState.ASIDE,
        **said,
    )


def _told(said: dict[str, Any], today: date) -> dict[str, Any]:
    """Return what a log says, each part only where it can be what the page wrote."""
    on = None
    with suppress(ValueError):
        on = min(date.fromisoformat(_text(said, "on", 10)), today)
    at = None
    with suppress(ValueError):
        at = time.fromisoformat(_text(said, "at", 5))
    words = said.get("words")
    some = [one for one in words if isinstance(one, str)] if isinstance(words, list) else []
    return {
        "who": _text(said, "who", _LONGEST_WHO),
        "words": tuple(visible(one)[:40] for one in some[:10]),
        "on": on,
        "at": at,
        "channel": _choice(said, "channel", Channel),
        "purpose": _choice(said, "purpose", Purpose),
        "asked": {"yes": True, "no": False}.get(_text(said, "asked", 3)),
        "theirs": _choice(said, "theirs", Tone),
        "ours": _choice(said, "ours", Tone),
        "line": _text(said, "line", _LONGEST_LINE),
        "written": _moment(said),
    }


def _moment(said: dict[str, Any]) -> datetime | None:
    """Return when a log was saved by the clock of its phone, which writes the world's time."""
    with suppress(ValueError):
        return datetime.fromisoformat(_text(said, "written", 16)).replace(tzinfo=UTC)
    return None


def _text(said: dict[str, Any], name: str, longest: int) -> str:
    text = said.get(name)
    return visible(text)[:longest].strip() if isinstance(text, str) else ""


def _choice(said: dict[str, Any], name: str, choices: Any) -> str:
    text = said.get(name)
    return text if isinstance(text, str) and text in choices.values else ""


def _people(
    asking: Asking, told: Sequence[dict[str, Any]], *, by_name: bool
) -> list[tuple[Known, ...]]:
    """Return whom each log may be about, of those I may write about: by my words, then by name."""
    meant = _meant(asking)
    by_word = [[meant[fold(word)] for word in one["words"] if fold(word) in meant] for one in told]
    found = [
        [person.relationship for person in named(asking.me, one["who"], limit=_PEOPLE)]
        if by_name and one["who"]
        else []
        for one in told
    ]
    called = _called(asking, [key for some in (*by_word, *found) for key in some])
    return [
        tuple(
            Known(key, called[key], key in words)
            for key in dict.fromkeys((*words, *names))
            if key in called
        )
        for words, names in zip(by_word, found, strict=True)
    ]
