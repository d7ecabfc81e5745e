"""The steps of a plan after a change of power: add one, change it, mark it as done."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import plans as verbs
from rapport.records.change import Change
from rapport.records.models import PlanItem, PowerChange
from rapport.web.forms import colleague_choices, form_page, key_in
from rapport.web.power import power_address
from rapport.web.power_forms import ChangePlanForm, PlanForm
from rapport.web.request import Request
from rapport.web.today import back_to_today
from rapport.web.undoing import go_on


@require_http_methods(["GET", "POST"])
def add(request: Request, key: uuid.UUID) -> HttpResponse:
    """Add a step of one's own to a plan."""
    asking = request.asking
    row = PowerChange.objects.one_changeable_by(asking.me, key)
    colleagues = colleague_choices(asking.day, row.circle_id)
    form = PlanForm(
        request.POST or None, initial={"owner": str(asking.me.pk)}, colleagues=colleagues
    )
    form.fields["text"].required = True

    def act(values: dict[str, Any]) -> Change[PlanItem]:
        values["owner"] = key_in(values["owner"])
        return verbs.add_plan_item(asking, power_change=key, **values)

    return form_page(request, form, act, title=_("Add a step"), back=_plan(key), alias=row.what)


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change a step of a plan, or say what came of it."""
    asking = request.asking
    item = PlanItem.objects.one_changeable_by(asking.me, key)
    begin = {name: getattr(item, name) for name in ("text", "due", "done_on", "outcome")}
    begin["owner"] = str(item.owner_id or "")
    held = [(str(item.owner_id), item.owner.name)] if item.owner else []
    there = colleague_choices(asking.day, item.circle_id, empty="—")
    form = ChangePlanForm(
        request.POST or None,
        initial=begin,
        colleagues=[*there, *(one for one in held if one[0] not in dict(there))],
    )

    def act(values: dict[str, Any]) -> Change[PlanItem]:
        owner = key_in(values.pop("owner"))
        if owner != item.owner_id:
            values["owner"] = owner
        return verbs.change_plan_item(asking, key=key, **values)

    return form_page(
        request, form, act, title=_("Change the step"), standing=True,
        back=_plan(item.power_change_id), alias=item.power_change.what,
        remove=reverse("remove-plan-item", args=[key]),
    )  # fmt: skip


@require_POST
def finish(request: Request, key: uuid.UUID) -> HttpResponse:
    """Mark a step as done today."""
    done = verbs.finish_plan_item(request.asking, key=key)
    if request.GET.get("from") == "today":
        return go_on(back_to_today(request), done)
    return go_on(_plan(done.row.power_change_id), done)


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take a step out of a plan."""
    done = verbs.remove_plan_item(request.asking, key=key)
    return go_on(_plan(done.row.power_change_id), done)


def _plan(change: uuid.UUID) -> str:
    return f"{power_address(change)}#plan"
