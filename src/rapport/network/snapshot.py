"""The network on one day: an immutable snapshot, validated once.

People are numbered 0 .. n-1 and person 0 is a virtual "us". A tie is a directed arc from a
tail to a head, with its own chance of still working at the horizon; a relationship that works
both ways is two arcs, each with its own chance. Groups stand for what is lost together (a
purge, a front that shifts): treating such losses as independent overstates resilience.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.network.errors import BadSnapshot
from rapport.network.outside import columns_of_frame, columns_of_graph, graph_of
from rapport.network.shown import Shown
from rapport.network.snapshot_columns import (
    NO_GROUP,
    chances_of,
    contacts_of,
    frozen,
    groups_of,
    keys_of,
    own_labels,
    pairs_of,
    people_count,
    presence,
    starts_of,
    validated_order,
)

__all__ = ["NO_GROUP", "Incoming", "Snapshot"]


class Incoming(NamedTuple):
    """Arcs by their head: those into v are rows `indptr[v]:indptr[v + 1]` of the other two."""

    indptr: NDArray[np.int64]
    tails: NDArray[np.int32]
    tie_ids: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Snapshot(Shown):
    """People, ties, chances, groups and contacts as they stood on one day; arrays are read-only.

    Build it with `Snapshot.of`, which validates; the constructor itself does not.

    | field | shape | meaning |
    |---|---|---|
    | `n`, `m` | | number of people (0 is us) and of ties |
    | `tail`, `head` | (m,) int32 | the tie runs from tail to head, in the order given |
    | `p_tie` | (m,) float64 | chance that the tie works at the horizon |
    | `p_person` | (n,) float64 | chance that the person is still there; 1 for us |
    | `group`, `p_group` | (n,) int32, (g,) | -1 or what the person is lost with; its chance |
    | `person_key`, `group_key` | (n,), (g,) uint64 | stable ids: they alone choose the draws |
    | `indptr`, `heads`, `tie_ids` | (n+1,), (m,), (m,) | arcs by tail, heads ascending |
    | `contact_tie`, `contact_day` | (c,) int32, int64 | contact log sorted by tie, then day |
    | `labels` | n of them, or None | what the caller calls each person |
    """

    n: int
    m: int
    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    p_tie: NDArray[np.float64]
    p_person: NDArray[np.float64]
    group: NDArray[np.int32]
    p_group: NDArray[np.float64]
    person_key: NDArray[np.uint64]
    group_key: NDArray[np.uint64]
    indptr: NDArray[np.int64]
    heads: NDArray[np.int32]
    tie_ids: NDArray[np.int32]
    contact_tie: NDArray[np.int32]
    contact_day: NDArray[np.int64]
    labels: tuple[Hashable, ...] | None = None
    _incoming: Incoming | None = field(default=None, repr=False)
    _numbers: dict[Hashable, int] | None = field(default=None, repr=False)

    @classmethod
    def of(
        cls,
        *unnamed: object,
        n: int | None = None,
        ties: ArrayLike = (),
        p_tie: ArrayLike | None = None,
        p_person: ArrayLike | None = None,
        group: ArrayLike | None = None,
        p_group: ArrayLike | None = None,
        person_key: ArrayLike | None = None,
        group_key: ArrayLike | None = None,
        contacts: ArrayLike | None = None,
        labels: Sequence[Hashable] | None = None,
        undirected: bool = False,
    ) -> Self:
        """Validate and build.

        n: number of people, 1 .. 2^31 - 1. ties: (m, 2) integers, tail then head. p_tie: (m,),
        p_person: (n,) (entry 0 must be 1: we are always there to ask), p_group: (g,): chances
        in [0, 1], all 1 when left out. group: (n,) integers, -1 for none. person_key, group_key:
        distinct non-negative integers that stay with a person or group from one snapshot to the
        next (default: the index); an unchanged tie or person is drawn alike in every snapshot
        that carries the same keys. contacts: (c, 2) integers, index of the tie and day number.
        labels: what you call each person, ours first. undirected: each tie is given once and works
        both ways alike: ties 0 .. m-1 as given, m .. 2m-1 the other way.

        Cycles, unreachable people and chances of 0 and 1 are fine. Raises BadSnapshot, whose
        `why` is one of shape, missing, not-integer, not-number, people-count, out-of-range,
        self-tie, duplicate, not-a-chance, us-must-stay, key, labels, not-columns. O(m log m).
        """
        if unnamed:
            says = "A snapshot is made of named columns; for a graph there is from_networkx."
            raise BadSnapshot(says, why="not-columns")
        n = people_count(n)
        pairs = pairs_of(ties, "ties")
        chances = chances_of(p_tie, len(pairs), "p_tie")
        if undirected:
            pairs, chances = np.concatenate([pairs, pairs[:, ::-1]]), np.tile(chances, 2)
        tail, head, m = pairs[:, 0], pairs[:, 1], len(pairs)
        order = validated_order(n, tail, head)
        p_groups = chances_of(() if p_group is None else p_group, None, "p_group")
        contact_tie, contact_day = contacts_of(contacts, m)
        return cls(
            n=n,
            m=m,
            tail=frozen(tail, np.int32),
            head=frozen(head, np.int32),
            p_tie=frozen(chances, np.float64),
            p_person=frozen(presence(p_person, n), np.float64),
            group=frozen(groups_of(group, n, len(p_groups)), np.int32),
            p_group=frozen(p_groups, np.float64),
            person_key=frozen(keys_of(person_key, n, "person_key"), np.uint64),
            group_key=frozen(keys_of(group_key, len(p_groups), "group_key"), np.uint64),
            indptr=frozen(starts_of(tail, n), np.int64),
            heads=frozen(head[order], np.int32),
            tie_ids=frozen(order, np.int32),
            contact_tie=frozen(contact_tie, np.int32),
            contact_day=frozen(contact_day, np.int64),
            labels=None if labels is None else own_labels(labels, n),
        )

    def with_chances(
        self, *, p_tie: ArrayLike, p_person: ArrayLike, p_group: ArrayLike = ()
    ) -> Self:
        """Return the same people, ties and groups under other chances, validated as by `of`. O(m).

        Raises BadSnapshot (shape, not-number, not-a-chance, us-must-stay).
        """
        groups = chances_of(p_group, len(self.p_group), "p_group")
        return replace(
            self,
            p_tie=frozen(chances_of(p_tie, self.m, "p_tie"), np.float64),
            p_person=frozen(presence(p_person, self.n), np.float64),
            p_group=frozen(groups, np.float64),
            _incoming=self.incoming,
        )

    @classmethod
    def from_networkx(
        cls,
        graph: Any,
        *,
        us: Hashable = None,
        ours: Iterable[Hashable] = (),
        chance: str = "p",
        group: str = "group",
        p_group: Mapping[Hashable, float] | None = None,
    ) -> Self:
        """Return the snapshot of a NetworkX Graph or DiGraph; labels are its nodes.

        us: the node that is us. Or ours: the nodes of our colleagues; "us" is put before them,
        with ties that always work. chance: the attribute of nodes and edges that holds theirs
        (1 where there is none); group: that of nodes; p_group: chances by group. An edge of a
        Graph works both ways. Raises BadSnapshot: not-a-graph, us, group, duplicate (several edges
        between two), and what `of` raises.
        """
        taken: dict[str, Any] = {"us": us, "ours": ours, "p_group": p_group}
        taken |= {"chance": chance, "group": group}
        return cls.of(**columns_of_graph(graph, **taken))

    @classmethod
    def from_pandas(
        cls,
        ties: Any,
        *,
        tail: str = "tail",
        head: str = "head",
        chance: str | None = None,
        people: Any = None,
        person: str = "person",
        person_chance: str | None = None,
        group: str | None = None,
        us: Hashable = None,
        ours: Iterable[Hashable] = (),
        p_group: Mapping[Hashable, float] | None = None,
        undirected: bool = False,
    ) -> Self:
        """Return the snapshot of a DataFrame of ties, or of a dict of lists.

        tail, head, chance: its columns. people: a second frame, if somebody has a chance or a
        group: columns person, person_chance, group. us, ours, p_group: as in `from_networkx`.
        Raises BadSnapshot: column, us, group, and what `of` raises.
        """
        taken: dict[str, Any] = {
            "us": us,
            "ours": ours,
            "p_group": p_group,
            "undirected": undirected,
        }
        taken |= {"person": person, "person_chance": person_chance, "group": group}
        return cls.of(
            **columns_of_frame(ties, tail=tail, head=head, chance=chance, people=people, **taken)
        )

    def to_networkx(self) -> Any:
        """Return a NetworkX DiGraph: `p` of nodes and edges, `group` and `p_group` of nodes.

        Nodes are labels, or numbers. Raises NotInstalled (networkx).
        """
        return graph_of(self)

    def number_of(self, label: object) -> int | None:
        """Return the number of the person called so, or None if nobody is."""
        if self.labels is None:
            return None
        if self._numbers is None:
            numbers = {each: number for number, each in enumerate(self.labels)}
            object.__setattr__(self, "_numbers", numbers)
        try:
            return (self._numbers or {}).get(label)
        except TypeError:  # a list is no label
            return None

    @property
    def incoming(self) -> Incoming:
        """Arcs by head, built on first use and kept. O(m log m) once."""
        found = self._incoming
        if found is None:
            order = np.argsort(self.head.astype(np.int64) * self.n + self.tail)
            found = Incoming(
                frozen(starts_of(self.head, self.n), np.int64),
                frozen(self.tail[order], np.int32),
                frozen(order, np.int32),
            )
            object.__setattr__(self, "_incoming", found)
        return found

    def __setstate__(self, state: list[Any]) -> None:
        """Keep the arrays read-only after a journey between processes."""
        for name, value in zip(self.__slots__, state, strict=True):
            for array in value if isinstance(value, Incoming) else (value,):
                if isinstance(array, np.ndarray):
                    array.flags.writeable = False
            object.__setattr__(self, name, value)
