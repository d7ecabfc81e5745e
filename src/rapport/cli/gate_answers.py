"""Gates at a prompt: one line each, and one gate with all there is on it."""

from collections.abc import Iterable, Iterator

from rapport.briefings.gate_names import by_name, named_nearly
from rapport.briefings.gates import GateLine, GatePage, Held, Whose
from rapport.cli.answers import days, say, table
from rapport.records.asking import Asking
from rapport.records.models import (
    Consented,
    ConsentOf,
    Gate,
    GateHelp,
    GateIncident,
    GateKind,
    GateState,
    IncidentKind,
    Needs,
    SecondPath,
    Service,
    Standing,
)
from rapport.records.refusals import CannotBe, NotThere
from rapport.site.called import as_called

_INCIDENTS = {"turned-back": IncidentKind.REFUSED} | {
    str(kind): kind for kind in IncidentKind if kind != IncidentKind.REFUSED
}


def gate_named(store: Asking, name: str) -> Gate:
    """Return the one gate meant by a name, or refuse it with the nearest ones."""
    matches = by_name(store, name)
    if not matches:
        near = named_nearly(store, name)
        raise NotThere(
            "No gate is called that.",
            next_step="Perhaps you mean: %(names)s." if near else "See all with: rapport gates",
            names=", ".join(near),
        )
    if len(matches) > 1:
        raise CannotBe(
            "Several gates are meant by this: %(names)s.",
            next_step="Write the name in full.",
            names=", ".join(one.name for one in matches[:8]),
        )
    return matches[0]


def incident_kind(word: str) -> str:
    """Return what happened at a gate, or refuse the word with those there are."""
    if word not in _INCIDENTS:
        raise CannotBe(
            "%(word)s is not one of: %(words)s.",
            next_step="Write one of them.",
            word=word,
            words=", ".join(_INCIDENTS),
        )
    return _INCIDENTS[word]


def say_list(lines: Iterable[GateLine]) -> None:
    """Say every gate in one line, under its heads."""
    rows = [
        (line.gate.name, _said(line), _consents(line), ", ".join(line.weakest)) for line in lines
    ]
    table(rows, heads=("gate", "said", "consents", "depends on"))
    if not rows:
        say("No gates yet. Add one on the page Gates, to see on whose consent it depends.")
        return
    say("", as_called("More on one: rapport gate NAME"))


def show(page: GatePage) -> None:
    """Say all that is known of one gate on the day of the page."""
    say(*filter(None, _head(page)))
    _say_part("Consents", (row for held in page.groups for row in _group(held)))
    _say_part("How it stood", (_state(one) for one in page.states))
    _say_part("What happened", (_incident(one) for one in page.incidents))
    _say_part("Who helped", (_help(one) for one in page.helps))
    _say_part("If this fails", (_path(one) for one in page.paths))
    if not page.paths and page.line.stalled:
        say("If this fails", "  Nothing is noted. What else could open it, and through whom?")


def _head(page: GatePage) -> Iterator[str]:
    line, gate = page.line, page.line.gate
    about = [GateKind(gate.kind).label, gate.place]
    about += [Service(gate.service).label] if gate.service else []
    yield f"{gate.name} ({', '.join(str(one) for one in about if one)}), {page.day.isoformat()}"
    yield f"  needed: {_period(gate)}" if gate.since or gate.until else ""
    yield f"  said: {_said(line)}" + (f": {line.reason}" if line.reason else "")
    seen = ", as far as you can see" if line.needed else ""
    yield f"  consents: {_consents(line)}{seen}"
    if line.differ:
        yield "  What was said and what the consents add up to are not the same."
    yield f"  depends on: {', '.join(line.weakest)}" if line.weakest else ""
    yield f"  {gate.note}" if gate.note else ""


def _say_part(heading: str, rows: Iterable[str]) -> None:
    told = list(rows)
    if told:
        say(heading, *(f"  {row}" for row in told))


def _said(line: GateLine) -> str:
    label = str(Standing(line.standing).label)
    return f"{label} since {line.since.isoformat()}" if line.since else label


def _consents(line: GateLine) -> str:
    return str(Standing(line.consents).label) if line.needed else "none noted"


def _period(gate: Gate) -> str:
    if gate.since and gate.until:
        return days(gate.since, gate.until)
    return f"from {days(gate.since)}" if gate.since else f"until {days(gate.until)}"


def _group(held: Held, deep: int = 0) -> Iterator[str]:
    """Yield a group, each consent in it, and the groups that stand in it further in."""
    before = "  " * deep
    needs = Needs(held.group.needs)
    count = f"at least {held.group.count} of them" if needs == Needs.SOME else str(needs.label)
    yield f"{before}{count}: {Standing(held.comes_to).label}"
    yield from (f"{before}  {_whose(one)}" for one in held.consents)
    for one in held.groups:
        yield from _group(one, deep + 1)


def _whose(one: Whose) -> str:
    since = f" since {one.since.isoformat()}" if one.since else ""
    note = f" ({one.conditions})" if one.conditions else ""
    kind = ConsentOf(one.consent.kind).label
    return f"{one.name}, {kind}: {Consented(one.state).label}{since}{note}"


def _state(state: GateState) -> str:
    said = f"{state.on.isoformat()}  {Standing(state.standing).label}"
    return f"{said}: {state.reason}" if state.reason else said


def _incident(one: GateIncident) -> str:
    said = f"{one.on.isoformat()}  {IncidentKind(one.kind).label}"
    return f"{said}: {one.text}" if one.text else said


def _help(one: GateHelp) -> str:
    if one.thanked_on:
        thanked = f"thanked on {one.thanked_on.isoformat()}"
    else:
        thanked = "not thanked yet; " + as_called(f"rapport act gatehelp {one.pk} thank")
    return f"{one.on.isoformat()}  {one.relationship.called}: {one.how} ({thanked})"


def _path(path: SecondPath) -> str:
    who = path.relationship
    return f"{path.text} (through {who.called})" if who else path.text
