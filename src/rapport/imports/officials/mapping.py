"""How a register of officials is read, and what a person answered: in an upload, or in a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext_noop

from rapport.imports.file_map import (
    FileMap,
    check_days_and_circle,
    check_each_once,
    check_one_of,
    read_map,
)
from rapport.imports.officials.columns import KEYS, MEANINGS, REPEATABLE
from rapport.imports.tables import TableWish
from rapport.records.models import Sensitivity
from rapport.records.refusals import CannotBe

TOGETHER, FOLLOWED, ACTING = "together", "followed", "acting"
"""What a person may answer where several hold one post at a time; ``acting 7`` is of row 7."""


@dataclass(frozen=True)
class OfficialsMap(FileMap):
    """How to read a register of officials, and what was answered about it.

    ``group`` is the key of the one group all of it is about, where no column says. ``end_by_next``:
    who is not said to have left did so when the next one came. ``apart`` are posts, as they are
    written, that are no spelling of another, ``one_post`` two each, a line break between, that are
    one. ``answers`` say by the key of a question who held a post together, or followed.
    """

    group: str = ""
    end_by_next: bool = True
    apart: Sequence[str] = ()
    one_post: Sequence[str] = ()
    answers: Mapping[str, str] = field(default_factory=dict)

    def as_wish(self) -> TableWish:
        """Return how the file is to be read, as far as the map says."""
        return replace(super().as_wish(), officials=True)


def officials_map(raw: Mapping[str, Any]) -> OfficialsMap:
    """Return a map from JSON or TOML; what does not fit is refused in a plain sentence."""
    found = read_map(OfficialsMap, raw)
    levels = (Sensitivity.OPEN, Sensitivity.RESTRICTED, Sensitivity.CONFIDENTIAL)
    check_one_of("sensitivity", found.sensitivity, levels)
    for meaning in found.columns.values():
        check_one_of("columns", meaning, (*MEANINGS, *KEYS))
    check_each_once(found, REPEATABLE)
    return found


def check_complete(mapping: OfficialsMap, *, dated: bool, calendars: int = 1) -> None:
    """Refuse a map that names no people, no posts or no group, or leaves open how days are read."""
    needed = {
        "person": gettext_noop("No column says who holds a post."),
        "post": gettext_noop("No column says which post it is."),
        "group": gettext_noop("No column says whose post it is."),
    }
    for meaning, says in needed.items():
        if meaning not in mapping.columns.values() and not (meaning == "group" and mapping.group):
            raise CannotBe(says, next_step=gettext_noop("Choose what each column means."))
    check_days_and_circle(mapping, dated=dated, calendars=calendars)
