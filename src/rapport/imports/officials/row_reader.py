"""Reads the rows of a register of officials: what each says, or what is wrong with it."""

from collections.abc import Sequence
from datetime import date

from rapport.formats.dates.reading import BadDate
from rapport.imports.cells import NOTHING, split_people, yes_or_no
from rapport.imports.honorifics import split_honorific
from rapport.imports.officials import office_words
from rapport.imports.officials.mapping import OfficialsMap
from rapport.imports.officials.rows import EARLIEST, Notice, OfficialRow
from rapport.imports.officials.same_office import office, says
from rapport.imports.officials.spans import read_span
from rapport.imports.rows import SHOWN_CHARACTERS, Fault
from rapport.names import fold, visible
from rapport.rules.successions import Span

LONGEST = 160
_LONGEST_REASON = 200
_LONGEST_AREA = 20
_MOST_NOTICES = 500
_BETWEEN = ";؛|"
_KEYS = ("person_key", "post_key", "group_key")


class OfficialReader:
    """Reads rows by a map; ``notices`` grow while it does."""

    def __init__(
        self, mapping: OfficialsMap, headers: Sequence[str], today: date, *, group: str = ""
    ) -> None:
        self._mapping = mapping
        self._headers = headers
        self._today = today
        self._group = group
        places = {header: number for number, header in enumerate(headers)}
        self._at = {
            meaning: [places[each] for each in mapping.headers_of(meaning) if each in places]
            for meaning in set(mapping.columns.values())
        }
        self._above: dict[str, str] = {}
        self.notices: list[Notice] = []

    def read(self, number: int, cells: Sequence[str]) -> OfficialRow | Fault:
        """Return what a row says, or why it is left out."""
        said = {meaning: self._cell(cells, meaning) for meaning in self._at}
        group, post = (self._or_above(said, meaning) for meaning in ("group", "post"))
        row = OfficialRow(number, group or self._group, post, said.get("person", ""))
        wrong = self._who(row) or self._when(row, said)
        if wrong is not None:
            column, code = wrong
            text = said.get(column, "")[:SHOWN_CHARACTERS]
            who = " · ".join(filter(None, (row.person, row.post, row.group)))
            header = next((self._headers[at] for at in self._at.get(column, ())), "")
            return Fault(number, column, code, text, who[:SHOWN_CHARACTERS], header)
        self._how(row, said)
        row.area = self._cut(number, "area", said.get("area", ""), _LONGEST_AREA)
        row.group_also = _listed(said.get("group_also", ""))
        row.person_also = _listed(said.get("person_also", ""))
        row.follows = tuple(said.get("follows", "").split())
        row.shared = bool(said.get("shared"))
        for name in _KEYS:
            setattr(row, name, said.get(name, ""))
        return row

    def _who(self, row: OfficialRow) -> tuple[str, str] | None:
        """Say what is wrong with who and what a row names; the column and the code."""
        if not fold(row.group):
            return "group", "no_group"
        if not fold(row.post):
            return "post", "no_post"
        row.vacant = says(row.person, office_words.VACANT)
        if row.vacant:
            row.person = ""
        elif not fold(row.person):
            return "person", "nobody"
        if len(split_people(row.person, ("semicolon", "newline"))) > 1:
            return "person", "several_people"
        _, row.person = split_honorific(row.person)
        longest = max((("group", row.group), ("post", row.post), ("person", row.person)),
                      key=lambda one: len(one[1]))  # fmt: skip
        return (longest[0], "long") if len(longest[1]) > LONGEST else None

    def _when(self, row: OfficialRow, said: dict[str, str]) -> tuple[str, str] | None:
        """Read from when to when, or say what is wrong with it."""
        until = said.get("until", "")
        row.still = says(until, office_words.STILL)
        for name, text in (("since", said.get("since", "")), ("until", "" if row.still else until)):
            span = read_span("" if text.casefold() in NOTHING else text, *self._how_written())
            if isinstance(span, BadDate):
                return name, span.code
            if span.first is not None and span.first < EARLIEST:
                return name, "too_early"
            setattr(row, name, span)
        if row.since.first is not None and row.since.first > self._today:
            return "since", "future"
        if (row.until.last or date.max) < (row.since.first or date.min):
            return "until", "ends_first"
        row.since, row.until = self._as_far_as_today(row)
        return None

    def _as_far_as_today(self, row: OfficialRow) -> tuple[Span, Span]:
        """Return both days, of a month or a year that goes on no more than what is over of it."""
        until = row.until
        if until.last is not None and until.first is not None and until.last > self._today:
            if until.first > self._today:
                self._note("ends_ahead", row.row)
            elif until.first != until.last:
                until = Span(until.first, self._today)
        since = row.since
        if since.last is not None and since.last > self._today:
            since = Span(since.first, self._today)
        return since, until

    def _how_written(self) -> tuple[str, str]:
        return self._mapping.date_order, self._mapping.calendar

    def _how(self, row: OfficialRow, said: dict[str, str]) -> None:
        """Read how it was held and how it ended, also where the name of the post says it."""
        status = said.get("status", "")
        taken = office(row.post)
        row.acting = taken.acting or says(status, office_words.ACTING)
        row.is_over = row.until.known or taken.former or says(status, office_words.FORMER)
        row.still = row.still or says(status, office_words.STILL)
        row.vacant = row.vacant and not row.person
        known = (office_words.ACTING, office_words.FORMER, office_words.STILL, office_words.VACANT)
        if status and not any(says(status, table) for table in known):
            self._note("status", row.row, status)
        answer = said.get("acting", "")
        if answer and answer.casefold() not in NOTHING:
            told = yes_or_no(answer)
            if told is None and not says(answer, office_words.ACTING):
                self._note("acting", row.row, answer)
            row.acting = row.acting or told is True or says(answer, office_words.ACTING)
        row.why_ended = self._cut(row.row, "cut", said.get("why_ended", ""), _LONGEST_REASON)
        row.is_over = row.is_over or bool(row.why_ended and not row.still)

    def _cell(self, cells: Sequence[str], meaning: str) -> str:
        told = (visible(cells[at]).strip() for at in self._at[meaning] if at < len(cells))
        between = " ; " if meaning.endswith("_also") else " "
        return between.join(filter(None, told))

    def _or_above(self, said: dict[str, str], meaning: str) -> str:
        """Return what a cell says, or the one above where empty cells repeat it.

        A post repeats only as long as its group does.
        """
        text = said.get(meaning, "")
        if text:
            if meaning == "group" and text != self._above.get("group"):
                self._above.pop("post", None)
            self._above[meaning] = text
            return text
        repeats = self._mapping.blank_is_above and bool(said.get("person"))
        return self._above.get(meaning, "") if repeats else ""

    def _cut(self, number: int, code: str, text: str, longest: int) -> str:
        if len(text) > longest:
            self._note(code, number)
        return text[:longest].rstrip()

    def _note(self, code: str, row: int, text: str = "") -> None:
        if len(self.notices) < _MOST_NOTICES:
            self.notices.append(Notice(code, row, text[:SHOWN_CHARACTERS]))


def _listed(text: str) -> tuple[str, ...]:
    for sign in _BETWEEN:
        text = text.replace(sign, "\n")
    return tuple(dict.fromkeys(one.strip()[:LONGEST] for one in text.split("\n") if one.strip()))
