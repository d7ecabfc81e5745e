"""One fact about a counterpart, changed where it stands: a small form takes its place.

Without JavaScript the same form is a page of its own. Either leads back with the offer to undo.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rapport.actions import people, relationships
from rapport.names import listed
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Counterpart, CounterpartStatus, Relationship
from rapport.web.forms import Words, about, column_field, person_form
from rapport.web.request import Request

_person = partial(column_field, Counterpart)
_relationship = partial(column_field, Relationship)


def _days(label: Any) -> forms.Field:
    return forms.IntegerField(label=label, min_value=1, max_value=3650, required=False)


@dataclass(frozen=True, slots=True)
class _Fact:
    """What its form is called, the fields that ask for it, and the verb that changes it."""

    title: Any
    fields: dict[str, Callable[[], forms.Field]]
    change: Callable[[Asking, Relationship, dict[str, Any]], Change[Any]]


def _of_person(asking: Asking, about: Relationship, values: dict[str, Any]) -> Change[Any]:
    if "languages" in values:
        values["languages"] = listed(values["languages"])
    if "status" in values:
        values["status"] = values["status"] or CounterpartStatus.ACTIVE
    return people.change_counterpart(asking, key=about.person.pk, **values)


def _of_relationship(asking: Asking, about: Relationship, values: dict[str, Any]) -> Change[Any]:
    return relationships.describe(asking, key=about.pk, **values)


def _rhythm(asking: Asking, about: Relationship, values: dict[str, Any]) -> Change[Any]:
    return relationships.set_cadence(asking, key=about.pk, **values)


_SPOKEN = gettext_lazy("Languages they speak, separated by commas")
_KEPT = gettext_lazy("Record they prefer")

FACTS: dict[str, _Fact] = {
    "address": _Fact(
        gettext_lazy("How to address them"),
        {
            "how_to_address": lambda: _person(
                "how_to_address", label=gettext_lazy("How to address them")
            )
        },
        _of_person,
    ),
    "languages": _Fact(
        gettext_lazy("Languages"),
        {"languages": lambda: Words(label=_SPOKEN, longest=200)},
        _of_person,
    ),
    "documentation": _Fact(
        _KEPT, {"documentation": lambda: _person("documentation", label=_KEPT)}, _of_person
    ),
    "status": _Fact(
        gettext_lazy("Status"),
        {"status": lambda: _person("status", label=gettext_lazy("Status"))},
        _of_person,
    ),
    "interval": _Fact(
        gettext_lazy("How often to be in touch"),
        {
            "ideal_days": lambda: _days(gettext_lazy("Ideal days between contacts")),
            "maximum_days": lambda: _days(gettext_lazy("Maximum days")),
        },
        _rhythm,
    ),
    "objective": _Fact(
        gettext_lazy("Our goal"),
        {"objective": lambda: _relationship("objective", label=gettext_lazy("Our goal"), rows=3)},
        _of_relationship,
    ),
    "expectations": _Fact(
        gettext_lazy("Expectations on both sides"),
        {
            "expectations": lambda: _relationship(
                "expectations", label=gettext_lazy("Expectations on both sides"), rows=3
            )
        },
        _of_relationship,
    ),
    "terms": _Fact(
        gettext_lazy("Agreed ways of working"),
        {
            "terms": lambda: _relationship(
                "terms", label=gettext_lazy("Agreed ways of working"), rows=3
            )
        },
        _of_relationship,
    ),
}


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID, name: str) -> HttpResponse:
    """Change one fact; what htmx asks for is the small form alone."""
    relationship = about(request, key)
    fact = FACTS.get(name)
    if fact is None:
        raise Http404
    start = {field: _stands(relationship, field) for field in fact.fields}
    form = forms.Form(request.POST or None, initial=start)
    form.fields |= {field: build() for field, build in fact.fields.items()}

    def act(values: dict[str, Any]) -> Change[Any]:
        return fact.change(request.asking, relationship, values)

    in_place = request.htmx and request.method == "GET"
    page: dict[str, Any] = {"action": reverse("fact", args=[key, name])}
    if in_place:
        page["template"] = "people/fact.html"
    return person_form(request, relationship, form, act, title=fact.title, standing=True, **page)


def _stands(relationship: Relationship, field: str) -> Any:
    """Return what stands in the store, as the form shows it."""
    row: Any = relationship if hasattr(relationship, field) else relationship.person
    value = getattr(row, field)
    return ", ".join(value) if isinstance(value, list) else value
