"""A private folder to look a backup over in, and what was found there; needs no Django."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapport.site.backups.archive import About


@dataclass(frozen=True)
class Checked:
    """What was found: faults as sentences, none if all is well; rows by kind."""

    about: About | None
    faults: tuple[str, ...]
    operations: int = 0
    checkpoints: int = 0
    counts: dict[str, int] | None = None
    updated: bool = False

    @property
    def whole(self) -> bool:
        """Say whether everything fits."""
        return not self.faults


@dataclass(frozen=True)
class Compared:
    """What was compared: how far the store at work had come, how many rows, what differs."""

    live: int
    rows: int
    differing: tuple[str, ...]


@dataclass(frozen=True)
class Drilled:
    """What a drill found, how long each part took (seconds), and how large the file was (bytes)."""

    checked: Checked
    compared: Compared
    size: int
    seconds: dict[str, float]

    @property
    def whole(self) -> bool:
        """Say whether the store could be had back."""
        return self.checked.whole and not self.compared.differing


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """Give a private folder and remove it; what an ended process leaves there is as sealed."""
    folder = Path(tempfile.mkdtemp(prefix="rapport-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def own_state() -> Iterator[None]:
    """Keep the head of a copied store out of the user's state folder, where the live one's is.

    Call before Django reads its settings.
    """
    with private_folder() as folder:
        before = os.environ.get("RAPPORT_STATE")
        os.environ["RAPPORT_STATE"] = str(folder)
        try:
            yield
        finally:
            os.environ.pop("RAPPORT_STATE")
            if before is not None:
                os.environ["RAPPORT_STATE"] = before
