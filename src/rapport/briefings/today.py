"""The morning's page: whom to see, what is due, and why."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from rapport.briefings.across_circles import across_circles
from rapport.briefings.duties import DutyNews, duty_news
from rapport.briefings.entries import FIRST_FEW, Entry, Together, entries, told_together
from rapport.briefings.findings import Noticed
from rapport.briefings.offers import Waiting, waiting
from rapport.briefings.our_team import TeamNews, team_news
from rapport.briefings.pressing import Standing, standing
from rapport.briefings.up_to_date import AT_ONCE, UpToDate, up_to_date
from rapport.briefings.views import View, view_of
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Interaction, Presence, Relationship, Section
from rapport.rules.catalogue import RULES

AT_MOST = 6
OTHERS_AT_MOST = 2
"""How many findings about anything but a person a section has room for, however many people wait:
the list behind it has people alone."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One section of the page.

    ``count`` is how many people (and others things known to us, such as actors) stand in it, all
    told: those shown one by one, those ``together`` in one line, and the ``more`` that wait behind.
    """

    section: int
    title: str
    count: int
    entries: tuple[Entry, ...]
    together: tuple[Together, ...]
    more: int


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
    """What to do today and why, soonest first; empty sections are left out.

    ``checking`` is how many of these people the rules have not been asked about today (one more
    than ``up_to_date.COUNTED`` where there are more than that): of them it says what was noticed
    last. It is 0 where all of them have been.
    """

    day: date
    mine: bool
    next_steps: tuple[NextStep, ...]
    headings: tuple[Heading, ...]
    knows_nobody: bool
    team: TeamNews
    duties: DutyNews
    checking: int
    waiting: Waiting

    @property
    def quiet(self) -> bool:
        """Say whether there is nothing to do."""
        shown = self.headings or self.next_steps or self.team or self.duties or self.waiting
        return not (shown or self.checking)


def today(
    asking: Asking,
    *,
    mine: bool | None = None,
    at_most: int = AT_MOST,
    at_once: int | None = AT_ONCE,
) -> Today:
    """Return the page for whoever asks. Reading it writes nothing.

    With ``mine``, of the relationships I lead and those nobody leads; without, of all I may see;
    left open, a head of office sees all and everybody else their own. Up to ``at_once`` people the
    store has not judged for the day are judged in memory, all of them where it is None.
    """
    me = asking.me
    mine = mine_first(me, chosen=mine)
    besides = up_to_date(asking, mine=mine, at_once=at_once)
    headings = _headings(asking, mine=mine, at_most=at_most, besides=besides)
    steps = _next_steps(me, day=asking.day, mine=mine)
    duties = duty_news(asking)
    offered = waiting(asking, mine=mine)
    nobody = not (headings or steps or duties or offered) and _knows_nobody(me)
    return Today(
        day=asking.day,
        mine=mine,
        next_steps=steps,
        headings=headings,
        knows_nobody=nobody,
        team=team_news(asking),
        duties=duties,
        checking=besides.checking,
        waiting=offered,
    )


def mine_first(me: Colleague, *, chosen: bool | None) -> bool:
    """Say whether to show my own relationships: as I chose, or else unless I head the office."""
    return not me.looks_after_colleagues() if chosen is None else chosen


def _headings(
    asking: Asking, *, mine: bool, at_most: int, besides: UpToDate
) -> tuple[Heading, ...]:
    """Return the sections in which there is something, the most pressing of each."""
    me = asking.me
    view = view_of(asking)
    sections = standing(view, mine=mine, first=max(at_most, FIRST_FEW), besides=besides)
    across = _across_by_section(asking, view, mine=mine)
    first = [each for one in sections.values() for each in one.alone.first[:at_most]]
    told = entries(me, first, besides=besides.findings)
    many = {code: few for one in sections.values() for code, few in one.together.items()}
    lines = told_together(me, many)
    headings = []
    for section in Section:
        here, others = sections.get(section, Standing()), across.get(section, [])
        if not here.people and not others:
            continue
        people = [
            told[each[0].relationship]
            for each in here.alone.first[:at_most]
            if each[0].relationship in told
        ]
        shown = [*people, *map(Entry, others[:OTHERS_AT_MOST])]
        headings.append(
            Heading(
                section=section.value,
                title=str(section.label),
                count=here.people + len(others),
                entries=tuple(sorted(shown, key=lambda one: one.finding.when)),
                together=tuple(lines[code] for code in here.together),
                more=here.alone.count + len(others) - len(shown),
            )
        )
    return tuple(headings)


def _across_by_section(asking: Asking, view: View, *, mine: bool) -> dict[int, list[Noticed]]:
    """Return by section what is noticed across circles and not set aside."""
    answer: dict[int, list[Noticed]] = defaultdict(list)
    for one in across_circles(asking, mine=mine, view=view):
        if one.waived_until is None:
            answer[RULES[one.code].section].append(one)
    return answer


def _next_steps(me: Colleague, *, day: date, mine: bool) -> tuple[NextStep, ...]:
    """Return what we meant to do by tomorrow and nobody has said is done.

    The oldest comes first; where there are more than the page has room for, finishing one shows
    the next.
    """
    rows = Interaction.objects.visible_to(me).filter(
        next_step_on__lte=day + timedelta(days=1), next_step_done_on__isnull=True
    )
    if mine:
        rows = rows.filter(ours__colleague_id=me.pk)
    said = rows.order_by("next_step_on", "pk").values_list("pk", "next_step_on", "next_step")
    found = list(said[:AT_MOST])
    if not found:
        return ()
    first: dict[uuid.UUID, Presence] = {}
    present = Presence.objects.filter(interaction__in=[key for key, _, _ in found])
    for presence in present.select_related("relationship__counterpart").order_by("-pk"):
        first[presence.interaction_id] = presence
    return tuple(
        NextStep(
            interaction=key,
            relationship=first[key].relationship_id,
            alias=first[key].relationship.counterpart.alias,
            on=on or day,
            text=text,
        )
        for key, on, text in found
        if key in first
    )


def _knows_nobody(me: Colleague) -> bool:
    return not Relationship.objects.visible_to(me).exists()
