"""The rows of a register as its mapping reads them, about a thousand at a time."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from django.utils.translation import gettext_noop

from rapport.formats.refusals import Stopped
from rapport.imports.file_map import FileMap
from rapport.imports.known import (
    Recorded,
    known_names,
    name_key,
    recorded_contacts,
)
from rapport.imports.mapping import RegisterMap
from rapport.imports.row_reader import RowReader
from rapport.imports.rows import Fault, Oddity, RegisterRow
from rapport.imports.tables import PassedOver, Row, RowWarning, TableStream
from rapport.imports.who_is_who import Double, Known, KnownPerson
from rapport.names import fold
from rapport.records.asking import Asking
from rapport.refusals import Refusal

OnProgress = Callable[[int, int], None]
Stop = Callable[[], bool]

#: Rows of the file that are nobody's.
PASSED_OVER = {
    "tag_row": gettext_noop("a row of tags"),
    "total": gettext_noop("a total"),
    "second_header": gettext_noop("repeated headers"),
    "no_person": gettext_noop("the card of a group or an institution"),
    "no_post": gettext_noop("a person without a post"),
    "group_followed": gettext_noop(
        "one group followed another; record it as a change of power, or as one group by two names"
    ),
}

#: What the reader of the file changed or noticed, by its codes.
WARNINGS = {
    "control_removed": gettext_noop("invisible characters were removed"),
    "direction_removed": gettext_noop(
        "characters that change the writing direction were removed; check the name"
    ),
    "unreadable": gettext_noop("some characters cannot be read; try another encoding"),
    "more_cells_than_headers": gettext_noop("there are more cells than headers"),
    "quotes": gettext_noop(
        "a quotation mark is not closed somewhere below; rows may have run together"
    ),
    "formula_unread": gettext_noop(
        "a formula has no result stored; open the file in a spreadsheet program and save it"
    ),
    "line_unread": gettext_noop("a line of this card cannot be read and was skipped"),
}


class ImportStopped(Refusal):
    """The person stopped the import; nothing was imported."""

    code = "stopped"


class RegisterReader:
    """Reads a register once; what was noticed on the way can be asked for afterwards.

    ``people`` are those of the circle who are known already.
    """

    def __init__(
        self,
        asking: Asking,
        mapping: RegisterMap,
        name: str,
        data: bytes,
        *,
        circle: uuid.UUID,
        people: Sequence[Recorded],
        on_progress: OnProgress | None,
        stop: Stop | None,
    ) -> None:
        self._mapping = mapping
        self._file = name, data
        self._asking = asking
        self._circle, self._people = circle, people
        self._on_progress = on_progress
        self._stop = stop
        self.oddities: Counter[Oddity] = Counter()
        self.left_out: dict[str, int] = {}
        self.passed_over: list[PassedOver] = []
        self.doubles: list[Double] = []
        self.warnings: list[RowWarning] = []
        self.warning_count = 0

    def __iter__(self) -> Iterator[Sequence[RegisterRow | Fault]]:
        """Yield the rows as they are read, about a thousand at a time."""
        name, data = self._file
        try:
            with TableStream(
                data, name=name, wish=self._mapping.as_wish(), stop=self._stop
            ) as table:
                yield from self._pieces(table)
        except Stopped:
            raise _stopped() from None

    def _pieces(self, table: TableStream) -> Iterator[Sequence[RegisterRow | Fault]]:
        reader = self._reader(table.headers)
        self.oddities, self.warnings = reader.oddities, table.warnings
        unread = UnreadColumns(table.headers, reader.mapping)
        total, done = table.sniffed.row_count, 0
        for piece in table:
            if self._stop is not None and self._stop():
                raise _stopped()
            unread.count(piece)
            yield [reader.read(row.number, row.cells) for row in piece]
            done += len(piece)
            if self._on_progress is not None:
                self._on_progress(done, total)
        self.warning_count = table.warning_count
        self.passed_over = table.passed_over
        self.left_out = unread.filled()
        self.doubles = list(reader.who.doubles.values())

    def _reader(self, headers: Sequence[str]) -> RowReader:
        mapping = self._mapping.with_headers_of(headers)
        me, circle = self._asking.me, self._circle
        recorded: dict[str, set[tuple[date, str]]] = {}

        def is_recorded(alias: str, on: date, line: str) -> bool:
            if alias not in recorded:
                recorded[alias] = recorded_contacts(me, circle, alias)
            return (on, fold(line)) in recorded[alias]

        aliases = frozenset(one.alias for one in self._people)
        groups = {name_key(one.alias): one.group for one in self._people if one.group}
        known = Known(aliases, groups, is_recorded=is_recorded)
        if mapping.column("alias") is None:
            known.by_name = {
                name: [KnownPerson(alias, groups.get(name_key(alias), "")) for alias in aliases]
                for name, aliases in known_names(me, circle).items()
            }
        return RowReader(mapping, headers, self._asking.day, known=known)


class UnreadColumns:
    """Counts the cells of columns that have no meaning: what they say is left out."""

    def __init__(self, headers: Sequence[str], mapping: FileMap) -> None:
        self._headers = headers
        self._counts = {
            place: 0 for place, header in enumerate(headers) if header not in mapping.columns
        }

    def count(self, piece: Sequence[Row]) -> None:
        """Count the cells of some rows that have something in them."""
        for place in self._counts:
            cells = (row.cells[place] for row in piece)
            self._counts[place] += sum(1 for cell in cells if cell and not cell.isspace())

    def filled(self) -> dict[str, int]:
        """Return how many cells each has, by header; those without any are not named."""
        return {self._headers[place]: count for place, count in self._counts.items() if count}


def _stopped() -> ImportStopped:
    return ImportStopped(
        gettext_noop("The import was stopped; nothing was imported."),
        next_step=gettext_noop("Start it again when you are ready."),
    )
