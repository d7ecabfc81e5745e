"""Going quiet (U02): past the longest interval that is meant, or far past what is usual."""

from collections.abc import Hashable, Iterable
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.facts import InteractionFact, RelationshipFacts
from rapport.rules.moments import Days
from rapport.rules.rhythm import RhythmFact
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency
from rapport.rules.upkeep import GO, HELLO, moments_of_silence, quiet_since


def going_quiet(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """U02: past the maximum interval, or far past the relationship's own rhythm."""
    since, record = quiet_since(facts, today)
    rhythm = _own_rhythm(facts, numbers) if record[0] == "interaction" else None
    quiet = (today - since).days
    if facts.never_met(today) or not facts.in_touch or quiet <= _limit(facts, rhythm):
        return None
    params: dict[str, object] = {"last": since}
    because: tuple[tuple[str, Hashable], ...] = (record,)
    if quiet > facts.maximum_days:
        params["maximum"] = facts.maximum_days
        says = _PAST_MAXIMUM if record[0] == "interaction" else _NOBODY_YET
        if rhythm:
            says = _PAST_BOTH[rhythm.in_weeks]
    elif rhythm:
        says, seen = _quieter(facts, rhythm, today, since)
        if seen and seen.on < since:
            # As it is stored, not as a date: the finding's own day is that of the last contact.
            params["seen"] = {"day": seen.on.isoformat()}
            because += (("interaction", seen.key),)
    if rhythm:
        params |= _usual(rhythm)
    options = ("say_hello", "visit", "let_rest")
    return Finding("U02", Urgency.NOW, says, params, because, options)


def _own_rhythm(facts: RelationshipFacts, numbers: Numbers) -> RhythmFact | None:
    """Return the rhythm where it counts: learnt from as many days as the office says, not none."""
    enough, rhythm = numbers["contacts"], facts.rhythm
    return rhythm if rhythm and 0 < enough <= rhythm.contacts else None


def _limit(facts: RelationshipFacts, rhythm: RhythmFact | None) -> int:
    """Return the days of silence after which it speaks."""
    return min(facts.maximum_days, rhythm.far) if rhythm else facts.maximum_days


def _usual(rhythm: RhythmFact) -> dict[str, object]:
    if rhythm.in_weeks:
        least, most = rhythm.weeks
        return {"least_weeks": least, "most_weeks": most}
    return {"least": rhythm.least, "most": rhythm.most}


def _quieter(
    facts: RelationshipFacts, rhythm: RhythmFact, today: date, since: date
) -> tuple[str, InteractionFact | None]:
    """Say how unusual the silence is, with the last time that one of us met them in person."""
    seen = _last_seen(facts, today)
    if seen is None:
        return _NEVER_SEEN[rhythm.in_weeks], None
    return (_NOT_SEEN if seen.on < since else _PAST_RHYTHM)[rhythm.in_weeks], seen


def _last_seen(facts: RelationshipFacts, today: date) -> InteractionFact | None:
    for contact in reversed(facts.interactions):
        if contact.two_way and contact.on <= today and contact.channel in ("in_person", "chance"):
            return contact
    return None


_PAST_MAXIMUM = gettext_noop(
    "Going quiet. Last two-way contact: %(last_when)s (at most: %(maximum)s)."
)
_NOBODY_YET = gettext_noop(
    "Going quiet. No two-way contact since the record was opened: %(last_when)s (at"
    " most: %(maximum)s)."
)
_PAST_BOTH = (
    gettext_noop(
        "Going quiet. Last two-way contact: %(last_when)s (at most: %(maximum)s). Days between"
        " contacts: usually %(least)s to %(most)s."
    ),
    gettext_noop(
        "Going quiet. Last two-way contact: %(last_when)s (at most: %(maximum)s). Weeks between"
        " contacts: usually %(least_weeks)s to %(most_weeks)s."
    ),
)
_PAST_RHYTHM = (
    gettext_noop(
        "Quieter than usual. Days between contacts: usually %(least)s to %(most)s, now"
        " %(last_days)s."
    ),
    gettext_noop(
        "Quieter than usual. Weeks between contacts: usually %(least_weeks)s to %(most_weeks)s,"
        " now %(last_weeks)s."
    ),
)
_NOT_SEEN = (
    gettext_noop(
        "Quieter than usual. Days between contacts: usually %(least)s to %(most)s, now"
        " %(last_days)s. None of us has seen them since %(seen)s."
    ),
    gettext_noop(
        "Quieter than usual. Weeks between contacts: usually %(least_weeks)s to %(most_weeks)s,"
        " now %(last_weeks)s. None of us has seen them since %(seen)s."
    ),
)
_NEVER_SEEN = (
    gettext_noop(
        "Quieter than usual. Days between contacts: usually %(least)s to %(most)s, now"
        " %(last_days)s. None of us has met them in person."
    ),
    gettext_noop(
        "Quieter than usual. Weeks between contacts: usually %(least_weeks)s to %(most_weeks)s,"
        " now %(last_weeks)s. None of us has met them in person."
    ),
)
"""In days, and in weeks."""


def _quiet_days(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    limits = {_limit(facts, _own_rhythm(facts, numbers)), facts.maximum_days}
    return moments_of_silence(facts, sorted(limits))


_quiet_moments = Days(("", _quiet_days))


RULES = (
    Rule(
        "U02",
        gettext_noop("Going quiet"),
        gettext_noop(
            "The maximum interval since the last two-way contact has passed, or it has been quiet"
            " for far longer than usual."
        ),
        gettext_noop(
            "After a long silence the first call is hard, and it usually comes when something"
            " is needed. Better a short call now."
        ),
        going_quiet,
        _quiet_moments,
        (
            HELLO,
            GO,
            (
                "let_rest",
                gettext_noop("Pause contact: change the phase to dormant, and give a reason."),
            ),
        ),
        {
            "contacts": Setting(
                6,
                0,
                60,
                gettext_noop(
                    "Number of days with contact from which what is usual counts; 0 counts only"
                    " the intervals set."
                ),
            )
        },
        section=Section.CHECK_IN,
    ),
)
