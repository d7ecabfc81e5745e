"""The door of a team's store: signing in and out. A laptop's store is unlocked instead."""

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import sign_in as verbs
from rapport.records import login_throttle
from rapport.records.models import Colleague
from rapport.refusals import Refusal
from rapport.vault import passphrases
from rapport.vault.refusals import WeakPassphrase
from rapport.web.middleware.session_gate import read_in
from rapport.web.own_addresses import own_page
from rapport.web.sessions import browser_of

_SHORTLY = "3"
"""Seconds after which whoever found the door busy may try again."""


class NameForm(forms.Form):
    """Who comes in."""

    name = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True, "dir": "auto"}),
    )


class SignInForm(NameForm):
    """Who, and the passphrase."""

    passphrase = forms.CharField(
        label=gettext_lazy("Passphrase"),
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password", "dir": "auto"}),
    )


@require_http_methods(["GET", "POST"])
def sign_in(request: Any) -> HttpResponse:
    """Let a colleague of a team's store in. A wrong name and a wrong passphrase look alike."""
    if not settings.IS_TEAM:
        raise Http404
    wrong = _("Wrong name or passphrase. Try again.")
    return _let_in(
        request, SignInForm(request.POST or None), _recognised, "lock/sign_in.html", wrong
    )


def _let_in(
    request: Any,
    form: forms.Form,
    recognise: Callable[[Any, dict[str, Any]], Any],
    template: str,
    wrong: str,
) -> HttpResponse:
    """Show a form of the door, or let in whoever it says, if ``recognise`` knows them.

    Each is a try and is counted, but for one that could not be looked at.
    """
    status: int = HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            who = _tried(request, form, recognise, wrong)
        except Refusal as refusal:
            form.add_error(None, str(refusal.worded(gettext)))
            status = HTTPStatus.TOO_MANY_REQUESTS
        else:
            if who is not None:
                return _signed_in(request, who)
    if form.errors and status == 200:
        status = 422
    answer = render(request, template, {"form": form, "then": _then(request)}, status=status)
    if status == 429:
        answer.headers["Retry-After"] = _SHORTLY
    return answer


def _then(request: Any) -> str:
    """Return the page somebody wanted when they were sent to the door, if there was one."""
    return own_page(request.POST.get("then") or request.GET.get("then", ""))


def _signed_in(request: Any, who: Colleague) -> HttpResponse:
    """Begin a session that says which browser it is, read in the language they chose."""
    request.session.clear_expired()
    login(request, who)
    request.session["browser"] = browser_of(request)
    answer = HttpResponseRedirect(_then(request) or reverse("today"), status=303)
    if who.reads_in:
        read_in(answer, who.reads_in)
    return answer


def _tried(
    request: Any, form: forms.Form, recognise: Callable[[Any, dict[str, Any]], Any], wrong: str
) -> Any:
    """Count a try and make it; say in the form why nobody is let in."""
    values = form.cleaned_data
    tried = {"name": values["name"].strip(), "address": _address_of(request)}
    if not login_throttle.may_try(**tried, now=datetime.now(UTC)):  # noqa: TID251 - the door
        form.add_error(None, _("Too many attempts. Wait 15 minutes, then try again."))
        return None
    try:
        who = recognise(request, values)
    except Refusal:
        login_throttle.uncount(**tried)
        raise
    if who is None:
        form.add_error(None, wrong)
    else:
        login_throttle.forget(**tried)
    return who


def _recognised(request: Any, values: dict[str, Any]) -> Any:
    return authenticate(request, username=values["name"].strip(), password=values["passphrase"])


def _address_of(request: Any) -> str | None:
    """Return where a request comes from, if whatever stands before this server says so."""
    header = settings.ADDRESS_HEADER
    return request.headers.get(header) if header else None


class CodeForm(NameForm):
    """Who, the code they were given, and the passphrase they choose."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "one-time-code", "dir": "ltr"}),
        help_text=gettext_lazy(
            "Four groups of five letters and digits, valid once and for one day."
        ),
    )
    passphrase = forms.CharField(
        label=gettext_lazy("New passphrase"),
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password", "dir": "auto"}),
        help_text=gettext_lazy("At least 15 characters; several words are good."),
    )
    again = forms.CharField(
        label=gettext_lazy("Repeat the passphrase"),
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password", "dir": "auto"}),
    )

    def clean_again(self) -> str:
        """Refuse a passphrase that was typed in two ways."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("passphrase", again):
            raise forms.ValidationError(_("The two do not match."))
        return again

    def clean_passphrase(self) -> str:
        """Refuse a weak one before the code is tried: it costs no try."""
        chosen: str = self.cleaned_data["passphrase"]
        try:
            passphrases.check(chosen)
        except WeakPassphrase as refusal:
            raise forms.ValidationError(str(refusal.worded(_))) from refusal
        return chosen


@require_http_methods(["GET", "POST"])
def by_code(request: Any) -> HttpResponse:
    """Let a colleague choose their passphrase with the code they were given, and come in.

    A wrong name, a wrong code and one that is over look alike, and count as tries.
    """
    if not settings.IS_TEAM:
        raise Http404
    wrong = _("Wrong name or code, or the code has expired. Ask for a new one.")
    return _let_in(request, CodeForm(request.POST or None), _chosen, "lock/code.html", wrong)


def _chosen(request: Any, values: dict[str, Any]) -> Colleague | None:
    return verbs.choose_passphrase(
        name=values["name"].strip(),
        code=values["code"],
        passphrase=values["passphrase"],
        now=request.now,
        day=timezone.localdate(request.now),
    )


@require_POST
def sign_out(request: Any) -> HttpResponse:
    """End the session, and what the browser kept of it."""
    if not settings.IS_TEAM:
        raise Http404
    logout(request)
    answer = HttpResponseRedirect(reverse("sign-in"), status=303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer
