"""One row of a register: what it says, or what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_noop

from rapport.bridges.tables.dates import BadDate, parse_date
from rapport.bridges.tables.people import split_people
from rapport.exchange.register_map import RegisterMap
from rapport.names import fold, visible
from rapport.records.models import Channel, Purpose, Tone

EARLIEST = date(1900, 1, 1)
LONGEST_NAME = 120

FAULTS = {
    "nobody": gettext_noop("nobody is named"),
    "long_name": gettext_noop("the name is longer than 120 characters"),
    "empty": gettext_noop("the day is missing"),
    "not_a_date": gettext_noop("the day cannot be read"),
    "no_such_day": gettext_noop("there is no such day"),
    "other_order": gettext_noop("the day does not fit the order of day, month and year"),
    "future": gettext_noop("the day is still to come"),
    "too_early": gettext_noop("the day is before 1900"),
}


class Fault(NamedTuple):
    """What is wrong with a row: its number, the meaning of the column, a code of ``FAULTS``."""

    row: int
    column: str
    code: str


@dataclass(slots=True)
class Taken:
    """What a row says, in our words."""

    row: int
    people: tuple[str, ...]
    real_name: str
    how_to_address: str
    actor: str
    position: str
    ours: str
    on: date | None
    interaction: dict[str, Any]


_YES = frozenset(["yes", "y", "true", "1", "x", "oui", "vrai", "نعم"])
_NO = frozenset(["no", "n", "false", "0", "non", "faux", "لا"])


_CONTACT = "Contact "


class RowReader:
    """Reads rows by a map; made once for a table, so that each row is quick.

    ``named`` are aliases of people by their folded real names, ``aliases`` those already taken.
    """

    def __init__(
        self,
        made: RegisterMap,
        headers: Sequence[str],
        today: date,
        *,
        named: Mapping[str, str] | None = None,
        aliases: Iterable[str] = (),
    ) -> None:
        self.made = made
        self.today = today
        places = {header: number for number, header in enumerate(headers)}
        self.at = {
            meaning: places[header] for header, meaning in made.columns.items() if header in places
        }
        self._days: dict[str, date | str] = {}
        self._named = dict(named or {})
        numbers = (alias.removeprefix(_CONTACT) for alias in aliases if alias.startswith(_CONTACT))
        self._last = max((int(number) for number in numbers if number.isdecimal()), default=0)

    def read(self, number: int, cells: Sequence[str]) -> Taken | Fault:
        """Return what the row says, or its first fault."""
        people = self._people(cells)
        if not people:
            return Fault(number, "alias", "nobody")
        if any(len(name) > LONGEST_NAME for name in people):
            return Fault(number, "alias", "long_name")
        on: date | None = None
        if "date" in self.at:
            day = self._day(self._cell(cells, "date"))
            if isinstance(day, str):
                return Fault(number, "date", day)
            on = day
        return Taken(
            row=number,
            people=people,
            real_name=self._cell(cells, "real_name")[:300],
            how_to_address=self._cell(cells, "how_to_address")[:200],
            actor=self._cell(cells, "actor")[:160],
            position=self._cell(cells, "position")[:160],
            ours=self._cell(cells, "ours")[:120],
            on=on,
            interaction=self._interaction(cells) if on else {},
        )

    def _cell(self, cells: Sequence[str], meaning: str) -> str:
        place = self.at.get(meaning)
        if place is None or place >= len(cells):
            return ""
        return visible(cells[place]).strip()

    def _people(self, cells: Sequence[str]) -> tuple[str, ...]:
        text = self._cell(cells, "alias")
        if not text and "alias" not in self.at:
            text = self._numbered(self._cell(cells, "real_name"))
        if not self.made.split:
            return (text,) if text else ()
        return tuple(dict.fromkeys(split_people(text, self.made.split)))

    def _numbered(self, real_name: str) -> str:
        """Return the alias of somebody of whom only the real name is known: known, or a number."""
        key = fold(real_name)
        if key and key not in self._named:
            self._last += 1
            self._named[key] = f"{_CONTACT}{self._last}"
        return self._named.get(key, "")

    def _day(self, text: str) -> date | str:
        known = self._days.get(text)
        if known is None:
            known = self._days[text] = self._judged(text)
        return known

    def _judged(self, text: str) -> date | str:
        day = parse_date(text, self.made.date_order, self.made.calendar)  # type: ignore[arg-type]
        if isinstance(day, BadDate):
            return day.code
        if day > self.today:
            return "future"
        return "too_early" if day < EARLIEST else day

    def _interaction(self, cells: Sequence[str]) -> dict[str, Any]:
        said: dict[str, Any] = {
            "purpose": self._choice(cells, "purpose", Purpose) or self.made.purpose,
            "channel": self._choice(cells, "channel", Channel) or self.made.channel,
        }
        for name in ("line", "place"):
            if value := self._cell(cells, name):
                said[name] = value if name == "line" else value[:40]
        for name in ("tone_theirs", "tone_ours"):
            if tone := self._choice(cells, name, Tone):
                said[name] = tone
        for name in ("asked", "two_way", "small_talk"):
            answer = _yes_no(self._cell(cells, name))
            if answer is not None:
                said[name] = answer
        return said

    def _choice(self, cells: Sequence[str], name: str, kind: Any) -> str:
        text = fold(self._cell(cells, name))
        return _labels(kind).get(text, "") if text else ""


_LABELS: dict[Any, Mapping[str, str]] = {}


def _labels(kind: Any) -> Mapping[str, str]:
    if kind not in _LABELS:
        known = {fold(value): value for value in kind.values}
        known.update({fold(str(label)): value for value, label in kind.choices})
        _LABELS[kind] = known
    return _LABELS[kind]


def _yes_no(text: str) -> bool | None:
    word = fold(text)
    return True if word in _YES else False if word in _NO else None
