"""Facts about what we understood of them, loaded for the rules: insights, ties, tone, influence.

Everybody who sees a relationship reads what is found about it. A tie joins it to another, which may
lie in another circle or be for other named colleagues: it is told only where whoever sees the one
sees the other, so that what is found never rests on a row its reader may not see.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from rapport.records.models import (
    Disagreement,
    DisagreementState,
    Insight,
    Named,
    Nature,
    Sensitivity,
    SpiralOf,
    Tie,
    TieKind,
)
from rapport.records.questions import Question
from rapport.records.raw_rows import Key, among, as_stored, as_uuid
from rapport.rules.facts_understood import InsightFact, SpiralFact, TieFact

_INSIGHTS = Question(
    lambda wanted, today: Insight.objects.filter(relationship__in=wanted, on__lte=today).order_by(
        "pk"
    ),
    *("relationship_id", "pk", "kind", "nature", "on", "expires", "special", "need"),
    *("confidence", "interaction_id", "known_from", "checked_on", "state", "answered_on"),
    *("returned_on", "their_version"),
)


def insights_of(wanted: RawSQL, today: date) -> Mapping[Key, list[InsightFact]]:
    """Return what was understood of each counterpart up to a day, by relationship."""
    facts: dict[Key, list[InsightFact]] = defaultdict(list)
    for row in _INSIGHTS.ask(wanted, today):
        relationship, key, kind, nature, on, expires, special, need, *rest, their_version = row
        facts[relationship].append(
            InsightFact(
                key,
                kind,
                "fact" if nature == Nature.FACT else "interpretation",
                on,
                expires,
                bool(special),
                bool(need),
                *(*rest, bool(their_version)),
            )
        )
    return facts


_DISAGREEMENTS = Question(
    lambda wanted, today: Disagreement.objects.filter(
        relationship__in=wanted, state=DisagreementState.OPEN, on__lte=today
    ),
    "relationship_id",
)


def with_open_disagreements(wanted: RawSQL, today: date) -> set[Key]:
    """Return the relationships in which something is not agreed on yet."""
    return {relationship for (relationship,) in _DISAGREEMENTS.ask(wanted, today)}


_SPIRALS = Question(
    lambda wanted, _today: SpiralOf.objects.filter(relationship__in=wanted),
    *("relationship_id", "as_of", "spiral", "rests_on"),
)


def spirals_of(wanted: RawSQL) -> Mapping[Key, SpiralFact]:
    """Return where the tone was going by what is stored, by relationship."""
    return {
        relationship: SpiralFact(as_of, spiral, tuple(_as_read(rests_on)))
        for relationship, as_of, spiral, rests_on in _SPIRALS.ask(wanted)
    }


def _as_read(rests_on: Any) -> Iterator[tuple[Key, str, str]]:
    """Yield the contacts a stored trend rests on; they are text in the encrypted file."""
    listed = json.loads(rests_on) if isinstance(rests_on, str) else rests_on
    for said in listed:
        key, theirs, ours = said.split("|")
        yield as_stored(as_uuid(bytes.fromhex(key))), theirs, ours


_AUDIENCES = (
    (True, ("relationship", "actor"), ("other", "other_actor"), TieKind.ANSWERS_TO),
    (False, ("other", "other_actor"), ("relationship", "actor"), TieKind.AUDIENCE_OF),
)
"""The claims the rules read: whether the end judged is the first, that end, the one beyond it, and
the kind. An end is a relationship or an actor; one with a group as such is judged by its actor."""


def _claims(here: str, beyond: tuple[str, str], kind: str, *, known: Q | None = None) -> Question:
    other, group = beyond
    same = Q(**{f"{other}__circle": F(f"{here}__circle")})
    of_group = Q(
        **{
            f"{group}__circle": F(f"{here}__circle"),
            f"{group}__sensitivity__lt": Sensitivity.SEVERE,
        }
    )
    open_ = Q(**{f"{other}__sensitivity__lt": Sensitivity.SEVERE})
    both_severe = Q(**{f"{here}__sensitivity__gte": Sensitivity.SEVERE})
    told = of_group | (same & (open_ | both_severe))
    return Question(
        lambda wanted, _today: Tie.objects.filter(
            told if known is None else told & known,
            **{f"{here}__in": wanted},
            circle=F(f"{here}__circle"),
            kind=kind,
        ).order_by("pk"),
        *(f"{here}__pk", "pk", "kind", "since", "until", f"{other}_id", f"{other}__sensitivity"),
    )


def _of_ends(here: tuple[str, str], beyond: tuple[str, str], kind: str) -> tuple[Question, ...]:
    person, group = here
    all_know_the_group = Q(**{f"{group}__sensitivity__lt": Sensitivity.SEVERE})
    return (
        _claims(person, beyond, kind),
        _claims(f"{group}__relationships", beyond, kind, known=all_know_the_group),
    )


_CLAIMS = tuple(
    (theirs, question)
    for theirs, here, beyond, kind in _AUDIENCES
    for question in _of_ends(here, beyond, kind)
)


def ties_of(wanted: RawSQL) -> Mapping[Key, list[TieFact]]:
    """Return whom each counterpart is said to answer to, as far as all their readers may know."""
    facts: dict[Key, list[TieFact]] = defaultdict(list)
    found = [(theirs, row) for theirs, question in _CLAIMS for row in question.ask(wanted)]
    severe = {
        key
        for _, (here, *_rest, beyond, sensitivity) in found
        if sensitivity is not None and sensitivity >= Sensitivity.SEVERE
        for key in (here, beyond)
    }
    named = _named_for(severe)
    for theirs, (here, key, kind, since, until, beyond, _) in found:
        if beyond not in severe or named[here] == named[beyond]:
            facts[here].append(TieFact(key, kind, theirs, since, until))
    return facts


_NAMED = Question(
    lambda wanted, _today: Named.objects.filter(relationship__in=wanted),
    *("relationship_id", "colleague_id"),
)


def _named_for(severe: Collection[Key]) -> Mapping[Key, set[Key]]:
    named: dict[Key, set[Key]] = defaultdict(set)
    if severe:
        for relationship, colleague in _NAMED.ask(among([as_uuid(key) for key in severe])):
            named[relationship].add(colleague)
    return named
