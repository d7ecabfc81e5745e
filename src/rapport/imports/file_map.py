"""What is said of any file that is imported: its shape, its columns, and where the rows go."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import MISSING, Field, asdict, dataclass, field, fields, replace
from typing import Any, Self, TypeVar

from django.utils.translation import gettext_noop

from rapport.formats.dates.calendars import CALENDARS
from rapport.formats.limits import ORDINARY
from rapport.imports.tables import TableWish
from rapport.imports.tables.header_match import fold_header
from rapport.records.models import Sensitivity
from rapport.records.refusals import CannotBe

ORDERS = ("ymd", "dmy", "mdy")


@dataclass(frozen=True)
class FileMap:
    """How a file is read: its shape, its columns (by header), and where the rows go.

    ``joined`` names headers in the order in which their cells make one name or line; columns it
    does not name follow. ``calendar`` is empty until somebody chose one. ``blank_is_above``: an
    empty cell says what the cell above it says. ``names_shown``: that a circle reads these names
    was chosen knowingly. ``same`` are people who are one, by the folded name in the file.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    joined: Sequence[str] = ()
    circle: str = ""
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    date_order: str = ""
    calendar: str = ""
    blank_is_above: bool = False
    same: Mapping[str, str] = field(default_factory=dict)
    names_shown: bool = False
    sensitivity: int = Sensitivity.RESTRICTED

    def as_json(self) -> dict[str, Any]:
        """Return the map as it is kept.

        ``joined`` names every column, for PostgreSQL forgets in which order a table was written.
        """
        told = {name: _plain(value) for name, value in asdict(self).items()}
        return {**told, "joined": self._in_order()}

    def headers_of(self, meaning: str) -> tuple[str, ...]:
        """Return the headers of the columns with this meaning, in the order they are joined in."""
        return tuple(header for header in self._in_order() if self.columns[header] == meaning)

    def _in_order(self) -> list[str]:
        first = [header for header in dict.fromkeys(self.joined) if header in self.columns]
        return first + [header for header in self.columns if header not in first]

    def with_headers_of(self, headers: Sequence[str]) -> Self:
        """Return the map with its columns named as in a file; refuse one that is not there."""
        names = {}
        for header in self.columns:
            alike = [other for other in headers if fold_header(other) == fold_header(header)]
            if header not in headers and len(alike) != 1:
                raise CannotBe(
                    gettext_noop("The file has no column called %(word)s. It has: %(names)s."),
                    next_step=gettext_noop("Name the columns as the file does."),
                    word=header[:80],
                    names=", ".join(headers[:20]),
                )
            names[header] = header if header in headers else alike[0]
        columns = {names[header]: held for header, held in self.columns.items()}
        return replace(
            self, columns=columns, joined=tuple(names.get(one, one) for one in self.joined)
        )

    def as_wish(self) -> TableWish:
        """Return how the file is to be read, as far as the map says."""
        return TableWish(
            encoding=self.encoding or None,
            delimiter=self.delimiter or None,
            sheet=self.sheet or None,
            header_row=self.header_row,
        )


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


_Map = TypeVar("_Map", bound=FileMap)


def read_map(kind: type[_Map], raw: Mapping[str, Any]) -> _Map:
    """Return a map from JSON or TOML; what does not fit is refused in a plain sentence."""
    begins = {one.name: one for one in fields(kind)}
    unknown = set(raw) - begins.keys()
    if unknown:
        raise CannotBe(
            gettext_noop("The mapping contains %(word)s, which is not a known part."),
            next_step=_LISTED,
            word=min(unknown)[:40],
        )
    for name, value in raw.items():
        if not _fits(begins[name], value):
            raise CannotBe(
                gettext_noop("In the mapping, %(word)s is not written correctly."),
                next_step=_LISTED,
                word=name,
            )
    found = kind(**raw)
    check_one_of("date_order", found.date_order, ("", *ORDERS))
    check_one_of("calendar", found.calendar, ("", *CALENDARS))
    return found


_LISTED = gettext_noop("The page on importing lists what a mapping may contain.")
_NUMBERS = ("header_row", "sensitivity")


def _fits(declared: "Field[Any]", value: Any) -> bool:
    """Say whether a value, perhaps written by hand, is of the shape of what a part begins as."""
    if declared.default is MISSING:
        pairs = value.items() if isinstance(value, Mapping) else ((None, None),)
        return all(isinstance(word, str) for pair in pairs for word in pair)
    if isinstance(declared.default, tuple):
        return isinstance(value, list | tuple) and all(isinstance(word, str) for word in value)
    if isinstance(declared.default, bool):
        return isinstance(value, bool)
    if declared.name in _NUMBERS and value is not None:
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole and 0 <= value <= ORDINARY.rows
    return value is None or (isinstance(value, str) and declared.name not in _NUMBERS)


def check_one_of(where: str, value: Any, allowed: Collection[Any]) -> None:
    """Refuse a word that is not one of the choices."""
    if value not in allowed:
        raise CannotBe(
            gettext_noop("In %(where)s, %(word)s is not one of the choices."),
            next_step=_LISTED,
            where=where,
            word=str(value)[:40],
        )


def check_each_once(mapping: FileMap, repeatable: Collection[str]) -> None:
    """Refuse two columns that mean the same, but for what several may say."""
    meanings = list(mapping.columns.values())
    twice = [word for word in meanings if meanings.count(word) > 1 and word not in repeatable]
    if twice:
        raise CannotBe(
            gettext_noop("Two columns mean the same: %(word)s."),
            next_step=gettext_noop("Leave one of them out."),
            word=twice[0],
        )


def check_days_and_circle(mapping: FileMap, *, dated: bool, calendars: int) -> None:
    """Refuse a map that leaves open how days are read, or who will see what comes in.

    ``calendars`` is of how many calendars the days could be.
    """
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
