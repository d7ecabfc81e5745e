"""What a yes may cost somebody, as it comes from any door: checked, each cost once."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_noop

from rapport.records.models import Cost, Weight
from rapport.records.refusals import CannotBe
from rapport.records.validation import LONGEST, check_words


def checked_costs(costs: Any) -> list[list[Any]]:
    """Return costs as they are stored: ``[cost, weight]``, and what softens it where it is said.

    Raises ``CannotBe`` for what is no list of them, in a sentence that says how one is written.
    """
    if isinstance(costs, str | bytes | dict) or not hasattr(costs, "__iter__"):
        raise _not_a_cost(costs)
    kept: dict[str, list[Any]] = {}
    for entry in costs:
        if not isinstance(entry, Sequence) or isinstance(entry, str) or len(entry) not in (2, 3):
            raise _not_a_cost(entry)
        cost, weight, softened = (*entry, "")[:3]
        _check(cost, weight)
        if not isinstance(softened, str):
            raise _not_a_cost(entry)
        said = [softened.strip()] if softened.strip() else []
        check_words(said, longest=LONGEST)
        kept[str(cost)] = [str(cost), int(weight), *said]
    return list(kept.values())


def _check(cost: Any, weight: Any) -> None:
    if not isinstance(cost, str) or cost not in Cost.values:
        raise CannotBe(
            gettext_noop("“%(word)s” is none of the things that a yes may cost."),
            next_step=gettext_noop("Choose one of: %(words)s."),
            word=str(cost)[:40],
            words=", ".join(Cost.values),
        )
    if isinstance(weight, bool) or not isinstance(weight, int) or weight not in Weight.values:
        raise CannotBe(
            gettext_noop("“%(word)s” does not say how heavily a cost weighs."),
            next_step=gettext_noop("Say 1 for small, 2 for medium or 3 for heavy."),
            word=str(weight)[:40],
        )


def _not_a_cost(given: Any) -> CannotBe:
    return CannotBe(
        gettext_noop("“%(word)s” does not say what a yes may cost."),
        next_step=gettext_noop(
            "Each cost is a list: the cost, its weight from 1 to 3 and, if anything does, what"
            " softens it."
        ),
        word=str(given)[:40],
    )
