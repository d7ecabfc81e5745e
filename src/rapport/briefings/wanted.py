"""Which people a list is of, in which order, and where its next page begins."""

import base64
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.expressions import OrderBy

from rapport.briefings.groups import groups_wanted
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Phase, Relationship, Stage
from rapport.records.models.relationships import RelationshipQuerySet
from rapport.records.models.scoped import ScopedQuerySet
from rapport.records.raw_rows import among

NOBODY = "nobody"
"""Wanted of a lead: those whom nobody leads."""

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which people to list. Empty means all.

    ``due`` is "overdue" or "week"; ``met`` is "never"; ``lead`` is the key of a colleague, or
    :data:`NOBODY`; ``place`` is the key of a place (``groups.place_key``). ``smaller`` keeps the
    people of groups that are easily forgotten (``groups.SMALLER``).
    """

    text: str = ""
    phase: str = ""
    stage: str = ""
    due: str = ""
    met: str = ""
    mine: bool = False
    lead: uuid.UUID | str = ""
    actor: uuid.UUID | None = None
    place: str = ""
    smaller: bool = False
    order: str = "due"
    backwards: bool = False
    after: str = ""

    @property
    def of_groups(self) -> bool:
        """Say whether only the people of some groups are wanted."""
        return bool(self.actor or self.place or self.smaller)

    @property
    def is_narrow(self) -> bool:
        """Say whether only few of many are wanted, which the store finds before it sorts them.

        Groups, a lead, a week of days and who was never met have indexes of their own.
        """
        narrow = self.of_groups or self.lead or self.mine or self.met
        return bool(narrow) or self.due == "week"

    def plainly(self, asking: Asking) -> "Plain":
        """Return what ``narrowed`` takes: only what the list knows, and the groups by their keys.

        A group that whoever asks may not know of has nobody.
        """
        groups = None
        if self.of_groups:
            theirs: dict[str, Any] = {"place": self.place, "smaller": self.smaller}
            groups = groups_wanted(asking, actor=self.actor, **theirs)
        return (
            self.phase if self.phase in Phase.values else "",
            self.stage if self.stage in Stage.values else "",
            self.due if self.due in {"overdue", "week"} else "",
            self.met if self.met == "never" else "",
            self.mine,
            self.lead if isinstance(self.lead, uuid.UUID) or self.lead == NOBODY else "",
            groups,
        )


Plain = tuple[str, str, str, str, bool, uuid.UUID | str, list[uuid.UUID] | None]
"""Phase, stage, due, met, mine, lead and groups, as ``narrowed`` takes them."""


def narrowed(  # noqa: PLR0917 - prepared questions are asked by place
    rows: RelationshipQuerySet,
    me: Colleague,
    phase: str,
    stage: str,
    due: str,
    met: str,
    mine: bool,
    lead: uuid.UUID | str,
    groups: list[uuid.UUID] | None,
    day: date,
    soon: date,
) -> RelationshipQuerySet:
    """Keep the rows of people that are wanted; ``soon`` is a week after ``day``."""
    rows = rows.with_people()
    if phase:
        rows = rows.filter(phase=phase)
    if stage:
        rows = rows.filter(stage=stage)
    if due == "overdue":
        rows = rows.filter(next_due__lt=day)
    elif due == "week":
        rows = rows.filter(next_due__gte=day, next_due__lte=soon)
    if met:
        rows = rows.filter(last_two_way__isnull=True)
    if mine:
        rows = rows.filter(Q(lead_id=me.pk) | Q(backup_id=me.pk))
    if lead == NOBODY:
        rows = rows.filter(lead_id__isnull=True)
    elif isinstance(lead, uuid.UUID):
        rows = rows.filter(lead_id=lead)
    if groups is not None:
        rows = rows.filter(counterpart__actor_id__in=among(groups))
    return rows


_RANK = Case(
    *(When(stage=stage, then=Value(rank)) for rank, stage in enumerate(Stage.values)),
    default=Value(len(Stage.values)),
    output_field=IntegerField(),
)


def _day(value: object) -> date:
    return date.fromisoformat(value)  # type: ignore[arg-type]


def _words(value: object) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError
    value.encode()
    return value


def _rank(value: object) -> int:
    if type(value) is not int:
        raise ValueError
    return value


class Order(NamedTuple):
    """What a list goes by: in the store, in a loaded row, and as a mark is read back."""

    of: Any
    value: Callable[[Relationship], Any]
    read: Callable[[object], Any]


ORDERS: dict[str, Order] = {
    "due": Order(F("next_due"), lambda row: row.next_due, _day),
    "last": Order(F("last_two_way"), lambda row: row.last_two_way, _day),
    "alias": Order(F("counterpart__alias"), lambda row: row.called, _words),
    "stage": Order(_RANK, lambda row: Stage.values.index(row.stage), _rank),
    "lead": Order(F("lead__name"), lambda row: row.lead.name if row.lead else None, _words),
}


def order_of(name: str) -> str:
    """Return the order that is meant; one there is not is by what is due."""
    return name if name in ORDERS else "due"


def in_order(name: str, *, backwards: bool) -> tuple[OrderBy | str, str]:
    """Return what to order by: nothing comes first, or last where it goes backwards."""
    of = ORDERS[name].of
    if backwards:
        return of.desc(nulls_last=True), "-pk"
    return of.asc(nulls_first=True), "pk"


def going_on(
    rows: "ScopedQuerySet[Relationship]", wanted: Wanted
) -> "ScopedQuerySet[Relationship]":
    """Go on after the row that ``wanted.after`` names; a mark that is no mark begins anew."""
    order = ORDERS[order_of(wanted.order)]
    try:
        value, key = json.loads(base64.urlsafe_b64decode(wanted.after.encode() + b"=="))
        pk = uuid.UUID(str(key))
        value = None if value is None else order.read(value)
    except (ValueError, TypeError, RecursionError):
        return rows
    placed: Any = rows.alias(by=order.of)
    beyond = {"pk__lt": pk} if wanted.backwards else {"pk__gt": pk}
    nothing = Q(by__isnull=True)
    if value is None:
        rest = nothing & Q(**beyond)
        return placed.filter(rest if wanted.backwards else rest | ~nothing)  # type: ignore[no-any-return]
    further = Q(by__lt=value) if wanted.backwards else Q(by__gt=value)
    rest = further | Q(by=value, **beyond)
    return placed.filter(rest | nothing if wanted.backwards else rest)  # type: ignore[no-any-return]


def mark_of(row: Relationship, order: str) -> str:
    """Return the mark of the row after which a page goes on. It may hold an alias."""
    value = ORDERS[order].value(row)
    plain = value.isoformat() if isinstance(value, date) else value
    written = json.dumps([plain, row.pk.hex]).encode()
    return base64.urlsafe_b64encode(written).decode().rstrip("=")
