"""A journey waits for what it looks for: a state asked for at once is that of the page before."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from house.tree import ROOT, named

JOURNEYS = sorted((ROOT / "tests" / "journeys").glob("*.py"))
STATES = {"is_visible", "is_hidden", "is_checked", "is_enabled", "is_disabled", "is_editable"}
VALUES = {"count", "input_value", "inner_text", "text_content"}


def called(node: ast.AST) -> str:
    """Return the name of the method a node calls, if it calls one."""
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return node.func.attr if is_call else ""  # type: ignore[attr-defined]


def asked_at_once(source: str) -> Iterator[int]:
    """Yield the lines that assert a state, or one plain value, without waiting for it."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Assert):
            continue
        test = node.test
        nothing = isinstance(test, ast.UnaryOp) and called(test.operand) in VALUES
        same = (
            isinstance(test, ast.Compare)
            and isinstance(test.ops[0], ast.Eq)
            and called(test.left) in VALUES
        )
        if nothing or same or any(called(one) in STATES for one in ast.walk(test)):
            yield node.lineno


@pytest.mark.parametrize("path", JOURNEYS, ids=named)
def test_what_a_page_is_like_is_waited_for(path: Path) -> None:
    where = list(asked_at_once(path.read_text(encoding="utf-8")))
    assert not where, f"Say it with expect(...) in {named(path)}, lines {where}."


@pytest.mark.parametrize(
    "line",
    [
        "assert page.locator('p').is_visible()",
        "assert not strip.is_visible(), 'gone'",
        "assert box.is_checked() is False",
        "assert page.locator('li').count() == 1",
        "assert not row.count()",
        "assert field.input_value() == 'x'",
    ],
)
def test_each_way_of_not_waiting_is_noticed(line: str) -> None:
    assert list(asked_at_once(line)) == [1]


def test_waiting_and_looking_at_what_is_there_are_not() -> None:
    for line in ("expect(strip).to_be_visible()", "assert said == 'x'", "assert len(rows) == 2"):
        assert not list(asked_at_once(line))
