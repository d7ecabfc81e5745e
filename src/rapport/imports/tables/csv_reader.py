"""Comma-separated text and its cousins (semicolon, tab, bar): encoding, delimiter, records."""

import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterator

from rapport.formats.limits import Limits
from rapport.formats.refusals import refusal
from rapport.imports.tables import encodings
from rapport.imports.tables.types import EncodingGuess

DELIMITERS = (",", ";", "\t", "|")
_SNIFF_RECORDS = 100
_SNIFF_BYTES = 256 * 1024
_ALIKE = 0.8
_LOOK_CHARACTERS = 64 * 1024
_CONTROL_SHARE = 0.01
_ORDINARY_CONTROLS = "\t\n\r"


class CommaText:
    """The records of one text file.

    ``filled`` counts those with something in them; ``width`` is that of the widest;
    ``quotes_match`` is False when a quotation mark is left open or stands where it should not.
    """

    def __init__(
        self, data: bytes, limits: Limits, *, encoding: str | None, delimiter: str | None
    ) -> None:
        self._limits = limits
        self.guesses: tuple[EncodingGuess, ...] = ()
        if encoding is None:
            self.guesses = encodings.guess_encodings(data)
            self.encoding = self.guesses[0].name
        else:
            self.encoding = encodings.check_wished(data, encoding)
        self._data = encodings.without_mark(data)
        self._refuse_what_is_not_text()
        self._skip, hinted = self._separator_hint()
        self.delimiter, self.delimiter_sure = self._choose_delimiter(delimiter or hinted)
        csv.field_size_limit(limits.cell_characters)
        self.filled, self.width, self.quotes_match = self._measure()

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Yield every record with its number, from 1 as a spreadsheet counts; blank ones too."""
        reader = csv.reader(self._lines(), delimiter=self.delimiter)
        return enumerate(reader, start=1 + self._skip)

    def _lines(self) -> Iterator[str]:
        text = io.TextIOWrapper(
            io.BytesIO(self._data), encoding=self.encoding, errors="replace", newline=""
        )
        return itertools.islice(text, self._skip, None)

    def _refuse_what_is_not_text(self) -> None:
        start = self._data[:_LOOK_CHARACTERS].decode(self.encoding, errors="replace")
        controls = sum(
            character < " " and character not in _ORDINARY_CONTROLS for character in start
        )
        if controls > 2 + _CONTROL_SHARE * len(start):
            raise refusal("not_text")

    def _separator_hint(self) -> tuple[int, str | None]:
        """Spreadsheet programs write ``sep=;`` as the first line to name the delimiter."""
        first = self._data[:20].decode(self.encoding, errors="replace").partition("\n")[0]
        first = first.strip("\r")
        if len(first) == len("sep=;") and first.startswith("sep="):
            return 1, first[-1]
        return 0, None

    def _choose_delimiter(self, told: str | None) -> tuple[str, bool]:
        if told is not None and len(told) == 1 and told not in '"\r\n\0':
            return told, True
        scores = {each: self._fit_of(each) for each in DELIMITERS}
        ranked = sorted(scores, key=lambda each: scores[each], reverse=True)
        best, second = ranked[0], ranked[1]
        if scores[best][1] <= 1:
            return ",", True
        clear = scores[best][0] >= _ALIKE and (scores[second][1] <= 1 or scores[second][0] < _ALIKE)
        return best, clear

    def _fit_of(self, delimiter: str) -> tuple[float, int]:
        """Say what share of the first records has the same number of cells, and that number."""
        start = self._data[:_SNIFF_BYTES].decode(self.encoding, errors="replace")
        lines = itertools.islice(io.StringIO(start, newline=""), self._skip, None)
        csv.field_size_limit(_SNIFF_BYTES)
        records = itertools.islice(csv.reader(lines, delimiter=delimiter), _SNIFF_RECORDS)
        widths = Counter(len(record) for record in records if any(record))
        if not widths:
            return 0.0, 0
        width, times = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
        return (times / widths.total() if width > 1 else 0.0), width

    def _measure(self) -> tuple[int, int, bool]:
        try:
            return (*self._count(strict=True), True)
        except csv.Error:
            return (*self._count(strict=False), False)

    def _count(self, *, strict: bool) -> tuple[int, int]:
        """Count filled records and the widest; refuse what is beyond the limits."""
        filled = width = 0
        reader = csv.reader(self._lines(), delimiter=self.delimiter, strict=strict)
        try:
            for record in reader:
                if record:
                    filled += any(record)
                    width = max(width, len(record))
        except csv.Error as error:
            if strict and "field larger" not in str(error):
                raise
            raise refusal(
                "cell_too_long", row=reader.line_num, limit=self._limits.cell_characters
            ) from error
        return filled, width
