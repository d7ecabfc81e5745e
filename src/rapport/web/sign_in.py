"""The door of a team's store: signing in and out. A laptop's store is unlocked instead."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rapport.records import login_throttle
from rapport.refusals import Refusal

_SHORTLY = "3"
"""Seconds after which whoever found the door busy may try again."""


class SignInForm(forms.Form):
    """Who, and the passphrase."""

    name = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True, "dir": "auto"}),
    )
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
    form = SignInForm(request.POST or None)
    busy = False
    if request.method == "POST" and form.is_valid():
        try:
            user = _recognised(request, form)
        except Refusal as refusal:
            busy = True
            form.add_error(None, str(refusal.worded(gettext)))
        else:
            if user is not None:
                login(request, user)
                return HttpResponseRedirect(reverse("today"), status=303)
    status = 429 if busy else 422 if form.errors else 200
    answer = render(request, "lock/sign_in.html", {"form": form}, status=status)
    if busy:
        answer.headers["Retry-After"] = _SHORTLY
    return answer


def _recognised(request: Any, form: SignInForm) -> Any:
    """Return the colleague this name and passphrase belong to, or say in the form why none.

    A try that could not be looked at (a ``Refusal`` is raised) does not count.
    """
    name = form.cleaned_data["name"].strip()
    tried = {"name": name, "address": _address_of(request)}
    if not login_throttle.may_try(**tried, now=datetime.now(UTC)):  # noqa: TID251 - the door
        form.add_error(None, _("Too many tries. Wait a quarter of an hour, then try again."))
        return None
    try:
        user = authenticate(request, username=name, password=form.cleaned_data["passphrase"])
    except Refusal:
        login_throttle.uncount(**tried)
        raise
    if user is None:
        form.add_error(None, _("This name and passphrase do not belong together. Try again."))
    else:
        login_throttle.forget(**tried)
    return user


def _address_of(request: Any) -> str | None:
    """Return where a request comes from, if whatever stands before this server says so."""
    header = settings.ADDRESS_HEADER
    return request.headers.get(header) if header else None


@require_POST
def sign_out(request: Any) -> HttpResponse:
    """End the session, and what the browser kept of it."""
    if not settings.IS_TEAM:
        raise Http404
    logout(request)
    answer = HttpResponseRedirect(reverse("sign-in"), status=303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer
