"""CSV that a spreadsheet program opens as what it is: text.

The escape rule: whatever a program may skip at the start of a cell (blanks, invisible characters,
quotation marks) is skipped, and if what follows, or the very first character, could start a
formula or a command, an apostrophe goes in front.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from unicodedata import category

_SKIPPED_KINDS = frozenset({"Cc", "Cf", "Zs"})
_SKIPPED_MARKS = "\"'"
_STARTERS = frozenset("=+-@\t\r\n|%＝＋－＠")


def could_act(cell: str) -> bool:
    r"""Return whether a spreadsheet program might take this text for a formula or a command.

    >>> could_act("=1+1"), could_act(" \u200b＝cmd"), could_act("Orsend - Halit")
    (True, True, False)
    """
    if cell[:1].isalnum():
        return False
    for character in cell:
        if character in _STARTERS:
            return True
        if character not in _SKIPPED_MARKS and category(character) not in _SKIPPED_KINDS:
            return False
    return False


def defused(cell: str) -> str:
    """Put an apostrophe before a text that could act; leave every other text as it is."""
    return f"'{cell}" if could_act(cell) else cell


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write UTF-8 with a byte-order mark, commas, every cell quoted and defused, CRLF line ends.

    The mark is what makes spreadsheet programs read Arabic as Arabic.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([defused(header) for header in headers])
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
