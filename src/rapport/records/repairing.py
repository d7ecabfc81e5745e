"""Where the repair of a breach stands, worked out from its steps and what was logged since."""

from dataclasses import dataclass
from datetime import date

from rapport.records.judging_facts import load
from rapport.records.models import Breach, RepairStage
from rapport.records.raw_rows import as_uuid
from rapport.rules.facts_repair import STAGES
from rapport.rules.repair import promises_kept, stage_of
from rapport.rules.warmups import days_without_request


@dataclass(frozen=True, slots=True)
class Standing:
    """The stage a repair is at; contacts without a request, and promises kept, since the breach.

    Of one that has ended the stage is empty: all of them are behind it.
    """

    stage: str
    contacts: int
    kept: int

    def has_reached(self, stage: str) -> bool:
        """Say whether the stages before one are done, or were gone on without."""
        return not self.stage or STAGES.index(stage) <= STAGES.index(self.stage)


def standing(breach: Breach, day: date) -> Standing:
    """Return where a repair stands on a day."""
    loaded = next(iter(load([breach.relationship_id], day)), None)
    if loaded is None:
        return Standing("", 0, 0)
    facts = loaded.facts
    contacts = len(days_without_request(facts, breach.on, day))
    for one in facts.breaches:
        if as_uuid(one.key) == breach.pk:  # type: ignore[arg-type]
            return Standing(stage_of(one, facts, day), contacts, promises_kept(one, facts, day))
    return Standing("" if breach.ended else RepairStage.LISTEN, contacts, 0)
