"""The exports of programs that keep contacts, known by their headers.

Their columns mean what the program says, whatever else the words could mean: "Title" is a form of
address in Outlook, and the labels of Google are no institution.
"""

import dataclasses
from collections.abc import Sequence

from rapport.imports.tables.cell_shapes import MOSTLY, CellShape
from rapport.imports.tables.header_words import Meaning

#: A name in the parts that most programs export it in.
_PARTED_NAME = ("first name", "middle name", "last name")


@dataclasses.dataclass(frozen=True, slots=True)
class KnownExport:
    """One program's export, in folded headers.

    ``headers`` tell it from others.  ``names`` are ways to the name, the best first: the first
    that fills the most rows is taken, and its columns are joined.  Of the headers of a meaning
    in ``columns`` the fullest is taken; every one of ``lines`` is.
    """

    program: str
    headers: frozenset[str]
    names: tuple[tuple[str, ...], ...]
    columns: tuple[tuple[Meaning, tuple[str, ...]], ...]
    lines: tuple[str, ...] = ("notes",)


KNOWN_EXPORTS: tuple[KnownExport, ...] = (
    KnownExport(
        "Google Contacts",
        frozenset({"organization name", "organization title", "labels", "first name"}),
        (_PARTED_NAME, ("file as",)),
        (
            ("how_to_address", ("name prefix",)),
            ("actor", ("organization name",)),
            ("position", ("organization title",)),
        ),
    ),
    KnownExport(
        "Google Contacts",
        frozenset({"given name", "family name", "group membership"}),
        (("name",), ("given name", "additional name", "family name")),
        (
            ("how_to_address", ("name prefix",)),
            ("actor", ("organization 1 name",)),
            ("position", ("organization 1 title", "occupation")),
        ),
    ),
    KnownExport(
        "Outlook",
        frozenset({"first name", "last name", "company", "job title", "business phone"}),
        (_PARTED_NAME,),
        (
            ("how_to_address", ("title",)),
            ("actor", ("company", "department")),
            ("position", ("job title",)),
        ),
    ),
    KnownExport(
        "Thunderbird",
        frozenset({"first name", "last name", "display name", "primary email"}),
        (("display name",), ("first name", "last name")),
        (("actor", ("organization", "department")), ("position", ("job title",))),
    ),
    KnownExport(
        "LinkedIn",
        frozenset({"first name", "last name", "company", "position", "connected on"}),
        (("first name", "last name"),),
        (("actor", ("company",)), ("position", ("position",))),
    ),
)


def export_of(
    headers: Sequence[str], shapes: Sequence[CellShape]
) -> tuple[str, dict[int, Meaning], tuple[int, ...]] | None:
    """Return the program a file comes from, its meanings, and the columns of the name in order.

    None if the headers are those of no program known here, or nothing in the file names anybody.
    """
    places = {header: place for place, header in reversed(list(enumerate(headers)))}
    export = next((each for each in KNOWN_EXPORTS if each.headers <= places.keys()), None)
    if export is None:
        return None
    seen = any(shape.filled for shape in shapes)
    full = {header: place for header, place in places.items() if shapes[place].filled or not seen}
    ways = [tuple(places[part] for part in way if part in places) for way in export.names]
    joined = max(ways, key=lambda way: max((shapes[place].filled for place in way), default=-1))
    named = max((shapes[place].filled for place in joined), default=0)
    if not joined or (seen and not named):
        return None
    meanings: dict[int, Meaning] = dict.fromkeys(joined, "real_name")
    for meaning, fitting in export.columns:
        found = [full[header] for header in fitting if header in full]
        if found:
            meanings[max(found, key=lambda place: shapes[place].filled)] = meaning
    for header in export.lines:
        if header in full:
            meanings[full[header]] = "line"
    alias = full.get("nickname")
    if alias is not None and seen and shapes[alias].filled >= MOSTLY * named:
        meanings[alias] = "alias"
    return export.program, meanings, joined
