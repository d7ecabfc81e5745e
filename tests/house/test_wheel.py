"""What is shipped: a wheel that holds all it needs, and runs from where it was installed."""

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from house.tree import ROOT, SRC, trackable

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("setuptools") is None,
        reason="setuptools is not installed here, so no wheel can be built without a network",
    ),
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel from a copy of what git tracks, so that nothing is left here."""
    copy = tmp_path_factory.mktemp("copy")
    for path in trackable():
        place = path.relative_to(ROOT)
        if place.parts[0] == "src" or len(place.parts) == 1:
            (copy / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy / place)
    out = tmp_path_factory.mktemp("wheel")
    code = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-c", code, str(out)],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def held(wheel):
    with zipfile.ZipFile(wheel) as opened:
        return set(opened.namelist())


def test_the_wheel_holds_every_file_of_the_package(held):
    wanted = {
        path.relative_to(SRC.parent).as_posix() for path in trackable() if SRC in path.parents
    }
    assert len(wanted) > 150
    assert not wanted - held


def test_the_wheel_holds_templates_styles_word_lists_and_catalogues(held):
    endings = (
        "templates/today/today.html",
        "static/parts.css",
        "static/icons.svg",
        "static/LICENCE-icons.txt",
        "static/pages.css",
        "static/htmx.min.js",
        "static/js/main.js",
        "words_to_mind/ar.txt",
        "py.typed",
    )
    for ending in endings:
        assert any(name.endswith(ending) for name in held), ending
    catalogues = [name for name in held if name.endswith("/LC_MESSAGES/django.po")]
    if (SRC / "web" / "locale").exists():
        assert catalogues


def test_the_wheel_holds_no_tests_and_no_caches(held):
    strange = [
        name
        for name in held
        if not name.startswith(("rapport/", "rapport-")) or "__pycache__" in name
    ]
    assert not strange


def test_the_wheel_carries_its_licence(held):
    assert any(name.endswith("/licenses/LICENSE") for name in held)


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Install the wheel alone into a fresh environment; its parts are those of this one."""
    place = tmp_path_factory.mktemp("fresh") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    scripts = place / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    ask = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.check_output(ask, text=True).strip())
    parts = dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    # A path file within a path file is not read, so that the sources beside us stay out of it.
    (packages / "parts.pth").write_text("\n".join(parts) + "\n", encoding="utf-8")
    words = ["install", "--quiet", "--no-deps", "--no-index", "--no-compile", str(wheel)]
    subprocess.run([str(python), "-m", "pip", *words], check=True, capture_output=True)
    return scripts / ("rapport.exe" if os.name == "nt" else "rapport")


def _run(command, folder, *words):
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("RAPPORT_", "PYTHON", "DJANGO_"))
    }
    for name in ("DATA", "STATE"):
        environment[f"XDG_{name}_HOME"] = str(folder / name.lower())
    done = subprocess.run(
        [str(command), *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_installed_command_explains_itself(installed, tmp_path):
    assert "relationship memory" in _run(installed, tmp_path, "--help")


@pytest.mark.long
def test_the_installed_command_opens_the_invented_world(installed, tmp_path):
    assert "Today (4)" in _run(installed, tmp_path, "today", "--demo")


def test_the_installed_command_is_not_the_source_beside_it(installed):
    python = installed.with_name("python.exe" if os.name == "nt" else "python")
    ask = [str(python), "-P", "-c", "import rapport; print(rapport.__file__)"]
    assert str(installed.parents[1]) in subprocess.check_output(ask, text=True, cwd="/")
