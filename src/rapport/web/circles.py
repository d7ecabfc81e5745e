"""Who is in a circle, for those who keep it: admit, change a part or its end, release."""

import uuid
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import team
from rapport.records.change import Change
from rapport.records.models import Circle, Colleague, Membership, Part
from rapport.web.forms import column_field, form_page
from rapport.web.request import Request
from rapport.web.undoing import go_on


class MemberForm(forms.Form):
    """What a colleague may do in a circle, and until when."""

    part = column_field(Membership, "part", label=gettext_lazy("Role"), required=True)
    until = column_field(
        Membership,
        "until",
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy(
            "After this day they no longer see this circle. Leave empty for no end."
        ),
        nearest="coming",
    )


class AdmitForm(MemberForm):
    """Whom to admit, as what, and until when."""

    colleague = forms.ChoiceField(label=gettext_lazy("Colleague"))
    field_order = ("colleague", "part", "until")


class CircleForm(forms.Form):
    """What a circle is called."""

    name = column_field(
        Circle,
        "name",
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("Such as the place or the subject: everybody in it sees the name."),
    )


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """Open a circle, which whoever opens it keeps."""

    def act(values: dict[str, Any]) -> Change[Circle]:
        return team.open_circle(request.asking, **values)

    return form_page(
        request,
        CircleForm(request.POST or None),
        act,
        title=_("Add a circle"),
        back=reverse("colleagues"),
        explain=_("Only colleagues in a circle see the people in it. You decide who joins."),
    )


@require_http_methods(["GET", "POST"])
def admit(request: Request, circle: uuid.UUID) -> HttpResponse:
    """Admit a colleague to a circle one keeps."""
    kept = _kept(request, circle)
    form = AdmitForm(request.POST or None, initial={"part": Part.READER})
    others = _others(request, circle)
    form.fields["colleague"].choices = others  # type: ignore[attr-defined]
    if not others:
        form.fields["colleague"].help_text = _how_others_come(request)

    def act(values: dict[str, Any]) -> Change[Membership]:
        values["colleague"] = uuid.UUID(values["colleague"])
        return team.admit(request.asking, circle=circle, **values)

    return form_page(
        request,
        form,
        act,
        title=_("Add to %(circle)s") % {"circle": kept.name},
        back=reverse("colleagues"),
    )


@require_http_methods(["GET", "POST"])
def member(request: Request, circle: uuid.UUID, key: uuid.UUID) -> HttpResponse:
    """Change a member's part and its last day."""
    kept = _kept(request, circle)
    row = kept.memberships.select_related("colleague").filter(colleague=key).first()
    if row is None:
        raise Http404
    start = {"part": row.part, "until": row.until}

    def act(values: dict[str, Any]) -> Change[Membership]:
        return team.admit(request.asking, circle=circle, colleague=key, **values)

    return form_page(
        request,
        MemberForm(request.POST or None, initial=start),
        act,
        title=_("%(name)s in %(circle)s") % {"name": row.colleague.name, "circle": kept.name},
        back=reverse("colleagues"),
        standing=True,
    )


@require_POST
def release(request: Request, circle: uuid.UUID, key: uuid.UUID) -> HttpResponse:
    """Take a colleague out of a circle one keeps."""
    change = team.release(request.asking, circle=circle, colleague=key)
    return go_on(reverse("colleagues"), change)


def _kept(request: Request, circle: uuid.UUID) -> Circle:
    """Return a circle that whoever asks keeps."""
    if circle not in request.asking.me.kept_circles():
        raise Http404
    return Circle.objects.get(pk=circle)


def _how_others_come(request: Request) -> SafeString:
    """Return what fills the list where everybody of the office is in the circle already."""
    says = _("Everybody in this office is in the circle already.")
    if not request.asking.me.looks_after_colleagues():
        return format_html("{} {}", says, _("Ask the head of office to add a colleague."))
    there = reverse("add-colleague")
    return format_html('{} <a href="{}">{}</a>', says, there, _("Add a colleague"))


def _others(request: Request, circle: uuid.UUID) -> list[tuple[str, str]]:
    """Return the colleagues of the office who are not in the circle today."""
    here = Membership.objects.of_colleagues_here(request.asking.day).filter(circle=circle)
    ours = Colleague.objects.filter(office=request.asking.me.office_id, is_active=True)
    others = ours.exclude(pk__in=here.values("colleague")).order_by("name", "pk")
    return [(str(key), name) for key, name in others.values_list("pk", "name")]
