"""Who of us could say something hard at a meeting: by name, and who is closest to them."""

import uuid
from dataclasses import dataclass

from rapport.briefings.who_sees import those_who_see_all
from rapport.records.asking import Asking
from rapport.records.judging_facts import load
from rapport.records.models import Meeting, Relationship
from rapport.records.raw_rows import as_stored
from rapport.rules.boundaries import closest


@dataclass(frozen=True, slots=True)
class CouldSayIt:
    """A colleague who sees the meeting; ``is_close``: to somebody they are to meet."""

    key: uuid.UUID
    name: str
    is_close: bool


def who_could_say_it(asking: Asking, plan: Meeting) -> tuple[CouldSayIt, ...]:
    """Return the colleagues who see everybody of the meeting, by name: nobody before another."""
    with_whom = [row.relationship_id for row in plan.theirs.all()]
    rows = list(Relationship.objects.visible_to(asking.me).filter(pk__in=with_whom))
    close = {
        who
        for one in load([row.pk for row in rows], asking.day)
        for who in closest(one.facts, asking.day)
    }
    return tuple(
        CouldSayIt(one.pk, one.name, as_stored(one.pk) in close)
        for one in those_who_see_all(asking.me, rows)
    )
