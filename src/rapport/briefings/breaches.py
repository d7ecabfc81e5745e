"""A breach of trust with its repair, stage by stage: what was done, what comes next, what is asked.

Whom it is about, and who may see it, is as with everything about a relationship.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from rapport.briefings.lessons import LessonLine, lessons_for
from rapport.briefings.recalled import Recalled, good_before
from rapport.records.asking import Asking
from rapport.records.judging_repair import Cues
from rapport.records.models import (
    Ask,
    Breach,
    Colleague,
    Commitment,
    Demand,
    NameConsent,
    Outcome,
    RepairStage,
    RepairStep,
    Side,
)
from rapport.records.models.lessons import FOR_REPAIR
from rapport.records.prepared import prepared
from rapport.records.repairing import Standing, standing
from rapport.rules.facts_repair import CONTACTS_NEEDED, STAGES


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as it is shown; ``blame`` are its words that blame a colleague."""

    step: RepairStep
    blame: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageCard:
    """A stage with what was done at it: ``past``, ``now`` or still ``ahead``."""

    stage: str
    state: str
    steps: tuple[StepLine, ...]

    @property
    def is_passed_over(self) -> bool:
        """Say whether one went on without it, and nothing was done at it since."""
        return bool(self.steps) and all(one.step.skipped for one in self.steps)


@dataclass(frozen=True, slots=True)
class DemandLine:
    """A demand; ``blame`` are words of our answer that blame a colleague."""

    demand: Demand
    blame: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BreachPage:
    """All that is known of one breach and its repair.

    ``planned`` are requests that could wait, ``paused`` those that do. ``good`` is what was good
    before, from what was logged.
    """

    breach: Breach
    alias: str
    blame: tuple[str, ...]
    standing: Standing
    cards: tuple[StageCard, ...]
    demands: tuple[DemandLine, ...]
    names: tuple[NameConsent, ...]
    promises: tuple[Commitment, ...]
    planned: tuple[Ask, ...]
    paused: tuple[Ask, ...]
    good: tuple[Recalled, ...]
    lessons: tuple[LessonLine, ...]
    may_change: bool

    @property
    def now(self) -> str:
        """Return the stage the repair is at; empty once it has ended."""
        return self.standing.stage

    @property
    def contacts_needed(self) -> int:
        """Return how many contacts without a request come before the next one."""
        return CONTACTS_NEEDED

    @property
    def is_early(self) -> bool:
        """Say whether a request would come too soon."""
        return bool(self.now) and self.standing.contacts < CONTACTS_NEEDED


def breach_page(asking: Asking, key: uuid.UUID) -> BreachPage:
    """Return one breach with all that belongs to it, or raise ``NotThere``."""
    me = asking.me
    Breach.objects.one_visible_to(me, key)
    breach = next(iter(_whole(me, key)))
    where = standing(breach, asking.day)
    cues = Cues(breach.office_id)
    steps = [StepLine(one, cues.of_step(one.stage, one.text)) for one in _steps(me, key)]
    about = breach.relationship_id
    asks = tuple(_asks(me, about))
    recalls = where.stage == RepairStage.RECALL
    return BreachPage(
        breach=breach,
        alias=breach.relationship.called,
        blame=cues.in_text(breach.what),
        standing=where,
        cards=tuple(_cards(where, steps)),
        demands=tuple(DemandLine(one, cues.in_text(one.refusal)) for one in _demands(me, key)),
        names=tuple(_names(me, key)),
        promises=tuple(_promises(me, about, breach.on)),
        planned=tuple(one for one in asks if one.outcome == Outcome.PLANNED),
        paused=tuple(one for one in asks if one.outcome == Outcome.DEFERRED),
        good=good_before(me, about, breach.on) if recalls else (),
        lessons=lessons_for(me, FOR_REPAIR),
        may_change=breach.circle_id in me.writable_circles(),
    )


def of_relationship(asking: Asking, relationship: uuid.UUID) -> tuple[Breach, ...]:
    """Return the breaches with somebody: those whose repair goes on first, then the newest."""
    return tuple(_with(asking.me, relationship))


def _cards(where: Standing, steps: Sequence[StepLine]) -> list[StageCard]:
    at = STAGES.index(where.stage) if where.stage else len(STAGES)
    found = []
    for number, stage in enumerate(STAGES):
        done = tuple(one for one in steps if one.step.stage == stage)
        state = "now" if number == at else "past" if number < at else "ahead"
        found.append(StageCard(stage, state, done))
    return found


@prepared
def _whole(me: Colleague, breach: uuid.UUID) -> "QuerySet[Breach]":
    rows: QuerySet[Breach] = Breach.objects.visible_to(me).filter(pk=breach)
    return rows.select_related(
        "relationship__counterpart", "relationship__actor", "term_mark__term__agreement"
    )


@prepared
def _with(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Breach]":
    rows: QuerySet[Breach] = Breach.objects.visible_to(me).filter(relationship=relationship)
    return rows.order_by("ended", "-on", "-pk")[:5]


@prepared
def _steps(me: Colleague, breach: uuid.UUID) -> "QuerySet[RepairStep]":
    rows: QuerySet[RepairStep] = RepairStep.objects.visible_to(me).filter(breach=breach)
    return rows.select_related("by", "speaker").order_by("on", "pk")


@prepared
def _demands(me: Colleague, breach: uuid.UUID) -> "QuerySet[Demand]":
    rows: QuerySet[Demand] = Demand.objects.visible_to(me).filter(breach=breach)
    return rows.select_related("red_line", "refer_to").order_by("pk")


@prepared
def _names(me: Colleague, breach: uuid.UUID) -> "QuerySet[NameConsent]":
    rows: QuerySet[NameConsent] = NameConsent.objects.visible_to(me).filter(breach=breach)
    return rows.order_by("on", "pk")


@prepared
def _promises(me: Colleague, relationship: uuid.UUID, since: date) -> "QuerySet[Commitment]":
    rows: QuerySet[Commitment] = Commitment.objects.visible_to(me)
    rows = rows.filter(relationship=relationship, by=Side.US, made_on__gte=since)
    return rows.select_related("colleague").order_by("made_on", "pk")[:20]


@prepared
def _asks(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Ask]":
    rows: QuerySet[Ask] = Ask.objects.visible_to(me).filter(relationship=relationship)
    rows = rows.filter(outcome__in=[Outcome.PLANNED, Outcome.DEFERRED], made_on__isnull=True)
    return rows.order_by("planned_for", "pk")[:20]
