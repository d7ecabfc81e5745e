"""How answers are put into words on a page: days, dates, findings, choices."""

import uuid
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import (
    get_language,
    get_language_info,
    gettext,
    gettext_noop,
    ngettext,
    override,
    pgettext,
)

from rapport.names import mixed_scripts
from rapport.records.feasts import FEASTS, LEAP_YEAR, character
from rapport.records.models import Commitment, CommitmentState, Occasion, OccasionTone, Stage
from rapport.records.operations import recorded_models
from rapport.rules.catalogue import RULES, worded
from rapport.rules.facts import CommitmentFact
from rapport.rules.rule import FAMILIES
from rapport.rules.warmups import was_kept
from rapport.web.choices import CHOICES
from rapport.web.days import days, days_in_words
from rapport.web.doors import address
from rapport.web.history_words import USUAL, VERBS

register = template.Library()


@register.simple_tag
def once() -> SafeString:
    """Return the hidden field by which a form sent twice is known as one (``middleware.once``)."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid.uuid4())


@register.filter
def mixes_scripts(alias: str) -> bool:
    """Say whether an alias may be made to look like another, with letters of two scripts."""
    return mixed_scripts(alias)


@register.filter
def word(value: Any, of: str) -> str:
    """Return the label of a stored choice: ``{{ row.phase|word:"phase" }}``."""
    kind = CHOICES[of]
    return str(kind(value).label) if value in kind.values else str(value)


@register.filter
def language(written: str) -> str:
    """Name a language written as its code, such as ``ar``; other words stay as they are."""
    try:
        named: str = gettext(get_language_info(written.lower())["name_translated"])
    except KeyError:
        return written
    # English alone writes the name of a language with a capital.
    return named if get_language() == "en" else named[:1].lower() + named[1:]


@register.filter
def is_waiting(promise: Commitment) -> bool:
    """Say whether a promise waits to be kept."""
    return _as_fact(promise).is_open


@register.filter
def punctual(promise: Commitment) -> str:
    """Say of a promise that was kept whether it was on time, by the days noted."""
    if promise.state != CommitmentState.KEPT or not (promise.due and promise.settled_on):
        return ""
    kept = was_kept(_as_fact(promise))
    return pgettext("promise", "on time") if kept else pgettext("promise", "late")


def _as_fact(promise: Commitment) -> CommitmentFact:
    names = CommitmentFact._fields[1:]
    return CommitmentFact(promise.pk, *(getattr(promise, name) for name in names))


@register.filter
def feast(code: str) -> str:
    """Name a feast; one this version does not know is named by its key."""
    return str(FEASTS[code].name) if code in FEASTS else code


@register.filter
def tone_of_day(occasion: Occasion) -> str:
    """Say what sort of day an occasion is."""
    tone, _ = character(occasion.feast, occasion.tone, occasion.name)
    return str(OccasionTone(tone).label)


@register.filter
def yearly(occasion: Occasion) -> str:
    """Write a day of every year, for reading."""
    if not (occasion.month and occasion.day):
        return ""
    try:
        coming = date(LEAP_YEAR, occasion.month, occasion.day)
    except ValueError:
        return ""
    return formats.date_format(coming, pgettext("day of every year", "j F"))


@register.filter
def stepped(to: str) -> str:
    """Word where a recorded step led: a stage, or a phase (what both have, they call alike)."""
    return word(to, "stage" if to in Stage.values else "phase")


@register.filter
def days_from(day: date | None, today: date) -> str:
    """Say how far a day is from today: "today", "3 days ago", "in 2 days"."""
    if day is None:
        return ""
    distance = (day - today).days
    if distance == 0:
        return gettext("today")
    if distance == -1:
        return gettext("yesterday")
    if distance == 1:
        return gettext("tomorrow")
    if distance < 0:
        return ngettext("%(n)s day ago", "%(n)s days ago", -distance) % {"n": -distance}
    return ngettext("in %(n)s day", "in %(n)s days", distance) % {"n": distance}


@register.filter
def day(value: date | None, until: date | None = None) -> SafeString | str:
    """Write a date for reading; with ``until`` a month or a range, as ``web.days`` words it."""
    return days(value, until) if value is not None else ""


@register.filter
def moment(value: datetime) -> SafeString:
    """Write a moment for reading: its day, and the time by the clock on the wall here."""
    here = timezone.localtime(value)
    written = formats.date_format(here, pgettext("date format", "j M Y H:i"))
    return format_html('<time datetime="{}">{}</time>', here.isoformat(), written)


with override("en"):
    FEAST_NAMES = {str(feast.name) for feast in FEASTS.values()}


@register.filter
def says(finding: Any, today: date) -> str:
    """Word a finding for today."""
    params = dict(finding.params)
    if params.get("name") in FEAST_NAMES:
        params["name"] = gettext(params["name"])
    return worded(
        finding.says,
        params,
        today,
        translate=gettext,
        when=days_from,
        written=days_in_words,
    )


SOONNESS = (
    gettext_noop("now"),
    gettext_noop("this week"),
    gettext_noop("soon"),
    gettext_noop("also check"),
)


@register.filter
def soonness(when: int) -> str:
    """Word an urgency, so that colour never speaks alone."""
    return gettext(SOONNESS[when])


@register.filter
def option(code: str, finding: Any) -> str:
    """Word one of the things that could be done about a finding."""
    sentences = dict(RULES[finding.code].options)
    return gettext(sentences.get(code, code))


@register.filter
def door(code: str, finding: Any) -> str:
    """Return the address of the form that does what an option says, if there is one."""
    found = finding.doors.get(code)
    return address(found) if found else ""


@register.filter
def as_typed(day: date) -> str:
    """Write a day as a form field shows it: in words that the field reads again."""
    return days_in_words(day)


@register.filter
def verb(name: str) -> str:
    """Word what was done; for a kind with the usual section, with the heading of that section."""
    if name in VERBS:
        return gettext(VERBS[name])
    done, _, kind = name.partition("_")
    section = getattr(recorded_models().get(kind.replace("_", "")), "SECTION", None)
    if done not in USUAL or section is None:
        return name
    return f"{gettext(USUAL[done])} ({section.title})"


@register.filter
def family(letter: str) -> str:
    """Word a family of rules."""
    return gettext(FAMILIES.get(letter, letter))


@register.filter(name="hex")
def as_hex(value: Any) -> str:
    """Write bytes as digits."""
    return bytes(value).hex()


@register.filter
def tr(text: str) -> str:
    """Translate a message id that a lower floor gave."""
    return gettext(text) if text else ""


@register.simple_tag
def choices(of: str) -> list[tuple[Any, str]]:
    """Return the choices of a kind with their labels."""
    return [(value, str(label)) for value, label in CHOICES[of].choices]
