"""The door of a team's store: signing in and out. A laptop's store is unlocked instead."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import sign_in as verbs
from rapport.records import login_throttle
from rapport.records.models import Colleague
from rapport.vault import passphrases
from rapport.vault.refusals import WeakPassphrase


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
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"].strip()
        if not login_throttle.may_try(name):
            form.add_error(None, _("Too many tries. Wait a quarter of an hour, then try again."))
        elif (user := authenticate(request, username=name, **_secret(form))) is not None:
            login_throttle.forget(name)
            login(request, user)
            return HttpResponseRedirect(reverse("today"), status=303)
        else:
            form.add_error(None, _("This name and passphrase do not belong together. Try again."))
    status = 422 if form.errors else 200
    return render(request, "lock/sign_in.html", {"form": form}, status=status)


class CodeForm(forms.Form):
    """Who, the code they were given, and the passphrase they choose."""

    name = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True, "dir": "auto"}),
    )
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "one-time-code", "dir": "ltr"}),
        help_text=gettext_lazy("Four groups of five letters and digits, good for a day and once."),
    )
    passphrase = forms.CharField(
        label=gettext_lazy("New passphrase"),
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password", "dir": "auto"}),
        help_text=gettext_lazy("At least 15 characters; several words are good."),
    )
    again = forms.CharField(
        label=gettext_lazy("The same again"),
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password", "dir": "auto"}),
    )

    def clean_again(self) -> str:
        """Refuse a passphrase that was typed in two ways."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("passphrase", again):
            raise forms.ValidationError(_("The two are not the same."))
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
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"].strip()
        if not login_throttle.may_try(name):
            form.add_error(None, _("Too many tries. Wait a quarter of an hour, then try again."))
        elif (who := _chosen(request, name, form)) is not None:
            login_throttle.forget(name)
            login(request, who)
            return HttpResponseRedirect(reverse("today"), status=303)
        else:
            form.add_error(
                None,
                _("This name and code do not belong together, or the code is over. Ask for one."),
            )
    status = 422 if form.errors else 200
    return render(request, "lock/code.html", {"form": form}, status=status)


def _chosen(request: Any, name: str, form: CodeForm) -> Colleague | None:
    return verbs.choose_passphrase(
        name=name,
        code=form.cleaned_data["code"],
        passphrase=form.cleaned_data["passphrase"],
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


def _secret(form: SignInForm) -> dict[str, str]:
    return {"password": form.cleaned_data["passphrase"]}
