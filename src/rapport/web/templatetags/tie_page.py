"""How a tie reads on a page: a sentence whose other end is a link, and what may be added."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from rapport.briefings.person import PersonBriefing
from rapport.briefings.tie_words import pattern
from rapport.briefings.ties import Tied, TieLine, doorkeepers, holding
from rapport.records.models import KnownFrom, TieKind, TieStrength
from rapport.web.templatetags.person_page import PANEL
from rapport.web.tie_fields import BACK

_OFFERS: tuple[tuple[str, Any], ...] = (
    (TieKind.ANSWERS_TO, gettext_lazy("Answers to …")),
    (f"{TieKind.AUDIENCE_OF}{BACK}", gettext_lazy("Has to consider what … thinks")),
    (TieKind.TRUSTS, gettext_lazy("Trusts …")),
    (TieKind.KIN_OF, gettext_lazy("Is related to …")),
    (TieKind.SPEAKS_FOR, gettext_lazy("Speaks for …")),
    (f"{TieKind.DOORKEEPER_OF}{BACK}", gettext_lazy("Is reached through …")),
    (TieKind.DOORKEEPER_OF, gettext_lazy("Lets people in to see …")),
)

register = template.Library()


@register.filter
def as_sentence(tie: TieLine) -> SafeString:
    """Return the sentence of a tie, with a link to the end whose page it is not."""
    one, other = _plain(tie.one), _linked(tie.other)
    if tie.from_the_other:
        one, other = _linked(tie.one), _plain(tie.other)
    return format_html(pattern(tie.kind, from_the_other=tie.from_the_other), one=one, other=other)


@register.filter
def that_hold(ties: Sequence[TieLine]) -> tuple[TieLine, ...]:
    """Return the ties that are not over."""
    return holding(ties)


@register.filter
def that_are_over(ties: Sequence[TieLine]) -> tuple[TieLine, ...]:
    """Return the ties that are over."""
    return tuple(tie for tie in ties if not tie.holds)


@register.filter
def that_let_in(ties: Sequence[TieLine]) -> tuple[TieLine, ...]:
    """Return who lets us in to whose page it is."""
    return doorkeepers(ties)


@register.filter
def beyond_ties(person: PersonBriefing) -> int:
    """Return how many ties stand behind "more": beyond the panel, and not read at all."""
    return max(len(holding(person.ties)) - PANEL, 0) + person.more.get("ties", 0)


@register.simple_tag
def tie_offers() -> list[tuple[str, Any]]:
    """Return the ties most asked about: the value of each in the form, and its words."""
    return list(_OFFERS)


@register.filter
def how_known(tie: TieLine) -> str:
    """Say how we know of a tie."""
    return str(KnownFrom(tie.known_from).label)


@register.filter
def how_strong(tie: TieLine) -> str:
    """Say how much weight a tie bears."""
    return str(TieStrength(tie.strength).label) if tie.strength else ""


def _plain(end: Tied) -> SafeString:
    return format_html("<bdi>{}</bdi>", end.name)


def _linked(end: Tied) -> SafeString:
    page, key = ("person", end.relationship) if end.relationship else ("actor", end.actor)
    where = reverse(page, args=[key])
    return format_html('<a class="name" href="{}"><bdi>{}</bdi></a>', where, end.name)
