"""A store of random rows: of every kind, in two circles, shared, one's own, severe and named."""

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.db import IntegrityError

from cast import Cast
from rapport.actions import access
from rapport.records.models import (
    Colleague,
    Counterpart,
    Relationship,
    ScopedModel,
    Sensitivity,
)
from rapport.records.recording import change_set
from records.every_kind import note, scoped_kinds

LEVELS = (0, 1, 1, 2, 3)


def told_at_random(cast: Cast, seed: int, *, many: int = 40) -> None:
    """Tell of people in two circles, some of them severe, and of rows of random kinds about each.

    Whose alone a row is, and whom it names, is random too.
    """
    chance = random.Random(seed)
    beside = replace(cast, circle=cast.elsewhere, elsewhere=cast.circle, everyone=_turned(cast))
    places = [
        (one, whom) for one, start in ((cast, cast.kamil), (beside, cast.hidden))
        for whom in _people(one, start, chance)
    ]  # fmt: skip
    kinds = [kind for kind in scoped_kinds() if kind not in (Counterpart, Relationship)]
    for kind in [*kinds, *chance.choices(kinds, k=many)]:
        place, whom = chance.choice(places)
        with suppress(IntegrityError):  # there is one of it already
            row = note(_named_by_chance(place, chance), kind, whom)
            _close(place, row, chance)


def _turned(cast: Cast) -> dict[str, Colleague]:
    return {**cast.everyone, "writer": cast.outsider, "outsider": cast.writer}


def _people(cast: Cast, start: Relationship, chance: random.Random) -> Iterator[Relationship]:
    yield start
    for number in range(2):
        whom = cast.add(f"Person {number}", names=[("Latn", f"Real {number}")])
        if number:
            severe = {"sensitivity": Sensitivity.SEVERE, "named": _some(cast, chance)}
            access.set_access(cast.asking("writer"), key=whom.pk, **severe)
        yield whom


def _some(cast: Cast, chance: random.Random) -> list[Any]:
    """Return some of those who read here, and who write it with them."""
    readers = [one for one in cast.everyone.values() if cast.circle.pk in _reads(cast, one)]
    named = {one.pk for one in readers if chance.random() < 0.6}
    return sorted({cast.writer.pk, *named})


def _reads(cast: Cast, one: Colleague) -> list[Any]:
    return Colleague.objects.get(pk=one.pk).on(cast.DAY).readable_circles()


def _named_by_chance(cast: Cast, chance: random.Random) -> Cast:
    """Return the same, with somebody else for whom a row names."""
    return replace(
        cast, everyone={**cast.everyone, "keeper": chance.choice([*cast.everyone.values()])}
    )


def _close(cast: Cast, row: ScopedModel, chance: random.Random) -> None:
    """Give a row a random sensitivity, and make it somebody's own if it can be."""
    values: dict[str, Any] = {}
    if not isinstance(row, Relationship) and row.sensitivity < Sensitivity.SEVERE:
        values["sensitivity"] = chance.choice(LEVELS)
    own = row.OWN_UNTIL
    if own is not None and chance.random() < 0.6:
        values |= {own.whose: cast.writer} if own.held_back else {}
        values |= {own.shared: False} if own.shared else {}
    with change_set("change_any", cast.asking("writer")) as changes:
        changes.change(row, **values)
