"""Which columns make the name of somebody: one that holds all of it, or several parts of it."""

import dataclasses
from collections.abc import Mapping, Sequence

from rapport.imports.tables.cell_shapes import HARDLY, MOSTLY, CellShape
from rapport.imports.tables.column_guess import Question
from rapport.imports.tables.header_match import EXACT, HEAD, WITHIN, Header, fold_header
from rapport.imports.tables.name_words import (
    AGAIN_WORDS,
    ALIAS_WORDS,
    CALLED_BY,
    FAMILY_BESIDE_GIVEN,
    FAMILY_FIRST,
    FAMILY_FIRST_WORDS,
    FAMILY_OR_CALLED,
    FULL_NAME_WORDS,
    GIVEN_BESIDE_FAMILY,
    NAME_WORDS,
    OTHERS_NAMES,
    PART_WORDS,
    WRITTEN_ORDER,
    Part,
)
from rapport.names import fold


@dataclasses.dataclass(frozen=True, slots=True)
class NameColumns:
    """The places of the columns with names: ``names`` make one, in the order they are joined.

    ``parts`` are further columns that say again what ``names`` say.
    """

    alias: int | None = None
    names: tuple[int, ...] = ()
    parts: tuple[int, ...] = ()
    questions: tuple[Question, ...] = ()


def find_names(
    headers: Sequence[Header],
    columns: Sequence[Sequence[str]],
    shapes: Sequence[CellShape],
    taken: Sequence[int],
) -> NameColumns:
    """Find who the rows name: an alias, one whole name, or given, middle and family names.

    ``taken`` says for each header how well it fits something that is no name.  A column with no
    cell is passed over where another has some, and an alias that most rows lack is none.
    """
    seen = any(shape.filled for shape in shapes)
    could = [place for place, header in enumerate(headers) if _could_hold(header, shapes[place])]
    open_to_names = [place for place in could if shapes[place].filled or not seen]
    parts = _parts_among(headers, could)
    parts.update(_family_or_called(headers, shapes, open_to_names, parts))
    if seen and not any(shapes[place].filled for place in parts):
        parts = {}
    whole = _whole_names(headers, shapes, open_to_names, taken)
    chosen, again = _whole_or_parts(headers, columns, shapes, whole, parts)
    alias = _alias(headers, shapes, [place for place in open_to_names if place not in chosen])
    if alias is not None and chosen and not _covers(shapes, alias, chosen):
        alias = None
    others = tuple(place for place in whole if place not in (*chosen, *again, alias))
    questions = []
    if chosen and others:
        asked = (chosen[0], *others)
        cells = sum(shapes[place].filled for place in others)
        questions.append(Question("one_name", asked, "real_name", cells, _first(shapes[others[0]])))
    return NameColumns(alias, chosen, again, tuple(questions))


def _could_hold(header: Header, shape: CellShape) -> bool:
    """Say whether a column could hold names, as far as its header forbids nothing."""
    if header.has_one_of(_OTHERS) and header.points_for(_EVERY_PHRASE) < EXACT:
        return False
    return max(shape.days, shape.phones, shape.emails, shape.yes_no) < MOSTLY


def _parts_among(headers: Sequence[Header], places: Sequence[int]) -> dict[int, Part]:
    """Return which columns hold a part of a name; a part fits its phrase as a whole header."""
    found: dict[int, Part] = {}
    for place in places:
        for part, phrases in _PARTS.items():
            if headers[place].points_for(phrases) >= EXACT - 2:
                found[place] = part
                break
    return found


def _family_or_called(
    headers: Sequence[Header],
    shapes: Sequence[CellShape],
    places: Sequence[int],
    parts: Mapping[int, Part],
) -> dict[int, Part]:
    """Return the column of الكنية or اللقب where it holds family names beside given ones."""
    if "family" in parts.values() or not any(
        parts.get(place) == "given" or headers[place].points_for(_GIVEN_BESIDE) >= EXACT
        for place in places
    ):
        return {}
    return {
        place: "family"
        for place in places
        if headers[place].points_for(_FAMILY_OR_CALLED) >= EXACT
        and not shapes[place].are_forms_of_address()
        and shapes[place].share(_is_called) <= HARDLY
    }


def _is_called(cell: str) -> bool:
    return fold(cell).partition(" ")[0] in _CALLED_BY


def _whole_names(
    headers: Sequence[Header],
    shapes: Sequence[CellShape],
    places: Sequence[int],
    taken: Sequence[int],
) -> list[int]:
    """Return the columns whose headers say a whole name, the likeliest first."""
    points = {}
    for place in places:
        header = headers[place]
        fits = header.points_for(_NAMES) + (header.points_for(_FULL) >= EXACT)
        if header.has_one_of(_AGAIN):
            fits -= 1
        if fits >= WITHIN and fits > taken[place] and fits > header.points_for(_ALIASES):
            points[place] = fits
    heads = {place: fits for place, fits in points.items() if fits >= HEAD}
    order = sorted(
        heads or points,
        key=lambda place: (points[place], shapes[place].filled, -place),
        reverse=True,
    )
    fullest = max((shapes[place].filled for place in order), default=0)
    return sorted(order, key=lambda place: 2 * shapes[place].filled < fullest)


def _whole_or_parts(
    headers: Sequence[Header],
    columns: Sequence[Sequence[str]],
    shapes: Sequence[CellShape],
    whole: Sequence[int],
    parts: dict[int, Part],
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the columns of the name, and those that only say it again."""
    beside = [
        place
        for place in whole
        if _is_a_part_beside(headers[place], shapes[place], parts, place)
        and not _holds(columns, place, [part for part in parts if part != place])
    ]
    if beside:
        # Nom + prénom, name + surname, الاسم + العائلة: the short word is the missing part.
        others = {part for place, part in parts.items() if place != beside[0]}
        part: Part = "family" if "given" in others else "given"
        parts = {**parts, beside[0]: part}
        whole = [place for place in whole if place not in beside]
    parts = {place: part for place, part in parts.items() if place not in whole or len(parts) > 1}
    whole = [place for place in whole if place not in parts]
    filled = max((shapes[place].filled for place in parts), default=0)
    if whole and shapes[whole[0]].filled >= filled:
        return (whole[0],), tuple(parts)
    if parts and (len(parts) > 1 or not whole):
        order = FAMILY_FIRST if _family_first(headers, parts) else WRITTEN_ORDER
        joined = sorted(parts, key=lambda place: (order.index(parts[place]), place))
        return tuple(joined), tuple(whole)
    return tuple(whole[:1]), tuple(parts)


def _is_a_part_beside(
    header: Header, shape: CellShape, parts: Mapping[int, Part], place: int
) -> bool:
    others = {part for at, part in parts.items() if at != place}
    if "given" in others:
        return "family" not in others and header.points_for(_FAMILY_BESIDE) >= EXACT - 2
    if "family" not in others and shape.share(lambda cell: " " in cell) > HARDLY:
        return False  # a father's name stands beside whole names as well
    return bool(others) and header.points_for(_GIVEN_BESIDE) >= EXACT - 2


def _holds(columns: Sequence[Sequence[str]], whole: int, parts: Sequence[int]) -> bool:
    """Say whether the cells of a column hold those of the parts beside it, so are whole names."""
    rows = [
        (cell.casefold(), columns[part][row].casefold())
        for part in parts
        for row, cell in enumerate(columns[whole])
        if cell and row < len(columns[part]) and columns[part][row]
    ]
    return bool(rows) and 2 * sum(part in cell for cell, part in rows) >= len(rows)


def _family_first(headers: Sequence[Header], parts: dict[int, Part]) -> bool:
    families = [headers[place] for place, part in parts.items() if part == "family"]
    return any(header.points_for(_FIRST) for header in families)


def _alias(
    headers: Sequence[Header], shapes: Sequence[CellShape], places: Sequence[int]
) -> int | None:
    """Return the column that says what people are called, if its header says so outright."""
    fitting = [
        (headers[place].points_for(_ALIASES), shapes[place].filled, -place) for place in places
    ]
    best = max(fitting, default=(0, 0, 0))
    return -best[2] if best[0] >= HEAD else None


def _covers(shapes: Sequence[CellShape], alias: int, names: Sequence[int]) -> bool:
    """Say whether nearly every row with a name has an alias too: who lacks one would be nobody."""
    return shapes[alias].filled >= MOSTLY * max(shapes[place].filled for place in names)


def _first(shape: CellShape) -> str:
    return shape.cells[0] if shape.cells else ""


def _folded(phrases: Sequence[str]) -> tuple[str, ...]:
    return tuple(fold_header(phrase) for phrase in phrases)


_NAMES = _folded((*NAME_WORDS, *FULL_NAME_WORDS))
_FULL = _folded(FULL_NAME_WORDS)
_ALIASES = _folded(ALIAS_WORDS)
_PARTS = {part: _folded(phrases) for part, phrases in PART_WORDS.items()}
_AGAIN = frozenset(_folded(AGAIN_WORDS))
_OTHERS = frozenset(_folded(OTHERS_NAMES))
_GIVEN_BESIDE = _folded(GIVEN_BESIDE_FAMILY)
_FAMILY_BESIDE = _folded(FAMILY_BESIDE_GIVEN)
_FAMILY_OR_CALLED = _folded(FAMILY_OR_CALLED)
_CALLED_BY = frozenset(_folded(CALLED_BY))
_FIRST = _folded(FAMILY_FIRST_WORDS)
_EVERY_PHRASE = (*_NAMES, *_ALIASES, *(phrase for phrases in _PARTS.values() for phrase in phrases))
#: Whole names as headers say them, folded.
NAME_PHRASES = _NAMES
KNOWN_NAME_HEADERS = frozenset(_EVERY_PHRASE)
