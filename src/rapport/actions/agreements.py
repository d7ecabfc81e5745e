"""Verbs about agreements: record one, change it, review it, add who vouches for it."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.gates import stripped
from rapport.actions.holders import heard_in
from rapport.actions.mandates import gate_in
from rapport.actions.people import check_date
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import (
    Actor,
    Agreement,
    AgreementParty,
    AgreementState,
    Ask,
    Outcome,
    PartyRole,
    Relationship,
    Term,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.validation import check_choice, check_needed, require_text

REVIEW_AFTER = timedelta(days=14)
"""An agreement is looked at again after so many days, if nothing else is said."""


def record_agreement(
    asking: Asking,
    *,
    relationship: uuid.UUID,
    what: str,
    form: str,
    made_on: date | None = None,
    review_on: date | None = None,
    ask: uuid.UUID | None = None,
    gate: uuid.UUID | None = None,
    interaction: uuid.UUID | None = None,
    terms: Iterable[Mapping[str, Any]] = (),
    **values: Any,
) -> Change[Agreement]:
    """Record what was agreed, from a request that was granted or by itself, with its terms.

    Without ``made_on`` it was today. The first review is due ``REVIEW_AFTER``; of what was agreed
    long ago, that long from today. It is for the gate of its request, unless another is named.
    """
    about = Relationship.objects.one_changeable_by(asking.me, relationship)
    made = made_on or asking.day
    granted = _granted(asking, about, ask)
    if gate is None and granted is not None and granted.gate_shown is not None:
        gate = granted.gate_id
    long_ago = made + REVIEW_AFTER < asking.day
    usual = (asking.day if long_ago else made) + REVIEW_AFTER
    values |= {"what": what, "form": form, "made_on": made, "review_on": review_on or usual}
    checked = _checked(asking, values)
    with change_set("record_agreement", asking) as changes:
        agreement = changes.add(
            Agreement,
            about,
            ask=granted,
            gate=gate_in(asking, about.circle, gate),
            interaction=heard_in(asking.me, about, interaction),
            **checked,
        )
        for term in terms:
            changes.add(Term, about, agreement=agreement, **checked_term(term))
        return changes.made(agreement)


def change_agreement(asking: Asking, *, key: uuid.UUID, **values: Any) -> Change[Agreement]:
    """Put right what is said of an agreement; its ``gate`` is given by its key, or None."""
    agreement: Agreement = Agreement.objects.one_changeable_by(asking.me, key)
    gate = values.pop("gate", agreement.gate_id)
    whole = {name: getattr(agreement, name) for name in ("what", "form", "made_on", "review_on")}
    checked = _checked(asking, whole | values)
    if gate != agreement.gate_id:
        checked["gate"] = gate_in(asking, agreement.circle, gate)
    with change_set("change_agreement", asking) as changes:
        changes.change(agreement, **stripped(checked))
        return changes.made(agreement)


def remove_agreement(asking: Asking, *, key: uuid.UUID) -> Change[Agreement]:
    """Remove an agreement with its terms, how they were kept, and what shows it."""
    agreement: Agreement = Agreement.objects.one_changeable_by(asking.me, key)
    with change_set("remove_agreement", asking) as changes:
        changes.delete(agreement)
        return changes.made(agreement)


def review_agreement(
    asking: Asking,
    *,
    key: uuid.UUID,
    state: str = AgreementState.LIVE,
    firmness: str = "",
    why: str | None = None,
    on: date | None = None,
    review_on: date | None = None,
) -> Change[Agreement]:
    """Say what a review came to: whether it still holds, how firm it is, when it is next due.

    Without ``review_on`` one that holds is reviewed again ``REVIEW_AFTER``; one that has ended, not
    any more.
    """
    agreement: Agreement = Agreement.objects.one_changeable_by(asking.me, key)
    check_choice(state, AgreementState.values)
    day = on or asking.day
    check_date(day, asking.day)
    if day < agreement.made_on:
        raise CannotBe(
            gettext_noop("The review is dated before the agreement."),
            next_step=gettext_noop("Check both dates."),
        )
    live = state == AgreementState.LIVE
    following = (review_on or day + REVIEW_AFTER) if live else None
    _check_review(following, day)
    said: dict[str, Any] = {"state": state, "reviewed_on": day, "review_on": following}
    if firmness:
        said["firmness"] = firmness
    if why is not None:
        said["why"] = why.strip()
    with change_set("review_agreement", asking) as changes:
        changes.change(agreement, **said)
        return changes.made(agreement)


def add_party(
    asking: Asking,
    *,
    agreement: uuid.UUID,
    role: str,
    relationship: uuid.UUID | None = None,
    actor: uuid.UUID | None = None,
    note: str = "",
) -> Change[AgreementParty]:
    """Add who vouches for an agreement, saw it made, or is a party to it as well.

    It is as severe as the severer of the two, and seen only by whoever sees both.
    """
    about: Agreement = Agreement.objects.one_changeable_by(asking.me, agreement)
    check_choice(role, PartyRole.values)
    if (relationship is None) == (actor is None):
        raise CannotBe(
            gettext_noop("Choose one person or one group."),
            next_step=gettext_noop("Add another in the same way afterwards."),
        )
    who: Any = (
        Relationship.objects.one_visible_to(asking.me, relationship)
        if relationship is not None
        else Actor.objects.one_visible_to(asking.me, actor or uuid.UUID(int=0))
    )
    if who.pk == about.relationship_id:
        raise CannotBe(
            gettext_noop("It was agreed with them: they are a party to it already."),
            next_step=gettext_noop("Choose another person or group."),
        )
    end = {"relationship": who} if relationship is not None else {"actor": who}
    with change_set("add_party", asking) as changes:
        placed = {
            "role": role,
            "note": note,
            "sensitivity": max(about.sensitivity, who.sensitivity),
        }
        return changes.made(
            changes.add(AgreementParty, about.circle, agreement=about, **end, **placed)
        )


def remove_party(asking: Asking, *, key: uuid.UUID) -> Change[AgreementParty]:
    """Take somebody out of an agreement again."""
    party: AgreementParty = AgreementParty.objects.one_changeable_by(asking.me, key)
    with change_set("remove_party", asking) as changes:
        changes.delete(party)
        return changes.made(party)


def checked_term(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a term as they are stored, or refuse one that says nothing.

    What is missing beside the words (who, when, how one notices) is advice, and never refused.
    """
    check_needed(Term, {"what": values.get("what", "")})
    return stripped(dict(values))


def _granted(asking: Asking, about: Relationship, key: uuid.UUID | None) -> Ask | None:
    if key is None:
        return None
    ask: Ask = Ask.objects.one_visible_to(asking.me, key)
    if ask.relationship_id != about.pk:
        raise NotThere(NOT_THERE)
    if ask.outcome != Outcome.GRANTED:
        raise CannotBe(
            gettext_noop("They have not agreed to this request yet."),
            next_step=gettext_noop("Record their answer to it first, or an agreement by itself."),
        )
    return ask


def _checked(asking: Asking, values: Mapping[str, Any]) -> dict[str, Any]:
    checked = dict(values)
    require_text(
        checked["what"],
        gettext_noop("An agreement needs a text."),
        gettext_noop("Write in one line what was agreed."),
    )
    check_needed(Agreement, {name: checked[name] for name in ("form", "made_on")})
    check_date(checked["made_on"], asking.day)
    _check_review(checked.get("review_on"), checked["made_on"])
    return checked


def _check_review(review: date | None, made: date) -> None:
    if review is not None and review < made:
        raise CannotBe(
            gettext_noop("The review is planned before the agreement."),
            next_step=gettext_noop("Check both dates."),
        )
