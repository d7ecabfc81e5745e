"""Who leads a relationship, who backs up, and how often we mean to be in touch."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rapport.actions import relationships as verbs
from rapport.briefings.offers import offer_on
from rapport.records.change import Change
from rapport.records.models import Holder, Relationship
from rapport.web.correcting import meeting_choices
from rapport.web.forms import about, colleague_choices, column_field, person_form
from rapport.web.request import Request


class HoldersForm(forms.Form):
    """Who leads and who could step in."""

    lead = forms.ChoiceField(label=gettext_lazy("Lead"))
    since = column_field(Holder, "since", label=gettext_lazy("New lead from"), required=False)
    introduced_in = forms.ChoiceField(
        label=gettext_lazy("Introduced in this meeting"), required=False
    )
    backup = forms.ChoiceField(label=gettext_lazy("Backup"), required=False)
    ideal_days = forms.IntegerField(
        label=gettext_lazy("Ideal days between contacts"),
        min_value=1,
        max_value=3650,
        required=False,
    )
    maximum_days = forms.IntegerField(
        label=gettext_lazy("Maximum days"), min_value=1, max_value=3650, required=False
    )


@require_http_methods(["GET", "POST"])
def holders(request: Request, key: uuid.UUID) -> HttpResponse:
    """Offer the lead to a colleague or take it, name a backup, set the rhythm."""
    relationship = about(request, key)
    start = {
        "lead": str(relationship.lead_id or ""),
        "backup": str(relationship.backup_id or ""),
        "ideal_days": relationship.ideal_days,
        "maximum_days": relationship.maximum_days,
    }
    form = HoldersForm(request.POST or None, initial=start)
    _offer_colleagues(request, form, relationship)
    _offer_meetings(request, form, relationship)
    for name in ("ideal_days", "maximum_days"):
        usual = _("If left empty: %(days)s, as elsewhere in this office.")
        form.fields[name].help_text = usual % {"days": getattr(request.asking.me.office, name)}

    def act(values: dict[str, Any]) -> Change[Any]:
        values["lead"] = uuid.UUID(values["lead"])
        for name in ("backup", "introduced_in"):
            values[name] = uuid.UUID(values[name]) if values[name] else None
        return verbs.change_holders(request.asking, key=key, **values)

    return person_form(
        request,
        relationship,
        form,
        act,
        title=_("Lead and backup"),
        standing=True,
        template="people/lead.html",
        asked=offer_on(request.asking.me, relationship),
    )


def _offer_colleagues(request: Request, form: forms.Form, relationship: Relationship) -> None:
    """Offer whoever is in the circle; say how others come into it where there is nobody else."""
    me, lead = str(request.asking.me.pk), str(relationship.lead_id or "")
    choices = colleague_choices(request.asking.day, relationship.circle_id, empty="—")
    # A lead who has left the circle is not followed by whoever comes first in the list.
    leads = choices[1:] if lead in dict(choices) and lead else choices
    backups = [one for one in choices if one[0] != lead or lead != me]
    form.fields["lead"].choices = leads  # type: ignore[attr-defined]
    form.fields["backup"].choices = backups  # type: ignore[attr-defined]
    if {key for key, _name in choices} <= {"", me}:
        form.fields["lead"].help_text = _how_others_come(request, relationship)
    else:
        form.fields["lead"].help_text = _(
            "A colleague leads once they accept. Until then the lead stays where it is."
        )


def _how_others_come(request: Request, relationship: Relationship) -> SafeString:
    """Return what fills an empty list: what the reader may do themselves, or whom to ask."""
    me, circle = request.asking.me, relationship.circle
    says = _("You are alone in the circle %(circle)s.") % {"circle": circle.name}
    ways = []
    if circle.pk in me.kept_circles():
        ways.append((reverse("admit", args=[circle.pk]), _("Add to this circle")))
    if me.looks_after_colleagues():
        ways.append((reverse("add-colleague"), _("Add a colleague")))
    if not ways:
        ask = _("Ask the head of office to add a colleague.")
        return format_html("{} {}", says, ask)
    return format_html("{} {}", says, format_html_join(" · ", '<a href="{}">{}</a>', ways))


def _offer_meetings(request: Request, form: forms.Form, relationship: Relationship) -> None:
    field = form.fields["introduced_in"]
    field.choices = meeting_choices(request, relationship)  # type: ignore[attr-defined]
    field.help_text = format_html(
        '{} <a href="{}?who={}">{}</a>',
        _("The previous and the new lead were both there. Not listed?"),
        reverse("log"),
        relationship.pk,
        _("Log the meeting; it then counts automatically."),
    )
