"""What the import says at a prompt; ``cli`` opens the store and prints what is said here."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rapport.formats.limits import ORDINARY
from rapport.formats.refusals import refusal
from rapport.imports.check_register import Check
from rapport.imports.import_register import ImportResult
from rapport.imports.mapping import RegisterMap, mapping_from
from rapport.imports.reading import PASSED_OVER, WARNINGS
from rapport.imports.rows import DOUBTS, FAULTS, KEPT, ODDITIES, Fault
from rapport.imports.tables import Table, look_at_table
from rapport.imports.uploads import SAMPLE, guess_mapping
from rapport.records.models import Circle, Colleague
from rapport.records.refusals import CannotBe

_SHOWN = 20

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
    raw: Mapping[str, Any] | None, name: str, data: bytes, *, by: Colleague, circle: str, say: Aside
) -> RegisterMap:
    """Return the mapping as written (``raw``, of a TOML file), or guessed where none was.

    ``circle`` names the circle if the mapping does not. How the file is read is said aside. What
    nobody should guess (letters, who it was, the order of days) is refused, in the words of a map.
    """
    mapping = mapping_from(raw or {})
    table = look_at_table(data, name=name, wish=mapping.as_wish(), rows=SAMPLE)
    _say_how_it_is_read(table, mapping, say)
    if raw is None:
        mapping = _guessed(table, say)
    mapping = _with_circle(mapping, circle, by)
    _check_said(mapping)
    return mapping


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
            f"The cells seem to be parted by {sniffed.delimiter!r}."
            ' If not, write delimiter = "…" in the map.'
        )


def _guessed(table: Table, say: Aside) -> RegisterMap:
    mapping = guess_mapping(table)
    if mapping.columns:
        columns = ", ".join(f"{header} = {meaning}" for header, meaning in mapping.columns.items())
        say(f"No map was given. The columns are read as: {columns}.")
    else:
        say(f"No map was given, and no column was understood: {', '.join(table.headers[:20])}.")
    if mapping.calendar == "hijri":
        say("The years look like those of the Hijri calendar, and are read so.")
    return mapping


def _with_circle(mapping: RegisterMap, named: str, by: Colleague) -> RegisterMap:
    """Let a map name its circle by name; without one, take the only circle there is to write in."""
    circles = {
        circle.name: str(circle.pk)
        for circle in Circle.objects.filter(pk__in=by.writable_circles())
    }
    wanted = named or mapping.circle
    if wanted in circles:
        return replace(mapping, circle=circles[wanted])
    if not wanted and len(circles) == 1:
        return replace(mapping, circle=next(iter(circles.values())))
    if wanted in circles.values():
        return replace(mapping, circle=wanted)
    raise CannotBe(
        "It is not said who will see these people.",
        next_step='Add --circle "…", or write circle = "…" in the map, one of: %(names)s.',
        names=", ".join(sorted(circles)),
    )


def _check_said(mapping: RegisterMap) -> None:
    """Refuse a map that leaves open what nobody should guess, in the words of a map."""
    if not {"alias", "real_name"} & set(mapping.columns.values()):
        raise CannotBe(
            "No column says who it was.",
            next_step='Write in the map, under [columns], which header is the "alias".',
        )
    if mapping.column("date") and not mapping.date_order:
        raise CannotBe(
            "Days can be read in more than one way here.",
            next_step='Write date_order = "dmy" in the map, or "mdy", or "ymd".',
        )


def check_lines(check: Check, mapping: RegisterMap) -> Iterator[str]:
    """Yield what an import would do, line by line."""
    yield (
        f"{check.rows} rows, {check.good} can be imported:"
        f" {check.people} new people, {check.known} already known,"
        f" {check.interactions} interactions."
    )
    if check.first_day is not None:
        yield f"The days go from {check.first_day} to {check.last_day}."
    if check.again:
        yield (
            f"{check.again} rows are here already (the same person, day and words)"
            " and would not be added again."
        )
    headers = {meaning: header for header, meaning in mapping.columns.items()}
    yield from _left_out_lines(check.left_out)
    yield from _passed_over_lines(check)
    yield from _roughly_lines(check, mapping)
    yield from _kept_lines(check.kept)
    yield from _fault_lines("rows would be left out", check.faults, check.fault_counts, FAULTS)
    unsure = "rows have no sure day; the people would be imported, their words as notes"
    yield from _fault_lines(unsure, check.doubts, check.doubt_counts, DOUBTS)
    if check.doubt_counts["other_order"]:
        yield "Some days fit only another order: look whether date_order is right."
    for oddity, times in check.oddities[:_SHOWN]:
        where = headers.get(oddity.column, oddity.column)
        often = f" ({times} times)" if times > 1 else ""
        yield f'  {where} "{oddity.text}"{often}: {ODDITIES[oddity.code]}'
    for trouble, rows in check.noticed.items():
        more = " …" if len(rows) > _SHOWN else ""
        yield f"  row {', '.join(map(str, rows[:_SHOWN]))}{more}: {WARNINGS[trouble]}"
    yield from _double_lines(check)
    yield from _pair_lines(check)
    yield "Nothing has been written."


def _left_out_lines(columns: Mapping[str, int]) -> Iterator[str]:
    for header, cells in columns.items():
        yield f'The column "{header}" is left out: {cells} cells.'


def _passed_over_lines(check: Check) -> Iterator[str]:
    for passed in check.passed_over[:_SHOWN]:
        yield f"Row {passed.row} is passed over: {PASSED_OVER[passed.why]}."


def _roughly_lines(check: Check, mapping: RegisterMap) -> Iterator[str]:
    if check.roughly and mapping.roughly:
        yield (
            f"{check.roughly} days are only a month or a range, and are kept so."
            " If not, write roughly = false in the map: they become notes."
        )


def _kept_lines(kept: Mapping[str, int]) -> Iterator[str]:
    for code, count in kept.items():
        yield str(KEPT[code] % {"n": count})


def _fault_lines(
    title: str, faults: Sequence[Fault], counts: Counter[str], words: Mapping[str, str]
) -> Iterator[str]:
    if faults:
        yield f"{counts.total()} {title}:"
        for fault in faults[:_SHOWN]:
            written = f' "{fault.text}"' if fault.text else ""
            who = f" ({fault.who})" if fault.who and fault.who != fault.text else ""
            offered = f"; perhaps {fault.offered}" if fault.offered else ""
            where = fault.header or fault.column
            yield f"  row {fault.row}{who}, {where}{written}: {words[fault.code]}{offered}"
        yield from _and_more(counts.total())


def _double_lines(check: Check) -> Iterator[str]:
    if not check.doubles:
        return
    yield (
        f"{len(check.doubles)} names may be two people each. Write in the map, under [same],"
        ' "the name" = "the name" for one, or different = ["the name"] for two:'
    )
    for double in check.doubles[:_SHOWN]:
        groups = f" ({' / '.join(double.groups)})" if double.groups else ""
        known = f", known here as {_quoted(double.known)}" if double.known else ""
        yield f"  {_quoted(double.name)}{groups}{known}: {'two' if double.two else 'one'}"
    yield from _and_more(len(check.doubles))


def _pair_lines(check: Check) -> Iterator[str]:
    if check.pair_count:
        yield (
            f"{check.pair_count} pairs of names look alike. Those that are one person can be"
            " said to be, in the map:"
        )
        yield "  [same]"
        for pair in check.pairs[:_SHOWN]:
            yield f"  {_quoted(pair.name)} = {_quoted(pair.kept)}"
        yield from _and_more(check.pair_count)


def _and_more(count: int) -> Iterator[str]:
    if count > _SHOWN:
        yield f"  … and {count - _SHOWN} more"


def _quoted(text: str) -> str:
    """Return a text as a map writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def result_lines(result: ImportResult) -> Iterator[str]:
    """Yield what an import did, line by line, and how to take it back."""
    counts = result.counts
    yield (
        f"{counts.people} new people, {counts.known} already known,"
        f" {counts.interactions} interactions."
    )
    if counts.again:
        yield f"{counts.again} rows were here already and were not added again."
    yield from _kept_lines(counts.kept)
    yield from _left_out_lines(result.columns_left_out)
    if result.cells_changed:
        yield f"{result.cells_changed} cells were read otherwise than they stand."
    if result.left_out:
        why = ", ".join(f"{FAULTS[code]} ({n})" for code, n in result.fault_counts.most_common())
        yield f"{result.left_out} rows were left out: {why}. See them with --dry-run."
    elif result.nothing_fell:
        yield "Every row was imported."
    if result.change_set is None:
        yield "Nothing in it was new."
    else:
        yield f"Take it back as one with: rapport history undo {result.change_set}"
