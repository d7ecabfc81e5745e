"""The benches, which no test runs, still find what they measure."""

import ast
import importlib
import json
import os
import re
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from house.tree import ROOT

BENCHES = sorted((ROOT / "bench").glob("*.py"))


def _imports(source: str) -> Iterator[tuple[str, str]]:
    """Yield what a script imports from us, and the scripts it holds as text for its children."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("rapport"):
            yield from ((node.module or "", alias.name) for alias in node.names)
        if isinstance(node, ast.Constant) and "\nfrom rapport" in str(node.value):
            yield from _imports(str(node.value))


@pytest.mark.parametrize("bench", BENCHES, ids=lambda path: path.name)
def test_a_bench_imports_only_what_is_there(bench):
    for module, name in _imports(bench.read_text(encoding="utf-8")):
        there = importlib.import_module(module)
        assert hasattr(there, name) or importlib.import_module(f"{module}.{name}")


def test_there_are_benches():
    assert len(BENCHES) > 10


@pytest.fixture
def report(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(ROOT / "bench"), *sys.path])
    return importlib.import_module("report")


def test_the_tables_of_the_page_are_what_the_kept_run_says(report):
    page = report.PAGE.read_text(encoding="utf-8")
    kept = json.loads(report.KEPT.read_text(encoding="utf-8"))
    assert kept["figures"]
    assert report.page_with(page, kept) == page


def test_a_kept_run_names_no_folder_of_the_machine_it_was_made_on():
    for kept in (ROOT / "bench" / "results").glob("*.json"):
        assert not re.search(r"/(?:home|tmp|root|Users|work)\b", kept.read_text(encoding="utf-8"))


def test_every_part_of_the_bench_has_a_table(report):
    source = (ROOT / "bench" / "all.py").read_text(encoding="utf-8")
    parts = re.search(r"PARTS: .*? = \{(.*?)\}", source, re.DOTALL)
    assert parts
    assert set(re.findall(r'"([^"]+)":', parts[1])) == set(report.TITLES)


def test_the_cpu_of_a_process_counts_threads_that_have_ended(report):
    """Else what was used before and after, one taken from the other, may be less than nothing."""
    figures = importlib.import_module("figures")
    before, began = figures.cpu_of([os.getpid()]), time.process_time()
    thread = threading.Thread(target=sum, args=(range(10**6),))
    thread.start()
    thread.join()
    spent = figures.cpu_of([os.getpid()]) - before
    assert 0 < spent <= time.process_time() - began + 0.1
    with pytest.raises(ValueError, match="no figure"):
        figures.Part("a part").note("all work", [0.2, -0.01, 0.3], "CPU-s")
