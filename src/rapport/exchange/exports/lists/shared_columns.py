"""Columns that several lists have: places and their P-codes, and what one may see of a row."""

import re
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from rapport.exchange.exports.kind import Column
from rapport.records.models import Colleague
from rapport.records.models.scoped import ScopedModel

P_CODE = re.compile(r"[A-Z]{2}[0-9]{2,12}")
MOST = 100_000
"""More rows than a list has are no list any more; an archive takes them."""

_CHUNK = 500

PLACE = Column("place", gettext_lazy("Place"), gettext_lazy("As we write it"))
CODE = Column(
    "p_code",
    gettext_lazy("P-code"),
    gettext_lazy("The place code of the UN, where the place was written as one"),
)
NAME = Column(
    "name",
    gettext_lazy("Name"),
    gettext_lazy("The name we use for them; it is not their real name"),
)


def places(written: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return places as the two columns have them: codes apart from names."""
    every = [place.strip() for place in written if place and place.strip()]
    codes = tuple(place.upper() for place in every if P_CODE.fullmatch(place.upper()))
    names = tuple(place for place in every if not P_CODE.fullmatch(place.upper()))
    return {"place": names, "p_code": codes}


def chunks(keys: Collection[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    """Yield keys some at a time."""
    every = list(keys)
    return (every[start : start + _CHUNK] for start in range(0, len(every), _CHUNK))


def sensitivities(
    model: type[ScopedModel], me: Colleague, keys: Collection[uuid.UUID]
) -> dict[uuid.UUID, int]:
    """Return how sensitive each of these rows is, of those I may see."""
    found: dict[uuid.UUID, int] = {}
    for some in chunks(keys):
        seen = model.objects.visible_to(me).filter(pk__in=some)
        found.update(seen.values_list("pk", "sensitivity"))
    return found


def day_in(filters: Mapping[str, Any], name: str) -> date | None:
    """Return the day that a filter holds, if it holds one."""
    try:
        return date.fromisoformat(str(filters.get(name, "")))
    except ValueError:
        return None


def key_in(filters: Mapping[str, Any], name: str) -> uuid.UUID | None:
    """Return the key that a filter holds, if it holds one."""
    try:
        return uuid.UUID(str(filters.get(name, "")))
    except ValueError:
        return None
