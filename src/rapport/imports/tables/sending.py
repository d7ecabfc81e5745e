"""Sending the rows of a table through the pipe, a piece at a time, within the limits."""

from collections.abc import Callable, Iterator
from typing import Any

from rapport.formats.limits import Limits
from rapport.formats.refusals import refusal
from rapport.imports.tables.cleaning import Cleaner
from rapport.imports.tables.sieve import Sieve

_PIECE_ROWS = 1_000
_PIECE_CHARACTERS = 1024 * 1024

Numbered = Iterator[tuple[int, list[str]]]
Emit = Callable[[dict[str, Any]], None]


class Sender:
    """Sends rows in pieces of at most a thousand rows and about a million characters."""

    def __init__(
        self,
        width: int,
        named: int,
        limits: Limits,
        *,
        cleaner: Cleaner,
        sieve: Sieve,
        emit: Emit,
    ) -> None:
        self._width = width
        self._named = named
        self._limits = limits
        self._cleaner = cleaner
        self._sieve = sieve
        self._emit = emit
        self._numbers: list[int] = []
        self._rows: list[list[str]] = []
        self._pending = 0
        self._sent = 0

    def send(self, rows: Numbered) -> None:
        """Send all of them; raises the refusals about cells and the sum of text."""
        for number, row in rows:
            if max(map(len, row)) > self._limits.cell_characters:
                raise refusal("cell_too_long", row=number, limit=self._limits.cell_characters)
            if any(row[self._named :]):
                self._cleaner.warn(number, self._named, "more_cells_than_headers")
            missing = self._width - len(row)
            self._numbers.append(number)
            self._rows.append(row + [""] * missing if missing else row)
            self._pending += sum(map(len, row))
            if len(self._rows) == _PIECE_ROWS or self._pending > _PIECE_CHARACTERS:
                self._send_piece()
        self._send_piece()

    def _send_piece(self) -> None:
        self._sent += self._pending
        if self._sent > self._limits.text_bytes:
            raise refusal("too_much_text", limit=self._limits.text_bytes >> 20)
        rows = self._cleaner.clean(self._numbers, self._rows)
        warnings, count = self._cleaner.hand_over()
        passed = self._sieve.hand_over()
        if rows or count or passed:
            self._emit(
                {
                    "numbers": self._numbers,
                    "rows": rows,
                    "warnings": warnings,
                    "warning_count": count,
                    "passed_over": passed,
                }
            )
        self._numbers, self._rows, self._pending = [], [], 0
