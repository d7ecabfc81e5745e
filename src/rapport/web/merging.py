"""Making two records of one person one: which other record it is, then both side by side."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods

from rapport.actions import merging
from rapport.actions.merging import FIELDS, Pick, values_of
from rapport.briefings import people as listing
from rapport.briefings.near import near_people
from rapport.briefings.person_record import HEADINGS
from rapport.briefings.side_by_side import Side, sides
from rapport.records.change import Change
from rapport.records.models import Insight, Relationship, ScopedModel, SealedName
from rapport.records.refusals import CannotBe
from rapport.records.told_apart import names_of
from rapport.web.forms import Words, about_person, form_page, person_address, person_form
from rapport.web.request import Request
from rapport.web.templatetags.wording import language, word

LABELS: dict[str, Any] = {
    "alias": gettext_lazy("Alias"),
    "how_to_address": gettext_lazy("How to address them"),
    "actor": gettext_lazy("Belongs to"),
    "languages": gettext_lazy("Languages"),
    "documentation": gettext_lazy("Record they prefer"),
    "status": gettext_lazy("Status"),
    "lead": gettext_lazy("Lead, and since when"),
    "rhythm": gettext_lazy("Days between contacts"),
    "phase": gettext_lazy("Phase"),
    "stage": gettext_lazy("Stage"),
    "objective": gettext_lazy("Our goal"),
    "expectations": gettext_lazy("Expectations on both sides"),
    "terms": gettext_lazy("Agreed ways of working"),
    "names": gettext_lazy("Real names (encrypted)"),
    "posts": gettext_lazy("Posts"),
}
_KINDS: Mapping[type[ScopedModel], Any] = {
    **HEADINGS,
    Insight: gettext_lazy("What we know"),
    SealedName: gettext_lazy("Real names (encrypted)"),
}


class MergeForm(forms.Form):
    """Which other record is the same person."""

    alias = Words(label=gettext_lazy("Alias of the other record"), required=True, longest=120)


@require_http_methods(["GET", "POST"])
def merge(request: Request, key: uuid.UUID) -> HttpResponse:
    """Ask which other record is the same person; both are shown next, side by side."""
    relationship = about_person(request, key)
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        others = listing.by_alias(request.asking.me, form.cleaned_data["alias"])
        if len(others) == 1 and others[0].relationship != key:
            where = reverse("merge-with", args=[key, others[0].relationship])
            return HttpResponseRedirect(where)
        if len(others) == 1:
            form.add_error(None, _("These are already the same record."))
        else:
            form.add_error("alias", _("Exactly one record must have this alias."))
    called = names_of([relationship.person.pk])[relationship.person.pk]
    return person_form(
        request,
        relationship,
        form,
        lambda _values: None,
        title=_("Merge with another record"),
        explain=_("Everything in the other record moves to this one. It can be undone."),
        template="people/merge.html",
        near=near_people(request.asking, *called, but=[key]),
        kept=key,
    )


class Choice(NamedTuple):
    """What one record says of a field, the pick it stands for, and whether it is the one."""

    pick: Pick
    says: SafeString | str


class SideBySideForm(forms.Form):
    """A pick for each field in which two records differ."""

    def __init__(self, *given: Any, choices: Mapping[str, list[Choice]]) -> None:
        super().__init__(*given)
        for name, choice in choices.items():
            joins = choice[-1].pick == "both"
            self.fields[name] = forms.ChoiceField(
                label=LABELS[name],
                choices=[(one.pick, one.says) for one in choice],
                widget=forms.RadioSelect({"class": "sides"}),
                initial="both" if joins else "kept",
            )


@require_http_methods(["GET", "POST"])
def merge_with(request: Request, key: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """Show two records side by side, and make them one by what is picked of each."""
    relationship, twin = about_person(request, key), about_person(request, other)
    both = {"keep": relationship.person.pk, "merge": twin.person.pk}
    try:
        kept, gone = merging.mergeable(request.asking, **both)
    except CannotBe as refusal:
        return person_form(
            request,
            relationship,
            _refused_form(refusal),
            lambda _values: None,
            title=_("Merge with another record"),
            template="people/not_merged.html",
        )
    left, right = sides(request.asking, kept, gone)
    choices = dict(_choices(kept, gone, left, right))

    def act(values: dict[str, Any]) -> Change[Relationship]:
        picks = cast("dict[str, Pick]", values)
        return merging.merge_counterparts(request.asking, picks=picks, **both)

    return form_page(
        request,
        SideBySideForm(request.POST or None, choices=choices),
        act,
        title=_("Merge two records"),
        back=reverse("duplicates"),
        then=lambda row: person_address(row.pk),
        template="people/side_by_side.html",
        sides=(left, right),
        right=right,
        joined=[(_KINDS.get(kind, kind._meta.verbose_name), n) for kind, n in right.counts],  # noqa: SLF001
    )


def _refused_form(refusal: CannotBe) -> forms.Form:
    """Return a form that says why two records stay two."""
    form = forms.Form({})
    form.add_error(None, str(refusal.worded(_)))
    return form


def _choices(
    kept: Relationship, gone: Relationship, left: Side, right: Side
) -> Iterator[tuple[str, list[Choice]]]:
    """Yield the fields in which two records differ, with what each says and whether both can be."""
    for name, field in FIELDS.items():
        ours, theirs = values_of(kept, name), values_of(gone, name)
        hidden = name == "actor" and None in {left.group, right.group}
        alone = name != "lead" and not (any(ours) and any(theirs))
        if ours == theirs or hidden or alone:
            continue
        said = [_said(name, ours), _said(name, theirs)]
        yield name, _choice(*said, join=field.may_join)
    if left.sealed_names and right.sealed_names:
        yield "names", _choice(str(left.sealed_names), str(right.sealed_names), join=True)
    if left.posts and right.posts:
        yield "posts", _choice(_listed(left.posts), _listed(right.posts), join=True)


def _choice(ours: str, theirs: str, *, join: bool) -> list[Choice]:
    both = [Choice("both", _("Both"))] if join else []
    return [Choice("kept", ours), Choice("other", theirs), *both]


def _said(name: str, values: tuple[Any, ...]) -> str:
    """Word what a record has of a field."""
    first = values[0]
    if name == "lead":
        return _listed([one.name for one in values if one is not None]) or _("nobody")
    if name == "rhythm":
        usual = pgettext("days", "as usual")
        return " – ".join(str(days) if days else usual for days in values)
    if name == "languages":
        return _listed([language(one) for one in first])
    if name in {"phase", "stage", "status", "documentation"}:
        return word(first, name)
    return format_html("<bdi>{}</bdi>", first.name if name == "actor" else first)


def _listed(said: Any) -> SafeString:
    return format_html_join(
        pgettext("between names", ", "), "<bdi>{}</bdi>", ((one,) for one in said)
    )
