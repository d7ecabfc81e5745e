"""The colleagues of an office, for who looks after them, and circles, for who keeps them."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from rapport.records.asking import Asking
from rapport.records.models import Circle, Colleague, Duty, Function, Membership, SignInCode


@dataclass(frozen=True, slots=True)
class OneOfUs:
    """A colleague of the office. ``code_until``: a code waits for them to choose a passphrase."""

    key: uuid.UUID
    name: str
    sign_in: str
    function: str
    duties: tuple[str, ...]
    code_until: datetime | None
    is_me: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A colleague's part in a circle; ``ended``: its last day is over."""

    key: uuid.UUID
    name: str
    part: str
    until: date | None
    ended: bool
    is_me: bool


@dataclass(frozen=True, slots=True)
class KeptCircle:
    """A circle I keep, with who is in it."""

    key: uuid.UUID
    name: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Whom I look after, if I do, and the circles I keep."""

    ours: tuple[OneOfUs, ...]
    circles: tuple[KeptCircle, ...]


def looks_after_somebody(me: Colleague) -> bool:
    """Say whether there is anything on this page for me."""
    return me.looks_after_colleagues() or bool(me.kept_circles())


def colleagues(asking: Asking) -> Colleagues:
    """Return whom I look after and the circles I keep."""
    me = asking.me
    ours = _ours(asking) if me.looks_after_colleagues() else ()
    kept = Circle.objects.filter(pk__in=me.kept_circles()).order_by("name", "pk")
    members: dict[uuid.UUID, list[Member]] = {circle.pk: [] for circle in kept}
    rows = Membership.objects.filter(circle__in=members, colleague__is_active=True)
    for row in rows.select_related("colleague").order_by("colleague__name", "pk"):
        members[row.circle_id].append(
            Member(
                key=row.colleague_id,
                name=row.colleague.name,
                part=row.part,
                until=row.until,
                ended=row.until is not None and row.until < asking.day,
                is_me=row.colleague_id == me.pk,
            )
        )
    circles = (KeptCircle(one.pk, one.name, tuple(members[one.pk])) for one in kept)
    return Colleagues(ours=ours, circles=tuple(circles))


def _ours(asking: Asking) -> tuple[OneOfUs, ...]:
    rows = Colleague.objects.filter(office=asking.me.office_id, is_active=True)
    codes = SignInCode.objects.filter(expires__gt=asking.now)
    waiting = dict(codes.values_list("colleague", "expires"))
    functions, duties = dict(Function.choices), dict(Duty.choices)
    return tuple(
        OneOfUs(
            key=row.pk,
            name=row.name,
            sign_in=row.sign_in,
            function=str(functions.get(row.function, row.function)),
            duties=tuple(str(duties.get(duty, duty)) for duty in row.duties),
            code_until=waiting.get(row.pk),
            is_me=row.pk == asking.me.pk,
        )
        for row in rows.order_by("name", "pk")
    )
