"""One row of a register: what it says, or what is wrong with it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_noop

from rapport.imports.cells import NOTHING, choice_in, split_people, yes_or_no
from rapport.imports.known import name_key
from rapport.imports.mapping import RegisterMap
from rapport.imports.tables.dates import BadDate, parse_date
from rapport.names import fold, visible
from rapport.records.models import Channel, Purpose, Tone

EARLIEST = date(1900, 1, 1)
LONGEST_NAME = 120
LONGEST_LINE = 64 * 1024
_LONGEST = {"real_name": 300, "how_to_address": 200, "actor": 160, "position": 160, "ours": 120}
_LONGEST["place"] = 40
_MOST_ODDITIES = 1_000
_SHOWN_CHARACTERS = 60

FAULTS = {
    "nobody": gettext_noop("nobody is named"),
    "long_name": gettext_noop("the name is longer than 120 characters"),
    "empty": gettext_noop("the day is missing"),
    "not_a_date": gettext_noop("the day cannot be read"),
    "no_such_day": gettext_noop("there is no such day"),
    "other_order": gettext_noop("the day does not fit the order of day, month and year"),
    "future": gettext_noop("the day is still to come"),
    "too_early": gettext_noop("the day is before 1900"),
    "long_line": gettext_noop("the text is longer than 64 KB"),
}

#: What became of a cell that could not be taken as it is.
ODDITIES = {
    "not_understood": gettext_noop("not understood; read as if nothing stood there"),
    "cut": gettext_noop("too long; the end was cut off"),
    "whose": gettext_noop("said of several people at once; left out"),
}


class Oddity(NamedTuple):
    """A cell that was read otherwise than it stands: a code of ``ODDITIES``, and its text."""

    column: str
    code: str
    text: str


class Fault(NamedTuple):
    """What is wrong with a row: its number, the meaning of the column, a code of ``FAULTS``.

    ``text`` is how the cell begins that is wrong.
    """

    row: int
    column: str
    code: str
    text: str = ""


@dataclass(slots=True)
class RegisterRow:
    """What a row says, in our words; ``people`` are aliases, each with the real name if said."""

    row: int
    people: Mapping[str, str]
    how_to_address: str
    actor: str
    position: str
    ours: str
    on: date | None
    interaction: dict[str, Any]


_CONTACT = "Contact "


class RowReader:
    """Reads rows by a mapping; made once for a table, so that each row is quick.

    ``named`` are aliases of people by their folded real names, ``aliases`` those in use already.
    ``oddities`` counts what was read otherwise than it stands.
    """

    def __init__(
        self,
        mapping: RegisterMap,
        headers: Sequence[str],
        today: date,
        *,
        named: Mapping[str, str] | None = None,
        aliases: Iterable[str] = (),
    ) -> None:
        self.mapping = mapping
        self.today = today
        places = {header: number for number, header in enumerate(headers)}
        self.at = {
            meaning: places[header]
            for header, meaning in mapping.columns.items()
            if header in places
        }
        self._naming = "alias" if "alias" in self.at else "real_name"
        self.oddities: Counter[Oddity] = Counter()
        self._same = {fold(name): kept for name, kept in mapping.same.items()}
        self._days: dict[str, date | str] = {}
        self._named = dict(named or {})
        self._aliases = frozenset(aliases)
        contacts = (alias for alias in self._aliases if alias.startswith(_CONTACT))
        numbers = (alias.removeprefix(_CONTACT) for alias in contacts)
        self._last = max((int(number) for number in numbers if number.isdecimal()), default=0)

    def read(self, number: int, cells: Sequence[str]) -> RegisterRow | Fault:
        """Return what the row says, or its first fault."""
        people = self._people(cells)
        if not people:
            return Fault(number, self._naming, "nobody")
        long = next((name for name in people if len(name) > LONGEST_NAME), "")
        if long:
            return Fault(number, self._naming, "long_name", long[:_SHOWN_CHARACTERS])
        line = self._cell(cells, "line")
        if len(line) > LONGEST_LINE // 4 and len(line.encode()) > LONGEST_LINE:
            return Fault(number, "line", "long_line", line[:_SHOWN_CHARACTERS])
        on: date | None = None
        if "date" in self.at:
            written = self._cell(cells, "date")
            day = self._day(written)
            if isinstance(day, date):
                on = day
            elif written or line:
                return Fault(number, "date", day, written[:_SHOWN_CHARACTERS])
        return RegisterRow(
            row=number,
            people=people,
            how_to_address=self._of_one_person(people, cells, "how_to_address"),
            actor=self._fitting(cells, "actor"),
            position=self._of_one_person(people, cells, "position"),
            ours=self._fitting(cells, "ours"),
            on=on,
            interaction=self._interaction(cells, line) if on else {},
        )

    def _fitting(self, cells: Sequence[str], meaning: str) -> str:
        text = self._cell(cells, meaning)
        if len(text) <= _LONGEST[meaning]:
            return text
        self._note(meaning, "cut", text)
        return text[: _LONGEST[meaning]].rstrip()

    def _of_one_person(self, people: Collection[str], cells: Sequence[str], meaning: str) -> str:
        """Return what is said of one person; of several in one cell nobody knows whose it is."""
        text = self._fitting(cells, meaning)
        if text and len(people) > 1:
            self._note(meaning, "whose", text)
            return ""
        return text

    def _note(self, meaning: str, code: str, text: str) -> None:
        oddity = Oddity(meaning, code, text[:_SHOWN_CHARACTERS])
        if oddity in self.oddities or len(self.oddities) < _MOST_ODDITIES:
            self.oddities[oddity] += 1

    def _cell(self, cells: Sequence[str], meaning: str) -> str:
        place = self.at.get(meaning)
        if place is None or place >= len(cells):
            return ""
        return visible(cells[place]).strip()

    def _people(self, cells: Sequence[str]) -> dict[str, str]:
        """Return who is named, each with the real name where it is said whose it is."""
        if "alias" not in self.at:
            names = self._parted(self._cell(cells, "real_name"))
            return {self._numbered(name): name[: _LONGEST["real_name"]] for name in names}
        people = self._parted(self._cell(cells, "alias"))
        real_name = (
            self._of_one_person(people, cells, "real_name") if "real_name" in self.at else ""
        )
        return {self._known_as(name): real_name for name in people}

    def _parted(self, text: str) -> list[str]:
        if self.mapping.split:
            return split_people(text, self.mapping.split)
        return [text] if text else []

    def _known_as(self, name: str) -> str:
        """Return what somebody is called who was said to be one with another, and so on."""
        for _ in range(len(self._same)):
            other = self._same.get(fold(name))
            if other is None or fold(other) == fold(name):
                break
            name = other
        return name

    def _numbered(self, real_name: str) -> str:
        """Return the alias of somebody of whom only the real name is known: known, or a number."""
        name = self._known_as(real_name)
        if name in self._aliases:
            return name
        key = name_key(name)
        if key not in self._named:
            self._last += 1
            self._named[key] = f"{_CONTACT}{self._last}"
        return self._named[key]

    def _day(self, text: str) -> date | str:
        known = self._days.get(text)
        if known is None:
            known = self._days[text] = self._read_day(text)
        return known

    def _read_day(self, text: str) -> date | str:
        day = parse_date(text, self.mapping.date_order, self.mapping.calendar)  # type: ignore[arg-type]
        if isinstance(day, BadDate):
            return day.code
        if day > self.today:
            return "future"
        return "too_early" if day < EARLIEST else day

    def _interaction(self, cells: Sequence[str], line: str) -> dict[str, Any]:
        columns: dict[str, Any] = {
            "purpose": self._choice(cells, "purpose", Purpose) or self.mapping.purpose,
            "channel": self._choice(cells, "channel", Channel) or self.mapping.channel,
        }
        if line:
            columns["line"] = line
        if place := self._fitting(cells, "place"):
            columns["place"] = place
        for name in ("tone_theirs", "tone_ours"):
            if tone := self._choice(cells, name, Tone):
                columns[name] = tone
        for name in ("asked", "two_way", "small_talk"):
            answer = self._answer(cells, name)
            if answer is not None:
                columns[name] = answer
        return columns

    def _choice(self, cells: Sequence[str], name: str, kind: Any) -> str:
        text = self._cell(cells, name)
        if not text or text.casefold() in NOTHING:
            return ""
        chosen = choice_in(kind, text)
        if not chosen:
            self._note(name, "not_understood", text)
        return chosen

    def _answer(self, cells: Sequence[str], name: str) -> bool | None:
        text = self._cell(cells, name)
        if not text or text.casefold() in NOTHING:
            return None
        answer = yes_or_no(text)
        if answer is None:
            self._note(name, "not_understood", text)
        return answer
