"""Who may be meant: people I may see whose names are near to one that is typed.

Only people the reader may see are looked at, from the first question to the last: of others
nothing is told, and nothing is done either, so that the work is the same whoever else is there.
"""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from rapport.briefings.circles_told import circles_told
from rapport.briefings.people import Person, persons
from rapport.names import likeness
from rapport.records import name_index
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Relationship
from rapport.records.prepared import prepared
from rapport.records.told_apart import names_of

OFFERED = 5
"""So many near names are offered at once; more would not be read."""

_LOOKED_AT = 200
_WORDS = 6
_SURE = ("same_words", "same_sounds")


@dataclass(frozen=True, slots=True)
class Near:
    """Somebody who may be meant, with the reasons (codes of ``names.REASONS``).

    ``circle`` keeps their record; ``circle_name`` is empty for whoever reads no other circle.
    """

    person: Person
    reasons: tuple[str, ...]
    circle: uuid.UUID
    circle_name: str


def near_people(
    asking: Asking, *names: str, but: Collection[uuid.UUID] = (), limit: int = OFFERED
) -> tuple[Near, ...]:
    """Return the people I may see of whom a name is near to one of ``names``, the nearest first.

    An alias and a sealed name count alike, in any script; a sealed name is compared and not shown.
    ``but`` are relationships that are not asked about. As many questions for any answer.
    """
    words = [asked for name in names if (asked := name_index.asked_texts(name)[:_WORDS])]
    if not words:
        return ()
    found = [row for asked in words for row in _meeting(asking.me, _LOOKED_AT, *asked)]
    keys = {person: key for person, key, _ in found if key not in but}
    circles = {key: circle for _, key, circle in found}
    judged = {
        keys[person]: reasons
        for person, called in names_of(keys).items()
        if (reasons := _nearest(names, called))
    }
    nearest = sorted(judged, key=lambda key: (_unsure(judged[key]), judged[key], key))[:limit]
    shown = persons(asking.me, nearest)
    called = circles_told(asking.me) if shown else {}
    return tuple(
        Near(shown[key], judged[key], circles[key], called.get(circles[key], ""))
        for key in nearest
        if key in shown
    )


@prepared
def _meeting(
    me: Colleague, limit: int, *words: name_index.Texts
) -> "QuerySet[Relationship, tuple[uuid.UUID, uuid.UUID, uuid.UUID]]":
    """Return the newest people whose names meet all words, or of three or more all but one.

    Of two words both are asked for: one alone is what half of a country is called.
    """
    asked = [words]
    if len(words) > 2:
        asked = [(*words[:place], *words[place + 1 :]) for place in range(len(words))]
    met = reduce(or_, (Q(counterpart_id__in=name_index.keys_of(each)) for each in asked))
    rows: QuerySet[Relationship] = Relationship.objects.visible_to(me)
    columns = ("counterpart_id", "pk", "circle_id")
    return rows.filter(met).order_by("-counterpart_id").values_list(*columns)[:limit]


def _nearest(names: Iterable[str], called: Iterable[str]) -> tuple[str, ...]:
    """Return why one of these names may be one of those; the surest reasons, or none."""
    judged = [likeness(name, known) for name in names if name.strip() for known in called]
    reasons = [one.reasons for one in judged if one.probable]
    return min(reasons, key=lambda why: (_unsure(why), why), default=())


def _unsure(reasons: Sequence[str]) -> bool:
    return not any(reason in _SURE for reason in reasons)
