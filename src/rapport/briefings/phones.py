"""Phones and the logs that came from them, as their colleague sees them before confirming any."""

import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from rapport.briefings.contacts import Earlier, same_day
from rapport.briefings.people import named
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

    It says nothing (``reads``) where it does not open. ``doubtful``: it came since its phone was
    lost. ``aside``: another record has its number.
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
    return tuple(_device(asking, row) for row in rows.order_by("-pk")[: 4 * SHOWN])


def _device(asking: Asking, row: Phone) -> Device:
    numbers = phones.numbers_of(row)
    came = PhoneLog.objects.filter(phone=row).order_by("-came").values_list("came", flat=True)
    return Device(
        key=row.pk,
        short=_short(row),
        whose=row.colleague.name if row.colleague else "",
        mine=row.colleague_id == asking.me.pk,
        came=row.came,
        last=came.first(),
        ends=row.ends,
        stopped=row.stopped,
        lost_from=row.lost_from,
        missing=phones.missing_in(numbers)[:SHOWN],
        aside=PhoneLog.objects.filter(phone=row, state=PhoneLogState.ASIDE).count(),
        upto=phones.whole_up_to(numbers),
    )


def _short(row: Phone) -> str:
    return bytes(row.device)[:2].hex()


def inbox(asking: Asking) -> tuple[tuple[RoadLog, ...], int]:
    """Return the first logs that wait for me, and how many there are."""
    rows = phones.open_logs(asking.me.pk)
    meant = _meant(asking)
    return tuple(_road_log(asking, row, meant) for row in rows[:SHOWN]), rows.count()


def road_log(asking: Asking, key: uuid.UUID) -> RoadLog | None:
    """Return one log that waits for me."""
    row = phones.open_logs(asking.me.pk).filter(pk=key).first()
    return _road_log(asking, row, _meant(asking)) if row else None


def discarded(asking: Asking) -> list[PhoneLog]:
    """Return the logs that I discarded, or said to be another contact, as long as they stay."""
    rows = PhoneLog.objects.filter(phone__colleague=asking.me, settled__isnull=False)
    rows = rows.exclude(sealed=b"").filter(state=PhoneLogState.DISCARDED)
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


def _road_log(asking: Asking, row: PhoneLog, meant: dict[str, uuid.UUID]) -> RoadLog:
    said = phones.opened(row)
    told = _told(said or {}, asking.day)
    people = _people(asking, told["who"], told["words"], meant)
    keys = [one.relationship for one in people]
    lost = row.phone.lost_from
    return RoadLog(
        key=row.pk,
        number=row.number,
        phone=_short(row.phone),
        came=row.came,
        reads=said is not None,
        doubtful=lost is not None and row.came >= lost,
        aside=row.state == PhoneLogState.ASIDE,
        people=people,
        same=same_day(asking, keys, on=told["on"]) if keys and told["on"] else (),
        **told,
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
    }


def _text(said: dict[str, Any], name: str, longest: int) -> str:
    text = said.get(name)
    return visible(text)[:longest].strip() if isinstance(text, str) else ""


def _choice(said: dict[str, Any], name: str, choices: Any) -> str:
    text = said.get(name)
    return text if isinstance(text, str) and text in choices.values else ""


def _people(
    asking: Asking, who: str, words: Sequence[str], meant: dict[str, uuid.UUID]
) -> tuple[Known, ...]:
    """Return whom a log may be about, of those I may write about: by my words, then by name."""
    by_word = [meant[fold(word)] for word in words if fold(word) in meant]
    by_name = [one.relationship for one in named(asking.me, who, limit=_PEOPLE)] if who else []
    called = _called(asking, [*by_word, *by_name])
    keys = dict.fromkeys(key for key in (*by_word, *by_name) if key in called)
    return tuple(Known(key, called[key], key in by_word) for key in keys)
