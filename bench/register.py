"""A real register taken in and taken back: rows a CPU-second, peak memory, and what is left.

    python bench/register.py FILE.csv MAP.toml [TODAY]

CPU time is that of this process and of the child that parses. Key derivation is left out: it takes
what a vault's header says (256 MiB for about a second), before and apart from an import.
"""

import resource
import sys
import tempfile
import time
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import world


def cpu() -> float:
    """Return the CPU seconds spent so far, with those of children that have ended."""
    every = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = [resource.getrusage(which) for which in every]
    return sum(one.ru_utime + one.ru_stime for one in used)


def peak() -> str:
    """Return the most memory this process, and the largest child, have used."""
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return f"peak {ours:.0f} MB here, {child:.0f} MB in the child"


def contents() -> dict[str, list[tuple]]:
    """Return every row of every recorded table, and of what is derived from them."""
    from rapport.records.models import Finding, NameKey, SearchEntry
    from rapport.records.operations import parts_of, recorded_models

    tables = [*recorded_models().values(), Finding, NameKey, SearchEntry]
    tables += [part for model in recorded_models().values() for part in parts_of(model).values()]
    found = {}
    for table in tables:
        names = [column.attname for column in table._meta.concrete_fields]
        names = [name for name in names if name not in ("id", "revised", "judged_on")]
        rows = table._base_manager.values_list(*names)
        found[table.__name__] = sorted(rows, key=repr)
    return found


def main(file: Path, mapped: Path, today: date) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world.open_world(Path(folder))
        from dataclasses import replace

        from rapport.actions import history, team
        from rapport.briefings import today as briefing
        from rapport.imports.check_register import check_register
        from rapport.imports.import_register import import_register
        from rapport.imports.mapping import mapping_from
        from rapport.records.asking import Asking
        from rapport.records.models import Circle

        now = datetime(today.year, today.month, today.day, 9, tzinfo=UTC)
        me = team.found_office(
            now=now, name="Desk", colleague="Desk", sign_in="d", circle="All"
        ).row
        asking = Asking(me, now, today)
        mapping = replace(
            mapping_from(tomllib.loads(mapped.read_text())), circle=str(Circle.objects.get().pk)
        )
        about = {"asking": asking, "mapping": mapping, "name": file.name, "data": file.read_bytes()}
        before = contents()
        start = cpu()
        checked = check_register(**about)
        checking = cpu() - start
        print(f"{checked.rows} rows read, {checked.good} good, {checked.pair_count} likely pairs")
        print(f"checked: {checked.rows / checking:,.0f} rows a CPU-second; {peak()}")
        start = cpu()
        done = import_register(**about)
        taking = cpu() - start
        print(f"{done.counts}")
        print(
            f"taken in: {checked.rows / taking:,.0f} rows a CPU-second ({taking:.1f} s); {peak()}"
        )
        both = checked.rows / (taking + checking)
        print(f"checked and taken in: {both:,.0f} rows a CPU-second")
        start = time.process_time()
        answer = briefing.today(asking)
        shown = {heading.title: len(heading.entries) for heading in answer.headings}
        print(f"today: {shown} in {(time.process_time() - start) * 1000:.0f} ms")
        start = time.process_time()
        history.undo(asking, key=done.change_set)
        same = contents() == before
        print(f"undone in {time.process_time() - start:.1f} CPU-s; same content: {same}; {peak()}")


if __name__ == "__main__":
    day = date.fromisoformat(sys.argv[3]) if len(sys.argv) > 3 else date(2018, 12, 31)
    main(Path(sys.argv[1]), Path(sys.argv[2]), day)
