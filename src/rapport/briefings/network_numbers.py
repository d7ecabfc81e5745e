"""The network as numbers alone: what may be given to a process that has neither names nor a key.

Nothing of Django and nothing of the engine is loaded with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Self

from rapport.briefings.gate_expressions import Expression

US, COLLEAGUE, PERSON, GROUP = range(4)
"""What a number of the map stands for."""

FRESH_DAYS = 180
"""A tie that nobody checked for longer is stale."""

LARGE = 2_000
"""Up to so many ties everything is worked out within the request that asks for it."""

WEIGHED = 20_000
"""And up to so many pairs of a gate and somebody whom it might help to know."""


class Arc(NamedTuple):
    """A tie from one to another: how sure it is (0 to 2), and how many days it is unverified."""

    tail: int
    head: int
    sure: int
    days: int

    @property
    def is_stale(self) -> bool:
        """Say whether nobody has checked it for long."""
        return self.days > FRESH_DAYS


@dataclass(frozen=True, slots=True)
class NetworkMap:
    """People, ties and gates as numbers: 0 is us, then our colleagues, people and groups.

    ``kinds`` says what each number is, ``ends`` for a colleague in how many days their mission
    ends (-1: not said), ``together`` with which group somebody would be lost (-1: none). ``gates``
    are expressions over numbers (``gate_expressions``), None where nobody's consent is known.
    ``luck`` stands for each number, ``group_luck`` for each group lost together, in what is drawn:
    it stays with them from view to view and day to day, and is no key. Left out, the numbers do.
    ``common`` are numbers that other views are likely to have with the same ties between them, but
    for the ties at the places ``apart``: the sums begin with these, and are the same without.
    """

    kinds: tuple[int, ...]
    arcs: tuple[Arc, ...]
    ends: tuple[int, ...]
    together: tuple[int, ...]
    gates: tuple[Expression | None, ...]
    luck: tuple[int, ...] = ()
    group_luck: tuple[int, ...] = ()
    common: tuple[int, ...] = field(default=(), compare=False)
    apart: tuple[int, ...] = field(default=(), compare=False)

    @property
    def is_large(self) -> bool:
        """Say whether its sums are too much to be done while a page waits."""
        return len(self.arcs) > LARGE or len(self.gates) * len(self.kinds) > WEIGHED

    def without(self, lost: Iterable[int]) -> Self:
        """Return the same once some people are gone, with everything that led over them."""
        gone = set(lost)
        kept = tuple(arc for arc in self.arcs if gone.isdisjoint(arc[:2]))
        return replace(self, arcs=kept)

    def plain(self) -> list[Any]:
        """Return it as rows of numbers and words, as JSON takes it; ties column by column."""
        ties = list(zip(*self.arcs, strict=True)) or [()] * len(Arc._fields)
        whole = [self.kinds, ties, self.ends, self.together, self.gates]
        return [*whole, self.luck, self.group_luck, self.common, self.apart]

    @classmethod
    def of_plain(cls, told: Sequence[Any]) -> Self:
        """Return the map that ``plain`` told of."""
        kinds, ties, ends, together, gates, *rest = told
        return cls(
            tuple(kinds),
            tuple(map(Arc._make, zip(*ties, strict=True))),
            tuple(ends),
            tuple(together),
            tuple(_tuple(gate) for gate in gates),
            *map(tuple, rest),
        )


def _tuple(part: Any) -> Any:
    return tuple(map(_tuple, part)) if isinstance(part, list) else part


def numbers_in(expression: Expression | None) -> Iterable[int]:
    """Yield whose consent an expression names."""
    if isinstance(expression, int):
        yield expression
    if isinstance(expression, tuple):
        head = 2 if expression[0] == "of" else 1
        for part in expression[head:]:
            yield from numbers_in(part)
