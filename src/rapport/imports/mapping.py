"""What the columns of a register mean: said by a person, kept with the import or in a file."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, get_args

from django.utils.translation import gettext_noop

from rapport.formats.limits import ORDINARY
from rapport.imports.cells import Separator
from rapport.imports.tables import TableWish
from rapport.records.models import Channel, Purpose, Sensitivity
from rapport.records.refusals import CannotBe

MEANINGS: dict[str, str] = {
    "alias": gettext_noop("Alias: the name we use here"),
    "real_name": gettext_noop("Real name (encrypted)"),
    "how_to_address": gettext_noop("How to address them"),
    "actor": gettext_noop("Group or institution"),
    "position": gettext_noop("Post"),
    "date": gettext_noop("Date of contact"),
    "line": gettext_noop("Summary: what it was about"),
    "ours": gettext_noop("Our colleague"),
    "place": gettext_noop("Place (P-code)"),
    "channel": gettext_noop("Channel: in person, phone …"),
    "purpose": gettext_noop("Purpose"),
    "asked": gettext_noop("Did we ask for anything?"),
    "small_talk": gettext_noop("Was there small talk?"),
    "two_way": gettext_noop("Was it two-way?"),
    "tone_theirs": gettext_noop("Their tone"),
    "tone_ours": gettext_noop("Our tone"),
}
#: Meanings several columns may have: names and lines are joined, further posts and groups kept.
REPEATABLE = frozenset({"alias", "real_name", "line", "position", "actor"})
SPLITS: tuple[Separator, ...] = get_args(Separator)
ORDERS = ("ymd", "dmy", "mdy")
CALLED_BY = ("number", "post")
#: An empty calendar is one that nobody has chosen yet.
CALENDARS = ("", "gregorian", "hijri", "solar", "ethiopian")


@dataclass(frozen=True)
class RegisterMap:
    """How to read a register: its shape, its columns (by header), and where the rows go.

    ``joined`` names headers in the order in which their cells make one name or line; columns it
    does not name follow. ``calendar`` is empty until somebody chose one. ``blank_is_above``: an
    empty cell says what the cell above it says. ``corrections`` are cells put right, by the row
    as a spreadsheet counts, a blank and the header. ``different`` are folded names that each
    stand for several people, told apart by their group. ``names_shown``: real names as aliases
    were chosen knowingly. ``called_by``: how people are called of whom only the real name is
    told. ``roughly``: a month or a range is a day known roughly, and no doubt.
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
    split: Sequence[Separator] = ()
    same: Mapping[str, str] = field(default_factory=dict)
    different: Sequence[str] = ()
    corrections: Mapping[str, str] = field(default_factory=dict)
    names_shown: bool = False
    called_by: str = "number"
    roughly: bool = True
    purpose: str = Purpose.ENGAGEMENT
    channel: str = Channel.IN_PERSON
    sensitivity: int = Sensitivity.RESTRICTED

    def as_json(self) -> dict[str, Any]:
        """Return the map as it is kept.

        ``joined`` names every column, for PostgreSQL forgets in which order a table was written.
        """
        tables = {name: dict(getattr(self, name)) for name in _TABLES}
        lists = {name: list(getattr(self, name)) for name in _LISTS}
        return {**asdict(self), **tables, **lists, "joined": self._in_order()}

    def column(self, meaning: str) -> str | None:
        """Return the header of the first column with this meaning."""
        return next(iter(self.headers_of(meaning)), None)

    def headers_of(self, meaning: str) -> tuple[str, ...]:
        """Return the headers of the columns with this meaning, in the order they are joined in."""
        return tuple(header for header in self._in_order() if self.columns[header] == meaning)

    def _in_order(self) -> list[str]:
        first = [header for header in dict.fromkeys(self.joined) if header in self.columns]
        return first + [header for header in self.columns if header not in first]

    def renamed(self, names: Mapping[str, str]) -> "RegisterMap":
        """Return the map with its headers as a file writes them: ``names`` are by the old ones."""
        columns = {names.get(header, header): held for header, held in self.columns.items()}
        joined = tuple(names.get(header, header) for header in self.joined)
        return replace(self, columns=columns, joined=joined)

    def as_wish(self) -> TableWish:
        """Return how the file is to be read, as far as the mapping says."""
        return TableWish(
            encoding=self.encoding or None,
            delimiter=self.delimiter or None,
            sheet=self.sheet or None,
            header_row=self.header_row,
        )


def mapping_from(raw: Mapping[str, Any]) -> RegisterMap:
    """Return a map from JSON or TOML; what does not fit is refused in a plain sentence."""
    known = set(RegisterMap.__dataclass_fields__)
    unknown = set(raw) - known
    if unknown:
        raise CannotBe(
            gettext_noop("The mapping contains %(word)s, which is not a known part."),
            next_step=gettext_noop("The page on importing lists what a mapping may contain."),
            word=min(unknown),
        )
    for name, value in raw.items():
        _check_shape(name, value)
    mapping = RegisterMap(**raw)
    for meaning in mapping.columns.values():
        _one_of(meaning, MEANINGS, "columns")
    for part in mapping.split:
        _one_of(part, SPLITS, "split")
    if mapping.date_order:
        _one_of(mapping.date_order, ORDERS, "date_order")
    _one_of(mapping.calendar, CALENDARS, "calendar")
    _one_of(mapping.called_by, CALLED_BY, "called_by")
    _one_of(mapping.purpose, Purpose.values, "purpose")
    _one_of(mapping.channel, Channel.values, "channel")
    _one_of(mapping.sensitivity, Sensitivity.values, "sensitivity")
    meanings = list(mapping.columns.values())
    twice = [word for word in meanings if meanings.count(word) > 1 and word not in REPEATABLE]
    if twice:
        raise CannotBe(
            gettext_noop("Two columns mean the same: %(word)s."),
            next_step=gettext_noop("Leave one of them out."),
            word=twice[0],
        )
    return mapping


def check_complete(mapping: RegisterMap, calendars: Collection[str] = ()) -> None:
    """Refuse a map that names nobody, or a circle that is none.

    ``calendars`` are those the days could be of; where there are several, the map says which.
    """
    if mapping.column("alias") is None and mapping.column("real_name") is None:
        raise CannotBe(
            gettext_noop("No column says who the person is."),
            next_step=gettext_noop("Choose the column with the alias or the name."),
        )
    if mapping.column("date") is not None and not mapping.date_order:
        raise CannotBe(
            gettext_noop("The dates can be read in more than one way."),
            next_step=gettext_noop("Say which comes first: day, month or year."),
        )
    if mapping.column("date") is not None and len(calendars) > 1 and not mapping.calendar:
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


_TABLES = ("columns", "same", "corrections")
_LISTS = ("split", "joined", "different")
_SWITCHES = ("blank_is_above", "names_shown", "roughly")
_NUMBERS = ("header_row", "sensitivity")


def _check_shape(name: str, value: Any) -> None:
    """Refuse a number where a word belongs, and the like, as a hand-written map may have them."""
    if name in _TABLES:
        fits = isinstance(value, Mapping) and all(
            isinstance(word, str) for pair in value.items() for word in pair
        )
    elif name in _LISTS:
        fits = isinstance(value, list | tuple) and all(isinstance(word, str) for word in value)
    elif name in _SWITCHES:
        fits = isinstance(value, bool)
    elif name in _NUMBERS:
        fits = value is None or (isinstance(value, int) and 0 <= value <= ORDINARY.rows)
    else:
        fits = value is None or isinstance(value, str)
    if not fits:
        raise CannotBe(
            gettext_noop("In the mapping, %(word)s is not written correctly."),
            next_step=gettext_noop("The page on importing lists what a mapping may contain."),
            word=name,
        )


def _one_of(value: Any, allowed: Any, where: str) -> None:
    if value not in allowed:
        raise CannotBe(
            gettext_noop("In %(where)s, %(word)s is not one of the choices."),
            next_step=gettext_noop("The page on importing lists what a mapping may contain."),
            where=where,
            word=str(value)[:40],
        )
