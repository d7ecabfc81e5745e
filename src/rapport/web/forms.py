"""How a page takes something in: one form, checked for shape; refusals come back in the form."""

import hashlib
import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from rapport.actions.reading import open_counterpart
from rapport.names import visible
from rapport.records.change import Change
from rapport.records.models import Circle, Colleague, LoggedModel, Membership, Relationship
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import CannotBe, NotThere, NotYours
from rapport.records.validation import LONGEST
from rapport.refusals import Refusal
from rapport.web.day_field import Day
from rapport.web.middleware.errors import ANEW, STALE
from rapport.web.request import Request
from rapport.web.sealed_words import opened_fields
from rapport.web.undoing import go_on

_LONGEST_MARK = 18
_LARGEST = 2_000_000_000
"""No store of ours keeps a larger number in a column of this kind."""
ANY_TEXT = {"dir": "auto", "autocomplete": "off"}
"""Any script; and the browser writes none of it down, to offer it again or to restore a tab."""


class Words(forms.CharField):
    """Text a person typed: any script, direction found by itself, control characters dropped."""

    def __init__(self, *, rows: int = 0, longest: int = LONGEST, **options: Any) -> None:
        attrs = {**ANY_TEXT, **options.pop("attrs", {})}
        widget = forms.Textarea({"rows": rows, **attrs}) if rows else forms.TextInput(attrs)
        options.setdefault("required", False)
        super().__init__(max_length=longest, widget=widget, **options)

    def to_python(self, value: Any) -> str:
        """Return the text without what cannot be seen."""
        return visible(super().to_python(value) or "")


class Chips(forms.ChoiceField):
    """One of a few: shown as chips to tap."""

    def __init__(self, *, choices: Any, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(choices=choices, widget=forms.RadioSelect({"class": "chips"}), **options)


class YesNo(forms.TypedChoiceField):
    """Yes or no; where ``unsaid`` is worded, it may also be left open."""

    def __init__(self, *, unsaid: Any = "", **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("empty_value", None)
        super().__init__(
            choices=[("yes", _("yes")), ("no", _("no")), *([("", unsaid)] if unsaid else [])],
            coerce={"yes": True, "no": False}.get,
            widget=forms.RadioSelect({"class": "chips"}),
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        """Return the choice that stands for a value of the column."""
        return {True: "yes", False: "no", None: ""}.get(value, value)


def column_field(model: type[LoggedModel], name: str, *, label: Any, **options: Any) -> Any:
    """Return a form field for a column: its choices, length and whether it may be left empty.

    What the column says is not said again in a form; only the label and the looks are given.
    """
    column: Any = model._meta.get_field(name)  # noqa: SLF001 - documented Meta API
    needed = not (column.blank or column.null or column.has_default())
    options = {"label": label, "required": needed, **options}
    if column.choices:
        options.setdefault("choices", column.choices)
        return Chips(**options)
    if isinstance(column, models.DateField):
        return Day(**options)
    if isinstance(column, models.BooleanField):
        if column.null:
            return YesNo(label=label, unsaid=_("not recorded"))
        return forms.BooleanField(**options)
    if isinstance(column, models.CharField | models.TextField):
        options.setdefault("longest", column.max_length or LONGEST)
        return Words(**options)
    if isinstance(column, models.PositiveIntegerField):
        return forms.IntegerField(min_value=0, max_value=_LARGEST, **options)
    raise TypeError(f"{column} has no form field of ours")


class Key(forms.UUIDField):
    """The key of a record, travelling hidden."""

    widget = forms.HiddenInput


def circle_choices(me: Colleague) -> list[tuple[str, str]]:
    """Return the circles I write in."""
    circles = Circle.objects.filter(pk__in=me.writable_circles()).order_by("name")
    return [(str(circle.pk), circle.name) for circle in circles]


def colleague_choices(day: date, *circles: uuid.UUID, empty: str = "") -> list[tuple[str, str]]:
    """Return the colleagues of these circles on a day, after an empty choice if one is worded."""
    members = Membership.objects.of_colleagues_here(day).filter(circle__in=circles)
    rows = members.order_by("colleague__name").values_list("colleague_id", "colleague__name")
    found = [(str(key), name) for key, name in rows.distinct()]
    return [("", empty), *found] if empty else found


def refused(refusal: Refusal) -> str:
    """Word a refusal with its next step."""
    return str(refusal.worded(gettext))


def form_page(
    request: Request,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Change[Any] | None],
    *,
    title: str,
    back: str,
    then: Callable[[Any], str] | None = None,
    template: str = "parts/form_page.html",
    standing: bool = False,
    **more: Any,
) -> HttpResponse:
    """Show a form, or do what it says and go on with the offer to undo that.

    ``act`` takes the cleaned values and returns the change it made, or None to stay in the form.
    The way on is ``back``, or what ``then`` answers about the record that was made. A refusal that
    keeps something from happening comes back above the form with every word kept.
    ``standing``: the form begins with what stands in the store. If that is not any more what it
    was when the page was opened, somebody else has written meanwhile; what now stands is shown
    first, so that nobody writes over what they have not seen. It is compared and written in one
    transaction, which a form that carries its key gets (``web.middleware.once``).
    """
    more["seen"] = _standing(form) if standing else ""
    if request.method == "GET":
        form.initial = {**form.initial, **opened_with(request, form)}
    if request.method == "POST" and standing:
        if not getattr(request, "alone", False):
            raise CannotBe(STALE, next_step=ANEW)
        _mind_others(form, request.POST.get("seen", ""), more["seen"])
    if request.method == "POST" and form.is_valid():
        try:
            change = act(form.cleaned_data)
            if change is not None:
                return go_on(then(change.row) if then else back, change)
        except (NotThere, NotYours):
            raise
        except Refusal as refusal:
            form.add_error(None, refused(refusal))
    status = 422 if form.errors else 200
    for name in form.errors:
        if name in form.fields:
            form.fields[name].widget.attrs["autofocus"] = True
            break
    mark = any(not field.required for field in form.fields.values())
    context = {"form": form, "title": title, "back": back, "mark": mark, **more}
    return render(request, template, context, status=status)


def person_form(
    request: Request,
    relationship: Relationship,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Change[Any] | None],
    **more: Any,
) -> HttpResponse:
    """Show or take a form about one counterpart; it leads back to their page."""
    more.setdefault("back", person_address(relationship.pk))
    return form_page(request, form, act, alias=relationship.called, **more)


def opened_with(request: Request, form: forms.Form) -> dict[str, Any]:
    """Return what the address fills in: choices in the clear, and words only sealed."""
    typed = opened_fields(request, request.GET.get("typed", ""))
    found: dict[str, Any] = {}
    for name, field in form.fields.items():
        if not isinstance(field, forms.ChoiceField | forms.BooleanField):
            found |= {name: typed[name]} if name in typed else {}
        elif name in request.GET or name in typed:
            with suppress(ValidationError):
                found[name] = field.clean(typed.get(name, request.GET.get(name)))
    return found


def _standing(form: forms.Form) -> str:
    """Return a trace of what the form begins with."""
    said = sorted((name, str(value)) for name, value in form.initial.items())
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _mind_others(form: forms.Form, seen: str, now: str) -> None:
    """Refuse what was typed over values that have changed since; say which texts stand there."""
    if seen == now:
        return
    form.add_error(
        None,
        _("Somebody changed this while you had it open. Save again to keep your version."),
    )
    for name, field in form.fields.items():
        there = str(form.initial.get(name) or "")
        if isinstance(field, Words) and form.cleaned_data.get(name, there) != there:
            form.add_error(name, gettext("Saved by them: %(text)s") % {"text": there or "—"})


def person_address(relationship: uuid.UUID) -> str:
    """Return the address of a counterpart's page."""
    return reverse("person", args=[relationship])


def keys(texts: Iterable[str]) -> list[uuid.UUID]:
    """Return the keys that came with a form, each once; what is no key is passed over."""
    found = []
    for text in texts:
        with suppress(ValueError):
            found.append(uuid.UUID(text))
    return list(dict.fromkeys(found))


def key_in(text: str) -> uuid.UUID | None:
    """Return the one key that came with a form, if it is one."""
    return next(iter(keys([text])), None)


def mark(text: str) -> int | None:
    """Return the number that says where a page goes on; one that no store has counts as none."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_MARK else None


def sent_day(request: Request, name: str = "on") -> date | None:
    """Return the day that came with a button, if one did; what is no day is refused."""
    try:
        day: date | None = Day().clean(request.POST.get(name, ""))
    except ValidationError as wrong:
        raise CannotBe(wrong.messages[0], next_step=gettext_noop("Correct the date.")) from None
    return day


def about(request: Request, key: uuid.UUID) -> Relationship:
    """Return the relationship a form is about, if whoever asks may change it.

    A form shows what it changes, so opening one is reading about the person; sending it is not:
    words that were typed are never held up.
    """
    relationship: Relationship = Relationship.objects.one_changeable_by(request.asking.me, key)
    if request.method == "GET":
        open_counterpart(request.asking, relationship=key)
    return relationship


def about_person(request: Request, key: uuid.UUID) -> Relationship:
    """Return as :func:`about`, for a form that is about a person: of a group there is none."""
    relationship = about(request, key)
    if relationship.counterpart_id is None:
        raise NotThere(NOT_THERE)
    return relationship
