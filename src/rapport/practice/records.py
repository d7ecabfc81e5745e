"""Records of a scene, as a colleague would have made them: each thing ordinary unless told."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from rapport.rules import facts as shapes
from rapport.rules.facts_agreed import AgreementFact, ReadBackFact, TermFact
from rapport.rules.facts_repair import BreachFact, DemandFact
from rapport.rules.facts_understood import InsightFact

CONTACT = "meeting"
"""The key of the meeting a scene becomes."""

YOU = "you"


def ask(key: str, noted_on: date, **fields: Any) -> shapes.AskFact:
    """Return a request about which nothing was thought yet."""
    usual: dict[str, Any] = {
        "key": key,
        "noted_on": noted_on,
        "planned_for": None,
        "life_saving": False,
        "authorised": False,
        "made_on": None,
        "answered_on": None,
        "channel_planned": "in_person",
        "interaction": None,
        "costs_named": False,
        "heavy_bare": False,
        "reason_for_them": False,
        "benefit_checked": False,
        "again_on": None,
        "gate": None,
    }
    return shapes.AskFact(**usual | fields)


def insight(key: str, kind: str, on: date, **fields: Any) -> InsightFact:
    """Return something they told us of themselves."""
    usual: dict[str, Any] = {
        "key": key,
        "kind": kind,
        "nature": "fact",
        "on": on,
        "expires": None,
        "special": False,
        "need_stated": False,
        "confidence": "medium",
        "from_interaction": CONTACT,
        "known_from": "told_us",
        "checked_on": on,
        "state": "open",
        "answered_on": None,
        "returned_on": None,
        "their_version": False,
    }
    return InsightFact(**usual | fields)


def promise(key: str, made_on: date, due: date | None, by: str = "us") -> shapes.CommitmentFact:
    """Return an open promise."""
    return shapes.CommitmentFact(key, by, made_on, due, None, None, None, "open")


def term(key: str, *, whole: bool) -> TermFact:
    """Return a term that says who, when and how one notices, or none of it."""
    return TermFact(key, whole, whole, whole, contested=False, is_over=False, marks=())


def agreement(
    key: str,
    form: str,
    made_on: date,
    terms: tuple[TermFact, ...],
    *,
    review_on: date,
    read_backs: tuple[ReadBackFact, ...] = (),
) -> AgreementFact:
    """Return an agreement in force."""
    return AgreementFact(
        key=key,
        form=form,
        made_on=made_on,
        ask=None,
        live=True,
        review_on=review_on,
        legal_mark=False,
        terms=terms,
        read_backs=read_backs,
        guarantors=(),
        evidence=(),
        legal=(),
    )


def contact(key: str, on: date, **fields: Any) -> shapes.InteractionFact:
    """Return a visit as one would wish it, unless told otherwise."""
    usual: dict[str, Any] = {
        "key": key,
        "on": on,
        "channel": "in_person",
        "purpose": "engagement",
        "time": "",
        "two_way": True,
        "asked": False,
        "small_talk": True,
        "introduced_self": True,
        "introduced_organisation": True,
        "tone_theirs": "neutral",
        "tone_ours": "open",
        "on_time": "on_time",
        "life_saving": False,
        "ours": (),
    }
    return shapes.InteractionFact(**usual | fields)


def broken(key: str, on: date, demands: tuple[DemandFact, ...]) -> BreachFact:
    """Return trust that broke, with what they demand for it."""
    return BreachFact(key, on, steps=(), demands=demands, names=())


def feast(on: date) -> shapes.OccasionFact:
    """Return a feast they spoke of."""
    return shapes.OccasionFact(
        key="feast",
        name="feast",
        next_date=on,
        window_opens=on - timedelta(days=7),
        tone="joyful",
        greeting=True,
        mentioned_by_them=True,
        safe_channel="phone",
        greeted_on=None,
    )


def colleague(
    id: str,  # noqa: A002 - as scenes call it
    function: str = "",
    origin: str = "",
    languages: tuple[str, ...] = (),
) -> shapes.ColleagueFact:
    """Return a colleague who could go."""
    return shapes.ColleagueFact(id, function, origin, frozenset(languages), here=True, until=None)


def plan(on: date, before: Mapping[str, Any]) -> shapes.MeetingFact:
    """Return a planned meeting to which nobody was sent yet."""
    return shapes.MeetingFact(
        key="plan",
        on=on,
        first_on=None,
        channel="in_person",
        purpose=before.get("plan_purpose", "engagement"),
        state="planned",
        changed_by="",
        told_in_advance=None,
        interaction=None,
        as_person=True,
        ours=(),
        interpreted=False,
        opener=False,
        question=False,
    )
