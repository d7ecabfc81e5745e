"""Guessing what the columns of a register mean, from their headers and some of their cells.

A guess fills the mapping page in; a person confirms it, and is asked what nobody should guess.
Phone numbers and e-mail addresses are recognised so that they can be left out: a register that
carries less harms less when it is lost.
"""

import itertools
from collections.abc import Sequence

from rapport.imports.tables.blanks import blank_seems_above
from rapport.imports.tables.cell_shapes import HARDLY, MOSTLY, CellShape, is_day, shape_of
from rapport.imports.tables.cell_words import YES_NO
from rapport.imports.tables.column_guess import ColumnGuess, Question, QuestionCode
from rapport.imports.tables.header_match import EXACT, HEAD, WITHIN, Header, fold_header
from rapport.imports.tables.header_words import FORBIDDING_WORDS, HEADER_WORDS, Meaning
from rapport.imports.tables.known_exports import export_of
from rapport.imports.tables.name_columns import (
    KNOWN_NAME_HEADERS,
    NAME_PHRASES,
    NameColumns,
    find_names,
)
from rapport.imports.tables.name_words import NAME_OF_WORDS
from rapport.names import fold

#: Recognised, and not imported unless the person insists.
LEFT_OUT: frozenset[Meaning] = frozenset({"phone", "email"})
#: Several columns may have these without a question: they are left out, or joined.
_FREELY = LEFT_OUT | {"line"}
_YES_NO_MEANINGS: frozenset[Meaning] = frozenset({"asked", "two_way", "small_talk"})

_CELLS_AGREE = 8
_SAMPLES = 200


def is_known_header(header: str) -> bool:
    """Say whether this is exactly one of the words known as a header."""
    return fold_header(header) in _KNOWN


def guess_columns(headers: Sequence[str], samples: Sequence[Sequence[str]]) -> ColumnGuess:
    """Say what each column seems to hold, and what a person should be asked.

    ``samples`` are rows of cells.  A meaning is given once, to the column it fits best; lines,
    phone numbers and e-mail addresses may stand in several, and a name in its parts.
    """
    columns = [
        [row[place].strip() if place < len(row) else "" for row in samples[:_SAMPLES]]
        for place in range(len(headers))
    ]
    guessing = _Guessing([Header(header) for header in headers], columns)
    known = export_of([header.folded for header in guessing.headers], guessing.shapes)
    if known is None:
        return guessing.guess()
    return guessing.of_export(*known)


class _Guessing:
    """One guess at one table: its headers, its columns, and what is given so far."""

    def __init__(self, headers: list[Header], columns: list[list[str]]) -> None:
        self.headers = headers
        self.shapes = [shape_of(column) for column in columns]
        self._columns = columns
        self._points = [_points_of(header) for header in headers]
        self._given: dict[int, Meaning] = {}
        self._questions: list[Question] = []

    def guess(self) -> ColumnGuess:
        """Guess from headers and cells alone."""
        taken = [max(points.values(), default=0) for points in self._points]
        names = find_names(self.headers, self._columns, self.shapes, taken)
        self._give_names(names)
        self._judge_by_cells(names)
        self._give_best()
        names = self._judge_minister(names)
        self._ask_about_cells()
        self._questions.extend(names.questions)
        self._ask_about_several_people(names)
        return self._answer(names.names)

    def of_export(
        self, name: str, meanings: dict[int, Meaning], joined: tuple[int, ...]
    ) -> ColumnGuess:
        """Answer for a file whose program is known: nothing is left to guess but what to leave."""
        self._given = dict(meanings)
        for place, shape in enumerate(self.shapes):
            for meaning in LEFT_OUT:
                if place not in self._given and self._fits_left_out(place, meaning, shape):
                    self._given[place] = meaning
        return self._answer(joined, known_as=name)

    def _answer(self, joined: tuple[int, ...], known_as: str = "") -> ColumnGuess:
        meanings = dict(sorted(self._given.items()))
        filled = tuple(shape.filled for shape in self.shapes)
        above = blank_seems_above(self._columns, meanings, self._questions)
        return ColumnGuess(
            meanings=meanings,
            filled=filled,
            joined=joined if len(joined) > 1 else (),
            questions=tuple(self._questions),
            blank_is_above=above,
            known_as=known_as,
        )

    def _fits_left_out(self, place: int, meaning: Meaning, shape: CellShape) -> bool:
        share = shape.phones if meaning == "phone" else shape.emails
        return share >= MOSTLY or self._points[place].get(meaning, 0) >= HEAD

    def _give_names(self, names: NameColumns) -> None:
        if names.alias is not None:
            self._given[names.alias] = "alias"
        for place in names.names:
            self._given[place] = "real_name"
        for place in (*self._given, *names.parts):
            self._points[place] = {}

    def _judge_by_cells(self, names: NameColumns) -> None:
        """Let the cells say what a header leaves open, and speak against what it says."""
        named = bool(names.names) or names.alias is not None
        for shape, header, points in zip(self.shapes, self.headers, self._points, strict=True):
            if not shape.filled:
                continue
            if shape.phones >= MOSTLY or shape.emails >= MOSTLY:
                points["phone" if shape.phones >= MOSTLY else "email"] = 2 * EXACT
            if header.folded in _TITLES and "how_to_address" in points:
                _judge_title(shape, points, named=named)
            if points.get("purpose", 0) > points.get("line", 0) and not shape.are_purposes():
                points["line"] = points.pop("purpose")
            for meaning, share in _shares(shape):
                if share >= MOSTLY and meaning in points:
                    points[meaning] += _CELLS_AGREE

    def _give_best(self) -> None:
        """Give each meaning to the column it fits best, empty columns last."""
        seen = any(shape.filled for shape in self.shapes)
        offers = [
            (self.shapes[place].filled > 0, points, -place, meaning)
            for place, fits in enumerate(self._points)
            for meaning, points in fits.items()
            if points >= WITHIN and not self._speaks_against(place, meaning)
        ]
        ties: dict[Meaning, tuple[int, list[int]]] = {}
        for filled, points, negative, meaning in sorted(offers, reverse=True):
            place = -negative
            if place in self._given:
                continue
            if meaning in _FREELY:
                if filled or not seen or meaning not in self._given.values():
                    self._given[place] = meaning
            elif meaning not in ties:
                self._given[place] = meaning
                ties[meaning] = points, [place]
            elif ties[meaning][0] == points and points >= EXACT and filled:
                ties[meaning][1].append(place)
        self._ask_about_ties(ties)

    def _speaks_against(self, place: int, meaning: Meaning) -> bool:
        shares = dict(_shares(self.shapes[place]))
        return self.shapes[place].filled > 0 and shares.get(meaning, 1.0) <= HARDLY

    def _ask_about_ties(self, ties: dict[Meaning, tuple[int, list[int]]]) -> None:
        for meaning, (_, tied) in ties.items():
            places = [place for place in tied if self._given.get(place, meaning) == meaning]
            code: QuestionCode = "tie"
            if meaning == "date":
                code, places = "two_days", [places[0], *self._other_days(places[0])]
            if len(places) > 1:
                cells = sum(self.shapes[place].filled for place in places[1:])
                example = next(iter(self.shapes[places[1]].cells), "")
                self._questions.append(Question(code, tuple(places), meaning, cells, example))

    def _other_days(self, chosen: int) -> list[int]:
        """Return the columns that could hold the day of the contact as well as the chosen one."""
        return [
            place
            for place, points in enumerate(self._points)
            if place != chosen
            and points.get("date", 0) >= HEAD
            and self.shapes[place].days >= MOSTLY
        ]

    def _judge_minister(self, names: NameColumns) -> NameColumns:
        """Say what a column headed *Minister* is: the only name there is, or a post of somebody.

        In a diary with other names it tells whose diary it is: no post of those who came.
        """
        place = next(
            (at for at, header in enumerate(self.headers) if header.folded in _POST_HEADERS), None
        )
        if place is None or self._given.get(place) != "position":
            return names
        if not names.names and names.alias is None:
            self._given[place] = "real_name"
            return NameColumns(names=(place,))
        if "date" in self._given.values():
            del self._given[place]
        return names

    def _ask_about_cells(self) -> None:
        """Ask about known headers whose cells say something else, and leave nothing in silence."""
        given = set(self._given.values())
        for place, points in enumerate(self._points):
            shape = self.shapes[place]
            for meaning, share in _shares(shape):
                held = self._given.get(place)
                if held not in (None, meaning) or points.get(meaning, 0) < HEAD:
                    continue
                if shape.filled and share < MOSTLY and (held or meaning not in given):
                    self._questions.append(_disagreeing(place, meaning, shape))

    def _ask_about_several_people(self, names: NameColumns) -> None:
        places = (*((names.alias,) if names.alias is not None else ()), *names.names)
        if len(names.names) > 1:
            return
        for place in places:
            separators, cells, example = self.shapes[place].several_people()
            if separators:
                meaning = self._given[place]
                asked = Question("several_people", (place,), meaning, cells, example, separators)
                self._questions.append(asked)


def _points_of(header: Header) -> dict[Meaning, int]:
    """Return how well a header fits each meaning, but for those of names."""
    points = {meaning: header.points_for(phrases) for meaning, phrases in _PHRASES.items()}
    rest = next(
        (
            header.folded.removeprefix(word).removesuffix(word).strip()
            for word in _NAME_OF
            if header.folded.startswith(f"{word} ") or header.folded.endswith(f" {word}")
        ),
        "",
    )
    named = Header(rest)
    if rest and named.points_for(NAME_PHRASES) < HEAD:
        # "Name of organisation" is no name of a person: what is left says what it is.
        for meaning in ("actor", "place", "ours", "position"):
            if named.points_for(_PHRASES[meaning]) >= HEAD:
                points[meaning] = EXACT + 1
    return {
        meaning: fits
        for meaning, fits in points.items()
        if fits and not header.has_one_of(_FORBIDDING.get(meaning, frozenset()))
    }


def _judge_title(shape: CellShape, points: dict[Meaning, int], *, named: bool) -> None:
    """Say of a title what its cells are: a form of address, a post, or what it was about."""
    if named and shape.are_forms_of_address():
        return
    fits = points.pop("how_to_address")
    points["position" if shape.are_posts() else "line"] = fits


def _shares(shape: CellShape) -> list[tuple[Meaning, float]]:
    yes_no: list[tuple[Meaning, float]] = [(each, shape.yes_no) for each in _YES_NO_MEANINGS]
    return [("date", shape.days), *sorted(yes_no)]


def _disagreeing(place: int, meaning: Meaning, shape: CellShape) -> Question:
    fits = is_day if meaning == "date" else _is_yes_or_no
    against = [cell for cell in shape.cells if not fits(cell)]
    return Question(
        "cells_disagree", (place,), meaning, len(against), next(iter(against), shape.cells[0])
    )


def _is_yes_or_no(cell: str) -> bool:
    return fold(cell) in YES_NO


_PHRASES: dict[Meaning, tuple[str, ...]] = {
    meaning: tuple(fold_header(word) for word in words) for meaning, words in HEADER_WORDS.items()
}
_FORBIDDING: dict[Meaning, frozenset[str]] = {
    meaning: frozenset(fold_header(word) for word in words)
    for meaning, words in FORBIDDING_WORDS.items()
}
_NAME_OF = tuple(fold_header(word) for word in NAME_OF_WORDS)
#: Headers that may say a form of address, a post or a subject: only the cells tell.
_TITLES = frozenset(
    fold_header(word) for word in ("title", "titre", "titulo", "اللقب", "لقب", "عنوان", "титул")
)
_POST_HEADERS = frozenset(
    fold_header(word) for word in ("minister", "ministre", "ministro", "الوزير", "وزیر", "министр")
)
_KNOWN = frozenset(itertools.chain.from_iterable(_PHRASES.values())) | KNOWN_NAME_HEADERS
