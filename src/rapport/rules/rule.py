"""What a rule is: its sentence and reason, its numbers, and the finding it answers with."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any, Generic, NamedTuple, TypeVar

from rapport.messages import gettext_noop

FAMILIES = {
    "E": gettext_noop("Engagement before negotiation"),
    "R": gettext_noop("Reading the other side"),
    "K": gettext_noop("Keeping our word"),
    "U": gettext_noop("Upkeep"),
    "N": gettext_noop("A broad network"),
    "T": gettext_noop("The right team"),
    "B": gettext_noop("Boundaries"),
    "A": gettext_noop("Agreements"),
    "C": gettext_noop("Change on their side"),
    "P": gettext_noop("Repair"),
    "M": gettext_noop("Messages"),
    "D": gettext_noop("Care with data"),
}


class About(StrEnum):
    """What a rule judges.

    What is known of one relationship lies within its circle and its naming: it is judged once, for
    all its readers. What is known of anything else lies across circles, so that a rule about it
    answers each reader from what they may see. A draft is a message as it is being written: it is
    looked at while its writer asks, and nothing of it is stored.
    """

    RELATIONSHIP = "relationship"
    GATE = "gate"
    ACTOR = "actor"
    AGREEMENT = "agreement"
    MEETING = "meeting"
    COLLEAGUE = "colleague"
    OFFICE = "office"
    INTRODUCER = "introducer"
    PERSON = "person"
    DRAFT = "draft"


class Section(IntEnum):
    """Where on the morning's page a finding stands; the page has its words for each."""

    CHECK_IN = 0
    OUR_WORD = 1
    THEIR_WORD = 2
    ASK = 3
    OCCASION = 4
    WORTH_A_LOOK = 5


class Urgency(IntEnum):
    """How soon."""

    NOW = 0
    THIS_WEEK = 1
    SOON = 2
    WORTH_A_LOOK = 3


class Finding(NamedTuple):
    """What a rule noticed.

    ``says`` is a message with named places that reads well with any number; for a date in
    ``params`` called ``due`` the message may use ``%(due)s``, ``%(due_when)s`` (how far away it is
    on the day of reading) and ``%(due_days)s`` (the number alone). ``because`` are ``(kind, key)``
    pairs naming the records behind it.
    """

    code: str
    when: Urgency
    says: str
    params: Mapping[str, Any]
    because: tuple[tuple[str, Hashable], ...]
    options: tuple[str, ...]


class Setting(NamedTuple):
    """A number an office may change."""

    value: int
    least: int
    most: int
    explains: str


Numbers = Mapping[str, int]
Settings = Mapping[str, Numbers | None]
"""For each rule its numbers, or None where the office has switched it off."""


_Facts = TypeVar("_Facts")


@dataclass(frozen=True)
class Rule(Generic[_Facts]):
    """One rule. ``notices`` answers for a day; ``moments`` are the days its answer could change.

    It answers with one finding for all that it rests on, or with several that can be snoozed one
    by one.

    ``moments`` may name days that turn out to change nothing, but never miss one that does. From
    an interaction they count at most as many days as the largest of the rule's numbers, or the
    longest interval that is meant, and one. Where an office can add words of its own, ``words``
    says what they are for. ``section`` is where on the morning's page its findings stand, and
    ``about`` what it judges. ``needs`` names columns of the facts: where all of them are empty it
    has nothing to say, today or on any day. Where it judges several kinds of things, ``also`` says
    how it judges each of the others.
    """

    code: str
    title: str
    sentence: str
    reason: str
    notices: Callable[[_Facts, date, Numbers], "Finding | list[Finding] | None"]
    moments: Callable[[_Facts, Numbers], Iterable[date]]
    options: tuple[tuple[str, str], ...]
    settings: Mapping[str, Setting] = field(default_factory=dict)
    words: str = ""
    section: Section = field(kw_only=True)
    about: About = field(default=About.RELATIONSHIP, kw_only=True)
    needs: tuple[str, ...] = field(default=(), kw_only=True)
    also: "tuple[Also, ...]" = field(default=(), kw_only=True)

    def of(self, about: About) -> "Rule[Any] | None":
        """Return the rule as it judges one kind of thing, or None where it does not."""
        if self.about is about:
            return self
        for also in self.also:
            if also.about is about:
                return replace(
                    self,
                    about=about,
                    notices=also.notices,
                    moments=also.moments,
                    needs=also.needs,
                    also=(),
                )
        return None

    def findings(self, facts: _Facts, today: date, numbers: Numbers) -> "list[Finding]":
        """Return what it notices on a day, nothing, one finding or several."""
        found = self.notices(facts, today, numbers)
        if found is None:
            return []
        return found if isinstance(found, list) else [found]

    @property
    def travels(self) -> bool:
        """Say whether what it notices may be carried on paper: care with data stays home."""
        return self.family != "D"

    @property
    def speaks_of_groups(self) -> bool:
        """Say whether it speaks of a group as such: how one meets somebody is about people."""
        return self.family not in "ET"

    @property
    def family(self) -> str:
        """Return the letter of its family."""
        return self.code[0]

    @property
    def numbers(self) -> dict[str, int]:
        """Return its numbers as they come."""
        return {name: setting.value for name, setting in self.settings.items()}


class Also(NamedTuple):
    """How a rule judges another kind of thing than the one it is mainly about."""

    about: About
    notices: Callable[[Any, date, Numbers], "Finding | list[Finding] | None"]
    moments: Callable[[Any, Numbers], Iterable[date]]
    needs: tuple[str, ...] = ()
