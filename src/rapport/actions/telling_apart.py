"""The verb that says of two people that they are not the same."""

import uuid
from collections.abc import Collection

from django.utils.translation import gettext_noop

from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Relationship, Sensitivity, ToldApart
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.told_apart import mark_of, names_of, told_to


def tell_apart(asking: Asking, *, one: uuid.UUID, other: uuid.UUID) -> Change[Relationship]:
    """Say that two people, by the keys of their relationships, are not the same."""
    seen = Relationship.objects.visible_to(asking.me)
    rows = {
        row.pk: row
        for row in seen.filter(pk__in=(one, other)).select_related("counterpart", "actor")
    }
    if not rows.keys() >= {one, other}:
        raise NotThere(NOT_THERE)
    if one == other:
        raise CannotBe(
            gettext_noop("These are already the same record."),
            next_step=gettext_noop("Choose the other record of this person."),
        )
    with change_set("tell_apart", asking) as changes:
        _write(asking, rows[one], [rows[other]])
        return changes.made(rows[one])


def keep_apart(
    asking: Asking, relationship: Relationship, others: Collection[uuid.UUID], *, own: bool
) -> None:
    """Keep that somebody just added is none of these, by the keys of their relationships.

    Either what the circle may know, or what is for whoever says it alone (``own``): kept in a
    change set of its own, that one does not stand in the way of another colleague's undo. Whoever
    may not be seen is passed over: a refusal would tell that somebody is there.
    """
    seen = Relationship.objects.visible_to(asking.me).filter(pk__in=others)
    seen = seen.select_related("counterpart", "actor").order_by("pk")
    _write(
        asking,
        relationship,
        [
            other
            for other in seen
            if other.pk != relationship.pk and own != _shared(asking, relationship, other)
        ],
    )


def _shared(asking: Asking, one: Relationship, other: Relationship) -> bool:
    """Say whether the circle may know that two are told apart: whoever sees one sees the other."""
    harmless = max(one.sensitivity, other.sensitivity) < Sensitivity.SEVERE
    writes = one.circle_id in asking.me.writable_circles()
    return one.circle_id == other.circle_id and harmless and writes


def _write(asking: Asking, one: Relationship, others: Collection[Relationship]) -> None:
    names = names_of({row.person.pk for row in (one, *others)}) if others else {}
    for other in others:
        pair = (one.person.pk, other.person.pk)
        mark = mark_of(pair, names)
        if told_to(asking.me).filter(mark=mark).exists():
            continue
        said = ToldApart(
            one=pair[0],
            other=pair[1],
            mark=mark,
            on=asking.day,
            by=asking.me,
            circle=one.circle if _shared(asking, one, other) else None,
        )
        with change_set("tell_apart", asking) as changes:
            changes.create(said)
