"""Whose consent opens a gate, as the engine reads it: all, any or so many of some, nested.

An expression is a number of the map or a tuple that begins with a word: ``("all", 3, 4)``,
``("any", 3, ("all", 4, 5))``, ``("of", 2, 6, 7, 8)``. ``VACANT`` stands for a consent that nobody
whom the reader sees could give.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

Expression = int | tuple[Any, ...]

VACANT = -1


def expressions(
    gates: Sequence[Hashable],
    groups: Iterable[tuple[Any, ...]],
    consents: Iterable[tuple[Hashable, Hashable, Sequence[int]]],
) -> list[Expression | None]:
    """Return the expression of each gate, or None where nobody's consent is known.

    ``groups`` are ``(key, gate, parent, needs, count)``; ``consents`` are ``(gate, group, whose)``,
    with everybody of whom any one could give it. All groups that stand in no other are needed, as
    ``rules.consents`` adds them up. A group with nothing in it says nothing.
    """
    inside: dict[Hashable, list[tuple[Any, ...]]] = defaultdict(list)
    for group in groups:
        inside[group[1] if group[2] is None else group[2]].append(group)
    there: dict[Hashable, list[Expression]] = defaultdict(list)
    for _, held_in, whose in consents:
        there[held_in].append(_any(whose))

    def of(group: tuple[Any, ...]) -> Expression | None:
        within = (of(one) for one in inside.get(group[0], ()))
        parts = [*there.get(group[0], ()), *(one for one in within if one is not None)]
        return _needed(group[3], group[4], parts) if parts else None

    found = (
        [one for group in inside.get(gate, ()) if (one := of(group)) is not None] for gate in gates
    )
    return [_needed("all", None, parts) if parts else None for parts in found]


def _any(whose: Sequence[int]) -> Expression:
    distinct = list(dict.fromkeys(whose))
    if not distinct:
        return VACANT
    return distinct[0] if len(distinct) == 1 else ("any", *distinct)


def _needed(needs: str, count: int | None, parts: Sequence[Expression]) -> Expression:
    """Return a group of parts; one that needs more than there are cannot be met."""
    if needs == "some":
        least = max(count or 1, 1)
        missing = [VACANT] * (least - len(parts))
        return ("of", least, *parts, *missing)
    return parts[0] if len(parts) == 1 else (needs, *parts)
