"""Who was there in a contact, on both sides, and what each of them was asked."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext_noop

from rapport.records.asking import Asking
from rapport.records.models import (
    Interaction,
    Meeting,
    Membership,
    OurPart,
    Presence,
    Relationship,
    Sensitivity,
    TheirPart,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.operations import part_rows
from rapport.records.packed_facts import ASKED
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.validation import check_choice


class There(NamedTuple):
    """A counterpart's place in a contact; what is blank is as the contact as a whole says."""

    relationship: uuid.UUID
    part: str = TheirPart.LEAD
    asked: str = ""
    tone_theirs: str = ""
    tone_ours: str = ""


def places(theirs: Iterable[Sequence[Any]]) -> dict[uuid.UUID, There]:
    """Return by relationship who was there; of somebody named twice the first counts.

    Each row is ``(relationship, part, asked, tone_theirs, tone_ours)``; values at the end may be
    left out, and a blank part is the usual one. Raises ``CannotBe`` for a word that is no choice.
    """
    found: dict[uuid.UUID, There] = {}
    for row in theirs:
        there = There(*row)
        for name, value in zip(Presence.VALUES[1:], there[1:], strict=True):
            if value:
                check_choice(value, _choices(name))
        found.setdefault(there.relationship, there._replace(part=there.part or TheirPart.LEAD))
    return found


def _choices(name: str) -> dict[str, Any]:
    return dict(Presence._meta.get_field(name).flatchoices)  # type: ignore[union-attr]  # noqa: SLF001 - Meta API


def of_one(there: There, values: dict[str, Any]) -> tuple[There, dict[str, Any]]:
    """Return the place of somebody who was there alone, and the columns of the contact.

    What is said of the only one who was there is said of the contact as a whole.
    """
    told = dict(values)
    if there.asked:
        told["asked"] = ASKED[there.asked]
    for name in ("tone_theirs", "tone_ours"):
        told[name] = getattr(there, name) or told.get(name, "")
    return There(there.relationship, there.part), told


def chosen(asking: Asking, keys: Sequence[uuid.UUID]) -> list[Relationship]:
    """Return the relationships chosen, in that order, refusing what one may not write about."""
    if not keys:
        raise CannotBe(
            gettext_noop("Nobody was chosen."),
            next_step=gettext_noop("Choose at least one counterpart."),
        )
    rows = Relationship.objects.changeable_by(asking.me).filter(pk__in=keys)
    by_key = {row.pk: row for row in rows}
    if len(by_key) != len(set(keys)):
        raise NotThere(NOT_THERE)
    return [by_key[key] for key in dict.fromkeys(keys)]


def by_circle(relationships: Sequence[Relationship]) -> list[list[Relationship]]:
    """Group by circle; a severe relationship stays by itself, for those who are named in it."""
    groups: dict[object, list[Relationship]] = {}
    for row in relationships:
        severe = row.sensitivity >= Sensitivity.SEVERE
        groups.setdefault(row.pk if severe else row.circle_id, []).append(row)
    return list(groups.values())


class Changed(NamedTuple):
    """Who is there after a change: all places, how sensitive it is, and who is not there now."""

    theirs: list[There]
    sensitivity: int
    gone: set[uuid.UUID]


def changed(asking: Asking, interaction: Interaction, theirs: Iterable[Sequence[Any]]) -> Changed:
    """Return who is there once ``theirs`` are; raises as :func:`shared_places`."""
    now = places(theirs)
    shared = shared_places(asking, interaction, {key: there[1:] for key, there in now.items()})
    return Changed([There(*row) for row in shared.rows], shared.sensitivity, shared.gone)


class SharedPlaces(NamedTuple):
    """Who is in something shared after a change, as rows of its part; how sensitive it is."""

    rows: list[tuple[Any, ...]]
    sensitivity: int
    gone: set[uuid.UUID]


def shared_places(
    asking: Asking, shared: Interaction | Meeting, now: Mapping[uuid.UUID, Sequence[Any]]
) -> SharedPlaces:
    """Return who is in it once those of ``now`` are, of one circle; whom one may not see stays.

    ``now`` has by relationship the values of the part. Raises ``CannotBe`` for people of another
    circle, and for a severe relationship with others.
    """
    before = {row[0]: row for row in part_rows(shared, "theirs")}
    seen = Relationship.objects.visible_to(asking.me).filter(pk__in=before)
    unseen = before.keys() - set(seen.values_list("pk", flat=True))
    people = chosen(asking, list(now))
    kept = list(Relationship.objects.filter(pk__in=unseen))
    if {row.circle_id for row in people} != {shared.circle_id}:
        raise CannotBe(
            gettext_noop("One of the people chosen belongs to another circle."),
            next_step=gettext_noop("Log their contact separately."),
        )
    if len(by_circle([*people, *kept])) > 1:
        raise CannotBe(
            gettext_noop(
                "One of the people chosen is limited to named colleagues and cannot share a log."
            ),
            next_step=gettext_noop("Log their contact separately."),
        )
    return SharedPlaces(
        [*(before[key] for key in unseen), *((key, *values) for key, values in now.items())],
        max(row.sensitivity for row in (*people, *kept)),
        before.keys() - unseen - now.keys(),
    )


def our_side(
    asking: Asking, circle: uuid.UUID, ours: Sequence[tuple[uuid.UUID, str]]
) -> list[tuple[uuid.UUID, str]]:
    """Return our side, refusing colleagues who are not of the same office or circle."""
    keys = {key for key, _ in ours}
    members = Membership.objects.in_force(asking.day).filter(circle=circle, colleague__in=keys)
    if keys - set(members.values_list("colleague_id", flat=True)):
        raise CannotBe(
            gettext_noop("One of the colleagues chosen is not in this circle."),
            next_step=gettext_noop("Leave them out, or ask a keeper to add them first."),
        )
    return [(key, part or OurPart.LEAD) for key, part in ours]
