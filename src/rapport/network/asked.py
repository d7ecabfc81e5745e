"""What may be said for a network, a gate, a person: many spellings at the door, one inside.

A gate is a number, a label, an expression, a `Gate` or a compiled one; several of them are any row
of these. Where a snapshot has labels, a name or number that is a label means that person; a whole
number that is none is the person's number.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeVar

import numpy as np

from rapport.network.errors import BadGate, BadSnapshot, NetworkError
from rapport.network.gates import CompiledGate, Gate
from rapport.network.snapshot import Snapshot

Thing = TypeVar("Thing")
OneGate = CompiledGate | Gate | int | str | Sequence[Any]
Gates = OneGate | Iterable[OneGate]
WORDS: Final = ("all", "any", "of")


def a_snapshot(given: object) -> Snapshot:
    """Return the snapshot. Raises BadSnapshot (not-a-snapshot)."""
    return expected(given, Snapshot, BadSnapshot, "snapshot")


def expected(given: object, kind: type[Thing], refuse: type[NetworkError], name: str) -> Thing:
    """Return what was given if it is of a kind. Raises refuse (not-a-...)."""
    if not isinstance(given, kind):
        says = f"A {name} is a rapport.network.{kind.__name__}, not {type(given).__name__}."
        raise refuse(says, why=f"not-a-{name}")
    return given


def is_one(snapshot: Snapshot, gates: object) -> bool:
    """Return whether one gate is meant, not several."""
    if isinstance(gates, CompiledGate | Gate | int | np.integer | str):
        return True
    if isinstance(gates, list | tuple) and gates and isinstance(gates[0], str):
        return gates[0] in WORDS and snapshot.number_of(gates[0]) is None
    return snapshot.number_of(gates) is not None


def one_gate(snapshot: Snapshot, gate: object) -> CompiledGate:
    """Return a gate compiled to the people of the snapshot. Raises BadGate."""
    if isinstance(gate, CompiledGate):
        return gate
    read = gate if isinstance(gate, Gate) else Gate.read(_numbered(snapshot, gate))
    return read.compiled(snapshot.n)


def some_gates(snapshot: object, gates: object) -> list[CompiledGate]:
    """Return one gate or several as a list, compiled. Raises BadSnapshot, BadGate.

    O(number of gates) where they are compiled already.
    """
    network = a_snapshot(snapshot)
    if is_one(network, gates):
        return [one_gate(network, gates)]
    if isinstance(gates, dict | bytes) or not isinstance(gates, Iterable):
        says = f"Gates are numbers, labels, lists or gates, not {type(gates).__name__}."
        raise BadGate(says, why="not-a-gate")
    return [one_gate(network, each) for each in gates]


def the_gate(snapshot: object, gate: object) -> CompiledGate:
    """Return the one gate, alone or in a row of one. Raises BadSnapshot, BadGate (several)."""
    found = some_gates(snapshot, gate)
    if len(found) != 1:
        says = f"This question is about one gate, not {len(found)}: ask for each."
        raise BadGate(says, why="several")
    return found[0]


def person_number(snapshot: Snapshot, person: Any) -> Any:
    """Return the number of a labelled person, or what was given where it is no label."""
    number = snapshot.number_of(person)
    return person if number is None else number


def _numbered(snapshot: Snapshot, expression: Any) -> Any:
    """Put numbers in the place of labels; the word of a list, and its count, stay."""
    if snapshot.labels is None:
        return expression
    number = snapshot.number_of(expression)
    if number is not None:
        return number
    if isinstance(expression, str) or not isinstance(expression, list | tuple):
        return expression
    kept = 2 if expression and expression[0] == "of" else 1
    rest = [_numbered(snapshot, part) for part in expression[kept:]]
    return [*expression[:kept], *rest]
