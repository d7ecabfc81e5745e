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
from rapport.records.raw_rows import Key, among_stored, as_stored, as_uuid
from rapport.rules.facts_understood import InsightFact, SpiralFact, TieFact

_INSIGHTS = Question(
    lambda wanted, today: Insight.objects.filter(
        relationship__in=wanted, on__lte=today, held_back_by__isnull=True
    ).order_by("pk"),
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


_WITH_THEM = "relationships"
"""How a group leads to what we have with it: a tie has the group itself for its end."""

_AUDIENCES = (
    (("relationship", "actor"), ("other", "other_actor"), TieKind.ANSWERS_TO),
    (("other", "other_actor"), ("relationship", "actor"), TieKind.AUDIENCE_OF),
)
"""The claims the rules read: the end that is judged, the end beyond it, and the kind."""


def _claims(here: str, beyond: tuple[str, str], kind: str) -> Question:
    """Return the claims of a kind at one end, as far as every reader of the one judged sees them.

    ``here`` leads from a tie to the relationship that is judged, ``beyond`` is the other end.
    """
    person, group = beyond
    known = Q(
        **{
            f"{group}__circle": F(f"{here}__circle"),
            f"{group}__sensitivity__lt": Sensitivity.SEVERE,
        }
    )
    same = Q(**{f"{person}__circle": F(f"{here}__circle")})
    open_ = Q(**{f"{person}__sensitivity__lt": Sensitivity.SEVERE})
    both_severe = Q(**{f"{here}__sensitivity__gte": Sensitivity.SEVERE})
    us = here.removesuffix(f"__{_WITH_THEM}")
    # What is severe of a group itself is for nobody, whoever is named for what we have with it.
    seen = Q() if us == here else Q(**{f"{us}__sensitivity__lt": Sensitivity.SEVERE})
    return Question(
        lambda wanted, _today: Tie.objects.filter(
            seen,
            known | (same & (open_ | both_severe)),
            **{f"{here}__in": wanted},
            circle=F(f"{here}__circle"),
            kind=kind,
        ).order_by("pk"),
        *(f"{here}__pk", "pk", "kind", "since", "until", f"{person}_id", f"{person}__sensitivity"),
    )


_CLAIMS = tuple(
    (here == _AUDIENCES[0][0], _claims(end, beyond, kind))
    for here, beyond, kind in _AUDIENCES
    for end in (here[0], f"{here[1]}__{_WITH_THEM}")
)


def ties_of(wanted: RawSQL) -> Mapping[Key, list[TieFact]]:
    """Return whom each counterpart or group is said to answer to, as far as all readers may know.

    What is said of a group is said of what we have with it.
    """
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
        for relationship, colleague in _NAMED.ask(among_stored(severe)):
            named[relationship].add(colleague)
    return named
