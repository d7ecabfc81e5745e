"""Medians of wall-clock time, and the peak of memory in one further run."""

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable

Rows = list[dict[str, object]]


def median_time(work: Callable[[], object]) -> float:
    """Seconds, after one run to warm up; of five runs, or three where one takes long."""
    start = time.perf_counter()
    work()
    times = 5 if time.perf_counter() - start < 2 else 3
    spent = []
    for _ in range(times):
        gc.collect()
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def peak_mb(work: Callable[[], object]) -> float:
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def measured(name: str, size: str, work: Callable[[], object], goal: str = "", peers=()) -> Rows:
    """One row for each peer (its name and its seconds), or one without."""
    ours, peak = median_time(work), peak_mb(work)
    return [
        {
            "name": name,
            "size": size,
            "ours_s": ours,
            "other": peer,
            "other_s": spent,
            "ratio": spent / ours if peer else None,
            "peak_mb": peak,
            "goal": goal,
        }
        for peer, spent in peers or [(None, None)]
    ]
