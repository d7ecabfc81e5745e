"""People out of cards and entities, as the rows of a table with headers that we know."""

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from rapport.formats.limits import Limits
from rapport.formats.refusals import refusal
from rapport.imports.tables.cleaning import Cleaner
from rapport.imports.tables.sending import Emit, Sender
from rapport.imports.tables.sieve import Sieve
from rapport.imports.tables.types import Kind

#: field of a row -> its header, in words that the guess at columns knows
_HEADERS: dict[str, str] = {
    "name": "Full name",
    "nickname": "Nickname",
    "address": "Form of address",
    "organization": "Organization",
    "unit": "Unit of the organization",
    "position": "Position",
    "note": "Note",
    "earlier": "Earlier posts",
    "labels": "Labels",
    "phone": "Telephone",
    "email": "E-mail",
    "birthday": "Birthday",
}
_MOST_POSTS = 50


@dataclasses.dataclass(slots=True)
class Held:
    """A post somebody holds in an organization; either may be empty."""

    position: str = ""
    organization: str = ""
    unit: str = ""


@dataclasses.dataclass(slots=True)
class Contact:
    """One card: who it is, and what they hold.  ``is_person`` is False for groups and offices."""

    name: str
    is_person: bool = True
    nickname: str = ""
    address: str = ""
    note: str = ""
    earlier: str = ""
    labels: str = ""
    phone: str = ""
    email: str = ""
    birthday: str = ""
    held: list[Held] = dataclasses.field(default_factory=list)

    def rows(self) -> Iterator[dict[str, str]]:
        """Yield a row for each post, by the names of the fields; the first says the rest too."""
        said = {each: getattr(self, each) for each in _HEADERS if hasattr(self, each)}
        for number, held in enumerate(self.held[:_MOST_POSTS] or [Held()]):
            row = said if number == 0 else {"name": self.name, "nickname": self.nickname}
            yield {**row, **dataclasses.asdict(held)}


def send_contacts(
    contacts: Iterable[Contact],
    about: dict[str, Any],
    *,
    kind: Kind,
    limits: Limits,
    first: int | None,
    emit: Emit,
    note: Callable[[Cleaner], None] = lambda _cleaner: None,
) -> None:
    """Send contacts as a table; cards are numbered from 1.

    Columns that are empty throughout are left away, but for that of the name.  ``note`` may add
    warnings.  Raises the refusals about size, and ``no_people``.
    """
    cleaner, sieve = Cleaner(), Sieve((), lambda _header: False)
    rows: list[tuple[int, dict[str, str]]] = []
    for number, contact in enumerate(contacts, start=1):
        if not contact.is_person:
            sieve.note(number, "no_person")
            continue
        rows.extend((number, row) for row in contact.rows())
        if len(rows) > limits.rows:
            raise refusal("too_many_rows", found=len(rows), limit=limits.rows)
    if not rows:
        raise refusal("no_people")
    note(cleaner)
    fields = [name for name in _HEADERS if name == "name" or any(row.get(name) for _, row in rows)]
    emit(
        {
            "encodings": [],
            "encoding": "utf-8",
            **about,
            "kind": kind,
            "delimiter": "",
            "delimiter_sure": True,
            "sheets": [],
            "sheet": "",
            "headers": [_HEADERS[name] for name in fields],
            "header_row": 0,
            "header_sure": True,
            "row_count": len(rows),
        }
    )
    sender = Sender(len(fields), len(fields), limits, cleaner=cleaner, sieve=sieve, emit=emit)
    cells = ((number, [row.get(name, "") for name in fields]) for number, row in rows)
    sender.send(itertools.islice(cells, first))


def joined(texts: Iterable[str], between: str = ", ") -> str:
    """Return the texts that say something, each once, as one."""
    return between.join(dict.fromkeys(text.strip() for text in texts if text.strip()))
