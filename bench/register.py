"""A register imported and taken back: rows a CPU-second, peak memory, and what is left.

    python bench/register.py [FILE.csv MAP.toml] [--rows 10000] [--today 2018-12-31]

Without a file the register is invented, always the same, so that everybody can repeat the figures.
CPU time is that of this process and of the child that parses. Key derivation is left out: it takes
what a vault's header says (256 MiB for about a second), before and apart from an import.
"""

import argparse
import csv
import random
import resource
import tempfile
import time
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import texts
import world
from figures import Part, calibration


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


def invented(rows: int, into: Path) -> tuple[Path, Path]:
    """Write a register of ``rows`` made-up meetings and its map, always the same; return both.

    Two people in five rows, each written in up to three ways, as in real registers; a fortieth of
    the days does not exist.
    """
    chance = random.Random(11)
    people = [" ".join(chance.choices(world.NAMES, k=2)).title() for _ in range(rows * 2 // 5)]
    ways = (str, str.upper, lambda name: name.replace("a", "aa", 1))
    file, mapped = into / "register.csv", into / "map.toml"
    with file.open("w", encoding="utf-8", newline="") as out:
        write = csv.writer(out).writerow
        write(["Contact", "Day", "Who", "Subject"])
        for number in range(rows):
            name = chance.choice(ways[:1] * 8 + ways)(
                people[int(len(people) * chance.random() ** 2)]
            )
            day = date(2014, 7, 1) + timedelta(days=number * 1600 // rows)
            said = day.isoformat() if number % 40 else f"{day.year}-02-30"
            write([name, said, f"Desk {chance.randrange(80)}", texts.note(chance, "english")])
    mapped.write_text(_MAP)
    return file, mapped


_MAP = """
date_order = "ymd"
purpose = "engagement"
channel = "in_person"
sensitivity = 1
[columns]
"Contact" = "alias"
"Day" = "date"
"Who" = "ours"
"Subject" = "line"
"""


def measure(part: Part, file: Path, mapped: Path, today: date, *, undoing: bool = True) -> None:
    """Note what checking, taking in and taking back one register costs."""
    with tempfile.TemporaryDirectory() as folder:
        world.open_world(Path(folder))
        from rapport.actions import history
        from rapport.imports.check_register import check_register
        from rapport.imports.import_register import import_register

        about = _about(file, mapped, today)
        before = contents() if undoing else {}
        loop, start = calibration(), cpu()
        checked = check_register(**about)
        checking, start = cpu() - start, cpu()
        done = import_register(**about)
        taking = cpu() - start
        print(f"{checked.rows} rows, {checked.pair_count} likely pairs, {done.counts}; {peak()}")
        print(f"the loop before: {loop:.0f} ms")
        part.note("read, checked, likely duplicates", [checked.rows / checking], "rows a CPU-s")
        part.note("imported, judged", [checked.rows / taking], "rows a CPU-s")
        both = checked.rows / (taking + checking)
        part.note("both together", [both], "rows a CPU-s", aim="2,500")
        ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        part.note("largest memory, taking in", [ours], "MB", aim="300")
        if undoing:
            start = time.process_time()
            history.undo(about["asking"], key=done.change_set)
            part.note("taken back as one", [time.process_time() - start], "CPU-s")
            part.note("tables as before (1: yes)", [float(contents() == before)], "")


def _about(file: Path, mapped: Path, today: date) -> dict[str, Any]:
    """Return what a check and an import are told, in an office begun for it."""
    from rapport.actions import team
    from rapport.imports.mapping import mapping_from
    from rapport.records.asking import Asking
    from rapport.records.models import Circle

    now = datetime(today.year, today.month, today.day, 9, tzinfo=UTC)
    me = team.found_office(now=now, name="Desk", colleague="Desk", sign_in="d", circle="All").row
    told = mapping_from(tomllib.loads(mapped.read_text()))
    mapping = replace(told, circle=str(Circle.objects.get().pk))
    asking = Asking(me, now, today)
    return {"asking": asking, "mapping": mapping, "name": file.name, "data": file.read_bytes()}


def main() -> None:
    """Measure the register named, or an invented one."""
    told = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    told.add_argument("register", nargs="*", type=Path, help="FILE.csv MAP.toml")
    told.add_argument("--rows", type=int, default=10_000, help="of the invented register")
    told.add_argument("--today", type=date.fromisoformat, default=date(2018, 12, 31))
    given = told.parse_args()
    with tempfile.TemporaryDirectory() as place:
        file, mapped = given.register or invented(given.rows, Path(place))
        measure(Part("register"), file, mapped, given.today)


if __name__ == "__main__":
    main()
