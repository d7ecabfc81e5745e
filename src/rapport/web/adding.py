"""Adding a counterpart: whose names are near is offered first, and stops nobody."""

import uuid
from collections.abc import Iterable
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rapport.actions.one_person import add_one_person
from rapport.briefings.near import OFFERED, Near, near_people
from rapport.records.change import Change
from rapport.records.models import Counterpart, OpenReason, Relationship, Sensitivity
from rapport.web.forms import Words, circle_choices, column_field, form_page, keys, person_address
from rapport.web.people import ACTOR_KINDS, NEW_ACTOR, SEEN_BY_ALL, actor_choices
from rapport.web.request import Request

_person = partial(column_field, Counterpart)


class PersonForm(forms.Form):
    """What is known when a counterpart is added."""

    alias = _person(
        "alias",
        label=gettext_lazy("Alias"),
        help_text=gettext_lazy("The name we use here. Choose one that tells an outsider nothing."),
    )
    real_name = Words(
        label=gettext_lazy("Real name (encrypted)"),
        longest=300,
        help_text=gettext_lazy("Encrypted and shown only on request. Leave empty if not needed."),
    )
    other_name = Words(label=gettext_lazy("The same in another script (encrypted)"), longest=300)
    how_to_address = _person("how_to_address", label=gettext_lazy("How to address them"))
    actor = forms.ChoiceField(label=gettext_lazy("Belongs to"), required=False)
    new_actor = Words(label=NEW_ACTOR, help_text=SEEN_BY_ALL, longest=200)
    new_actor_kind = forms.ChoiceField(
        label=gettext_lazy("Type of group"), choices=ACTOR_KINDS, required=False
    )
    circle = forms.ChoiceField(label=gettext_lazy("Who will see this"))
    opened = column_field(Relationship, "opened", label=gettext_lazy("First contact"))
    open_reason = column_field(Relationship, "open_reason", label=gettext_lazy("How it started"))
    sensitivity = forms.TypedChoiceField(
        label=gettext_lazy("Sensitivity"), choices=Sensitivity.choices, coerce=int
    )

    def __init__(self, *args: Any, me: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["circle"].choices = circle_choices(me)  # type: ignore[attr-defined]
        self.fields["actor"].choices = actor_choices(me)  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """Add a counterpart; whose name is near is offered once, with every word kept."""
    near: list[Near] = []
    before = keys(request.POST.getlist("different_from"))
    same = keys(request.POST.getlist("same_as"))
    offered = [] if same else before

    def act(values: dict[str, Any]) -> Change[Relationship] | None:
        names = [values["alias"], values["real_name"], values["other_name"]]
        told = before if same or "different" in request.POST else []
        known = {*told, *same}
        whole = near_people(request.asking, *names, limit=OFFERED + len(known))
        unseen = [one for one in whole if one.person.relationship not in known][:OFFERED]
        near[:] = whole if same else unseen
        offered[:] = _together(() if same else told, near)
        if unseen:
            return None
        real = (values.pop("real_name"), values.pop("other_name"))
        values["names"] = [("", name) for name in real if name.strip()]
        values["circle"] = uuid.UUID(values["circle"])
        values["actor"] = uuid.UUID(values["actor"]) if values["actor"] else None
        values["open_reason"] = values["open_reason"] or OpenReason.PROACTIVE
        different = [] if same else told
        return add_one_person(request.asking, same_as=same, different_from=different, **values)

    def then(relationship: Relationship) -> str:
        return person_address(relationship.pk)

    start = {
        "opened": request.asking.day,
        "sensitivity": Sensitivity.RESTRICTED,
        "open_reason": OpenReason.PROACTIVE,
        "actor": request.GET.get("actor", ""),
    }
    return form_page(
        request,
        PersonForm(request.POST or None, me=request.asking.me, initial=start),
        act,
        then=then,
        title=_("Add a person"),
        back=reverse("people"),
        template="people/add.html",
        near=near,
        offered=offered,
    )


def _together(offered: Iterable[uuid.UUID], near: Iterable[Near]) -> list[uuid.UUID]:
    """Return whom the page has offered so far, each once."""
    return list(dict.fromkeys([*offered, *(one.person.relationship for one in near)]))
