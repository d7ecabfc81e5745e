"""The life-saving exception: used for a request in one small form, or with a log."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods

from rapport.actions import exceptions as verbs
from rapport.briefings.with_us import with_duties
from rapport.records.change import Change
from rapport.records.models import Ask, Duty, Relationship
from rapport.web.forms import about, colleague_choices, column_field, person_form
from rapport.web.request import Request

_column = partial(column_field, Ask)
_SETS_LIMITS = frozenset({Duty.MANDATOR, Duty.HEAD_OF_OFFICE, Duty.ACCESS_COORDINATOR})
_NEEDED = gettext_lazy("Write in one line whose lives depend on it, and how.")


class ExceptionForm(forms.Form):
    """Whose lives depend on a request, and who authorised it: whoever asks, unless they say.

    ``ticked``: the exception is used; where it is not, words typed for it are not left unheard.
    """

    life_saving_reason = _column(
        "life_saving_reason",
        label=gettext_lazy("Whose lives depend on it, and how"),
        required=True,
        error_messages={"required": _NEEDED},
    )
    authorised_by = forms.ChoiceField(label=gettext_lazy("Authorised by"), required=False)

    def __init__(
        self,
        request: Request,
        *args: Any,
        authorisers: Sequence[tuple[str, str]],
        ticked: bool = True,
        **options: Any,
    ) -> None:
        self.ticked = ticked
        mine = {"authorised_by": str(request.asking.me.pk)}
        super().__init__(*args, **{**options, "initial": mine | options.get("initial", {})})
        self.fields["authorised_by"].choices = authorisers  # type: ignore[attr-defined]

    def clean_life_saving_reason(self) -> str:
        """Return the reason, or ask for the tick that was forgotten."""
        reason: str = self.cleaned_data["life_saving_reason"]
        if reason and not self.ticked:
            raise forms.ValidationError(_("Tick the exception too, or clear this line."))
        return reason

    def said(self) -> verbs.ForLives | None:
        """Return what was said, of a form that is valid, if a reason was given."""
        reason, by = self.cleaned_data["life_saving_reason"], self.cleaned_data["authorised_by"]
        return verbs.ForLives(reason, uuid.UUID(by) if by else None) if reason else None


def who_sets_limits(
    request: Request, circles: Sequence[uuid.UUID], chosen: str
) -> list[tuple[str, str]]:
    """Return whoever asks, who is chosen, and the colleagues of these circles who set limits.

    A log is opened many times a day: all of a large office are offered on the request's own form.
    """
    offered = {str(request.asking.me.pk): request.asking.me.name}
    for key, name, duties in with_duties(request.asking, circles):
        if str(key) == chosen or not _SETS_LIMITS.isdisjoint(duties):
            offered[str(key)] = name
    return list(offered.items())


@require_http_methods(["GET", "POST"])
def use(request: Request, key: uuid.UUID) -> HttpResponse:
    """Use the exception for a planned request."""
    ask = Ask.objects.one_changeable_by(request.asking.me, key)
    relationship = about(request, ask.relationship_id)
    circle = colleague_choices(request.asking.day, relationship.circle_id)
    form = ExceptionForm(request, request.POST or None, authorisers=circle)

    def act(_values: dict[str, Any]) -> Change[Ask] | None:
        said = form.said()
        if said is None:
            return None
        return verbs.use_exception(
            request.asking, key=key, reason=said.reason, authorised_by=said.authorised_by
        )

    return person_form(
        request,
        relationship,
        form,
        act,
        title=_("Use the life-saving exception"),
        explain=gettext_noop(
            "If lives depend on it, ask now. A visit or a call without a request is then owed, and"
            " Today reminds you of it."
        ),
        typed=ask.what,
    )


def in_a_log(
    request: Request,
    posted: Any,
    *,
    who: Sequence[Relationship],
    asks: Sequence[Ask],
) -> ExceptionForm:
    """Return the form that a log has below its tick; what was typed stays as people come and go.

    A reason is needed where the exception is ticked, unless one of the planned requests has it.
    """
    typed = request.POST.dict() if request.method == "POST" else {}
    ticked, circles = "life_saving" in typed, list({row.circle_id for row in who})
    offered = who_sets_limits(request, circles, typed.get("authorised_by", ""))
    form = ExceptionForm(request, posted, initial=typed, authorisers=offered, ticked=ticked)
    has_reason = any(ask.life_saving for ask in asks)
    form.fields["life_saving_reason"].required = ticked and not has_reason
    return form
