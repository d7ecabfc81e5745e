"""Changes of power at a prompt: one line each, and one with all it touches and the plan."""

from collections.abc import Sequence
from typing import Any

from rapport.briefings.know_how import KnowHowLine
from rapport.cli.answers import say
from rapport.names import fold
from rapport.records.models import KnowHowTopic, PlanStep, PowerChange
from rapport.records.refusals import CannotBe

_PARTS = {
    "ends": "Leave their post",
    "posts_unknown": "Posts filled by people we do not know",
    "gates": "Gates no longer certain",
    "places": "Places that pass on",
    "rising": "Old contacts who rise",
    "agreements": "Agreements nobody vouches for",
    "colleagues": "Of us, could be in danger because of it",
    "seen_with_them": "Could be in danger because of it",
}


def one_of(rows: Sequence[PowerChange], words: str) -> PowerChange:
    """Return the one change of power meant by words of it, or refuse."""
    found = [row for row in rows if fold(words) in fold(row.what)]
    if len(found) != 1:
        raise CannotBe(
            "No change of power is meant by this." if not found else "Several are meant by this.",
            next_step="See all with: rapport power",
        )
    return found[0]


def say_list(rows: Sequence[PowerChange]) -> None:
    """Say the changes of power, one line each."""
    for row in rows:
        state = ", applied" if row.applied_in else ", it was not so" if row.false_on else ""
        say(f"{row.on.isoformat()}  {row.what} ({row.certainty}{state})")
    if not rows:
        say("No change of power here. Record one with: rapport act actor NAME loses-power what=…")


def show(told: dict[str, Any]) -> None:
    """Say one change of power with all it touches, as far as one sees, and its plan."""
    say(told["what"], f"{told['kind']}, {told['certainty']}, {told['on'].isoformat()}", "")
    for name, title in _PARTS.items():
        lines = told["touches"][name]
        if lines:
            say(f"{title} ({len(lines)})", *("  " + _line(one) for one in lines))
    if told["plan"]:
        say("Plan")
    for one in told["plan"]:
        _say_step(one)
    if told["applied_on"]:
        say(f"If it is not so: rapport act powerchange {told['key']} take-back because=…")
    else:
        say(f"If it is so: rapport act powerchange {told['key']} apply")


def say_know_how(lines: Sequence[KnowHowLine]) -> None:
    """Say what the office knows how to do."""
    for one in lines:
        say(f"{KnowHowTopic(one.topic).label}: {one.text}")
    if not lines:
        say("Nothing on the list yet. Add it on the page What we know how to do.")


def _line(one: Any) -> str:
    if hasattr(one, "post"):
        return f"{one.alias}: {one.post}, {one.group}"
    if hasattr(one, "months"):
        return f"{one.alias}, known for {one.months} months"
    return f"{one.name} ({one.more})" if one.more else one.name


def _say_step(one: dict[str, Any]) -> None:
    what = one["text"] if one["step"] == PlanStep.OTHER else str(PlanStep(one["step"]).label)
    about = f"{one['about']}: " if one["about"] else ""
    done = (
        f"done {one['done_on'].isoformat()}" if one["done_on"] else f"by {one['due'].isoformat()}"
    )
    say(f"  {about}{what}, {one['owner'] or 'nobody'}, {done}  [{one['key']}]")
