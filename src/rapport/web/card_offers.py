"""What the card offers to say, part by part: sentences to take or leave, from what we know."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rapport.briefings.meeting_card import Card, Day
from rapport.records.models import Meeting, OwnWordsKind
from rapport.web.days import days_in_words
from rapport.web.in_their_place import thought
from rapport.web.templatetags.wording import feast

AT_MOST = 4
"""So many offers stand under one part; more would be a list to read, not a thing to say."""

PARTS = (
    *("opener", "listening_question", "acknowledgement", "may_say", "not_to_raise", "respect"),
    "closing",
)
"""The parts of the card in the order in which they are said."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the card: its column, its title, what is written, what is offered."""

    name: str
    title: str
    text: str
    offers: tuple[str, ...]


def parts(card: Card) -> list[Part]:
    """Return the parts of a card; what is written already is not offered again."""
    found = []
    for name in PARTS:
        column: Any = Meeting._meta.get_field(name)  # noqa: SLF001 - documented Meta API
        text = getattr(card.planned.meeting, name)
        offers = [one for one in dict.fromkeys(_OFFERS[name](card)) if not _stands_in(text, one)]
        found.append(Part(name, str(column.verbose_name), text, tuple(offers[:AT_MOST])))
    return found


def _stands_in(text: str, offer: str) -> bool:
    """Say whether an offer is written already, and not only as a piece of longer words."""
    return re.search(rf"(?<!\w){re.escape(offer)}(?!\w)", text) is not None


def _openers(card: Card) -> Iterator[str]:
    meeting = card.planned.meeting
    yield from card.hooks[:2]
    for day in card.days:
        if not day.mourning:
            yield _("%(feast)s is near, on %(day)s.") % _named(day)
    for topics in card.topics[:1]:
        yield _("Last time you spoke of: %(topics)s") % {"topics": topics}
    if meeting.place:
        yield _("The place (%(place)s): how is life there?") % {"place": meeting.place}
    if meeting.journey:
        yield _("The way here: %(journey)s.") % {"journey": meeting.journey}
    yield _("The weather, the place, the way here. Then: how are they?")


def _questions(card: Card) -> Iterator[str]:
    for concern in card.concerns[:2]:
        yield _("You told us about this: “%(concern)s”. How is it now?") % {"concern": concern}
    if card.first:
        yield _("What should we know of this place that visitors do not see?")
    else:
        yield _("What has changed for you since we last spoke?")


def _acknowledgements(card: Card) -> Iterator[str]:
    seen = thought(" ".join(card.in_their_place), card.costs)
    if seen is not None:
        yield seen.sentence
    yield from card.softens[:2]


def _may_say(card: Card) -> Iterator[str]:
    yield from card.may_say
    yield from card.mandates_say[:2]
    order = {kind: place for place, kind in enumerate(OwnWordsKind.values)}
    for one in sorted(card.words, key=lambda one: order.get(one.kind, 0)):
        yield one.text


def _not_to_raise(card: Card) -> Iterator[str]:
    if card.no_request:
        yield _("Any request of ours.")
    yield from card.avoid
    for day in card.days:
        if day.mourning:
            yield _("%(feast)s, on %(day)s, is a day of mourning: no wishes.") % _named(day)


def _respect(card: Card) -> Iterator[str]:
    yield from card.values[:2]


def _closings(card: Card) -> Iterator[str]:
    if card.no_request:
        yield _("Thank you for receiving us. May we come again, only to talk?")
    else:
        yield _("Thank you. We will do what we said, and tell you if it takes longer.")


def _named(day: Day) -> dict[str, str]:
    return {"feast": feast(day.feast) if day.feast else day.name, "day": days_in_words(day.on)}


_OFFERS: dict[str, Callable[[Card], Iterator[str]]] = {
    "opener": _openers,
    "listening_question": _questions,
    "acknowledgement": _acknowledgements,
    "may_say": _may_say,
    "not_to_raise": _not_to_raise,
    "respect": _respect,
    "closing": _closings,
}
