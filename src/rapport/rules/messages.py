"""Messages (M01 to M04): what somebody may read in what we are about to send.

A mirror of our own words, looked at before they go. Nothing is sent and nothing is kept; of what
they write to us nothing is read.
"""

from collections.abc import Hashable, Iterable
from datetime import date
from typing import Any, NamedTuple

from rapport.messages import gettext_noop
from rapport.rules.draft_cues import DraftCues
from rapport.rules.reachable import CARE, UNSAFE
from rapport.rules.rule import About, Finding, Numbers, Rule, Section, Setting, Urgency

_CLOCK = 24


class DraftFacts(NamedTuple):
    """A message to one person as the rules read it.

    ``safety`` is how safe the way it is to go is for them ("" where nobody has said so), and
    ``safe`` other ways that are. ``own_name`` says that their own real name stands in it,
    ``others`` how many real names of other people the writer may see, ``hard_words`` what could
    hurt if it were read. ``hour`` is that of the clock there, None where it was not said, and
    ``prayer`` says that one is near it.
    """

    key: Hashable
    cues: DraftCues
    safety: str = ""
    safe: tuple[str, ...] = ()
    own_name: bool = False
    others: int = 0
    hard_words: tuple[str, ...] = ()
    hour: int | None = None
    prayer: bool = False
    fast: bool = False
    feast: bool = False
    weekend: bool = False


def _finding(
    code: str, when: Urgency, facts: DraftFacts, says: str, *options: str, **params: Any
) -> Finding:
    return Finding(code, when, says, params, (("relationship", facts.key),), options)


def reads_cold(facts: DraftFacts, _today: date, numbers: Numbers) -> list[Finding]:
    """M01: no greeting, no line for them, very short, an order, blame, a raised voice."""
    cues = facts.cues
    if not cues.words:
        return []
    found = []
    if not cues.greeting:
        says = gettext_noop("There is no greeting.")
        found.append(_finding("M01", Urgency.SOON, facts, says, "greet"))
    if not cues.warm:
        says = gettext_noop("There is no line about them, only business.")
        found.append(_finding("M01", Urgency.SOON, facts, says, "warm_line"))
    if cues.words < numbers["short"]:
        says = gettext_noop("It is very short. Without a voice, short reads as cold.")
        found.append(_finding("M01", Urgency.WORTH_A_LOOK, facts, says, "warm_line", "call"))
    for quote in cues.orders:
        says = gettext_noop("This can read as an order.")
        found.append(_finding("M01", Urgency.SOON, facts, says, "ask_instead", quote=quote))
    for quote in cues.blames:
        says = gettext_noop("This can read as blame.")
        found.append(
            _finding("M01", Urgency.NOW, facts, says, "what_happened", "call", quote=quote)
        )
    if cues.shouts:
        says = gettext_noop("This can read as shouting.")
        quote = " ".join(cues.shouts[:5])
        found.append(_finding("M01", Urgency.SOON, facts, says, "quieter", quote=quote))
    return found


def request_first(facts: DraftFacts, _today: date, _numbers: Numbers) -> Finding | None:
    """M02: something is asked before anything else is said."""
    if not facts.cues.asks_first:
        return None
    says = gettext_noop("The request comes first.")
    return _finding(
        "M02", Urgency.SOON, facts, says, "warm_line", "ask_last", quote=facts.cues.asks_first
    )


def channel_unsafe(facts: DraftFacts, _today: date, _numbers: Numbers) -> list[Finding]:
    """M03: the way is not safe for them, or the words are not safe on any way."""
    if not facts.cues.words:
        return []
    found = []
    other = "other_way" if facts.safe else "in_person"
    if facts.safety == UNSAFE:
        says = gettext_noop("This channel is noted as not safe for them.")
        found.append(_finding("M03", Urgency.NOW, facts, says, other))
    elif facts.safety == CARE:
        says = gettext_noop("This channel is to be used with care for them.")
        found.append(_finding("M03", Urgency.SOON, facts, says, other))
    elif not facts.safety:
        says = gettext_noop("Nobody has noted whether this channel is safe for them.")
        found.append(_finding("M03", Urgency.WORTH_A_LOOK, facts, says, "note_way", other))
    if facts.others:
        says = gettext_noop("It names somebody whose real name is encrypted here.")
        found.append(_finding("M03", Urgency.NOW, facts, says, "no_names"))
    if facts.own_name:
        says = gettext_noop("Their own real name is in it: whoever takes the phone reads it.")
        found.append(_finding("M03", Urgency.NOW, facts, says, "title"))
    if facts.hard_words:
        says = gettext_noop("Words that could hurt if read by others: %(words)s.")
        words = ", ".join(facts.hard_words[:5])
        found.append(_finding("M03", Urgency.NOW, facts, says, "reword", words=words))
    return found


def bad_hour(facts: DraftFacts, _today: date, numbers: Numbers) -> list[Finding]:
    """M04: night, prayer, fast, feast or days of rest there."""
    if not facts.cues.words:
        return []
    found = []
    if facts.hour is not None and _at_night(facts.hour, numbers):
        says = gettext_noop("It is night there.")
        found.append(_finding("M04", Urgency.SOON, facts, says, "later"))
    if facts.prayer:
        says = gettext_noop("It is about the time of a prayer there.")
        found.append(_finding("M04", Urgency.WORTH_A_LOOK, facts, says, "later"))
    if facts.feast:
        says = gettext_noop("It is a feast there. Good wishes fit, business can wait.")
        found.append(_finding("M04", Urgency.SOON, facts, says, "wish", "later"))
    if facts.fast:
        says = gettext_noop("It is a month of fasting there: many are tired by day.")
        found.append(_finding("M04", Urgency.WORTH_A_LOOK, facts, says, "later"))
    if facts.weekend:
        says = gettext_noop("It is a day of rest there.")
        found.append(_finding("M04", Urgency.WORTH_A_LOOK, facts, says, "later"))
    return found


def _at_night(hour: int, numbers: Numbers) -> bool:
    """Say whether an hour lies between the evening and the morning hour, over midnight or not."""
    begins, ends = numbers["evening"] % _CLOCK, numbers["morning"]
    if begins <= ends:
        return begins <= hour < ends
    return hour >= begins or hour < ends


def _no_moments(_facts: DraftFacts, _numbers: Numbers) -> Iterable[date]:
    """Return no days: a message is looked at once, when somebody asks for it."""
    return ()


_WARM_LINE = ("warm_line", gettext_noop("Begin with a line about them, and then the business."))
_CALL = ("call", gettext_noop("Call instead, or say it when you meet."))
_LATER = ("later", gettext_noop("Send it at another hour."))
_WISH = ("wish", gettext_noop("Send good wishes alone, if they keep this feast."))

RULES = (
    Rule(
        "M01",
        gettext_noop("Reads cold"),
        gettext_noop(
            "A message has no greeting or no line about them, is very short, or sounds like an"
            " order, blame or shouting."
        ),
        gettext_noop(
            "In writing there is no face and no voice. What we meant to be brief can be read as"
            " cold, and what we meant to be clear as an order."
        ),
        reads_cold,
        _no_moments,
        (
            ("greet", gettext_noop("Begin with a greeting, in the way they greet.")),
            _WARM_LINE,
            _CALL,
            ("ask_instead", gettext_noop("Turn it into a question, or soften it.")),
            ("what_happened", gettext_noop("Say what happened, and not whose fault it was.")),
            ("quieter", gettext_noop("Write it in small letters, with one sign at the end.")),
        ),
        {"short": Setting(6, 1, 40, gettext_noop("Number of words under which it is short."))},
        words=gettext_noop(
            "Our own greetings and lines about them, one per line; what follows a - is no order,"
            " blame or shouting"
        ),
        section=Section.WORTH_A_LOOK,
        about=About.DRAFT,
    ),
    Rule(
        "M02",
        gettext_noop("Request comes first"),
        gettext_noop("A message asks for something before it says anything else."),
        gettext_noop(
            "Where the request is the first thing they read, they may feel used. A line for them,"
            " and the reason, come before it."
        ),
        request_first,
        _no_moments,
        (_WARM_LINE, ("ask_last", gettext_noop("Say why first, and ask at the end."))),
        words=gettext_noop(
            "Our own ways of asking, one per line; a line that begins with - no longer counts"
        ),
        section=Section.WORTH_A_LOOK,
        about=About.DRAFT,
    ),
    Rule(
        "M03",
        gettext_noop("Channel unsafe"),
        gettext_noop(
            "A message goes by a way that is not safe for them, or has words not safe on any."
        ),
        gettext_noop(
            "What is written stays on their phone and on ours, and is read at barriers. Being seen"
            " in touch with us can cost them their standing, or more."
        ),
        channel_unsafe,
        _no_moments,
        (
            ("other_way", gettext_noop("Use a way noted as safe for them.")),
            ("in_person", gettext_noop("Wait until you meet, or ask them which way is safe.")),
            ("note_way", gettext_noop("Note how safe this channel is for them.")),
            ("no_names", gettext_noop("Leave the name out, or write what both of you will know.")),
            ("title", gettext_noop("Write their title, or how they like to be called.")),
            ("reword", gettext_noop("Write it so that anybody may read it.")),
        ),
        section=Section.WORTH_A_LOOK,
        about=About.DRAFT,
    ),
    Rule(
        "M04",
        gettext_noop("Bad hour"),
        gettext_noop("A message would arrive at night, at prayer, on a feast or on a day of rest."),
        gettext_noop("When it comes says as much as what it says."),
        bad_hour,
        _no_moments,
        (_LATER, _WISH),
        {
            "evening": Setting(21, 12, 24, gettext_noop("Hour from which it is night.")),
            "morning": Setting(7, 0, 12, gettext_noop("Hour until which it is night.")),
        },
        section=Section.WORTH_A_LOOK,
        about=About.DRAFT,
    ),
)
