"""Noting and correcting one thing at a prompt; loaded once a store is open."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from rapport.actions import (
    asks,
    care,
    commitments,
    correcting,
    insights,
    interactions,
    occasions,
    relationships,
)
from rapport.cli import gate_answers, opening
from rapport.cli.answers import say, undo_line
from rapport.cli.people_answers import a_key, briefing_on, check_choice
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.entry import from_words
from rapport.records.models import Interaction, Phase
from rapport.records.operations import recorded_models
from rapport.records.refusals import CannotBe

_NOTED: Mapping[str, Callable[..., Change[Any]]] = {
    "ask": asks.plan_ask,
    "commitment": commitments.make_commitment,
    "insight": insights.note_insight,
    "disclosure": insights.tell,
    "occasion": occasions.note_occasion,
}


def note(store: Asking, kind: str, alias: str, values: Sequence[str]) -> None:
    """Note one thing about one counterpart."""
    if kind not in _NOTED:
        raise CannotBe(
            "%(word)s is not one of: %(words)s.",
            next_step="Write one of them.",
            word=kind,
            words=", ".join(_NOTED),
        )
    about = briefing_on(store, alias).header.relationship
    of_ask, rest = _of_request(store, values) if kind == "ask" else ({}, values)
    told = from_words(recorded_models()[kind], parted(rest)) | of_ask
    say_done(_NOTED[kind](store, relationship=about, **told), "Added.")


def change(store: Asking, kind: str, key: str, values: Sequence[str]) -> None:
    """Change one record."""
    of_ask, rest = _of_request(store, values) if kind == "ask" else ({}, values)
    told = parted(rest)
    if kind == "interaction":
        changed = from_words(Interaction, told)
        say_done(interactions.change_interaction(store, key=a_key(key), **changed), "Changed.")
        return
    model = correcting.correctable(kind)
    changed = from_words(model, told) | of_ask
    say_done(correcting.change_record(store, model, key=a_key(key), **changed), "Changed.")


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
    rest = [one for one in values if one.partition("=")[0] not in ("cost", "gate")]
    told = parted([one for one in values if one.startswith("gate=")])
    of_ask: dict[str, Any] = {}
    if "gate" in told:
        name = told["gate"]
        of_ask["gate"] = gate_answers.gate_named(store, name).pk if name else None
    if costs := [one.partition("=")[2] for one in values if one.startswith("cost=")]:
        of_ask["costs"] = [_cost(one) for one in costs if one]
    return of_ask, rest


def _cost(said: str) -> list[Any]:
    cost, _, weighed = said.partition(":")
    weight, _, softened = weighed.partition(":")
    return [cost, int(weight) if weight.isdecimal() and len(weight) < 4 else weight, softened]


def say_done(change: Change[Any], done: str) -> None:
    """Say what was done, and how to undo it."""
    say(done, undo_line(change.key))
