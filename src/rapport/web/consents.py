"""The consents a gate needs: whose, how many of them, and what each of them says."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import consents as verbs
from rapport.briefings.gates import Held, gate_page, name_of
from rapport.records.change import Change
from rapport.records.models import (
    Actor,
    Consent,
    Consented,
    ConsentGroup,
    Gate,
    Needs,
    Position,
    Sensitivity,
)
from rapport.web.day_field import Day
from rapport.web.forms import Chips, Words, column_field, key_in, sent_day
from rapport.web.gate_records import changeable, gate_address, gate_form
from rapport.web.people_by_alias import OneByAlias, asked_by
from rapport.web.request import Request
from rapport.web.undoing import go_on

_NAMED = 3
"""So many of a group's consents are named where it is chosen from a list."""

_MOST = 500


class GroupForm(forms.Form):
    """How many of a group's consents are needed."""

    needs = column_field(ConsentGroup, "needs", label=gettext_lazy("How many are needed?"))
    count = forms.IntegerField(
        label=gettext_lazy("At least"),
        help_text=gettext_lazy("Only for “at least so many”."),
        min_value=1,
        max_value=99,
        required=False,
    )


class AnswerForm(forms.Form):
    """What somebody says to a gate from a day on."""

    state = Chips(label=gettext_lazy("What do they say?"), choices=Consented.choices, required=True)
    on = Day(label=gettext_lazy("Since"))
    note = column_field(Consent, "note", label=gettext_lazy("On which conditions"))


class ConsentForm(forms.Form):
    """What sort of consent it is, on which conditions, and in which group it stands."""

    kind = column_field(Consent, "kind", label=gettext_lazy("Whose consent"))
    group = forms.ChoiceField(label=gettext_lazy("Counts among"), required=False)
    note = column_field(Consent, "note", label=gettext_lazy("On which conditions"))

    def offer(self, groups: Sequence[tuple[str, str]]) -> None:
        """Offer the groups of the gate; of one or none nothing is asked."""
        if len(groups) < 2:
            del self.fields["group"]
        else:
            self.fields["group"].choices = groups  # type: ignore[attr-defined]


class NewConsentForm(ConsentForm):
    """Whose consent a gate needs: one person's, one group's, or that of a post."""

    who = OneByAlias(
        label=gettext_lazy("A person"), help_text=gettext_lazy("By their alias, of this circle.")
    )
    actor = forms.ChoiceField(label=gettext_lazy("Or a group you know"), required=False)
    new_actor = Words(label=gettext_lazy("Or a new group"), longest=200)
    position = forms.ChoiceField(label=gettext_lazy("Or a post"), required=False)
    state = Chips(
        label=gettext_lazy("What do they say?"), choices=Consented.choices, required=False
    )
    on = Day(label=gettext_lazy("Since"))

    field_order = ("kind", "who", "actor", "new_actor", "position", "state", "on", "note", "group")

    def offer_others(self, request: Request, gate: Gate) -> None:
        """Offer the groups and the posts of the gate's circle; of none nothing is asked."""
        me = request.asking.me
        harmless = {"circle": gate.circle_id, "sensitivity__lt": Sensitivity.SEVERE}
        actors = Actor.objects.visible_to(me).filter(**harmless).order_by("-pk")[:_MOST]
        posts = Position.objects.visible_to(me).filter(**harmless).select_related("actor")
        named = sorted((one.name, str(one.pk)) for one in actors)
        titled = sorted((f"{one.title} · {one.actor.name}", str(one.pk)) for one in posts[:_MOST])
        for name, rows in (("actor", named), ("position", titled)):
            if rows:
                choices = [("", "—"), *((key, label) for label, key in rows)]
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]


def group_choices(groups: Sequence[Held], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield the groups of a gate as they stand in each other, each numbered and with its names."""
    for number, held in enumerate(groups, 1):
        place = f"{above}{number}"
        yield str(held.group.pk), f"{place}. {_named(held)}"
        yield from group_choices(held.groups, f"{place}.")


def _named(held: Held) -> str:
    names = [one.name for one in held.consents[:_NAMED]]
    if held.consents[_NAMED:]:
        names.append("…")
    comma, colon = pgettext("between names", ", "), pgettext("after a label", ":")
    return f"{needed(held.group)}{colon} {comma.join(names)}" if names else needed(held.group)


def needed(group: ConsentGroup) -> str:
    """Say how many of a group's consents are needed."""
    if group.needs == Needs.SOME:
        count = group.count or 1
        return ngettext("At least %(n)s of", "At least %(n)s of", count) % {"n": count}
    return _("Any one of") if group.needs == Needs.ANY else _("All of")


@require_http_methods(["GET", "POST"])
def need(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note whose consent a gate needs."""
    gate = changeable(request, key)
    groups = list(group_choices(gate_page(request.asking, key).groups))
    start = {"on": request.asking.day, "group": request.GET.get("group", "")}
    form = NewConsentForm(request.POST or None, initial=start)
    form.offer(groups)
    form.offer_others(request, gate)
    asked_by(form, request.asking.me)

    def act(values: dict[str, Any]) -> Change[Consent]:
        values["relationship"] = values.pop("who")
        for name in ("group", "actor", "position"):
            values[name] = key_in(values.get(name, ""))
        return verbs.need_consent(request.asking, gate=key, **values)

    return gate_form(
        request,
        gate,
        form,
        act,
        title=_("Add a consent"),
        explain=_("Whose yes does it take? Name one person, one group or one post."),
    )


@require_http_methods(["GET", "POST"])
def say(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note what somebody says: by a button, today; or in a form, on another day and with words."""
    consent = Consent.objects.one_changeable_by(request.asking.me, key)
    if request.method == "POST" and "now" in request.POST:
        state = request.POST["now"]
        on = sent_day(request)
        said = verbs.say_consent(request.asking, key=key, state=state, on=on)
        return go_on(gate_address(consent.gate_id), said)
    begin = {"on": request.asking.day, "note": consent.note}
    form = AnswerForm(request.POST or None, initial=begin)

    def act(values: dict[str, Any]) -> Change[Consent]:
        return verbs.say_consent(request.asking, key=key, **values)

    title = _("What does %(name)s say?") % {"name": name_of(consent)}
    return gate_form(request, consent.gate, form, act, title=title)


@require_POST
def take_back(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take out an answer that was noted by mistake."""
    on = sent_day(request) or request.asking.day
    change = verbs.take_answer_back(request.asking, key=key, on=on)
    return go_on(gate_address(change.row.gate_id), change)


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change what sort of consent it is, its conditions, and the group it counts among."""
    consent = Consent.objects.one_changeable_by(request.asking.me, key)
    begin = {"kind": consent.kind, "note": consent.note, "group": str(consent.group_id)}
    form = ConsentForm(request.POST or None, initial=begin)
    form.offer(list(group_choices(gate_page(request.asking, consent.gate_id).groups)))

    def act(values: dict[str, Any]) -> Change[Consent]:
        values["group"] = key_in(values.get("group", ""))
        return verbs.change_consent(request.asking, key=key, **values)

    return gate_form(
        request, consent.gate, form, act, title=_("Change the consent"), standing=True,
        typed=name_of(consent), remove=reverse("remove-consent", args=[key]),
    )  # fmt: skip


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Remove a consent; the gate's page offers to bring it back."""
    change = verbs.remove_consent(request.asking, key=key)
    return go_on(gate_address(change.row.gate_id), change)


@require_http_methods(["GET", "POST"])
def add_group(request: Request, key: uuid.UUID) -> HttpResponse:
    """Add a group of consents to a gate, or with ``within`` in the address to one of its groups."""
    gate = changeable(request, key)
    within = key_in(request.GET.get("within", ""))
    form = GroupForm(request.POST or None, initial={"needs": Needs.ANY})

    def act(values: dict[str, Any]) -> Change[ConsentGroup]:
        return verbs.add_group(request.asking, gate=key, parent=within, **values)

    return gate_form(request, gate, form, act, title=_("Add a group of consents"))


@require_http_methods(["GET", "POST"])
def change_group(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change how many of a group's consents are needed."""
    group = ConsentGroup.objects.one_changeable_by(request.asking.me, key)
    form = GroupForm(request.POST or None, initial={"needs": group.needs, "count": group.count})

    def act(values: dict[str, Any]) -> Change[ConsentGroup]:
        return verbs.change_group(request.asking, key=key, **values)

    return gate_form(
        request, group.gate, form, act, title=_("Change the group"), standing=True,
        remove=reverse("remove-consent-group", args=[key]),
    )  # fmt: skip


@require_POST
def remove_group(request: Request, key: uuid.UUID) -> HttpResponse:
    """Remove a group with what is in it; the gate's page offers to bring it back."""
    change = verbs.remove_group(request.asking, key=key)
    return go_on(gate_address(change.row.gate_id), change)
