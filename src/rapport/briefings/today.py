"""The morning's page: whom to see, what is due, and why."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from rapport.briefings.across_circles import across_circles
from rapport.briefings.findings import SOONEST, Noticed, noticed, unrepeated
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Finding, Interaction, Presence, Relationship, Section
from rapport.rules.catalogue import RULES

AT_MOST = 6
OTHERS_AT_MOST = 2
"""How many findings about anything but a person a section has room for, however many people wait:
the list behind it has people alone."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One section of the page. ``more`` says that further findings wait behind these."""

    section: int
    title: str
    findings: tuple[Noticed, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something we meant to do about now, as the last log says."""

    interaction: uuid.UUID
    relationship: uuid.UUID
    alias: str
    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Today:
    """What to do today and why, soonest first; empty sections are left out."""

    day: date
    mine: bool
    next_steps: tuple[NextStep, ...]
    headings: tuple[Heading, ...]
    knows_nobody: bool

    @property
    def quiet(self) -> bool:
        """Say whether there is nothing to do."""
        return not self.headings and not self.next_steps


def today(asking: Asking, *, mine: bool = True, at_most: int = AT_MOST) -> Today:
    """Return the page for whoever asks: my own relationships, or all I may see."""
    me, day = asking.me, asking.day
    headings = _headings(asking, mine=mine, at_most=at_most)
    steps = _next_steps(me, day=day, mine=mine)
    nobody = not headings and not steps and _knows_nobody(me)
    return Today(day=day, mine=mine, next_steps=steps, headings=headings, knows_nobody=nobody)


def _headings(asking: Asking, *, mine: bool, at_most: int) -> tuple[Heading, ...]:
    """Return the sections in which there is something, the soonest of each."""
    found = _soonest(asking.me, mine=mine, count=at_most + 1)
    stored = iter(noticed(asking.me, [row for rows in found.values() for row in rows]))
    across = _across_by_section(asking, mine=mine)
    headings = []
    for section, rows in found.items():
        people, others = list(islice(stored, len(rows))), across.get(section, [])
        shown = sorted((*people[:at_most], *others[:OTHERS_AT_MOST]), key=lambda one: one.when)
        if shown:
            more = len(people) > at_most or len(others) > OTHERS_AT_MOST
            headings.append(Heading(section.value, str(section.label), tuple(shown), more))
    return tuple(headings)


def _across_by_section(asking: Asking, *, mine: bool) -> dict[int, list[Noticed]]:
    """Return by section what is noticed across circles and not set aside."""
    answer: dict[int, list[Noticed]] = defaultdict(list)
    for one in across_circles(asking, mine=mine):
        if one.waived_until is None:
            answer[RULES[one.code].section].append(one)
    return answer


def _soonest(me: Colleague, *, mine: bool, count: int) -> dict[Section, list[Finding]]:
    """Return the soonest findings of each section, of my own relationships or of all I may see.

    Their keys are read off an index section by section, the rows themselves all at once.
    """
    all_rows = Finding.objects.visible_to(me).filter(waived_until__isnull=True)
    if mine:
        all_rows = all_rows.filter(lead_id=me.pk)
    keys: list[int] = []
    for section in Section:
        rows = all_rows.filter(section=section)
        # Of promises two findings may say the same, side by side; one of them is left out below.
        read = 2 * count if section == Section.OUR_WORD else count
        if not mine:
            first = rows.first_in_circles(me.readable_circles(), *SOONEST, count=read)
            rows = Finding.objects.filter(pk__in=first)
        keys += rows.order_by(*SOONEST).values_list("pk", flat=True)[:read]
    found: dict[Section, list[Finding]] = {section: [] for section in Section}
    loaded = Finding.objects.filter(pk__in=keys).select_related("relationship__counterpart")
    for row in loaded.order_by(*SOONEST):
        found[Section(row.section)].append(row)
    return {section: unrepeated(rows)[:count] for section, rows in found.items()}


def _next_steps(me: Colleague, *, day: date, mine: bool) -> tuple[NextStep, ...]:
    rows = Interaction.objects.visible_to(me).filter(
        next_step_on__range=(day - timedelta(days=7), day + timedelta(days=1))
    )
    if mine:
        rows = rows.filter(ours__colleague_id=me.pk)
    found = list(rows.order_by("next_step_on", "pk")[:AT_MOST])
    first: dict[uuid.UUID, Presence] = {}
    present = Presence.objects.filter(interaction__in=[row.pk for row in found])
    for presence in present.select_related("relationship__counterpart").order_by("-pk"):
        first[presence.interaction_id] = presence
    return tuple(
        NextStep(
            interaction=row.pk,
            relationship=first[row.pk].relationship_id,
            alias=first[row.pk].relationship.counterpart.alias,
            on=row.next_step_on or day,
            text=row.next_step,
        )
        for row in found
        if row.pk in first
    )


def _knows_nobody(me: Colleague) -> bool:
    return not Relationship.objects.visible_to(me).exists()
