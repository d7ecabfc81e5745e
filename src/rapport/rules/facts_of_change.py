"""What the rules are told of change on their side, as far as a reader may see."""

from collections.abc import Hashable
from datetime import date
from typing import NamedTuple


class PostFact(NamedTuple):
    """A post nobody we know holds: since when, if we knew who held it, and the gates it decides."""

    key: Hashable
    title: str
    left_on: date | None = None
    gates: tuple[Hashable, ...] = ()


class LeftFact(NamedTuple):
    """Somebody who left a post and holds none now, with whom no contact of both ways was since.

    ``who`` is the relationship, ``name`` what they are called; contact is possible and meant.
    """

    who: Hashable
    name: str
    post: Hashable
    title: str
    left_on: date


class PlanFact(NamedTuple):
    """A step that is not done, of the plan after a change of power that is applied."""

    key: Hashable
    change: Hashable
    due: date


class SeenFact(NamedTuple):
    """Who was seen with the side that lost power, on the day of that change.

    ``people`` are relationships with those who were seen with it, ``colleagues`` are of us.
    """

    change: Hashable
    on: date
    people: tuple[Hashable, ...] = ()
    colleagues: tuple[Hashable, ...] = ()


class Begun(NamedTuple):
    """A relationship by its first day; ``late``: begun in a crisis, a power change or a breach."""

    key: Hashable
    on: date
    late: bool


class PartyContact(NamedTuple):
    """A contact with somebody of a party: an authority or armed group, by what it is part of."""

    contact: Hashable
    on: date
    party: Hashable
