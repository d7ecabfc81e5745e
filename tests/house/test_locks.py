"""What is installed is exactly what was chosen; nothing here names a machine or a registry."""

import ast
import re
import sys
import tomllib
from itertools import chain

import pytest

from house.tree import ROOT, texts, trackable

LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-team.lock")
_PIN = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
# Written in pieces, so that this page is not what it looks for.
_HOMES = ("/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/")
_MACHINES = (*_HOMES, "/wo" + "rk(?![a-z])", r"[A-Z]:\\+Us" + "ers")
_MACHINE = re.compile(rf"(?<![\w.>~-])(?:{'|'.join(_MACHINES)})")
_HOSTS = ("py" + "pi", "pythonhosted", "npm" + "js", "crates", "artifactory", "anaconda", "jfrog")
_HOST = re.compile(rf"\b(?:{'|'.join(_HOSTS)})\.(?:org|com|io)\b|index-url\s*=|\bproxy\.golang\b")


def _pins(lock: str) -> list[tuple[str, str, str]]:
    """Return ``(name, version, whole entry)`` of everything a lock file names."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=\S)", text) if entry and entry[0] != "#"]
    found = []
    for entry in entries:
        pin = _PIN.match(entry)
        assert pin, entry[:60]
        found.append((pin[1].lower().replace("_", "-"), pin[2], entry))
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_carries_its_hashes_and_no_place_to_fetch_it_from(lock):
    pins = _pins(lock)
    assert len(pins) > 10
    assert not [name for name, _, entry in pins if not _HASH.search(entry)]
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", LOCKS)
def test_exactly_one_database_module_of_its_kind_is_installed(lock):
    kinds = {name for name, _, _ in _pins(lock) if name.startswith("sqlcipher3")}
    assert kinds == {"sqlcipher3"}


def test_the_tests_run_with_what_is_shipped():
    shipped = {(name, version) for name, version, _ in _pins(LOCKS[0])}
    tested = {(name, version) for name, version, _ in _pins(LOCKS[1])}
    team = {(name, version) for name, version, _ in _pins(LOCKS[2])}
    assert shipped <= team <= tested


def test_the_locks_hold_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"]
    extras = chain.from_iterable(project["project"]["optional-dependencies"].values())
    for lock, asked in (
        (LOCKS[0], wanted),
        (LOCKS[1], [*wanted, *extras, *project["dependency-groups"]["test"]]),
        (LOCKS[2], [*wanted, *project["project"]["optional-dependencies"]["team"]]),
    ):
        held = {name for name, _, _ in _pins(lock)}
        names = {re.split(r"[\[><=~!;]", one)[0].strip().lower() for one in asked}
        assert names <= held, lock


def test_the_bootstrap_needs_nothing_but_python():
    module = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"))
    imported = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").split(".")[0])
    assert imported
    assert imported <= sys.stdlib_module_names


def test_nothing_names_the_machine_it_was_written_on():
    found = [
        f"{path}: {hit[0]}" for path, text in texts() for hit in [_MACHINE.search(text)] if hit
    ]
    assert len(trackable()) > 100
    assert not found


def test_nothing_names_a_registry():
    found = [f"{path}: {hit[0]}" for path, text in texts() for hit in [_HOST.search(text)] if hit]
    assert not found


def test_this_guard_knows_a_machine_when_it_sees_one():
    for line in (
        "cd /ro" + "ot/x",
        "= '/wo" + "rk/main'",
        '"/ho' + 'me/ana/x"',
        "C:\\Us" + "ers\\x",
    ):
        assert _MACHINE.search(line)
    for line in ("the paper/work split", "~/home/x.toml", "frame/works", "https://x.org/root"):
        assert not _MACHINE.search(line)
    assert _HOST.search("https://py" + "pi.org/simple")
