"""Reading a table from bytes: the parent's side.  The parsing happens in a child process."""

import dataclasses
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Self, cast, get_args

from rapport.formats.limits import ORDINARY, Limits
from rapport.formats.refusals import refusal
from rapport.imports.sandbox import translate
from rapport.imports.tables.file_type import cards_in
from rapport.imports.tables.types import (
    PassedOver,
    Progress,
    Row,
    RowWarning,
    Sniffed,
    Table,
    TableWish,
    Trouble,
    WhyPassedOver,
    sniffed_from,
)

#: Each reader is a program of its own: a table is read without waiting for a library of cards.
_TRANSLATORS = {
    None: "rapport.imports.tables.worker:translate_table",
    "vcard": "rapport.imports.tables.vcards:translate_vcards",
    "json": "rapport.imports.tables.json_contacts:translate_json",
}
_ENDING_CHARACTERS = 12
_TROUBLES = get_args(Trouble)
_REASONS = get_args(WhyPassedOver)


class TableStream:
    """A table handed over in pieces of about a thousand rows, so that little memory is held.

    Use it as a context manager and iterate: each turn gives a list of rows.  ``sniffed`` and
    ``headers`` are there at once, ``warnings`` and ``passed_over`` grow while reading.  Leaving
    early ends the child.

    Raises CannotTranslate, on opening or while iterating.
    """

    def __init__(
        self,
        data: bytes,
        *,
        name: str,
        wish: TableWish | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        stop: Callable[[], bool] | None = None,
        limits: Limits = ORDINARY,
    ) -> None:
        ending = _ending(name)
        asked = {**dataclasses.asdict(wish or TableWish()), "ending": ending}
        translator = _TRANSLATORS[cards_in(data, ending)]
        self._frames = translate(translator, data, asked, limits=limits, stop=stop)
        self._on_progress = on_progress
        self._read = 0
        self.warnings: list[RowWarning] = []
        self.warning_count = 0
        self.passed_over: list[PassedOver] = []
        self.sniffed, self.headers = self._opening()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[list[Row]]:
        width = len(self.headers)
        for frame in self._frames:
            rows = _rows_from(frame, width)
            self._note_warnings(frame)
            passed = self._note_passed_over(frame)
            self._read += len(rows) + passed
            if self._on_progress is not None:
                self._on_progress(Progress(self._read, self.sniffed.row_count))
            yield rows

    def close(self) -> None:
        """End the child, whether or not everything was read."""
        cast("Any", self._frames).close()

    def _opening(self) -> tuple[Sniffed, tuple[str, ...]]:
        about = next(self._frames, {})
        try:
            return sniffed_from(about), tuple(str(header) for header in about["headers"])
        except (KeyError, TypeError, ValueError) as error:
            self.close()
            raise refusal("fell_over") from error

    def _note_warnings(self, frame: dict[str, Any]) -> None:
        self.warning_count += int(frame["warning_count"])
        self.warnings.extend(
            RowWarning(int(row), int(column), cast("Trouble", trouble))
            for row, column, trouble in frame["warnings"]
            if trouble in _TROUBLES
        )

    def _note_passed_over(self, frame: dict[str, Any]) -> int:
        """Keep which rows of a piece were passed over, and return how many."""
        passed = [
            PassedOver(int(row), cast("WhyPassedOver", why))
            for row, why in frame["passed_over"]
            if why in _REASONS
        ]
        self.passed_over.extend(passed)
        return len(passed)


def read_table(
    data: bytes,
    *,
    name: str,
    wish: TableWish | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
    limits: Limits = ORDINARY,
) -> Table:
    """Read a file whole: CSV, XLSX, vCards, JSContact cards or FollowTheMoney entities.

    ``name`` is only used for its ending.  What the wish leaves open is guessed; see
    ``table.sniffed.asks`` for the guesses a person should confirm.

    Raises CannotTranslate with one plain sentence and what to do next.
    """
    with TableStream(
        data, name=name, wish=wish, on_progress=on_progress, stop=stop, limits=limits
    ) as stream:
        rows = [row for piece in stream for row in piece]
        return Table(
            stream.sniffed,
            stream.headers,
            rows,
            tuple(stream.warnings),
            stream.warning_count,
            tuple(stream.passed_over),
        )


def look_at_table(
    data: bytes,
    *,
    name: str,
    wish: TableWish | None = None,
    rows: int = 100,
    stop: Callable[[], bool] | None = None,
    limits: Limits = ORDINARY,
) -> Table:
    """Read the first rows and everything that can be found out about the file.

    Raises CannotTranslate, as :func:`read_table` would for the whole file.
    """
    asked = dataclasses.replace(wish or TableWish(), first=rows)
    return read_table(data, name=name, wish=asked, stop=stop, limits=limits)


def _ending(name: str) -> str:
    """Keep the ending only: the name of a file may itself be confidential."""
    _, dot, ending = name.rpartition(".")
    return ending.casefold()[:_ENDING_CHARACTERS] if dot else ""


def _rows_from(frame: dict[str, Any], width: int) -> list[Row]:
    """Rebuild rows, checking that the child kept to the shape it announced."""
    try:
        rows = [
            Row(int(number), tuple(cells))
            for number, cells in zip(frame["numbers"], frame["rows"], strict=True)
        ]
        fits = all(len(row.cells) == width and set(map(type, row.cells)) <= {str} for row in rows)
    except (KeyError, TypeError, ValueError) as error:
        raise refusal("fell_over") from error
    if not fits:
        raise refusal("fell_over")
    return rows
