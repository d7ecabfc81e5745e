"""The morning's page: whom to see, what is due, and why."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import QuerySet

from rapport.briefings.across_circles import across_circles_lately
from rapport.briefings.agreements_today import NO_NEWS, AgreementNews, agreement_news
from rapport.briefings.duties import DutyNews, duty_news
from rapport.briefings.entries import (
    FIRST_FEW,
    Entry,
    Together,
    entries,
    of_something_else,
    told_together,
)
from rapport.briefings.findings import Noticed
from rapport.briefings.kept import AsBefore, UntilRecorded
from rapport.briefings.meetings import Agenda, agenda
from rapport.briefings.next_steps import EVE, NextStep, next_steps
from rapport.briefings.offers import Waiting, waiting
from rapport.briefings.our_team import TeamNews, team_news
from rapport.briefings.plans_due import NO_PLAN, PlanNews, plan_news
from rapport.briefings.pressing import Lines, Span, Standing, span_of, standing
from rapport.briefings.snoozed import count_snoozed
from rapport.briefings.to_read import AnalysisToRead, ToRead, analyses_to_read, to_read
from rapport.briefings.told_of_negotiation import Moved, told_of_negotiation
from rapport.briefings.up_to_date import AT_ONCE, NOBODY, UpToDate, up_to_date
from rapport.briefings.views import View, view_of
from rapport.briefings.week import DayOfWeek, last_day, the_week
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Relationship
from rapport.records.prepared import prepared
from rapport.records.raw_rows import Key

AT_MOST = 20
"""So many people are told of one by one in each span; whoever is done with makes room."""

OTHERS_AT_MOST = 2
"""How many findings about anything but a person a span has room for, however many people wait:
the list behind it has people alone."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose turn it is in one span: today, this week or later.

    ``count`` is how many people (and others things known to us, such as actors) stand in it, all
    told: those shown one by one, those ``together`` in one line, and the ``more`` that wait behind.
    """

    span: Span
    count: int
    entries: tuple[Entry, ...]
    together: tuple[Together, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Today:
    """What to do today and why, soonest first; empty spans are left out.

    ``snoozed`` is how many findings are set aside for now. ``week`` has the coming days on which
    something falls.
    ``checking`` is how many of these people the rules have not been asked about today (one more
    than ``up_to_date.COUNTED`` where there are more than that): of them it says what was noticed
    last. It is 0 where all of them have been. ``renewing``: what is noticed across circles is of a
    moment ago, without what rests on anything recorded since, and is being worked out anew.
    """

    day: date
    mine: bool
    headings: tuple[Heading, ...]
    snoozed: int
    week: tuple[DayOfWeek, ...]
    knows_nobody: bool
    team: TeamNews
    duties: DutyNews
    checking: int
    renewing: bool
    waiting: Waiting
    meetings: Agenda
    to_read: tuple[ToRead, ...] = ()
    analyses: tuple[AnalysisToRead, ...] = ()
    moved: tuple[Moved, ...] = ()
    agreements: AgreementNews = NO_NEWS
    plan: PlanNews = NO_PLAN

    @property
    def quiet(self) -> bool:
        """Say whether there is nothing to do."""
        shown = self.headings or self.team or self.duties or self.waiting or self.to_read
        told = self.analyses or self.moved or self.agreements or self.plan
        return not (shown or told or self.meetings.every or self.checking or self.renewing)

    def count(self, span: Span) -> int:
        """Return how many stand in a span."""
        return sum(one.count for one in self.headings if one.span == span)


def today(
    asking: Asking,
    *,
    mine: bool | None = None,
    at_most: int = AT_MOST,
    at_once: int | None = AT_ONCE,
    only: Span | None = None,
) -> Today:
    """Return the page for whoever asks. Reading it writes nothing.

    With ``mine``, of the relationships I lead and those nobody leads; without, of all I may see;
    left open, a head of office who leads nobody sees all and everybody else their own. Up to
    ``at_once`` people the store has not judged for the day are judged in memory, all of them where
    it is None. With ``only``, the other spans are counted and their entries left out.
    """
    me = asking.me
    view = view_of(asking)  # before all that is kept under it
    mine = mine_first(me, chosen=mine)
    coming = next_steps(me, mine=mine, until=last_day(asking.day))
    across, is_now = across_circles_lately(asking, view, mine=mine)
    queue = _Queue(
        me,
        steps=[one for one in coming if one.on <= asking.day + EVE],
        across=[one for one in across if one.waived_until is None],
        besides=up_to_date(asking, mine=mine, at_once=at_once),
        at_most=at_most,
        is_now=is_now,
    )
    headings = queue.headings(view, mine=mine, only=only)
    team, duties = team_news(asking), duty_news(asking)
    offered, meetings = waiting(asking, mine=mine), agenda(asking, mine=mine)
    return Today(
        day=asking.day,
        mine=mine,
        headings=headings,
        snoozed=count_snoozed(asking, across, mine=mine),
        week=the_week(asking, mine=mine, steps=coming, endings=team.endings, view=view),
        knows_nobody=not (headings or duties or offered or meetings.every or meetings.to_read)
        and _knows_nobody(me),
        team=team,
        duties=duties,
        checking=queue.besides.checking,
        renewing=not is_now,
        waiting=offered,
        meetings=meetings,
        to_read=to_read(meetings.to_read),
        analyses=analyses_to_read(asking),
        moved=told_of_negotiation(asking),
        agreements=agreement_news(asking, mine=mine, view=view),
        plan=plan_news(asking, mine=mine),
    )


_HEADINGS: UntilRecorded[tuple[Heading, ...]] = UntilRecorded()
_ENTRIES: AsBefore[Key, Entry] = AsBefore()


def mine_first(me: Colleague, *, chosen: bool | None) -> bool:
    """Say whether to show my own: as I chose, or else unless I head the office and lead nobody."""
    if chosen is not None:
        return chosen
    return not me.looks_after_colleagues() or _leads_somebody(me)


@dataclass(frozen=True, slots=True)
class _Queue:
    """What stands in the queue beside the findings that the store holds."""

    me: Colleague
    steps: Sequence[NextStep]
    across: Sequence[Noticed]
    besides: UpToDate
    at_most: int
    is_now: bool

    def headings(self, view: View, *, mine: bool, only: Span | None) -> tuple[Heading, ...]:
        """Return the spans in which it is somebody's turn, the most pressing of each.

        They are kept until something is recorded or judged, unless somebody is still to be judged
        or something is still to be worked out.
        """
        work_out = partial(self._headings, view, mine=mine, only=only)
        if self.besides != NOBODY or not self.is_now:
            return work_out()
        hangs_on = (view.judged, mine, only, self.at_most)
        return _HEADINGS.answer(view, self.me, *hangs_on, work_out=work_out)

    def _headings(self, view: View, *, mine: bool, only: Span | None) -> tuple[Heading, ...]:
        first = max(self.at_most, FIRST_FEW)
        spans = standing(view, mine=mine, first=first, besides=self.besides, steps=self.steps)
        shown = [only] if only else list(Span)
        people = [lines for span in shown if span in spans for lines in self._first(spans[span])]
        told = entries(self.me, people, besides=self.besides.findings, steps=self.steps)
        told = _ENTRIES.of(told, view.day, self.me.pk, mine, only)
        many = [spans[span].together for span in shown if span in spans]
        lines = told_together(self.me, {code: few for each in many for code, few in each.items()})
        found = (
            self._heading(span, spans.get(span, Standing()), told, lines, shown=span in shown)
            for span in Span
        )
        return tuple(heading for heading in found if heading.count)

    def _first(self, here: Standing) -> Sequence[Lines]:
        return here.alone.first[: self.at_most]

    def _heading(
        self,
        span: Span,
        here: Standing,
        told: Mapping[Key, Entry],
        lines: Mapping[str, Together],
        *,
        shown: bool,
    ) -> Heading:
        others = [one for one in self.across if span_of(one.when) == span]
        people = [told.get(each[0].relationship) for each in self._first(here)] if shown else []
        rows = [row for row in people if row is not None]
        if shown:
            rows += map(of_something_else, others[:OTHERS_AT_MOST])
        return Heading(
            span=span,
            count=here.people + len(others),
            entries=tuple(sorted(rows, key=lambda row: row.when)),
            together=tuple(lines[code] for code in here.together) if shown else (),
            more=here.alone.count + len(others) - len(rows),
        )


def _leads_somebody(me: Colleague) -> bool:
    return bool(_led(me))


@prepared
def _led(me: Colleague) -> "QuerySet[Relationship, uuid.UUID]":
    rows = Relationship.objects.visible_to(me).filter(lead=me)
    return rows.order_by().values_list("pk", flat=True)[:1]


def _knows_nobody(me: Colleague) -> bool:
    return not Relationship.objects.visible_to(me).exists()
