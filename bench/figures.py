"""What a bench measures: figures with their calibration beside them, and how CPU time is read.

CPU time swells when neighbours share the machine. So every figure carries the time of a loop of
plain Python, run just before and just after: about 30 ms on the machine of the tables in the docs,
where some aims are stated by one of 70. Figures are compared within a run, or by that loop.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One line of a table: what was measured, its median, and how quiet the machine was."""

    part: str
    what: str
    value: float
    unit: str
    calibration_ms: float
    count: int = 1
    p95: float | None = None
    aim: str = ""

    def line(self) -> str:
        """Return the figure as the terminal shows it."""
        high = f" (p95 {shown(self.p95)})" if self.p95 is not None else ""
        aim = f", aim {self.aim}" if self.aim else ""
        told = f"{shown(self.value)} {self.unit}{high}{aim}"
        return f"{self.what:44} {told:44} loop {self.calibration_ms:.0f} ms, n {self.count}"


class Part:
    """Gathers the figures of one part of the bench, and appends each to a file at once."""

    def __init__(self, name: str, into: Path | None = None) -> None:
        self.name, self.into = name, into
        self.figures: list[Figure] = []

    def note(self, what: str, values: Iterable[float], unit: str, *, aim: str = "") -> None:
        """Note the median of some values, and their 95th percentile where there are enough."""
        told = sorted(values)
        if told[0] < 0:
            raise ValueError(f"{what}: {told[0]} {unit} is no figure; the reading is at fault.")
        p95 = told[max(0, round(0.95 * len(told)) - 1)] if len(told) >= 10 else None
        middle = statistics.median(told)
        self._add(Figure(self.name, what, middle, unit, calibration(), len(told), p95, aim))

    def timed(
        self, what: str, work: Callable[[], object], *, times: int = 1, aim: str = ""
    ) -> list[float]:
        """Do something some times; note its CPU seconds, and return them."""
        before, spent = calibration(), []
        for _ in range(times):
            began = time.process_time()
            work()
            spent.append(time.process_time() - began)
        around = (before + calibration()) / 2
        figure = Figure(self.name, what, statistics.median(spent), "CPU-s", around, times, aim=aim)
        self._add(figure)
        return spent

    def _add(self, figure: Figure) -> None:
        self.figures.append(figure)
        print(figure.line(), flush=True)
        if self.into is not None:
            with self.into.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(figure), ensure_ascii=False) + "\n")


def calibration() -> float:
    """Return the CPU milliseconds of a loop of plain Python, the least of three."""
    return min(_loop() for _ in range(3))


def _loop() -> float:
    began = time.process_time()
    sum(number * number for number in range(10**6))
    return (time.process_time() - began) * 1000


def shown(value: float) -> str:
    """Return a figure with three digits that count."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def cpu_of(processes: Sequence[int]) -> float:
    """Return the CPU seconds that processes have used, with threads that have ended."""
    return sum(_used(process) for process in processes)


def _used(process: int) -> float:
    """Return them by the process's own clock (Linux: its number is made of the process's)."""
    if sys.platform != "linux":
        return _coarse(process)
    try:
        return time.clock_gettime(~process << 3 | 2)
    except OSError:
        return _coarse(process)


def _coarse(process: int) -> float:
    import psutil

    used = psutil.Process(process).cpu_times()
    return used.user + used.system


def memory_of(process: int) -> dict[str, float]:
    """Return the megabytes a process holds: resident, its share, and its alone."""
    told = {}
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]:
        name, _, rest = line.partition(":")
        told[name] = float(rest.split()[0]) / 1024
    alone = told["Private_Clean"] + told["Private_Dirty"]
    return {"resident": told["Rss"], "its share": told["Pss"], "its alone": alone}


def drop_from_cache(path: Path) -> None:
    """Have the system forget what it keeps of a file in memory, as after a start of the machine."""
    if not hasattr(os, "posix_fadvise"):
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)
