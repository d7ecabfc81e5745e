"""Facts about trust that broke, loaded for the rules: only of repairs that go on.

Where none does with any of the relationships wanted, one question is all that is asked. What they
said, and what they demand, is theirs: in it nobody of ours is sought whom they may blame.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from django.db.models.expressions import RawSQL

from rapport.records.models import (
    Breach,
    Colleague,
    Demand,
    NameConsent,
    Office,
    RepairStage,
    RepairStep,
)
from rapport.records.questions import Question
from rapport.records.raw_rows import Key, among_stored, as_uuid
from rapport.rules.blaming import blame_in
from rapport.rules.facts_repair import BreachFact, DemandFact, NameFact, RepairStepFact

_BREACHES = Question(
    lambda wanted, today: Breach.objects.filter(
        relationship__in=wanted, on__lte=today, ended=""
    ).order_by("on", "pk"),
    *("relationship_id", "pk", "office_id", "on", "what"),
)
_STEPS = Question(
    lambda wanted, today: RepairStep.objects.filter(
        relationship__in=wanted, on__lte=today, breach__ended=""
    ).order_by("on", "pk"),
    *("breach_id", "pk", "stage", "on", "until", "skipped", "text"),
)
_DEMANDS = Question(
    lambda wanted, today: Demand.objects.filter(
        relationship__in=wanted, on__lte=today, breach__ended=""
    ).order_by("pk"),
    *("breach_id", "pk", "on", "screened", "refusal"),
)
_NAMES = Question(
    lambda wanted, today: NameConsent.objects.filter(
        relationship__in=wanted, on__lte=today, breach__ended=""
    ).order_by("pk"),
    *("breach_id", "pk", "on", "until"),
)


def breaches_of(wanted: RawSQL, today: date) -> Mapping[Key, list[BreachFact]]:
    """Return the breaches with each counterpart whose repair goes on, by relationship."""
    rows = _BREACHES.ask(wanted, today)
    facts: dict[Key, list[BreachFact]] = defaultdict(list)
    if not rows:
        return facts
    some = among_stored({row[0] for row in rows})
    steps, demands = _STEPS.ask(some, today), _DEMANDS.ask(some, today)
    names = _NAMES.ask(some, today)
    cues = {office: Cues(as_uuid(office)) for office in {row[2] for row in rows}}
    for relationship, key, office, on, what in rows:
        blame = cues[office].in_text
        facts[relationship].append(
            BreachFact(
                key,
                on,
                tuple(
                    RepairStepFact(
                        step, stage, day, until, bool(skipped), blame(_ours(stage, text))
                    )
                    for of, step, stage, day, until, skipped, text in steps
                    if of == key
                ),
                tuple(
                    DemandFact(demand, day, bool(screened), blame(refusal))
                    for of, demand, day, screened, refusal in demands
                    if of == key
                ),
                tuple(NameFact(name, day, until) for of, name, day, until in names if of == key),
                blame(what),
            )
        )
    return facts


def _ours(stage: str, text: str) -> str:
    """Return a text in our voice; what was heard is theirs."""
    return "" if stage == RepairStage.LISTEN else text


class Cues:
    """What an office goes by to notice blame: its own expressions, and its colleagues' names."""

    def __init__(self, office: uuid.UUID) -> None:
        settings = Office.objects.values_list("rule_settings", flat=True).get(pk=office)
        names = Colleague.objects.filter(office=office).order_by("pk")
        self._find = partial(
            blame_in,
            names=as_called(list(names.values_list("name", flat=True))),
            extra=tuple(settings.get("P04", {}).get("words", ())),
        )

    def in_text(self, text: str) -> tuple[str, ...]:
        """Return the words of a text that blame a colleague."""
        return self._find(text)

    def of_step(self, stage: str, text: str) -> tuple[str, ...]:
        """Return as :meth:`in_text`; what was heard from them is theirs and is left alone."""
        return self._find(_ours(stage, text))


_LEAST = 3
"""Letters without which a first name is no name in a text."""


def as_called(names: Sequence[str]) -> tuple[str, ...]:
    """Return names whole, and as one calls people: by their first."""
    first = (name.split()[0] for name in names if name.split())
    return tuple(dict.fromkeys([*names, *(one for one in first if len(one) >= _LEAST)]))
