"""What the rules are told about actors, and about all that an office keeps, as one may see it."""

from collections.abc import Hashable
from datetime import date
from typing import NamedTuple

from rapport.rules.facts_of_change import (
    Begun,
    LeftFact,
    PartyContact,
    PlanFact,
    PostFact,
    SeenFact,
)


class ActorTie(NamedTuple):
    """Our relationship with somebody of an actor. ``last_two_way`` is None before the first."""

    key: Hashable
    opened: date
    last_two_way: date | None


class ActorContact(NamedTuple):
    """A contact with somebody of an actor, in which it was recorded whether they were asked.

    One with several of them is one contact for each: ``contact`` says which are the same.
    """

    contact: Hashable
    tie: Hashable
    on: date
    asked: bool


class ActorFacts(NamedTuple):
    """An actor, and our relationships with it and its people as far as a reader may see.

    Those that rest or with whom no contact is possible are left out. ``contacts`` go back as far as
    any rule looks. ``nobody``: the reader sees no relationship with it or anybody of it, not even
    one that rests. ``posts`` are those nobody we know holds, ``left`` who left one. ``plan`` are
    open steps after changes of power it gained or lost by, ``seen`` who was seen with it when it
    lost power. ``influence`` are its dated values where it ever rose; ``met``: somebody of us was
    in contact with it at any time.
    """

    key: Hashable
    ties: tuple[ActorTie, ...]
    contacts: tuple[ActorContact, ...]
    nobody: bool = False
    posts: tuple[PostFact, ...] = ()
    left: tuple[LeftFact, ...] = ()
    plan: tuple[PlanFact, ...] = ()
    seen: tuple[SeenFact, ...] = ()
    influence: tuple[tuple[date, int], ...] = ()
    met: bool = False


class PersonFacts(NamedTuple):
    """Somebody of whom a reader sees several records, and the contacts that were had with them.

    ``tie`` of a contact is the relationship it was in: each circle keeps its own with them.
    """

    key: Hashable
    contacts: tuple[ActorContact, ...]


class Unmet(NamedTuple):
    """A kind of actor, or a place, in which a reader sees no relationship of ours.

    ``name`` is the place, or the message that names the kind; ``behind`` are the actors of this
    kind or the gates of this place.
    """

    name: str
    is_place: bool
    behind: tuple[Hashable, ...]


class SizedContact(NamedTuple):
    """A contact with somebody of an actor whose influence is known; ``small`` where it is low."""

    contact: Hashable
    on: date
    small: bool


class OfficeFacts(NamedTuple):
    """The work of an office as far as a reader may see.

    ``small`` are the actors of low influence with whom there is a relationship. ``begun`` are the
    relationships of the last year. ``parties`` are the authorities and armed groups, each what it
    is part of at the top, by what they are called; ``with_parties`` the contacts with their people.
    """

    key: Hashable
    unmet: tuple[Unmet, ...] = ()
    contacts: tuple[SizedContact, ...] = ()
    small: tuple[Hashable, ...] = ()
    begun: tuple[Begun, ...] = ()
    parties: tuple[tuple[Hashable, str], ...] = ()
    with_parties: tuple[PartyContact, ...] = ()


class IntroductionFact(NamedTuple):
    """An introduction somebody was or is to be asked for, to somebody called ``name``."""

    key: Hashable
    name: str
    asked_on: date | None
    agreed: bool
    refused: bool
    is_open: bool
    was_introduced: bool


class IntroducerFacts(NamedTuple):
    """Somebody who introduces us, with every introduction over them that a reader may see."""

    key: Hashable
    introductions: tuple[IntroductionFact, ...]


class Alone(NamedTuple):
    """Somebody whose loss alone closes a gate: a record of this kind, what it is called."""

    kind: str
    key: Hashable
    name: str


class StaleTie(NamedTuple):
    """A tie that nobody has checked for long, by its people's names, on the best way to a gate."""

    key: Hashable
    name: str
    checked_on: date


class GateFacts(NamedTuple):
    """What access to something hangs on, as far as a reader may see.

    ``can_open``: there is a way over ties checked lately; ``by_stale_ties``: only over others too.
    ``unreached`` are the relationships with those whose consent it needs that no way leads to.
    """

    key: Hashable
    consent_known: bool
    can_open: bool
    by_stale_ties: bool
    alone: tuple[Alone, ...] = ()
    unreached: tuple[Hashable, ...] = ()
    stale: tuple[StaleTie, ...] = ()
