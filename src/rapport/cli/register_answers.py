"""Importing a register at a prompt."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.progress import Progress

from rapport.bridges.tables import look_at_table
from rapport.bridges.tables.columns import LEFT_OUT, guess_columns
from rapport.cli.answers import as_json as write_json
from rapport.cli.answers import say
from rapport.cli.opening import Opened
from rapport.exchange import registers
from rapport.exchange.register_map import RegisterMap, map_from
from rapport.exchange.register_rows import FAULTS
from rapport.records.models import Circle
from rapport.records.refusals import CannotBe


def bring(
    store: Opened, file: Path, raw: Mapping[str, Any] | None, *, dry_run: bool, as_json: bool
) -> None:
    """Check a register, and take it in unless this is a dry run."""
    data = file.read_bytes()
    made = map_from(raw) if raw is not None else _guessed(file.name, data)
    made = _with_circle(store, made)
    with Progress(transient=True, disable=as_json) as progress:
        task = progress.add_task("Reading", total=None)

        def on_progress(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        common: dict[str, Any] = {
            "by": store.me,
            "made": made,
            "name": file.name,
            "data": data,
            "today": store.today,
            "on_progress": on_progress,
        }
        if dry_run:
            answer: Any = registers.check(**common)
        else:
            answer = registers.take_in(**common, now=store.now)
    if as_json:
        write_json(answer)
    elif dry_run:
        _say_check(answer)
    else:
        counts = answer.counts
        say(
            f"{counts.people} new people, {counts.known} already known,"
            f" {counts.interactions} interactions.",
            f"{answer.left_out} rows were left out."
            if answer.left_out
            else "Every row was taken in.",
            f"Take it back as one with: rapport history undo {answer.deed}",
        )


def _guessed(name: str, data: bytes) -> RegisterMap:
    seen = look_at_table(data, name=name)
    guesses = guess_columns(seen.headers, [row.cells for row in seen.rows])
    columns = {
        seen.headers[number]: meaning
        for number, meaning in guesses.items()
        if meaning not in LEFT_OUT
    }
    sys.stderr.write(f"No map was given; the columns are read as {columns}.\n")
    days = registers.days_of(seen)
    return RegisterMap(
        columns=columns, date_order=days.get("order", "") if days.get("sure") else ""
    )


def _with_circle(store: Opened, made: RegisterMap) -> RegisterMap:
    """Let a map name its circle by name; without one, take the only circle there is to write in."""
    circles = {
        circle.name: str(circle.pk)
        for circle in Circle.objects.filter(pk__in=store.me.writable_circles())
    }
    if made.circle in circles:
        return replace(made, circle=circles[made.circle])
    if not made.circle and len(circles) == 1:
        return replace(made, circle=next(iter(circles.values())))
    if made.circle in circles.values():
        return made
    raise CannotBe(
        "It is not said who will see these people.",
        next_step='Write circle = "…" in the map, one of: %(names)s.',
        names=", ".join(sorted(circles)),
    )


def _say_check(answer: registers.Check) -> None:
    say(
        f"{answer.rows} rows, {answer.good} can be taken in:"
        f" {answer.people} new people, {answer.known} already known,"
        f" {answer.interactions} interactions."
    )
    say(
        *(
            f"  row {fault.row}, {fault.column}: {FAULTS[fault.code]}"
            for fault in answer.faults[:20]
        )
    )
    if answer.pair_count:
        say(f"{answer.pair_count} pairs of names look alike, such as:")
        say(*(f"  {one} ~ {other}" for one, other, _ in answer.pairs[:10]))
    say("Nothing has been written.")
