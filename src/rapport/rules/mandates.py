"""Whether a mandate holds for what we negotiate, or plan to (part of E05)."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import MandateFact, RelationshipFacts
from rapport.rules.rule import Finding, Urgency

Behind = tuple[tuple[str, Hashable], ...]

_NONE = gettext_noop("We negotiate, or plan to, and no mandate is recorded for it.")
_ENDED = gettext_noop("We negotiate, or plan to, and the mandate for it ended %(ended_when)s.")
_TO_COME = gettext_noop("We negotiate, or plan to, and the mandate for it begins %(begins_when)s.")


def without_mandate(facts: RelationshipFacts, today: date) -> Finding | None:
    """Return what E05 says where we negotiate, or plan a meeting to, and no mandate holds.

    One for another gate than those that are requested is none for it; where no request names a
    gate, any mandate of the circle holds. A meeting for what lives depend on needs none.
    """
    behind = _negotiated(facts, today)
    if not behind:
        return None
    planned = [ask.gate for ask in facts.asks if ask.is_ahead]
    gates = dict.fromkeys(gate for gate in planned if gate is not None)
    for gate in gates or (None,):
        fitting = [one for one in facts.mandates if None in (gate, one.gate) or one.gate == gate]
        if not any(_holds(one, today) for one in fitting):
            return _lacking(fitting, behind, today)
    return None


def _negotiated(facts: RelationshipFacts, today: date) -> Behind:
    """Return the records that say that we negotiate with them, or plan to."""
    lives = {ask.due_on for ask in facts.asks if ask.is_ahead and ask.life_saving}
    meetings = tuple(
        ("meeting", meeting.key)
        for meeting in (facts.planned(today) if facts.meetings else ())
        if meeting.purpose == "negotiation" and not lives & {None, meeting.on}
    )
    of_phase = (("relationship", facts.key),) if facts.phase == "negotiation" else ()
    return (*meetings, *of_phase)


def _holds(mandate: MandateFact, today: date) -> bool:
    return mandate.since <= today and (mandate.until is None or today <= mandate.until)


def _lacking(fitting: Sequence[MandateFact], behind: Behind, today: date) -> Finding:
    to_come = [one for one in fitting if one.since > today]
    ended = [one for one in fitting if one.until is not None and one.until < today]
    says, params = _NONE, {}
    if to_come:
        first = min(to_come, key=lambda one: one.since)
        says, params = _TO_COME, {"begins": first.since}
        behind = (*behind, ("mandate", first.key))
    elif ended:
        last = max(ended, key=lambda one: one.until or date.max)
        says, params = _ENDED, {"ended": last.until or today}
        behind = (*behind, ("mandate", last.key))
    kinds = {kind for kind, _ in behind}
    options = ["record_a_mandate"]
    options += ["change_meeting"] if "meeting" in kinds else []
    options += ["back_to_engagement"] if "relationship" in kinds else []
    return Finding("E05", Urgency.THIS_WEEK, says, params, behind, tuple(options))


def mandate_moments(facts: RelationshipFacts) -> Iterable[date]:
    """Yield the days on which a mandate begins or no longer holds, or a meeting is over."""
    for mandate in facts.mandates:
        yield mandate.since
        if mandate.until is not None:
            yield later(mandate.until, 1)
    yield from facts.days_after_meetings()
