"""What a process does not load: the start and the server pay only for what they use."""

import subprocess
import sys
from pathlib import Path

import pytest

from live_server import Served

_HEAVY = ("numpy", "scipy", "numba", "distributed", "dask")
_WHEN_ASKED = ("adhanpy",)
"""Loaded when a page first says when people pray, and by no start."""

_LIBRARIES_OF_FEW = ("pyrage", "zxingcpp")
"""Loaded when something is first sealed for outside, or a code is drawn."""

_SELDOM = {
    *("rapport.imports.pages", "rapport.imports.tables", "rapport.imports.row_reader"),
    *("rapport.exchange.archive", "rapport.exchange.exports.catalogue", "rapport.practice"),
    *("rapport.pictures", "django.contrib.admin", *_LIBRARIES_OF_FEW),
}
"""What few pages need."""


def _modules_after(code: str) -> set[str]:
    asked = f"{code}\nimport sys; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    names = done.stdout.splitlines()
    return {*names, *(name.split(".")[0] for name in names)}


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


def test_every_address_is_known_before_what_few_pages_need_is_loaded() -> None:
    loaded = _modules_after(
        "import os\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'rapport.site.settings'\n"
        "import django; django.setup()\n"
        "from django.urls import reverse\n"
        "said = [reverse(name) for name in ('import', 'read-archive', 'practice', 'exports')]\n"
        "assert said == ['/import/', '/exports/read/', '/practice/', '/exports/'], said"
    )
    assert "rapport.web.urls" in loaded
    assert not _SELDOM & loaded


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
    assert not [name for name in (*_HEAVY, *_LIBRARIES_OF_FEW) if f"/{name}/" in mapped]
