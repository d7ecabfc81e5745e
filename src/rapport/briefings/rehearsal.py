"""What a rehearsal of a planned meeting is made of: its card, and what the rules know of them."""

import uuid
from dataclasses import dataclass

from rapport.briefings.meeting_card import card
from rapport.practice.rehearsal import Plan
from rapport.records.asking import Asking
from rapport.records.judging_facts import load
from rapport.records.models.scoped import NOT_THERE
from rapport.records.packed_facts import NOT_AS_A_PERSON
from rapport.records.refusals import NotThere
from rapport.rules.facts import RelationshipFacts


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """The plan of a meeting, and of whom it is rehearsed: the first of those we meet."""

    plan: Plan
    relationship: uuid.UUID
    facts: RelationshipFacts


def rehearsed(asking: Asking, key: uuid.UUID) -> Rehearsed:
    """Return what a planned meeting gives to a rehearsal; raises ``NotThere``."""
    found = card(asking, key)
    met = [one for one in found.people if one.part not in NOT_AS_A_PERSON]
    if not met or not found.planned.is_open:
        raise NotThere(NOT_THERE)
    meeting = found.planned.meeting
    who = met[0].relationship
    facts = next(iter(load([who], asking.day))).facts
    plan = Plan(
        called=tuple(one.alias for one in found.planned.theirs),
        channel=meeting.channel,
        purpose=meeting.purpose,
        hooks=(*((meeting.opener,) if meeting.opener else ()), *found.hooks),
        concerns=found.concerns,
        avoid=found.avoid,
        asks=found.asks,
        may_say=(*found.may_say, *found.mandates_say),
        refusals=tuple(line.refusal for line in found.red_lines if line.refusal),
        question=meeting.listening_question,
    )
    # The meeting itself is what is rehearsed: what is still missing from its plan is not said here.
    facts = facts._replace(meetings=tuple(one for one in facts.meetings if one.key != key))
    return Rehearsed(plan, who, facts)
