"""Facts about relationships, loaded for the rules: a fixed number of queries for any number.

Every relationship of an office passes through here when all are judged again. Rows are therefore
read as the driver gives them, without making records of them; keys stay as the store has them
(text in the encrypted file, UUIDs on PostgreSQL), which the rules do not mind.
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
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
from rapport.records.questions import Question, about
from rapport.records.raw_rows import Key, as_stored
from rapport.records.spoken import spoken
from rapport.records.whose import Place, Sight
from rapport.rules import facts as shapes
from rapport.rules.boundaries import MOST_IN_A_ROW
from rapport.rules.catalogue import validated_settings, visits_only
from rapport.rules.rule import Settings
from rapport.rules.turnover import may_rest_much


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


def load(keys: Sequence[uuid.UUID], today: date, wanted: RawSQL | None = None) -> Iterator[Loaded]:
    """Yield the facts of each relationship as of ``today``; what came later is left out.

    ``wanted`` are the same relationships, by whoever has asked :func:`~.questions.about` already.
    """
    wanted = wanted or about(keys)
    offices = {as_stored(office.pk): office for office in Office.objects.all()}
    settings = {key: _settings_of(office) for key, office in offices.items()}
    sight, holders = Sight(wanted, today), _holders(wanted, today)
    interactions = _interactions(wanted, today, colleagues_there(list(holders)))
    secured = with_who_was_there(interactions, today)
    meetings = meetings_planned(wanted, today)
    team = Team(sight)
    asked = {as_stored(key) for key in keys}
    rows_of_all = [row for row in _RELATIONSHIPS.ask(wanted) if row[0] in asked]
    in_person = met_in_person(interactions, meetings, _least(rows_of_all, settings))
    places = {row[0]: Place(row[0], row[2], row[3], row[10], row[11]) for row in rows_of_all}
    told = _told(wanted, today)
    told["agreements"] = agreed = agreements_of(wanted, today, sight, places)
    backed = _backed(rows_of_all, settings, interactions, agreed, today)
    told["turnover"] = turnover_of(wanted, today, interactions, backed)
    spirals, disagreeing = spirals_of(wanted), with_open_disagreements(wanted, today)
    needing = (row[2] for row in rows_of_all if negotiates(row[6], meetings.get(row[0], ())))
    mandates = mandates_needed(needing)
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
            visits_only=visits_only(office.rule_settings),
            lead=lead,
            backup=backup,
            holder_changes=tuple(holders.get(key, _NOTHING)),
            interactions=tuple(interactions.get(key, _NOTHING)),
            **{name: tuple(rows.get(key, _NOTHING)) for name, rows in told.items()},
            meetings=planned,
            colleagues=team.facts(
                place, office_key, contacts=secured.get(key, ()), meetings=planned
            ),
            mandates=mandates.get(circle, _NOTHING) if negotiates(phase, planned) else _NOTHING,
            languages=_languages(languages) if planned else _NONE,
            spiral=spirals.get(key),
            disagreements=key in disagreeing,
            documentation=documentation or "",
            small=is_small(groups, circle, today),  # type: ignore[arg-type]
            in_person=in_person.get(key, _NOTHING),
            rhythm=own_rhythm(interactions.get(key), ideal, office, settings[office_key]),
        )
        mine = (*(sight.whose(place), sight.again(place)), facts, settings[office_key])
        yield Loaded(key, office_key, circle, sensitivity, *mine, tuple(derived))


def _settings_of(office: Office) -> Settings:
    return _settings_said(json.dumps(office.rule_settings, sort_keys=True))


@lru_cache(maxsize=16)
def _settings_said(raw: str) -> Settings:
    """Return what settings of an office, as JSON, say; they seldom change."""
    return validated_settings(json.loads(raw))


def _told(wanted: RawSQL, today: date) -> dict[str, Mapping[Key, Any]]:
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
    }


def _least(rows: Sequence[Any], settings: Mapping[Key, Settings]) -> dict[Key, int]:
    """Return, by relationship, from how many meetings in a row a second colleague is asked for.

    It is what its office says (B02).
    """
    of_an_office = {
        key: MOST_IN_A_ROW + 1 if told["B02"] is None else told["B02"]["contacts"]
        for key, told in settings.items()
    }
    return {row[0]: of_an_office[row[1]] for row in rows}


def _backed(
    rows: Sequence[Any],
    settings: Mapping[Key, Settings],
    interactions: Rows,
    agreed: Collection[Key],
    today: date,
) -> list[Key]:
    """Return the relationships with a backup where a rule may ask for it (N03)."""
    return [
        row[0]
        for row in rows
        if row[_BACKUP] is not None
        and (
            row[0] in agreed
            or may_rest_much(interactions.get(row[0], _NOTHING), today, settings[row[1]]["N03"])
        )
    ]


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
_BACKUP = 11
"""Where a row of them says who the backup is."""
_NONE: frozenset[str] = frozenset()
_NOTHING: tuple[Any, ...] = ()
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
    changed = {relationship for relationship, _ in colleagues}
    for relationship, rows in groupby(_CONTACTS.ask(wanted, today), _RELATIONSHIP):
        if relationship in changed:
            contacts = [
                _fact_of((key, on, *unpack(packed), colleagues.get((relationship, key), nobody)))
                for _, key, on, packed in rows
            ]
        else:
            contacts = [_fact_of((key, on, *unpack(told), nobody)) for _, key, on, told in rows]
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
