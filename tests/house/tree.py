"""The files of the house as git sees them: what is tracked, and what would be at the next add."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "rapport"
DOCS = ROOT / "docs"
FLOORS = tuple(sorted(folder.parent.name for folder in SRC.glob("*/__init__.py")))
GROUND = tuple(sorted(path.stem for path in SRC.glob("*.py") if not path.stem.startswith("_")))
"""The single modules under every floor."""


@cache
def trackable() -> tuple[Path, ...]:
    """Return every file that git tracks or would track; without git, what is not set aside."""
    if shutil.which("git") and (ROOT / ".git").exists():
        asked = ["git", "ls-files", "-coz", "--exclude-standard"]
        said = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True).stdout.decode()
        found = [ROOT / name for name in said.split("\0") if name]
    else:
        aside = {line.strip("/") for line in (ROOT / ".gitignore").read_text().split()}
        found = [
            path
            for path in ROOT.rglob("*")
            if not aside & set(path.relative_to(ROOT).parts) and ".git" not in path.parts
        ]
    return tuple(sorted(path for path in found if path.is_file()))


def named(path: Path) -> str:
    """Return a path as it is said: from the top of the house, with slashes."""
    return path.relative_to(ROOT).as_posix()


def texts(*endings: str) -> Iterator[tuple[str, str]]:
    """Yield ``(path, text)`` of every trackable text file, or of those with these endings."""
    for path in trackable():
        if endings and path.suffix not in endings:
            continue
        try:
            yield named(path), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def modules(*floors: str) -> Iterator[tuple[Path, ast.Module]]:
    """Yield every module of these floors (of all of them if none is named), parsed."""
    for path in sorted(SRC.rglob("*.py")):
        floor = path.relative_to(SRC).parts[0]
        if not floors or floor in floors:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def pages() -> list[Path]:
    """Return every page of ours written in Markdown."""
    return [path for path in trackable() if path.suffix == ".md"]
