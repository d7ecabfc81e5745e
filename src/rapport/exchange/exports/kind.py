"""What an export is made of: its columns, its rows, its files. A kind declares itself once.

A column is on the allow-list by being declared: what no column names stays in the store, and so
does every field that is added to a record later.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rapport.records.asking import Asking
from rapport.records.models import MonthFigures
from rapport.records.models.scoped import ScopedModel, Sensitivity

Codes = tuple[tuple[str, Any], ...]
"""The codes that a column writes, each with what it means."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the file, its title, what it says, and the codes it uses.

    ``is_words``: it holds what people wrote, and is not ticked at first. ``is_name``: it holds
    real names, which go only with a reason.
    """

    name: str
    title: Any
    about: Any = ""
    codes: Codes = ()
    is_words: bool = False
    is_name: bool = False

    @property
    def is_usual(self) -> bool:
        """Say whether it is ticked at first."""
        return not (self.is_words or self.is_name)


@dataclass(frozen=True, slots=True)
class Row:
    """One record that goes: of which kind, which, how sensitive, and its values by column.

    ``person`` is the key of the counterpart whose real names a column of names holds: the frame
    opens them, and enters that it did. ``sensitivity`` is that of the most sensitive record that
    the values rest on.
    """

    of: type[ScopedModel | MonthFigures]
    key: uuid.UUID
    sensitivity: int
    values: Mapping[str, Any]
    person: uuid.UUID | None = None

    @property
    def is_severe(self) -> bool:
        """Say whether it is for named colleagues only."""
        return self.sensitivity >= Sensitivity.SEVERE

    @property
    def mark(self) -> list[str]:
        """Return what names it in the request to a second person."""
        return [str(self.of._meta.model_name), self.key.hex]  # noqa: SLF001 - documented Meta API


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file is written of: the chosen columns, and the rows with nothing but them.

    ``mark`` is the highest sensitivity among the rows; the file carries it, with who and why.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    mark: Sensitivity
    purpose: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file: its ending, its media type, and what writes it, in memory."""

    name: str
    title: Any
    suffix: str
    media: str
    write: Callable[[Sheet], bytes]


Gather = Callable[[Asking, Mapping[str, str]], Iterable[Row]]
"""Return what whoever asks may see of a kind, narrowed by the filters of its screen."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of export. ``back`` names the page it is made from.

    ``of_one``: it is about one record, which a filter names, and is made from its page alone.
    """

    name: str
    title: Any
    columns: tuple[Column, ...]
    forms: tuple[Form, ...]
    gather: Gather
    back: str = "exports"
    filters: tuple[str, ...] = field(default=())
    of_one: bool = False

    def form(self, name: str) -> Form:
        """Return one of its forms; raises ``KeyError``."""
        return {form.name: form for form in self.forms}[name]
