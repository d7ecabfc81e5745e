"""The gates that hang on one counterpart: where their consent is needed, or where they might help.

One question answers it, so that a person's page costs no more however many gates there are.
"""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, JSONField, Q, QuerySet, Value

from rapport.briefings.gate_list import last_standing
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Consent, SecondPath, Standing
from rapport.records.prepared import prepared
from rapport.rules.consents import state_on

OF_A_PERSON = 40
"""So many are read for their page, the first by their names."""


@dataclass(frozen=True, slots=True)
class HangsOnThem:
    """A gate that names somebody: how it stands, and what they say to it, since when.

    Where they are named in a second path, ``path`` says which, and there is no ``state``.
    """

    gate: uuid.UUID
    name: str
    standing: str
    state: str
    since: date | None
    path: str


def gates_of_a_person(asking: Asking, relationship: uuid.UUID) -> tuple[HangsOnThem, ...]:
    """Return the gates still needed that name a counterpart: their consents, then second paths."""
    rows = _naming(asking.me, relationship, asking.day)
    told = [_told(row, asking.day) for row in rows]
    return tuple(sorted(told, key=lambda one: (bool(one.path), one.name, one.gate)))


def _told(row: tuple[Any, ...], day: date) -> HangsOnThem:
    gate, name, states, path, standing = row
    state, since = ("", None) if path else state_on(states, day)
    return HangsOnThem(gate, name, standing or Standing.UNKNOWN, state, since, path)


@prepared
def _naming(
    me: Colleague, relationship: uuid.UUID, day: date
) -> "QuerySet[Consent, tuple[Any, ...]]":
    needed = Q(gate__until__isnull=True) | Q(gate__until__gte=day)
    stands = last_standing(me, day, "gate_id")
    nothing, none = Value("", output_field=CharField()), Value([], output_field=JSONField())
    columns = ("gate_id", "gate__name", "said", "path", "stands")
    consents = Consent.objects.visible_to(me).filter(needed, relationship=relationship)
    told = consents.annotate(said=F("states"), path=nothing, stands=stands).values_list(*columns)
    paths = SecondPath.objects.visible_to(me).filter(needed, relationship=relationship)
    how = paths.annotate(said=none, path=F("text"), stands=stands).values_list(*columns)
    return told.union(how, all=True).order_by("gate__name", "gate_id")[:OF_A_PERSON]
