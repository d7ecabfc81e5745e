"""The scenes an office wrote itself: files in a folder beside its store, checked as they are read.

They are data: whatever stands in them is shown or refused, and nothing of them is ever run.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapport.practice.parsing import LARGEST, SceneError
from rapport.practice.reading import names, read
from rapport.practice.scene import Scene

FOLDER = "scenes"
"""The folder beside the store."""

SUFFIX = ".toml"
MOST = 60
"""So many scenes of an office are listed; more than that nobody chooses from."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_TAKEN = ("workshop",)


@dataclass(frozen=True, slots=True)
class Unplayable:
    """A file that cannot be played, or whose words cannot be used: its name, and how many faults.

    ``faults`` are the sentences themselves.
    """

    file: str
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The scenes of an office in one language, easy ones first, and what is wrong with others."""

    scenes: tuple[Scene, ...]
    unplayable: tuple[Unplayable, ...]


def refusal_of(name: str) -> str:
    """Return why a scene of an office cannot be called so, with the next step; empty if it can."""
    if not _NAME.fullmatch(name):
        return "Name it in small letters a to z, numbers and hyphens only, as two-cars.toml."
    if name in names() or name in _TAKEN:
        return f"There is a scene {name!r} already; give the file another name."
    return ""


def files_of(file: Path) -> list[Path]:
    """Return the file of a scene, and those of its words in other languages beside it."""
    stem = file.name.removesuffix(SUFFIX)
    beside = [
        one
        for one in sorted(file.parent.glob("*" + SUFFIX))
        if one.name.startswith(f"{stem}.") and _LANGUAGE.fullmatch(_language_of(one) or "")
    ]
    return [file, *(one for one in beside if one != file)]


def shelf(folder: Path | None, language: str) -> Shelf:
    """Return the scenes in a folder; there need be none."""
    scenes: list[Scene] = []
    wrong: list[Unplayable] = []
    for file in _files(folder):
        found, faults = _loaded(file, language)
        if found is not None:
            scenes.append(found)
        wrong += faults
    return Shelf(tuple(sorted(scenes, key=lambda one: (one.level, one.title))), tuple(wrong))


def of_office(folder: Path | None, name: str, language: str) -> Scene:
    """Return a scene in a folder by its name; raises ``KeyError`` where it cannot be played."""
    for file in _files(folder):
        if file.name == name + SUFFIX:
            found, _ = _loaded(file, language)
            if found is not None:
                return found
    raise KeyError(name)


def _files(folder: Path | None) -> Iterator[Path]:
    if folder is None:
        return
    try:
        here = sorted(folder.glob("*" + SUFFIX))
    except OSError:
        return
    whole = [file for file in here if "." not in file.name.removesuffix(SUFFIX)]
    yield from whole[:MOST]


def _loaded(file: Path, language: str) -> tuple[Scene | None, list[Unplayable]]:
    """Return a scene in a language, or in its own where its words there cannot be used."""
    name = file.name.removesuffix(SUFFIX)
    if why := refusal_of(name):
        return None, [Unplayable(file.name, (why,))]
    there = file.with_name(f"{name}.{language}{SUFFIX}")
    wrong: list[Unplayable] = []
    for words in (there, None) if there.is_file() else (None,):
        try:
            return _read(name, _text(file), _text(words) if words else "", there.name), wrong
        except SceneError as trouble:
            ours = [one for one in trouble.faults if there.name not in one]
            if ours:
                return None, [Unplayable(file.name, tuple(ours))]
            wrong.append(Unplayable(there.name, tuple(trouble.faults)))
    return None, wrong


@lru_cache(maxsize=128)
def _read(name: str, text: str, words: str, there: str) -> Scene:
    return read(name, text, words, there=there)


def _text(file: Path) -> str:
    """Return a file of the folder; a link that leads elsewhere, or what is no text, is none."""
    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > 4 * LARGEST:
            raise SceneError([f"{file.name} is no file of a scene: put the file itself there."])
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise SceneError([f"{file.name} cannot be read as text. Save it as UTF-8."]) from None


def _language_of(file: Path) -> str | None:
    return file.name.removesuffix(SUFFIX).rpartition(".")[2]
