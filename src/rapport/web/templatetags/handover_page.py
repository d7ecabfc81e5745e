"""What the page of a handover says in words: its steps, and what was told in person."""

from datetime import date
from typing import NamedTuple

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rapport.briefings.handover import HandoverPage
from rapport.records.models import Answer, Handover, InPerson, MeetingState
from rapport.web.templatetags.wording import day as day_said

register = template.Library()


class Step(NamedTuple):
    """A step of a handover: whether it is done, its sentence, and what does it."""

    done: bool
    says: str
    address: str = ""
    act: str = ""


@register.filter
def steps(page: HandoverPage) -> list[Step]:
    """Return the steps of a handover, in order, each with what does it."""
    row = page.handover
    return [_introduced(row), _told(row), _accepted(row)]


def _introduced(row: Handover) -> Step:
    if row.meeting is None:
        says = _(
            "No joint introduction is planned. Without one, meetings without a request restart."
        )
        address = reverse("plan-introduction", args=[row.pk])
        return Step(False, says, "" if row.is_accepted else address, _("Plan it"))
    on = row.meeting.on
    if row.meeting.state == MeetingState.HELD:
        return Step(True, _dated(_("Introduced together on %(on)s."), on))
    says = _dated(_("Introduction planned for %(on)s."), on)
    return Step(False, says, reverse("meeting", args=[row.meeting_id]), _("Open"))


def _told(row: Handover) -> Step:
    if row.told_on is not None:
        return Step(True, _dated(_("They were told on %(on)s who comes next."), row.told_on))
    address = reverse("change-handover", args=[row.pk])
    return Step(False, _("They do not know yet who comes next."), address, _("Write"))


def _accepted(row: Handover) -> Step:
    name = {"name": row.successor.name}
    if row.is_accepted:
        return Step(True, _("%(name)s accepted, and leads.") % name)
    if row.answer == Answer.WAITING:
        return Step(False, _("%(name)s has not accepted yet. Nothing leaves Today before.") % name)
    says = _("%(name)s declined.") % name if row.answer else _("The offer was withdrawn.")
    return Step(False, says, reverse("change-successor", args=[row.pk]), _("Choose another"))


def _dated(sentence: str, on: date) -> SafeString:
    """Return a sentence with its day as pages write days, which is not escaped again."""
    return format_html(sentence.replace("%(on)s", "{}"), day_said(on))


class Topic(NamedTuple):
    """Something that is told in person, and whether it was."""

    label: str
    told: bool


@register.filter
def in_person(row: Handover) -> list[Topic]:
    """Return what is told in person, each with whether it was."""
    return [Topic(str(label), code in row.in_person) for code, label in InPerson.choices]
