"""What is to be handed over when a colleague leaves, as far as whoever asks may see it."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from rapport.records.asking import Asking
from rapport.records.models import (
    Circle,
    Colleague,
    Commitment,
    CommitmentState,
    Membership,
    Part,
    Relationship,
    Sensitivity,
    Side,
)
from rapport.records.models.relationships import called


@dataclass(frozen=True, slots=True)
class Held:
    """A relationship they lead (or, if ``leads`` is false, back up), and in which circle."""

    relationship: uuid.UUID
    alias: str
    circle: str
    leads: bool


@dataclass(frozen=True, slots=True)
class Owed:
    """An open promise of ours that they gave, or that falls to them as the lead."""

    relationship: uuid.UUID
    alias: str
    text: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Leaving:
    """All that waits for somebody else once a colleague has gone.

    ``held_elsewhere`` and ``owed_elsewhere`` only count what lies in circles the reader is not in;
    severe records there are not even counted: those named in them are told. ``keeps_alone`` names
    the reader's own circles that nobody else keeps, ``keeps_alone_elsewhere`` counts the others.
    """

    who: uuid.UUID
    held: tuple[Held, ...]
    held_elsewhere: int
    owed: tuple[Owed, ...]
    owed_elsewhere: int
    keeps_alone: tuple[str, ...]
    keeps_alone_elsewhere: int


def leaving(asking: Asking, who: Colleague) -> Leaving:
    """Return what a colleague leaves behind."""
    me = asking.me
    mine = me.readable_circles()
    held = Q(lead=who.pk) | Q(backup=who.pk)
    rows = Relationship.objects.visible_to(me).filter(held)
    promises = Commitment.objects.visible_to(me).filter(_owed_by([who.pk]))
    elsewhere = Q(sensitivity__lt=Sensitivity.SEVERE) & ~Q(circle__in=mine)
    alone = _kept_alone(asking, who)
    named = Circle.objects.filter(pk__in=alone & set(mine)).order_by("name")
    return Leaving(
        who=who.pk,
        held=tuple(
            Held(row.pk, row.called, row.circle.name, leads=row.lead_id == who.pk)
            for row in rows.select_related("counterpart", "actor", "circle").order_by(
                "circle__name", called(), "pk"
            )
        ),
        held_elsewhere=Relationship.objects.filter(held & elsewhere).count(),
        owed=tuple(
            Owed(one.relationship_id, one.relationship.called, one.text, one.due)
            for one in promises.select_related(
                "relationship__counterpart", "relationship__actor"
            ).order_by(F("due").asc(nulls_last=True), "pk")
        ),
        owed_elsewhere=Commitment.objects.filter(_owed_by([who.pk]) & elsewhere).count(),
        keeps_alone=tuple(named.values_list("name", flat=True)),
        keeps_alone_elsewhere=len(alone - set(mine)),
    )


def waiting_for_a_holder(me: Colleague, gone: Collection[uuid.UUID]) -> Q:
    """Return the condition on relationships that somebody who has gone held or owed a promise."""
    promised = Commitment.objects.visible_to(me).filter(_owed_by(gone))
    owed = Q(pk__in=promised.values("relationship"))
    return Q(lead__in=gone) | Q(backup__in=gone) | owed


def _owed_by(colleagues: Collection[uuid.UUID]) -> Q:
    gave = Q(colleague__in=colleagues) | Q(
        colleague__isnull=True, relationship__lead__in=colleagues
    )
    return Q(by=Side.US, state=CommitmentState.OPEN) & gave


def _kept_alone(asking: Asking, who: Colleague) -> set[uuid.UUID]:
    """Return the circles that nobody else keeps any more."""
    kept = who.on(asking.day).kept_circles()
    others = Membership.objects.of_colleagues_here(asking.day).filter(
        circle__in=kept, part=Part.KEEPER
    )
    shared = others.exclude(colleague=who.pk).values_list("circle_id", flat=True)
    return set(kept) - set(shared)
