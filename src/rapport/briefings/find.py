"""Finding by words: people by name, notes by what they say, of people, groups, gates, mandates."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from rapport.briefings.called_here import called_here
from rapport.briefings.people import Person, named
from rapport.names import snippet
from rapport.records import text_index
from rapport.records.asking import Asking
from rapport.records.ending import standing
from rapport.records.hanging import relationships_of
from rapport.records.models import (
    Actor,
    Agreement,
    AgreementParty,
    Colleague,
    Gate,
    Mandate,
    Tie,
)
from rapport.records.models.agreements import OfAgreement
from rapport.records.models.gates import OfGate
from rapport.records.models.people import OfActor
from rapport.records.operations import recorded_models
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among

PAGE = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A note in which every word was found. ``pieces`` are ``(text, is_hit)``.

    It leads to the page of an ``agreement``, of a person (``relationship``), of a ``gate``, of an
    ``actor``, or, with none, to its place among the mandates; ``alias`` is what that is called, or
    with whom something was agreed.
    """

    kind: str
    row: uuid.UUID
    relationship: uuid.UUID | None
    alias: str
    on: date | None
    pieces: tuple[tuple[str, bool], ...]
    until: date | None = None
    gate: uuid.UUID | None = None
    actor: uuid.UUID | None = None
    agreement: uuid.UUID | None = None


class _Page(NamedTuple):
    """The page a note leads to: a person's, a gate's, a group's, or that of mandates."""

    called: str
    relationship: uuid.UUID | None = None
    gate: uuid.UUID | None = None
    actor: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Finds:
    """What a search found: people first, then notes, newest recorded first."""

    text: str
    people: tuple[Person, ...]
    notes: tuple[Found, ...]
    following: str


def find(asking: Asking, text: str, *, before: int | None = None) -> Finds:
    """Return what whoever asks may see that has every word of ``text``, and has not ended."""
    text = text.strip()
    if not text:
        return Finds("", (), (), "")
    people = () if before else named(asking.me, text)
    found, more = _seen(asking, text, before)
    notes = tuple(note for _, note in found)
    return Finds(text, people, notes, str(found[-1][0]) if more else "")


def _seen(asking: Asking, text: str, before: int | None) -> tuple[list[tuple[int, Found]], bool]:
    """Return a page of notes with their places in the index, and whether there are more.

    Notes that are hidden count for nothing: a page that they made shorter, or that went on because
    of them, would tell that they are there.
    """
    seen: list[tuple[int, Found]] = []
    circles = asking.me.readable_circles()
    while len(seen) <= PAGE:
        hits = text_index.find(text, circles=circles, before=before, limit=PAGE + 1)
        seen += _notes(asking, hits, text)
        if len(hits) <= PAGE:
            break
        before = hits[-1].entry
    return seen[:PAGE], len(seen) > PAGE


def _notes(asking: Asking, hits: list[text_index.Hit], text: str) -> list[tuple[int, Found]]:
    me = asking.me
    by_kind: dict[str, list[uuid.UUID]] = defaultdict(list)
    for hit in hits:
        by_kind[hit.kind].append(hit.row)
    rows: dict[uuid.UUID, Any] = {}
    for kind, keys in by_kind.items():
        rows.update({row.pk: row for row in _standing(me, kind, keys, asking.day)})
    mandates = {key: _Page(row.title) for key, row in rows.items() if isinstance(row, Mandate)}
    pages = {**_of_actors(me, rows), **_about(me, rows), **_of_gates(me, rows), **mandates}
    return [
        (
            hit.entry,
            Found(
                kind=hit.kind,
                row=hit.row,
                relationship=pages[hit.row].relationship,
                alias=pages[hit.row].called,
                on=rows[hit.row].happened_on,
                pieces=tuple(snippet(_text(rows[hit.row]), text)),
                until=rows[hit.row].happened_until,
                gate=pages[hit.row].gate,
                actor=pages[hit.row].actor,
                agreement=_agreement(rows[hit.row]),
            ),
        )
        for hit in hits
        if hit.row in rows and hit.row in pages
    ]


@prepared
def _standing(me: Colleague, kind: str, keys: list[uuid.UUID], day: date) -> "QuerySet[Any]":
    """Return records of a kind, named as in the log, of those I may see and that have not ended."""
    model: Any = recorded_models()[kind]
    return standing(model, me, day).filter(pk__in=among(keys))


def _agreement(row: Any) -> uuid.UUID | None:
    """Return the agreement a note is, or belongs to; whoever sees the note sees that too."""
    key: uuid.UUID | None = row.pk if isinstance(row, Agreement) else None
    return row.agreement_id if isinstance(row, OfAgreement | AgreementParty) else key


def _about(me: Colleague, rows: dict[uuid.UUID, Any]) -> dict[uuid.UUID, _Page]:
    """Return, for each note, the page of the first visible relationship it is about."""
    by_kind: dict[Any, list[uuid.UUID]] = defaultdict(list)
    for key, row in rows.items():
        by_kind[type(row)].append(key)
    about: dict[uuid.UUID, list[uuid.UUID]] = {}
    for model, keys in by_kind.items():
        about.update(relationships_of(model, keys))
    every = {key for keys in about.values() for key in keys}
    seen = {key: _Page(called, relationship=key) for key, called in called_here(me, list(every))}
    return {
        row: next(seen[key] for key in keys if key in seen)
        for row, keys in about.items()
        if not seen.keys().isdisjoint(keys)
    }


def _of_gates(me: Colleague, rows: dict[uuid.UUID, Any]) -> dict[uuid.UUID, _Page]:
    """Return, for each note of a gate, the page of that gate."""
    gates = {key: row.pk for key, row in rows.items() if isinstance(row, Gate)}
    gates |= {key: row.gate_id for key, row in rows.items() if isinstance(row, OfGate)}
    names = dict(_gates(me, list({*gates.values()}))) if gates else {}
    return {row: _Page(names[gate], gate=gate) for row, gate in gates.items() if gate in names}


def _of_actors(me: Colleague, rows: dict[uuid.UUID, Any]) -> dict[uuid.UUID, _Page]:
    """Return, for each note of a group, or of ties between groups, the page of that group."""
    actors: dict[uuid.UUID, uuid.UUID | None] = {
        key: row.pk for key, row in rows.items() if isinstance(row, Actor)
    }
    actors |= {key: row.actor_id for key, row in rows.items() if isinstance(row, OfActor)}
    actors |= {key: row.actor_id for key, row in rows.items() if isinstance(row, AgreementParty)}
    ties = {key: row for key, row in rows.items() if isinstance(row, Tie)}
    actors |= {key: tie.actor_id or tie.other_actor_id for key, tie in ties.items()}
    wanted = {actor for actor in actors.values() if actor is not None}
    seen = Actor.objects.visible_to(me).in_bulk(wanted) if wanted else {}
    return {
        row: _Page(seen[actor].name, actor=actor)
        for row, actor in actors.items()
        if actor is not None and actor in seen
    }


@prepared
def _gates(me: Colleague, gates: list[uuid.UUID]) -> "QuerySet[Gate, tuple[uuid.UUID, str]]":
    rows: QuerySet[Gate] = Gate.objects.visible_to(me)
    return rows.filter(pk__in=among(gates)).values_list("pk", "name")


def _text(row: Any) -> str:
    return " · ".join(row.texts())
