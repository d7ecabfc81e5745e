"""How a register of officials is read, and what a person answered: in an upload, or in a file."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.utils.translation import gettext_noop

from rapport.imports.mapping import CALENDARS, ORDERS
from rapport.imports.officials.columns import KEYS, MEANINGS, REPEATABLE
from rapport.imports.tables import TableWish
from rapport.records.models import Sensitivity
from rapport.records.refusals import CannotBe

TOGETHER, FOLLOWED, ACTING = "together", "followed", "acting"
"""What a person may answer where several hold one post at a time; ``acting 7`` is of row 7."""


@dataclass(frozen=True)
class OfficialsMap:
    """How to read a register of officials, and what was answered about it.

    ``group`` is the key of the one group all of it is about, where no column says. An empty
    group or post repeats the one above with ``blank_is_above``. ``end_by_next``: who is not said
    to have left did so when the next one came. ``same`` are people we know, by the folded name in
    the file; ``apart`` are posts, as they are written, that are no spelling of another,
    ``one_post`` two each, a line break between, that are one. ``answers`` say by the key of a
    question who held a post together, or followed. With ``names_shown`` somebody chose knowingly
    that a circle reads these names.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    joined: Sequence[str] = ()
    circle: str = ""
    group: str = ""
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    date_order: str = ""
    calendar: str = ""
    blank_is_above: bool = False
    end_by_next: bool = True
    names_shown: bool = False
    same: Mapping[str, str] = field(default_factory=dict)
    apart: Sequence[str] = ()
    one_post: Sequence[str] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    sensitivity: int = Sensitivity.RESTRICTED

    def as_json(self) -> dict[str, Any]:
        """Return the map as it is kept."""
        tables = {name: dict(getattr(self, name)) for name in ("columns", "same", "answers")}
        lists = {name: list(getattr(self, name)) for name in _LISTS}
        return {**asdict(self), **tables, **lists}

    def headers_of(self, meaning: str) -> tuple[str, ...]:
        """Return the headers of the columns with a meaning, parts of a name in their order."""
        first = [header for header in self.joined if header in self.columns]
        ordered = [*first, *(header for header in self.columns if header not in first)]
        return tuple(header for header in ordered if self.columns[header] == meaning)

    def renamed(self, names: Mapping[str, str]) -> "OfficialsMap":
        """Return the map with its headers as a file writes them: ``names`` are by the old ones."""
        columns = {names.get(header, header): held for header, held in self.columns.items()}
        joined = tuple(names.get(header, header) for header in self.joined)
        return replace(self, columns=columns, joined=joined)

    def as_wish(self) -> TableWish:
        """Return how the file is to be read, as far as the map says."""
        return TableWish(
            encoding=self.encoding or None,
            delimiter=self.delimiter or None,
            sheet=self.sheet or None,
            header_row=self.header_row,
            officials=True,
        )


def officials_map(raw: Mapping[str, Any]) -> OfficialsMap:
    """Return a map from JSON or TOML; what does not fit is refused in a plain sentence."""
    known = OfficialsMap.__dataclass_fields__
    for name, value in raw.items():
        if name not in known or not _fits(name, value):
            raise CannotBe(
                gettext_noop("In the mapping, %(word)s is not written correctly."),
                next_step=gettext_noop("The page on importing lists what a mapping may contain."),
                word=name[:40],
            )
    found = OfficialsMap(**raw)
    _one_of("date_order", found.date_order, ("", *ORDERS))
    _one_of("calendar", found.calendar, CALENDARS)
    _one_of("sensitivity", found.sensitivity, (Sensitivity.OPEN, Sensitivity.RESTRICTED,
                                               Sensitivity.CONFIDENTIAL))  # fmt: skip
    meanings = list(found.columns.values())
    for meaning in meanings:
        _one_of("columns", meaning, (*MEANINGS, *KEYS))
    twice = [word for word in meanings if meanings.count(word) > 1 and word not in REPEATABLE]
    if twice:
        raise CannotBe(
            gettext_noop("Two columns mean the same: %(word)s."),
            next_step=gettext_noop("Leave one of them out."),
            word=twice[0],
        )
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
    if dated and not mapping.date_order:
        raise CannotBe(
            gettext_noop("The dates can be read in more than one way."),
            next_step=gettext_noop("Say which comes first: day, month or year."),
        )
    if dated and calendars > 1 and not mapping.calendar:
        raise CannotBe(
            gettext_noop("The dates could belong to more than one calendar."),
            next_step=gettext_noop("Choose the calendar of the file."),
        )
    try:
        uuid.UUID(mapping.circle)
    except ValueError:
        raise CannotBe(
            gettext_noop("It is not set who will see these people."),
            next_step=gettext_noop("Choose a circle."),
        ) from None


_LISTS = ("joined", "apart", "one_post")


def _fits(name: str, value: Any) -> bool:
    if name in ("columns", "same", "answers"):
        pairs = value.items() if isinstance(value, Mapping) else ((None, None),)
        return all(isinstance(word, str) for pair in pairs for word in pair)
    if name in _LISTS:
        return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
    if name in ("blank_is_above", "end_by_next", "names_shown"):
        return isinstance(value, bool)
    if name in ("sensitivity", "header_row"):
        whole = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 50_000
        return whole or (value is None and name == "header_row")
    return value is None or isinstance(value, str)


def _one_of(where: str, value: Any, allowed: Any) -> None:
    if value not in allowed:
        raise CannotBe(
            gettext_noop("In %(where)s, %(word)s is not one of the choices."),
            next_step=gettext_noop("The page on importing lists what a mapping may contain."),
            where=where,
            word=str(value)[:40],
        )
