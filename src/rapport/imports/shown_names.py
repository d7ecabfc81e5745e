"""Whether real names would be shown as aliases: on every page, without a look being recorded."""

from collections.abc import Collection, Mapping, Sequence

from rapport.imports.tables import Table
from rapport.imports.tables.column_guess import ColumnGuess
from rapport.records.asking import Asking
from rapport.records.models import Circle, Membership

_EXAMPLES = 3


def headers_of_names(table: Table, guess: ColumnGuess) -> list[str]:
    """Return the headers of the columns that seem to hold people's real names."""
    return [table.headers[place] for place, held in guess.meanings.items() if held == "real_name"]


def shows_names(columns: Mapping[str, str], names: Collection[str]) -> bool:
    """Say whether, by what the columns mean, everybody would see real names."""
    shown = {header for header, meaning in columns.items() if meaning == "alias"}
    return "real_name" not in columns.values() and not shown.isdisjoint(names)


def examples(
    headers: Sequence[str], names: Collection[str], rows: Sequence[Sequence[str]]
) -> list[str]:
    """Return three of the names that would be shown."""
    places = [place for place, header in enumerate(headers) if header in names]
    named = (" ".join(" ".join(row[place] for place in places).split()) for row in rows)
    return list(dict.fromkeys(filter(None, named)))[:_EXAMPLES]


def who_would_see(asking: Asking) -> list[tuple[str, str, int]]:
    """Return the circles one writes in: key, name, and how many colleagues are in each."""
    here = Membership.objects.of_colleagues_here(asking.day)
    circles = Circle.objects.filter(pk__in=asking.me.writable_circles()).order_by("name")
    return [(str(circle.pk), circle.name, here.filter(circle=circle).count()) for circle in circles]
