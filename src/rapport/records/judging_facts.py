"""Facts about relationships, loaded for the rules: a fixed number of queries for any number."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapport.records.feasts import comes_next
from rapport.records.models import (
    Ask,
    Commitment,
    Disclosure,
    Holder,
    Insight,
    Nature,
    Occasion,
    Office,
    Presence,
    Relationship,
)
from rapport.rules import facts as shapes
from rapport.rules.catalogue import Settings, validated_settings


@dataclass(frozen=True, slots=True)
class Loaded:
    """A relationship's facts with what its findings are stored beside."""

    key: uuid.UUID
    office: uuid.UUID
    circle: uuid.UUID
    sensitivity: int
    status: str
    facts: shapes.RelationshipFacts
    settings: Settings


Rows = Mapping[uuid.UUID, list[Any]]


def load(keys: Sequence[uuid.UUID], today: date) -> Iterator[Loaded]:
    """Yield the facts of each relationship as of ``today``; what came later is left out."""
    offices = {office.pk: office for office in Office.objects.all()}
    settings = {key: validated_settings(office.rule_settings) for key, office in offices.items()}
    interactions, interaction_notes = _interactions(keys, today)
    holders = _holders(keys, today)
    commitments = _commitments(keys, today)
    asks = _asks(keys)
    disclosures = _disclosures(keys, today)
    insights, insight_notes = _insights(keys, today)
    occasions = _occasions(keys, today)
    for row in _relationships(keys):
        office = offices[row["office_id"]]
        key = row["pk"]
        facts = shapes.RelationshipFacts(
            key=key,
            opened=row["opened"],
            open_reason=row["open_reason"],
            phase=row["phase"],
            stage=row["stage"],
            status=row["counterpart__status"],
            ideal_days=row["ideal_days"] or office.ideal_days,
            maximum_days=row["maximum_days"] or office.maximum_days,
            lead=row["lead_id"],
            backup=row["backup_id"],
            holder_changes=tuple(holders.get(key, ())),
            interactions=tuple(interactions.get(key, ())),
            commitments=tuple(commitments.get(key, ())),
            asks=tuple(asks.get(key, ())),
            disclosures=tuple(disclosures.get(key, ())),
            insights=tuple(insights.get(key, ())),
            occasions=tuple(occasions.get(key, ())),
            notes=(*interaction_notes.get(key, ()), *insight_notes.get(key, ())),
        )
        yield Loaded(
            key=key,
            office=row["office_id"],
            circle=row["circle_id"],
            sensitivity=row["sensitivity"],
            status=row["counterpart__status"],
            facts=facts,
            settings=settings[row["office_id"]],
        )


_RELATIONSHIP = (
    "pk",
    "office_id",
    "circle_id",
    "sensitivity",
    "opened",
    "open_reason",
    "phase",
    "stage",
    "ideal_days",
    "maximum_days",
    "lead_id",
    "backup_id",
    "counterpart__status",
)


def _relationships(keys: Sequence[uuid.UUID]) -> Any:
    return Relationship.objects.filter(pk__in=keys).values(*_RELATIONSHIP)


def _interactions(keys: Sequence[uuid.UUID], today: date) -> tuple[Rows, Rows]:
    rows = (
        Presence.objects.filter(relationship__in=keys, on__lte=today)
        .order_by("relationship_id", "on", "pk")
        .values_list(
            "relationship_id",
            "interaction_id",
            "on",
            "interaction__channel",
            "interaction__purpose",
            "interaction__two_way",
            "interaction__asked",
            "interaction__small_talk",
            "interaction__introduced_self",
            "interaction__introduced_organisation",
            "interaction__tone_theirs",
            "interaction__tone_ours",
            "interaction__on_time",
            "interaction__life_saving",
            "interaction__words_to_mind",
            "interaction__names_in_clear",
        )
    )
    facts: dict[uuid.UUID, list[Any]] = defaultdict(list)
    notes: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for relationship, key, on, *rest, on_time, life_saving, words, names in rows:
        facts[relationship].append(
            shapes.InteractionFact(key, on, *rest, on_time or None, life_saving, ())  # type: ignore[arg-type, call-arg]
        )
        if words or names:
            note = shapes.NoteFact(key, on, names, tuple(words))
            notes[relationship].append(note)
    return facts, notes


def _holders(keys: Sequence[uuid.UUID], today: date) -> Rows:
    rows = Holder.objects.filter(relationship__in=keys, since__lte=today).order_by("since")
    changes: dict[uuid.UUID, list[Any]] = defaultdict(list)
    seen: set[uuid.UUID] = set()
    for key, since, joint in rows.values_list("relationship_id", "since", "joint_introduction"):
        if key in seen:
            changes[key].append(shapes.HolderChange(since, joint))
        seen.add(key)
    return changes


def _commitments(keys: Sequence[uuid.UUID], today: date) -> Rows:
    rows = Commitment.objects.filter(relationship__in=keys, made_on__lte=today)
    answer: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for relationship, key, by, due, state in rows.order_by("pk").values_list(
        "relationship_id", "pk", "by", "due", "state"
    ):
        told = state == "late_told"
        answer[relationship].append(shapes.CommitmentFact(key, by, due, state, told))
    return answer


def _asks(keys: Sequence[uuid.UUID]) -> Rows:
    rows = Ask.objects.filter(relationship__in=keys).order_by("pk")
    answer: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for ask in rows:
        answer[ask.relationship_id].append(
            shapes.AskFact(
                key=ask.pk,
                planned_for=ask.planned_for,
                life_saving=ask.life_saving,
                authorised=ask.authorised_by_id is not None,
                outcome=ask.outcome,
                made_on=ask.made_on,
                channel_planned=ask.channel or None,
            )
        )
    return answer


def _disclosures(keys: Sequence[uuid.UUID], today: date) -> Rows:
    rows = Disclosure.objects.filter(relationship__in=keys, on__lte=today).order_by("on")
    answer: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for relationship, key, kind, on in rows.values_list("relationship_id", "pk", "kind", "on"):
        answer[relationship].append(shapes.DisclosureFact(key, kind, on))
    return answer


def _insights(keys: Sequence[uuid.UUID], today: date) -> tuple[Rows, Rows]:
    rows = Insight.objects.filter(relationship__in=keys, on__lte=today).order_by("pk")
    facts: dict[uuid.UUID, list[Any]] = defaultdict(list)
    notes: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for one in rows.defer("text"):
        facts[one.relationship_id].append(
            shapes.InsightFact(
                key=one.pk,
                kind=one.kind,
                nature="fact" if one.nature == Nature.FACT else "interpretation",
                on=one.on,
                expires=one.expires,
                special=bool(one.special),
                need_stated=bool(one.need),
                confidence=one.confidence,
                from_interaction=one.interaction_id,
            )
        )
        if one.words_to_mind or one.names_in_clear:
            note = shapes.NoteFact(one.pk, one.on, one.names_in_clear, tuple(one.words_to_mind))
            notes[one.relationship_id].append(note)
    return facts, notes


def _occasions(keys: Sequence[uuid.UUID], today: date) -> Rows:
    answer: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for one in Occasion.objects.filter(relationship__in=keys).order_by("pk"):
        coming = comes_next(one, today)
        if coming is None:
            continue
        answer[one.relationship_id].append(
            shapes.OccasionFact(
                key=one.pk,
                name=one.name,
                next_date=coming[0],
                window_opens=coming[1],
                tone=one.tone,
                mentioned_by_them=one.mentioned_by_them,
                safe_channel=one.safe_channel or None,
                greeted_on=one.greeted_on,
            )
        )
    return answer
