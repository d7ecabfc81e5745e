"""Two records of one group made one, and one record of two groups parted."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods

from rapport.actions import merging_groups as verbs
from rapport.briefings.parts_of_group import Passes, may_pass
from rapport.records.change import Change
from rapport.records.models import Actor
from rapport.web.actor_records import actor_address
from rapport.web.forms import Words, form_page
from rapport.web.kind_words import KINDS
from rapport.web.people import actor_choices
from rapport.web.request import Request


class MergeGroupForm(forms.Form):
    """Which other record is the same group."""

    other = forms.ChoiceField(label=gettext_lazy("The other record of this group"))

    def __init__(self, *given: Any, groups: list[tuple[str, str]]) -> None:
        super().__init__(*given)
        self.fields["other"].choices = groups  # type: ignore[attr-defined]


class SplitGroupForm(forms.Form):
    """What the new group is called, and what passes to it."""

    name = Words(label=gettext_lazy("Name of the new group"), required=True, longest=200)
    passes = forms.MultipleChoiceField(
        label=gettext_lazy("What moves to it"),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
    )

    def __init__(self, *given: Any, passes: list[tuple[str, str]]) -> None:
        super().__init__(*given)
        self.fields["passes"].choices = passes  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def merge_group(request: Request, key: uuid.UUID) -> HttpResponse:
    """Make another record of the same group part of this one."""
    actor: Actor = Actor.objects.one_changeable_by(request.asking.me, key)
    groups = actor_choices(request.asking.me, circle=actor.circle_id)
    form = MergeGroupForm(
        request.POST or None, groups=[one for one in groups if one[0] != str(key)]
    )

    def act(values: dict[str, Any]) -> Change[Actor]:
        return verbs.merge_actors(request.asking, keep=key, merge=uuid.UUID(values["other"]))

    return form_page(
        request,
        form,
        act,
        title=_("Merge with another record"),
        explain=_(
            "People, posts, places, ties and gates of the other record move to this one, and its"
            " names are kept. A tie between the two goes. It can be undone."
        ),
        back=actor_address(key),
        alias=actor.name,
    )


@require_http_methods(["GET", "POST"])
def split_group(request: Request, key: uuid.UUID) -> HttpResponse:
    """Make two groups of one record."""
    actor: Actor = Actor.objects.one_changeable_by(request.asking.me, key)
    passes = [(str(one.key), _said(one)) for one in may_pass(request.asking, actor)]
    form = SplitGroupForm(request.POST or None, passes=passes)

    def act(values: dict[str, Any]) -> Change[Actor]:
        chosen = [uuid.UUID(one) for one in values["passes"]]
        return verbs.split_actor(request.asking, key=key, name=values["name"], passes=chosen)

    return form_page(
        request,
        form,
        act,
        title=_("Split into two groups"),
        explain=_("What you tick moves to the new group; the rest stays. It can be undone."),
        back=actor_address(key),
        then=lambda row: actor_address(row.pk),
        alias=actor.name,
    )


def _said(one: Passes) -> str:
    """Return of which kind a record is, and what it is called."""
    kind = str(KINDS[one.kind])
    return f"{kind}{pgettext('after a label', ':')} {one.called}" if one.called else kind
