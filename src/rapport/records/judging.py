"""Judging: what the rules find about each relationship, kept true as records and days change.

A relationship is judged again when something about it changes, and on the first day a rule could
say otherwise (``judge_again_on``), so that nothing has to be read over every morning.
"""

import secrets
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from rapport.records import chain, keeping_findings, note_flags, text_index
from rapport.records.hanging import relationships_of
from rapport.records.judged import judged
from rapport.records.keeping_findings import THERE, Changes, Kept
from rapport.records.models import (
    Circle,
    Finding,
    Mark,
    Relationship,
    ScopedModel,
    Store,
)
from rapport.records.names_in_clear import questions_for
from rapport.records.on_a_day import stale_on
from rapport.records.questions import about
from rapport.records.raw_rows import Key, among, as_uuid
from rapport.records.sealed_traces import Traces

_CHUNK = 500
_MOST_NAMES = 200


def rejudge(keys: Iterable[uuid.UUID], *, today: date) -> int:
    """Judge these relationships as of ``today``; return how many there were."""
    wanted = list(dict.fromkeys(keys))
    for start in range(0, len(wanted), _CHUNK):
        with transaction.atomic():
            _judge(wanted[start : start + _CHUNK], today)
    return len(wanted)


def rejudge_if_stale(keys: Iterable[uuid.UUID], *, today: date) -> None:
    """Judge those of these relationships that were not yet judged for the day."""
    rejudge(due(today).filter(pk__in=list(keys)).values_list("pk", flat=True), today=today)


def due(today: date) -> "QuerySet[Relationship]":
    """Return the relationships that were not yet judged for the day."""
    one, two, three = stale_on(today)
    return Relationship.objects.filter(one | two | three)


def due_in_order(today: date, *, first: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """Return whom to judge for the day, beginning with those of ``first``.

    What the first of them lead comes first, then what they back up, then all others.
    """
    place = {who: number for number, who in enumerate(first)}
    last = len(place)
    rows = due(today).values_list("pk", "lead_id", "backup_id")
    ordered = sorted(
        rows,
        key=lambda row: min(
            (place.get(row[1], last), 0) if row[1] in place else (last, 0),
            (place.get(row[2], last), 1) if row[2] in place else (last, 0),
        ),
    )
    return [key for key, _, _ in ordered]


def rejudge_beside(keys: Sequence[uuid.UUID], *, today: date) -> int:
    """Judge a few relationships while others may be writing; return how many there were.

    Writers wait: each holds the store while it writes and judges, so that nothing is judged by
    what was there before them.
    """
    with transaction.atomic():
        chain.lock_store()
        _judge(keys, today)
    return len(keys)


def rejudge_all(*, today: date, on_progress: Callable[[int, int], None] | None = None) -> int:
    """Judge every relationship; return how many there were."""
    keys = list(Relationship.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), _CHUNK):
        rejudge(keys[start : start + _CHUNK], today=today)
        if on_progress:
            on_progress(min(start + _CHUNK, len(keys)), len(keys))
    return len(keys)


def judge_all_again() -> None:
    """Have every relationship judged anew by whoever reads next: the rules may have changed."""
    Relationship.objects.update(judged_on=None)


def mark_all() -> set[uuid.UUID]:
    """Read the words of every record again: an office may have changed the words to mind.

    Returns the relationships about which something is marked otherwise now.
    """
    touched: set[uuid.UUID] = set()
    traces = Traces()
    for model, rows in _every_text():
        touched |= _mark(model, rows, traces)
    return touched


def _every_text() -> Iterator[tuple[type[ScopedModel], list[ScopedModel]]]:
    """Yield all records that have words, some at a time, with their kind."""
    for model in note_flags.marked_kinds():
        rows: Iterator[ScopedModel] = model.objects.order_by("pk").iterator(chunk_size=_CHUNK)
        while some := list(islice(rows, _CHUNK)):
            yield model, some


def mark_notes_with(*names: str, today: date) -> None:
    """Read again the texts with names just sealed, or no longer; judge whom they are about."""
    if not names:
        return
    if len(names) > _MOST_NAMES:
        rejudge(mark_all(), today=today)
        return
    circles = list(Circle.objects.values_list("pk", flat=True))
    found: dict[str, set[uuid.UUID]] = defaultdict(set)
    for question in questions_for(names, text_index.vocabulary()):
        for hit in _texts_with(question, circles):
            found[hit.kind].add(hit.row)
    touched: set[uuid.UUID] = set()
    traces = Traces()
    for model in note_flags.marked_kinds():
        ordered = sorted(found[str(model._meta.model_name)])  # noqa: SLF001 - Meta API
        for start in range(0, len(ordered), _CHUNK):
            rows = model.objects.filter(pk__in=ordered[start : start + _CHUNK])
            touched |= _mark(model, list(rows), traces)
    rejudge(touched, today=today)


def _texts_with(question: str, circles: Sequence[uuid.UUID]) -> Iterator[text_index.Hit]:
    before: int | None = None
    while hits := text_index.find(question, circles=circles, before=before, limit=_CHUNK):
        yield from hits
        before = hits[-1].entry


def _mark(model: type[ScopedModel], rows: Sequence[ScopedModel], traces: Traces) -> set[uuid.UUID]:
    """Mark records of one kind; return the relationships about which one is marked otherwise."""
    keys = [row.pk for row in rows]
    there = {one.row: _said(one) for one in _marks_of_rows(keys)}
    marks = note_flags.marks_of(rows, traces)
    now = {one.row: _said(one) for one in marks}
    changed = [key for key in keys if there.get(key) != now.get(key)]
    if not changed:
        return set()
    different = set(changed)
    note_flags.write(changed, [one for one in marks if one.row in different])
    about = relationships_of(model, changed, noticed=True)
    return {relationship for relationships in about.values() for relationship in relationships}


def _marks_of_rows(keys: Sequence[uuid.UUID]) -> Iterator[Mark]:
    for start in range(0, len(keys), _CHUNK):
        yield from Mark.objects.filter(row__in=keys[start : start + _CHUNK])


def _said(mark: Mark) -> tuple[Any, ...]:
    place = (mark.about, mark.circle_id, mark.sensitivity, mark.on)
    return (*place, mark.names, mark.words, mark.private, mark.loaded)


def _judge(keys: Sequence[uuid.UUID], today: date) -> None:
    """Judge, and write what differs from what is there: mostly little does."""
    renewed: list[Key] = []
    found = Changes()
    derived: list[tuple[Any, tuple[Any, ...], tuple[Any, ...]]] = []
    there = _there(keys)
    for one, rows, now in judged(keys, today):
        if there is None:
            renewed.append(one.key)
            found.new.extend(rows)
        else:
            found.add(there.get(one.key, []), rows)
        if now != one.derived:
            derived.append((one.key, one.derived, now))
    if renewed or found.any or derived:  # first: whoever records has the store's row first, too
        Store.objects.update(judged=secrets.randbits(62))
    if renewed:
        whose = among([as_uuid(key) for key in renewed])
        rows_there = Finding.objects.filter(relationship__in=whose)
        rows_there._raw_delete(rows_there.db)  # noqa: SLF001 - nothing hangs on a finding
    keeping_findings.write(found)
    keeping_findings.write_derived(derived)


def _there(keys: Sequence[uuid.UUID]) -> dict[Key, list[Kept]] | None:
    """Return the findings that are there.

    PostgreSQL keeps JSON in a form of its own, so there it is not known.
    """
    if connection.vendor == "postgresql":
        return None
    answer: dict[Key, list[Kept]] = {}
    for row in THERE.ask(about(keys)):
        answer.setdefault(row[1], []).append(Kept(row[0], row[1:]))
    return answer
