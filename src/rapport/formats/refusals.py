"""Why a file could not be read or written, in one sentence, with the next step.

::

    CannotTranslate              a file that could not be turned into rows, or rows into a file
    ├── TooMuch                  larger than we read: file, rows, columns, one cell, unpacked size
    ├── NotATable                another kind of file, or nothing in it
    ├── Damaged                  claims to be a table but does not hold together
    ├── TooHard                  the reader ran out of time or memory, or fell over
    ├── WishNotMet               a named sheet, encoding or row that is not in this file
    ├── Stopped                  the person stopped it
    └── NotWritable              cannot be written in the wanted format

A child process sends a code and numbers only; the sentences live here, so a hostile file cannot
put words into our mouth.
"""

from collections.abc import Callable, Mapping
from typing import Any

from rapport.messages import gettext_noop
from rapport.refusals import Refusal


class CannotTranslate(Refusal):
    """A file that could not be turned into rows, or rows into a file.

    A ``kind`` among the params is a message id itself. ``given`` holds the params as the child
    process sent them.
    """

    def __init__(self, code: str, says: str, next_step: str, params: Mapping[str, object]) -> None:
        self.code = code
        self.given = dict(params)
        filling: dict[str, Any] = dict(params)
        if "kind" in params:
            filling["kind"] = KINDS.get(str(params["kind"]), KINDS["other"])
        super().__init__(says, next_step=next_step, **filling)

    def translated_params(self, translate: Callable[[str], str]) -> Mapping[str, object]:
        """Return the params, the kind of file in the reader's language."""
        kind = {"kind": translate(str(self.params["kind"]))} if "kind" in self.params else {}
        return {**self.params, **kind}


class TooMuch(CannotTranslate):
    """Larger than we read."""


class NotATable(CannotTranslate):
    """Another kind of file, or nothing in it."""


class Damaged(CannotTranslate):
    """Claims to be a table, but does not hold together."""


class TooHard(CannotTranslate):
    """The reader ran out of time or memory, or fell over."""


class WishNotMet(CannotTranslate):
    """Something was asked for by name that is not in this file."""


class Stopped(CannotTranslate):
    """The person stopped it."""


class NotWritable(CannotTranslate):
    """Cannot be written in the wanted format."""


_SPLIT = gettext_noop("Split the file into smaller ones and import them one after the other.")
_SAVE_AS = gettext_noop("Open it in a spreadsheet program and save it as XLSX or as CSV.")
_COPY = gettext_noop("Copy the part you need into a new sheet, save it, and import that.")
_AGAIN = gettext_noop("Open it where it came from, save it again, and import the new file.")
_BRING_TABLE = gettext_noop("Choose a spreadsheet: a file that ends in .xlsx or .csv.")

#: What a file may be instead of a table; "%(kind)s" in a sentence is one of these message ids.
KINDS: dict[str, str] = {
    "pdf": gettext_noop("a PDF document"),
    "picture": gettext_noop("a picture"),
    "packed": gettext_noop("a packed file"),
    "document": gettext_noop("a text document"),
    "database": gettext_noop("a database"),
    "calendar": gettext_noop("a calendar file"),
    "xml": gettext_noop("an XML file"),
    "web_page": gettext_noop("a web page"),
    "json": gettext_noop("a JSON file"),
    "mail": gettext_noop("an e-mail"),
    "office": gettext_noop("another kind of office file"),
    "other": gettext_noop("another kind of file"),
    "old_office": gettext_noop("an old Excel or Word file"),
}

#: code -> (family, sentence, next step)
_CATALOGUE: dict[str, tuple[type[CannotTranslate], str, str]] = {
    "file_too_large": (
        TooMuch,
        gettext_noop("The file has %(found)s MB; at most %(limit)s MB can be read."),
        _SPLIT,
    ),
    "too_many_rows": (
        TooMuch,
        gettext_noop("The table has %(found)s rows; at most %(limit)s can be read at once."),
        _SPLIT,
    ),
    "too_many_columns": (
        TooMuch,
        gettext_noop("The table has %(found)s columns; at most %(limit)s can be read."),
        _COPY,
    ),
    "cell_too_long": (
        TooMuch,
        gettext_noop(
            "A cell near row %(row)s has more than %(limit)s characters. "
            "Perhaps a quotation mark is not closed."
        ),
        gettext_noop("Shorten that cell or close its quotation mark, then import the file again."),
    ),
    "too_much_text": (
        TooMuch,
        gettext_noop("The cells hold more than %(limit)s MB of text."),
        _SPLIT,
    ),
    "cells_too_far": (
        TooMuch,
        gettext_noop(
            "The sheet has cells as far out as row %(row)s, column %(column)s; "
            "most of it must be empty."
        ),
        _COPY,
    ),
    "unpacks_too_large": (
        TooMuch,
        gettext_noop("The file would unpack to more than %(limit)s MB."),
        _COPY,
    ),
    "packed_too_tightly": (
        TooMuch,
        gettext_noop(
            "The file would unpack to more than %(limit)s times its size, as malicious files do."
        ),
        _COPY,
    ),
    "too_many_parts": (
        TooMuch,
        gettext_noop("The file is a package of more than %(limit)s parts."),
        _SAVE_AS,
    ),
    "empty": (
        NotATable,
        gettext_noop("There is nothing in this file."),
        _BRING_TABLE,
    ),
    "empty_sheet": (
        NotATable,
        gettext_noop("There is nothing in this sheet."),
        gettext_noop("Choose another sheet or another file."),
    ),
    "no_people": (
        NotATable,
        gettext_noop("There is nobody in this file."),
        gettext_noop("Choose a file with people in it."),
    ),
    "no_officials": (
        NotATable,
        gettext_noop("No post and nobody who holds one is in this file."),
        gettext_noop("Choose a file with positions and who occupied them."),
    ),
    "not_a_table": (
        NotATable,
        gettext_noop("This is %(kind)s, not a table."),
        _BRING_TABLE,
    ),
    "not_readable_here": (
        NotATable,
        gettext_noop("This is %(kind)s, which cannot be read here."),
        _SAVE_AS,
    ),
    "password": (
        NotATable,
        gettext_noop("The file is protected with a password."),
        gettext_noop("Save a copy without the password and import that."),
    ),
    "not_text": (
        NotATable,
        gettext_noop("This file is not text: it is full of unreadable characters."),
        _SAVE_AS,
    ),
    "damaged": (
        Damaged,
        gettext_noop("The file is damaged or incomplete."),
        _AGAIN,
    ),
    "too_long": (
        TooHard,
        gettext_noop("Reading the file took longer than %(limit)s seconds, so it was stopped."),
        _COPY,
    ),
    "too_much_memory": (
        TooHard,
        gettext_noop("Reading the file needs more than %(limit)s MB of memory, so it was stopped."),
        _COPY,
    ),
    "fell_over": (
        TooHard,
        gettext_noop("The file could not be read. Nothing was imported."),
        _SAVE_AS,
    ),
    "wrong_encoding": (
        WishNotMet,
        gettext_noop("The file cannot be read as %(encoding)s."),
        gettext_noop("Choose another encoding."),
    ),
    "unknown_encoding": (
        WishNotMet,
        gettext_noop("The encoding %(encoding)s is not supported."),
        gettext_noop("Choose one of: %(known)s."),
    ),
    "no_such_sheet": (
        WishNotMet,
        gettext_noop("There is no sheet of that name in this file."),
        gettext_noop("Choose one of its sheets."),
    ),
    "no_such_header_row": (
        WishNotMet,
        gettext_noop("Row %(row)s, asked for as the header, is past the end of the table."),
        gettext_noop("Choose an earlier row."),
    ),
    "stopped": (
        Stopped,
        gettext_noop("Reading was stopped. Nothing was imported."),
        gettext_noop("Start again when you are ready."),
    ),
    "no_phone_record": (
        Damaged,
        gettext_noop("This is not what a phone wrote, or not all of it."),
        gettext_noop(
            "Save the file again on the phone, or show its code again. Nothing was taken."
        ),
    ),
    "no_code_seen": (
        NotATable,
        gettext_noop("There is no code of a phone in this picture."),
        gettext_noop("Hold the phone so that the whole code is in the picture, and sharp."),
    ),
    "excel_rows": (
        NotWritable,
        gettext_noop("A spreadsheet holds at most %(limit)s rows; this has more."),
        gettext_noop("Choose CSV instead."),
    ),
    "no_fonts": (
        NotWritable,
        gettext_noop("This computer has no fonts for the names in a picture."),
        gettext_noop("Choose SVG instead, or install a font."),
    ),
    "excel_cell": (
        NotWritable,
        gettext_noop("A spreadsheet cell holds at most %(limit)s characters; row %(row)s has one."),
        gettext_noop("Choose CSV instead."),
    ),
}


def refusal(code: str, **params: object) -> CannotTranslate:
    """Build the refusal of this code; an unknown code is a fall.

    ``kind``, where a sentence has one, is given as a key of KINDS.
    """
    family, says, next_step = _CATALOGUE.get(code, _CATALOGUE["fell_over"])
    return family(code if code in _CATALOGUE else "fell_over", says, next_step, params)


def known_codes() -> tuple[str, ...]:
    """Every code a refusal of this package can carry."""
    return tuple(_CATALOGUE)
