"""What the rules are told of closeness: who met somebody, what was given, what was declared."""

from collections.abc import Hashable
from datetime import date
from typing import NamedTuple


class TogetherFact(NamedTuple):
    """A contact in person with somebody, and who of us was there."""

    key: Hashable
    on: date
    ours: tuple[Hashable, ...]


class GiftFact(NamedTuple):
    """A gift, a meal or a favour in the register; ``amount`` is None where nobody said."""

    key: Hashable
    on: date
    way: str
    amount: int | None
    reviewed_on: date | None


class InterestFact(NamedTuple):
    """A conflict of interest. ``managed``: it is said how, or who decides instead."""

    key: Hashable
    declared_on: date
    managed: bool
    managed_until: date | None
    until: date | None


class CloseTie(NamedTuple):
    """One person a colleague has spoken with alone: on which days, and when they last checked.

    ``key`` is the relationship's. ``alone`` are the days, in order.
    """

    key: Hashable
    alone: tuple[date, ...]
    checked_on: date | None


class CloseFacts(NamedTuple):
    """Whom one colleague meets alone, as only they are told."""

    key: Hashable
    ties: tuple[CloseTie, ...]
