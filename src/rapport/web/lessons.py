"""Lessons of the office: from debriefs and repairs, shared without names."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import lessons as verbs
from rapport.actions.people import check_writes
from rapport.briefings.lessons import every_lesson, lessons_for
from rapport.names import fold
from rapport.records.change import Change
from rapport.records.models import Breach, Debrief, Lesson
from rapport.web.forms import column_field, form_page, key_in
from rapport.web.request import Request
from rapport.web.undoing import go_on

_LONGEST = 1000
_NOT_SAID = ("", gettext_lazy("not recorded"))
_EXPLAINS = gettext_lazy(
    "Everybody in the office reads it. Write what helps next time, with no names of people, groups"
    " or places; names known to you are looked for before it is saved."
)


class LessonForm(forms.Form):
    """What was learned, and what it is useful for."""

    text = column_field(
        Lesson, "text", label=gettext_lazy("What we learned"), rows=4, longest=_LONGEST
    )
    family = column_field(Lesson, "family", label=gettext_lazy("Useful for"))
    stage = forms.ChoiceField(label=gettext_lazy("How far trust had come"), required=False)
    place_kind = forms.ChoiceField(label=gettext_lazy("Where"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("stage", "place_kind"):
            column: Any = Lesson._meta.get_field(name)  # noqa: SLF001 - documented Meta API
            self.fields[name].choices = [_NOT_SAID, *column.choices]  # type: ignore[attr-defined]

    def ask_about(self, words: Sequence[str]) -> None:
        """Ask of each of these words whether it is a name, above all else."""
        asked = forms.MultipleChoiceField(
            label=gettext_lazy("These words could be names. Change them, or tick what is no name."),
            choices=[(word, word) for word in words],
            required=False,
            widget=forms.CheckboxSelectMultiple({"class": "chips"}),
        )
        self.fields = {"no_names": asked, **self.fields}


@require_GET
def lessons(request: Request) -> HttpResponse:
    """Show the lessons of the office, by what they are useful for."""
    may_write = bool(request.asking.me.writable_circles()) and not request.read_only
    context = {"groups": every_lesson(request.asking), "may_write": may_write}
    return render(request, "lessons/lessons.html", context)


@require_GET
def fitting(request: Request) -> HttpResponse:
    """Answer with the lessons that fit what a meeting is planned for."""
    offered = lessons_for(request.asking.me, request.GET.get("purpose", "")[:12])
    return render(request, "lessons/offered.html", {"lessons": offered})


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """Share a lesson; it may begin with what a debrief or a review says."""
    check_writes(request.asking.me)
    form = LessonForm(request.POST or None, initial=_begun(request))

    def act(values: dict[str, Any]) -> Change[Lesson]:
        return verbs.share_lesson(request.asking, no_names=_no_names(request), **_told(values))

    return _page(request, form, act, title=_("Share a lesson"))


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change a lesson."""
    lesson = verbs.lesson_to_change(request.asking, key)
    begin = {name: getattr(lesson, name) for name in LessonForm.base_fields}
    form = LessonForm(request.POST or None, initial=begin)

    def act(values: dict[str, Any]) -> Change[Lesson]:
        return verbs.change_lesson(
            request.asking, key=key, no_names=_no_names(request), **_told(values)
        )

    return _page(
        request, form, act, title=_("Change the lesson"), standing=True,
        remove=reverse("remove-lesson", args=[key]),
    )  # fmt: skip


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take a lesson away; the page it leads to offers to bring it back."""
    return go_on(reverse("lessons"), verbs.remove_lesson(request.asking, key=key))


def _page(request: Request, form: LessonForm, act: Any, **more: Any) -> HttpResponse:
    """Show or take the form; words that could be names are asked about before anything is kept."""
    if request.method == "POST" and form.is_valid():
        left = verbs.names_left(request.asking, form.cleaned_data["text"], ())
        if left:
            form.ask_about(left)
            form.full_clean()
            if {fold(word) for word in left} - {fold(word) for word in _no_names(request)}:
                form.add_error("no_names", _("Not saved yet: one of these is not ticked."))
    return form_page(
        request, form, act, explain=_EXPLAINS, back=reverse("lessons"), alias=_("Lessons"), **more
    )


def _no_names(request: Request) -> list[str]:
    return request.POST.getlist("no_names")


def _told(values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in LessonForm.base_fields}


def _begun(request: Request) -> dict[str, Any]:
    """Return what the form begins with: the words of a debrief of mine, or of a review."""
    begin: dict[str, Any] = {"family": request.GET.get("family", "")}
    me = request.asking.me
    key = key_in(request.GET.get("debrief", ""))
    if key is not None:
        heard = Debrief.objects.visible_to(me).filter(pk=key).first()
        begin["text"] = heard.lesson if heard is not None else ""
    key = key_in(request.GET.get("breach", ""))
    if key is not None:
        breach = Breach.objects.visible_to(me).filter(pk=key).first()
        begin["text"] = breach.ended_because if breach is not None else ""
    return begin
