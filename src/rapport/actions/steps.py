"""Where the recorded steps lead: the phase and the stage are what the newest of them says."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.people import check_date
from rapport.records.asking import Asking
from rapport.records.models import Operation, Phase, Relationship, Stage, Step
from rapport.records.operations import state_after
from rapport.records.recording import ChangeSet
from rapport.records.validation import check_choice, require_text

_OF = {Step.Of.PHASE: Phase, Step.Of.STAGE: Stage}
_NEEDS = {
    Step.Of.PHASE: gettext_noop("Changing the phase needs a reason."),
    Step.Of.STAGE: gettext_noop("A stage needs evidence."),
}


def take_step(
    changes: ChangeSet,
    asking: Asking,
    relationship: Relationship,
    *,
    of: Step.Of,
    to: str,
    on: date | None,
    reason: str,
) -> None:
    """Record a step. One of an earlier day than the newest changes nothing of where we stand."""
    values = {"of": of, "to": to, "on": on or asking.day, "reason": reason}
    checked = checked_step(asking, values)
    changes.add(Step, relationship, by=asking.me, **checked)
    stand(changes, relationship, of)


def checked_step(asking: Asking, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a step as they are stored, or refuse what cannot be."""
    of = Step.Of(values["of"])
    require_text(
        values["reason"],
        _NEEDS[of],
        gettext_noop("Write one line that a successor will understand."),
    )
    check_choice(values["to"], _OF[of].values)
    check_date(values["on"], asking.day)
    return dict(values)


def stand(changes: ChangeSet, relationship: Relationship, of: str) -> None:
    """Bring the phase or the stage to what the newest step says; of none, to how it began."""
    changes.write()
    newest = relationship.steps.filter(of=of).order_by("on", "pk").last()
    to: dict[str, Any] = {of: newest.to if newest else _begun(relationship, of)}
    changes.change(relationship, **to)


def _begun(relationship: Relationship, of: str) -> str:
    """Return the phase or stage a relationship began with, as its first operation says."""
    first = Operation.objects.filter(row=relationship.pk).order_by("sequence")[:1]
    began: str = state_after(first).value(of) or _OF[Step.Of(of)].values[0]
    return began
