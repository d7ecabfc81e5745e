"""Verbs about a repair: take a step, go on without one, screen a demand, note whom we may name."""

import uuid
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.breaches import check_day, not_reached, strain
from rapport.actions.gates import stripped
from rapport.actions.people import check_date, colleague_in
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import (
    Breach,
    Demand,
    NameConsent,
    RedLine,
    RepairStage,
    RepairStep,
    Screened,
)
from rapport.records.models.repair import OfBreach
from rapport.records.models.scoped import NOT_THERE
from rapport.records.operations import recorded_models
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.repairing import standing
from rapport.records.validation import check_choice, check_needed, require_text

_A_DAY = timedelta(days=1)


def take_repair_step(
    asking: Asking,
    *,
    breach: uuid.UUID,
    stage: str,
    text: str,
    on: date | None = None,
    until: date | None = None,
    fitting: str = "",
    speaker: uuid.UUID | None = None,
) -> Change[RepairStep]:
    """Record what was done at a stage; the stages before it are done, or were gone on without.

    Both sides cool off for a day, if nothing else is said.
    """
    about = _one(asking, breach)
    _check_stage(asking, about, stage)
    require_text(
        text,
        gettext_noop("A step needs a text."),
        gettext_noop("Write in a line or two what was said or done."),
    )
    day = on or asking.day
    check_day(asking, about, day)
    if stage == RepairStage.COOL:
        until = until or day + _A_DAY
    _check_until(day, until)
    said = {"stage": stage, "text": text, "on": day, "until": until, "fitting": fitting}
    who = colleague_in(asking, about.circle, speaker)
    with change_set("take_repair_step", asking) as changes:
        step = _added(changes, RepairStep, about, by=asking.me, speaker=who, **said)
        return changes.made(step)


def go_on_without(
    asking: Asking, *, breach: uuid.UUID, stage: str, because: str
) -> Change[RepairStep]:
    """Go on without a stage, and say why: the reason stands on the page from then on."""
    about = _one(asking, breach)
    _check_stage(asking, about, stage)
    require_text(
        because,
        gettext_noop("Going on without it needs a reason."),
        gettext_noop("Write one line that a colleague will understand."),
    )
    with change_set("go_on_without", asking) as changes:
        said = {"stage": stage, "text": because, "on": asking.day, "skipped": True}
        return changes.made(_added(changes, RepairStep, about, by=asking.me, **said))


def add_demand(
    asking: Asking, *, breach: uuid.UUID, text: str, on: date | None = None
) -> Change[Demand]:
    """Note what they ask for to put it right."""
    about = _one(asking, breach)
    check_needed(Demand, {"text": text})
    day = on or asking.day
    check_day(asking, about, day)
    with change_set("add_demand", asking) as changes:
        return changes.made(_added(changes, Demand, about, text=text, on=day))


def screen_demand(
    asking: Asking,
    *,
    key: uuid.UUID,
    screened: str,
    red_line: uuid.UUID | None = None,
    refer_to: uuid.UUID | None = None,
    refusal: str = "",
) -> Change[Demand]:
    """Say what a demand is, held against the red lines: acceptable, to be referred, or neither.

    Only of one that crosses a red line is the line kept, only of one that is referred, to whom.
    """
    demand: Demand = Demand.objects.one_changeable_by(asking.me, key)
    check_choice(screened, Screened.values)
    line = _line_in(asking, red_line) if screened == Screened.RED_LINE else None
    to = refer_to if screened == Screened.REFER else None
    who = colleague_in(asking, demand.circle, to)
    with change_set("screen_demand", asking) as changes:
        changes.change(
            demand,
            screened=screened,
            screened_on=asking.day,
            red_line=line,
            refer_to=who,
            refusal=refusal.strip(),
        )
        return changes.made(demand)


def note_name(
    asking: Asking,
    *,
    breach: uuid.UUID,
    who: str,
    for_what: str,
    on: date | None = None,
    until: date | None = None,
) -> Change[NameConsent]:
    """Note that somebody let us mention their name, for what, and until when."""
    about = _one(asking, breach)
    check_needed(NameConsent, {"who": who, "for_what": for_what})
    day = on or asking.day
    check_date(day, asking.day)
    _check_until(day, until)
    with change_set("note_name", asking) as changes:
        said = {"who": who, "for_what": for_what, "on": day, "until": until}
        return changes.made(_added(changes, NameConsent, about, **said))


@cache
def of_breach_by_word() -> dict[str, type[OfBreach]]:
    """Return the kinds of what belongs to a breach and can be put right, by their words."""
    kinds = (kind for kind in recorded_models().values() if issubclass(kind, OfBreach))
    return {kind.PUT_RIGHT.word: kind for kind in kinds if kind.PUT_RIGHT is not None}


@cache
def words_of_breaches() -> dict[str, str]:
    """Return the word of each of these kinds, by its name in the log."""
    return {str(kind._meta.model_name): word for word, kind in of_breach_by_word().items()}  # noqa: SLF001


def change_of_breach(
    asking: Asking, kind: type[OfBreach], /, *, key: uuid.UUID, **values: Any
) -> Change[Any]:
    """Put right what belongs to a breach: a step, a demand, whose name we may mention."""
    row: Any = kind.objects.one_changeable_by(asking.me, key)
    check_needed(kind, values)
    checked = stripped(values)
    day = checked.get("on") or row.on
    if kind is NameConsent:
        check_date(day, asking.day)
    else:
        check_day(asking, row.breach, day)
    _check_until(day, checked.get("until", getattr(row, "until", None)))
    for name in ("speaker", "refer_to"):
        if name in checked and checked[name] != getattr(row, f"{name}_id"):
            checked[name] = colleague_in(asking, row.circle, checked[name])
        else:
            checked.pop(name, None)
    if "red_line" in checked:
        checked["red_line"] = _line_in(asking, checked["red_line"])
    with change_set(f"change_{kind._meta.model_name}", asking) as changes:  # noqa: SLF001
        changes.change(row, **checked)
        return changes.made(row)


def remove_of_breach(asking: Asking, kind: type[OfBreach], /, *, key: uuid.UUID) -> Change[Any]:
    """Remove what belongs to a breach; without its review, the repair goes on."""
    row: Any = kind.objects.one_changeable_by(asking.me, key)
    with change_set(f"remove_{kind._meta.model_name}", asking) as changes:  # noqa: SLF001
        changes.delete(row)
        if kind is RepairStep and row.stage == RepairStage.REVIEW and row.breach.ended:
            changes.change(row.breach, ended="", ended_on=None, ended_because="")
            strain(changes, asking, row.breach)
        return changes.made(row)


def _one(asking: Asking, key: uuid.UUID) -> Breach:
    breach: Breach = Breach.objects.one_changeable_by(asking.me, key)
    return breach


def _added(changes: ChangeSet, kind: type[Any], about: Breach, **values: Any) -> Any:
    return changes.add(kind, about.relationship, breach=about, **stripped(values))


def _check_stage(asking: Asking, about: Breach, stage: str) -> None:
    """Refuse a stage before which another is open; a review ends the repair by its own verb."""
    check_choice(stage, [one for one in RepairStage.values if one != RepairStage.REVIEW])
    where = standing(about, asking.day)
    if not where.has_reached(stage):
        raise not_reached(where.stage)


def _check_until(day: date, until: date | None) -> None:
    if until is not None and until < day:
        raise CannotBe(
            gettext_noop("The end is before the beginning."),
            next_step=gettext_noop("Check both dates."),
        )


def _line_in(asking: Asking, key: uuid.UUID | None) -> RedLine | None:
    if key is None:
        return None
    line = RedLine.objects.filter(office=asking.me.office_id, pk=key).first()
    if line is None:
        raise NotThere(NOT_THERE)
    return line
