"""What belongs to a repair: steps, going on without one, demands, whose name we may mention."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import repair as verbs
from rapport.actions.reading import open_counterpart
from rapport.briefings.recalled import Recalled, good_before
from rapport.briefings.red_lines import every_red_line
from rapport.records.change import Change
from rapport.records.models import Breach, Colleague, Demand, NameConsent, RedLine, RepairStage
from rapport.records.models.repair import OfBreach, RepairStep
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere
from rapport.rules.demands import topics_in
from rapport.web.breaches import breach_address, short
from rapport.web.forms import colleague_choices, form_page, key_in
from rapport.web.putting_right import begun_with, put_right
from rapport.web.repair_forms import (
    DemandForm,
    NameForm,
    ScreenForm,
    StepForm,
    WithoutForm,
    put_right_form,
)
from rapport.web.repair_words import STAGE_WORDS
from rapport.web.request import Request
from rapport.web.undoing import go_on


def _form(
    request: Request,
    breach: Breach,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Change[Any]],
    **more: Any,
) -> HttpResponse:
    """Show or take a form about one breach; it leads back to its page."""
    if request.method == "GET":
        open_counterpart(request.asking, relationship=breach.relationship_id)
    more.setdefault("alias", short(breach))
    more.setdefault("then", lambda _row: f"{breach_address(breach.pk)}#now")
    return form_page(request, form, act, back=breach_address(breach.pk), **more)


def _one(request: Request, kind: Any, key: uuid.UUID) -> Any:
    return kind.objects.one_changeable_by(request.asking.me, key)


def _us(request: Request, breach: Any) -> list[tuple[str, str]]:
    return colleague_choices(request.asking.day, breach.circle_id, empty="—")


def _stage(stage: str) -> str:
    if stage not in RepairStage.values or stage == RepairStage.REVIEW:
        raise NotThere(NOT_THERE)
    return stage


@require_http_methods(["GET", "POST"])
def step(request: Request, key: uuid.UUID, stage: str) -> HttpResponse:
    """Record what was done at a stage."""
    breach = _one(request, Breach, key)
    asked = _stage(stage)
    good: Sequence[Recalled] = ()
    if asked == RepairStage.RECALL:
        good = good_before(request.asking.me, breach.relationship_id, breach.on)
    form = StepForm(
        request.POST or None, stage=asked, us=_us(request, breach), good=good,
        initial={"on": request.asking.day},
    )  # fmt: skip

    def act(_values: dict[str, Any]) -> Change[RepairStep]:
        told = form.values()
        told["speaker"] = key_in(told.get("speaker") or "")
        return verbs.take_repair_step(request.asking, breach=key, stage=asked, **told)

    words = STAGE_WORDS[asked]
    return _form(request, breach, form, act, title=str(words.title), explain=str(words.do))


@require_http_methods(["GET", "POST"])
def without(request: Request, key: uuid.UUID, stage: str) -> HttpResponse:
    """Go on without a stage, and say why."""
    breach, asked = _one(request, Breach, key), _stage(stage)
    words = STAGE_WORDS[asked]

    def act(values: dict[str, Any]) -> Change[RepairStep]:
        return verbs.go_on_without(request.asking, breach=key, stage=asked, **values)

    title = _("Go on without: %(stage)s") % {"stage": words.title}
    explain = _("The reason stands on the page from then on. You can take it back.")
    form = WithoutForm(request.POST or None)
    return _form(request, breach, form, act, title=title, explain=explain, typed=str(words.do))


@require_http_methods(["GET", "POST"])
def demand(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note what they ask for to put it right."""
    breach = _one(request, Breach, key)

    def act(values: dict[str, Any]) -> Change[Demand]:
        return verbs.add_demand(request.asking, breach=key, **values)

    form = DemandForm(request.POST or None, initial={"on": request.asking.day})
    return _form(
        request, breach, form, act, title=_("Add a demand"),
        then=lambda row: f"{breach_address(key)}#demand-{row.pk}",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def screen(request: Request, key: uuid.UUID) -> HttpResponse:
    """Hold a demand against the red lines, and say what it is; a courteous no is offered."""
    row: Demand = _one(request, Demand, key)
    lines = every_red_line(request.asking.me)
    line = row.red_line or _line_it_touches(row, lines)
    begin = {
        "screened": row.screened,
        "red_line": str(line.pk) if line else "",
        "refer_to": str(row.refer_to_id or ""),
        "refusal": row.refusal,
    }
    courteous = _courteous(row, line)
    if request.GET.get("screened") == "red_line" and not row.refusal:
        begin["refusal"] = courteous
    form = ScreenForm(
        request.POST or None, lines=lines, us=_kept_among(_us(request, row), row.refer_to),
        initial=begin,
    )  # fmt: skip

    asked = request.GET.get("screened", "") if request.method == "GET" else ""
    for only, named in _ONLY.items():
        if asked and asked != only:
            del form.fields[named]

    def act(values: dict[str, Any]) -> Change[Demand]:
        values |= {name: key_in(values[name]) for name in _ONLY.values()}
        return verbs.screen_demand(request.asking, key=key, **values)

    return _form(
        request, row.breach, form, act, title=_("Hold it against our red lines"), typed=row.text,
        template="repair/screen.html", line=line, courteous=courteous, lines=lines,
        then=lambda _row: f"{breach_address(row.breach_id)}#demand-{row.pk}",
    )  # fmt: skip


_ONLY = {"red_line": "red_line", "refer": "refer_to"}
"""What only one answer asks: it is left out where a button has chosen another."""


def _line_it_touches(row: Demand, lines: Sequence[RedLine]) -> RedLine | None:
    """Return the red line a demand may touch, by its words."""
    by_topic = {one.topic: one for one in reversed(lines)}
    return next((by_topic[topic] for topic in topics_in(row.text) if topic in by_topic), None)


def _courteous(row: Demand, line: RedLine | None) -> str:
    """Return the courteous refusal of a line in their language, else in the page's, else any."""
    if line is None or not line.refusals:
        return ""
    person = row.relationship.counterpart
    wished = [*(person.languages if person else []), get_language() or ""]
    found = [line.refusals[code] for code in wished if code in line.refusals]
    return str(next(iter([*found, *line.refusals.values()])))


@require_http_methods(["GET", "POST"])
def name(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note that somebody lets us mention their name."""
    breach = _one(request, Breach, key)

    def act(values: dict[str, Any]) -> Change[NameConsent]:
        return verbs.note_name(request.asking, breach=key, **values)

    form = NameForm(request.POST or None, initial={"on": request.asking.day})
    return _form(
        request, breach, form, act, title=_("Add whose name we may mention"),
        then=lambda _row: f"{breach_address(key)}#names",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def change_of(request: Request, kind: str, key: uuid.UUID) -> HttpResponse:
    """Put right what belongs to a breach."""
    model = _kind(kind)
    row: Any = _one(request, model, key)
    build = put_right_form(model)
    form = build(request.POST or None, initial=begun_with(row, build.base_fields))
    _choose(request, form, row)

    def act(values: dict[str, Any]) -> Change[Any]:
        return verbs.change_of_breach(request.asking, model, key=key, **put_right(row, values))

    return _form(
        request, row.breach, form, act, title=model.PUT_RIGHT.title, standing=True,
        remove=reverse("remove-of-breach", args=[kind, key]),
    )  # fmt: skip


def _choose(request: Request, form: forms.Form, row: Any) -> None:
    """Offer what may be chosen, and leave out what only another stage or answer asks."""
    fields: Any = form.fields
    for named in ("speaker", "refer_to"):
        if named in fields:
            fields[named].choices = _kept_among(_us(request, row), getattr(row, named))
    if "red_line" in fields:
        lines = every_red_line(request.asking.me)
        fields["red_line"].choices = [("", "—"), *((str(one.pk), one.text) for one in lines)]
    if isinstance(row, RepairStep):
        only = {"until": RepairStage.COOL, "fitting": RepairStage.APOLOGY}
        only |= {"speaker": RepairStage.APOLOGY}
        for named, stage in only.items():
            if row.stage != stage and not getattr(row, named):
                del fields[named]


def _kept_among(choices: list[tuple[str, str]], held: Colleague | None) -> list[tuple[str, str]]:
    """Return colleagues to choose from, with whoever stands there, here or not."""
    is_new = held is not None and str(held.pk) not in dict(choices)
    return [*choices, (str(held.pk), held.name)] if held and is_new else choices


@require_POST
def remove_of(request: Request, kind: str, key: uuid.UUID) -> HttpResponse:
    """Remove what belongs to a breach; its page offers to bring it back."""
    change = verbs.remove_of_breach(request.asking, _kind(kind), key=key)
    return go_on(breach_address(change.row.breach_id), change)


def _kind(word: str) -> Any:
    """Return the kind of this word of what belongs to a breach, or raise ``NotThere``."""
    kind: type[OfBreach] | None = verbs.of_breach_by_word().get(word)
    if kind is None:
        raise NotThere(NOT_THERE)
    return kind
