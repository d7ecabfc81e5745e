"""Importing a register at a prompt."""

import sys
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from rapport.cli.answers import as_json as write_json
from rapport.cli.answers import say
from rapport.cli.opening import Opened
from rapport.exchange import register_checks, registers
from rapport.exchange.register_map import RegisterMap, map_from
from rapport.exchange.register_reading import WARNINGS
from rapport.exchange.register_rows import FAULTS, ODDITIES
from rapport.exchange.register_staging import SAMPLE, guess, wish
from rapport.formats.refusals import refusal
from rapport.formats.tables import Table, look_at_table
from rapport.records.models import Circle
from rapport.records.refusals import CannotBe

_SHOWN = 20


def bring(
    store: Opened,
    file: Path,
    raw: Mapping[str, Any] | None,
    *,
    circle: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Check a register, and take it in unless this is a dry run."""
    data = _bytes_of(file)
    register_map = map_from(raw or {})
    table = look_at_table(data, name=file.name, wish=wish(register_map), rows=SAMPLE)
    _print_reading(table, register_map)
    if raw is None:
        register_map = _guessed_map(table)
    register_map = _with_circle(store, register_map, circle)
    _check_complete(register_map)
    console = Console(stderr=True)
    quiet = as_json or not console.is_terminal
    with nullcontext() if quiet else Progress(transient=True, console=console) as progress:
        task = progress.add_task("Reading", total=None) if progress else None

        def on_progress(done: int, total: int) -> None:
            if progress is not None and task is not None:
                progress.update(task, completed=done, total=total)

        common: dict[str, Any] = {
            "by": store.me,
            "made": register_map,
            "name": file.name,
            "data": data,
            "today": store.today,
            "on_progress": on_progress,
        }
        if dry_run:
            answer: Any = register_checks.check(**common)
        else:
            answer = registers.take_in(**common, now=store.now)
    if as_json:
        write_json(answer)
    elif dry_run:
        _say_check(answer, register_map)
    else:
        _say_done(answer)


def _bytes_of(file: Path) -> bytes:
    """Return what is in a file, without reading one that is too large anyway."""
    from rapport.formats.limits import ORDINARY

    size = file.stat().st_size
    if size > ORDINARY.file_bytes:
        megabytes = f"{size / (1 << 20):.1f}"
        raise refusal("file_too_large", found=megabytes, limit=ORDINARY.file_bytes >> 20)
    return file.read_bytes()


def _print_reading(table: Table, register_map: RegisterMap) -> None:
    """Print on stderr how the file is read; refuse to guess between encodings."""
    sniffed = table.sniffed
    if "encoding" in sniffed.asks and not register_map.encoding:
        ways = "; ".join(
            f"{encoding.name}: {encoding.sample[:60]!r}" for encoding in sniffed.encodings
        )
        raise CannotBe(
            "The letters of this file can be read in more than one way: %(ways)s.",
            next_step='Write encoding = "…" in the map, with the one that reads right.',
            ways=ways,
        )
    if "sheet" in sniffed.asks and not register_map.sheet:
        others = ", ".join(f'"{name}"' for name in sniffed.sheets if name != sniffed.sheet)
        _aside(
            f'The sheet "{sniffed.sheet}" is read; there are also {others}.'
            ' For another write sheet = "…" in the map.'
        )
    if "header" in sniffed.asks and register_map.header_row is None:
        where = f"in row {sniffed.header_row}" if sniffed.header_row else "nowhere"
        _aside(f"The headers seem to stand {where}. If not, write header_row = … in the map.")
    if "delimiter" in sniffed.asks and not register_map.delimiter:
        _aside(
            f"The cells seem to be parted by {sniffed.delimiter!r}."
            ' If not, write delimiter = "…" in the map.'
        )


def _guessed_map(table: Table) -> RegisterMap:
    register_map = guess(table)
    if register_map.columns:
        columns = ", ".join(
            f"{header} = {meaning}" for header, meaning in register_map.columns.items()
        )
        _aside(f"No map was given. The columns are read as: {columns}.")
    else:
        _aside(f"No map was given, and no column was understood: {', '.join(table.headers[:20])}.")
    if register_map.calendar == "hijri":
        _aside("The years look like those of the Hijri calendar, and are read so.")
    return register_map


def _check_complete(register_map: RegisterMap) -> None:
    """Refuse a map that leaves open what nobody should guess, in the words of a map."""
    if not {"alias", "real_name"} & set(register_map.columns.values()):
        raise CannotBe(
            "No column says who it was.",
            next_step='Write in the map, under [columns], which header is the "alias".',
        )
    if register_map.column("date") and not register_map.date_order:
        raise CannotBe(
            "Days can be read in more than one way here.",
            next_step='Write date_order = "dmy" in the map, or "mdy", or "ymd".',
        )


def _aside(line: str) -> None:
    """Print a note on stderr, so that it does not mix with the answer on stdout."""
    say(line, to=sys.stderr)


def _with_circle(store: Opened, register_map: RegisterMap, named: str) -> RegisterMap:
    """Return the map with its circle's key, by name; without a name, the only circle I write in."""
    circles = {
        circle.name: str(circle.pk)
        for circle in Circle.objects.filter(pk__in=store.me.writable_circles())
    }
    wanted = named or register_map.circle
    if wanted in circles:
        return replace(register_map, circle=circles[wanted])
    if not wanted and len(circles) == 1:
        return replace(register_map, circle=next(iter(circles.values())))
    if wanted in circles.values():
        return replace(register_map, circle=wanted)
    raise CannotBe(
        "It is not said who will see these people.",
        next_step='Add --circle "…", or write circle = "…" in the map, one of: %(names)s.',
        names=", ".join(sorted(circles)),
    )


def _say_check(answer: register_checks.Check, register_map: RegisterMap) -> None:
    headers = {meaning: header for header, meaning in register_map.columns.items()}
    say(
        f"{answer.rows} rows, {answer.good} can be taken in:"
        f" {answer.people} new people, {answer.known} already known,"
        f" {answer.interactions} interactions."
    )
    if answer.first_day is not None:
        say(f"The days go from {answer.first_day} to {answer.last_day}.")
    if answer.again:
        say(
            f"{answer.again} rows are here already (the same person, day and words)"
            " and would not be added again."
        )
    if answer.faults:
        say(f"{answer.fault_counts.total()} rows would be left out:")
        for fault in answer.faults[:_SHOWN]:
            written = f' "{fault.text}"' if fault.text else ""
            say(
                f"  row {fault.row}, {headers.get(fault.column, fault.column)}{written}:"
                f" {FAULTS[fault.code]}"
            )
        _and_more(answer.fault_counts.total())
    if answer.fault_counts["other_order"]:
        say("Some days fit only another order: look whether date_order is right.")
    for oddity, times in answer.oddities[:_SHOWN]:
        where = headers.get(oddity.column, oddity.column)
        often = f" ({times} times)" if times > 1 else ""
        say(f'  {where} "{oddity.text}"{often}: {ODDITIES[oddity.code]}')
    for trouble, rows in answer.noticed.items():
        more = " …" if len(rows) > _SHOWN else ""
        say(f"  row {', '.join(map(str, rows[:_SHOWN]))}{more}: {WARNINGS[trouble]}")
    if answer.pair_count:
        say(
            f"{answer.pair_count} pairs of names look alike. Those that are one person can be"
            " said to be, in the map:",
            "  [same]",
        )
        for pair in answer.pairs[:_SHOWN]:
            say(f"  {_quoted(pair.one)} = {_quoted(pair.other)}")
        _and_more(answer.pair_count)
    say("Nothing has been written.")


def _and_more(count: int) -> None:
    if count > _SHOWN:
        say(f"  … and {count - _SHOWN} more")


def _quoted(text: str) -> str:
    """Return a text as a map writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _say_done(answer: registers.Done) -> None:
    counts = answer.counts
    say(
        f"{counts.people} new people, {counts.known} already known,"
        f" {counts.interactions} interactions."
    )
    if counts.again:
        say(f"{counts.again} rows were here already and were not added again.")
    if answer.left_out:
        why = ", ".join(f"{FAULTS[code]} ({n})" for code, n in answer.fault_counts.most_common())
        say(f"{answer.left_out} rows were left out: {why}. See them with --dry-run.")
    else:
        say("Every row was taken in.")
    if answer.change_set is None:
        say("Nothing in it was new.")
    else:
        say(f"Take it back as one with: rapport history undo {answer.change_set}")
