"""Their side in a scene: a change of power, what is to be done after it, and who rises."""

from collections.abc import Hashable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from rapport.rules.facts_of_change import PlanFact, SeenFact
from rapport.rules.facts_of_many import ActorFacts

CHANGE = "power-change"
USUAL_DAYS = 7
"""So many days ago power changed hands, where a scene does not say it."""

_ROSE_FROM, _ROSE_TO = 1, 3


class SeenWithThem(NamedTuple):
    """Somebody who was seen with the side that lost power: a colleague, or one of them."""

    key: Hashable
    of_us: bool


def rows_of_their_side(before: Mapping[str, Any], day: date) -> Iterator[tuple[str, Any]]:
    """Yield the steps to be done after a change of power, and who was seen with who lost it."""
    for one in before.get("power_plan", ()):
        yield "power_plan", PlanFact(one["id"], CHANGE, day + timedelta(days=one["due_in"]))
    for one in before.get("seen", ()):
        yield "seen", SeenWithThem(one["id"], one.get("of", "them") == "us")


def facts_of_their_side(
    before: Mapping[str, Any], rows: Mapping[str, list[Any]], day: date, *, met: bool
) -> ActorFacts:
    """Return what the rules are told of it; ``met``: somebody of us was in contact with it."""
    seen: list[SeenWithThem] = rows["seen"]
    changed = day - timedelta(days=before.get("power_changed_days_ago", USUAL_DAYS))
    rose = before.get("rising_days_ago")
    return ActorFacts(
        key="their-side",
        ties=(),
        contacts=(),
        plan=tuple(rows["power_plan"]),
        seen=(
            SeenFact(
                CHANGE,
                changed,
                tuple(one.key for one in seen if not one.of_us),
                tuple(one.key for one in seen if one.of_us),
            ),
        ),
        influence=()
        if rose is None
        else (
            (day - timedelta(days=rose + 1), _ROSE_FROM),
            (day - timedelta(days=rose), _ROSE_TO),
        ),
        met=met,
    )
