"""The rows of a register as its map reads them, about a thousand at a time."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_noop

from rapport.formats.refusals import Stopped
from rapport.imports.mapping import RegisterMap
from rapport.imports.row_writer import known_names
from rapport.imports.rows import Fault, Oddity, RowReader, Taken
from rapport.imports.staging import wish
from rapport.imports.tables import RowWarning, TableStream
from rapport.imports.tables.columns import fold_header
from rapport.records.models import Colleague, Relationship
from rapport.records.refusals import CannotBe, Refusal

OnProgress = Callable[[int, int], None]
Stop = Callable[[], bool]

#: What the reader of the file changed or noticed, by its codes.
WARNINGS = {
    "control_removed": gettext_noop("signs that cannot be seen were taken out"),
    "direction_removed": gettext_noop(
        "signs that turn the direction of writing were taken out; look whether the name is right"
    ),
    "unreadable": gettext_noop("letters cannot be read; try other letters"),
    "more_cells_than_headers": gettext_noop("there are more cells than headers"),
    "quotes": gettext_noop(
        "a quotation mark is not closed somewhere below; rows may have run together"
    ),
    "formula_unread": gettext_noop(
        "a formula has no result stored; open the file in a spreadsheet program and save it"
    ),
}


class ImportStopped(Refusal):
    """The person stopped the import; nothing was taken in."""

    code = "stopped"


class Reading:
    """Reads a register once; what was noticed on the way can be asked for afterwards."""

    def __init__(
        self,
        made: RegisterMap,
        name: str,
        data: bytes,
        today: date,
        *,
        by: Colleague,
        circle: uuid.UUID,
        on_progress: OnProgress | None,
        stop: Stop | None,
    ) -> None:
        self._made = made
        self._file = name, data
        self._today = today
        self._by = by
        self._circle = circle
        self._on_progress = on_progress
        self._stop = stop
        self.oddities: Counter[Oddity] = Counter()
        self.warnings: list[RowWarning] = []
        self.warning_count = 0

    def __iter__(self) -> Iterator[Sequence[Taken | Fault]]:
        """Yield the rows as they are read, about a thousand at a time."""
        name, data = self._file
        try:
            with TableStream(data, name=name, wish=wish(self._made), stop=self._stop) as table:
                yield from self._pieces(table)
        except Stopped:
            raise _stopped() from None

    def _pieces(self, table: TableStream) -> Iterator[Sequence[Taken | Fault]]:
        reader = self._reader(table.headers)
        self.oddities, self.warnings = reader.oddities, table.warnings
        total, done = table.sniffed.row_count, 0
        for piece in table:
            if self._stop is not None and self._stop():
                raise _stopped()
            yield [reader.read(row.number, row.cells) for row in piece]
            done += len(piece)
            if self._on_progress is not None:
                self._on_progress(done, total)
        self.warning_count = table.warning_count

    def _reader(self, headers: Sequence[str]) -> RowReader:
        made = with_headers_of(self._made, headers)
        if made.column("alias") is not None:
            return RowReader(made, headers, self._today)
        named, taken = known_names(self._by, self._circle), aliases_in(self._by, self._circle)
        return RowReader(made, headers, self._today, named=named, aliases=taken)


def _stopped() -> ImportStopped:
    return ImportStopped(
        gettext_noop("The import was stopped; nothing was taken in."),
        next_step=gettext_noop("Begin it again when you are ready."),
    )


def with_headers_of(made: RegisterMap, headers: Sequence[str]) -> RegisterMap:
    """Return the map with its columns named as in this file; refuse one that is not there."""
    found = {}
    for header, meaning in made.columns.items():
        alike = [one for one in headers if fold_header(one) == fold_header(header)]
        if header not in headers and len(alike) != 1:
            raise CannotBe(
                gettext_noop("The file has no column called %(word)s. It has: %(names)s."),
                next_step=gettext_noop("Name the columns as the file does."),
                word=header[:80],
                names=", ".join(headers[:20]),
            )
        found[header if header in headers else alike[0]] = meaning
    return replace(made, columns=found)


def aliases_in(by: Colleague, circle: uuid.UUID) -> list[str]:
    """Return what the people of a circle are called whom ``by`` may change."""
    rows = Relationship.objects.changeable_by(by).filter(circle_id=circle)
    return list(rows.values_list("counterpart__alias", flat=True))
