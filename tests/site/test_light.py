"""What a process does not load: the start and the server pay only for what they use."""

import subprocess
import sys
from pathlib import Path

import pytest

from live_server import Served

_HEAVY = ("numpy", "scipy", "numba", "distributed", "dask")
_WHEN_ASKED = ("adhanpy",)
"""Loaded when a page first says when people pray, and by no start."""


def _modules_after(code: str) -> set[str]:
    asked = f"{code}\nimport sys; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.splitlines()}


def test_help_loads_neither_django_nor_anything_that_only_commands_need() -> None:
    loaded = _modules_after(
        "import contextlib, sys\n"
        "from rapport.cli import main\n"
        "sys.argv = ['rapport', '--help']\n"
        "with contextlib.suppress(SystemExit):\n    main()"
    )
    assert "typer" in loaded
    needless = {"django", "rich", "anyascii", "cryptography", "sqlcipher3", "tomllib"}
    needless |= {*_HEAVY, *_WHEN_ASKED}
    assert not needless & loaded


def test_the_calendar_loads_no_prayer_times_before_they_are_asked_for() -> None:
    where = "from rapport.formats.calendar import prayers\n"
    assert not {*_WHEN_ASKED} & _modules_after(f"{where}prayers.coordinates_of('33.51, 36.29')")
    asks = "import datetime as dt; prayers.prayers_on((33.51, 36.29), dt.date(2026, 3, 1), dt.UTC)"
    assert {*_WHEN_ASKED} <= _modules_after(f"{where}{asks}")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the process's own map")
def test_a_server_loads_no_arrays_for_its_ordinary_pages(tmp_path: Path) -> None:
    served = Served(tmp_path).start()
    try:
        browser = served.enter()
        people = browser.people()
        assert people
        for path in ("/", "/people/", f"/people/{people[0]}/", "/log/", "/history/", "/find/"):
            assert browser.get(path).status == 200, path
        assert browser.log(people[0], "Tea by the river.")
        mapped = Path(f"/proc/{served.worker}/maps").read_text()
    finally:
        served.stop()
    assert "sqlcipher3" in mapped
    assert not [name for name in _HEAVY if f"/{name}/" in mapped]
