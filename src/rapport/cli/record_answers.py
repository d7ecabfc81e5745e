"""Noting and correcting one thing at a prompt; loaded once a store is open."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from rapport.actions import asks, by_kind, care, commitments, interactions, relationships
from rapport.actions.kind_ways import Way
from rapport.cli import actor_answers, agreement_answers, gate_answers, opening
from rapport.cli.answers import say, undo_line
from rapport.cli.people_answers import a_key, briefing_on, check_choice
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.entry import from_words
from rapport.records.models import Ask, Interaction, Phase, Relationship
from rapport.records.operations import recorded_models
from rapport.records.refusals import CannotBe


def note(store: Asking, kind: str, alias: str, values: Sequence[str]) -> None:
    """Note one thing about somebody we deal with, a person or a group."""
    kinds = ("ask", *by_kind.noted_kinds())
    _check_word(kind, kinds)
    about = briefing_on(store, alias).header.relationship
    if kind == "ask":
        of_ask, rest = _of_request(store, values)
        told = from_words(Ask, parted(rest)) | of_ask
        say_done(asks.plan_ask(store, relationship=about, **told), "Added.")
        return
    gate, fields = _gate_named(store, values) if kind == "agreement" else ({}, values)
    say_done(_do(store, by_kind.noting(kind), kind, about, fields, **gate), "Added.")


def change(store: Asking, kind: str, key: str, values: Sequence[str]) -> None:
    """Change one record."""
    if kind == "interaction":
        changed = from_words(Interaction, parted(values))
        say_done(interactions.change_interaction(store, key=a_key(key), **changed), "Changed.")
        return
    more: dict[str, Any] = {}
    rest = values
    if kind in ("ask", "agreement"):
        more, rest = (_of_request if kind == "ask" else _gate_named)(store, values)
    done = _do(store, by_kind.changing(kind), kind, _meant(store, kind, key), rest, **more)
    say_done(done, "Changed.")


def act(store: Asking, kind: str, of: str, what: str, values: Sequence[str]) -> None:
    """Do what else a kind can; a group or somebody we deal with is named, or given by its key."""
    _check_word(what, by_kind.done_with(kind))
    key = _meant(store, kind, of)
    say_done(_do(store, by_kind.doing(kind, what), kind, key, values), "Done.")


def _meant(store: Asking, kind: str, of: str) -> UUID:
    """Return the key of a record: written, or that of the group or person a name means."""
    try:
        return UUID(of)
    except ValueError:
        if kind == "actor":
            return actor_answers.actor_named(store, of)
        if kind == "gate":
            return gate_answers.gate_named(store, of).pk
        if kind == "agreement":
            return agreement_answers.page_on(store, of).line.key
        return briefing_on(store, of).header.relationship if kind == "relationship" else a_key(of)


def _do(
    store: Asking, way: Way, kind: str, key: UUID, values: Sequence[str], **more: Any
) -> Change[Any]:
    said = parted(values)
    for name in said.keys() & way.columns.keys():
        if way.columns[name].related_model is Relationship:
            said[name] = str(_meant(store, "relationship", said[name]))
    told = from_words(recorded_models()[kind], said, way.columns)
    return way.do(store, key, {**told, **more})


def _check_word(word: str, words: Sequence[str]) -> None:
    if word not in words:
        raise CannotBe(
            "%(word)s is not one of: %(words)s.",
            next_step="Write one of them.",
            word=word,
            words=", ".join(words),
        )


def late(store: Asking, key: str, due: date) -> None:
    """Note that they were told of a new day."""
    say_done(
        commitments.tell_late(store, key=a_key(key), due=due),
        "Recorded; the promise is still open.",
    )


def keep(store: Asking, key: str, until: date, why: str) -> None:
    """Keep a note longer."""
    say_done(care.keep_note(store, key=a_key(key), until=until, reason=why), "Kept.")


def phase(store: Asking, alias: str, to: str, why: str) -> None:
    """Switch the phase."""
    check_choice(to, Phase)
    about = briefing_on(store, alias).header.relationship
    say_done(relationships.switch_phase(store, key=about, phase=to, reason=why), "Phase changed.")


def lead(store: Asking, alias: str, colleague: str, since: date | None) -> None:
    """Offer the lead to a colleague, or take it oneself."""
    about = briefing_on(store, alias).header.relationship
    who = opening.colleague_named(colleague)
    change = relationships.set_lead(store, key=about, lead=who, since=since)
    leads = change.row.lead_id == who
    say_done(change, "You lead now." if leads else f"Offered: {colleague} leads once they accept.")


def parted(values: Sequence[str]) -> dict[str, str]:
    """Return fields written as ``name=value`` by their names."""
    told = {}
    for value in values:
        name, sign, text = value.partition("=")
        if not sign:
            raise CannotBe(
                "%(word)s is not a field with its value.",
                next_step='Write name=value, such as text="Six trucks".',
                word=value[:40],
            )
        told[name] = text
    return told


def _of_request(store: Asking, values: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """Return what only a request has, taken out of its fields: its costs and its gate.

    ``cost=superiors:2:Nothing in public`` may be said many times; together they are all its costs,
    and ``cost=`` alone says that there is none. ``gate=`` is the name of a gate, or a part of it.
    """
    of_ask, rest = _gate_named(store, values)
    rest = [one for one in rest if one.partition("=")[0] != "cost"]
    if costs := [one.partition("=")[2] for one in values if one.startswith("cost=")]:
        of_ask["costs"] = [_cost(one) for one in costs if one]
    return of_ask, rest


def _gate_named(store: Asking, values: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """Return the gate a field names by its name or a part of it, taken out of the fields."""
    rest = [one for one in values if not one.startswith("gate=")]
    told = parted([one for one in values if one.startswith("gate=")])
    if "gate" not in told:
        return {}, rest
    name = told["gate"]
    return {"gate": gate_answers.gate_named(store, name).pk if name else None}, rest


def _cost(said: str) -> list[Any]:
    cost, _, weighed = said.partition(":")
    weight, _, softened = weighed.partition(":")
    return [cost, int(weight) if weight.isdecimal() and len(weight) < 4 else weight, softened]


def say_done(change: Change[Any], done: str) -> None:
    """Say what was done, and how to undo it."""
    say(done, undo_line(change.key))
