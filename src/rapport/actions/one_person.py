"""The verb that adds somebody of whom another circle keeps a record."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_noop

from rapport.actions.people import add_counterpart
from rapport.actions.telling_apart import keep_apart
from rapport.actions.ties import End, note_tie
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Relationship, Tie, TieKind
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe


def add_one_person(
    asking: Asking,
    *,
    circle: uuid.UUID,
    same_as: Collection[uuid.UUID] = (),
    different_from: Collection[uuid.UUID] = (),
    **told: Any,
) -> Change[Relationship]:
    """Add a counterpart who is the same person as these, whose records lie in other circles.

    ``same_as`` are their relationships; with none it is ``add_counterpart``, which says what can
    be ``told``. One undo takes the record and the ties back. Whoever is in the circle already, also
    by another record of theirs, is refused: a second one there would only have to be merged.
    """
    if not same_as:
        return add_counterpart(asking, circle=circle, different_from=different_from, **told)
    others = [Relationship.objects.one_visible_to(asking.me, key) for key in dict.fromkeys(same_as)]
    if _in_circle(asking, circle, others):
        raise CannotBe(
            gettext_noop("This person has a record in this circle already."),
            next_step=gettext_noop("Open that record, or choose another circle for this one."),
        )
    apart = [key for key in different_from if key not in same_as]
    with change_set("add_counterpart", asking) as changes:
        added = add_counterpart(asking, circle=circle, **told).row
        for row in others:
            one, other = End(relationship=added.pk), End(relationship=row.pk)
            note_tie(asking, one=one, kind=TieKind.SAME_PERSON, other=other)
        keep_apart(asking, added, apart, own=False)
        made = changes.made(added)
    keep_apart(asking, added, apart, own=True)
    return made


def _in_circle(asking: Asking, circle: uuid.UUID, others: Collection[Relationship]) -> bool:
    """Say whether one of these, or somebody I see said to be the same person, is in the circle."""
    keys = {row.pk for row in others}
    said = Tie.objects.visible_to(asking.me).filter(
        Q(until__isnull=True) | Q(until__gt=asking.day),
        Q(relationship__in=keys) | Q(other__in=keys),
        kind=TieKind.SAME_PERSON,
    )
    keys |= {key for both in said.values_list("relationship_id", "other_id") for key in both}
    there = Relationship.objects.visible_to(asking.me).filter(circle=circle, pk__in=keys)
    return there.exists()
