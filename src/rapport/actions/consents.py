"""Verbs about the consents a gate needs: whose, how many of them, and what each of them says."""

import uuid
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.gates import OTHER_CIRCLE, OTHER_CIRCLE_NEXT, somebody_of
from rapport.actions.named_actors import actor_of
from rapport.actions.people import check_date
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import (
    Consent,
    Consented,
    ConsentGroup,
    ConsentOf,
    Gate,
    Needs,
    Position,
    ScopedModel,
)
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe
from rapport.records.validation import check_choice

DEEPEST = 5
"""Groups may stand in each other this deep; deeper ones nobody reads any more."""


def add_group(
    asking: Asking,
    *,
    gate: uuid.UUID,
    needs: str,
    count: int | None = None,
    parent: uuid.UUID | None = None,
) -> Change[ConsentGroup]:
    """Add a group of consents to a gate, of which all, any or ``count`` are needed."""
    about = Gate.objects.one_changeable_by(asking.me, gate)
    within = _group_of(asking, about, parent)
    depth, above = 1, within
    while above is not None:
        depth, above = depth + 1, above.parent
    if depth > DEEPEST:
        raise CannotBe(
            gettext_noop("Groups cannot be nested deeper than this."),
            next_step=gettext_noop("Add it to a group further up."),
        )
    with change_set("add_group", asking) as changes:
        counted = _count(needs, count)
        group = changes.add(ConsentGroup, about, parent=within, needs=needs, count=counted)
        return changes.made(group)


def change_group(
    asking: Asking, *, key: uuid.UUID, needs: str, count: int | None = None
) -> Change[ConsentGroup]:
    """Change how many of a group's consents are needed."""
    group = ConsentGroup.objects.one_changeable_by(asking.me, key)
    with change_set("change_group", asking) as changes:
        changes.change(group, needs=needs, count=_count(needs, count))
        return changes.made(group)


def remove_group(asking: Asking, *, key: uuid.UUID) -> Change[ConsentGroup]:
    """Remove a group with the consents and the groups in it."""
    group = ConsentGroup.objects.one_changeable_by(asking.me, key)
    with change_set("remove_group", asking) as changes:
        changes.delete(group)
        return changes.made(group)


def need_consent(
    asking: Asking,
    *,
    gate: uuid.UUID,
    kind: str,
    group: uuid.UUID | None = None,
    relationship: uuid.UUID | None = None,
    position: uuid.UUID | None = None,
    actor: uuid.UUID | None = None,
    new_actor: str = "",
    state: str = "",
    on: date | None = None,
    note: str = "",
) -> Change[Consent]:
    """Note whose consent a gate needs: a person's, a post's, or an actor's; exactly one of them.

    Without ``group`` it stands in the first group of the gate, begun with "all" if there is none.
    ``state`` is what they said by ``on`` (today, if none is given).
    """
    about = Gate.objects.one_changeable_by(asking.me, gate)
    if (
        sum(one is not None for one in (relationship, position, actor)) + bool(new_actor.strip())
        != 1
    ):
        raise CannotBe(
            gettext_noop("A consent is of one person, one post or one group."),
            next_step=gettext_noop("Choose one of them."),
        )
    who = somebody_of(asking, about, relationship)
    with change_set("need_consent", asking) as changes:
        consent = changes.add(
            Consent,
            who or about,
            gate=about,
            group=_group_of(asking, about, group) or _first_group(changes, about),
            kind=kind,
            position=_position(asking, about, position),
            actor=_actor(changes, asking, about, actor, new_actor),
            states=_said(asking, [], state, on) if state else [],
            note=note,
        )
        return changes.made(consent)


def say_consent(
    asking: Asking,
    *,
    key: uuid.UUID,
    state: str,
    on: date | None = None,
    note: str | None = None,
) -> Change[Consent]:
    """Note what somebody says to a gate from a day on; what they said before stays.

    A second answer of the same day takes the place of the first.
    """
    consent = Consent.objects.one_changeable_by(asking.me, key)
    with change_set("say_consent", asking) as changes:
        values: dict[str, Any] = {"states": _said(asking, consent.states, state, on)}
        if note is not None:
            values["note"] = note.strip()
        changes.change(consent, **values)
        return changes.made(consent)


def change_consent(
    asking: Asking, *, key: uuid.UUID, kind: str, note: str = "", group: uuid.UUID | None = None
) -> Change[Consent]:
    """Put right what sort of consent it is and its conditions; ``group`` moves it to another."""
    consent = Consent.objects.one_changeable_by(asking.me, key)
    check_choice(kind, ConsentOf.values)
    into = _group_of(asking, consent.gate, group) or consent.group
    with change_set("change_consent", asking) as changes:
        changes.change(consent, kind=kind, note=note.strip(), group=into)
        return changes.made(consent)


def take_answer_back(asking: Asking, *, key: uuid.UUID, on: date) -> Change[Consent]:
    """Take out what was noted by mistake as somebody's answer of a day."""
    consent = Consent.objects.one_changeable_by(asking.me, key)
    with change_set("take_answer_back", asking) as changes:
        changes.change(consent, states=[one for one in consent.states if one[0] != on.isoformat()])
        return changes.made(consent)


def remove_consent(asking: Asking, *, key: uuid.UUID) -> Change[Consent]:
    """Say that a gate does not need somebody's consent."""
    consent = Consent.objects.one_changeable_by(asking.me, key)
    with change_set("remove_consent", asking) as changes:
        changes.delete(consent)
        return changes.made(consent)


def _said(asking: Asking, before: list[list[str]], state: str, on: date | None) -> list[list[str]]:
    check_choice(state, Consented.values)
    day = on or asking.day
    check_date(day, asking.day)
    kept = [one for one in before if one[0] != day.isoformat()]
    return sorted([*kept, [day.isoformat(), state]])


def _count(needs: str, count: int | None) -> int | None:
    check_choice(needs, Needs.values)
    if needs != Needs.SOME:
        return None
    if count is None or not 1 <= count <= 99:
        raise CannotBe(
            gettext_noop("Say how many of them are needed."),
            next_step=gettext_noop("Enter a number from 1 to 99."),
        )
    return count


def _group_of(asking: Asking, gate: Gate, key: uuid.UUID | None) -> ConsentGroup | None:
    if key is None:
        return None
    group: ConsentGroup = ConsentGroup.objects.one_changeable_by(asking.me, key)
    if group.gate_id != gate.pk:
        raise CannotBe(
            gettext_noop("This group belongs to another gate."),
            next_step=gettext_noop("Choose one of the groups on its page."),
        )
    return group


def _first_group(changes: ChangeSet, gate: Gate) -> ConsentGroup:
    first = gate.consentgroups.filter(parent=None).order_by("pk").first()
    return first or changes.add(ConsentGroup, gate, needs=Needs.ALL)


def _actor(
    changes: ChangeSet, asking: Asking, gate: Gate, key: uuid.UUID | None, name: str
) -> ScopedModel | None:
    if key is None and not name.strip():
        return None
    return actor_of(changes, asking, circle=gate.circle, key=key, name=name, kind="")


def _position(asking: Asking, gate: Gate, key: uuid.UUID | None) -> Position | None:
    if key is None:
        return None
    found: Position = Position.objects.one_visible_to(asking.me, key)
    if found.circle_id != gate.circle_id:
        raise CannotBe(OTHER_CIRCLE, next_step=OTHER_CIRCLE_NEXT)
    return found
