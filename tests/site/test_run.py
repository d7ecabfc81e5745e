"""``run.py`` in a fresh clone: the first command of all, with nothing installed yet."""

import json
import os
import shutil
import site
import subprocess
import sys
from pathlib import Path

import pytest

from house.tree import ROOT


@pytest.fixture
def clone(tmp_path):
    """A clone in which nothing is installed, and whose lock file asks for nothing."""
    shutil.copy(ROOT / "run.py", tmp_path)
    (tmp_path / "src").symlink_to(ROOT / "src")
    (tmp_path / "requirements.lock").write_text("# what is needed is lent\n", encoding="utf-8")
    return tmp_path


def run(clone, *words, **environment):
    lent = os.pathsep.join(site.getsitepackages())
    kept = {name: value for name, value in os.environ.items() if "RAPPORT" not in name}
    return subprocess.run(
        [sys.executable, "run.py", *words],
        cwd=clone,
        env={**kept, "PYTHONPATH": lent, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="Links a folder.")
def test_the_first_answer_of_a_fresh_clone_is_json_and_nothing_else(clone, demo_made):
    shutil.copytree(demo_made / "data", clone / "data")
    places = {f"XDG_{one}_HOME": str(clone / one.lower()) for one in ("DATA", "STATE")}
    first = run(clone, "today", "--demo", "--json", **places)
    assert first.returncode == 0, first.stderr
    assert json.loads(first.stdout)["headings"]
    assert first.stderr.startswith("Installing what Rapport needs")
    assert (clone / ".venv").is_dir()
    again = run(clone, "history", "undo", "x", "--demo", **places)
    assert again.stderr.endswith("with: python3 run.py history list\n"), "hints as it was called"
    assert run(clone, "people", "--nonsense").stderr.startswith("Usage: python3 run.py people")


@pytest.mark.parametrize("words", [["--no-brouser"], ["--port", "0", "--fast"], ["-x"]])
def test_an_option_that_is_none_is_said_before_anything_is_installed(clone, words):
    done = run(clone, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"No such option: {words[-1]}.")
    assert sorted(path.name for path in Path(clone).iterdir()) == [
        "requirements.lock",
        "run.py",
        "src",
    ]


@pytest.mark.parametrize(
    ("words", "passed_on"),
    [
        ([], ["demo"]),
        (["--no-browser"], ["demo", "--no-browser"]),
        (["--port=0", "--no-browser"], ["demo", "--port=0", "--no-browser"]),
        (["--home", "x"], ["demo", "--home", "x"]),
        (["--version"], ["--version"]),
        (["today", "--demo"], ["today", "--demo"]),
    ],
)
def test_options_alone_are_those_of_the_demo(monkeypatch, words, passed_on):
    monkeypatch.syspath_prepend(str(ROOT))
    import run as bootstrap

    assert bootstrap.passed_on(words) == passed_on
