"""Our own words: who we are, what we do not do, why access matters, red lines, how we greet.

Where nothing is written yet, a text to begin with is offered; it is kept only once it is saved.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy, gettext_noop, override
from django.views.decorators.http import require_http_methods

from rapport.actions import own_words as verbs
from rapport.briefings.greetings import PATTERNS
from rapport.briefings.own_words import every_own_words
from rapport.records.change import Change
from rapport.records.models import OwnWordsKind
from rapport.web.forms import Words, form_page
from rapport.web.request import Request

LABELS: dict[str, Any] = {
    OwnWordsKind.WHO_WE_ARE: gettext_lazy("Who we are"),
    OwnWordsKind.NOT_DO: gettext_lazy("What we do not do"),
    OwnWordsKind.WHY_ACCESS: gettext_lazy("Why access and safety matter"),
    OwnWordsKind.RED_LINES: gettext_lazy("Red lines we can say"),
    OwnWordsKind.FEAST: gettext_lazy("How we greet on a holiday ({feast} stands for its name)"),
    OwnWordsKind.RAMADAN: gettext_lazy("How we greet for Ramadan"),
    OwnWordsKind.OWN_DAY: gettext_lazy("How we greet on a day of their own"),
}
TO_BEGIN_WITH: dict[str, str] = {
    OwnWordsKind.WHO_WE_ARE: gettext_noop(
        "We are a humanitarian organisation. We help people by how much they need it, whoever they"
        " are and wherever they live. We take no side, and nobody pays for what we bring."
    ),
    OwnWordsKind.NOT_DO: gettext_noop(
        "We carry no weapons and nobody's messages. We pass on nothing of what we see or hear about"
        " any side. We do not decide who is right. We promise only what we can keep."
    ),
    OwnWordsKind.WHY_ACCESS: gettext_noop(
        "We can only help people whom we can reach. When we see with our own eyes what is needed,"
        " help goes to those who need it most. When our people and the people we help are safe on"
        " the way, we can come again."
    ),
    OwnWordsKind.RED_LINES: gettext_noop(
        "We choose whom we help by need alone. We give no lists of names. We pay nobody to let us"
        " pass. If our people are threatened, we stop and talk with you first."
    ),
    **PATTERNS,
}
"""A general organisation's words, to be put into one's own."""

_LONGEST = 2000
_LONGEST_CODE = 8


class OwnWordsForm(forms.Form):
    """The texts of one language. ``begun``: empty ones begin with the text that is offered."""

    def __init__(self, *args: Any, language: str, begun: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        for kind, label in LABELS.items():
            field = Words(label=label, rows=4, longest=_LONGEST, attrs={"lang": language})
            if begun:
                with override(language):
                    field.initial = gettext(TO_BEGIN_WITH[kind])
            self.fields[kind] = field


@require_http_methods(["GET", "POST"])
def own_words(request: Request) -> HttpResponse:
    """Show what the office says of itself in one language; those who write may change it."""
    cards = every_own_words(request.asking.me)
    there = list(dict.fromkeys(card.language for card in cards))
    language = _chosen(request) or get_language() or settings.LANGUAGE_CODE
    held = {card.kind: card.text for card in cards if card.language == language}
    offered = language in dict(settings.LANGUAGES) and len(held) < len(LABELS)
    begun = offered and request.method == "GET" and "begin" in request.GET
    may_write = bool(request.asking.me.writable_circles()) and not request.read_only
    form = OwnWordsForm(request.POST or None, initial=held, language=language, begun=begun)

    def act(values: dict[str, Any]) -> Change[Any]:
        return verbs.write_own_words(request.asking, language=language, texts=values)

    return form_page(
        request,
        form,
        act,
        title=gettext("Our words"),
        back=f"{reverse('own-words')}?language={language}",
        template="team/own_words.html",
        standing=True,
        language=language,
        languages=list(dict.fromkeys([*there, *dict(settings.LANGUAGES), language])),
        written=there,
        said=[(label, held.get(kind, "")) for kind, label in LABELS.items()],
        offered=offered and not begun,
        begun=begun,
        may_write=may_write,
    )


def _chosen(request: Request) -> str:
    """Return the code of the language that the address names, if it looks like one."""
    code = request.GET.get("language", "").strip().lower()[:_LONGEST_CODE]
    return code if code.replace("-", "").isalpha() and code.isascii() else ""
