"""My phones: add one, stop one, my words for a trip, and what came as a file."""

import base64
import uuid
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import phone_words
from rapport.actions import phones as verbs
from rapport.briefings.phones import devices, phone_news, trip_words
from rapport.formats.phone_records import MOST_BYTES, records_in
from rapport.formats.qr_code import drawn
from rapport.records.models import Relationship
from rapport.records.phones import office_key, waiting_keys
from rapport.records.refusals import NotThere, NotYours
from rapport.refusals import Refusal
from rapport.vault.encryption import NotOurs
from rapport.web.day_field import Day
from rapport.web.forms import ANY_TEXT, Words, refused
from rapport.web.request import Request

_USUAL = timedelta(days=30)


class PageForm(forms.Form):
    """Where the page for phones lies, for an office whose store is not on a server."""

    page = forms.URLField(
        label=gettext_lazy("Address of the page for phones"),
        required=False,
        max_length=160,
        assume_scheme="https",
        widget=forms.URLInput({"dir": "ltr", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Where somebody put the files that “rapport phone page” writes. Without it, the code"
            " holds the office's key alone, to be pasted into the page on the phone."
        ),
    )


class ClaimForm(forms.Form):
    """The six digits that the phone shows, and until when it is mine."""

    digits = forms.CharField(
        label=gettext_lazy("Six digits that the phone shows"),
        max_length=12,
        widget=forms.TextInput({"dir": "ltr", "inputmode": "numeric", "autocomplete": "off"}),
    )
    ends = Day(label=gettext_lazy("Until"), nearest="coming", required=True)


class StopForm(forms.Form):
    """Whether a phone was lost, and since when."""

    lost = forms.BooleanField(label=gettext_lazy("It was lost or taken"), required=False)
    on = Day(label=gettext_lazy("Since which day?"))
    at = forms.TimeField(
        label=gettext_lazy("Since what time?"),
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )


@require_GET
def phones(request: Request) -> HttpResponse:
    """Show my phones, and those of the office to whoever sets its rules."""
    shown = [(one, one.is_over(request.asking.day)) for one in devices(request.asking)]
    context = {
        "devices": shown,
        "words": trip_words(request.asking),
        "news": phone_news(request.asking),
        "may_renew": request.asking.me.sets_rules() and office_key() is not None,
    }
    return render(request, "phones/phones.html", context)


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """Show the office's code for a new phone, and take the six digits it shows."""
    asking = request.asking
    begun = {"digits": "", "ends": asking.day + _USUAL}
    claim = ClaimForm(request.POST if "claim" in request.POST else None, initial=begun)
    key = office_key()
    page = PageForm(
        request.POST if "ask" in request.POST else None, initial={"page": key.page if key else ""}
    )
    if "ask" in request.POST and page.is_valid():
        verbs.ask_for_a_phone(asking, page=_page(request, page.cleaned_data["page"]))
        return HttpResponseRedirect(reverse("add-phone"))
    if claim.is_bound and claim.is_valid():
        try:
            verbs.claim_phone(asking, **claim.cleaned_data)
            return HttpResponseRedirect(reverse("phones"))
        except Refusal as refusal:
            claim.add_error(None, refused(refusal))
    context = {"page": page, "claim": claim, **_code(request)}
    wrong = claim.errors or page.errors
    return render(request, "phones/add.html", context, status=422 if wrong else 200)


def _page(request: Request, typed: str) -> str:
    if settings.IS_TEAM:
        return request.build_absolute_uri(reverse("phone-page"))
    return typed.partition("#")[0]


def _code(request: Request) -> dict[str, Any]:
    """Return the office's code, drawn and in letters, as long as I wait for a phone."""
    key = waiting_keys(request.asking.now).filter(asked_by=request.asking.me).first()
    if key is None or key.asks_until is None:
        return {}
    letters = base64.urlsafe_b64encode(bytes(key.public)).decode().rstrip("=")
    code = f"1.{letters}{'.s' if settings.IS_TEAM else ''}"
    width, path = drawn(f"{key.page}#{code}" if key.page else code)
    until = timezone.localtime(key.asks_until)
    return {"code": code, "width": width, "path": path, "until": until, "lies_at": key.page}


@require_POST
def renew(request: Request) -> HttpResponse:
    """Make another key for the phones that are added from now on."""
    verbs.renew_key(request.asking)
    return HttpResponseRedirect(reverse("phones"))


@require_http_methods(["GET", "POST"])
def stop(request: Request, key: uuid.UUID) -> HttpResponse:
    """Stop a phone; where it was lost, also after it was stopped, mark what came since."""
    device = next((one for one in devices(request.asking) if one.key == key), None)
    if device is None:
        raise NotThere(gettext_noop("There is nothing here under this address."))
    form = StopForm(request.POST or None, initial={"on": request.asking.day})
    over = device.is_over(request.asking.day)
    if over:  # nothing more comes from it; what came may still be marked
        del form.fields["lost"]
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        since = None
        if over or said["lost"]:
            at = said["at"] or datetime.min.time()
            since = timezone.make_aware(datetime.combine(said["on"] or request.asking.day, at))
        verbs.stop_phone(request.asking, key=key, lost_from=since)
        return HttpResponseRedirect(reverse("phones"))
    context = {"form": form, "device": device, "over": over}
    return render(request, "phones/stop.html", context, status=422 if form.errors else 200)


@require_POST
def receive(request: Request) -> HttpResponse:
    """Take a file that a phone wrote, and show the codes to type into each phone."""
    file = request.FILES.get("file")
    context: dict[str, Any] = {}
    try:
        if file is None or (file.size or 0) > MOST_BYTES:
            context["trouble"] = _("No file was chosen, or one that no phone wrote.")
        else:
            data = records_in(file.read())
            context["received"] = verbs.receive(
                data, now=request.asking.now, day=request.asking.day
            )
    except (NotThere, NotYours):
        raise
    except NotOurs:
        context["trouble"] = _("This was not written for the key of this office.")
    except Refusal as refusal:
        context["trouble"] = refused(refusal)
    return render(
        request, "phones/received.html", context, status=422 if "trouble" in context else 200
    )


class WordsForm(forms.Form):
    """Up to ten words, each beside whom it stands for, and the day the trip ends."""

    until = Day(label=gettext_lazy("Until"), nearest="coming", required=True)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        for place in range(phone_words.MOST_WORDS):
            word = Words(label=gettext_lazy("Word"), longest=phone_words.LONGEST_WORD)
            word.widget.attrs.update(ANY_TEXT)
            self.fields[f"word-{place}"] = word
            self.fields[f"who-{place}"] = forms.ChoiceField(
                label=gettext_lazy("Stands for"), choices=[("", "—"), *people], required=False
            )

    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the fields of each word."""
        places = range(phone_words.MOST_WORDS)
        return [(self[f"word-{place}"], self[f"who-{place}"]) for place in places]

    def words(self) -> list[tuple[str, uuid.UUID]]:
        """Return the words that stand for somebody, of a valid form."""
        said = self.cleaned_data
        pairs = [
            (said[f"word-{place}"], said[f"who-{place}"]) for place in range(phone_words.MOST_WORDS)
        ]
        return [(word, uuid.UUID(who)) for word, who in pairs if word and who]


@require_http_methods(["GET", "POST"])
def words(request: Request) -> HttpResponse:
    """Write words of my own for a trip, beside the people they stand for."""
    held = trip_words(request.asking)
    mine = Relationship.objects.changeable_by(request.asking.me)
    rows = mine.select_related("counterpart", "actor").order_by("-last_two_way", "-pk")[:200]
    people = {str(key): alias for _word, key, alias, _until in held}
    people |= {str(row.pk): row.called for row in rows}
    ordered = sorted(people.items(), key=lambda one: one[1].casefold())
    begun: dict[str, Any] = {"until": held[0][3] if held else request.asking.day + _USUAL / 2}
    for place, (word, key, _alias, _until) in enumerate(held):
        begun |= {f"word-{place}": word, f"who-{place}": str(key)}
    form = WordsForm(request.POST or None, initial=begun, people=ordered)
    if form.is_bound and form.is_valid():
        try:
            phone_words.write_trip_words(
                request.asking, words=form.words(), until=form.cleaned_data["until"]
            )
            return HttpResponseRedirect(reverse("phones"))
        except (NotThere, NotYours):
            raise
        except Refusal as refusal:
            form.add_error(None, refused(refusal))
    context = {"form": form}
    return render(request, "phones/words.html", context, status=422 if form.errors else 200)
