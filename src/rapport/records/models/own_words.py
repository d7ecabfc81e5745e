"""Our own words to bring along: who we are, why we ask, how we greet, by office and language."""

import uuid
from collections.abc import Iterable, Sequence
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.records.models.logged import LoggedModel
from rapport.records.models.offices import Office


class OwnWordsKind(models.TextChoices):
    """What a card says."""

    WHO_WE_ARE = "who_we_are", _("who we are")
    NOT_DO = "not_do", _("what we do not do")
    WHY_ACCESS = "why_access", _("why access and safety matter")
    RED_LINES = "red_lines", _("red lines we can say")
    FEAST = "feast", _("a greeting on a holiday")
    RAMADAN = "ramadan", _("a greeting for Ramadan")
    OWN_DAY = "own_day", _("a greeting on a day of their own")


OF_US = (
    OwnWordsKind.WHO_WE_ARE,
    OwnWordsKind.NOT_DO,
    OwnWordsKind.WHY_ACCESS,
    OwnWordsKind.RED_LINES,
)
"""What we say of ourselves, which whoever goes has along; the others are greetings."""


class OwnWords(LoggedModel):
    """One card of an office, in one language. It names no counterpart and is for all of the office.

    ``language`` is a code as colleagues and counterparts have them (``ar``).
    """

    OF_WRITERS = True

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="own_words")
    kind = models.CharField(_("What it says"), max_length=12, choices=OwnWordsKind)
    language = models.CharField(_("Language"), max_length=8)
    text = models.TextField(_("In our words"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["office", "kind", "language"], name="one_card_of_a_kind_in_a_language"
            )
        ]

    def scope(self) -> uuid.UUID:
        """Return the office's key."""
        return self.office_id


def spoken(words: Iterable[OwnWords], languages: Sequence[str]) -> dict[str, OwnWords]:
    """Return of each kind the card in the first of these languages that has one, or else any.

    Whoever goes has then at least words to put into the language themselves.
    """
    order = {code.casefold(): place for place, code in enumerate(languages)}
    chosen: dict[str, OwnWords] = {}
    by_language = sorted(
        words, key=lambda card: (order.get(card.language.casefold(), len(order)), card.language)
    )
    for card in by_language:
        chosen.setdefault(card.kind, card)
    return {kind: chosen[kind] for kind in OF_US if kind in chosen}
