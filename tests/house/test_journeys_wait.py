"""A journey waits for what it looks for: a state asked for at once is that of the page before."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from house.tree import ROOT, named

JOURNEYS = sorted((ROOT / "tests" / "journeys").glob("*.py"))
STATES = {"is_visible", "is_hidden", "is_checked", "is_enabled", "is_disabled", "is_editable"}
VALUES = {"count", "input_value", "inner_text", "text_content"}
READ_AS_IT_IS = {*VALUES, "all", "all_inner_texts", "all_text_contents", "bounding_box"}
WAITED = {"expect", "fill", "goto", "opened", "reload"}
"""Calls after which the page is the one looked for; so is whatever is called ``wait_for…``."""


def called(node: ast.AST) -> str:
    """Return the name of the method a node calls, if it calls one."""
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return node.func.attr if is_call else ""  # type: ignore[attr-defined]


def read_too_early(source: str) -> Iterator[int]:
    """Yield the lines that read a page as it stands after a click, while another may be coming.

    So does a fixture that ends with a click: whoever is given the page would read it too early.
    """
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        clicked = 0
        for call in sorted(_calls(function), key=lambda one: (one.end_lineno, one.end_col_offset)):
            name = called(call) or getattr(call.func, "id", "")
            if name == "click":
                clicked = call.lineno
            elif name in WAITED or name.startswith("wait_for"):
                clicked = 0
            elif name in READ_AS_IT_IS and clicked:
                yield call.lineno
        if clicked and any("fixture" in ast.unparse(one) for one in function.decorator_list):
            yield clicked


def _calls(function: ast.FunctionDef) -> Iterator[ast.Call]:
    return (node for node in ast.walk(function) if isinstance(node, ast.Call))


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


@pytest.mark.parametrize("path", JOURNEYS, ids=named)
def test_a_page_is_read_when_it_has_come(path: Path) -> None:
    where = list(read_too_early(path.read_text(encoding="utf-8")))
    assert not where, f"Wait for the page first in {named(path)}, lines {where}."


@pytest.mark.parametrize("path", JOURNEYS, ids=named)
def test_the_palette_is_opened_before_anything_is_typed_into_it(path: Path) -> None:
    by_hand = path.read_text(encoding="utf-8").count('press("Control+k")')
    assert by_hand == (path.name == "states.py"), "Use open_palette of journeys/states.py."


def test_a_page_that_may_be_coming_is_noticed() -> None:
    begins = "def test_it(page):\n    page.get_by_role('link').click()\n"
    read = "    names = page.locator('h2').all_inner_texts()\n"
    assert list(read_too_early(begins + read)) == [3]
    assert not list(read_too_early(begins + "    page.wait_for_url('**/there/')\n" + read))
    assert list(read_too_early("@pytest.fixture\n" + begins + "    return page\n")) == [3]
    assert not list(read_too_early(begins + "    return page\n"))


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
