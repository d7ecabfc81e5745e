"""Introductions and dependence at a prompt."""

import time
import uuid

from rapport.briefings.dependence import Dependence, GateLine, dependence
from rapport.briefings.introductions import Hop, IntroductionPage, Way
from rapport.cli.answers import say
from rapport.cli.people_answers import briefing_on
from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.models import Hazard
from rapport.records.refusals import NotThere

_LOOKS_AGAIN = 0.5
_SURE = ("low", "medium", "high")


def somebody(store: Asking, alias: str) -> uuid.UUID:
    """Return whom an alias means."""
    return briefing_on(store, alias).header.relationship


def say_ways(page: IntroductionPage) -> None:
    """Say every way to somebody, hop by hop."""
    for one in page.known_by:
        say(f"{one.name} is in touch with {page.alias} already, last on {one.last.isoformat()}.")
    for number, way in enumerate(page.ways, start=1):
        say(*_way(number, way))
    if not page.ways:
        say("No other way is known." if page.known_by else "No way is known yet.")
    say("", "As far as you can see. Ask first whether they want to be asked.")


def _way(number: int, way: Way) -> list[str]:
    marks = [" (rests on an unchecked tie)"] if way.is_stale else []
    marks += [" (consent missing)"] if way.lacks_consent else []
    told = [
        f"Way {number}: {way.ours.name}{''.join(marks)}",
        *(f"  {_hop(one)}" for one in way.hops),
    ]
    for one in way.between:
        risk = str(Hazard(one.used.risk).label) if one.used.risk else "not considered yet"
        told.append(f"  {one.who.name}: asked {one.used.times} times in a year; risk: {risk}")
    return told


def _hop(hop: Hop) -> str:
    how = "last met" if hop.is_contact else "checked"
    says = f" ({hop.says})" if hop.says else ""
    age = f"{how} {hop.checked_on.isoformat()}, confidence now {_SURE[hop.sure]}"
    return f"-> {hop.other.name}{says}: {age}"


def found(store: Asking, without: str) -> Dependence:
    """Return what access hangs on, and with a name what if they go."""
    every = dependence(store)
    while every.working is not None:  # nobody would be here any more to read it
        time.sleep(_LOOKS_AGAIN)
        every = dependence(store)
    if not without:
        return every
    asked = fold(without)
    meant = [one for one in every.choices if fold(one.name) == asked]
    if not meant:
        raise NotThere(
            "Nobody of that name is on any way.", next_step="See all with: rapport dependence"
        )
    return dependence(store, without=(meant[0].kind, meant[0].key))


def say_dependence(answer: Dependence) -> None:
    """Say every gate with what it hangs on, and what changes if somebody goes."""
    for line in answer.lines:
        say(*_gate(line))
    if answer.at is None:
        say("The answer could not be worked out. Try again.")
    elif not answer.is_now:
        say(f"This was true at {answer.at.isoformat(timespec='minutes')}.")
    if answer.at is not None and not answer.lines:
        say("No gate is recorded yet.")
    if answer.what_if is not None:
        what = answer.what_if
        say("", f"Without {what.lost.name}:")
        say(f"  no way is left to: {', '.join(what.close) or 'none'}")
        say(f"  then hang on one person: {', '.join(what.hang) or 'none'}")
        say(f"  agreements nobody vouches for then: {'; '.join(what.unvouched) or 'none'}")
    say("", "As far as you can see. The chances are assumptions of the office (rule N01).")


def _gate(line: GateLine) -> list[str]:
    names = " · ".join(one.name for one in line.alone)
    if not line.is_known:
        hangs = "whose consent it needs is not recorded"
    elif not line.can_open:
        hangs = "no way checked in 180 days"
    elif names:
        hangs = f"1: {names}"
    else:
        hangs = "many" if line.redundancy is None else str(line.redundancy)
    told = [f"{line.name}: {hangs}"]
    if line.is_known and line.soon and line.later:
        soon, later = line.soon, line.later
        told.append(
            f"  reached in 3 months: {soon.low} to {soon.high} of 100;"
            f" in 12 months: {later.low} to {later.high}"
        )
    if line.helps:
        helps = ", ".join(f"{one.whom.name} (+{one.opens})" for one in line.helps)
        told.append(f"  would help: {helps}")
    return told
