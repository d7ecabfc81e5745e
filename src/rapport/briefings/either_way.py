"""Whom it would help to know whichever way power goes, worked out when somebody asks for it.

Two worlds are asked the same with the same luck: as things are, and as they would be once power had
changed hands. Only rows that its reader may see are used.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace

from rapport.briefings.gate_expressions import VACANT, Expression
from rapport.briefings.network_assumptions import assumed_of
from rapport.briefings.network_map import Network, network_of
from rapport.briefings.network_numbers import NetworkMap
from rapport.briefings.views import view_of
from rapport.briefings.ways_to_gates import Called, called
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Gate, PowerChange, Relationship, Tenure
from rapport.records.raw_rows import among
from rapport.records.what_changes import Effects, effects, with_parts
from rapport.rules.catalogue import validated_settings

MOST = 6
"""So many gates are worked out while a page waits."""


@dataclass(frozen=True, slots=True)
class HelpsEitherWay:
    """A new contact: in how many more of a hundred cases a gate is open, as it is and if so."""

    whom: Called
    now: int
    then: int


@dataclass(frozen=True, slots=True)
class GateEitherWay:
    """A gate that a change of power touches, and who would help in both worlds."""

    key: uuid.UUID
    name: str
    helps: tuple[HelpsEitherWay, ...]


@dataclass(frozen=True, slots=True)
class EitherWay:
    """What was worked out; ``more`` gates were left out, all of them where the map is large."""

    gates: tuple[GateEitherWay, ...]
    more: int


def either_way(asking: Asking, key: uuid.UUID) -> EitherWay:
    """Return whom it would help to know for the gates a change touches, or raise ``NotThere``."""
    from rapport.briefings.both_worlds import help_in_both  # noqa: PLC0415 - it loads NumPy

    me, view = asking.me, view_of(asking)
    row = PowerChange.objects.one_visible_to(me, key)
    found = effects(me, row, asking.day)
    network = network_of(view)
    touched = [one for one in found.gates if one in network.whose.gates]
    chosen = () if network.map.is_large else touched[:MOST]
    if not chosen:
        return EitherWay((), len(touched))
    risen = network.whose.number_of(row.risen_id) if row.risen_id else None
    then = once_it_is_so(network.map, _gone(me, row, found, network), risen)
    places = [network.whose.gates.index(one) for one in chosen]
    assumed = assumed_of(validated_settings(me.office.rule_settings)["N01"])
    helps = help_in_both(network.map, then, places, assumed)
    names = called(view, network, {one.whom for of_gate in helps for one in of_gate})
    gates = dict(Gate.objects.visible_to(me).filter(pk__in=chosen).values_list("pk", "name"))
    return EitherWay(
        tuple(
            GateEitherWay(
                gate,
                gates[gate],
                tuple(
                    HelpsEitherWay(names[one.whom], one.now, one.then)
                    for one in of_gate
                    if one.whom in names
                ),
            )
            for gate, of_gate in zip(chosen, helps, strict=True)
        ),
        len(touched) - len(chosen),
    )


def _gone(me: Colleague, row: PowerChange, found: Effects, network: Network) -> set[int]:
    """Return who decides no more: the groups that lose power, and who leaves their post."""
    left = Tenure.objects.visible_to(me).filter(pk__in=among(list(found.tenures)))
    theirs = Relationship.objects.visible_to(me).filter(
        counterpart__in=left.values("counterpart_id")
    )
    keys = {*theirs.values_list("pk", flat=True)}
    if row.position_id is None:
        keys |= with_parts(me, row.fallen_id)
    numbers = (network.whose.number_of(key) for key in keys)
    return {one for one in numbers if one is not None}


def once_it_is_so(network: NetworkMap, gone: Collection[int], risen: int | None) -> NetworkMap:
    """Return a map once some decide no more: who gains power stands in their place, or nobody.

    Where others could say yes as well, only these are left: nothing is hoped of who comes.
    """
    instead = VACANT if risen is None else risen
    gates = tuple(None if one is None else _then(one, gone, instead) for one in network.gates)
    return replace(network, gates=gates)


def _then(part: Expression, gone: Collection[int], instead: int) -> Expression:
    if isinstance(part, int):
        return instead if part in gone else part
    head = 2 if part[0] == "of" else 1
    parts = part[head:]
    if part[0] == "any" and (left := [one for one in parts if one not in gone]):
        parts = tuple(left)
    then = [_then(one, gone, instead) for one in parts]
    if part[0] == "any":
        then = list(dict.fromkeys(then))
    return then[0] if part[0] == "any" and len(then) == 1 else (*part[:head], *then)
