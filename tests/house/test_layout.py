"""How the house is laid out: floors and rooms, no cellar, nothing longer than one can hold."""

import ast
import re
import tomllib

from house.tree import FLOORS, GROUND, ROOT, SRC, modules, named

LONGEST_FILE = 320
LONGEST_FUNCTION = 60
CELLAR = {"util", "utils", "common", "helper", "helpers", "base", "manager", "managers", "misc"}
NAMED_BY_DJANGO = [
    "src/rapport/site/team_database/base.py",
    "src/rapport/vault/database/base.py",
]
"""Django looks for a database backend in a module of this name."""


def test_a_file_fits_on_six_screens():
    written = (path for path in SRC.rglob("*") if path.suffix in {".py", ".html", ".css", ".js"})
    long = {
        named(path): lines
        for path in written
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert not long


def test_a_function_fits_on_one_screen():
    long = {
        f"{named(path)}:{node.lineno} {node.name}": lines
        for path, module in modules()
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert not long


def test_there_is_no_cellar():
    cellar = [
        named(path)
        for folder in ("src/rapport", "tests", "bench")
        for path in (ROOT / folder).rglob("*")
        if "__pycache__" not in path.parts and CELLAR & set(path.stem.lower().split("_"))
    ]
    assert sorted(cellar) == NAMED_BY_DJANGO


def test_no_name_carries_a_version():
    dated = re.compile(r"(_v?\d+|_new|_old|_copy|_final)$")
    found = [named(path) for path in SRC.rglob("*.py") if dated.search(path.stem)]
    assert not found


def test_every_file_and_floor_says_what_it_is():
    silent = [
        named(path)
        for path, module in modules()
        if "migrations" not in path.parts and not ast.get_docstring(module)
    ]
    assert not silent


def test_every_floor_has_its_place_on_the_stairs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    stairs = next(one for one in contracts if one["type"] == "layers")
    floors = {floor.strip() for layer in stairs["layers"] for floor in layer.split("|")}
    assert floors == {*FLOORS, *GROUND}
    assert stairs["exhaustive"] is True


def test_contributing_draws_the_stairs_as_they_are_guarded():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    drawn = [re.split(r"\s{2,}", line)[0] for line in re.findall(r"(?m)^ {4}(\S.*)$", told)]
    assert [line for line in drawn if line in layers] == layers


def test_the_tests_mirror_the_floors():
    tests = (ROOT / "tests").rglob("*/test_*.py")
    folders = {path.relative_to(ROOT / "tests").parts[0] for path in tests}
    assert folders - {"house", "journeys", "stores"} <= set(FLOORS)
