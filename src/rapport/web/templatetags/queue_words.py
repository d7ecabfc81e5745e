"""How the rows of Today are put into words: how soon, the headline, and what to do next."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django import template
from django.utils.translation import gettext, gettext_noop, ngettext

from rapport.briefings.doors import LOG, PLAN
from rapport.briefings.entries import Also
from rapport.briefings.findings import Noticed
from rapport.rules.rule import Urgency
from rapport.web.doors import address
from rapport.web.named_addresses import named
from rapport.web.templatetags.wording import FEAST_NAMES, days_from, says, soonness

register = template.Library()

FAR_AFTER = 2
"""So many times the longest interval without a contact is far too long."""


def _day(params: Mapping[str, Any], name: str) -> date | None:
    """Return a day among the values of a finding: a date, or as it is stored."""
    value = params.get(name)
    if isinstance(value, dict) and "day" in value:
        return date.fromisoformat(value["day"])
    return value if isinstance(value, date) else None


_PROMISES = ("K01", "K02", "K05")


@register.filter
def urgency(finding: Noticed | Also, today: date) -> str:
    """Return how a finding's urgency is drawn: "far", "late", "soon" or "" (in time).

    Far too late is more than twice the longest interval, and a promise of ours that is late and of
    which they were not told. A promise is late once its day is past.
    """
    last, due = _day(finding.params, "last"), _day(finding.params, "due")
    if finding.code == "U02" and last:
        return (
            "far"
            if (today - last).days > FAR_AFTER * finding.params.get("maximum", today.toordinal())
            else "late"
        )
    if finding.code == "K02":
        return "far"
    if finding.code in _PROMISES and due:
        return "late" if due < today else "soon"
    return "soon" if finding.when <= Urgency.THIS_WEEK else ""


@register.filter
def due_words(finding: Noticed | Also, today: date) -> str:
    """Say in a few words how late or how soon: "3 days late, not told", "63 days, at most 60"."""
    word = _DUE.get(finding.code)
    return (word(finding.params, today) if word else "") or soonness(finding.when)


def _silence(params: Mapping[str, Any], today: date) -> str:
    last = _day(params, "last")
    if last is None:
        return ""
    n = (today - last).days
    if "maximum" in params:
        said = ngettext("%(n)s day, at most %(most)s", "%(n)s days, at most %(most)s", n)
        return said % {"n": n, "most": params["maximum"]}
    if "ideal" not in params:
        return _unusual(params, n)
    said = ngettext("%(n)s day, ideal %(ideal)s", "%(n)s days, ideal %(ideal)s", n)
    return said % {"n": n, "ideal": params["ideal"]}


def _unusual(params: Mapping[str, Any], n: int) -> str:
    """Say how long it has been quiet, and what is usual there."""
    if "most_weeks" in params:
        usual = {"least": params["least_weeks"], "most": params["most_weeks"]}
        n //= 7
        said = ngettext(
            "%(n)s week, usually %(least)s to %(most)s",
            "%(n)s weeks, usually %(least)s to %(most)s",
            n,
        )
        return said % {"n": n, **usual}
    if "most" not in params:
        return ""
    said = ngettext(
        "%(n)s day, usually %(least)s to %(most)s", "%(n)s days, usually %(least)s to %(most)s", n
    )
    return said % {"n": n, "least": params["least"], "most": params["most"]}


def _promise(params: Mapping[str, Any], today: date) -> str:
    due = _day(params, "due")
    if due is None:
        return ""
    n = (today - due).days
    if n > 0:
        return ngettext("%(n)s day late", "%(n)s days late", n) % {"n": n}
    if n == 0:
        return gettext("due today")
    if n == -1:
        return gettext("due tomorrow")
    return ngettext("due in %(n)s day", "due in %(n)s days", -n) % {"n": -n}


def _not_told(params: Mapping[str, Any], today: date) -> str:
    due = _day(params, "due")
    if due is None:
        return ""
    n = (today - due).days
    return ngettext("%(n)s day late, not told", "%(n)s days late, not told", n) % {"n": n}


def _occasion(params: Mapping[str, Any], today: date) -> str:
    return days_from(_day(params, "day"), today)


_DUE: dict[str, Callable[[Mapping[str, Any], date], str]] = {
    "U01": _silence,
    "U02": _silence,
    "K01": _promise,
    "K02": _not_told,
    "K05": _promise,
    "U03": _occasion,
}
"""The rules whose finding is about a number of days, and how they say it."""


@register.filter
def step_urgency(on: date, today: date) -> str:
    """Return how the urgency of a next step is drawn."""
    return "late" if on < today else "soon"


@register.filter
def step_due(on: date, today: date) -> str:
    """Say how late or how soon a next step is."""
    return _promise({"due": on}, today)


@register.filter
def feast_or_words(text: str) -> str:
    """Return the name of a feast in the reader's language; other words stay as they are."""
    return gettext(text) if text in FEAST_NAMES else text


class Headline(NamedTuple):
    """What a row says: our words, and theirs or those of a record in quotes."""

    words: str
    quote: str = ""


_OF_PROMISES = {
    "K01": gettext_noop("Our promise:"),
    "K02": gettext_noop("Our promise:"),
    "K05": gettext_noop("Their promise:"),
    "K06": gettext_noop("Promise without a day:"),
}


@register.filter
def headline(finding: Noticed, today: date) -> Headline:
    """Say in one sentence what a finding is about; how soon stands beside it."""
    if finding.code in _OF_PROMISES and finding.about:
        return Headline(gettext(_OF_PROMISES[finding.code]), finding.about)
    if finding.code in ("U01", "U02") and finding.because and finding.because[0].text:
        return Headline(gettext("Last contact:"), finding.because[0].text)
    return Headline(says(finding, today), finding.about)


class Act(NamedTuple):
    """The one deed that a row offers."""

    icon: str
    label: str
    address: str


_ACTS = {
    "tell_them": ("phone", gettext_noop("Tell them")),
    "keep_it": ("done", gettext_noop("Mark as kept")),
    "agree_on_a_day": ("edit", gettext_noop("Set a day")),
    "say_outcome": ("edit", gettext_noop("Add outcome")),
    "plan_without_asking": ("add", gettext_noop("Plan meeting")),
    "plan_a_call": ("add", gettext_noop("Plan call")),
    "plan_with_programme": ("add", gettext_noop("Plan meeting")),
    "who_goes": ("team", gettext_noop("Choose who goes")),
    "name_an_interpreter": ("edit", gettext_noop("Change meeting")),
    "fill_the_card": ("edit", gettext_noop("Fill in card")),
}
_OF_A_FORM = {
    LOG: ("add", gettext_noop("Log contact")),
    PLAN: ("month", gettext_noop("Plan a meeting")),
}
"""What a suggestion is called that has no words of its own, by the form it opens."""

_FIRST = {"K02": "tell_them"}
"""What to do first where it is not the first of the suggestions."""


@register.filter
def next_act(finding: Noticed) -> Act | None:
    """Return what to do next about a finding: its first suggestion that has a form."""
    if finding.asks_for_contact and finding.relationship:
        occasion = f"&occasion={finding.occasion}" if finding.occasion else ""
        where = f"{named('log')}?who={finding.relationship}{occasion}"
        return Act("add", gettext("Log contact"), where)
    options = [_FIRST.get(finding.code, ""), *finding.options]
    for option in options:
        door = finding.doors.get(option)
        if door and (option in _ACTS or door.act in _OF_A_FORM):
            icon, label = _ACTS.get(option) or _OF_A_FORM[door.act]
            return Act(icon, gettext(label), address(door))
    if finding.relationship is None:
        return None
    return Act("next", gettext("Open"), named("person", finding.relationship))
