"""The history: what was done, by whom and when, and whether it can be taken back."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from rapport.records.models import Colleague, Duty, Operation, Relationship

PAGE = 40
_TICKS = 1 << 16


@dataclass(frozen=True, slots=True)
class Done:
    """One deed. ``aliases`` name whom it concerned, as far as ``me`` may see."""

    deed: uuid.UUID
    verb: str
    by: str
    at: datetime
    changes: int
    kinds: tuple[str, ...]
    aliases: tuple[str, ...]
    relationship: uuid.UUID | None
    may_undo: bool


@dataclass(frozen=True, slots=True)
class History:
    """A page of the history, newest first; ``following`` is where the next page begins."""

    deeds: tuple[Done, ...]
    following: int | None
    content_hidden: bool


def history(me: Colleague, *, before: int | None = None, page: int = PAGE) -> History:
    """Return the deeds in my circles and office; an auditor sees them all, without whom."""
    auditor = me.has_duty(Duty.AUDITOR)
    rows = Operation.objects.defer("payload", "payload_hash", "hash")
    if not auditor:
        rows = rows.filter(scope__in=[*me.readable_circles(), me.office_id])
    if before is not None:
        rows = rows.filter(sequence__lt=before)
    read = list(rows.order_by("-sequence")[: page * 12])
    groups = [list(group) for _, group in groupby(read, key=lambda one: one.deed)]
    more = len(groups) > page or len(read) == page * 12
    shown = groups[:page]
    following = shown[-1][-1].sequence if more and shown else None
    names = _names({one.by for group in shown for one in group if one.by})
    about = _about(me, [one for group in shown for one in group[:20]])
    deeds = tuple(_done(me, group, names, about) for group in shown)
    return History(deeds=deeds, following=following, content_hidden=auditor)


def _done(
    me: Colleague,
    group: list[Operation],
    names: dict[uuid.UUID, str],
    about: dict[uuid.UUID, Relationship],
) -> Done:
    first = group[-1]
    known = [about[one.row] for one in group if one.row in about]
    aliases = tuple(dict.fromkeys(row.counterpart.alias for row in known))[:3]
    writable = {*me.writable_circles()}
    return Done(
        deed=first.deed,
        verb=first.verb,
        by=names.get(first.by, "") if first.by else "",
        at=datetime.fromtimestamp((first.clock // _TICKS) / 1000, tz=UTC),
        changes=len(group),
        kinds=tuple(dict.fromkeys(one.model for one in reversed(group))),
        aliases=aliases,
        relationship=known[0].pk if known else None,
        may_undo=all(one.scope in writable for one in group),
    )


def _names(keys: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    return dict(Colleague.objects.filter(pk__in=keys).values_list("pk", "name"))


def _about(me: Colleague, operations: list[Operation]) -> dict[uuid.UUID, Relationship]:
    """Return the visible relationship that each changed row belongs to."""
    rows = {one.row for one in operations}
    visible = Relationship.objects.visible_to(me).select_related("counterpart")
    answer = {}
    for condition, key in (
        ({"pk__in": rows}, "pk"),
        ({"counterpart_id__in": rows}, "counterpart_id"),
    ):
        for relationship in visible.filter(**condition):
            answer[getattr(relationship, key)] = relationship
    linked = _links(rows - answer.keys())
    known = {row.pk: row for row in visible.filter(pk__in=set(linked.values()))}
    answer.update({row: known[key] for row, key in linked.items() if key in known})
    return answer


_LINKED = (
    "commitments",
    "asks",
    "insights",
    "disclosures",
    "occasions",
    "waivers",
    "steps",
    "holders",
)


def _links(rows: set[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """Return the relationship key of each row that hangs on one."""
    links = dict(
        Relationship.objects.filter(presences__interaction_id__in=rows).values_list(
            "presences__interaction_id", "pk"
        )
    )
    for name in _LINKED:
        found = Relationship.objects.filter(**{f"{name}__in": rows})
        links.update(found.values_list(f"{name}__pk", "pk"))
    return links
