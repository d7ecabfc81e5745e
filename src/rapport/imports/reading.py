"""The rows of a register as its mapping reads them, about a thousand at a time."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext_noop

from rapport.formats.refusals import Stopped
from rapport.imports.known import aliases_in, known_names
from rapport.imports.mapping import RegisterMap
from rapport.imports.rows import Fault, Oddity, RegisterRow, RowReader
from rapport.imports.tables import RowWarning, TableStream
from rapport.imports.tables.header_match import fold_header
from rapport.records.asking import Asking
from rapport.records.refusals import CannotBe
from rapport.refusals import Refusal

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
    "line_unread": gettext_noop("a line of this card cannot be read and was passed over"),
}


class ImportStopped(Refusal):
    """The person stopped the import; nothing was imported."""

    code = "stopped"


class RegisterReader:
    """Reads a register once; what was noticed on the way can be asked for afterwards."""

    def __init__(
        self,
        asking: Asking,
        mapping: RegisterMap,
        name: str,
        data: bytes,
        *,
        circle: uuid.UUID,
        on_progress: OnProgress | None,
        stop: Stop | None,
    ) -> None:
        self._mapping = mapping
        self._file = name, data
        self._asking = asking
        self._circle = circle
        self._on_progress = on_progress
        self._stop = stop
        self.oddities: Counter[Oddity] = Counter()
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
        mapping = _with_headers_of(self._mapping, headers)
        if mapping.column("alias") is not None:
            return RowReader(mapping, headers, self._asking.day)
        aliases = aliases_in(self._asking.me, self._circle)
        named = known_names(self._asking.me, self._circle)
        return RowReader(mapping, headers, self._asking.day, named=named, aliases=aliases)


def _stopped() -> ImportStopped:
    return ImportStopped(
        gettext_noop("The import was stopped; nothing was taken in."),
        next_step=gettext_noop("Begin it again when you are ready."),
    )


def _with_headers_of(mapping: RegisterMap, headers: Sequence[str]) -> RegisterMap:
    """Return the map with its columns named as in this file; refuse one that is not there."""
    names = {}
    for header in mapping.columns:
        alike = [other for other in headers if fold_header(other) == fold_header(header)]
        if header not in headers and len(alike) != 1:
            raise CannotBe(
                gettext_noop("The file has no column called %(word)s. It has: %(names)s."),
                next_step=gettext_noop("Name the columns as the file does."),
                word=header[:80],
                names=", ".join(headers[:20]),
            )
        names[header] = header if header in headers else alike[0]
    return mapping.renamed(names)
