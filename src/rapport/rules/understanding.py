"""What we understood of them, and whether it still holds (R02, R05, R06, R08)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import RelationshipFacts
from rapport.rules.facts_understood import InsightFact
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency

MATTERS = frozenset(
    {"position", "reasoning", "value", "need", "concern", "constraint", "misperception", "avoid"}
)
"""The kinds of insights on which we act: what they like to talk of may be left unchecked."""


def concern_unanswered(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """R02: a concern was heard and nobody took it up, for long or with a meeting near."""
    if not facts.in_touch:
        return None
    open_ = [
        one
        for one in facts.insights
        if one.kind == "concern" and one.on <= today and one.stood(today) == "open"
    ]
    if not open_:
        return None
    ahead = facts.planned(today) if facts.meetings else []
    near = [one for one in ahead if one.on <= later(today, numbers["meeting"])]
    waiting = open_ if near else [one for one in open_ if _is_old(one.on, today, numbers["days"])]
    if not waiting:
        return None
    since = min(one.on for one in waiting)
    behind = tuple(("insight", one.key) for one in waiting)
    options = ("answer_concern", "raise_concern")
    if near:
        says = gettext_noop(
            "A concern of theirs has had no answer since %(since)s, and a meeting is near:"
            " %(meeting_when)s."
        )
        params = {"since": since, "meeting": near[0].on}
        return Finding("R02", Urgency.THIS_WEEK, says, params, behind, options)
    says = gettext_noop("A concern of theirs has had no answer since %(since)s.")
    return Finding("R02", Urgency.SOON, says, {"since": since}, behind, options)


def _is_old(day: date, today: date, days: int) -> bool:
    return later(day, days) < today


def _concern_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    concerns = [one for one in facts.insights if one.kind == "concern"]
    yield from _followed(concerns)
    for one in concerns:
        yield later(one.on, numbers["days"] + 1)
    if concerns:
        yield from facts.days_after_meetings()
        for meeting in facts.meetings:
            yield later(meeting.on, -numbers["meeting"])


def _followed(insights: Iterable[InsightFact]) -> Iterator[date]:
    """Yield the days from which something is known, and from which it is answered or back."""
    for one in insights:
        yield from (day for day in (one.on, one.answered_on, one.returned_on) if day)


def assumption_unverified(facts: RelationshipFacts, today: date, numbers: Numbers) -> list[Finding]:
    """R05: a reading was not checked for long, has no source, or hearsay is taken as fact."""
    if not facts.in_touch:
        return []
    known = [one for one in facts.insights if one.kind in MATTERS and one.on <= today]
    if not known:
        return []
    hearsay = [one for one in known if one.nature == "fact" and _is_hearsay(one, today)]
    readings = [one for one in known if one.nature != "fact"]
    aged = [one for one in readings if _is_old(_last_true(one, today), today, numbers["days"])]
    bare = [
        one
        for one in readings
        if one not in aged
        and not _has_source(one, today)
        and _is_old(one.on, today, numbers["unsourced"])
    ]
    found = []
    if hearsay:
        says = gettext_noop("Something is kept as a fact that we only heard, or are not sure of.")
        found.append(_of(hearsay, says, {}, ("check_reading", "keep_as_reading")))
    if aged:
        says = gettext_noop("How we read them was last checked on %(since)s.")
        since = min(_last_true(one, today) for one in aged)
        found.append(_of(aged, says, {"since": since}, ("check_reading", "ask_them")))
    if bare:
        says = gettext_noop("How we read them has no source: nobody wrote how we know.")
        found.append(_of(bare, says, {}, ("name_the_source", "ask_them")))
    return found


def _is_hearsay(one: InsightFact, today: date) -> bool:
    unsure = one.known_from == "third_party" or one.confidence == "low"
    return unsure and not _was_checked(one, today)


def _was_checked(one: InsightFact, today: date) -> bool:
    return one.checked_on is not None and one.checked_on <= today


def _last_true(one: InsightFact, today: date) -> date:
    """Return the last day on which somebody found that it holds."""
    if one.checked_on is not None and one.checked_on <= today:
        return max(one.on, one.checked_on)
    return one.on


def _has_source(one: InsightFact, today: date) -> bool:
    return bool(one.known_from) or one.from_interaction is not None or _was_checked(one, today)


def _of(
    insights: Sequence[InsightFact], says: str, params: dict[str, date], options: tuple[str, ...]
) -> Finding:
    behind = tuple(("insight", one.key) for one in insights)
    return Finding("R05", Urgency.WORTH_A_LOOK, says, params, behind, options)


def _assumption_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    for one in facts.insights:
        if one.kind in MATTERS:
            yield one.on
            yield later(one.on, numbers["days"] + 1)
            yield later(one.on, numbers["unsourced"] + 1)
            if one.checked_on is not None:
                yield one.checked_on
                yield later(one.checked_on, numbers["days"] + 1)


def one_sided_story(facts: RelationshipFacts, today: date, numbers: Numbers) -> list[Finding]:
    """R06: several readings and never how they would tell it, or words that take a side."""
    found = []
    known = [one for one in facts.insights if one.kind in MATTERS and one.on <= today]
    readings = [one for one in known if one.nature != "fact"]
    ours_alone = not any(one.their_version for one in facts.insights if one.on <= today)
    if facts.in_touch and ours_alone and len(readings) >= numbers["readings"]:
        when = Urgency.SOON if facts.disagreements else Urgency.WORTH_A_LOOK
        says = gettext_noop("We wrote how we read them, and nowhere how they would tell it.")
        behind = tuple(("insight", one.key) for one in readings)
        found.append(Finding("R06", when, says, {}, behind, ("tell_their_version", "ask_them")))
    loaded = [note for note in facts.notes if note.loaded and note.written_by(today)]
    if loaded:
        says = gettext_noop("A text of ours has words that take a side.")
        behind = tuple((note.kind, note.key) for note in loaded)
        found.append(Finding("R06", Urgency.WORTH_A_LOOK, says, {}, behind, ("say_it_plainly",)))
    return found


def _story_moments(facts: RelationshipFacts, _numbers: Numbers) -> Iterable[date]:
    yield from (one.on for one in facts.insights)
    yield from (note.on for note in facts.notes if note.loaded and note.on)


def misperception_standing(
    facts: RelationshipFacts, today: date, numbers: Numbers
) -> list[Finding]:
    """R08: a false idea of us was heard and not answered for long, or it came back."""
    if not facts.in_touch:
        return []
    heard = [one for one in facts.insights if one.kind == "misperception" and one.on <= today]
    if not heard:
        return []
    back = [one for one in heard if _came_back(one, today)]
    standing = [
        one
        for one in heard
        if one not in back
        and one.stood(today) != "answered"
        and _is_old(one.on, today, numbers["days"])
    ]
    found: list[Finding] = []
    options: tuple[str, ...]
    if back:
        says = gettext_noop("A false idea of us came back on %(since)s, after we had answered it.")
        since = min(one.returned_on for one in back if one.returned_on)
        options = ("answer_misperception", "tell_who_we_are", "ask_where_from")
        found.append(_misread(Urgency.THIS_WEEK, says, since, back, options))
    if standing:
        says = gettext_noop("A false idea of us has stood unanswered since %(since)s.")
        since = min(one.on for one in standing)
        options = ("answer_misperception", "tell_who_we_are")
        found.append(_misread(Urgency.SOON, says, since, standing, options))
    return found


def _came_back(one: InsightFact, today: date) -> bool:
    """Say whether it was heard again after the answer; a later answer settles that too."""
    if one.returned_on is None or one.answered_on is None:
        return False
    return one.answered_on < one.returned_on <= today


def _misread(
    when: Urgency, says: str, since: date, heard: Sequence[InsightFact], options: tuple[str, ...]
) -> Finding:
    behind = tuple(("insight", one.key) for one in heard)
    return Finding("R08", when, says, {"since": since}, behind, options)


def _misperception_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    heard = [one for one in facts.insights if one.kind == "misperception"]
    yield from _followed(heard)
    for one in heard:
        yield later(one.on, numbers["days"] + 1)


_ASK_THEM = (
    "ask_them",
    gettext_noop("Meet without a request, and ask them how they see it."),
)
_TELL_WHO_WE_ARE = gettext_noop("Tell them again who we are, and what we do not do.")

RULES = (
    Rule(
        "R02",
        gettext_noop("Concern without an answer"),
        gettext_noop(
            "A concern they told us of has not been followed up, for a long time or with a meeting"
            " near."
        ),
        gettext_noop(
            "Somebody who says what worries them, and hears nothing more of it, learns that we do"
            " not listen."
        ),
        concern_unanswered,
        _concern_moments,
        (
            ("answer_concern", gettext_noop("Write what was done about it, or what we answered.")),
            ("raise_concern", gettext_noop("Plan a contact in which it is taken up.")),
        ),
        {
            "days": Setting(21, 1, 180, gettext_noop("Number of days after it was heard.")),
            "meeting": Setting(7, 1, 60, gettext_noop("Number of days before a planned meeting.")),
        },
        section=Section.OUR_WORD,
        needs=("insights",),
    ),
    Rule(
        "R05",
        gettext_noop("Assumption not checked"),
        gettext_noop(
            "How we read them was not checked for a long time or has no source, or something we"
            " only heard is kept as a fact."
        ),
        gettext_noop(
            "What we believe of others ages unnoticed. A plan that rests on a wrong reading offends"
            " where it meant to please."
        ),
        assumption_unverified,
        _assumption_moments,
        (
            ("check_reading", gettext_noop("Check whether it is still true, and confirm it.")),
            ("keep_as_reading", gettext_noop("Keep it as our reading, not as a fact.")),
            ("name_the_source", gettext_noop("Say how we know.")),
            _ASK_THEM,
        ),
        {
            "days": Setting(
                120, 14, 730, gettext_noop("Number of days until it is checked again.")
            ),
            "unsourced": Setting(
                14, 1, 180, gettext_noop("Number of days in which its source can be added.")
            ),
        },
        section=Section.WORTH_A_LOOK,
        needs=("insights",),
    ),
    Rule(
        "R06",
        gettext_noop("One-sided story"),
        gettext_noop(
            "There are several readings of them and nowhere how they would tell it, or a text has"
            " words that take a side."
        ),
        gettext_noop(
            "Everybody finds their own side fairer than it is. Telling it once as they would shows"
            " what we left out."
        ),
        one_sided_story,
        _story_moments,
        (
            ("tell_their_version", gettext_noop("Write how they would tell it.")),
            _ASK_THEM,
            ("say_it_plainly", gettext_noop("Say it in words that both sides could use.")),
        ),
        {"readings": Setting(3, 1, 20, gettext_noop("Number of readings."))},
        section=Section.WORTH_A_LOOK,
        needs=("insights", "notes"),
    ),
    Rule(
        "R08",
        gettext_noop("Misperception standing"),
        gettext_noop(
            "A false idea they have of us was not answered for a long time, or came back after it"
            " was."
        ),
        gettext_noop(
            "Where people are set against each other, a false idea of us travels fast and can put"
            " us, and those who speak with us, in danger."
        ),
        misperception_standing,
        _misperception_moments,
        (
            ("answer_misperception", gettext_noop("Write what we answered, and when.")),
            ("tell_who_we_are", _TELL_WHO_WE_ARE),
            ("ask_where_from", gettext_noop("Ask where they heard it.")),
        ),
        {"days": Setting(14, 1, 180, gettext_noop("Number of days after it was heard."))},
        section=Section.WORTH_A_LOOK,
        needs=("insights",),
    ),
)
