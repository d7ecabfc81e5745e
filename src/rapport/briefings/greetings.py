"""Whom to greet in the coming days, on a day they mentioned themselves; nothing is ever sent.

A draft in their language comes from a pattern that the office can write anew in *Our words*.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import get_language, gettext, gettext_noop, override, pgettext

from rapport.briefings.own_words import every_own_words
from rapport.briefings.ways import as_fact
from rapport.records.asking import Asking
from rapport.records.feasts import Falls, character, falls_now
from rapport.records.models import (
    Colleague,
    CounterpartStatus,
    Occasion,
    OccasionTone,
    OwnWordsKind,
    Phase,
    Safety,
    Waiver,
)
from rapport.records.prepared import prepared
from rapport.rules.catalogue import RULES, validated_settings

COMING = "U03"
FEAST = "{feast}"
"""Stands in a pattern for the name of the feast."""

AGAIN = timedelta(days=30)
"""Whoever was greeted so short a time before the day was greeted for it."""

PATTERNS: Mapping[str, str] = {
    OwnWordsKind.FEAST: gettext_noop(
        "Greetings. I wish you and your family all the best for {feast}. I hope you are all well."
    ),
    OwnWordsKind.RAMADAN: gettext_noop(
        "Greetings. I wish you and your family a blessed Ramadan. I hope you are all well."
    ),
    OwnWordsKind.OWN_DAY: gettext_noop(
        "Greetings. I am thinking of you today and wish you all the best. I hope you and your"
        " family are well."
    ),
}
"""What a general office writes, to be put into one's own words."""

_OPEN_PHASES = [one for one in Phase.values if one not in (Phase.DORMANT, Phase.CLOSED)]


@dataclass(frozen=True, slots=True)
class Draft:
    """A text to begin with, and the language it is in; ``theirs`` says that they speak it."""

    language: str
    text: str
    theirs: bool


@dataclass(frozen=True, slots=True)
class Greeting:
    """Somebody whose day is coming: when, whose word it is, by which way, and what to say."""

    occasion: uuid.UUID
    relationship: uuid.UUID
    alias: str
    name: str
    feast: str
    falls: Falls
    lead: str
    channel: str
    safe_ways: tuple[str, ...]
    languages: tuple[str, ...]
    tone: str
    is_wished: bool
    drafts: tuple[Draft, ...]
    may_change: bool
    greeted_on: date | None
    waiver: uuid.UUID | None
    why_not: str


@dataclass(frozen=True, slots=True)
class Greetings:
    """The greetings of the coming days; ``days`` is how far ahead is looked.

    ``quiet`` are days of mourning, or solemn ones, on which no greeting is usual.
    """

    mine: bool
    days: int
    open: tuple[Greeting, ...]
    quiet: tuple[Greeting, ...]
    greeted: tuple[Greeting, ...]
    passed_over: tuple[Greeting, ...]


def greetings(asking: Asking, *, mine: bool) -> Greetings:
    """Return whom to greet: of those I lead or nobody leads, or of all I may see."""
    numbers = validated_settings(asking.me.office.rule_settings)[COMING]
    days = int((numbers or RULES[COMING].numbers)["days"])
    gathering = _Gathering(
        asking, days, _patterns(asking.me), _passed_over(asking), asking.me.writable_circles()
    )
    leads = (None, asking.me.pk)
    rows = [row for row in _mentioned(asking.me) if not mine or row.relationship.lead_id in leads]
    found = [one for one in map(gathering.greeting, rows) if one is not None]
    return _sorted_out(found, mine=mine, days=days)


@dataclass(frozen=True, slots=True)
class _Gathering:
    """What is read once for everybody."""

    asking: Asking
    days: int
    patterns: Mapping[tuple[str, str], str]
    waivers: Mapping[str, tuple[uuid.UUID, str]]
    writable: Collection[uuid.UUID]

    def greeting(self, row: Occasion) -> Greeting | None:
        """Return an occasion as the page shows it, if it is near and no day of politics."""
        relationship = row.relationship
        falls = falls_now(row, self.asking.day)
        tone, is_wished = character(row.feast, row.tone, row.name)
        if falls is None or tone == OccasionTone.POLITICAL:
            return None
        if falls.on - timedelta(days=self.days) > self.asking.day:
            return None
        waived = self.waivers.get(str(row.pk)) or self.waivers.get(str(relationship.pk))
        waiver, why_not = waived or (None, "")
        return Greeting(
            occasion=row.pk,
            relationship=relationship.pk,
            alias=relationship.called,
            name=row.name,
            feast=row.feast,
            falls=falls,
            lead=relationship.lead.name if relationship.lead else "",
            channel=row.safe_channel,
            safe_ways=tuple(_safe_ways(relationship.counterpart)),
            languages=_languages(relationship.counterpart),
            tone=tone,
            is_wished=is_wished,
            drafts=tuple(_drafts(row, self.patterns)) if is_wished else (),
            may_change=row.circle_id in self.writable,
            greeted_on=row.greeted_on,
            waiver=waiver,
            why_not=why_not,
        )


def _sorted_out(found: list[Greeting], *, mine: bool, days: int) -> Greetings:
    found.sort(key=lambda one: (one.falls.on, one.alias, one.occasion))
    greeted = [one for one in found if _was_greeted(one)]
    rest = [one for one in found if not _was_greeted(one)]
    told = [one for one in rest if one.waiver is None]
    return Greetings(
        mine=mine,
        days=days,
        open=tuple(one for one in told if one.is_wished),
        quiet=tuple(one for one in told if not one.is_wished),
        greeted=tuple(greeted),
        passed_over=tuple(one for one in rest if one.waiver is not None),
    )


def _was_greeted(one: Greeting) -> bool:
    return one.greeted_on is not None and one.falls.on - one.greeted_on < AGAIN


@prepared
def _mentioned(me: Colleague) -> "QuerySet[Occasion]":
    """Return the days that people whom ``me`` may see, and can be in touch with, mentioned."""
    reachable = Q(relationship__counterpart__isnull=True) | Q(
        relationship__counterpart__status=CounterpartStatus.ACTIVE
    )
    rows: QuerySet[Occasion] = Occasion.objects.visible_to(me).filter(reachable)
    rows = rows.filter(mentioned_by_them=True, relationship__phase__in=_OPEN_PHASES)
    rows = rows.exclude(tone=OccasionTone.POLITICAL)
    rows = rows.select_related(
        "relationship__counterpart", "relationship__actor", "relationship__lead"
    )
    return rows.order_by("pk")


def _passed_over(asking: Asking) -> dict[str, tuple[uuid.UUID, str]]:
    """Return which occasions are left out this time, and why; or whose, where it is for all."""
    rows = Waiver.objects.visible_to(asking.me).filter(code=COMING, until__gte=asking.day)
    columns = ("pk", "reason", "seen", "relationship_id")
    return {
        key: (waiver, reason)
        for waiver, reason, seen, whose in rows.order_by("pk").values_list(*columns)
        for key in seen or [str(whose)]
    }


def _safe_ways(counterpart: Any) -> Iterator[str]:
    ways = [as_fact(way) for way in counterpart.channels] if counterpart else []
    yield from dict.fromkeys(way.channel for way in ways if way.safety == Safety.SAFE)


def _languages(counterpart: Any) -> tuple[str, ...]:
    return tuple(counterpart.languages) if counterpart else ()


def _patterns(me: Colleague) -> dict[tuple[str, str], str]:
    """Return the patterns of the office by kind and language, before those that come along."""
    found: dict[tuple[str, str], str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {(kind, language): gettext(text) for kind, text in PATTERNS.items()}
    own = (card for card in every_own_words(me) if card.kind in PATTERNS)
    return {**found, **{(card.kind, card.language): card.text for card in own}}


def _drafts(row: Occasion, patterns: Mapping[tuple[str, str], str]) -> Iterable[Draft]:
    """Yield a draft in each language they speak that has a pattern; else one in the reader's."""
    kind = _kind(row)
    theirs = [code.casefold() for code in _languages(row.relationship.counterpart)]
    spoken = [code for code in dict.fromkeys(theirs) if (kind, code) in patterns]
    fallback = (get_language() or settings.LANGUAGE_CODE)[:2]
    for code in spoken or [fallback]:
        text = patterns.get((kind, code), "")
        with override(code if code in dict(settings.LANGUAGES) else fallback):
            text = text.replace(FEAST, _wished_on(row.feast))
        if text:
            yield Draft(code, text, theirs=bool(spoken))


def _kind(row: Occasion) -> str:
    if not row.feast:
        return OwnWordsKind.OWN_DAY
    return OwnWordsKind.RAMADAN if row.feast == "ramadan" else OwnWordsKind.FEAST


def _wished_on(feast: str) -> str:
    """Name a feast as one does who wishes well on it: nobody says which church's it is."""
    names = {
        "eid_al_fitr": pgettext("all the best for", "Eid al-Fitr"),
        "eid_al_adha": pgettext("all the best for", "Eid al-Adha"),
        "mawlid": pgettext("all the best for", "Mawlid"),
        "mawlid_shia": pgettext("all the best for", "Mawlid"),
        "christmas": pgettext("all the best for", "Christmas"),
        "christmas_julian": pgettext("all the best for", "Christmas"),
        "easter": pgettext("all the best for", "Easter"),
        "easter_orthodox": pgettext("all the best for", "Easter"),
        "nowruz": pgettext("all the best for", "Nowruz"),
        "newroz": pgettext("all the best for", "Newroz"),
        "new_year": pgettext("all the best for", "the new year"),
    }
    return names.get(feast, "")


def of_calendar(found: Greetings) -> Sequence[tuple[uuid.UUID, date]]:
    """Return the occasions to greet on, and on which day a word fits first."""
    return [(one.occasion, one.falls.fits_from) for one in found.open]
