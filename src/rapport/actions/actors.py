"""Verbs about actors: add one, say what it is part of, its influence, its attitude to us."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal

from django.utils.translation import gettext_noop

from rapport.actions.named_actors import called, written_name
from rapport.actions.people import check_date, writable_circle
from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.hanging import belonging_to
from rapport.records.models import (
    Acceptance,
    Actor,
    ActorKind,
    ActorPlace,
    ActorReview,
    Circle,
    Counterpart,
    Offer,
    Position,
    Tie,
)
from rapport.records.pointing_at_groups import is_part_of
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe

MOST_INFLUENCE = 4

Dated = Literal["influence", "acceptances"]
"""What of an actor is a list of dated values."""


def add_actor(
    asking: Asking,
    *,
    circle: uuid.UUID,
    name: str,
    also_called: Iterable[str] = (),
    kind: str = "",
    parent: uuid.UUID | None = None,
    areas: Iterable[str] = (),
    legal_note: str = "",
) -> Change[Actor]:
    """Add a group or institution of which nobody need be known yet.

    A name that an actor of the circle already has, spelling folded, is refused: it is that one.
    """
    where = writable_circle(asking.me, circle)
    names = written_names([name, *also_called])
    there = called(asking, where, names)
    if there is not None:
        raise CannotBe(
            gettext_noop("A group in this circle already has this name."),
            next_step=gettext_noop("Open that one, or add what tells the two apart to the name."),
        )
    with change_set("add_actor", asking) as changes:
        actor = changes.add(
            Actor,
            where,
            names=names,
            kind=_kind(kind),
            parent=part_of(asking, where, parent),
            areas=_listed(areas),
            legal_note=legal_note.strip(),
        )
        return changes.made(actor)


def change_actor(
    asking: Asking,
    *,
    key: uuid.UUID,
    name: str | None = None,
    also_called: Iterable[str] | None = None,
    **values: Any,
) -> Change[Actor]:
    """Change what is known of a group or institution; ``name`` is what it is called by first.

    A name it had before stays among its names, so that it is found by it, unless ``also_called``
    says all others. Its attitude to us (``acceptance``) counts from today.
    """
    actor: Actor = Actor.objects.one_changeable_by(asking.me, key)
    if name is not None or also_called is not None:
        first = actor.name if name is None else name
        others = actor.names if also_called is None else also_called
        values["names"] = written_names([first, *others])
    if "kind" in values:
        values["kind"] = _kind(values["kind"])
    if "parent" in values:
        values["parent"] = part_of(asking, actor.circle, values["parent"], of=actor)
    if "areas" in values:
        values["areas"] = _listed(values["areas"])
    how = values.get("acceptance", actor.acceptance)
    if how != actor.acceptance:
        values |= current_of("acceptances", _with(actor.all_acceptances, asking.day, how, ""))
    with change_set("change_actor", asking) as changes:
        changes.change(actor, **values)
        return changes.made(actor)


def remove_actor(asking: Asking, *, key: uuid.UUID) -> Change[Actor]:
    """Remove a group with what is kept of it alone: places, ties, and posts nobody held.

    What would go with it and lies with others is never lost: it is refused, whoever may see that,
    and in the same words whatever it is. People who belong to the group stay, without a group; the
    refusal because of them tells of nobody hidden.
    """
    actor: Actor = Actor.objects.one_changeable_by(asking.me, key)
    if Counterpart.objects.visible_to(asking.me).filter(actor=actor).exists():
        raise CannotBe(
            gettext_noop("People are recorded as belonging to this group."),
            next_step=gettext_noop("Move them to another group first, or keep this one."),
        )
    if any(not isinstance(row, _GOES_ALONG) for row in belonging_to(actor)):
        raise CannotBe(
            gettext_noop("Other records depend on this group: consents, posts or contacts."),
            next_step=gettext_noop("Remove those you can see first, or keep the group."),
        )
    with change_set("remove_actor", asking) as changes:
        changes.delete(actor)
        return changes.made(actor)


_GOES_ALONG = (ActorPlace, ActorReview, Offer, Position, Tie)


def say_influence(
    asking: Asking, *, key: uuid.UUID, value: int, on: date | None = None, basis: str = ""
) -> Change[Actor]:
    """Say how much a group weighs from a day on (today), from 0 to 4, and on what that rests."""
    if value not in range(MOST_INFLUENCE + 1):
        raise CannotBe(
            gettext_noop("Influence is a number from 0 to 4."),
            next_step=gettext_noop("Choose one from the list."),
        )
    return _say(asking, key, "influence", (on, value, basis))


def say_acceptance(
    asking: Asking, *, key: uuid.UUID, value: str, on: date | None = None, basis: str = ""
) -> Change[Actor]:
    """Say how a group takes our presence from a day on (today), and on what that rests."""
    if value not in Acceptance.values:
        raise CannotBe(
            gettext_noop("This attitude is not in the list."),
            next_step=gettext_noop("Choose one from the list."),
        )
    return _say(asking, key, "acceptances", (on, value, basis))


def take_back(asking: Asking, *, key: uuid.UUID, of: Dated, on: date | None) -> Change[Actor]:
    """Take back what was said of a group for one day, or (None) without a day.

    Where nothing was said of that day, nothing changes: somebody was quicker.
    """
    actor: Actor = Actor.objects.one_changeable_by(asking.me, key)
    held, day = _said_of(actor, of), on.isoformat() if on else ""
    left = [said for said in held if said[0] != day]
    with change_set("take_back_of_actor", asking) as changes:
        if len(left) < len(held):
            changes.change(actor, **current_of(of, left))
        return changes.made(actor)


def _say(
    asking: Asking, key: uuid.UUID, of: Dated, told: tuple[date | None, Any, str]
) -> Change[Actor]:
    on, value, basis = told
    actor: Actor = Actor.objects.one_changeable_by(asking.me, key)
    day = on or asking.day
    check_date(day, asking.day)
    said = _with(_said_of(actor, of), day, value, basis)
    with change_set("say_influence" if of == "influence" else "say_acceptance", asking) as changes:
        changes.change(actor, **current_of(of, said))
        return changes.made(actor)


def _said_of(actor: Actor, of: Dated) -> list[Any]:
    return actor.all_acceptances if of == "acceptances" else actor.influence


def _with(said: Sequence[Any], day: date, value: Any, basis: str) -> list[Any]:
    """Return dated values with one more, in order of their days; a day has one."""
    entry = [day.isoformat(), value, *([basis.strip()] if basis.strip() else [])]
    return sorted([*(one for one in said if one[0] != entry[0]), entry], key=lambda one: one[0])


def current_of(of: Dated, said: list[Any]) -> dict[str, Any]:
    """Return the columns that hold dated values; the newest acceptance stands by itself too.

    What was said without a day is no list where nothing else is left.
    """
    if of == "influence":
        return {"influence": said}
    newest = said[-1][1] if said else Acceptance.UNKNOWN.value
    return {"acceptances": said if any(one[0] for one in said) else [], "acceptance": newest}


def _kind(kind: str) -> str:
    return kind if kind in ActorKind.values else ""


def _listed(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(word.strip() for word in words if word.strip()))


def written_names(written: Iterable[str]) -> list[str]:
    """Return names as they are kept, the first first, each spelling once."""
    first, *others = map(written_name, written)
    if not first:
        raise CannotBe(
            gettext_noop("A group needs a name."), next_step=gettext_noop("Enter its name.")
        )
    names: dict[str, str] = {}
    for name in (first, *others):
        if name:
            names.setdefault(fold(name), name)
    return list(names.values())


def part_of(
    asking: Asking, circle: Circle, key: uuid.UUID | None, *, of: Actor | None = None
) -> Actor | None:
    """Return the group another is part of; it lies in the same circle and is no part of it."""
    if key is None:
        return None
    parent: Actor = Actor.objects.one_visible_to(asking.me, key)
    if parent.circle_id != circle.pk:
        raise CannotBe(
            gettext_noop("This group is kept in another circle."),
            next_step=gettext_noop("Choose a group of the same circle."),
        )
    if of is not None and is_part_of(parent, of):
        raise CannotBe(
            gettext_noop("A group cannot be part of itself."),
            next_step=gettext_noop("Choose a group that is not a part of this one."),
        )
    return parent
