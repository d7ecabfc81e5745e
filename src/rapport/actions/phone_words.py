"""Words of one's own for a trip: up to ten, beside people; the phone gets the words alone."""

import hmac
import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_noop

from rapport.actions.phones import PhoneRefused, Received, check_comes
from rapport.formats.phone_records import PhoneQuestion
from rapport.names import fold, visible
from rapport.records import phones
from rapport.records.asking import Asking
from rapport.records.chain import lock_store
from rapport.records.models import Phone, Relationship, TripWord
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import CannotBe, NotThere
from rapport.vault import phone_seal

MOST_WORDS = 10
LONGEST_WORD = 20
LONGEST_TRIP = timedelta(days=90)


def write_trip_words(
    asking: Asking, *, words: Sequence[tuple[str, uuid.UUID]], until: date
) -> None:
    """Keep these words instead of those there were, each with whom it stands for, until a day.

    They are no record: whoever else reads about these people is told nothing of them.
    """
    if not asking.day <= until <= asking.day + LONGEST_TRIP:
        raise CannotBe(
            gettext_noop("Words for a trip have an end within 90 days."),
            next_step=gettext_noop("Choose the day on which the trip ends."),
        )
    clean = [(visible(word).strip(), about) for word, about in words]
    clean = [(word, about) for word, about in clean if word]
    if len(clean) > MOST_WORDS or any(len(word) > LONGEST_WORD for word, _ in clean):
        raise CannotBe(
            gettext_noop("There is room for ten words of up to 20 letters."),
            next_step=gettext_noop("Shorten the list, or the words."),
        )
    if len({fold(word) for word, _ in clean}) != len(clean):
        raise CannotBe(
            gettext_noop("The same word stands for two people."),
            next_step=gettext_noop("Choose another word for one of them."),
        )
    mine = Relationship.objects.changeable_by(asking.me)
    if len({about for _, about in clean}) != mine.filter(pk__in=[one for _, one in clean]).count():
        raise NotThere(NOT_THERE)
    with transaction.atomic():
        lock_store()
        phones.put_words(asking.me, clean, until)


def asked_by_phone(question: PhoneQuestion, day: date) -> Received:
    """Return which phone asks for its words, none of its logs being named; or refuse it."""
    phone = Phone.objects.select_related("colleague").filter(device=question.phone).first()
    if phone is None:
        raise PhoneRefused("unknown")
    key = phone_seal.phone_key(bytes(phone.mac), question.phone)
    if not hmac.compare_digest(phone_seal.mac_of_question(key, question.body), question.mac):
        raise PhoneRefused("altered")
    check_comes(phone, day)
    return Received(phone, key, (), 0, -1)


def words_for(phone: Phone, day: date) -> dict[str, object]:
    """Return the words that a phone shows as buttons, and until when; nothing of whom they mean.

    It is also told that there are none: so it forgets those that were taken back.
    """
    live: list[TripWord] = []
    if phone.colleague is not None:
        mine = Relationship.objects.changeable_by(phone.colleague)
        rows = TripWord.objects.filter(
            colleague=phone.colleague, relationship__in=mine.values("pk")
        )
        live = list(rows.filter(until__gte=day).order_by("pk"))
    until = live[0].until.isoformat() if live else None
    return {"words": [one.word for one in live], "until": until}
