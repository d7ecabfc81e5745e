"""Answers of the engine that are kept: when they were true, and their renewal beside the pages.

They lie in the memory of this process, one for each view, and go when it is locked. A small map is
worked out within the request; a large one in a process that is given numbers only, while the page
shows the answer there was, with its age. One is worked out at a time, and gives way to whoever
saves something. A map of which every number is as before, or as another's, has the same answer. An
answer that is older than a change of who may see what is not shown.
"""

import threading
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import connection

from rapport.briefings.network_age import is_small, narrowed_since
from rapport.briefings.network_assumptions import Assumed, assumed_of
from rapport.briefings.network_map import Network, forget_maps, network_of
from rapport.briefings.network_process import Working, end_waiting, in_a_process
from rapport.briefings.renewed import give_way
from rapport.briefings.sums_of_gates import GateSum
from rapport.briefings.views import View
from rapport.rules.catalogue import validated_settings

_AGAIN_AFTER = timedelta(minutes=10)
"""A large map is not worked out again by itself sooner than that."""

Key = tuple[uuid.UUID, tuple[uuid.UUID, ...], tuple[uuid.UUID, ...]]


@dataclass(frozen=True, slots=True)
class Answered:
    """What was worked out of a map, of which view, and at which moment."""

    network: Network
    sums: tuple[GateSum, ...]
    assumed: Assumed
    view: View
    at: datetime

    def is_of(self, view: View, assumed: Assumed) -> bool:
        """Say whether nothing has changed since."""
        return (self.view, self.assumed) == (view, assumed)


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer there is, whether it is of now, and what is being worked out.

    ``ended`` is why nothing is, where that is not of itself: ``stopped`` or ``failed``.
    """

    answered: Answered | None
    is_now: bool
    working: Working | None
    day: date
    ended: str = ""


class Tried(NamedTuple):
    """That an answer was begun and did not come: when, on which day of its reader, and why."""

    at: datetime
    day: date
    ended: str


_KEPT: dict[Key, Answered] = {}
_AT_WORK: dict[Key, Working] = {}
_TRIED: dict[Key, Tried] = {}
_MOST = 16
_TURN = threading.Lock()


def standing(view: View, now: datetime, *, begin: bool = False) -> Standing:
    """Return the answer of a view, worked out now if that is quick, else renewed beside the page.

    ``begin``: it is to be renewed even if that was done, stopped or tried in vain a moment ago.
    """
    key, assumed = _key(view), _assumed(view)
    kept = _kept(key)
    if kept is not None and kept.is_of(view, assumed):
        return Standing(kept, True, None, view.day)
    if is_small() and not network_of(view).map.is_large:
        kept = _worked_out(view, assumed, now)
        _keep(key, kept)
        return Standing(kept, True, None, view.day)
    recent = kept is not None and now - kept.at < _AGAIN_AFTER and kept.view.day == view.day
    tried = _TRIED.get(key)
    if tried is not None and (now - tried.at >= _AGAIN_AFTER or tried.day != view.day):
        tried = None
    working = _AT_WORK.get(key)
    if working is None and (begin or not (recent or tried)):
        working, tried = _begin(key, view, assumed, now), None
    ended = tried.ended if tried and working is None else ""
    return Standing(kept, False, working, view.day, ended)


def stop(view: View, now: datetime) -> None:
    """Stop working out what is being worked out for a view; it does not begin again by itself."""
    key = _key(view)
    working = _AT_WORK.pop(key, None)
    if working is not None:
        working.stop()
        _note(key, Tried(now, view.day, "stopped"))


def _note(key: Key, tried: Tried) -> None:
    _TRIED.pop(key, None)
    while len(_TRIED) >= _MOST:
        _TRIED.pop(next(iter(_TRIED)))
    _TRIED[key] = tried


def forget_all() -> None:
    """Forget every answer, and stop what is at work: for tests and the bench.

    The product forgets nothing so: all of it lies in the memory of the pages' process, and ends
    with that process when it is locked. The process beside ends with it too.
    """
    for working in list(_AT_WORK.values()):
        working.stop()
    end_waiting()
    forget_maps()
    _AT_WORK.clear()
    _KEPT.clear()
    _TRIED.clear()


def _key(view: View) -> Key:
    return view.office, view.circles, view.named


def _assumed(view: View) -> Assumed:
    return assumed_of(validated_settings(view.reader.office.rule_settings)["N01"])


def _kept(key: Key) -> Answered | None:
    """Return the answer that is kept, unless a row of it may have been taken from its readers."""
    kept = _KEPT.get(key)
    if kept is None:
        return None
    if narrowed_since(kept.view.sequence):
        _KEPT.pop(key, None)
        return None
    return kept


def _keep(key: Key, answered: Answered) -> None:
    _KEPT.pop(key, None)
    while len(_KEPT) >= _MOST:
        _KEPT.pop(next(iter(_KEPT)))
    _KEPT[key] = answered


def _worked_out(view: View, assumed: Assumed, now: datetime) -> Answered:
    from rapport.briefings.network_sums import work_out  # noqa: PLC0415 - it loads NumPy

    network = network_of(view)
    sums = work_out(network.map, assumed, lambda _done, _of: None)
    return Answered(network, tuple(sums), assumed, view, now)


def _known(network: Network, assumed: Assumed) -> list[GateSum] | None:
    """Return what is kept of a map with the same numbers, whoever it was worked out for.

    It is a function of the numbers that this reader sees, and of nothing else.
    """
    for kept in list(_KEPT.values()):
        if kept.assumed == assumed and kept.network.map == network.map:
            return list(kept.sums)
    return None


def _begin(key: Key, view: View, assumed: Assumed, now: datetime) -> Working:
    _TRIED.pop(key, None)
    working = _AT_WORK[key] = Working()
    told = (key, view, assumed, now, working)
    threading.Thread(target=_renew_beside, args=told, daemon=True).start()
    return working


def _renew_beside(key: Key, view: View, assumed: Assumed, now: datetime, working: Working) -> None:
    """Renew in a thread of its own; the process begun from there gives way as well."""
    give_way()
    _renew(key, view, assumed, now, working)


def _renew(key: Key, view: View, assumed: Assumed, now: datetime, working: Working) -> None:
    """Read the map here, and let a process that gets its numbers alone work it out.

    The map is as of when the turn comes, and its answer counts as of the view, which was earlier.
    What was stopped leaves nothing behind; what failed is not begun again by itself for a while.
    """
    found = None
    try:
        with _TURN:
            if not working.stopped.is_set():
                network = network_of(view)
                connection.close()
                found = _known(network, assumed)
                if found is None:
                    found = in_a_process(network.map, assumed, working)
        if found is not None and not working.stopped.is_set():
            _keep(key, Answered(network, tuple(found), assumed, view, now))
    finally:
        connection.close()
        if _AT_WORK.get(key) is working:
            _AT_WORK.pop(key)
            if found is None:
                _note(key, Tried(now, view.day, "failed"))
