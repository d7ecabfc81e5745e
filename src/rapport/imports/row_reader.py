"""Reads the rows of a register by its mapping: what each says, or what is wrong with it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any

from rapport.formats.dates.reading import BadDate, WrittenDay, read_day
from rapport.imports.cells import NOTHING, choice_in, split_people, yes_or_no
from rapport.imports.honorifics import split_honorific
from rapport.imports.mapping import RegisterMap
from rapport.imports.rows import (
    SHOWN_CHARACTERS,
    Fault,
    Oddity,
    Post,
    RegisterRow,
    Words,
)
from rapport.imports.who_is_who import Known, Said, WhoIsWho
from rapport.names import visible
from rapport.records.models import Channel, Purpose, Tone

EARLIEST = date(1900, 1, 1)
LONGEST_NAME = 120
LONGEST_LINE = 64 * 1024
_LONGEST = {"real_name": 300, "how_to_address": 200, "actor": 160, "position": 160, "ours": 120}
_LONGEST["place"] = 40
_MOST_ODDITIES = 1_000
_BETWEEN_LINES = " · "
_OF_THE_CONTACT = (
    *("ours", "place", "channel", "purpose", "asked", "small_talk", "two_way"),
    *("tone_theirs", "tone_ours"),
)
_OF_THE_PERSON = ("alias", "real_name", "how_to_address", "actor", "position")


class RowReader:
    """Reads rows by a mapping; made once for a table, so that each row is quick.

    ``oddities`` counts what was read otherwise than it stands; ``who`` knows which names may be
    two people's.
    """

    def __init__(
        self,
        mapping: RegisterMap,
        headers: Sequence[str],
        today: date,
        *,
        known: Known | None = None,
    ) -> None:
        self.mapping = mapping
        self.today = today
        self.headers = headers
        self.at = _places(mapping, headers)
        self._naming = "alias" if "alias" in self.at else "real_name"
        self.who = WhoIsWho(mapping, known or Known(), by_alias="alias" in self.at)
        self.oddities: Counter[Oddity] = Counter()
        self._days: dict[str, WrittenDay | BadDate | str] = {}
        self._split_names: dict[str, list[tuple[str, str]]] = {}
        self._corrections = _corrections(mapping.corrections, headers)
        self._above: Sequence[str] = ()

    def read(self, number: int, cells: Sequence[str]) -> RegisterRow | Fault:
        """Return what the row says, or why it is left out."""
        if self._corrections or self.mapping.blank_is_above:
            cells = self._as_meant(number, cells)
        names = self._names(cells)
        if not names:
            return self._fault(number, cells, self._naming, "nobody")
        if any(len(name) > LONGEST_NAME for _, name in names):
            return self._fault(number, cells, self._naming, "long_name")
        line = self._cell(cells, "line")
        if len(line) > LONGEST_LINE // 4 and len(line.encode()) > LONGEST_LINE:
            return self._fault(number, cells, "line", "long_line")
        day = self._day(self._cell(cells, "date")) if "date" in self.at else None
        on, until, why = (*day, None) if isinstance(day, WrittenDay) else (None, None, day)
        posts = self._posts(cells, names)
        people, addressed = self._people(cells, names, posts, on, line)
        row = RegisterRow(
            row=number,
            people=people,
            how_to_address=self._of_one_person(people, cells, "how_to_address"),
            posts=posts,
            ours=self._fitting(cells, "ours"),
            on=on,
            until=until,
            interaction=self._interaction(cells, line) if on else {},
            addressed=addressed,
        )
        if on is None:
            self._without_day(row, cells, line, why)
        return row

    def _without_day(
        self, row: RegisterRow, cells: Sequence[str], line: str, day: BadDate | str | None
    ) -> None:
        """Keep the words of a row that has no day, and say why it has none."""
        rest = [line] if line else []
        for meaning in _OF_THE_CONTACT:
            text = self._cell(cells, meaning)
            if text and text.casefold() not in NOTHING:
                rest.append(f"{self.headers[self.at[meaning][0]]}: {text}")
        code = day.code if isinstance(day, BadDate) else day
        written = self._cell(cells, "date")
        if code is None or (code == "empty" and not rest):
            row.note = Words(None, tuple(rest)) if rest else None
            return
        row.note = Words(written, tuple(rest))
        offered = day.offered if isinstance(day, BadDate) else None
        row.doubt = self._fault(row.row, cells, "date", code)._replace(offered=offered)

    def _fault(self, number: int, cells: Sequence[str], column: str, code: str) -> Fault:
        text = self._cell(cells, column)[:SHOWN_CHARACTERS]
        who = self._cell(cells, self._naming)
        if not who:
            rest = (self._cell(cells, each) for each in ("date", "actor", "position", "line"))
            who = _BETWEEN_LINES.join(filter(None, rest))
        places = self.at.get(column, ())
        header = self.headers[places[0]] if places else ""
        return Fault(number, column, code, text, who[:SHOWN_CHARACTERS], header)

    def _as_meant(self, number: int, cells: Sequence[str]) -> Sequence[str]:
        """Return the cells as they were put right, and with what an empty name means."""
        put_right = self._corrections.get(number)
        if put_right or self.mapping.blank_is_above:
            cells = list(cells)
            for place, text in (put_right or {}).items():
                if place < len(cells):
                    cells[place] = text
        if self.mapping.blank_is_above:
            if not self._cell(cells, self._naming) and self._above:
                for meaning in _OF_THE_PERSON:
                    for place in self.at.get(meaning, ()):
                        cells[place] = cells[place] or self._above[place]  # type: ignore[index]
            for place in self.at.get("date", ()) if self._above else ():
                cells[place] = cells[place] or self._above[place]  # type: ignore[index]
            self._above = cells
        return cells

    def _fitting(self, cells: Sequence[str], meaning: str) -> str:
        return self._cut(meaning, self._cell(cells, meaning))

    def _cut(self, meaning: str, text: str) -> str:
        if len(text) <= _LONGEST[meaning]:
            return text
        self._note(meaning, "cut", text)
        return text[: _LONGEST[meaning]].rstrip()

    def _of_one_person(self, people: Collection[Any], cells: Sequence[str], meaning: str) -> str:
        """Return what is said of one person; of several in one cell nobody knows whose it is."""
        text = self._fitting(cells, meaning)
        if text and len(people) > 1:
            self._note(meaning, "whose", text)
            return ""
        return text

    def _note(self, meaning: str, code: str, text: str) -> None:
        oddity = Oddity(meaning, code, text[:SHOWN_CHARACTERS])
        if oddity in self.oddities or len(self.oddities) < _MOST_ODDITIES:
            self.oddities[oddity] += 1

    def _cell(self, cells: Sequence[str], meaning: str) -> str:
        """Return what the columns of a meaning say, joined where there are several."""
        places = self.at.get(meaning)
        if places is None:
            return ""
        if len(places) == 1:
            place = places[0]
            return visible(cells[place]).strip() if place < len(cells) else ""
        between = _BETWEEN_LINES if meaning == "line" else " "
        return between.join(filter(None, self._each_cell(cells, meaning)))

    def _each_cell(self, cells: Sequence[str], meaning: str) -> list[str]:
        places = self.at.get(meaning, ())
        return [visible(cells[place]).strip() for place in places if place < len(cells)]

    def _names(self, cells: Sequence[str]) -> list[tuple[str, str]]:
        """Return who is named, each with the title before the name, if it is a real name."""
        text = self._cell(cells, self._naming)
        names = self._split_names.get(text)
        if names is None:
            split = self.mapping.split
            parted = split_people(text, split) if split else [text] if text else []
            titled = self._naming == "real_name"
            names = [split_honorific(name) if titled else ("", name) for name in parted]
            self._split_names[text] = names
        return names

    def _people(
        self,
        cells: Sequence[str],
        names: Sequence[tuple[str, str]],
        posts: Sequence[Post],
        on: date | None,
        line: str,
    ) -> tuple[dict[str, str], dict[str, str] | None]:
        """Return the aliases, each with the real name where it is said whose it is, and titles."""
        actor, title = posts[0] if posts else ("", "")
        said = Said(actor, title, self._cell(cells, "place"), on, line)
        alias_of = self.who.alias_of
        if self._naming == "alias":
            called = "real_name" in self.at
            real_name = self._of_one_person(names, cells, "real_name") if called else ""
            titles, real_name = split_honorific(real_name) if real_name else ("", "")
            people = {alias_of(name, said): real_name for _, name in names}
            return people, dict.fromkeys(people, titles) if titles else None
        people, addressed = {}, {}
        for titles, name in names:
            alias = alias_of(name, said)
            people[alias] = name[: _LONGEST["real_name"]]
            if titles:
                addressed[alias] = titles
        return people, addressed or None

    def _posts(self, cells: Sequence[str], names: Collection[Any]) -> list[Post]:
        """Return the posts with their groups; one group named for several posts is that of all."""
        one_each = len(self.at.get("actor", ())) < 2 and len(self.at.get("position", ())) < 2
        if one_each:
            actor = self._fitting(cells, "actor") if "actor" in self.at else ""
            title = self._of_one_person(names, cells, "position") if "position" in self.at else ""
            return [Post(actor, title)] if actor or title else []
        actors = [self._cut("actor", each) for each in self._each_cell(cells, "actor")]
        titles = [self._cut("position", each) for each in self._each_cell(cells, "position")]
        if len(names) > 1:
            for title in filter(None, titles):
                self._note("position", "whose", title)
            titles = []
        everywhere = actors[0] if len(actors) == 1 else ""
        pairs = zip_longest(actors, titles, fillvalue="")
        posts = [Post(actor or everywhere, title) for actor, title in pairs]
        return [
            post
            for number, post in enumerate(posts)
            if post.title or (post.actor and (not number or post.actor != everywhere))
        ]

    def _day(self, text: str) -> WrittenDay | BadDate | str:
        known = self._days.get(text)
        if known is None:
            known = self._days[text] = self._read_day(text)
        return known

    def _read_day(self, text: str) -> WrittenDay | BadDate | str:
        mapping = self.mapping
        day = read_day(text, mapping.date_order, mapping.calendar or "gregorian")  # type: ignore[arg-type]
        if isinstance(day, BadDate):
            return day
        if day.last is not None and not mapping.roughly:
            return "roughly"
        if day.first > self.today:
            return "future"
        return "too_early" if day.first < EARLIEST else day

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


def _places(mapping: RegisterMap, headers: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return where the columns of each meaning stand, in the order they are joined in."""
    places = {header: number for number, header in enumerate(headers)}
    at = {
        meaning: tuple(places[each] for each in mapping.headers_of(meaning) if each in places)
        for meaning in set(mapping.columns.values())
    }
    return {meaning: found for meaning, found in at.items() if found}


def _corrections(
    corrections: Mapping[str, str], headers: Sequence[str]
) -> dict[int, dict[int, str]]:
    """Return the cells put right by row and place; what fits no column is passed over."""
    places = {header: number for number, header in enumerate(headers)}
    found: dict[int, dict[int, str]] = {}
    for where, text in corrections.items():
        row, _, header = where.partition(" ")
        if row.isdecimal() and header in places:
            found.setdefault(int(row), {})[places[header]] = text
    return found
