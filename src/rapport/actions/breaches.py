"""Verbs about a breach: record it, change it, pause planned requests, review its repair."""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.gates import stripped
from rapport.actions.people import check_date
from rapport.actions.steps import take_step
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import (
    Ask,
    Breach,
    BreachBy,
    BreachEnd,
    Keeping,
    Outcome,
    Phase,
    Relationship,
    RepairStage,
    RepairStep,
    Stage,
    Step,
    TermMark,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.repairing import standing
from rapport.records.validation import check_choice, check_needed, require_text

GO_ON_WITHOUT = gettext_noop("Record a step there first, or go on without it and say why.")
NOT_REACHED = gettext_noop("The repair is at another stage: %(stage)s.")


def record_breach(
    asking: Asking,
    *,
    relationship: uuid.UUID,
    what: str,
    by: str,
    on: date | None = None,
    seen_by: str = "",
    term_mark: uuid.UUID | None = None,
) -> Change[Breach]:
    """Record that trust broke; the relationship is strained, and in repair, from that day on.

    Without ``on`` it was today. ``term_mark`` is how a term was kept, if it began with that.
    """
    about: Relationship = Relationship.objects.one_changeable_by(asking.me, relationship)
    values = _checked(asking, {"what": what, "by": by, "on": on or asking.day, "seen_by": seen_by})
    mark = _mark_with(asking, about, term_mark)
    before = _before(about)
    with change_set("record_breach", asking) as changes:
        breach = changes.add(Breach, about, term_mark=mark, **before, **values)
        strain(changes, asking, breach)
        return changes.made(breach)


def change_breach(asking: Asking, *, key: uuid.UUID, **values: Any) -> Change[Breach]:
    """Put right what is said of a breach: what, by whom, when, who saw it, why it was so."""
    breach: Breach = Breach.objects.one_changeable_by(asking.me, key)
    whole = {name: getattr(breach, name) for name in ("what", "by", "on")} | values
    checked = _checked(asking, whole)
    if breach.repairsteps.filter(on__lt=checked["on"]).exists():
        raise CannotBe(
            gettext_noop("A step of the repair is dated before this day."),
            next_step=gettext_noop("Check both dates."),
        )
    if breach.ended:
        check_choice(checked.get("ended", breach.ended), BreachEnd.values)
    with change_set("change_breach", asking) as changes:
        changes.change(breach, **checked)
        return changes.made(breach)


def remove_breach(asking: Asking, *, key: uuid.UUID) -> Change[Breach]:
    """Remove a breach with its repair; the relationship goes back to where it stood before."""
    breach: Breach = Breach.objects.one_changeable_by(asking.me, key)
    with change_set("remove_breach", asking) as changes:
        if not breach.ended and not _others_open(breach):
            about = breach.relationship
            _stand(
                changes, asking, about, of=Step.Of.STAGE, to=breach.stage_before, reason=breach.what
            )
            _stand(
                changes, asking, about, of=Step.Of.PHASE, to=breach.phase_before, reason=breach.what
            )
        changes.delete(breach)
        return changes.made(breach)


def pause_requests(
    asking: Asking,
    *,
    key: uuid.UUID,
    asks: Collection[uuid.UUID],
    because: str,
    until: date | None = None,
) -> Change[Breach]:
    """Let planned requests wait, with the reason; without ``until``, until they are planned anew.

    It is never done by itself: whoever asks says which.
    """
    breach: Breach = Breach.objects.one_changeable_by(asking.me, key)
    rows = Ask.objects.changeable_by(asking.me).filter(
        pk__in=list(asks), relationship=breach.relationship_id, outcome=Outcome.PLANNED
    )
    found = list(rows.order_by("pk"))
    if len(found) != len(set(asks)):
        raise NotThere(NOT_THERE)
    if not found:
        raise CannotBe(
            gettext_noop("No request is chosen."),
            next_step=gettext_noop("Choose the requests that are to wait."),
        )
    require_text(
        because,
        gettext_noop("Pausing a request needs a reason."),
        gettext_noop("Write one line that a colleague will understand."),
    )
    if until is not None and until <= asking.day:
        raise CannotBe(
            gettext_noop("The day to ask again is not ahead."),
            next_step=gettext_noop("Choose a day after today, or leave it empty."),
        )
    with change_set("pause_requests", asking) as changes:
        for ask in found:
            changes.change(ask, outcome=Outcome.DEFERRED, again_on=until)
        changes.change(breach, paused_because=because.strip())
        return changes.made(breach)


def review_repair(
    asking: Asking,
    *,
    key: uuid.UUID,
    ended: str,
    why: str,
    on: date | None = None,
    stage: str = "",
) -> Change[Breach]:
    """End a repair: trust is back, both keep a distance, or the relationship is closed.

    Repaired it is only once all stages before are done or were gone on without; to keep a distance,
    or to close, can be decided at any time. ``stage`` is how far trust has come; without it, as far
    as before.
    """
    breach: Breach = Breach.objects.one_changeable_by(asking.me, key)
    check_choice(ended, BreachEnd.values)
    require_text(
        why,
        gettext_noop("A review needs a reason."),
        gettext_noop("Write one line that a successor will understand."),
    )
    day = on or asking.day
    check_day(asking, breach, day)
    where = standing(breach, asking.day)
    if ended == BreachEnd.REPAIRED and not where.has_reached(RepairStage.REVIEW):
        raise not_reached(where.stage)
    with change_set("review_repair", asking) as changes:
        changes.add(
            RepairStep,
            breach.relationship,
            breach=breach,
            stage=RepairStage.REVIEW,
            on=day,
            text=why.strip(),
            by=asking.me,
        )
        changes.change(breach, ended=ended, ended_on=day, ended_because=why.strip())
        if not _others_open(breach):
            _settle(changes, asking, breach, ended=ended, stage=stage, why=why)
        return changes.made(breach)


def strain(changes: ChangeSet, asking: Asking, breach: Breach) -> None:
    """Let the relationship be strained, and in repair."""
    about = breach.relationship
    for of, to in ((Step.Of.PHASE, Phase.REPAIR), (Step.Of.STAGE, Stage.STRAINED)):
        _stand(changes, asking, about, of=of, to=to, reason=breach.what, on=breach.on)


def not_reached(stage: str) -> CannotBe:
    """Return the refusal of a step at a stage before which another is open."""
    return CannotBe(NOT_REACHED, next_step=GO_ON_WITHOUT, stage=RepairStage(stage).label)


def check_day(asking: Asking, breach: Breach, day: date) -> None:
    """Refuse a day to come, or before the breach."""
    check_date(day, asking.day)
    if day < breach.on:
        raise CannotBe(
            gettext_noop("This is before the day trust broke."),
            next_step=gettext_noop("Check both dates."),
        )


def _settle(
    changes: ChangeSet, asking: Asking, breach: Breach, *, ended: str, stage: str, why: str
) -> None:
    about = breach.relationship
    back = Phase.ENGAGEMENT if breach.phase_before in ("", Phase.REPAIR) else breach.phase_before
    held = breach.stage_before if breach.stage_before != Stage.STRAINED else ""
    where: dict[str, tuple[str, str]] = {
        BreachEnd.REPAIRED: (stage or held or Stage.INTRODUCED, back),
        BreachEnd.DISTANCE: (Stage.DISTANCE, Phase.ENGAGEMENT),
        BreachEnd.CLOSED: (Stage.CLOSED, Phase.CLOSED),
    }
    to_stage, to_phase = where[ended]
    _stand(changes, asking, about, of=Step.Of.STAGE, to=to_stage, reason=why)
    _stand(changes, asking, about, of=Step.Of.PHASE, to=to_phase, reason=why)


def _stand(
    changes: ChangeSet,
    asking: Asking,
    about: Relationship,
    *,
    of: Step.Of,
    to: str,
    reason: str,
    on: date | None = None,
) -> None:
    """Take a step to where the relationship stands from now on, unless it stands there already.

    Of an earlier day than its newest step it is of the day of that one, for it follows it.
    """
    if not to or getattr(about, of) == to:
        return
    newest = about.steps.filter(of=of).order_by("on", "pk").last()
    day = on or asking.day
    day = max(day, newest.on) if newest is not None else day
    take_step(changes, asking, about, of=of, to=to, on=day, reason=reason)


def _before(about: Relationship) -> dict[str, Any]:
    """Return where the relationship stood before the first breach that is not mended."""
    earlier = about.breachs.filter(ended="").order_by("pk").first()
    if earlier is not None:
        return {"stage_before": earlier.stage_before, "phase_before": earlier.phase_before}
    return {"stage_before": about.stage, "phase_before": about.phase}


def _others_open(breach: Breach) -> bool:
    others = Breach.objects.filter(relationship=breach.relationship_id, ended="")
    return others.exclude(pk=breach.pk).exists()


def _mark_with(asking: Asking, about: Relationship, key: uuid.UUID | None) -> TermMark | None:
    """Return how a term was kept that the breach began with; it must not have been kept."""
    if key is None:
        return None
    mark: TermMark = TermMark.objects.one_visible_to(asking.me, key)
    if mark.relationship_id != about.pk:
        raise NotThere(NOT_THERE)
    if mark.keeping == Keeping.KEPT:
        raise CannotBe(
            gettext_noop("This term was kept: it broke no trust."),
            next_step=gettext_noop("Correct how it was kept first."),
        )
    return mark


def _checked(asking: Asking, values: dict[str, Any]) -> dict[str, Any]:
    require_text(
        values["what"],
        gettext_noop("A breach needs a text."),
        gettext_noop("Write in one line what happened, without whose fault it was."),
    )
    check_needed(Breach, {name: values[name] for name in ("by", "on")})
    check_choice(values["by"], BreachBy.values)
    check_date(values["on"], asking.day)
    return stripped(values)
