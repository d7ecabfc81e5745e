"""A person's own record, to be handed to them: what we keep of them, and nobody else's name.

It has every kind of record that is about a person, found from the models, so that a kind added
later cannot be forgotten. What was observed and what is our reading are kept apart.
"""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from rapport.briefings.names_of_others import names_of_others
from rapport.briefings.record_labels import LABELS
from rapport.briefings.ties_on_record import on_record
from rapport.names import Mask
from rapport.records.asking import Asking
from rapport.records.entry import entered_columns
from rapport.records.feasts import FEASTS
from rapport.records.models import (
    Ask,
    Colleague,
    Commitment,
    Connection,
    Cost,
    Counterpart,
    Debrief,
    Disclosure,
    Gift,
    Holder,
    Insight,
    Interaction,
    Interest,
    Meeting,
    Nature,
    Occasion,
    Phase,
    Relationship,
    Safety,
    ScopedModel,
    SealedName,
    Stage,
    Step,
    Tenure,
    Tie,
    Waiver,
    Weight,
    Within,
)
from rapport.records.operations import recorded_models

READING = ("interpretations", "unexpected", "lesson")
"""The columns in which a record keeps how we read something, apart from what passed."""

AMONG_US = frozenset({"bottom_line"})
"""Columns that are not about them: the least we can live with is ours, and is never handed over."""

HEADINGS: dict[type[ScopedModel], Any] = {
    Counterpart: _("Who they are"),
    Relationship: _("Between us"),
    Interaction: _("Contact history"),
    Meeting: _("Planned meetings"),
    Disclosure: _("What we shared"),
    Commitment: _("Promises"),
    Ask: _("Requests"),
    Debrief: _("Debriefs"),
    Occasion: _("Important dates"),
    Tenure: _("Posts"),
    Tie: _("Ties"),
    Step: _("Stage and phase changes"),
    Holder: _("Leads so far"),
    Connection: _("Connections"),
    Interest: _("Conflicts of interest"),
    Gift: _("Gifts and favours"),
    Waiver: _("Snoozed reminders"),
}
"""Headings in the order of the page; a kind without one stands after them under its own name."""

_WORDS: dict[str, Any] = {
    **{code: feast.name for code, feast in FEASTS.items()},
    **dict(Phase.choices),
    **dict(Stage.choices),
}
"""What stands in columns that have no choices of their own: a feast, what a step leads to."""


_LISTED: dict[Any, Any] = {**dict(Cost.choices), **dict(Weight.choices)}
"""What stands in a list within a list: what a yes may cost them, and how heavily it weighs."""


@dataclass(frozen=True, slots=True)
class Line:
    """One record: its day, and its columns as ``(label, value)``; no label for its main words.

    ``until`` is its last day, where it is of several.
    """

    on: dt.date | None
    columns: tuple[tuple[str, str], ...]
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The records of one kind under their heading."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """What we keep of one person: what was observed, and, apart, how we read it.

    ``sealed_names`` says how many real names are kept sealed: to open them is recorded, so they are
    shown elsewhere.
    """

    relationship: uuid.UUID
    alias: str
    observed: tuple[Part, ...]
    read: tuple[Part, ...]
    sealed_names: int


def person_record(asking: Asking, key: uuid.UUID) -> PersonRecord:
    """Return the record of one person as far as whoever asks may see; raises ``NotThere``."""
    me = asking.me
    relationship: Relationship = Relationship.objects.one_visible_to(me, key)
    mask = Mask(names_of_others(me, relationship), gettext("[another person]"))
    observed: list[Part] = []
    read: list[Part] = []
    for kind in _kinds():
        rows = _rows(kind, me, relationship)
        heading = str(HEADINGS.get(kind, kind._meta.verbose_name))  # noqa: SLF001 - Meta API
        if kind is Insight:
            _split_notes(rows, mask, observed, read)
        elif kind is Tie:
            _add(observed, heading, [Line(*one) for one in on_record(asking, relationship, mask)])
        else:
            columns = [name for name in _shown(kind) if name not in READING]
            _add(observed, heading, [_line(row, columns, mask) for row in rows])
            how_we_read = [name for name in _shown(kind) if name in READING]
            _add(read, heading, [_line(row, how_we_read, mask) for row in rows])
    return PersonRecord(
        relationship=relationship.pk,
        alias=relationship.called,
        observed=tuple(observed),
        read=tuple(read),
        sealed_names=relationship.person.sealed_names.count(),
    )


def _kinds() -> Iterator[type[ScopedModel]]:
    """Yield every kind that is about a person, in the order of the page; names are counted."""
    about = [
        kind
        for kind in recorded_models().values()
        if issubclass(kind, ScopedModel) and kind.LINK is not None and kind is not SealedName
    ]
    yield from (kind for kind in HEADINGS if kind in about)
    yield from (kind for kind in about if kind not in HEADINGS)


def _rows(kind: type[ScopedModel], me: Colleague, relationship: Relationship) -> list[Any]:
    """Return the rows of a kind about this person that ``me`` may see, the oldest first.

    What is one colleague's alone is not what the office keeps: it is the same record whoever
    hands it out.
    """
    link = kind.LINK
    if link is None:
        return []
    theirs = link.theirs.removesuffix("_id")
    about = Relationship.objects.filter(pk=relationship.pk).values(theirs)
    rows = kind.objects.visible_to(me).nobodys_own().filter(**{f"{link.ours}__in": about})
    return list(rows.distinct().order_by("pk"))


def _shown(kind: type[ScopedModel]) -> list[str]:
    """Return the columns of a kind that say something of the person, its main words first."""
    columns = entered_columns(kind)
    texts = [name for name in kind.TEXTS if name in columns]
    days = (kind.SHOWN.day, kind.SHOWN.until) if kind.SHOWN else ()
    rest = [name for name in columns if name not in texts and name not in days]
    shown = [*texts, *rest, *(("expires",) if kind.ENDS else ())]
    return [name for name in shown if name not in AMONG_US]


def _split_notes(rows: Sequence[Any], mask: Mask, observed: list[Part], read: list[Part]) -> None:
    """Put notes of ours where they belong: what was observed, or how we read it."""
    columns = _shown(Insight)
    facts = [row for row in rows if row.nature == Nature.FACT]
    others = [row for row in rows if row.nature != Nature.FACT]
    _add(observed, gettext("Recorded as fact"), [_line(row, columns, mask) for row in facts])
    _add(
        read,
        gettext("Recorded as our interpretation"),
        [_line(row, columns, mask) for row in others],
    )


def _add(parts: list[Part], heading: str, lines: list[Line]) -> None:
    said = tuple(line for line in lines if line.columns)
    if said:
        parts.append(Part(heading, said))


def _line(row: Any, columns: Sequence[str], mask: Mask) -> Line:
    kind = type(row)
    main = kind.TEXTS[0] if kind.TEXTS else ""
    said = []
    for name in columns:
        column = kind._meta.get_field(name)  # noqa: SLF001 - documented Meta API
        value = _said(column, getattr(row, name))
        unsaid = name == main or (column.choices and name not in LABELS)
        label = "" if unsaid else _label(column)
        if value is True:
            said.append((label, ""))
        elif value:
            said.append((label, mask.over(str(value))))
    on = getattr(row, kind.SHOWN.day) if kind.SHOWN else None
    return Line(on, tuple(said), row.happened_until)


def _label(column: Any) -> str:
    return str(LABELS.get(column.name, column.verbose_name))


def _said(column: Any, value: Any) -> Any:
    """Return what a column says: a choice by its label, a yes as True, nothing as empty."""
    if column.choices:
        return str(dict(column.flatchoices).get(value, "")) if value not in ("", None) else ""
    if isinstance(value, dt.date):
        return _said_day(value.isoformat())
    if isinstance(value, list):
        return " · ".join(filter(None, map(_of_list, value)))
    if value is True or value in (False, None):
        return value or ""
    return str(_WORDS.get(str(value), value))


def _said_day(written: str) -> str:
    day = dt.date.fromisoformat(written) if written else None
    return formats.date_format(day, pgettext("date format", "j M Y")) if day else ""


def _of_list(value: Any) -> str:
    """Return an entry of a list; of a way to reach them, what it is and how safe."""
    if isinstance(value, dict):
        said = [value.get("channel"), Safety(value["safety"]).label if "safety" in value else ""]
        said.append(Within(value["within"]).label if value.get("within") else "")
        said += [value.get("note"), _said_day(value.get("verified_on") or "")]
        return " ".join(str(one) for one in said if one)
    if isinstance(value, list):
        return " ".join(str(_LISTED.get(one, one)) for one in value)
    return str(value)
