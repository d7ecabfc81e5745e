"""What changes when a change of power is applied: posts, places, gates, and who belongs to whom."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from rapport.actions.actors import part_of
from rapport.actions.posts import let_consents_be_unknown
from rapport.records.asking import Asking
from rapport.records.models import (
    ActorPlace,
    Certainty,
    Confidence,
    Control,
    Gate,
    GateState,
    Position,
    PowerChange,
    PowerKind,
    Relationship,
    Sensitivity,
    Standing,
    Tenure,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.raw_rows import among
from rapport.records.recording import ChangeSet
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.what_changes import Effects

_HOW_SURE = {
    Certainty.RUMOUR: Confidence.LOW,
    Certainty.REPORTED: Confidence.MEDIUM,
    Certainty.CONFIRMED: Confidence.HIGH,
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is left as it is of a preview, and who holds a post from now on, by the post's key."""

    leave: frozenset[uuid.UUID] = frozenset()
    holders: Mapping[uuid.UUID, uuid.UUID] | None = None


def let_it_be(
    changes: ChangeSet, asking: Asking, row: PowerChange, found: Effects, chosen: Chosen
) -> frozenset[uuid.UUID]:
    """Let all that a change of power touches be so; return the posts whose new holder is known."""
    _end_tenures(changes, asking, row, found, chosen)
    _pass_places_on(changes, row, found, chosen)
    _let_gates_be_unknown(changes, row, found, chosen)
    if row.kind == PowerKind.MERGER and row.fallen and row.risen:
        whole = part_of(asking, row.fallen.circle, row.risen.pk, of=row.fallen)
        changes.change(row.fallen, parent=whole)
    return _give_posts(changes, asking, row, found, chosen)


def _reason(row: PowerChange) -> str:
    """Return the words for why something ended; none where others than its readers see it.

    They are written in rows of the groups: some have other readers, or are kept in another circle.
    """
    named = [one for one in (row.fallen, row.risen, row.position) if one is not None]
    others_read = any(
        one.sensitivity >= Sensitivity.SEVERE or one.circle_id != row.circle_id
        for one in (row, *named)
    )
    return "" if others_read else row.what


def _end_tenures(
    changes: ChangeSet, asking: Asking, row: PowerChange, found: Effects, chosen: Chosen
) -> None:
    """Let people leave their posts, and what these posts had agreed to be unknown."""
    going = [key for key in found.tenures if key not in chosen.leave]
    reason = _reason(row)
    left: set[uuid.UUID] = set()
    for tenure in Tenure.objects.filter(pk__in=among(going), circle=row.circle_id).order_by("pk"):
        changes.change(tenure, until=row.on, why_ended=tenure.why_ended or reason)
        left.add(tenure.position_id)
    changes.write()
    let_consents_be_unknown(changes, asking, left, row.on)


def _pass_places_on(changes: ChangeSet, row: PowerChange, found: Effects, chosen: Chosen) -> None:
    """Let places pass from who loses power to who gains it."""
    going = [key for key in found.places if key not in chosen.leave]
    there = ActorPlace.objects.filter(pk__in=among(going), circle=row.circle_id)
    passed: set[str] = set()
    for place in there.order_by("pk"):
        changes.change(place, until=row.on)
        if row.risen is not None and place.place not in passed:
            passed.add(place.place)
            changes.add(
                ActorPlace,
                row.risen,
                place=place.place,
                control=Control.CONTROLS,
                since=row.on,
                note=_reason(row),
            )


def _let_gates_be_unknown(
    changes: ChangeSet, row: PowerChange, found: Effects, chosen: Chosen
) -> None:
    going = [key for key in found.gates if key not in chosen.leave]
    reason = _reason(row)
    for gate in Gate.objects.filter(pk__in=among(going), circle=row.circle_id).order_by("pk"):
        changes.add(GateState, gate, standing=Standing.UNKNOWN, on=row.on, reason=reason)


def _give_posts(
    changes: ChangeSet, asking: Asking, row: PowerChange, found: Effects, chosen: Chosen
) -> frozenset[uuid.UUID]:
    """Say who holds posts from now on; return these posts."""
    given = dict(chosen.holders or {})
    if not given:
        return frozenset()
    posts = Position.objects.changeable_by(asking.me).in_bulk(list(given))
    people = Relationship.objects.changeable_by(asking.me).in_bulk(list(given.values()))
    for post, key in sorted(given.items()):
        who = people.get(key)
        if post not in found.posts or post not in posts or who is None:
            raise NotThere(NOT_THERE)
        if who.circle_id != row.circle_id or who.counterpart_id is None:
            raise CannotBe(
                gettext_noop("Only a person of the same circle can hold this post."),
                next_step=gettext_noop("Choose a person, or leave it open."),
            )
        changes.add(
            Tenure,
            who,
            counterpart=who.counterpart,
            position=posts[post],
            since=row.on,
            confidence=_HOW_SURE[Certainty(row.certainty)],
        )
    return frozenset(given)
