"""What the rules are told of trust that broke, and where its repair stands."""

from collections.abc import Hashable, Iterable
from datetime import date
from typing import NamedTuple

STAGES = (
    *("listen", "cool", "understand", "recall", "apology", "fix"),
    *("promises", "contacts", "review"),
)
"""The stages of a repair, in the order in which they are taken."""

CONTACTS_NEEDED = 2
"""So many contacts without a request come before the next one."""


class RepairStepFact(NamedTuple):
    """What was done at a stage on a day, or why it was ``skipped``.

    ``until`` is the day up to which it lasts; ``blame`` are its words that blame a colleague.
    """

    key: Hashable
    stage: str
    on: date
    until: date | None
    skipped: bool
    blame: tuple[str, ...] = ()


class DemandFact(NamedTuple):
    """What they ask for. ``blame`` are the words of our answer that blame a colleague."""

    key: Hashable
    on: date
    screened: bool
    blame: tuple[str, ...] = ()


class NameFact(NamedTuple):
    """Somebody whose name we may mention, from a day on and up to another."""

    key: Hashable
    on: date
    until: date | None

    def holds(self, today: date) -> bool:
        """Return whether we may mention it on a day."""
        return self.on <= today and (self.until is None or today <= self.until)


class BreachFact(NamedTuple):
    """Something that broke trust on a day and is not mended yet. ``steps`` are in order."""

    key: Hashable
    on: date
    steps: tuple[RepairStepFact, ...]
    demands: tuple[DemandFact, ...]
    names: tuple[NameFact, ...]
    blame: tuple[str, ...] = ()

    def taken(self, today: date) -> list[RepairStepFact]:
        """Return the steps up to a day."""
        return [step for step in self.steps if step.on <= today]


def stage_now(taken: Iterable[str], *, contacts: int, kept: int) -> str:
    """Return the first stage that is not done yet: each has a step, or shows from the records.

    ``contacts`` are those without a request since the breach, ``kept`` our promises kept since.
    """
    done = set(taken)
    if kept:
        done.add("promises")
    if contacts >= CONTACTS_NEEDED:
        done.add("contacts")
    return next((stage for stage in STAGES if stage not in done), "review")
