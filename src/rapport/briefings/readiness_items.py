"""The items of readiness: each says in a sentence of counts and days what is there, or missing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rapport.briefings.doors import RECORD, Door
from rapport.messages import gettext_noop
from rapport.records.models import (
    Ask,
    Commitment,
    Disclosure,
    Insight,
    Mandate,
    RedLine,
    Relationship,
    Step,
    Weight,
)
from rapport.rules.facts import RelationshipFacts
from rapport.rules.warmups import WARM_UPS_NEEDED, last_change_of_lead, warm_ups


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a negotiation rests on: whether it is there, in a sentence, and where it is done.

    ``params`` fill the sentence and are counts and days alone. ``words`` are what was typed about
    it, which stays in the office.
    """

    name: str
    there: bool
    says: str
    params: Mapping[str, int | date]
    door: Door | None = None
    stage: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one relationship, as far as the reader may see it."""

    row: Relationship
    day: date
    facts: RelationshipFacts
    remembered: int
    stage: Step | None
    mandates: tuple[Mandate, ...]
    red_lines: tuple[RedLine, ...]
    planned: tuple[Ask, ...]
    limits: Disclosure | None
    concerns: tuple[Insight, ...]
    promises: tuple[Commitment, ...]

    def door(self, act: str, **given: str) -> Door:
        """Return the door to a form about this relationship."""
        return Door(act, self.row.pk, "", None, tuple(given.items()))

    def record(self, kind: str, row: Ask | Commitment) -> Door:
        """Return the door to the form that changes a record of it."""
        return Door(RECORD, self.row.pk, kind, row.pk, ())


def items(told: Told) -> tuple[Item, ...]:
    """Return what a negotiation rests on, in the order in which it is usually made ready."""
    return tuple(item(told) for item in _ITEMS)


def _meetings(told: Told) -> Item:
    warmth = warm_ups(told.facts, told.day)
    count = {"count": warmth.count, "needed": WARM_UPS_NEEDED}
    if warmth.warm:
        return Item("meetings", True, gettext_noop("%(count)s of %(needed)s held."), count)
    says = gettext_noop("%(count)s of %(needed)s held.")
    if warmth.reset and warmth.reset.kind == "silence":
        says = gettext_noop("%(count)s of %(needed)s held, after a year of silence.")
    door = told.door("plan-meeting", purpose="engagement")
    return Item("meetings", False, says, count, door)


def _lead(told: Told) -> Item:
    if told.facts.lead is None:
        says = gettext_noop("Nobody leads this relationship.")
        return Item("lead", False, says, {}, told.door("holders"))
    meet = told.door("plan-meeting", purpose="engagement")
    last = last_change_of_lead(told.facts, told.day)
    if last is None:
        if told.facts.last_two_way(told.day) is None:
            return Item("lead", False, gettext_noop("No contact with them yet."), {}, meet)
        says = gettext_noop("The lead has not changed since the first contact.")
        return Item("lead", True, says, {})
    change, introduced = last
    if introduced is None:
        says = gettext_noop(
            "The lead changed on %(changed)s, and the new lead was not introduced in a joint"
            " meeting."
        )
        return Item("lead", False, says, {"changed": change.on}, meet)
    says = gettext_noop("The lead changed on %(changed)s and was introduced.")
    return Item("lead", True, says, {"changed": change.on})


def _stage(told: Told) -> Item:
    stage, step = told.row.stage, told.stage
    if step is None or step.to != stage:
        says = gettext_noop("No evidence is noted for it.")
        return Item("stage", False, says, {}, told.door("stage"), stage=stage)
    says = gettext_noop("Since %(since)s, with its evidence noted.")
    return Item("stage", True, says, {"since": step.on}, stage=stage, words=(step.reason,))


def _mandate(told: Told) -> Item:
    if not told.mandates:
        return Item("mandate", False, gettext_noop("None is in force."), {})
    titles = tuple(one.title for one in told.mandates)
    ends = [one.until for one in told.mandates if one.until is not None]
    if len(ends) < len(told.mandates):
        says = gettext_noop("In force, without a last day.")
        return Item("mandate", True, says, {}, words=titles)
    says = gettext_noop("In force until %(until)s.")
    return Item("mandate", True, says, {"until": max(ends)}, words=titles)


def _red_lines(told: Told) -> Item:
    count = len(told.red_lines)
    if not count:
        return Item("red_lines", False, gettext_noop("The office has not set any."), {})
    return Item("red_lines", True, gettext_noop("Set by the office: %(n)s."), {"n": count})


_NONE_PLANNED = gettext_noop("No request is planned yet.")


def _risk(told: Told) -> Item:
    planned = told.planned
    words = tuple(ask.what for ask in planned)
    if not planned:
        return Item("risk", False, _NONE_PLANNED, {}, told.door("ask"))
    unnamed = [ask for ask in planned if not ask.costs]
    hard = [ask for ask in planned if any(_unsoftened(ask))]
    if not unnamed and not hard:
        says = gettext_noop(
            "Requests planned: %(planned)s. What a yes costs them is named, and what eases the"
            " heavy costs."
        )
        return Item("risk", True, says, {"planned": len(planned)}, words=words)
    says = gettext_noop(
        "Requests planned: %(planned)s. Without a cost named: %(unnamed)s. With a heavy cost that"
        " nothing eases: %(hard)s."
    )
    params = {"planned": len(planned), "unnamed": len(unnamed), "hard": len(hard)}
    door = told.record("ask", (*unnamed, *hard)[0])
    return Item("risk", False, says, params, door, words=words)


def _unsoftened(ask: Ask) -> Iterator[bool]:
    """Yield for each heavy cost whether nothing eases it."""
    return (
        not (softened or ask.softens)
        for _, weight, softened in ask.weighed()
        if weight == Weight.HEAVY
    )


def _for_them(told: Told) -> Item:
    planned = told.planned
    if not planned:
        return Item("for_them", False, _NONE_PLANNED, {}, told.door("ask"))
    without = [ask for ask in planned if not ask.for_them]
    unchecked = [ask for ask in planned if ask.for_them and not ask.benefit_checked]
    if not without and not unchecked:
        says = gettext_noop("Named for each planned request, and checked against our red lines.")
        words = tuple(ask.for_them for ask in planned)
        return Item("for_them", True, says, {}, words=words)
    says = gettext_noop(
        "Requests without a reason for them: %(without)s. Not checked against our red lines:"
        " %(unchecked)s."
    )
    params = {"without": len(without), "unchecked": len(unchecked)}
    return Item("for_them", False, says, params, told.record("ask", (*without, *unchecked)[0]))


def _limits(told: Told) -> Item:
    door = told.door("tell", kind="limits")
    if told.limits is None:
        return Item("limits", False, gettext_noop("Not said to them yet."), {}, door)
    said = {"said": told.limits.on}
    words = tuple(filter(None, (told.limits.text,)))
    last = last_change_of_lead(told.facts, told.day)
    if last is not None and told.limits.on < last[0].on:
        says = gettext_noop("Said on %(said)s (%(said_when)s), before the present lead.")
        return Item("limits", False, says, said, door, words=words)
    if (told.day - told.limits.on).days >= told.remembered:
        says = gettext_noop("Last said on %(said)s (%(said_when)s): to be said again.")
        return Item("limits", False, says, said, door, words=words)
    says = gettext_noop("Said on %(said)s (%(said_when)s).")
    return Item("limits", True, says, said, words=words)


def _concerns(told: Told) -> Item:
    if not told.concerns:
        return Item("concerns", True, gettext_noop("None is noted."), {})
    words = tuple(one.text for one in told.concerns)
    params: dict[str, int | date] = {"n": len(told.concerns), "noted": told.concerns[0].on}
    met = told.facts.last_two_way(told.day)
    if met is None or met.on <= told.concerns[0].on:
        says = gettext_noop("Noted: %(n)s. No contact since the last of them (%(noted)s).")
        door = told.door("plan-meeting", purpose="follow_up")
        return Item("concerns", False, says, params, door, words=words)
    says = gettext_noop("Noted: %(n)s. Last contact after them: %(met)s.")
    return Item("concerns", True, says, params | {"met": met.on}, words=words)


def _promises(told: Told) -> Item:
    if not told.promises:
        return Item("promises", True, gettext_noop("None is open."), {})
    words = tuple(one.text for one in told.promises)
    late = [one for one in told.promises if one.due is not None and one.due < told.day]
    if not late:
        says = gettext_noop("Open: %(n)s, none of them overdue.")
        return Item("promises", True, says, {"n": len(told.promises)}, words=words)
    says = gettext_noop("Open: %(n)s, overdue: %(late)s.")
    params = {"n": len(told.promises), "late": len(late)}
    return Item("promises", False, says, params, told.record("commitment", late[0]), words=words)


_ITEMS: tuple[Callable[[Told], Item], ...] = (
    *(_meetings, _lead, _stage, _concerns, _promises),
    *(_mandate, _red_lines, _limits, _risk, _for_them),
)
