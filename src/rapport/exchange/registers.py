"""A register on its way in: staged inside the store, checked without writing, taken in as one deed.

The file is never written anywhere but into the store, is read in a limited child process, and is
forgotten when the import is done.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions import history, uploads
from rapport.actions.people import writable_circle
from rapport.actions.registers import Counts, Intake, known_names, known_people
from rapport.bridges.tables import Table, TableStream, TableWish, look_at_table
from rapport.bridges.tables.columns import LEFT_OUT, guess_columns
from rapport.bridges.tables.dates import guess_date_order
from rapport.exchange.register_map import RegisterMap, check_complete
from rapport.exchange.register_rows import Fault, RowReader, Taken
from rapport.names import fold, likely_duplicates
from rapport.records import judging, statistics
from rapport.records.models import Colleague, ImportState, RegisterImport, Relationship
from rapport.records.models.keeping import NOT_THERE
from rapport.records.recording import deed
from rapport.records.refusals import NotThere, Refusal

SAMPLE = 200
_FAULTS_SHOWN = 200
_PAIRS_SHOWN = 100

OnProgress = Callable[[int, int], None]
Stop = Callable[[], bool]


class ImportStopped(Refusal):
    """The person stopped the import; nothing was taken in."""

    code = "stopped"


def stage(*, by: Colleague, now: datetime, name: str, data: bytes) -> RegisterImport:
    """Keep an upload in the store, look at its first rows, and guess what its columns mean."""
    seen = look_at_table(data, name=name, rows=SAMPLE)
    staged: RegisterImport = uploads.keep_upload(
        by=by,
        now=now,
        name=name,
        data=data,
        total=seen.sniffed.row_count,
        sniffed=_sniffed(seen),
        mapping=_guess(seen).as_json(),
    )
    return staged


def look_again(staged: RegisterImport, made: RegisterMap) -> RegisterImport:
    """Read the first rows anew, as the map says, and keep what was seen."""
    seen = look_at_table(bytes(staged.file or b""), name=staged.name, wish=_wish(made), rows=SAMPLE)
    return uploads.change_upload(
        staged,
        sniffed=_sniffed(seen),
        total=seen.sniffed.row_count,
        mapping=made.as_json(),
        state=ImportState.STAGED,
    )


def mine(by: Colleague, key: uuid.UUID) -> RegisterImport:
    """Return an import that ``by`` brought, or raise ``NotThere``."""
    staged = RegisterImport.objects.filter(pk=key, by=by).first()
    if staged is None:
        raise NotThere(NOT_THERE)
    return staged


def _sniffed(seen: Table) -> dict[str, Any]:
    sniffed = seen.sniffed
    return {
        "kind": sniffed.kind,
        "encodings": [[one.name, one.sure, one.sample] for one in sniffed.encodings],
        "encoding": sniffed.encoding,
        "delimiter": sniffed.delimiter,
        "sheets": list(sniffed.sheets),
        "sheet": sniffed.sheet,
        "header_row": sniffed.header_row,
        "asks": list(sniffed.asks),
        "headers": list(seen.headers),
        "sample": [list(row.cells) for row in seen.rows[:8]],
        "left_out": _left_out(seen),
        "days": days_of(seen),
    }


def _left_out(seen: Table) -> list[str]:
    guesses = guess_columns(seen.headers, [row.cells for row in seen.rows])
    return [seen.headers[number] for number, meaning in guesses.items() if meaning in LEFT_OUT]


def days_of(seen: Table) -> dict[str, Any]:
    """Return how the days of the guessed date column read: the order, and whether that is sure."""
    guesses = guess_columns(seen.headers, [row.cells for row in seen.rows])
    place = next((number for number, meaning in guesses.items() if meaning == "date"), None)
    if place is None:
        return {}
    guess = guess_date_order(row.cells[place] for row in seen.rows)
    return {"order": guess.order, "sure": guess.sure, "hijri": guess.looks_hijri}


def _guess(seen: Table) -> RegisterMap:
    guesses = guess_columns(seen.headers, [row.cells for row in seen.rows])
    columns = {
        seen.headers[number]: meaning
        for number, meaning in guesses.items()
        if meaning not in LEFT_OUT
    }
    days = days_of(seen)
    return RegisterMap(columns=columns, date_order=days["order"] if days.get("sure") else "")


def _wish(made: RegisterMap) -> TableWish:
    return TableWish(
        encoding=made.encoding or None,
        delimiter=made.delimiter or None,
        sheet=made.sheet or None,
        header_row=made.header_row,
    )


@dataclass
class Check:
    """What taking a register in would do. Nothing has been written."""

    rows: int = 0
    good: int = 0
    faults: list[Fault] = field(default_factory=list)
    fault_counts: Counter[str] = field(default_factory=Counter)
    people: int = 0
    known: int = 0
    interactions: int = 0
    pairs: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    pair_count: int = 0
    first_day: date | None = None
    last_day: date | None = None


def check(
    *,
    by: Colleague,
    made: RegisterMap,
    name: str,
    data: bytes,
    today: date,
    on_progress: OnProgress | None = None,
    stop: Stop | None = None,
) -> Check:
    """Read a register by its map: what would be taken in, what is wrong, who may be double."""
    check_complete(made)
    circle = writable_circle(by, uuid.UUID(made.circle))
    known = known_people(by, circle)
    answer = Check()
    names: dict[str, str] = {}
    for piece in _read(
        made, name, data, today, by=by, circle=circle.pk, on_progress=on_progress, stop=stop
    ):
        for row in piece:
            answer.rows += 1
            if isinstance(row, Fault):
                _note_fault(answer, row)
            else:
                _note_row(answer, row, names)
    folded = {name: key for key, name in names.items()}
    answer.known = sum(key in known for key in names)
    answer.people = len(names) - answer.known
    fresh = [(text, text) for text, key in folded.items() if key not in known]
    pairs = likely_duplicates(fresh, [(text, text) for text in _aliases(by, circle.pk)])
    answer.pair_count = len(pairs)
    answer.pairs = [(str(one), str(other), why) for one, other, why in pairs[:_PAIRS_SHOWN]]
    return answer


def _aliases(by: Colleague, circle: uuid.UUID) -> list[str]:
    rows = Relationship.objects.changeable_by(by).filter(circle_id=circle)
    return list(rows.values_list("counterpart__alias", flat=True))


def _note_fault(answer: Check, fault: Fault) -> None:
    answer.fault_counts[fault.code] += 1
    if len(answer.faults) < _FAULTS_SHOWN:
        answer.faults.append(fault)


def _note_row(answer: Check, row: Taken, names: dict[str, str]) -> None:
    answer.good += 1
    for person in row.people:
        names.setdefault(fold(person) or person, person)
    if row.on is not None:
        answer.interactions += 1
        answer.first_day = min(row.on, answer.first_day or row.on)
        answer.last_day = max(row.on, answer.last_day or row.on)


@dataclass
class Done:
    """What an import took in, and the deed by which it can be undone."""

    deed: uuid.UUID
    counts: Counts
    left_out: int


def take_in(
    *,
    by: Colleague,
    now: datetime,
    today: date,
    made: RegisterMap,
    name: str,
    data: bytes,
    on_progress: OnProgress | None = None,
    stop: Stop | None = None,
) -> Done:
    """Take a register in: all its good rows, as one deed, or nothing."""
    check_complete(made)
    circle = writable_circle(by, uuid.UUID(made.circle))
    left_out = 0
    with deed("import_register", by=by, now=now) as it:
        intake = Intake(it, by=by, circle=circle, sensitivity=made.sensitivity, today=today)
        for piece in _read(
            made, name, data, today, by=by, circle=circle.pk, on_progress=on_progress, stop=stop
        ):
            good = [row for row in piece if isinstance(row, Taken)]
            left_out += len(piece) - len(good)
            good.sort(key=lambda row: row.on or today)
            intake.take(good)
        intake.finish()
        judging.mark_notes_with(*intake.names, today=today)
        judging.rejudge(intake.touched, today=today)
    statistics.renew()
    return Done(it.key, intake.counts, left_out)


def undo(*, by: Colleague, now: datetime, today: date, staged: RegisterImport) -> None:
    """Take a whole import back."""
    if staged.deed is None:
        raise NotThere(NOT_THERE)
    history.undo(by=by, now=now, today=today, key=staged.deed)
    uploads.change_upload(staged, state=ImportState.UNDONE)


def _read(
    made: RegisterMap,
    name: str,
    data: bytes,
    today: date,
    *,
    by: Colleague,
    circle: uuid.UUID,
    on_progress: OnProgress | None,
    stop: Stop | None,
) -> Iterator[Sequence[Taken | Fault]]:
    """Yield the rows of a table as the map reads them, about a thousand at a time."""
    with TableStream(data, name=name, wish=_wish(made)) as table:
        reader = RowReader(made, table.headers, today)
        if made.column("alias") is None:
            named, taken = known_names(by, circle), _aliases(by, circle)
            reader = RowReader(made, table.headers, today, named=named, aliases=taken)
        total, done = table.sniffed.row_count, 0
        for piece in table:
            if stop is not None and stop():
                raise ImportStopped(
                    gettext_noop("The import was stopped; nothing was taken in."),
                    next_step=gettext_noop("Begin it again when you are ready."),
                )
            yield [reader.read(row.number, row.cells) for row in piece]
            done += len(piece)
            if on_progress is not None:
                on_progress(done, total)
