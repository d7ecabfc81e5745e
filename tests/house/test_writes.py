"""Only actions, the verbs of the import, and the records' own recorder write."""

import ast
import re
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from cast import tell
from house.tree import SRC, modules, named

WRITERS = ("actions", "records")
ABOVE = ("api", "briefings", "cli", "exchange", "imports", "web")
VERBS_OF_IMPORTS = (
    *("at_work.py", "import_register.py", "people_writer.py", "row_writer.py", "uploads.py"),
    "officials/import_officials.py",
)
"""A topic in a folder of its own has its verbs there too; these, and nothing beside them."""
ALWAYS = {
    *("save", "asave", "save_base", "bulk_create", "abulk_create", "bulk_update", "abulk_update"),
    *("get_or_create", "aget_or_create", "update_or_create", "aupdate_or_create", "_raw_delete"),
    *("raw", "extra", "set_password"),
}
OF_A_CHANGE_SET = {"create", "change", "delete", "restore", "look", "write"}


def _change_sets(module: ast.Module) -> set[str]:
    """Return the names that hold change sets: ``with change_set(...) as it``, ``it: ChangeSet``."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.withitem) and isinstance(node.optional_vars, ast.Name):
            call = node.context_expr
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "change_set":
                found.add(node.optional_vars.id)
        if isinstance(node, ast.arg) and getattr(node.annotation, "id", "") == "ChangeSet":
            found.add(node.arg)
    return found


def _of_the_cache(module: ast.Module) -> set[str]:
    """Return the names of Django's cache in this module: what is in it is no record."""
    return {
        alias.asname or alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module == "django.core.cache"
        for alias in node.names
    }


def _writes(module: ast.Module) -> list[int]:
    """Return the lines of a module that write to the store without a change set.

    ``QuerySet.update`` takes columns by keyword alone; ``dict.update`` and ``Progress.update`` are
    given something first, which tells them apart.
    """
    excepted = _change_sets(module) | _of_the_cache(module)
    lines = []
    for node in ast.walk(module):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        verb, on = node.func.attr, node.func.value
        if isinstance(on, ast.Name) and on.id in excepted and verb in OF_A_CHANGE_SET:
            continue
        columns = verb in {"update", "aupdate"} and not node.args
        if verb in ALWAYS or verb in {"create", "acreate", "delete", "adelete"} or columns:
            lines.append(node.lineno)
        if verb == "cursor" and getattr(on, "id", "") == "connection":
            lines.append(node.lineno)
    return lines


def _but_verbs(*floors: str) -> Iterator[tuple[Path, ast.Module]]:
    """Yield the modules of these floors, but for the verbs of the import."""
    verbs = {SRC / "imports" / name for name in VERBS_OF_IMPORTS}
    assert all(path.is_file() for path in verbs)
    return ((path, module) for path, module in modules(*floors) if path not in verbs)


@pytest.mark.parametrize("floor", ABOVE)
def test_the_floors_above_the_records_write_nothing_themselves(floor):
    found = [
        f"{named(path)}:{line}" for path, module in _but_verbs(floor) for line in _writes(module)
    ]
    assert not found, "Make it a verb in actions."


def test_this_guard_knows_a_write_from_its_likeness():
    writes = (
        "person.save()",
        "Person.objects.create(alias='x')",
        "rows.filter(pk=1).update(alias='x')",
        "rows.update(**values)",
        "staged.delete()",
        "connection.cursor().execute('DELETE FROM x')",
    )
    others = (
        "with change_set('log', by=me, now=now) as it:\n    it.create(row)\n    it.delete(row)",
        "def add(it: ChangeSet):\n    it.create(1)",
        "answer.update(other)",
        "progress.update(task, completed=1)",
        "from django.core.cache import cache\ncache.delete('tries')",
    )
    assert all(_writes(ast.parse(text)) for text in writes)
    assert not any(_writes(ast.parse(text)) for text in others)


def test_pages_and_prompts_begin_no_change_of_their_own():
    found = [
        f"{named(path)}:{node.lineno}"
        for path, module in _but_verbs("api", "briefings", "cli", "imports", "web")
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module == "rapport.records.recording"
    ]
    assert not found


_WRITING = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


class Watch:
    """Stands at the store's door and notes from which floor each writing statement came."""

    def __init__(self):
        self.floors = {}

    def __call__(self, execute, sql, params, many, context):
        if _WRITING.match(sql):
            ours = [
                frame.filename.removeprefix(f"{SRC}/")
                for frame in traceback.extract_stack()
                if frame.filename.startswith(f"{SRC}/")
            ]
            inmost = next((name for name in reversed(ours) if not name.startswith("vault/")), "")
            self.floors.setdefault(inmost, sql.split(" (")[0][:80])
        return execute(sql, params, many, context)


def test_whatever_is_told_reaches_the_store_through_actions_and_records(db):
    watch = Watch()
    with connection.execute_wrapper(watch):
        cast = tell()
        cast.meet(3, line="Tea, and nothing asked")
    told_from_outside = watch.floors.pop("", "")
    assert "store" in told_from_outside
    assert {name.split("/")[0] for name in watch.floors} <= set(WRITERS)
    assert any(name.startswith("records/") for name in watch.floors)


def test_the_invented_world_is_told_through_actions_and_records(db):
    from rapport.exchange import demo_world

    watch = Watch()
    with connection.execute_wrapper(watch):
        demo_world.build()
    elsewhere = {
        name: sql for name, sql in watch.floors.items() if name.split("/")[0] not in WRITERS
    }
    assert not elsewhere
