"""What checking or importing a register says at a prompt, line by line."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rapport.imports.check_register import Check
from rapport.imports.import_register import ImportResult
from rapport.imports.mapping import RegisterMap
from rapport.imports.reading import PASSED_OVER, WARNINGS
from rapport.imports.rows import DOUBTS, FAULTS, KEPT, ODDITIES, Fault

_SHOWN = 20


def counted(number: int, thing: str) -> str:
    """Return a number with what it counts, in the singular or the plural.

    >>> counted(1, "row"), counted(2, "row")
    ('1 row', '2 rows')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def check_lines(check: Check, mapping: RegisterMap) -> Iterator[str]:
    """Yield what an import would do, line by line."""
    yield (
        f"{counted(check.rows, 'row')}, {check.good} can be imported:"
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
    yield from _fault_lines("would be left out", check.faults, check.fault_counts, FAULTS)
    unsure = "without a sure day; the people would be imported, their words as notes"
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
        yield f'The column "{header}" is left out: {counted(cells, "cell")}.'


def _passed_over_lines(check: Check) -> Iterator[str]:
    for passed in check.passed_over[:_SHOWN]:
        yield f"Row {passed.row} is skipped: {PASSED_OVER[passed.why]}."


def _roughly_lines(check: Check, mapping: RegisterMap) -> Iterator[str]:
    if check.roughly and mapping.roughly:
        yield (
            f"{counted(check.roughly, 'day')} known only as a month or a range, and kept so."
            " If not, write roughly = false in the map: it becomes a note."
        )


def _kept_lines(kept: Mapping[str, int]) -> Iterator[str]:
    for code, count in kept.items():
        yield str(KEPT[code] % {"n": count})


def _fault_lines(
    title: str, faults: Sequence[Fault], counts: Counter[str], words: Mapping[str, str]
) -> Iterator[str]:
    if faults:
        yield f"{counted(counts.total(), 'row')} {title}:"
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
        f"{counted(len(check.doubles), 'name')} may stand for two people. Write in the map, under"
        ' [same], "the name" = "the name" for one, or different = ["the name"] for two:'
    )
    for double in check.doubles[:_SHOWN]:
        groups = f" ({' / '.join(double.groups)})" if double.groups else ""
        known = f", known here as {_quoted(double.known)}" if double.known else ""
        yield f"  {_quoted(double.name)}{groups}{known}: {'two' if double.two else 'one'}"
    yield from _and_more(len(check.doubles))


def _pair_lines(check: Check) -> Iterator[str]:
    if check.pair_count:
        yield (
            f"{counted(check.pair_count, 'pair')} of names look alike. Those that are one person"
            " can be said to be, in the map:"
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
    """Yield what an import did, line by line, and how to undo it."""
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
        yield f"{counted(result.cells_changed, 'cell')} read otherwise than written."
    if result.passed_over:
        yield f"{counted(result.passed_over, 'row')} skipped: tags, totals or headers."
    if result.left_out:
        why = ", ".join(f"{FAULTS[code]} ({n})" for code, n in result.fault_counts.most_common())
        yield f"{counted(result.left_out, 'row')} left out: {why}. See them with --dry-run."
    elif result.nothing_fell:
        yield "Every row was imported."
    if result.change_set is None:
        yield "Nothing in it was new."
    else:
        yield f"Undo the whole import with: rapport history undo {result.change_set}"
