"""The rules as a reference, and the office's settings of them."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from rapport.actions import team
from rapport.briefings.rules import rules as briefing
from rapport.records.change import Change
from rapport.rules.catalogue import RULES
from rapport.rules.rule import Rule
from rapport.web.forms import Words, form_page
from rapport.web.request import Request


@require_GET
def rules(request: Request) -> HttpResponse:
    """Show every rule, what is changed in this office, and what is set aside."""
    answer = briefing(request.asking)
    context = {"rules": answer, "may_set": team.may_set_rules(request.asking.me)}
    return render(request, "rules/rules.html", context)


class RuleForm(forms.Form):
    """One rule's switch and numbers."""

    on = forms.BooleanField(label=gettext_lazy("Rule is on"), required=False)

    def __init__(self, *args: Any, rule: Rule[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        for name, setting in rule.settings.items():
            self.fields[name] = forms.IntegerField(
                label=_(setting.explains), min_value=setting.least, max_value=setting.most
            )
        if rule.words:
            self.fields["words"] = Words(label=_(rule.words), rows=4, longest=4000)


@require_http_methods(["GET", "POST"])
def rule(request: Request, code: str) -> HttpResponse:
    """Show one rule; those who set the rules of the office can change it here."""
    found = RULES.get(code)
    if found is None:
        raise Http404
    held = request.asking.me.office.rule_settings.get(code, {})
    start = {"on": True, **found.numbers, **held, "words": "\n".join(held.get("words", ()))}
    may_set = team.may_set_rules(request.asking.me)
    if request.method == "POST" and not may_set:
        raise Http404

    def act(values: dict[str, Any]) -> Change[Any]:
        if "words" in values:
            lines = values["words"].splitlines()
            values["words"] = [word.strip() for word in lines if word.strip()]
        every = {**request.asking.me.office.rule_settings, code: values}
        return team.set_rules(request.asking, raw=every)

    return form_page(
        request,
        RuleForm(request.POST or None, initial=start, rule=found),
        act,
        title=f"{code} {_(found.title)}",
        standing=True,
        back=reverse("rules"),
        template="rules/rule.html",
        rule=found,
        may_set=may_set,
        heard=start["on"],
        numbers=[(setting.explains, start[name]) for name, setting in found.settings.items()],
    )


class DaysForm(forms.Form):
    """The usual days of this office."""

    ideal_days = forms.IntegerField(label=gettext_lazy("Ideal days between contacts"))
    maximum_days = forms.IntegerField(label=gettext_lazy("Maximum days"))
    concern_days = forms.IntegerField(
        label=gettext_lazy("Number of days until a concern is reviewed")
    )


@require_http_methods(["GET", "POST"])
def days(request: Request) -> HttpResponse:
    """Set the usual days of the office, for those who set its rules."""
    office = request.asking.me.office
    if not team.may_set_rules(request.asking.me):
        raise Http404

    def act(values: dict[str, Any]) -> Change[Any]:
        return team.set_days(request.asking, **values)

    start = {name: getattr(office, name) for name in DaysForm.base_fields}
    return form_page(
        request,
        DaysForm(request.POST or None, initial=start),
        act,
        title=_("Usual intervals of this office"),
        standing=True,
        back=reverse("rules"),
    )
