"""What the file of a scene may hold: every name in it, what must be there, and every closed list.

``docs/practice.md`` shows the same to trainers.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from rapport.practice.effects import CHANNELS, FORMS, KINDS_LEARNT, KINDS_TOLD, PURPOSES
from rapport.practice.scene import END, MOODS
from rapport.practice.shapes import (
    Choice,
    Count,
    Key,
    ListOf,
    Name,
    OneOf,
    Pair,
    Shape,
    Table,
    Text,
    YesNo,
    shown,
)
from rapport.rules.rule import FAMILIES

PHASES = ("engagement", "negotiation", "aftercare", "repair", "dormant", "closed")
STAGES = (
    *("unknown", "introduced", "rapport", "working_trust", "tested_trust", "strained"),
    *("distance", "dormant", "closed"),
)
PREFERENCES = ("none", "oral", "message", "minutes", "signed")
CHANNELS_MET = (*CHANNELS, "intermediary", "chance")
PURPOSES_MET = (*PURPOSES, "incident")
PUNCTUALITY = ("on_time", "late", "absent")
NATURES = ("fact", "interpretation")
KEEPING = ("kept", "wobbling", "breached")
FUNCTIONS = ("programme", "security", "access", "management", "legal", "logistics")
ORIGINS = ("national", "international")
SIDES = ("us", "them")

_TOP = "at the top of the file, above [before]"
_LINE = "in a line, below [[step.line]]"

ELSEWHERE = {
    **dict.fromkeys(
        ("title", "families", "level", "with", "situation", "presses", "mood", "you", "them"), _TOP
    ),
    **dict.fromkeys(("observe", "after_days"), _TOP),
    **dict.fromkeys(("say", "they", "opens", "does", "next"), _LINE),
    **dict.fromkeys(("says",), "in a step, below [[step]]"),
    **dict.fromkeys(("line",), "in a step: write [[step.line]]"),
    **dict.fromkeys(("channel", "purpose"), "below [meeting], or in what was met"),
    **dict.fromkeys(("known_days", "phase", "stage", "met", "told", "knows"), "below [before]"),
    **dict.fromkeys(("promises", "agreements", "colleagues", "mandate"), "below [before]"),
    **dict.fromkeys(("power_plan", "seen"), "below [before]"),
}
"""Where a name belongs that stands in the wrong place: under the wrong heading, most often."""


class _Family(Choice):
    """The letter of a family of rules."""

    def faults(self, name: str, value: Any) -> Iterator[str]:  # noqa: ARG002 - as its kin
        """Yield what is wrong with a letter."""
        if value not in self.of:
            letters = f"{', '.join(self.of[:-1])} or {self.of[-1]}"
            yield (f"There is no family of rules {shown(value)}. Write only the letter: {letters}.")


def _keys(**shapes: Shape) -> dict[str, Key]:
    return {name: Key(shape) for name, shape in shapes.items()}


_AGO = Count(0, 3650)
_AHEAD = Count(-3650, 3650)
_MEETING = {
    **_keys(channel=Choice(CHANNELS_MET), purpose=Choice(PURPOSES_MET)),
    **_keys(small_talk=YesNo(), introduced_self=YesNo(), introduced_organisation=YesNo()),
}
_MET = {
    "days_ago": Key(_AGO, "how many days ago it was, as days_ago = 9"),
    **_MEETING,
    **_keys(tone_theirs=Choice(MOODS), tone_ours=Choice(MOODS), asked=YesNo(), two_way=YesNo()),
    **_keys(on_time=Choice(PUNCTUALITY), life_saving=YesNo()),
}
_KNOWN = {
    "kind": Key(Choice(KINDS_LEARNT), 'what kind of thing it is, as kind = "concern"'),
    **_keys(id=Name(), days_ago=_AGO, nature=Choice(NATURES)),
}
_PROMISED = {
    "id": Key(Name(), "the name by which lines speak of it"),
    "due_in": Key(_AHEAD, "in how many days it is due, as due_in = -3 where that has passed"),
    "by": Key(Choice(SIDES)),
}
_AGREED = {
    "form": Key(Choice(FORMS), 'the form it has, as form = "oral"'),
    **_keys(id=Name(), days_ago=_AGO, marks=ListOf(Pair(_AGO, Choice(KEEPING)))),
    **_keys(whole=YesNo(), confirmed=YesNo(), review_in=_AHEAD),
}
_STEP_DUE = {
    "id": Key(Name(), "the name by which lines speak of it"),
    "due_in": Key(_AHEAD, "in how many days it is due, as due_in = 4"),
}
_SEEN = {
    "id": Key(Name(), "the name by which lines speak of them"),
    **_keys(of=Choice(SIDES)),
}
_COLLEAGUE = {
    "id": Key(Name(), "the name by which lines speak of them"),
    **_keys(function=Choice(FUNCTIONS), origin=Choice(ORIGINS), languages=ListOf(Text())),
}


def _tables(keys: Mapping[str, Key]) -> ListOf:
    return ListOf(Table(keys, "{}: ", ELSEWHERE, "a list of tables: write them as [{…}]"))


BEFORE = {
    **_keys(known_days=_AGO, phase=Choice(PHASES), stage=Choice(STAGES)),
    **_keys(prefers=Choice(PREFERENCES), languages=ListOf(Text()), small=YesNo()),
    **_keys(disagreement=YesNo(), mandate=YesNo(), answers_to=YesNo(), backup=Text()),
    **_keys(met=_tables(_MET), told=ListOf(Choice(KINDS_TOLD)), told_days_ago=_AGO),
    **_keys(knows=_tables(_KNOWN), promises=_tables(_PROMISED), agreements=_tables(_AGREED)),
    **_keys(colleagues=_tables(_COLLEAGUE), feast_in=_AHEAD, plan_in=_AHEAD),
    **_keys(plan_purpose=Choice(PURPOSES_MET), new_lead_days_ago=Count(1, 3650)),
    **_keys(demanded_days_ago=_AGO, power_changed_days_ago=_AGO, rising_days_ago=_AGO),
    **_keys(power_plan=_tables(_STEP_DUE), seen=_tables(_SEEN)),
}
"""What may be said of what there is before a scene."""

_BY_MOOD = {mood: Key(Name()) for mood in MOODS}
LINE = {
    "say": Key(Text(), "what is said"),
    "opens": Key(Count(-2, 2)),
    "does": Key(ListOf(Text(), most=20)),
    "they": Key(Text(), "how they answer"),
    "next": Key(OneOf(Table(_BY_MOOD, "next: "), Name())),
}
_FEW = "it needs two to five lines to choose from; write [[step.line]] above each."


def _a_line(number: int, _: Mapping[str, Any]) -> str:
    return f"line {number}"


def _a_step(number: int, step: Mapping[str, Any]) -> str:
    named = step.get("id")
    return named if isinstance(named, str) and named else str(number)


_PART = "a part of its own: write [{}] on a line, and its names below it"
_LINES = ListOf(Table(LINE, "{}: ", ELSEWHERE, "no table"), 2, 5, _FEW, _a_line)
STEP = {
    "id": Key(Name(), f"a name for it, in one word, and not {END!r}"),
    "says": Key(Text(), "what they say, or what happens"),
    "line": Key(_LINES, "two to five lines, with [[step.line]] above each"),
}
_NO_STEP = 'It has no step; write [[step]], and below it id = "gate".'
ENDS = {mood: Key(Text(), "what they took away when they are so") for mood in MOODS}

TOP = {
    "title": Key(Text(), "what the scene is called"),
    "families": Key(
        ListOf(
            _Family(tuple(FAMILIES)),
            1,
            12,
            'families needs the letter of a family of rules: families = ["E"].',
        ),
        'the letters of the rules it is about, as families = ["E"]',
    ),
    "level": Key(Count(1, 3), "1 for easy, 2 for harder, 3 for hard"),
    "after_days": Key(Count(0, 3650)),
    "with": Key(Text(), "whom you meet"),
    "situation": Key(Text(), "how things stand when it begins"),
    "presses": Key(Text(), "what presses you"),
    "mood": Key(Choice(MOODS), f"their mood when it begins: {', '.join(MOODS)}"),
    "you": Key(Text(), "the card of the first player"),
    "them": Key(Text(), "the card of the second player"),
    "observe": Key(ListOf(Text(), most=12)),
    "before": Key(Table(BEFORE, "In {}: ", ELSEWHERE, _PART.format("before"))),
    "meeting": Key(Table(_MEETING, "In {}: ", ELSEWHERE, _PART.format("meeting"))),
    "ends": Key(
        Table(ENDS, "In {}: ", ELSEWHERE, _PART.format("ends")),
        f"[ends], with what they took away for each of: {', '.join(MOODS)}",
    ),
    "step": Key(
        ListOf(Table(STEP, "Step {}: ", ELSEWHERE, "no table"), 1, 30, _NO_STEP, _a_step),
        'steps: write [[step]], and below it id = "gate"',
    ),
}
SCENE = Table(TOP, "", ELSEWHERE)
"""The whole file."""

# The words of a scene in another language: what is read, in the same order, and nothing else.

_ALONE = "in the scene alone: take it out here"
_NOT_HERE = dict.fromkeys(
    ("families", "level", "after_days", "mood", "before", "meeting", "opens", "does", "next"),
    _ALONE,
)
_WORDS_OF_LINE = {name: LINE[name] for name in ("say", "they")}
_WORDS_OF_STEP = {
    "id": Key(Name()),
    "says": STEP["says"],
    "line": Key(ListOf(Table(_WORDS_OF_LINE, "{}: ", {**ELSEWHERE, **_NOT_HERE}), called=_a_line)),
}
_READ = ("title", "with", "situation", "presses", "you", "them", "ends")
WORDS = Table(
    {
        **{name: TOP[name] for name in _READ},
        "observe": TOP["observe"],
        "step": Key(
            ListOf(
                Table(_WORDS_OF_STEP, "Step {}: ", {**ELSEWHERE, **_NOT_HERE}),
                most=30,
                called=_a_step,
            ),
            "the steps, with [[step]] above each",
        ),
    },
    "",
    {**ELSEWHERE, **_NOT_HERE},
)
"""The file of its words in another language."""
