"""The right team: who of us goes, to a first meeting above all (T01 to T04)."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import ColleagueFact, MeetingFact, RelationshipFacts
from rapport.rules.moments import Days
from rapport.rules.planned_requests import CHANGE_MEETING
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency
from rapport.rules.warmups import VOICE

LOOKED_BACK = 365
"""So many days after it nobody asks any more who led a first contact."""

_BOTH = frozenset({"national", "international"})

_People = Mapping[Hashable, ColleagueFact]


def _people(facts: RelationshipFacts) -> _People:
    return {one.key: one for one in facts.colleagues}


def _first(facts: RelationshipFacts, today: date) -> list[MeetingFact]:
    """Return the meetings of the day on which we are to meet for the first time, if it is to come.

    Somebody we are said to know already has been met, also where no contact was logged.
    """
    if not facts.never_met(today):
        return []
    ahead = facts.planned(today)
    return [meeting for meeting in ahead if meeting.on == ahead[0].on]


def _who(meetings: Iterable[MeetingFact]) -> list[Hashable]:
    return [who for meeting in meetings for who, _ in meeting.ours]


def _security_alone(who: Sequence[Hashable], people: _People) -> bool:
    """Return whether somebody goes, and everybody who does is known to be of security."""
    return bool(who) and all(
        (one := people.get(key)) is not None and one.function == "security" for key in who
    )


def _of_meetings(
    code: str, when: Urgency, says: str, meetings: Sequence[MeetingFact], options: tuple[str, ...]
) -> Finding | None:
    """Return what is said of planned meetings, if there are any; the next one gives the day."""
    if not meetings:
        return None
    records = tuple(("meeting", meeting.key) for meeting in meetings)
    return Finding(code, when, says, {"planned": meetings[0].on}, records, options)


def security_first(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """T01: the first contact is, or was, with colleagues of security alone.

    Once somebody of another function was with them, or is to be, it is silent.
    """
    if not facts.in_touch or not facts.colleagues:
        return None
    people = _people(facts)
    first = _first(facts, today)
    if first:
        alone = first if _security_alone(_who(first), people) else []
        return _of_meetings(
            "T01",
            Urgency.THIS_WEEK,
            gettext_noop(
                "The first meeting (%(planned_when)s) is planned with security colleagues alone."
            ),
            alone,
            ("who_goes", "change_meeting"),
        )
    return _was_security_alone(facts, people, today, numbers)


def _was_security_alone(
    facts: RelationshipFacts, people: _People, today: date, numbers: Numbers
) -> Finding | None:
    met = [contact for contact in facts.interactions if contact.two_way and contact.on <= today]
    if not met or met[0].on <= later(today, -numbers["days"]):
        return None
    if not all(_security_alone(contact.ours, people) for contact in met):
        return None
    planned = (_who([meeting]) for meeting in facts.planned(today))
    if any(who and not _security_alone(who, people) for who in planned):
        return None
    return Finding(
        "T01",
        Urgency.WORTH_A_LOOK,
        gettext_noop("The first contact was with security colleagues alone (%(met_when)s)."),
        {"met": met[0].on},
        tuple(("interaction", contact.key) for contact in met),
        ("plan_with_programme",),
    )


_security_moments = Days(contact=(0, "days"), meeting=(1,))


def _spoken(meetings: Iterable[MeetingFact]) -> Iterable[MeetingFact]:
    return (meeting for meeting in meetings if meeting.channel in VOICE)


def no_mix(facts: RelationshipFacts, today: date, _numbers: Numbers) -> Finding | None:
    """T02: only national or only international colleagues go, and one of the others could.

    It speaks of a first meeting and of a negotiation, and only where everybody who goes has said
    which they are.
    """
    if not facts.in_touch or not facts.meetings:
        return None
    people = _people(facts)
    first = {meeting.key for meeting in _first(facts, today)}
    of_one_kind = [
        meeting
        for meeting in _spoken(facts.planned(today))
        if (meeting.key in first or meeting.purpose == "negotiation")
        and _another_could_go(meeting, people)
    ]
    return _of_meetings(
        "T02",
        Urgency.WORTH_A_LOOK,
        gettext_noop(
            "National and international colleagues could go together (%(planned_when)s); those"
            " who are to go are of one kind."
        ),
        of_one_kind,
        ("who_goes", "change_meeting"),
    )


def _origins(meeting: MeetingFact, people: _People) -> set[str]:
    """Return what those who go said they are; "" stands for somebody who did not say."""
    return {people[who].origin if who in people else "" for who, _ in meeting.ours}


def _another_could_go(meeting: MeetingFact, people: _People) -> bool:
    """Return whether those who go are of one kind, and somebody of the other could be sent."""
    origins = _origins(meeting, people)
    if len(origins) != 1 or not origins <= _BOTH:
        return False
    (missing,) = _BOTH - origins
    return any(one.origin == missing and one.can_go(meeting.on) for one in people.values())


def no_shield(facts: RelationshipFacts, today: date, _numbers: Numbers) -> Finding | None:
    """T03: only national colleagues go where there may be pressure, and nobody is their shield.

    There may be where we negotiate, and after they were hostile. What a colleague noted of their
    own risks has no part in it: not everybody who reads this may read that.
    """
    if not facts.in_touch or not facts.meetings:
        return None
    last = facts.last_two_way(today)
    hostile = last is not None and last.tone_theirs == "hostile"
    people = _people(facts)
    unshielded = [
        meeting
        for meeting in _spoken(facts.planned(today))
        if (hostile or meeting.purpose == "negotiation")
        and _origins(meeting, people) == {"national"}
        and all(part != "shield" for _, part in meeting.ours)
    ]
    return _of_meetings(
        "T03",
        Urgency.THIS_WEEK,
        gettext_noop(
            "National colleagues go alone where there may be pressure (%(planned_when)s), and"
            " nobody is named to stand before them."
        ),
        unshielded,
        ("who_goes", "name_a_shield"),
    )


def no_shared_language(facts: RelationshipFacts, today: date, _numbers: Numbers) -> Finding | None:
    """T04: nobody who goes speaks a language of theirs, and nobody interprets.

    It speaks only where everybody who goes has said what they speak.
    """
    if not facts.in_touch or not facts.languages or not facts.meetings:
        return None
    people = _people(facts)
    without = [
        meeting
        for meeting in _spoken(facts.planned(today))
        if meeting.ours and not meeting.interpreted and _speaks_none(facts, meeting, people)
    ]
    return _of_meetings(
        "T04",
        Urgency.THIS_WEEK,
        gettext_noop(
            "Nobody who is to go speaks their language (%(planned_when)s), and no interpreter is"
            " named."
        ),
        without,
        ("name_an_interpreter", "who_goes"),
    )


def _speaks_none(facts: RelationshipFacts, meeting: MeetingFact, people: _People) -> bool:
    spoken = [people[who].languages if who in people else frozenset() for who, _ in meeting.ours]
    return all(one and not one & facts.languages for one in spoken)


_planned_moments = Days(contact=(0,), meeting=(1,))


_WHO_GOES = (
    "who_goes",
    gettext_noop("Put colleagues side by side, and choose who goes with them."),
)

RULES = (
    Rule(
        "T01",
        gettext_noop("Security alone first"),
        gettext_noop(
            "Our first contact is planned with security colleagues alone, or was with them alone."
        ),
        gettext_noop(
            "Whoever comes first shows what we are about. Pair security with programme: somebody"
            " who can tell of the work, and say why access and safety matter for it."
        ),
        security_first,
        _security_moments,
        (
            _WHO_GOES,
            CHANGE_MEETING,
            (
                "plan_with_programme",
                gettext_noop("Plan a second meeting, with a colleague from programme."),
            ),
        ),
        {
            "days": Setting(
                180, 14, LOOKED_BACK, gettext_noop("Number of days a first contact is remembered.")
            )
        },
        section=Section.WORTH_A_LOOK,
        needs=("colleagues",),
    ),
    Rule(
        "T02",
        gettext_noop("Team of one kind"),
        gettext_noop(
            "Only national or only international colleagues go to a first meeting or a"
            " negotiation, and others could go with them."
        ),
        gettext_noop(
            "National and international colleagues hear different things and are heard"
            " differently. Together they notice more, and neither carries it alone."
        ),
        no_mix,
        _planned_moments,
        (_WHO_GOES, CHANGE_MEETING),
        section=Section.WORTH_A_LOOK,
        needs=("meetings",),
    ),
    Rule(
        "T03",
        gettext_noop("Nobody to stand before them"),
        gettext_noop(
            "Only national colleagues go where there may be pressure, and none is named as a"
            " shield."
        ),
        gettext_noop(
            "National colleagues and their families stay when others leave. A colleague who can be"
            " blamed for a no takes some of the pressure off them."
        ),
        no_shield,
        _planned_moments,
        (
            _WHO_GOES,
            ("name_a_shield", gettext_noop("Name a colleague who takes the part of the shield.")),
        ),
        section=Section.WORTH_A_LOOK,
        needs=("meetings",),
    ),
    Rule(
        "T04",
        gettext_noop("No shared language"),
        gettext_noop(
            "Nobody who goes to a meeting speaks a language of theirs, and nobody interprets."
        ),
        gettext_noop(
            "Without a shared language small talk is the first thing that falls away, and mistakes"
            " are noticed too late."
        ),
        no_shared_language,
        _planned_moments,
        (
            ("name_an_interpreter", gettext_noop("Name an interpreter, of ours or of theirs.")),
            _WHO_GOES,
        ),
        section=Section.WORTH_A_LOOK,
        needs=("meetings",),
    ),
)
