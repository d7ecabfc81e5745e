"""Facts about relationships, loaded for the rules: a fixed number of queries for any number.

Every relationship of an office passes through here when all are judged again. Rows are therefore
read as the driver gives them, without making records of them; keys stay as the store has them
(text in the encrypted file, UUIDs on PostgreSQL), which the rules do not mind.
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from django.db.models.expressions import RawSQL

from rapport.records import note_flags
from rapport.records.influence import is_small
from rapport.records.judging_agreements import agreements_of
from rapport.records.judging_asks import asks_of
from rapport.records.judging_boundaries import gifts_of, interests_of, met_in_person
from rapport.records.judging_colleagues import Team, colleagues_there, with_who_was_there
from rapport.records.judging_mandates import mandates_needed, negotiates
from rapport.records.judging_meetings import meetings_planned
from rapport.records.judging_occasions import occasions_coming
from rapport.records.judging_repair import breaches_of
from rapport.records.judging_rhythm import own_rhythm
from rapport.records.judging_turnover import turnover_of
from rapport.records.judging_understanding import (
    insights_of,
    spirals_of,
    ties_of,
    with_open_disagreements,
)
from rapport.records.models import (
    Commitment,
    Disclosure,
    Holder,
    Office,
    Presence,
    Relationship,
)
from rapport.records.packed_facts import unpack
from rapport.records.questions import Question
from rapport.records.raw_rows import Key, among, as_stored
from rapport.records.spoken import spoken
from rapport.records.whose import Place, Sight
from rapport.rules import facts as shapes
from rapport.rules.boundaries import MOST_IN_A_ROW
from rapport.rules.catalogue import validated_settings, visits_only
from rapport.rules.rule import Settings


class Loaded(NamedTuple):
    """A relationship's facts, what its findings are stored beside, and what is derived so far.

    ``whose`` are the findings: the lead's, the backup's, or nobody's (:mod:`records.whose`), until
    ``again``.
    """

    key: Key
    office: Key
    circle: Key
    sensitivity: int
    whose: Key | None
    again: date | None
    facts: shapes.RelationshipFacts
    settings: Settings
    derived: tuple[Any, ...]


Rows = Mapping[Key, list[Any]]


def load(keys: Sequence[uuid.UUID], today: date) -> Iterator[Loaded]:
    """Yield the facts of each relationship as of ``today``; what came later is left out."""
    offices = {as_stored(office.pk): office for office in Office.objects.all()}
    settings = {key: validated_settings(office.rule_settings) for key, office in offices.items()}
    by_visits = {key: visits_only(office.rule_settings) for key, office in offices.items()}
    wanted = among(keys)
    sight = Sight(wanted, today)
    holders = _holders(wanted, today)
    colleagues = colleagues_there(list(holders))
    interactions = _interactions(wanted, today, colleagues)
    secured = with_who_was_there(interactions, today)
    meetings = meetings_planned(wanted, today)
    team = Team(sight)
    rows_of_all = _RELATIONSHIPS.ask(wanted)
    least = {row[0]: _asked_in_a_row(settings[row[1]]) for row in rows_of_all}
    in_person = met_in_person(interactions, meetings, least)
    places = {row[0]: Place(row[0], row[2], row[3], row[10], row[11]) for row in rows_of_all}
    told = _told(wanted, today, interactions)
    told["agreements"] = agreements_of(wanted, today, sight, places)
    spirals, disagreeing = spirals_of(wanted), with_open_disagreements(wanted, today)
    nothing: tuple[Any, ...] = ()
    mandates = mandates_needed(
        row[2] for row in rows_of_all if negotiates(row[6], meetings.get(row[0], ()))
    )
    for row in rows_of_all:
        key, office_key, circle, sensitivity, opened, reason, phase, stage, *rest = row
        ideal, maximum, lead, backup, status, languages, documentation, *rest = rest
        groups, derived = (rest[0:3], rest[3:6]), rest[6:]
        office, place, planned = offices[office_key], places[key], meetings.get(key, ())
        facts = shapes.RelationshipFacts(
            key=key,
            opened=opened,
            open_reason=reason,
            phase=phase,
            stage=stage,
            status=status or _ACTIVE,
            with_person=status is not None,
            ideal_days=ideal or office.ideal_days,
            maximum_days=maximum or office.maximum_days,
            visits_only=by_visits[office_key],
            lead=lead,
            backup=backup,
            holder_changes=tuple(holders.get(key, nothing)),
            interactions=tuple(interactions.get(key, nothing)),
            **{name: tuple(rows.get(key, nothing)) for name, rows in told.items()},
            meetings=planned,
            colleagues=team.facts(
                place, office_key, contacts=secured.get(key, ()), meetings=planned
            ),
            mandates=mandates.get(circle, nothing) if negotiates(phase, planned) else nothing,
            languages=_languages(languages) if planned else _NONE,
            spiral=spirals.get(key),
            disagreements=key in disagreeing,
            documentation=documentation or "",
            small=is_small(groups, circle, today),  # type: ignore[arg-type]
            in_person=in_person.get(key, nothing),
            rhythm=own_rhythm(interactions.get(key), ideal, office, settings[office_key]),
        )
        mine = (*(sight.whose(place), sight.again(place)), facts, settings[office_key])
        yield Loaded(key, office_key, circle, sensitivity, *mine, tuple(derived))


def _told(wanted: RawSQL, today: date, interactions: Rows) -> dict[str, Mapping[Key, Any]]:
    """Return what each relationship has of every kind that is read for it alone, by the fact."""
    return {
        "commitments": _commitments(wanted, today),
        "asks": asks_of(wanted),
        "breaches": breaches_of(wanted, today),
        "disclosures": _disclosures(wanted, today),
        "gifts": gifts_of(wanted, today),
        "insights": insights_of(wanted, today),
        "interests": interests_of(wanted, today),
        "notes": _notes(wanted),
        "occasions": occasions_coming(wanted, today),
        "ties": ties_of(wanted),
        "turnover": turnover_of(wanted, today, interactions),
    }


def _asked_in_a_row(settings: Settings) -> int:
    """Return from how many meetings in a row an office asks for a second colleague (B02)."""
    numbers = settings["B02"]
    return MOST_IN_A_ROW + 1 if numbers is None else numbers["contacts"]


_OF_A_GROUP = ("circle_id", "sensitivity", "influence")
_RELATIONSHIPS = Question(
    lambda wanted, _today: Relationship.objects.filter(pk__in=wanted),
    *("pk", "office_id", "circle_id", "sensitivity", "opened", "open_reason", "phase", "stage"),
    *("ideal_days", "maximum_days", "lead_id", "backup_id", "counterpart__status"),
    *("counterpart__languages", "counterpart__documentation"),
    *(f"counterpart__actor__{name}" for name in _OF_A_GROUP),
    *(f"actor__{name}" for name in _OF_A_GROUP),
    *Relationship.DERIVED,
)
_NONE: frozenset[str] = frozenset()
_ACTIVE = "active"
"""As what a group stands, which has no status of its own."""


def _languages(said: Any) -> frozenset[str]:
    """Return the languages of a counterpart: text, or a list on PostgreSQL; of an actor none."""
    return spoken(json.loads(said) if isinstance(said, str) else said or ())


_IN_TIME = attrgetter("on", "time")
_RELATIONSHIP = itemgetter(0)


_CONTACTS = Question(
    lambda wanted, today: Presence.objects.filter(relationship__in=wanted, on__lte=today).order_by(
        *("relationship_id", "on", "interaction_id")
    ),
    *("relationship_id", "interaction_id", "on", "told"),
)
_fact_of = partial(tuple.__new__, shapes.InteractionFact)
"""Makes the fact of a contact as ``InteractionFact._make`` does; tens of thousands are made."""


def _interactions(
    wanted: RawSQL, today: date, colleagues: Mapping[tuple[Key, Key], tuple[Key, ...]]
) -> Rows:
    facts: dict[Key, list[Any]] = {}
    nobody: tuple[Key, ...] = ()
    for relationship, rows in groupby(_CONTACTS.ask(wanted, today), _RELATIONSHIP):
        contacts = [
            _fact_of((key, on, *unpack(packed), colleagues.get((relationship, key), nobody)))
            for _, key, on, packed in rows
        ]
        contacts.sort(key=_IN_TIME)
        facts[relationship] = contacts
    return facts


_HOLDERS = Question(
    lambda wanted, today: (
        Holder.objects.accepted()
        .filter(relationship__in=wanted, since__lte=today)
        .order_by("since", "pk")
    ),
    *("relationship_id", "pk", "since", "colleague_id"),
    *("joint_introduction", "introduced_in_id"),
)


def _holders(wanted: RawSQL, today: date) -> Rows:
    """Return the changes of lead; who takes over from themselves has changed nothing."""
    changes: dict[Key, list[Any]] = defaultdict(list)
    leads: dict[Key, Key] = {}
    for relationship, key, since, lead, said, meeting in _HOLDERS.ask(wanted, today):
        before = leads.get(relationship, lead)
        leads[relationship] = lead
        if lead != before:
            introduced = bool(said or meeting)
            change = shapes.HolderChange(key, since, lead, before, introduced)
            changes[relationship].append(change)
    return changes


_COMMITMENTS = Question(
    lambda wanted, today: Commitment.objects.filter(
        relationship__in=wanted, made_on__lte=today
    ).order_by("pk"),
    *("relationship_id", "pk", "by", "made_on", "due", "first_due", "told_on", "settled_on"),
    "state",
)


def _commitments(wanted: RawSQL, today: date) -> Rows:
    answer: dict[Key, list[Any]] = defaultdict(list)
    for relationship, *values in _COMMITMENTS.ask(wanted, today):
        answer[relationship].append(shapes.CommitmentFact(*values))
    return answer


_DISCLOSURES = Question(
    lambda wanted, today: Disclosure.objects.filter(
        relationship__in=wanted, on__lte=today
    ).order_by("on"),
    *("relationship_id", "pk", "kind", "on"),
)


def _disclosures(wanted: RawSQL, today: date) -> Rows:
    answer: dict[Key, list[Any]] = defaultdict(list)
    for relationship, *told in _DISCLOSURES.ask(wanted, today):
        answer[relationship].append(shapes.DisclosureFact(*told))
    return answer


def _notes(wanted: RawSQL) -> Rows:
    """Return what is to be minded in the texts of each relationship, whatever they are texts of."""
    notes: dict[Key, list[Any]] = defaultdict(list)
    for relationship, kind, key, on, names, *words in note_flags.marks_about(wanted):
        hard, of_life, loaded = (tuple(json.loads(said)) for said in words)
        fact = shapes.NoteFact(kind, key, on, names, hard, of_life, loaded)
        notes[relationship].append(fact)
    return notes
