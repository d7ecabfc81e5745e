"""Verbs about how people and groups stand to each other: note, change, check, end, remove."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from rapport.actions.people import check_date
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Actor, Colleague, Relationship, Tie, TieKind, TieStrength
from rapport.records.models.scoped import ASK_A_WRITER, NOT_YOURS
from rapport.records.operations import ALIVE
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe, NotYours
from rapport.records.validation import check_choice, require_text

BOTH_WAYS = frozenset(
    {
        *(TieKind.KIN_OF, TieKind.WORKED_WITH, TieKind.ALLIED_WITH, TieKind.AT_ODDS_WITH),
        TieKind.SAME_PERSON,
    }
)
"""What holds from either end: noted once, it is true of the two."""


class End(NamedTuple):
    """One end of a tie: a counterpart, by the key of the relationship, or an actor."""

    relationship: uuid.UUID | None = None
    actor: uuid.UUID | None = None

    @property
    def key(self) -> uuid.UUID:
        """Return the key of either; of neither, one that nothing has."""
        return self.relationship or self.actor or uuid.UUID(int=0)


def note_tie(
    asking: Asking,
    *,
    one: End,
    kind: str,
    other: End,
    verified_on: date | None = None,
    **values: Any,
) -> Change[Tie]:
    """Note how one person or group stands to another, as somebody says.

    It lies in the circle of the first end where whoever notes it writes there, else in that of the
    second, and is as severe as the severer of the two. That they are family is kept only with what
    it is needed for (``need``).
    """
    first, second = _end(asking.me, one), _end(asking.me, other)
    if first.pk == second.pk:
        raise CannotBe(
            gettext_noop("Both ends are the same."),
            next_step=gettext_noop("Choose another person or group."),
        )
    home = home_of(asking.me, first, second)
    check_choice(kind, TieKind.values)
    _check_ends(kind, first, second)
    ends = {**_columns(first, "relationship", "actor"), **_columns(second, "other", "other_actor")}
    _check_needed(kind, values.get("need", ""))
    values |= {"kind": kind, "verified_on": verified_on or asking.day}
    checked = _checked(asking, values)
    with change_set("note_tie", asking) as changes:
        changes.wait_for_others()
        if not values.get("until"):
            _refuse_a_second(the_same(asking.me, kind, ends))
        severer = max(first.sensitivity, second.sensitivity)
        placed: dict[str, Any] = {**ends, **checked, "sensitivity": severer}
        tie = changes.add(Tie, home, **placed)
        return changes.made(tie)


def change_tie(asking: Asking, *, key: uuid.UUID, **values: Any) -> Change[Tie]:
    """Put right what was noted of a tie; its ends stay what they are."""
    tie: Tie = Tie.objects.one_changeable_by(asking.me, key)
    whole = {name: values.get(name, getattr(tie, name)) for name in _DAYS} | values
    checked = _checked(asking, whole)
    kind = checked.get("kind", tie.kind)
    check_choice(kind, TieKind.values)
    _check_needed(kind, checked.get("need", tie.need))
    _check_ends(kind, tie.relationship or tie.actor, tie.other or tie.other_actor)
    with change_set("change_tie", asking) as changes:
        changes.wait_for_others()
        if checked["until"] is None and (kind != tie.kind or tie.until is not None):
            _refuse_a_second(the_same(asking.me, kind, _ends_of(tie), but=tie.pk))
        changes.change(tie, **checked)
        return changes.made(tie)


def verify_tie(asking: Asking, *, key: uuid.UUID, on: date | None = None) -> Change[Tie]:
    """Say that a tie is still so, today or on the day it was checked.

    One checked since then keeps its later day: what is written up late takes nothing back.
    """
    tie: Tie = Tie.objects.one_changeable_by(asking.me, key)
    if tie.until is not None:
        raise CannotBe(
            gettext_noop("This tie has ended."),
            next_step=gettext_noop("If it is true again, edit it and clear the end date."),
        )
    day = on or asking.day
    check_date(day, asking.day)
    day = max(day, tie.verified_on)
    asked_again = tie.expires if tie.expires and tie.expires > day else None
    with change_set("verify_tie", asking) as changes:
        changes.change(tie, verified_on=day, expires=asked_again)
        return changes.made(tie)


def end_tie(asking: Asking, *, key: uuid.UUID, until: date | None = None) -> Change[Tie]:
    """Say that a tie is over, since today or a day: it stays, as what once was."""
    tie: Tie = Tie.objects.one_changeable_by(asking.me, key)
    day = until or asking.day
    _checked(asking, {"until": day, "since": tie.since})
    with change_set("end_tie", asking) as changes:
        changes.change(tie, until=day)
        return changes.made(tie)


def remove_tie(asking: Asking, *, key: uuid.UUID) -> Change[Tie]:
    """Remove a tie that was noted by mistake; the history keeps it."""
    tie: Tie = Tie.objects.one_changeable_by(asking.me, key)
    with change_set("remove_tie", asking) as changes:
        changes.delete(tie)
        return changes.made(tie)


def the_same(
    me: Colleague,
    kind: str,
    ends: dict[str, Relationship | Actor | None],
    *,
    but: uuid.UUID | None = None,
) -> Tie | None:
    """Return the tie of a kind that holds between the two already, if ``me`` may see it."""
    turned = {
        "relationship": ends["other"],
        "actor": ends["other_actor"],
        "other": ends["relationship"],
        "other_actor": ends["actor"],
    }
    either = Q(**_asked(ends)) | Q(**_asked(turned)) if kind in BOTH_WAYS else Q(**_asked(ends))
    holding = Tie.objects.visible_to(me).filter(either, kind=kind, until=None)
    others = holding.exclude(pk=but) if but else holding
    found: Tie | None = others.order_by("pk").first()
    return found


def join_the_same(
    changes: ChangeSet, me: Colleague, kept: Relationship, gone: Relationship
) -> None:
    """Let two ties be one that say the same once two records are one; no word of either goes.

    Only those that ``me`` may change, and that lie in one circle: what others see apart stays so.
    """
    ours = {_says(tie): tie for tie in _holding(me, kept)}
    for tie in _holding(me, gone):
        same = ours.get(_says(tie, gone, kept))
        if same is None or len(need := _both(same.need, tie.need)) > _LONGEST_NEED:
            continue
        newer = max(same, tie, key=lambda one: one.verified_on)
        told = {name: getattr(newer, name) for name in ("verified_on", "confidence", "expires")}
        for name in ("since", "strength", "known_from"):
            told[name] = getattr(same, name) or getattr(tie, name)
        changes.change(same, **told, note=_both(same.note, tie.note), need=need)
        changes.delete(tie)


def _holding(me: Colleague, end: Relationship) -> "QuerySet[Tie]":
    rows: QuerySet[Tie] = Tie.objects.changeable_by(me)
    return rows.filter(Q(relationship=end) | Q(other=end), until=None).order_by("pk")


def _says(
    tie: Tie, gone: Relationship | None = None, kept: Relationship | None = None
) -> tuple[Any, ...]:
    """Return what two ties have alike if one of them is enough; ``kept`` stands for ``gone``."""
    ends = [
        kept.pk if kept and gone and key == gone.pk else key
        for key in (tie.relationship_id or tie.actor_id, tie.other_id or tie.other_actor_id)
    ]
    either_way = frozenset(ends) if tie.kind in BOTH_WAYS else tuple(ends)
    return tie.kind, either_way, tie.circle_id, tie.sensitivity


def _both(one: str, other: str) -> str:
    """Return two texts one below the other, each once."""
    return "\n".join(filter(None, dict.fromkeys([one, other])))


def ends_of(me: Colleague, one: End, other: End) -> dict[str, Relationship | Actor | None]:
    """Return the columns of a tie between the two, or raise ``NotThere``."""
    first, second = _end(me, one), _end(me, other)
    return {**_columns(first, "relationship", "actor"), **_columns(second, "other", "other_actor")}


def refuse_to_hold_twice(me: Colleague, tie: Tie, patch: Mapping[str, Any]) -> None:
    """Refuse to take a tie back to where it would say what another one says, which holds.

    ``patch`` is what an undo would write, as the log has it.
    """
    if patch.get(ALIVE) is False or not {ALIVE, "until", "kind", *Tie.JOINS} & patch.keys():
        return
    if patch.get("until", tie.until) is not None:
        return
    ends: dict[str, Relationship | Actor | None] = {}
    for name in Tie.JOINS:
        field: Any = Tie._meta.get_field(name)  # noqa: SLF001 - documented Meta API
        key = patch.get(name, getattr(tie, field.attname))
        ends[name] = None if key is None else field.related_model(pk=uuid.UUID(str(key)))
    _refuse_a_second(the_same(me, patch.get("kind", tie.kind), ends, but=tie.pk))


_DAYS = ("since", "until")
_LONGEST_NEED: int = Tie._meta.get_field("need").max_length or 0  # noqa: SLF001 - documented Meta API


def _end(me: Colleague, end: End) -> Relationship | Actor:
    """Return what an end is; a relationship with a group stands for the group itself."""
    key = end.actor
    if key is None:
        row: Relationship = Relationship.objects.one_visible_to(me, end.key)
        if row.actor_id is None:
            return row
        key = row.actor_id
    actor: Actor = Actor.objects.one_visible_to(me, key)
    return actor


def home_of(me: Colleague, first: Relationship | Actor, second: Relationship | Actor) -> Any:
    """Return the end in whose circle what joins the two is kept: one where ``me`` writes."""
    writable = set(me.writable_circles())
    for end in (first, second):
        if end.circle_id in writable:
            return end
    raise NotYours(NOT_YOURS, next_step=ASK_A_WRITER)


def _columns(
    end: Relationship | Actor, person: str, actor: str
) -> dict[str, Relationship | Actor | None]:
    is_actor = isinstance(end, Actor)
    return {person: None if is_actor else end, actor: end if is_actor else None}


def _ends_of(tie: Tie) -> dict[str, Relationship | Actor | None]:
    return {name: getattr(tie, name) for name in Tie.JOINS}


def _asked(ends: dict[str, Relationship | Actor | None]) -> dict[str, Any]:
    return {f"{name}_id": end.pk for name, end in ends.items() if end is not None}


def _check_ends(kind: str, *ends: Relationship | Actor | None) -> None:
    if kind == TieKind.SAME_PERSON and any(isinstance(end, Actor) for end in ends):
        raise CannotBe(
            gettext_noop("A group is not a person."),
            next_step=gettext_noop("Choose another type of tie, or two people."),
        )


def _check_needed(kind: str, need: str) -> None:
    if kind == TieKind.KIN_OF:
        require_text(
            need,
            gettext_noop("A family tie needs a stated reason."),
            gettext_noop("Say what it is needed for, or leave it out."),
        )


def _refuse_a_second(held: Tie | None) -> None:
    if held is not None:
        raise CannotBe(
            gettext_noop("This tie is already recorded."),
            next_step=gettext_noop("Edit that one, or mark it as ended first."),
        )


def _checked(asking: Asking, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a tie as they are stored, or refuse what cannot be."""
    since, until = values.get("since"), values.get("until")
    for day in (since, until, values.get("verified_on")):
        if day is not None:
            check_date(day, asking.day)
    if since is not None and until is not None and until < since:
        raise CannotBe(
            gettext_noop("The last day is before the first."),
            next_step=gettext_noop("Check both dates."),
        )
    if values.get("strength") is not None:
        check_choice(values["strength"], TieStrength.values)
    return values
