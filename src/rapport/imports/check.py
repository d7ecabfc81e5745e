"""What taking a register in would do: said before anything is written."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from rapport.actions.people import writable_circle
from rapport.imports.already_recorded import AlreadyRecorded
from rapport.imports.mapping import RegisterMap, check_complete
from rapport.imports.reading import OnProgress, Reading, Stop, aliases_in
from rapport.imports.row_writer import known_colleagues, known_names, known_people
from rapport.imports.rows import Fault, Oddity, Taken
from rapport.imports.tables import RowWarning
from rapport.names import fold, likely_duplicates, visible
from rapport.records.models import Circle, Colleague

FAULTS_SHOWN = 200
PAIRS_SHOWN = 100
ODDITIES_SHOWN = 50
_CERTAIN = frozenset(["same_words", "same_sounds", "written_together"])


class Pair(NamedTuple):
    """Two names that may be one person's: ``one`` is new here, ``other`` is known or new too.

    ``other`` is the one to keep: the one who is known already, or who is named more often.
    """

    one: str
    other: str
    why: tuple[str, ...]
    known: bool


@dataclass
class Check:
    """What taking a register in would do. Nothing has been written.

    ``again`` rows are recorded already; they are among the ``good`` ones, not among the
    ``interactions``, and are not taken in again.
    """

    rows: int = 0
    good: int = 0
    faults: list[Fault] = field(default_factory=list)
    fault_counts: Counter[str] = field(default_factory=Counter)
    people: int = 0
    known: int = 0
    interactions: int = 0
    again: int = 0
    pairs: list[Pair] = field(default_factory=list)
    pair_count: int = 0
    oddities: list[tuple[Oddity, int]] = field(default_factory=list)
    warnings: list[RowWarning] = field(default_factory=list)
    warning_count: int = 0
    first_day: date | None = None
    last_day: date | None = None

    @property
    def noticed(self) -> dict[str, list[int]]:
        """Return what the reader of the file noticed, each with the rows where it did."""
        rows: dict[str, list[int]] = {}
        for one in self.warnings:
            rows.setdefault(one.trouble, []).append(one.row)
        return {trouble: list(dict.fromkeys(where)) for trouble, where in rows.items()}

    @property
    def brings_nothing(self) -> bool:
        """Say whether everything that could be taken in is there already."""
        return not self.people and not self.interactions


def check(
    *,
    by: Colleague,
    made: RegisterMap,
    name: str,
    data: bytes,
    today: date,
    on_progress: OnProgress | None = None,
    stop: Stop | None = None,
) -> Check:
    """Read a register by its map: what would be taken in, what is wrong, who may be double."""
    check_complete(made)
    circle = writable_circle(by, uuid.UUID(made.circle))
    reading = Reading(
        made, name, data, today, by=by, circle=circle.pk, on_progress=on_progress, stop=stop
    )
    checking = _Checking(by, circle)
    for piece in reading:
        checking.note(piece)
    answer = checking.answer
    answer.warnings, answer.warning_count = reading.warnings, reading.warning_count
    answer.oddities = reading.oddities.most_common(ODDITIES_SHOWN)
    checking.count_people()
    answer.pairs = _pairs(checking, by, circle, by_real_name=made.column("alias") is None)
    answer.pair_count = len(answer.pairs)
    del answer.pairs[PAIRS_SHOWN:]
    return answer


class _Checking:
    """Counts what the rows would bring, beside what is known already."""

    def __init__(self, by: Colleague, circle: Circle) -> None:
        self.answer = Check()
        self.known = known_people(by, circle)
        self.names: dict[str, str] = {}
        self.times: Counter[str] = Counter()
        self._colleagues = known_colleagues(by)
        self._already = AlreadyRecorded(by)

    def note(self, piece: Sequence[Taken | Fault]) -> None:
        """Count a piece of the register."""
        rows = [row for row in piece if isinstance(row, Taken)]
        keys = {fold(one) or one for row in rows for one in row.people}
        self._already.look_up(self.known[key] for key in keys if key in self.known)
        for row in piece:
            self.answer.rows += 1
            if isinstance(row, Fault):
                self._fault(row)
            else:
                self._row(row)

    def count_people(self) -> None:
        """Say how many of those named are new, and how many known."""
        self.answer.known = sum(key in self.known for key in self.names)
        self.answer.people = len(self.names) - self.answer.known

    def _fault(self, fault: Fault) -> None:
        self.answer.fault_counts[fault.code] += 1
        if len(self.answer.faults) < FAULTS_SHOWN:
            self.answer.faults.append(fault)

    def _row(self, row: Taken) -> None:
        self.answer.good += 1
        for alias, real_name in row.people.items():
            key = fold(alias) or alias
            self.names.setdefault(key, alias if not real_name else f"{alias}\n{real_name}")
            self.times[key] += 1
        if row.on is None:
            return
        if self._is_recorded(row, row.on):
            self.answer.again += 1
            return
        self.answer.interactions += 1
        self.answer.first_day = min(row.on, self.answer.first_day or row.on)
        self.answer.last_day = max(row.on, self.answer.last_day or row.on)

    def _is_recorded(self, row: Taken, on: date) -> bool:
        keys = [self.known.get(fold(one) or one) for one in row.people]
        who = self._colleagues.get(fold(row.ours) or row.ours) if row.ours else None
        if None in keys or (row.ours and who is None):
            return False
        line: str = row.interaction.get("line", "")
        return self._already.has([key for key in keys if key], on, visible(line), who)


def _pairs(checking: _Checking, by: Colleague, circle: Circle, *, by_real_name: bool) -> list[Pair]:
    """Return who may be double, the surest first.

    Where only real names are told, they are compared with each other and with sealed ones; of
    those, the alias is shown.
    """
    fresh: list[tuple[Any, str]] = []
    for key, said in checking.names.items():
        alias, _, real_name = said.partition("\n")
        if key not in checking.known:
            name = real_name if by_real_name and real_name else alias
            fresh.append(((key, name, False), name))
    known = [((fold(one), one, True), one) for one in aliases_in(by, circle.pk)]
    if by_real_name:
        sealed = known_names(by, circle.pk)
        known = [((fold(one), one, True), name) for name, one in sealed.items()]
    found = [
        Pair(*_kept_last(one, other, checking.times), why, one[2] or other[2])
        for one, other, why in likely_duplicates(fresh, known)
    ]
    return sorted(found, key=lambda pair: _CERTAIN.isdisjoint(pair.why))


def _kept_last(one: Any, other: Any, times: Counter[str]) -> tuple[str, str]:
    """Return two names, the one to keep last."""
    if not other[2] and (one[2] or times[one[0]] > times[other[0]]):
        one, other = other, one
    return one[1], other[1]
