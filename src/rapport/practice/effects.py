"""What a line does, in the terms of the product: the words a scene may use, and their meaning.

Each word makes or changes a fact as a colleague would record it after the meeting, so that the
rules can judge the scene as they judge work. ``docs/practice.md`` lists them for trainers.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

from rapport.practice import records
from rapport.practice.story import Story
from rapport.rules.draft_cues import cues_in
from rapport.rules.facts import AskFact
from rapport.rules.hard_words import hard_words_in, loaded_words_in, private_words_in
from rapport.rules.messages import DraftFacts

KINDS_TOLD = ("us_as_people", "organisation", "mandate", "principles", "limits", "expectations")
KINDS_LEARNT = (
    *("position", "reasoning", "value", "need", "concern", "constraint", "connection"),
    *("preference", "misperception", "offer", "hook", "avoid"),
)
FORMS = ("signed", "letters", "minutes", "message", "witnessed", "oral", "tacit")
CHANNELS = ("in_person", "phone", "video", "message", "letter")
PURPOSES = ("engagement", "negotiation", "follow_up", "courtesy")


class Effect(NamedTuple):
    """A word: what it means, what may follow it, and what it does.

    ``takes`` is empty where nothing follows, ``"days"`` for a number, the name of a list in
    ``before`` for the id of something in it; otherwise the words one may choose from.
    """

    means: str
    does: Callable[[Story, str], None]
    takes: tuple[str, ...] | str = ""


def _contact(**fields: Any) -> Callable[[Story, str], None]:
    return lambda story, _: story.in_contact(**fields)


def _ask(story: Story, _: str) -> None:
    story.in_contact(asked=True)
    story.add("asks", _made(story))


def _ask_for_lives(story: Story, _: str) -> None:
    story.in_contact(asked=True, life_saving=True)
    story.add("asks", _made(story)._replace(life_saving=True, authorised=True))


def _made(story: Story) -> AskFact:
    fields = {"outcome": "made", "made_on": story.day, "interaction": story.CONTACT}
    return records.ask(story.key(), story.day, **fields)


def _plan_ask(story: Story, days: str) -> None:
    on = story.day + timedelta(days=int(days))
    story.add("asks", records.ask(story.key(), story.day, outcome="planned", planned_for=on))


def _last_ask(**fields: Any) -> Callable[[Story, str], None]:
    return lambda story, _: story.change_last("asks", **fields)


def _learn(story: Story, kind: str) -> None:
    story.add("insights", records.insight(story.key(), kind, story.day))


def _read(story: Story, kind: str) -> None:
    # A reading has no source yet, and nobody has checked it.
    nowhere = {"known_from": "", "from_interaction": None, "checked_on": None}
    row = records.insight(story.key(), kind, story.day, nature="interpretation", **nowhere)
    story.add("insights", row)


def _promise(story: Story, days: str) -> None:
    story.add(
        "commitments",
        records.promise(story.key(), story.day, story.day + timedelta(days=int(days))),
    )


def _agree(story: Story, form: str) -> None:
    review = story.day + timedelta(days=14)
    terms = (records.term(story.key(), whole=False),)
    made = records.agreement(story.key(), form, story.day, terms, review_on=review)
    story.add("agreements", made)
    story.change_last("asks", outcome="granted", answered_on=story.day)


def _term(**fields: bool) -> Callable[[Story, str], None]:
    return lambda story, _: story.change_term(**fields)


def _give_in(story: Story, _: str) -> None:
    story.demanded(screened=False)


def _message(story: Story, _: str) -> None:
    story.draft = DraftFacts("message", cues_in(story.said), safety="safe")


_SOME = ("…",)
"""Where the lists know none of the words of the line itself."""

EFFECTS: dict[str, Effect] = {
    "small-talk": Effect("You talk of ordinary things.", _contact(small_talk=True)),
    "introduce-self": Effect("You say who you are.", _contact(introduced_self=True)),
    "introduce-organisation": Effect(
        "You say whom you work for.", _contact(introduced_organisation=True)
    ),
    "late": Effect("You come late.", _contact(on_time="late")),
    "not-there": Effect("You do not come.", _contact(on_time="absent", two_way=False)),
    "by": Effect(
        "It passes another way than was planned.",
        lambda story, channel: story.in_contact(channel=channel),
        CHANNELS,
    ),
    "purpose": Effect(
        "It becomes another kind of meeting.",
        lambda story, purpose: story.in_contact(purpose=purpose),
        PURPOSES,
    ),
    "negotiate": Effect(
        "The relationship moves on to negotiation.", lambda story, _: story.set(phase="negotiation")
    ),
    "ask": Effect("You ask them for something.", _ask),
    "ask-for-lives": Effect(
        "You ask because lives depend on it, as was authorised.", _ask_for_lives
    ),
    "plan-ask": Effect("You decide to ask them in so many days.", _plan_ask, "days"),
    "name-cost": Effect("What a yes may cost them is named.", _last_ask(costs_named=True)),
    "heavy-cost": Effect(
        "A heavy cost is named, and nothing softens it.",
        _last_ask(costs_named=True, heavy_bare=True),
    ),
    "soften": Effect("Something softens that cost.", _last_ask(heavy_bare=False)),
    "give-reason": Effect(
        "There is a good reason for them, held against our red lines.",
        _last_ask(reason_for_them=True, benefit_checked=True),
    ),
    "withdraw": Effect("You let the request go.", _last_ask(outcome="withdrawn")),
    "tell": Effect("You tell them about us.", lambda story, kind: story.tell(kind), KINDS_TOLD),
    "learn": Effect("You hear it from them, and note it.", _learn, KINDS_LEARNT),
    "read": Effect("You note it as your reading of them.", _read, KINDS_LEARNT),
    "answer": Effect(
        "You answer a concern or a false idea of theirs.",
        lambda story, key: story.change("insights", key, state="answered", answered_on=story.day),
        "knows",
    ),
    "promise": Effect("You promise something in so many days.", _promise, "days"),
    "promise-without-day": Effect(
        "You promise something, and name no day.",
        lambda story, _: story.add("commitments", records.promise(story.key(), story.day, None)),
    ),
    "keep": Effect(
        "You keep a promise that stands in [before].",
        lambda story, key: story.change("commitments", key, state="kept", settled_on=story.day),
        "promises",
    ),
    "tell-late": Effect(
        "You tell them that it will take a week longer.",
        lambda story, key: story.tell_late(key),
        "promises",
    ),
    "release": Effect(
        "They let you off a promise.",
        lambda story, key: story.change("commitments", key, state="released", settled_on=story.day),
        "promises",
    ),
    "greet": Effect(
        "You send a word for their feast.",
        lambda story, _: story.change("occasions", "feast", greeted_on=story.day),
    ),
    "agree": Effect("They agree, in this form.", _agree, FORMS),
    "term-who": Effect("It is said who does it.", _term(doer=True)),
    "term-when": Effect("It is said by when, or how often.", _term(when=True)),
    "term-sign": Effect("It is said how you would notice.", _term(sign=True)),
    "read-back": Effect(
        "You say it back, and they confirm.", lambda story, _: story.read_back("confirmed")
    ),
    "raise": Effect(
        "You raise with them that a term was not kept.",
        lambda story, _: story.raise_it(),
    ),
    "ask-lawyer": Effect("You ask for legal advice.", lambda story, _: story.ask_lawyer()),
    "reviewed": Effect(
        "You look at the agreement together, and name a new day.",
        lambda story, _: story.review(),
    ),
    "give-in": Effect("You give in to a demand that nobody held against our red lines.", _give_in),
    "screen": Effect(
        "You hold what they demand against our red lines.", lambda story, _: story.screen()
    ),
    "note-hard-word": Effect(
        "You write a word that would hurt if they read it.",
        lambda story, _: story.note(hard_words=hard_words_in(story.said) or _SOME),
    ),
    "note-loaded-word": Effect(
        "You write a word that takes a side.",
        lambda story, _: story.note(loaded=loaded_words_in(story.said) or _SOME),
    ),
    "note-real-name": Effect(
        "You write a real name in the clear.", lambda story, _: story.note(sealed_names=1)
    ),
    "note-family": Effect(
        "You write about family, faith or health without a need.",
        lambda story, _: story.note(private_words=private_words_in(story.said) or _SOME),
    ),
    "send": Effect(
        "This colleague goes.", lambda story, who: story.send(who, "lead"), "colleagues"
    ),
    "send-with": Effect(
        "This colleague goes with them.",
        lambda story, who: story.send(who, "second"),
        "colleagues",
    ),
    "interpreter": Effect(
        "Somebody interprets.", lambda story, _: story.change_plan(interpreted=True)
    ),
    "shield": Effect(
        "This colleague takes the pressure.",
        lambda story, who: story.send(who, "shield"),
        "colleagues",
    ),
    "prepare": Effect(
        "You think of how to begin, and of a question.",
        lambda story, _: story.change_plan(opener=True, question=True),
    ),
    "introduced": Effect(
        "The colleague before you introduces you.", lambda story, _: story.introduced()
    ),
    "mandate": Effect("You have a mandate for it.", lambda story, _: story.add_mandate()),
    "do-step": Effect(
        "You do a step of the plan after the change of power.",
        lambda story, key: story.drop("power_plan", key),
        "power_plan",
    ),
    "check-safe": Effect(
        "You think of how safe they are, and who could ask.",
        lambda story, key: story.drop("seen", key),
        "seen",
    ),
    "message": Effect("What you say is sent in writing.", _message),
}
"""Every word a line may use."""


def parted(word: str) -> tuple[str, str]:
    """Return an effect's word and what follows it."""
    name, _, rest = word.strip().partition(" ")
    return name, rest.strip()


def apply(story: Story, word: str) -> None:
    """Let a line do what a word says."""
    name, rest = parted(word)
    EFFECTS[name].does(story, rest)


_REST_ON = {
    **dict.fromkeys(("name-cost", "heavy-cost", "soften", "give-reason", "withdraw"), "asks"),
    **dict.fromkeys(("term-who", "term-when", "term-sign", "read-back"), "agreements"),
    **dict.fromkeys(("raise", "ask-lawyer", "reviewed"), "agreements"),
    **dict.fromkeys(("send", "send-with", "interpreter", "shield", "prepare"), "meetings"),
    "greet": "occasions",
    "introduced": "holder_changes",
    "screen": "breaches",
    **dict.fromkeys(
        ("small-talk", "introduce-self", "introduce-organisation", "late", "not-there", "by"), ""
    ),
    "purpose": "",
}


def rests_on(word: str) -> str | None:
    """Return what must be there before a word does anything: a kind of record, or a meeting.

    The meeting itself is ``""``; of a word that needs nothing it is None.
    """
    return _REST_ON.get(parted(word)[0])


def has(story: Story, kind: str) -> bool:
    """Say whether a scene as it was played so far has a record of a kind, or a meeting."""
    return bool(story.rows[kind]) if kind else story.contact is not None
