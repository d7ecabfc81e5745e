"""The benches, which no test runs, still find what they measure."""

import ast
import importlib
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
