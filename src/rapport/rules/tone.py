"""The tone of both sides, and whether it gets worse (P01).

Two bad meetings in a row are seen at once, from the contacts. A trend is worked out elsewhere and
stored; here it is only asked whether what is stored still fits the contacts.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import InteractionFact, RelationshipFacts
from rapport.rules.facts_understood import SpiralFact
from rapport.rules.moments import BAD_TONES, Days
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency

RECENT = 60
"""A trend is told by the meetings of so many days before it was worked out."""

MEETINGS = 2
"""So many meetings in a row, all bad, are noticed at once."""

TRUSTED_FOR = 14
"""For so many days a trend that nothing contradicts is believed; it is renewed every week."""


class Trend(NamedTuple):
    """Where the tone is going: -1 worse, 1 better. The contacts that show it, newest first."""

    spiral: int
    contacts: tuple[InteractionFact, ...]

    @property
    def since(self) -> date:
        """Return the day of the earliest of them."""
        return self.contacts[-1].on


def toned(contacts: Sequence[InteractionFact], today: date) -> list[InteractionFact]:
    """Return the contacts, of both sides and up to a day, whose tone somebody recorded."""
    return [
        one
        for one in contacts
        if (one.tone_theirs or one.tone_ours) and one.two_way and one.on <= today
    ]


def trend(
    contacts: Sequence[InteractionFact], spiral: SpiralFact | None, today: date
) -> Trend | None:
    """Return the stored trend if it still fits: not old, and resting on the very same contacts."""
    if spiral is None or not spiral.as_of <= today <= later(spiral.as_of, TRUSTED_FOR):
        return None
    now = toned(contacts, today)
    said = [(one.key, one.tone_theirs, one.tone_ours) for one in now]
    if len(said) != len(spiral.rests_on) or set(said) != set(spiral.rests_on):
        return None
    recent = [one for one in reversed(now) if one.on > later(spiral.as_of, -RECENT)]
    return Trend(spiral.spiral, tuple(recent)) if recent else None


def spiral_down(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """P01: the last two meetings went badly, or the tone of both sides is falling."""
    if not facts.in_touch:
        return None
    bad = _two_bad_in_a_row(facts.interactions, today, numbers["days"])
    if bad:
        says = gettext_noop("The tone was guarded or hostile in the last two meetings.")
        return _found(Urgency.THIS_WEEK, says, {"last": bad[0].on}, bad)
    falling = trend(facts.interactions, facts.spiral, today)
    if falling is not None and falling.spiral < 0:
        says = gettext_noop("The tone of both sides has become more guarded since %(since)s.")
        return _found(Urgency.SOON, says, {"since": falling.since}, falling.contacts)
    return None


def _two_bad_in_a_row(
    contacts: Sequence[InteractionFact], today: date, days: int
) -> list[InteractionFact]:
    """Return the bad contacts of the last two meetings with a tone, newest first.

    What was logged of one day is one meeting, and bad if any of it was.
    """
    since = later(today, -days)
    bad: dict[date, list[InteractionFact]] = {}
    for one in reversed(contacts):
        if one.on < since or (len(bad) == MEETINGS and one.on not in bad):
            break
        if one.on > today or not one.two_way or not (one.tone_theirs or one.tone_ours):
            continue
        if one.tone_theirs in BAD_TONES or one.tone_ours in BAD_TONES:
            bad.setdefault(one.on, []).append(one)
        elif one.on not in bad and not _was_bad(contacts, one.on):
            break
    return [one for day in bad.values() for one in day] if len(bad) == MEETINGS else []


def _was_bad(contacts: Sequence[InteractionFact], day: date) -> bool:
    """Say whether any contact of a day was bad."""
    return any(
        one.on == day
        and one.two_way
        and (one.tone_theirs in BAD_TONES or one.tone_ours in BAD_TONES)
        for one in contacts
    )


def _found(
    when: Urgency, says: str, params: dict[str, date], contacts: Iterable[InteractionFact]
) -> Finding:
    behind = tuple(("interaction", one.key) for one in contacts)
    return Finding("P01", when, says, params, behind, ("listen_first", "bring_another", "repair"))


def _known_moments(facts: RelationshipFacts, _numbers: Numbers) -> Iterable[date]:
    if facts.spiral is not None:
        yield facts.spiral.as_of
        yield later(facts.spiral.as_of, TRUSTED_FOR + 1)


_spiral_moments = Days(("spiral", _known_moments), contact=(0,), bad_tone=("days+1",))


RULES = (
    Rule(
        "P01",
        gettext_noop("Tone getting worse"),
        gettext_noop(
            "The last two meetings were guarded or hostile, theirs or ours, or the tone of both"
            " sides has been falling."
        ),
        gettext_noop(
            "Coldness answers coldness, and each side believes the other began. Whoever notices"
            " early can stop it with little."
        ),
        spiral_down,
        _spiral_moments,
        (
            ("listen_first", gettext_noop("Meet without a request, listen, and defend nothing.")),
            ("bring_another", gettext_noop("Choose which colleague goes next: perhaps another.")),
            ("repair", gettext_noop("Change the phase to repair, and go slowly.")),
        ),
        {"days": Setting(90, 14, 365, gettext_noop("Number of days the meetings go back."))},
        section=Section.WORTH_A_LOOK,
        needs=("interactions",),
    ),
)
