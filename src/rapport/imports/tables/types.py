"""What reading a table gives back: plain, frozen, nothing of ours in it.

Every cell is text.  A date cell of a workbook reads ``2018-12-31`` (or ``2018-12-31 14:30``),
a whole number ``12``, a ticked box ``TRUE``; a formula gives the value last stored, never itself.
"""

import dataclasses
from typing import Any, Literal, NamedTuple, get_args

Kind = Literal["csv", "xlsx", "vcard", "jscontact", "followthemoney"]
Trouble = Literal[
    "control_removed",
    "direction_removed",
    "unreadable",
    "more_cells_than_headers",
    "quotes",
    "formula_unread",
    "line_unread",
]
WhyPassedOver = Literal[
    "tag_row", "total", "second_header", "no_person", "no_post", "group_followed"
]


@dataclasses.dataclass(frozen=True, slots=True)
class TableWish:
    """What the person decided; None means: find out.

    ``header_row`` counts from 1 as a spreadsheet does; 0 says there is no header.
    ``first`` hands back only that many rows (all are still counted).  ``unnamed`` is what to call
    a column without a name, in the person's language.  ``officials``: of entities, who held which
    post is wanted, and not a row for each person.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    first: int | None = None
    officials: bool = False
    unnamed: str = "Column %(number)s"


@dataclasses.dataclass(frozen=True, slots=True)
class EncodingGuess:
    """One way to read the bytes, with a sample to look at; ``sure`` if nothing else fits."""

    name: str
    sure: bool
    sample: str


@dataclasses.dataclass(frozen=True, slots=True)
class Sniffed:
    """What was found out about the file, and how sure that is.

    ``asks`` names what a person should confirm: "encoding", "delimiter", "sheet", "header".
    ``row_count`` counts the rows below the header that have something in them, also those that
    are passed over.
    """

    kind: Kind
    encodings: tuple[EncodingGuess, ...]
    encoding: str
    delimiter: str
    delimiter_sure: bool
    sheets: tuple[str, ...]
    sheet: str
    header_row: int
    header_sure: bool
    row_count: int

    @property
    def asks(self) -> tuple[str, ...]:
        """What a person should be asked before anything is taken from the file."""
        doubts = (
            ("encoding", bool(self.encodings) and not self.encodings[0].sure),
            ("delimiter", not self.delimiter_sure),
            ("sheet", len(self.sheets) > 1),
            ("header", not self.header_sure),
        )
        return tuple(name for name, doubtful in doubts if doubtful)


class Row(NamedTuple):
    """One row: its number as a spreadsheet shows it, and one cell for each header.

    Of a card the number is which card it is; one with several posts has a row for each.
    """

    number: int
    cells: tuple[str, ...]


class RowWarning(NamedTuple):
    """Something the reader changed or noticed in a cell: row as in Row, column from 0."""

    row: int
    column: int
    trouble: Trouble


class PassedOver(NamedTuple):
    """A row below the header that is nobody's: its number as in Row, and why."""

    row: int
    why: WhyPassedOver


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """A table read whole (or its first rows).

    ``warnings`` holds the first thousand; ``warning_count`` counts all of them. ``passed_over``
    are the first thousand rows that are no rows of the register; ``rows`` is without them.
    """

    sniffed: Sniffed
    headers: tuple[str, ...]
    rows: list[Row]
    warnings: tuple[RowWarning, ...]
    warning_count: int
    passed_over: tuple[PassedOver, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Progress:
    """How far a reading is: rows handed over so far, of how many."""

    rows: int
    of: int


def sniffed_from(about: dict[str, Any]) -> Sniffed:
    """Check and rebuild what the child found out; raises KeyError, TypeError or ValueError."""
    return Sniffed(
        kind=about["kind"] if about["kind"] in get_args(Kind) else "csv",
        encodings=tuple(
            EncodingGuess(str(name), sure is True, str(sample))
            for name, sure, sample in about["encodings"]
        ),
        encoding=str(about["encoding"]),
        delimiter=str(about["delimiter"]),
        delimiter_sure=about["delimiter_sure"] is True,
        sheets=tuple(str(sheet) for sheet in about["sheets"]),
        sheet=str(about["sheet"]),
        header_row=int(about["header_row"]),
        header_sure=about["header_sure"] is True,
        row_count=int(about["row_count"]),
    )
