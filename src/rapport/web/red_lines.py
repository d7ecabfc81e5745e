"""Red lines: what the office never agrees to, and courteous words to refuse with.

Where the office has drawn none of the usual ones, a text to begin with is offered; it is kept only
once it is saved.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy, gettext_noop, override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import mandates as verbs
from rapport.actions.people import check_writes
from rapport.briefings.red_lines import every_red_line
from rapport.records.change import Change
from rapport.records.models import RedLine, RedLineTopic
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere
from rapport.web.forms import Words, form_page
from rapport.web.request import Request
from rapport.web.templatetags.wording import language
from rapport.web.undoing import go_on

TO_BEGIN_WITH: dict[str, tuple[str, str]] = {
    RedLineTopic.ESCORTS: (
        gettext_noop("We travel without armed escorts, and nobody armed rides in our vehicles."),
        gettext_noop(
            "Thank you for thinking of our safety. We travel without weapons and without armed"
            " people, in every area and with every side. That is what protects us, and those we"
            " visit. Please tell us which road and which hour you think are safe."
        ),
    ),
    RedLineTopic.DATA: (
        gettext_noop(
            "We give nobody the names, places or telephone numbers of the people we help, or of"
            " our colleagues."
        ),
        gettext_noop(
            "I understand that you want to know what we do here. We give names to nobody, on no"
            " side: that is why people can trust us. I will gladly tell you what kind of help it"
            " is, how much of it, and for how many people."
        ),
    ),
    RedLineTopic.HIRING: (
        gettext_noop("Nobody outside chooses whom we hire, or whose houses and vehicles we rent."),
        gettext_noop(
            "Thank you for thinking of people for this work. We announce each post openly and"
            " choose by what somebody can do, so that nobody can say we take a side. Please tell"
            " those you have in mind of the announcement; they are welcome to apply."
        ),
    ),
    RedLineTopic.BENEFICIARIES: (
        gettext_noop("Nobody outside chooses whom we help. We decide it by need alone."),
        gettext_noop(
            "You know this area better than we do, and we want to listen to you. Who receives help"
            " is decided by need alone, in the same way everywhere. Please tell us where the need"
            " is greatest, and we will go and see for ourselves."
        ),
    ),
    RedLineTopic.FEES: (
        gettext_noop(
            "We pay nobody for letting help through: no taxes on it, no fees, and no share of the"
            " goods."
        ),
        gettext_noop(
            "I see that you have costs to bear. What we bring was given for people in need, and no"
            " part of it is ours to give away. If there is a written rule on this, please show it"
            " to us; we will take it to our office."
        ),
    ),
    RedLineTopic.WOMEN: (
        gettext_noop(
            "We do not work where women are shut out from our teams, from talks with us, or from"
            " the help."
        ),
        gettext_noop(
            "We respect the customs here, and want to work in a way that fits them. Without women"
            " in our team we cannot speak with women, and half of the people would go without"
            " help. Let us look together for a way in which women can work and all are at ease."
        ),
    ),
}
"""What an office usually never agrees to, and how it refuses, to be put into its own words."""

_LONGEST = 2000
_LONGEST_CODE = 8
_REFUSAL = "refusal_"


@dataclass(frozen=True, slots=True)
class Starter:
    """A usual red line that is not drawn yet: a text to begin with, refusals by language."""

    topic: str
    label: str
    text: str
    refusals: tuple[tuple[str, str], ...]


def starter(topic: str) -> Starter:
    """Return the text to begin with in the language of the page, and the refusals in each."""
    text, refusal = TO_BEGIN_WITH[topic]
    refusals = []
    for code in ordered(dict(settings.LANGUAGES)):
        with override(code):
            refusals.append((code, gettext(refusal)))
    return Starter(topic, str(RedLineTopic(topic).label), gettext(text), tuple(refusals))


def ordered(codes: Any) -> list[str]:
    """Return languages, that of the page first, then the others of ours, then any more."""
    first = [(get_language() or "")[:2], *dict(settings.LANGUAGES)]
    return [code for code in dict.fromkeys([*first, *sorted(codes)]) if code in codes]


class RedLineForm(forms.Form):
    """What we never agree to, and how to refuse it in each language; one more may be added."""

    text = Words(
        label=gettext_lazy("What we never agree to"), rows=2, required=True, longest=_LONGEST
    )

    def __init__(self, *args: Any, more: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        for code in ordered({*dict(settings.LANGUAGES), *more}):
            self.fields[f"{_REFUSAL}{code}"] = Words(
                label=gettext("How to refuse (%(language)s)") % {"language": language(code)},
                rows=4,
                longest=_LONGEST,
                attrs={"lang": code},
            )
        self.fields["code"] = Words(
            label=gettext("Another language"),
            longest=_LONGEST_CODE,
            help_text=gettext("Its code, such as so or fa."),
            attrs={"dir": "ltr"},
        )
        self.fields["other"] = Words(
            label=gettext("How to refuse in that language"), rows=4, longest=_LONGEST
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the language of a refusal that has none, and for one that there is."""
        values: dict[str, Any] = super().clean() or {}
        code, other = values.get("code", ""), values.get("other", "")
        if other and not code:
            self.add_error("code", gettext("Write which language it is in."))
        if code and not (code.isascii() and code.replace("-", "").isalpha()):
            self.add_error("code", gettext("Write the code of the language, such as so or fa."))
        return values

    def refusals(self) -> dict[str, str]:
        """Return the refusals by language, as they were typed."""
        values = self.cleaned_data
        found = {
            name.removeprefix(_REFUSAL): text
            for name, text in values.items()
            if name.startswith(_REFUSAL)
        }
        return found | ({values["code"].lower(): values["other"]} if values["other"] else {})


@require_GET
def red_lines(request: Request) -> HttpResponse:
    """Show the office's red lines, and the usual ones that are not drawn yet."""
    rows = every_red_line(request.asking.me)
    drawn = {row.topic for row in rows}
    lines = [(row, [(code, row.refusals[code]) for code in ordered(row.refusals)]) for row in rows]
    context = {
        "lines": lines,
        "starters": [starter(topic) for topic in TO_BEGIN_WITH if topic not in drawn],
        "may_write": _may_write(request),
        "another": RedLineTopic.OTHER.value,
    }
    return render(request, "mandates/red_lines.html", context)


@require_http_methods(["GET", "POST"])
def add(request: Request, topic: str) -> HttpResponse:
    """Draw a red line; a usual one begins with a text that is kept once it is saved."""
    if topic not in RedLineTopic.values:
        raise NotThere(NOT_THERE)
    check_writes(request.asking.me)
    initial = _begun(topic) if topic in TO_BEGIN_WITH else {}
    form = RedLineForm(request.POST or None, initial=initial)

    def act(values: dict[str, Any]) -> Change[RedLine]:
        return verbs.draw_red_line(
            request.asking, topic=topic, text=values["text"], refusals=form.refusals()
        )

    title = gettext("Add a red line")
    says = gettext("This is a general text, and not saved yet. Put it into your own words.")
    return _form(request, form, act, title=title, explain=says if initial else "")


def _begun(topic: str) -> dict[str, str]:
    begun = starter(topic)
    return {"text": begun.text} | {f"{_REFUSAL}{code}": said for code, said in begun.refusals}


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change what a red line says, or how to refuse in one of the languages."""
    line = next((one for one in every_red_line(request.asking.me) if one.pk == key), None)
    if line is None:
        raise NotThere(NOT_THERE)
    check_writes(request.asking.me)
    initial = {"text": line.text} | {f"{_REFUSAL}{code}": t for code, t in line.refusals.items()}
    form = RedLineForm(request.POST or None, initial=initial, more=line.refusals)

    def act(values: dict[str, Any]) -> Change[RedLine]:
        return verbs.change_red_line(
            request.asking, key=key, text=values["text"], refusals=form.refusals()
        )

    return _form(request, form, act, title=gettext("Edit the red line"), standing=True)


def _form(request: Request, form: RedLineForm, act: Any, **more: Any) -> HttpResponse:
    return form_page(
        request,
        form,
        act,
        back=reverse("red-lines"),
        then=lambda line: f"{reverse('red-lines')}#{line.pk}",
        **more,
    )


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take a red line away; the page it leads to offers to bring it back."""
    return go_on(reverse("red-lines"), verbs.remove_red_line(request.asking, key=key))


def _may_write(request: Request) -> bool:
    return bool(request.asking.me.writable_circles()) and not request.read_only
