"""What the import says at a prompt; ``cli`` opens the store and prints what is said here."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from rapport.formats.limits import ORDINARY
from rapport.formats.refusals import refusal
from rapport.imports.mapping import RegisterMap, mapping_from
from rapport.imports.said_lines import counted
from rapport.imports.shown_names import (
    examples,
    headers_of_names,
    shows_names,
    who_would_see,
)
from rapport.imports.tables import Table, look_at_table
from rapport.imports.tables.column_guess import ColumnGuess
from rapport.imports.tables.columns import guess_columns
from rapport.imports.uploads import SAMPLE, days_of, guess_mapping
from rapport.records.asking import Asking
from rapport.records.models import Circle, Colleague
from rapport.records.refusals import CannotBe

Aside = Callable[[str], None]
"""Says a line that is not the answer, where it does not mix with it."""


def bytes_of(file: Path) -> bytes:
    """Return what is in a file; one that is too large is refused unread."""
    size = file.stat().st_size
    if size > ORDINARY.file_bytes:
        found = f"{size / (1 << 20):.1f}"
        raise refusal("file_too_large", found=found, limit=ORDINARY.file_bytes >> 20)
    return file.read_bytes()


def complete_mapping(
    raw: Mapping[str, Any] | None,
    name: str,
    data: bytes,
    *,
    asking: Asking,
    circle: str,
    say: Aside,
    names_shown: bool = False,
    writes: bool = True,
) -> RegisterMap:
    """Return the mapping as written (``raw``, of a TOML file), or guessed where none was.

    ``circle`` names the circle if the mapping does not. How the file is read is said aside. What
    nobody should guess (letters, who it was, the order of days, the calendar, real names in the
    clear) is refused, in the words of a map; where nothing is written, the last is only said.
    """
    mapping = mapping_from(raw or {})
    table = look_at_table(data, name=name, wish=mapping.as_wish(), rows=SAMPLE)
    _say_how_it_is_read(table, mapping, say)
    guess = guess_columns(table.headers, [row.cells for row in table.rows])
    if raw is None:
        mapping = _guessed(table, guess, say)
    mapping = _with_circle(mapping, circle, asking.me)
    _check_said(mapping, table)
    mapping = replace(mapping, names_shown=mapping.names_shown or names_shown)
    names = headers_of_names(table, guess)
    if shows_names(mapping.columns, names) and not mapping.names_shown:
        _warn_of_names(mapping, table, names, asking, say, writes=writes)
    return mapping


def _warn_of_names(
    mapping: RegisterMap,
    table: Table,
    names: Collection[str],
    asking: Asking,
    say: Aside,
    *,
    writes: bool,
) -> None:
    """Say who would see which real names; refuse to write them before that is said knowingly."""
    shown = ", ".join(examples(table.headers, names, [row.cells for row in table.rows]))
    circle, count = next(
        (name, count) for key, name, count in who_would_see(asking) if key == mapping.circle
    )
    warning = (
        f'Real names would be aliases: {shown}. Everybody in "{circle}" would see them'
        f" ({counted(count, 'colleague')}), without a look being recorded."
    )
    if not writes:
        say(warning)
        return
    raise CannotBe(
        "%(warning)s",
        next_step=(
            'Write "real_name" for that column, and the names are sealed; or add --show-names.'
        ),
        warning=warning,
    )


def _say_how_it_is_read(table: Table, mapping: RegisterMap, say: Aside) -> None:
    """Say aside what was found out of the file, and refuse to guess at its letters."""
    sniffed = table.sniffed
    if "encoding" in sniffed.asks and not mapping.encoding:
        ways = "; ".join(f"{guess.name}: {guess.sample[:60]!r}" for guess in sniffed.encodings)
        raise CannotBe(
            "The letters of this file can be read in more than one way: %(ways)s.",
            next_step='Write encoding = "…" in the map, with the one that reads right.',
            ways=ways,
        )
    if "sheet" in sniffed.asks and not mapping.sheet:
        others = ", ".join(f'"{name}"' for name in sniffed.sheets if name != sniffed.sheet)
        say(
            f'The sheet "{sniffed.sheet}" is read; there are also {others}.'
            ' For another write sheet = "…" in the map.'
        )
    if "header" in sniffed.asks and mapping.header_row is None:
        where = f"in row {sniffed.header_row}" if sniffed.header_row else "nowhere"
        say(f"The headers seem to stand {where}. If not, write header_row = … in the map.")
    if "delimiter" in sniffed.asks and not mapping.delimiter:
        say(
            f"The cells seem to be separated by {sniffed.delimiter!r}."
            ' If not, write delimiter = "…" in the map.'
        )


def _guessed(table: Table, guess: ColumnGuess, say: Aside) -> RegisterMap:
    mapping = guess_mapping(table)
    if mapping.columns:
        columns = ", ".join(f"{header} = {meaning}" for header, meaning in mapping.columns.items())
        say(f"No map was given. The columns are read as: {columns}.")
    else:
        say(f"No map was given, and no column was understood: {', '.join(table.headers[:20])}.")
    for question in guess.questions:
        headers = ", ".join(f'"{table.headers[place]}"' for place in question.columns)
        example = " ".join(question.example.split())[:60]
        say(_QUESTIONS[question.code] % {"columns": headers, "example": example})
    if guess.blank_is_above:
        say(
            "Many names or days are empty. If an empty one means the one above,"
            " write blank_is_above = true in the map."
        )
    return mapping


_QUESTIONS = {
    "cells_disagree": "%(columns)s: header and cells disagree, such as %(example)s.",
    "two_days": "%(columns)s: these hold days; only one can be the day of the contact.",
    "tie": "%(columns)s: each could be meant; the first is taken.",
    "one_name": "%(columns)s: these hold names; look whether they are one person's.",
    "several_people": (
        "%(columns)s: cells seem to hold several people, such as %(example)s, and are taken apart."
        " If not, write split = [] in a map."
    ),
}


def _with_circle(mapping: RegisterMap, named: str, by: Colleague) -> RegisterMap:
    return replace(mapping, circle=circle_named(named or mapping.circle, by))


def circle_named(wanted: str, by: Colleague) -> str:
    """Return the key of a circle by its name; without one, of the only one there is to write in."""
    circles = {
        circle.name: str(circle.pk)
        for circle in Circle.objects.filter(pk__in=by.writable_circles())
    }
    if wanted in circles:
        return circles[wanted]
    if not wanted and len(circles) == 1:
        return next(iter(circles.values()))
    if wanted in circles.values():
        return wanted
    raise CannotBe(
        "It is not said who will see these people.",
        next_step='Add --circle "…", or write circle = "…" in the map, one of: %(names)s.',
        names=", ".join(sorted(circles)),
    )


def _check_said(mapping: RegisterMap, table: Table) -> None:
    """Refuse a map that leaves open what nobody should guess, in the words of a map."""
    if not {"alias", "real_name"} & set(mapping.columns.values()):
        raise CannotBe(
            "No column says who it was.",
            next_step='Write in the map, under [columns], which header is the "alias".',
        )
    header = mapping.column("date")
    if header is None:
        return
    if not mapping.date_order:
        raise CannotBe(
            "Days can be read in more than one way here.",
            next_step='Write date_order = "dmy" in the map, or "mdy", or "ymd".',
        )
    place = table.headers.index(header) if header in table.headers else None
    calendars = days_of(table, place).get("calendars", ())
    if len(calendars) > 1 and not mapping.calendar:
        raise CannotBe(
            "The days can be of more than one calendar here.",
            next_step="Write calendar in the map, one of: %(names)s.",
            names=", ".join(f'"{calendar}"' for calendar in calendars),
        )
