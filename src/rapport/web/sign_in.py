"""The door of a team's store: signing in and out. A laptop's store is unlocked instead."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rapport.records import login_throttle


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
