"""Archives: take one out as a page, and lay one beside what is here."""

import uuid
from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rapport.exchange.archive.comparing import Compared, compare
from rapport.exchange.archive.into_used import Pick, bring_in
from rapport.exchange.archive.making import ARCHIVE, Wanted, ask_for_archive, make_archive
from rapport.exchange.archive.reading import Archive, opened
from rapport.records.models import Circle, Export, ExportPurpose, ExportState
from rapport.records.models.scoped import NOT_THERE
from rapport.records.operations import recorded_models
from rapport.records.refusals import CannotBe, NotThere, NotYours
from rapport.refusals import Refusal
from rapport.vault import passphrases
from rapport.web.archive_lines import InWords
from rapport.web.exports import as_download
from rapport.web.forms import Chips, Words, column_field, key_in, refused
from rapport.web.request import Request
from rapport.web.undoing import go_on

LARGEST = 64 << 20
"""A larger archive is read at a prompt: a page holds all of it in memory."""

_SHOWN = 100
_OFFICE, _STORE = "office", "store"


class ArchiveForm(forms.Form):
    """What goes into the archive, what for, and its passphrase."""

    of = Chips(label=gettext_lazy("What goes into it?"), choices=[])
    purpose = Chips(label=gettext_lazy("What is it for?"), choices=ExportPurpose.choices)
    reason = column_field(
        Export,
        "reason",
        label=gettext_lazy("In a few words"),
        help_text=gettext_lazy("For example: who gets it. Leave names of counterparts out."),
    )
    passphrase = Words(
        label=gettext_lazy("Passphrase of the file"),
        longest=passphrases.LONGEST,
        attrs={"spellcheck": "false"},
        help_text=gettext_lazy(
            "Copy it now, and pass it on by another way than the file. Nobody can open the file"
            " without it. Any program for age opens it, and Rapport."
        ),
    )
    severe = forms.BooleanField(
        label=gettext_lazy("Include what is for named colleagues only"),
        required=False,
        help_text=gettext_lazy("A second person who sees all of it has to agree first."),
    )


@require_http_methods(["GET", "POST"])
def export_archive(request: Request) -> HttpResponse:
    """Export an archive of what whoever asks may see."""
    form = ArchiveForm(request.POST or None, initial=_start(request))
    form.fields["of"].choices = _places(request)  # type: ignore[attr-defined]
    approved = _approved(request)
    if approved is not None:
        del form.fields["severe"]
    if request.method == "POST" and form.is_valid():
        try:
            return _answer(request, form.cleaned_data, approved)
        except (NotThere, NotYours):
            raise
        except Refusal as refusal:
            form.add_error(None, refused(refusal))
    context = {"form": form, "back": reverse("exports"), "approved": approved}
    return render(request, "exports/archive.html", context, status=422 if form.errors else 200)


def _answer(request: Request, said: dict[str, Any], approved: Export | None) -> HttpResponse:
    wanted = Wanted(
        circle=key_in(said["of"]),
        whole=said["of"] == _STORE,
        purpose=said["purpose"],
        reason=said["reason"],
    )
    if said.get("severe") and approved is None:
        ask_for_archive(request.asking, wanted)
        return HttpResponseRedirect(reverse("exports") + "#asked")
    approval = approved.pk if approved else None
    made = make_archive(request.asking, wanted, passphrase=said["passphrase"], approval=approval)
    return as_download(made)


def _places(request: Request) -> list[tuple[str, str]]:
    mine = Circle.objects.filter(pk__in=request.asking.me.readable_circles()).order_by("name")
    circles = [(str(one.pk), one.name) for one in mine]
    return [(_OFFICE, _("Our office")), (_STORE, _("The whole store")), *circles]


def _start(request: Request) -> dict[str, Any]:
    approved = _approved(request)
    words = passphrases.suggest((get_language() or "en")[:2])
    start = {"of": _OFFICE, "purpose": ExportPurpose.KEEPING, "passphrase": words}
    if approved is None:
        return start
    circles = {key[-12:].replace("-", ""): key for key, _name in _places(request)}
    said = {"purpose": approved.purpose, "reason": approved.reason}
    return {**start, "of": circles.get(approved.form, approved.form), **said}


def _approved(request: Request) -> Export | None:
    key = key_in(request.GET.get("approval", ""))
    if key is None:
        return None
    mine = Export.objects.filter(pk=key, by=request.asking.me.pk, what=ARCHIVE)
    row = mine.filter(state=ExportState.APPROVED).first()
    if row is None:
        raise NotThere(NOT_THERE)
    return row


class ReadForm(forms.Form):
    """An archive and its passphrase."""

    file = forms.FileField(label=gettext_lazy("Archive"))
    passphrase = Words(
        label=gettext_lazy("Passphrase of the file"),
        longest=passphrases.LONGEST,
        required=True,
        attrs={"spellcheck": "false"},
    )


@require_http_methods(["GET", "POST"])
def read_archive(request: Request) -> HttpResponse:
    """Compare an archive with what is here; then bring in what is new and what was picked.

    Nothing of it is kept between the two: the file is chosen again.
    """
    form = ReadForm(request.POST or None, request.FILES or None)
    compared: Compared | None = None
    if request.method == "POST" and form.is_valid():
        try:
            archive = _opened(form)
            if "bring" in request.POST:
                change = bring_in(request.asking, archive, list(_picks(request)))
                return go_on(reverse("history"), change)
            compared = compare(request.asking, archive)
        except (NotThere, NotYours):
            raise
        except Refusal as refusal:
            form.add_error(None, refused(refusal))
    shown = compared.differing[:_SHOWN] if compared else ()
    in_words = InWords(request.asking)
    context = {
        "form": form,
        "compared": compared,
        "differing": [in_words.line(one) for one in shown],
        "more": max(len(compared.differing) - _SHOWN, 0) if compared else 0,
        "back": reverse("exports"),
    }
    return render(request, "exports/read.html", context, status=422 if form.errors else 200)


def _opened(form: ReadForm) -> Archive:
    file = form.cleaned_data["file"]
    if file.size > LARGEST:
        raise CannotBe(
            _("This archive is larger than %(most)s MB.") % {"most": LARGEST >> 20},
            next_step=_("Read it at a prompt: rapport export read"),
        )
    return opened(file.read(), passphrase=form.cleaned_data["passphrase"].strip())


def _picks(request: Request) -> Iterator[Pick]:
    for written in request.POST.getlist("take"):
        kind, _mark, rest = written.partition(":")
        key, _mark, name = rest.partition(":")
        if kind in recorded_models() and (found := key_in(key)) is not None:
            yield kind, uuid.UUID(str(found)), name
