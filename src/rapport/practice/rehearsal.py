"""A scene made from a planned meeting: what they may raise and press for, and our own words.

Its people have invented names. What happened between us until now is what the rules are told, so
that they judge the rehearsal as they would judge the meeting. Nothing of it is kept.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from rapport.messages import gettext_noop
from rapport.practice.scene import END, MOODS, Cards, Line, Scene, Step
from rapport.rules.facts import RelationshipFacts

Say = Callable[[str], str]
"""Gives a sentence in the language of the reader."""

INVENTED = gettext_noop("Salim Torven")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is prepared for a meeting, in the words of its card; ``called`` are their aliases.

    ``refusals`` are courteous ways to say what we cannot do, ``asks`` what we mean to ask there.
    """

    called: tuple[str, ...]
    channel: str
    purpose: str
    hooks: tuple[str, ...]
    concerns: tuple[str, ...]
    avoid: tuple[str, ...]
    asks: tuple[str, ...]
    may_say: tuple[str, ...]
    refusals: tuple[str, ...]
    question: str


def rehearsal(plan: Plan, facts: RelationshipFacts, day: date, say: Say) -> Scene:
    """Return the scene of a planned meeting."""
    steps = [*_steps(plan, _Spoken(plan.called, say))]
    following = [*(key for key, _, _ in steps[1:]), END]
    return Scene(
        name="rehearsal",
        title=say(gettext_noop("Rehearsal")),
        families=(),
        level=1,
        who=say(INVENTED),
        situation="",
        pressure="",
        mood="neutral",
        before={},
        meeting={"channel": plan.channel, "purpose": plan.purpose},
        after_days=0,
        steps=tuple(
            Step(key, says, tuple(_line(line, after) for line in lines))
            for (key, says, lines), after in zip(steps, following, strict=True)
        ),
        ends={mood: say(text) for mood, text in _ENDS.items()},
        cards=Cards("", "", ()),
        base=facts,
        day=day,
    )


_ENDS = {
    "open": gettext_noop("They would see you again, and would say so to others."),
    "neutral": gettext_noop("They were polite. Nothing was closed, and nothing opened."),
    "guarded": gettext_noop("They will think twice before they see you again."),
    "hostile": gettext_noop("They will not see you again soon."),
}

_Said = tuple[str, int, tuple[str, ...], str]


def _line(said: _Said, after: str) -> Line:
    say, opens, does, they = said
    return Line(say, opens, does, they, dict.fromkeys(MOODS, after))


class _Spoken:
    """Sentences in the reader's language, with their names replaced by an invented one."""

    def __init__(self, called: tuple[str, ...], say: Say) -> None:
        self._called = sorted((name for name in called if name), key=len, reverse=True)
        self._say = say

    def ours(self, text: str) -> str:
        """Return a text of the card without the aliases of those we meet."""
        for name in self._called:
            text = text.replace(name, self._say(INVENTED))
        return text

    def __call__(self, text: str, **parts: str) -> str:
        return self._say(text) % parts if parts else self._say(text)


def _steps(plan: Plan, say: _Spoken) -> Iterator[tuple[str, str, list[_Said]]]:
    yield "arrive", say(_ARRIVE), _arriving(plan, say)
    if plan.concerns:
        worry = say.ours(plan.concerns[0])
        yield "worry", say(_WORRY, worry=worry), _worried(say)
    yield "press", say(_PRESS), _pressed(plan, say)
    if plan.avoid:
        yield "quiet", say(_QUIET), _quiet(plan, say)
    yield "ask", say(_AND_YOU), _asking(plan, say)


_ARRIVE = gettext_noop("You are shown in. They greet you and wait.")
_WORRY = gettext_noop("They come to what worries them: “%(worry)s”.")
_PRESS = gettext_noop("They say: others who come here help us with what we need. And you?")
_QUIET = gettext_noop("The talk falls silent for a while.")
_AND_YOU = gettext_noop("They ask: is there anything else you have come for?")


def _arriving(plan: Plan, say: _Spoken) -> list[_Said]:
    opener = say.ours(plan.hooks[0]) if plan.hooks else ""
    begin = (
        say(gettext_noop("(You begin with what you prepared: %(opener)s)"), opener=opener)
        if opener
        else say(gettext_noop("How was the rain on this side? The road up here was green."))
    )
    return [
        (
            say(gettext_noop("Thank you for seeing me. We have two things to settle today.")),
            -1,
            (),
            say(gettext_noop("They look at their watch: then begin.")),
        ),
        (begin, 1, ("small-talk",), say(gettext_noop("They sit back and answer at length."))),
        (
            say(gettext_noop("(You say who you are, whom you work for, and why you came.)")),
            1,
            ("introduce-self", "introduce-organisation", "tell organisation", "tell mandate"),
            say(gettext_noop("They ask where you come from yourself.")),
        ),
    ]


def _worried(say: _Spoken) -> list[_Said]:
    return [
        (
            say(gettext_noop("That is not in our hands, I am afraid.")),
            -1,
            (),
            say(gettext_noop("It never is, they say.")),
        ),
        (
            say(gettext_noop("Tell me more. Since when is it so, and whom does it touch most?")),
            1,
            ("learn concern",),
            say(gettext_noop("They tell you something you did not know.")),
        ),
        (
            say(gettext_noop("I will see to it that somebody looks into it.")),
            0,
            ("promise-without-day",),
            say(gettext_noop("When? they ask.")),
        ),
    ]


def _pressed(plan: Plan, say: _Spoken) -> list[_Said]:
    refusal = (
        say.ours(plan.refusals[0])
        if plan.refusals
        else say(gettext_noop("I wish I could. It is something none of us may do, for anybody."))
    )
    return [
        (
            say(gettext_noop("Let me ask my office; perhaps something can be found.")),
            0,
            ("promise-without-day",),
            say(gettext_noop("Good, they say. We will remember it.")),
        ),
        (refusal, 0, ("tell limits",), say(gettext_noop("They nod slowly. At least you say it."))),
        (
            say(gettext_noop("That is out of the question.")),
            -1,
            ("tell limits",),
            say(gettext_noop("They look past you.")),
        ),
    ]


def _quiet(plan: Plan, say: _Spoken) -> list[_Said]:
    avoid = say.ours(plan.avoid[0])
    question = say.ours(plan.question) or say(
        gettext_noop("What would make your own work easier this month?")
    )
    return [
        (
            say(gettext_noop("(You raise what was not to be raised: %(avoid)s)"), avoid=avoid),
            -2,
            (),
            say(gettext_noop("The room is cold at once.")),
        ),
        (
            question,
            1,
            ("learn need",),
            say(gettext_noop("They think about it, and answer honestly.")),
        ),
        (
            say(gettext_noop("(You let the silence be.)")),
            0,
            (),
            say(gettext_noop("After a while they go on by themselves.")),
        ),
    ]


def _asking(plan: Plan, say: _Spoken) -> list[_Said]:
    wish = say.ours(plan.asks[0]) if plan.asks else ""
    reason = say.ours(plan.may_say[0]) if plan.may_say else ""
    asked = (
        say(gettext_noop("(You ask for it: %(wish)s) %(reason)s"), wish=wish, reason=reason)
        if wish
        else say(gettext_noop("There is something we would like to ask of you."))
    )
    return [
        (
            say(gettext_noop("Today only to see you. May I come again next week?")),
            1,
            (),
            say(gettext_noop("Come, they say, and name a day.")),
        ),
        (
            asked.strip(),
            0,
            ("ask", "name-cost", "give-reason"),
            say(gettext_noop("They do not say yes, and not no.")),
        ),
        (
            say(gettext_noop("I need your answer today. My office is waiting for it.")),
            -2,
            ("ask",),
            say(gettext_noop("Then they will wait, they say.")),
        ),
    ]
