"""Five lights over many relationships: begun early, human, varied, kept up, shared.

A light says how a whole practice stands, never one person or one colleague: of how many people it
is true, of how many it is not, and who they are, so that the reader can judge the answer.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from rapport.rules.days import later

LATELY = 90
"""So many days back a contact with a kind of group counts."""

SMALL_TALK_FOR = 365
"""So many days back small talk counts."""

FEW_KINDS = 3
"""Whoever knows fewer kinds of groups has not met every kind, however often they speak."""


class State(StrEnum):
    """How a light stands."""

    ON = "on"
    PARTLY = "partly"
    OFF = "off"
    UNKNOWN = "unknown"


class LightFact(NamedTuple):
    """What the lights are told of one relationship, as far as the reader may see.

    ``last_two_way``, ``last_free`` (in which nothing was asked) and ``last_small_talk`` are the
    days of the last such contacts; ``small_talk_known`` says whether any contact of the last year
    says that there was small talk or none. ``others`` is how many of us other than the lead could
    step in: the backup, and whoever met them. ``small`` is a group that is easily forgotten beside
    those with power. ``with_group`` is a relationship with a group as such, ``forgotten`` one that
    was left alone for long enough that N06 speaks, of it or of the group.
    """

    key: Hashable
    opened_by_us: bool
    maximum_days: int
    last_two_way: date | None = None
    last_free: date | None = None
    last_small_talk: date | None = None
    small_talk_known: bool = False
    others: int = 0
    group: Hashable | None = None
    kind: str = ""
    small: bool = False
    with_group: bool = False
    forgotten: bool = False


class Light(NamedTuple):
    """One light: its state, of whom it is true, and of whom it is not.

    Of those in neither list nothing is known. ``kinds`` are the kinds of groups that had contact
    and ``kinds_without`` those that had none, for the light about them alone.
    """

    name: str
    state: State
    true_of: tuple[Hashable, ...] = ()
    not_of: tuple[Hashable, ...] = ()
    kinds: tuple[str, ...] = ()
    kinds_without: tuple[str, ...] = ()

    @property
    def known(self) -> int:
        """Return of how many people it is known."""
        return len(self.true_of) + len(self.not_of)


def five_lights(
    facts: Sequence[LightFact], today: date, *, few_with_small: bool = False
) -> tuple[Light, ...]:
    """Return the five lights, always in this order.

    With ``few_with_small`` too few contacts of all are with groups of little influence (N06).
    """
    return (
        proactive(facts),
        small_talk(facts, today),
        every_actor(facts, today, few_with_small=few_with_small),
        maintained(facts, today),
        broad(facts),
    )


def proactive(facts: Sequence[LightFact]) -> Light:
    """Say with whom we began on our own initiative and spoke without a request.

    It is asked of people. Where no contact is known at all, nothing is: somebody may just not have
    logged any.
    """
    people = asked_of("proactive", facts)
    if not _any_contact(people):
        return Light("proactive", State.UNKNOWN)
    return _light("proactive", people, lambda one: one.opened_by_us and one.last_free is not None)


def small_talk(facts: Sequence[LightFact], today: date) -> Light:
    """Say with whom there was small talk within a year, of those of whom anybody noted it.

    Where it is noted of fewer than half of those we spoke with, it is not on: it is not known.
    """
    since = later(today, -SMALL_TALK_FOR)
    people = asked_of("small_talk", facts)
    noted = [one for one in people if one.small_talk_known]

    def had(one: LightFact) -> bool:
        return one.last_small_talk is not None and one.last_small_talk >= since

    light = _light("small_talk", noted, had)
    spoken = sum(one.last_two_way is not None for one in people)
    too_few = light.state is State.ON and len(noted) * 2 < spoken
    return light._replace(state=State.PARTLY) if too_few else light


def every_actor(facts: Sequence[LightFact], today: date, *, few_with_small: bool = False) -> Light:
    """Say which kinds of groups we spoke with lately, and whether small ones were among them.

    It is on with contact to most kinds known, at least three of them, and, where small groups are
    known, with one of them and not ``few_with_small``. Those whose group or its kind is not
    recorded are left out.
    """
    since = later(today, -LATELY)
    sorted_in = [one for one in facts if one.group is not None and one.kind]
    met = [one for one in sorted_in if one.last_two_way is not None and one.last_two_way >= since]
    known = sorted({one.kind for one in sorted_in})
    with_contact = sorted({one.kind for one in met})
    met_keys = {one.key for one in met}
    state = _state(len(with_contact), len(known))
    left_out = few_with_small or _small_ones_left_out(sorted_in, met)
    if state is State.ON and (len(known) < FEW_KINDS or left_out):
        state = State.PARTLY
    return Light(
        "every_actor",
        state,
        tuple(one.key for one in met),
        tuple(one.key for one in sorted_in if one.key not in met_keys),
        tuple(with_contact),
        tuple(kind for kind in known if kind not in with_contact),
    )


def maintained(facts: Sequence[LightFact], today: date) -> Light:
    """Say with whom the last two-way contact lies within the longest interval meant.

    Whoever is easily forgotten is not kept in touch with by a long interval alone: not where N06
    speaks.
    """
    if not _any_contact(facts):
        return Light("maintained", State.UNKNOWN)

    def in_time(one: LightFact) -> bool:
        last = one.last_two_way
        return not one.forgotten and last is not None and (today - last).days <= one.maximum_days

    return _light("maintained", facts, in_time)


def broad(facts: Sequence[LightFact]) -> Light:
    """Say for whom somebody beside the lead could step in; one relationship alone is not broad."""
    light = _light("broad", facts, lambda one: one.others > 0)
    alone = light.state is State.ON and len(facts) < 2
    return light._replace(state=State.PARTLY) if alone else light


def asked_of(name: str, facts: Iterable[LightFact]) -> list[LightFact]:
    """Return those a light asks about at all; nothing it does not know of others is missing.

    Who began, and small talk, are between people. A group as such whose kind nobody noted belongs
    to no kind, and there is no group to add.
    """
    if name in ("proactive", "small_talk"):
        return [one for one in facts if not one.with_group]
    if name == "every_actor":
        return [one for one in facts if not one.with_group or one.kind]
    return list(facts)


def _light(name: str, facts: Iterable[LightFact], is_true: Callable[[LightFact], bool]) -> Light:
    true_of: list[Hashable] = []
    not_of: list[Hashable] = []
    for one in facts:
        (true_of if is_true(one) else not_of).append(one.key)
    state = _state(len(true_of), len(true_of) + len(not_of))
    return Light(name, state, tuple(true_of), tuple(not_of))


def _state(part: int, n: int) -> State:
    """Return how a light stands that is true of a part: on from four in five."""
    if not n:
        return State.UNKNOWN
    if not part:
        return State.OFF
    return State.ON if part * 5 >= n * 4 else State.PARTLY


def _any_contact(facts: Iterable[LightFact]) -> bool:
    return any(one.last_two_way is not None for one in facts)


def _small_ones_left_out(facts: Iterable[LightFact], met: Iterable[LightFact]) -> bool:
    return any(one.small for one in facts) and not any(one.small for one in met)
