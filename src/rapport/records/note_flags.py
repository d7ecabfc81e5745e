"""Marks on texts, made as they are written: hard, private and loaded words, names in the clear.

The rules on care with data read these marks instead of every text again. A mark must not tell that
somebody is known in another circle: a name counts only in texts of its own circle, and that of a
person for named people only in texts about that very person. Nor must a text tell of itself to
those who may not read it: what is for named people only is minded where they are named.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import F
from django.db.models.expressions import RawSQL

from rapport.records.hanging import link_of, noticed_at, relationships_of
from rapport.records.models import (
    LoggedModel,
    Mark,
    Office,
    Relationship,
    ScopedModel,
    Sensitivity,
)
from rapport.records.models.scoped import AboutRelationship
from rapport.records.names_in_clear import Name, names_in
from rapport.records.raw_rows import among
from rapport.records.sealed_traces import Traces
from rapport.records.text_index import worded_kinds
from rapport.rules.hard_words import hard_words_in, loaded_words_in, private_words_in

_CHUNK = 500

Minded = tuple[int, list[str], list[str], list[str]]
"""What is to be minded in a text: how many names, which hard, private and loaded words."""


@cache
def marked_kinds() -> tuple[type[ScopedModel], ...]:
    """Return the kinds with words on which the findings of a relationship rest.

    What is of no person is not among them, though its words are found (``text_index``).
    """
    return tuple(model for model in worded_kinds() if noticed_at(model) is not None)


def text_of(row: ScopedModel) -> str:
    """Return all that people wrote in a record."""
    return "\n".join(row.texts())


def mark(
    model: type[LoggedModel],
    fresh: Sequence[LoggedModel],
    changed: Sequence[LoggedModel],
    traces: Traces | None = None,
) -> None:
    """Mark rows of one kind that were just written, with their parts."""
    if model in marked_kinds():
        rows: list[Any] = [*fresh, *changed]
        write([row.pk for row in changed], marks_of(rows, traces))


def marks_of(rows: Sequence[ScopedModel], traces: Traces | None = None) -> list[Mark]:
    """Return the marks of rows of one kind, not yet stored; most texts have none.

    ``traces`` are those of sealed names, as :func:`names_in` keeps them.
    """
    worded = {row.pk: row for row in rows if any(row.texts())}
    about = _told_at(list(worded.values()))
    if not about:
        return []
    minded = _minded([worded[key] for key in about], traces)
    return [_mark(worded[key], about[key], said) for key, said in minded.items() if any(said)]


def write(keys: Sequence[uuid.UUID], marks: Sequence[Mark]) -> None:
    """Put marks in the place of those that these rows have."""
    forget(keys)
    Mark.objects.bulk_create(marks, batch_size=200)


def forget(keys: Sequence[uuid.UUID]) -> None:
    """Drop the marks of rows."""
    for start in range(0, len(keys), _CHUNK):
        rows = Mark.objects.filter(row__in=keys[start : start + _CHUNK])
        rows._raw_delete(rows.db)  # noqa: SLF001 - nothing hangs on a mark


def marks_about(wanted: RawSQL) -> Iterator[tuple[Any, ...]]:
    """Yield what is minded about relationships, as the driver gives it, in one question.

    Each is ``(relationship, kind, row, on, names, words, private, loaded)``, in order of the rows.
    """
    (keys,) = wanted.params
    statement, count = _about_any()
    severe = Sensitivity.SEVERE.value
    with connection.cursor() as cursor:
        cursor.execute(statement, [*[keys] * count, severe, severe])
        yield from cursor.fetchall()


@cache
def _about_any() -> tuple[str, int]:
    """Return the question of :func:`marks_about`, and how often it names the relationships.

    Its words are made once a process: to put it into SQL takes longer than to answer it for one.
    """
    told: list[str] = []
    for theirs in sorted({link.theirs for model in marked_kinds() if (link := noticed_at(model))}):
        rows = Relationship.objects.filter(pk__in=among([])).annotate(about=F(theirs)).order_by()
        places = rows.values_list("pk", "circle_id", "sensitivity", "about")
        statement, (_keys,) = places.query.sql_with_params()
        told.append(statement)
    return _ABOUT.format(told=" UNION ALL ".join(told)), len(told)


_ABOUT = (
    "WITH told (relationship, circle, sensitivity, about) AS ({told})"
    ' SELECT told.relationship, m.kind, m."row", m."on", m.names, m.words, m.private, m.loaded'
    " FROM told JOIN records_mark m ON m.about = told.about AND m.circle_id = told.circle"
    " AND (m.sensitivity < %s OR told.sensitivity >= %s)"
    ' ORDER BY m."row"'
)


def _told_at(rows: Sequence[ScopedModel]) -> dict[uuid.UUID, uuid.UUID]:
    """Return what leads to whom a finding on each row of one kind is told; of some, to nobody.

    It is of somebody, and everybody who sees them sees the row.
    """
    link = noticed_at(type(rows[0])) if rows else None
    if link is None:
        return {}
    if rows[0].JOINS:
        return dict(_told_at_an_end(rows))
    return {
        row.pk: about
        for row in rows
        if (about := getattr(row, link.ours)) is not None
        and (row.LINK is not None or row.sensitivity < Sensitivity.SEVERE)
    }


def _told_at_an_end(rows: Sequence[ScopedModel]) -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
    """Yield rows that join things with the relationship at whose page they are told.

    Whoever sees that one must see all the others: they lie in one circle with the row, and none
    is for named people only but it, and what hangs on it.
    """
    columns = {name: _joined(type(rows[0]), name) for name in rows[0].JOINS}
    severe: dict[uuid.UUID, bool] = {}
    of: dict[uuid.UUID, uuid.UUID] = {}
    within: set[tuple[uuid.UUID, uuid.UUID]] = set()
    for model in set(columns.values()):
        named = (getattr(row, f"{name}_id") for row in rows for name in _of(columns, model))
        places = model.objects.filter(pk__in=among([key for key in named if key is not None]))
        if issubclass(model, AboutRelationship):
            of |= dict(places.values_list("pk", "relationship_id"))
        for key, circle, sensitivity in places.values_list("pk", "circle_id", "sensitivity"):
            severe[key] = sensitivity >= Sensitivity.SEVERE
            within.add((key, circle))
    for row in rows:
        ends = {name: key for name in columns if (key := getattr(row, f"{name}_id")) is not None}
        people = [ends[name] for name in _of(columns, Relationship) if name in ends]
        people.sort(key=lambda key: not severe.get(key, True))
        others = [key for key in ends.values() if of.get(key, key) not in people[:1]]
        here = all((key, row.circle_id) in within for key in ends.values())
        if people and here and not any(severe[key] for key in others):
            yield row.pk, people[0]


def _joined(model: type[ScopedModel], column: str) -> Any:
    return model._meta.get_field(column).related_model  # noqa: SLF001 - documented Meta API


def _of(columns: Mapping[str, Any], model: Any) -> list[str]:
    return [name for name, joined in columns.items() if joined is model]


def _mark(row: ScopedModel, about: uuid.UUID, minded: Minded) -> Mark:
    names, words, private, loaded = minded
    return Mark(
        kind=str(type(row)._meta.model_name),  # noqa: SLF001 - documented Meta API
        row=row.pk,
        about=about,
        circle_id=row.circle_id,
        sensitivity=row.sensitivity,
        on=row.happened_on,
        names=names,
        words=words,
        private=private,
        loaded=loaded,
    )


def _minded(rows: Sequence[ScopedModel], traces: Traces | None) -> dict[uuid.UUID, Minded]:
    own = _office_words(rows)
    texts = {row.pk: text_of(row) for row in rows}
    clear = _names_in_clear(rows, texts, traces)
    return {
        row.pk: (
            clear[row.pk],
            list(hard_words_in(texts[row.pk], own[row.office_id]["D04"])),
            []
            if row.needs_what_is_private()
            else list(private_words_in(texts[row.pk], own[row.office_id]["D03"])),
            list(loaded_words_in("\n".join(row.in_our_voice()), own[row.office_id]["R06"])),
        )
        for row in rows
    }


def _office_words(rows: Sequence[ScopedModel]) -> Mapping[uuid.UUID, Mapping[str, tuple[str, ...]]]:
    """Return the words each office has added to the lists, by the rule that minds them."""
    offices = {row.office_id for row in rows}
    found = Office.objects.filter(pk__in=offices).values_list("pk", "rule_settings")
    return {
        key: {code: tuple(settings.get(code, {}).get("words", ())) for code in _MINDING}
        for key, settings in found
    }


_MINDING = ("D03", "D04", "R06")


def _names_in_clear(
    rows: Sequence[ScopedModel], texts: Mapping[uuid.UUID, str], traces: Traces | None
) -> dict[uuid.UUID, int]:
    """Count, for each row, the sealed names that stand in its text and that it may tell of."""
    found = names_in(texts, traces)
    about = _about(row for row in rows if any(name.severe for name in found[row.pk]))
    return {row.pk: sum(_may_tell(row, name, about) for name in found[row.pk]) for row in rows}


def rows_with_names(keys: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return which of these records have a sealed name in the clear somewhere in their words."""
    marked = Mark.objects.filter(row__in=list(keys), names__gt=0)
    return set(marked.values_list("row", flat=True))


def with_real_names(
    texts: Iterable[str], *, circle: uuid.UUID, counterpart: uuid.UUID | None = None
) -> frozenset[str]:
    """Return the texts in which a sealed name of the circle stands.

    The name of somebody for named people only counts in texts about that ``counterpart``.
    """
    return frozenset(
        text
        for text, names in names_in({text: text for text in texts}).items()
        if any(
            name.circle == circle and (not name.severe or name.counterpart == counterpart)
            for name in names
        )
    )


def with_names_known_in(texts: Iterable[str], *, circles: Collection[uuid.UUID]) -> frozenset[str]:
    """Return the texts in which a sealed name of one of these circles stands.

    For texts that a whole office reads. Somebody for named people only is not told of.
    """
    named = names_in({text: text for text in texts})
    return frozenset(
        text
        for text, names in named.items()
        if any(name.circle in circles and not name.severe for name in names)
    )


def _may_tell(row: ScopedModel, name: Name, about: Mapping[uuid.UUID, set[uuid.UUID]]) -> bool:
    here = name.circle == row.circle_id
    return here and (not name.severe or name.counterpart in about.get(row.pk, ()))


def _about(rows: Iterable[ScopedModel]) -> Mapping[uuid.UUID, set[uuid.UUID]]:
    """Return the counterparts that each of these rows of one kind is about."""
    asked = list(rows)
    if not asked or link_of(type(asked[0])) is None:
        return {}
    found = relationships_of(type(asked[0]), (row.pk for row in asked))
    every = {key for keys in found.values() for key in keys}
    whose = dict(Relationship.objects.filter(pk__in=every).values_list("pk", "counterpart_id"))
    about: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for row, keys in found.items():
        about[row].update(whose[key] for key in keys if whose[key] is not None)
    return about
