"""Who goes to which meeting: the facts, the rules of a good team, and options side by side.

Nobody is added up into one number. A rule falls short by people or by one; a comparison keeps
the order it is given and names no winner; `team_assignment` uses the same rules for many
meetings at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final, NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.network.columns import read_only
from rapport.network.errors import BadTeam

EXPOSED: Final = 2  # from this exposure on somebody needs a shield beside them
MOST_PEOPLE: Final = 10_000
FREE: Final = 2**31 - 1  # of meetings, for somebody without a limit

Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]


class Rule(IntEnum):
    """What a good team is; each falls short by a count, 0 if it is kept."""

    AVAILABLE = 0  # members who cannot be there
    CONFLICT = 1  # members with a conflict of interest
    SHIELD = 2  # 1 if an exposed member has no other beside them who can shield
    SIZE = 3  # people missing to the size asked for
    LANGUAGE = 4  # 1 if nobody shares a language with them
    PROGRAMME = 5  # 1 if nobody knows the programme: security alone needs somebody who does
    WELCOME = 6  # members who are seen badly
    MIX = 7  # sides missing, of national and international, where the mix matters
    KNOWN = 8  # 1 if nobody has a tie with them
    WORKLOAD = 9  # members with more meetings than their limit


@dataclass(frozen=True, slots=True, eq=False)
class Staffing:
    """c colleagues and m meetings; arrays are read-only. Build it with `of`.

    | field | shape | meaning |
    |---|---|---|
    | `available` | (c, m) bool | can be there |
    | `conflict` | (c, m) bool | has a conflict of interest |
    | `language` | (c, m) bool | shares a language with them |
    | `programme` | (c, m) bool | knows the programme it is about |
    | `explains` | (c, m) bool | can explain why access and safety matter |
    | `connection` | (c, m) 0..1 | chance that their tie with them works; 0 for none |
    | `seen` | (c, m) -1..1 | how they are seen: badly, unknown or neither, well |
    | `exposure` | (c, m) 0..3 | what going would expose them to |
    | `shields` | (c, m) bool | can stand before an exposed colleague |
    | `national`, `international` | (c,) bool | whichever the colleague says |
    | `load`, `limit` | (c,) | meetings they have already; how many they should have |
    | `size` | (m,) 1.. | people asked for |
    | `mixed` | (m,) bool | the mix of national and international matters |
    | `slot` | (m,) | meetings of one slot are at the same time; -1 is beside every other |
    """

    available: Flags
    conflict: Flags
    language: Flags
    programme: Flags
    explains: Flags
    connection: NDArray[np.float64]
    seen: Counts
    exposure: Counts
    shields: Flags
    national: Flags
    international: Flags
    load: Counts
    limit: Counts
    size: Counts
    mixed: Flags
    slot: Counts

    @classmethod
    def of(cls, colleagues: int, meetings: int, **facts: ArrayLike) -> Self:
        """Validate and build; facts by the names of the fields, the rest as if unremarkable.

        Left out: everybody is available, shares the language, knows the programme and explains;
        no conflict, connection, exposure, shield, side, load or limit; two people a meeting, no
        mix, no two at once. A row for all meetings, or a column for all colleagues, may stand
        for a table if it broadcasts to it. Raises BadTeam (people, fact, shape, kind,
        out-of-range; `where` is the first wrong place, row by row).
        """
        for count, name in ((colleagues, "colleagues"), (meetings, "meetings")):
            whole = isinstance(count, int | np.integer) and not isinstance(count, bool)
            if not whole or not 0 <= count <= MOST_PEOPLE:
                raise BadTeam(f"{name} is 0 .. {MOST_PEOPLE}, not {count!r}.", why="people")
        unknown = facts.keys() - FACTS.keys()
        if unknown:
            raise BadTeam(f"There is no fact called {min(unknown)!r}.", why="fact")
        pairs = (colleagues, meetings)
        shapes = {"pair": pairs, "colleague": pairs[:1], "meeting": pairs[1:]}
        return cls(
            **{
                name: _fact(facts.get(name, fact.usual), name, fact, shapes[fact.of])
                for name, fact in FACTS.items()
            }
        )

    @property
    def colleagues(self) -> int:
        """The number of colleagues."""
        return len(self.available)

    @property
    def meetings(self) -> int:
        """The number of meetings."""
        return len(self.size)


class Fact(NamedTuple):
    """What a field of a Staffing may hold."""

    of: str
    usual: bool | float
    kind: type[np.generic]
    least: float = 0
    most: float = 1


FACTS: Final = {
    "available": Fact("pair", usual=True, kind=np.bool_),
    "conflict": Fact("pair", usual=False, kind=np.bool_),
    "language": Fact("pair", usual=True, kind=np.bool_),
    "programme": Fact("pair", usual=True, kind=np.bool_),
    "explains": Fact("pair", usual=True, kind=np.bool_),
    "connection": Fact("pair", usual=0.0, kind=np.float64),
    "seen": Fact("pair", usual=0, kind=np.int64, least=-1),
    "exposure": Fact("pair", usual=0, kind=np.int64, most=3),
    "shields": Fact("pair", usual=False, kind=np.bool_),
    "national": Fact("colleague", usual=False, kind=np.bool_),
    "international": Fact("colleague", usual=False, kind=np.bool_),
    "load": Fact("colleague", usual=0, kind=np.int64, most=FREE),
    "limit": Fact("colleague", usual=FREE, kind=np.int64, most=FREE),
    "size": Fact("meeting", usual=2, kind=np.int64, least=1, most=MOST_PEOPLE),
    "mixed": Fact("meeting", usual=False, kind=np.bool_),
    "slot": Fact("meeting", usual=-1, kind=np.int64, least=-1, most=FREE),
}


class Shortfall(NamedTuple):
    """A rule that a team does not keep, by how much, and the members it is about, if any."""

    rule: Rule
    short: int
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One possible team for a meeting: how many of its members each thing is true of.

    `connections` are the chances of those who have a tie, in the order of `members`; `exposure`
    is the highest; `load` the meetings of each member, this one counted; `short` the rules that
    are not kept. No sum, no rank.
    """

    members: tuple[int, ...]
    programme: int
    explains: int
    language: int
    connections: tuple[float, ...]
    seen_well: int
    seen_badly: int
    exposure: int
    load: tuple[int, ...]
    short: tuple[Shortfall, ...]


def compare_team(
    staffing: Staffing, meeting: int, options: Sequence[Sequence[int]]
) -> tuple[Option, ...]:
    """Return the options side by side, in the order given.

    meeting: 0 .. m-1; options: teams of distinct colleagues, one or more each. Raises BadTeam
    (meeting, member, again, empty; `where` is the option). O(members).
    """
    _index(meeting, staffing.meetings, "meeting", None)
    return tuple(
        _option(staffing, int(meeting), _members(staffing, option, place))
        for place, option in enumerate(options)
    )


def shortfalls(staffing: Staffing, meeting: int, members: Sequence[int]) -> tuple[Shortfall, ...]:
    """Return the rules that a team does not keep, in the order of `Rule`; nobody is a team too.

    WORKLOAD counts the members whose limit this one meeting more would exceed. O(members).
    """
    who = np.array(members, dtype=np.intp)
    here = (who, meeting)
    sides = int(staffing.national[who].any()) + int(staffing.international[who].any())
    about = {
        Rule.AVAILABLE: ~staffing.available[here],
        Rule.CONFLICT: staffing.conflict[here],
        Rule.SHIELD: _unshielded(staffing, meeting, who),
        Rule.WELCOME: staffing.seen[here] < 0,
        Rule.WORKLOAD: staffing.load[who] + 1 > staffing.limit[who],
    }
    short = {
        Rule.SIZE: max(int(staffing.size[meeting]) - len(who), 0),
        Rule.LANGUAGE: not staffing.language[here].any(),
        Rule.PROGRAMME: not staffing.programme[here].any(),
        Rule.MIX: 2 - sides if staffing.mixed[meeting] else 0,
        Rule.KNOWN: not (staffing.connection[here] > 0).any(),
        Rule.SHIELD: about[Rule.SHIELD].any(),
    }
    found = []
    for rule in Rule:
        named = tuple(who[about[rule]].tolist()) if rule in about else ()
        by = int(short.get(rule, len(named)))
        if by:
            found.append(Shortfall(rule, by, named))
    return tuple(found)


def _unshielded(staffing: Staffing, meeting: int, who: NDArray[np.intp]) -> Flags:
    """Return which members are exposed and have no other beside them who can shield."""
    shields = staffing.shields[who, meeting]
    others = shields.sum() - shields
    return np.asarray((staffing.exposure[who, meeting] >= EXPOSED) & (others == 0))


def _option(staffing: Staffing, meeting: int, members: tuple[int, ...]) -> Option:
    who = np.array(members, dtype=np.intp)
    here = (who, meeting)
    seen, connection = staffing.seen[here], staffing.connection[here]
    return Option(
        members=members,
        programme=int(staffing.programme[here].sum()),
        explains=int(staffing.explains[here].sum()),
        language=int(staffing.language[here].sum()),
        connections=tuple(connection[connection > 0].tolist()),
        seen_well=int((seen > 0).sum()),
        seen_badly=int((seen < 0).sum()),
        exposure=int(staffing.exposure[here].max()),
        load=tuple((staffing.load[who] + 1).tolist()),
        short=shortfalls(staffing, meeting, members),
    )


def _members(staffing: Staffing, option: Sequence[int], where: int) -> tuple[int, ...]:
    for each in option:
        _index(each, staffing.colleagues, "member", where)
    if len(set(option)) < len(option):
        raise BadTeam(f"Option {where} has a colleague twice.", why="again", where=where)
    if not len(option):
        raise BadTeam(f"Option {where} has nobody.", why="empty", where=where)
    return tuple(int(each) for each in option)


def _index(value: int, size: int, why: str, where: int | None) -> None:
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not whole or not 0 <= value < size:
        raise BadTeam(f"A {why} is 0 .. {size - 1}, not {value!r}.", why=why, where=where)


def _fact(values: ArrayLike, name: str, fact: Fact, shape: tuple[int, ...]) -> NDArray[Any]:
    try:
        table = np.broadcast_to(np.asarray(values), shape)
    except ValueError as bad:
        raise BadTeam(f"{name} does not fill a table of shape {shape}.", why="shape") from bad
    wanted = {"b": "b", "i": "iu", "f": "fiu"}[np.dtype(fact.kind).kind]
    if table.size and table.dtype.kind not in wanted:
        raise BadTeam(f"{name} does not hold {table.dtype}.", why="kind")
    if fact.kind is not np.bool_:
        wrong = ~((table >= fact.least) & (table <= fact.most))
        if wrong.any():
            where = int(np.argmax(wrong.ravel()))
            says = f"{name} holds {table.ravel()[where]}, not {fact.least} .. {fact.most}."
            raise BadTeam(says, why="out-of-range", where=where)
    return read_only(np.array(table, dtype=fact.kind, order="C"))
