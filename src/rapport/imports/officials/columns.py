"""Guessing what the columns of a register of officials mean.

Who, which group and which post are found as in any other register; from when to when, why it
ended and who only stood in are found here, and come first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from rapport.formats.dates.reading import DateGuess, guess_date_order
from rapport.imports.officials import office_words
from rapport.imports.officials.same_office import says
from rapport.imports.officials.spans import is_year
from rapport.imports.tables import Table
from rapport.imports.tables.column_guess import ColumnGuess
from rapport.imports.tables.columns import guess_columns
from rapport.imports.tables.header_match import HEAD, Header, fold_header

MEANINGS: dict[str, str] = {
    "group": gettext_noop("Group or institution"),
    "post": gettext_noop("Post"),
    "person": gettext_noop("Who holds or held it"),
    "since": gettext_noop("Since"),
    "until": gettext_noop("Until"),
    "why_ended": gettext_noop("Why it ended"),
    "acting": gettext_noop("Acting: yes or no"),
    "status": gettext_noop("Status: current, former, acting"),
    "area": gettext_noop("Area"),
    "group_also": gettext_noop("Other names of the group"),
    "person_also": gettext_noop("Other names of the person"),
}
#: What only a file of entities says of itself; nobody chooses these.
KEYS = ("person_key", "post_key", "group_key", "follows", "shared")
#: Several columns may be parts of one name, or say further names.
REPEATABLE = frozenset({"person", "group_also", "person_also"})

_WORDS: dict[str, tuple[str, ...]] = {
    "since": (
        *("since", "from", "start", "start date", "begin", "began", "begins", "date from"),
        *("appointed", "appointment", "date of appointment", "appointed on", "took office"),
        *("in office since", "term start", "entered office", "assumed office"),
        *("depuis", "debut", "date de debut", "date de nomination", "nomme le", "nomination"),
        *("prise de fonction", "entree en fonction", "a partir de", "du"),
        *("منذ", "من تاريخ", "تاريخ التعيين", "التعيين", "تاريخ البدء", "البداية", "بداية", "من"),
        *("تاريخ تولي المنصب", "تولى المنصب"),
    ),
    "until": (
        *("until", "till", "to", "end", "end date", "ended", "left", "left on", "date to"),
        *("left office", "term end", "date of departure"),
        *("jusqu au", "jusqua", "fin", "date de fin", "au", "depart", "date de depart"),
        *("fin de fonction", "fin de mandat"),
        *("حتى", "الى", "الى تاريخ", "تاريخ الانتهاء", "النهاية", "نهاية", "تاريخ المغادرة"),
    ),
    "why_ended": (
        *("why it ended", "how it ended", "reason", "end reason", "reason for leaving"),
        *("reason for end", "reason of end", "cause"),
        *("motif", "motif de fin", "motif de depart", "raison du depart", "raison"),
        *("comment cela a pris fin", "pourquoi"),
        *("سبب الانتهاء", "سبب المغادرة", "السبب", "كيف انتهى", "سبب انتهاء المهمة"),
    ),
    "acting": (
        *("acting", "interim", "is acting", "acting holder", "acting yes no"),
        *("par interim", "interimaire", "a titre interimaire"),
        *("بالوكاله", "بالانابه", "قائم بالاعمال", "مكلف", "موقت"),
    ),
    "status": ("status", "statut", "etat", "الحاله", "الوضع"),
    "group_also": (
        *("other names of the group", "group alias", "group aliases", "also known as"),
        *("acronym", "abbreviation", "autres noms du groupe", "sigle", "اسماء اخرى للجهه"),
    ),
    "person_also": (
        *("other names of the person", "other names", "name in arabic", "name in english"),
        *("name in french", "name in latin letters", "autres noms", "nom en arabe"),
        *("nom en francais", "الاسم بالانكليزيه", "الاسم بالانجليزيه", "اسماء اخرى"),
    ),
    "area": (
        *("area", "jurisdiction", "district", "province", "governorate", "region", "place"),
        *("zone", "ressort", "gouvernorat", "lieu"),
        *("المنطقه", "المحافظه", "القضاء", "الولايه", "المكان"),
    ),
    "post": ("office", "office held", "charge", "الصفه"),
}
#: What the reader of entities calls its columns: exactly these, and nothing is guessed.
OF_ENTITIES = {
    "Group": "group",
    "Other names of the group": "group_also",
    "Post": "post",
    "Area": "area",
    "Person": "person",
    "Other names of the person": "person_also",
    "Since": "since",
    "Until": "until",
    "Why it ended": "why_ended",
    "Status": "status",
    "Acting": "acting",
    "Key of the person": "person_key",
    "Key of the post": "post_key",
    "Key of the group": "group_key",
    "Followed": "follows",
    "Several holders": "shared",
}
_OURS = {"alias": "person", "real_name": "person", "actor": "group", "position": "post",
         "place": "area"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guess:
    """What the columns seem to mean, by header; ``joined`` are the parts of a name in order.

    ``blank_is_above``: empty groups or posts seem to repeat the one above.
    """

    columns: Mapping[str, str]
    joined: tuple[str, ...]
    blank_is_above: bool = False


def guess(table: Table) -> Guess:
    """Say what the columns of a table seem to mean; a meaning is given once, but for names."""
    if table.sniffed.kind == "followthemoney":
        known = {header: OF_ENTITIES[header] for header in table.headers if header in OF_ENTITIES}
        return Guess(known, ())
    own = _own(table.headers)
    rest = [place for place, header in enumerate(table.headers) if header not in own]
    found = guess_columns(
        [table.headers[place] for place in rest],
        [[row.cells[place] for place in rest] for row in table.rows],
    )
    columns = dict(own)
    for place, meaning in _by_use(found):
        ours = _OURS.get(meaning)
        if ours and (ours not in columns.values() or ours in REPEATABLE):
            columns[table.headers[rest[place]]] = ours
    joined = tuple(table.headers[rest[place]] for place in found.joined)
    return Guess(columns, joined, _blank_seems_above(table, columns))


def _blank_seems_above(table: Table, columns: Mapping[str, str]) -> bool:
    """Say whether groups or posts are often empty beside a name, as below a merged cell."""
    places = {
        meaning: [at for at, header in enumerate(table.headers) if columns.get(header) == meaning]
        for meaning in ("group", "post", "person")
    }

    def filled(cells: Sequence[str], meaning: str) -> bool:
        return any(cells[at].strip() for at in places[meaning])

    named = [row.cells for row in table.rows if filled(row.cells, "person")]
    return any(
        places[meaning] and sum(not filled(cells, meaning) for cells in named) > len(named) / 5
        for meaning in ("group", "post")
    )


def _by_use(found: ColumnGuess) -> list[tuple[int, str]]:
    """Return places and meanings, but the alias only where no whole name is told."""
    told = set(found.meanings.values())
    return [
        (place, meaning)
        for place, meaning in found.meanings.items()
        if meaning != "alias" or "real_name" not in told
    ]


def _own(headers: Sequence[str]) -> dict[str, str]:
    offers = sorted(
        (
            (-points, place, meaning)
            for place, written in enumerate(headers)
            for meaning, words in _FOLDED.items()
            if (points := Header(written).points_for(words)) >= HEAD
        ),
    )
    found: dict[str, str] = {}
    for _, place, meaning in offers:
        if headers[place] not in found and meaning not in found.values():
            found[headers[place]] = meaning
    return found


def dates_of(table: Table, columns: Mapping[str, str]) -> DateGuess | None:
    """Return the order and the calendar of the days, or None where none needs to be known.

    A year by itself has no order.
    """
    places = [
        place
        for place, header in enumerate(table.headers)
        if columns.get(header) in ("since", "until")
    ]
    cells = [row.cells[place].strip() for row in table.rows for place in places]
    written = [
        cell for cell in cells if cell and not is_year(cell) and not says(cell, office_words.STILL)
    ]
    return guess_date_order(written) if written else None


_FOLDED = {meaning: tuple(fold_header(word) for word in words) for meaning, words in _WORDS.items()}
