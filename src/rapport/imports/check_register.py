"""What importing a register would do: said before anything is written."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from rapport.actions.people import writable_circle
from rapport.imports.day_notes import each_wording
from rapport.imports.known import (
    AlreadyNoted,
    AlreadyRecorded,
    Recorded,
    by_alias,
    known_colleagues,
    known_names,
    known_people,
    name_key,
)
from rapport.imports.mapping import RegisterMap, check_complete
from rapport.imports.reading import OnProgress, RegisterReader, Stop
from rapport.imports.rows import KEPT, Fault, Oddity, RegisterRow
from rapport.imports.tables import PassedOver, RowWarning
from rapport.imports.told_of_person import ToldOfPerson
from rapport.imports.who_is_who import Double
from rapport.names import fold, likely_duplicates, visible
from rapport.records.asking import Asking
from rapport.records.models import Circle, Colleague

FAULTS_SHOWN = 200
PAIRS_SHOWN = 100
ODDITIES_SHOWN = 50
_CERTAIN = frozenset(["same_words", "same_sounds", "written_together"])


class Pair(NamedTuple):
    """Two names that may be one person's: ``name`` is new here, ``kept`` is known or new too.

    ``kept`` is the name of the two that is known already, or that is written more often.
    """

    name: str
    kept: str
    why: tuple[str, ...]
    known: bool


@dataclass
class Check:
    """What importing a register would do. Nothing has been written.

    ``again`` rows are recorded already; they are among the ``good`` ones, not among the
    ``interactions`` or ``notes``, and are not imported again. ``faults`` keep a row out;
    ``doubts`` are about its day, and its words are one of the ``notes``. ``left_out`` counts the
    filled cells of each column that has no meaning, ``kept`` (by the codes of ``rows.KEPT``) what
    is kept otherwise than as it stands, ``roughly`` the days that are a month or a range.
    """

    rows: int = 0
    good: int = 0
    faults: list[Fault] = field(default_factory=list)
    fault_counts: Counter[str] = field(default_factory=Counter)
    doubts: list[Fault] = field(default_factory=list)
    doubt_counts: Counter[str] = field(default_factory=Counter)
    roughly: int = 0
    notes: int = 0
    kept: Counter[str] = field(default_factory=Counter)
    left_out: dict[str, int] = field(default_factory=dict)
    passed_over: list[PassedOver] = field(default_factory=list)
    doubles: list[Double] = field(default_factory=list)
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
        for warning in self.warnings:
            rows.setdefault(warning.trouble, []).append(warning.row)
        return {trouble: list(dict.fromkeys(where)) for trouble, where in rows.items()}

    @property
    def brings_nothing(self) -> bool:
        """Say whether everything that could be imported is there already."""
        return not (self.people or self.interactions or self.notes)

    @property
    def nothing_falls(self) -> bool:
        """Say whether everything that stands in the file is kept."""
        return not (self.faults or self.left_out or self.oddities)


def check_register(
    asking: Asking,
    *,
    mapping: RegisterMap,
    name: str,
    data: bytes,
    on_progress: OnProgress | None = None,
    stop: Stop | None = None,
) -> Check:
    """Read a register by its mapping: what would be imported, what is wrong, who may be double."""
    check_complete(mapping)
    circle = writable_circle(asking.me, uuid.UUID(mapping.circle))
    people = known_people(asking.me, circle.pk)
    reader = RegisterReader(
        *(asking, mapping, name, data),
        circle=circle.pk,
        people=people,
        on_progress=on_progress,
        stop=stop,
    )
    checking = _Checking(asking.me, people)
    for piece in reader:
        checking.note(piece)
    answer = checking.answer
    answer.warnings, answer.warning_count = reader.warnings, reader.warning_count
    answer.oddities = reader.oddities.most_common(ODDITIES_SHOWN)
    answer.left_out, answer.passed_over = reader.left_out, reader.passed_over
    answer.doubles = reader.doubles
    checking.count_people()
    answer.pairs = _pairs(checking, asking.me, circle, by_real_name=mapping.column("alias") is None)
    answer.pair_count = len(answer.pairs)
    del answer.pairs[PAIRS_SHOWN:]
    return answer


class _Checking:
    """Counts what the rows would bring, beside what is known already."""

    def __init__(self, by: Colleague, people: Sequence[Recorded]) -> None:
        self.answer = Check()
        self.people = people
        self.known = by_alias(self.people)
        self.names: dict[str, str] = {}
        self.times: Counter[str] = Counter()
        self._colleagues = known_colleagues(by)
        self._already = AlreadyRecorded(by)
        self._noted = AlreadyNoted(by)
        self._told: dict[str, ToldOfPerson] = {}

    def note(self, piece: Sequence[RegisterRow | Fault]) -> None:
        """Count a piece of the register."""
        rows = [row for row in piece if isinstance(row, RegisterRow)]
        keys = {name_key(alias) for row in rows for alias in row.people}
        known = [self.known[key] for key in keys if key in self.known]
        self._already.look_up(known)
        if any(row.note for row in rows):
            self._noted.look_up(known)
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

    def _row(self, row: RegisterRow) -> None:
        self.answer.good += 1
        for alias, real_name in row.people.items():
            key = name_key(alias)
            self.names.setdefault(key, alias if not real_name else f"{alias}\n{real_name}")
            self.times[key] += 1
            if key not in self.known and (real_name or row.posts):
                self._describe(key, row, alias)
        if row.doubt is not None:
            self._doubt(row.doubt)
        if row.on is None:
            self._words(row)
            return
        self.answer.roughly += row.until is not None
        if self._is_recorded(row, row.on):
            self.answer.again += 1
            return
        self.answer.interactions += 1
        self.answer.first_day = min(row.on, self.answer.first_day or row.on)
        self.answer.last_day = max(row.on, self.answer.last_day or row.on)

    def _describe(self, key: str, row: RegisterRow, alias: str) -> None:
        told = self._told.get(key) or self._told.setdefault(key, ToldOfPerson())
        for kept, _ in told.news(row, alias):
            if kept in KEPT:
                self.answer.kept[kept] += 1

    def _doubt(self, doubt: Fault) -> None:
        self.answer.doubt_counts[doubt.code] += 1
        self.answer.roughly += doubt.code == "roughly"
        if len(self.answer.doubts) < FAULTS_SHOWN:
            self.answer.doubts.append(doubt)

    def _words(self, row: RegisterRow) -> None:
        """Count the words of a row without a day, which are kept as a note."""
        if row.note is None:
            return
        known = [self.known.get(name_key(alias)) for alias in row.people]
        wordings = list(each_wording(row.note)) if any(known) else []
        if all(key and self._noted.has(key, wordings) for key in known):
            self.answer.again += 1
        else:
            self.answer.notes += 1
            self.answer.kept["note" if row.doubt is None else "note_without_day"] += 1

    def _is_recorded(self, row: RegisterRow, on: date) -> bool:
        keys = [self.known.get(name_key(alias)) for alias in row.people]
        colleague = self._colleagues.get(name_key(row.ours)) if row.ours else None
        if None in keys or (row.ours and colleague is None):
            return False
        line: str = row.interaction.get("line", "")
        return self._already.has([key for key in keys if key], on, visible(line), colleague)


def _pairs(checking: _Checking, by: Colleague, circle: Circle, *, by_real_name: bool) -> list[Pair]:
    """Return who may be double, the surest first.

    Where only real names are told, they are compared with each other and with sealed ones; of
    those, the alias is shown.
    """
    fresh: list[tuple[Any, str]] = []
    for key, names in checking.names.items():
        alias, _, real_name = names.partition("\n")
        if key not in checking.known:
            name = real_name if by_real_name and real_name else alias
            fresh.append(((key, name, False), name))
    known = [((fold(one.alias), one.alias, True), one.alias) for one in checking.people]
    if by_real_name:
        sealed = known_names(by, circle.pk)
        known = [
            ((fold(alias), alias, True), name)
            for name, aliases in sealed.items()
            for alias in aliases
        ]
    pairs = [
        Pair(*_kept_last(first, second, checking.times), why, first[2] or second[2])
        for first, second, why in likely_duplicates(fresh, known)
        if fold(first[1]) != fold(second[1])
    ]
    return sorted(pairs, key=lambda pair: _CERTAIN.isdisjoint(pair.why))


def _kept_last(first: Any, second: Any, times: Counter[str]) -> tuple[str, str]:
    """Return two names, the name to keep last; each comes as (key, name, whether it is known)."""
    if not second[2] and (first[2] or times[first[0]] > times[second[0]]):
        first, second = second, first
    return first[1], second[1]
