"""Facts about requests, loaded for the rules: what is planned or was asked, and at what cost."""

import json
from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db.models.expressions import RawSQL

from rapport.records.models import Ask, Weight
from rapport.records.questions import Question
from rapport.records.raw_rows import Key, day_of
from rapport.rules import facts as shapes

_ASKS = Question(
    lambda wanted, _today: Ask.objects.filter(relationship__in=wanted).order_by("pk"),
    *("relationship_id", "pk", "planned_for", "life_saving", "authorised_by_id", "outcome"),
    *("made_on", "answered_on", "channel", "interaction_id", "costs", "softens", "for_them"),
    *("benefit_checked", "again_on", "circle_id", "gate_id", "gate__circle_id"),
)


_fact_of = partial(tuple.__new__, shapes.AskFact)
"""Makes the fact of a request as ``AskFact._make`` does; thousands are made."""
_HEAVY = int(Weight.HEAVY)


def asks_of(wanted: RawSQL) -> Mapping[Key, list[shapes.AskFact]]:
    """Return the requests to each counterpart, by relationship.

    A gate of another circle than the request's counts as none: its readers may not see it.
    """
    answer: dict[Key, list[shapes.AskFact]] = defaultdict(list)
    for relationship, key, planned_for, life_saving, by, *rest in _ASKS.ask(wanted):
        outcome, made_on, answered_on, channel, interaction, costs, softens, *more = rest
        for_them, checked, again_on, circle, gate, gate_circle = more
        weights = _unsoftened(costs)
        ask = (
            *(key, day_of(key), planned_for, life_saving, by is not None),
            *(outcome, made_on, answered_on, channel or None, interaction),
            *(bool(weights), _HEAVY in weights and not softens.strip()),
            *(bool(for_them.strip()), bool(checked), again_on),
            gate if gate_circle == circle else None,
        )
        answer[relationship].append(_fact_of(ask))
    return answer


def _unsoftened(said: Any) -> list[int]:
    """Return the weight of each cost, 0 for one that something softens.

    The costs are text in the encrypted file, and a list on PostgreSQL.
    """
    if said in ("[]", []):
        return []
    costs = json.loads(said) if isinstance(said, str) else said
    return [0 if softened and softened[0].strip() else weight for _, weight, *softened in costs]
