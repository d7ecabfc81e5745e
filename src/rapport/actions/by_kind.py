"""What the doors that name a kind in words (JSON, a prompt) can note, change, remove and do.

A kind says here once which verbs it has; both doors read it, and take of each verb the columns it
names. Kinds with a section of their own, and those ``correcting`` puts right, come of themselves.
"""

import uuid
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import models

from rapport.actions import (
    actor_places,
    actors,
    agreement_terms,
    agreements,
    breaches,
    commitments,
    correcting,
    culture_notes,
    following,
    gifts,
    groups,
    hard_messages,
    insights,
    introductions,
    legal,
    not_tied,
    occasions,
    posts,
    relationships,
    sections,
    understanding,
    who_goes,
)
from rapport.actions.kind_ways import Verb, Way
from rapport.actions.kind_ways import columns_of as _of
from rapport.actions.kind_ways_of_gates import CHANGED_AT_A_GATE, DONE_AT_A_GATE
from rapport.actions.kind_ways_of_handover import CHANGED_OF_HANDOVER, DONE_IN_A_HANDOVER
from rapport.actions.kind_ways_of_power import CHANGED_OF_POWER, DONE_WITH_POWER, NAMED_OF_POWER
from rapport.actions.kind_ways_of_repair import CHANGED_OF_REPAIR, DONE_IN_A_REPAIR, NAMED_OF_REPAIR
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.entry import Keys, entered_columns
from rapport.records.models import (
    ActorPlace,
    Agreement,
    AgreementParty,
    CommonGround,
    CultureNote,
    Evidence,
    Gift,
    Holder,
    Insight,
    Interest,
    Introduction,
    LegalQuestion,
    LoggedModel,
    Meeting,
    NotTied,
    Position,
    ReadBack,
    Relationship,
    SecondReading,
    Tenure,
    Term,
    TermMark,
)
from rapport.records.models.agreements import OfAgreement
from rapport.records.models.scoped import NOT_THERE
from rapport.records.operations import recorded_models
from rapport.records.refusals import NotThere


def _begin(asking: Asking, *, actor: uuid.UUID, **values: Any) -> Change[Relationship]:
    return groups.begin_with_group(asking, actor=actor, **{"opened": asking.day, **values})


def _change_of(kind: type[OfAgreement]) -> Verb:
    return lambda asking, **told: agreement_terms.change_of_agreement(asking, kind, **told)


def _remove_of(kind: type[OfAgreement]) -> Verb:
    return lambda asking, **told: agreement_terms.remove_of_agreement(asking, kind, **told)


_PURPOSE = ("opened", "open_reason", "objective", "expectations", "terms")
_BEGUN = (*_PURPOSE, "lead", "backup", "ideal_days", "maximum_days", "sensitivity")

_NOTED: Mapping[str, Verb] = {
    "agreement": agreements.record_agreement,
    "breach": breaches.record_breach,
    "commitment": commitments.make_commitment,
    "commonground": understanding.note_ground,
    "disclosure": insights.tell,
    "gift": gifts.register_gift,
    "interest": who_goes.declare_interest,
    "insight": insights.note_insight,
    "introduction": introductions.plan_introduction,
    "occasion": occasions.note_occasion,
}
"""Kinds about somebody we deal with, whose verb is their own."""

_NAMED_ON_THE_WAY = ("introducer", "second", "gate", "colleague", "meeting")

_HANGS_ON: Mapping[str, tuple[str, ...]] = {
    "agreement": ("ask", "gate", "interaction"),
    "breach": ("term_mark",),
    "commonground": ("interaction", "insight"),
    "disclosure": ("interaction",),
    "gift": ("interaction", "colleague"),
    "interest": ("colleague", "decides"),
    "insight": ("interaction",),
    "introduction": _NAMED_ON_THE_WAY,
}

_A_DAY: Mapping[str, Any] = {"on": models.DateField(null=True)}
"""The day of what is taken back; nothing means what was said without one."""

_DONE: Mapping[tuple[str, str], Way] = {
    ("insight", "answer"): Way(
        following.follow_up,
        "key",
        _of(Insight, "state", "answer", on="answered_on", interaction="answered_in"),
    ),
    ("insight", "came-back"): Way(following.came_back, "key", _of(Insight, on="returned_on")),
    ("insight", "still-so"): Way(following.still_so, "key", {}),
    ("actor", "place"): Way(actor_places.note_place, "actor", entered_columns(ActorPlace)),
    ("position", "hold"): Way(
        posts.hold_post,
        "post",
        {
            **entered_columns(Tenure),
            **_of(AgreementParty, "relationship"),
            "ends": models.UUIDField(null=True),
        },
    ),
    ("actor", "begin"): Way(_begin, "actor", _of(Relationship, *_BEGUN)),
    ("actor", "post"): Way(posts.add_post, "actor", _of(Position, "title", "area")),
    ("tenure", "know"): Way(posts.know_holder, "key", _of(AgreementParty, "relationship")),
    ("tenure", "leave"): Way(posts.leave_post, "key", _of(Tenure, "why_ended", on="until")),
    ("actor", "take-back-influence"): Way(partial(actors.take_back, of="influence"), "key", _A_DAY),
    ("actor", "take-back-acceptance"): Way(
        partial(actors.take_back, of="acceptances"), "key", _A_DAY
    ),
    ("relationship", "describe"): Way(relationships.describe, "key", _of(Relationship, *_PURPOSE)),
    ("relationship", "rhythm"): Way(
        relationships.set_cadence, "key", _of(Relationship, "ideal_days", "maximum_days")
    ),
    ("relationship", "lead"): Way(
        relationships.set_lead, "key", _of(Relationship, "lead") | _of(Holder, "since")
    ),
    ("relationship", "backup"): Way(relationships.set_backup, "key", _of(Relationship, "backup")),
    ("relationship", "second-reading"): Way(
        understanding.ask_to_read_analysis,
        "relationship",
        _of(SecondReading, "of", "reader"),
    ),
    ("relationship", "not-tied"): Way(not_tied.say_not_tied, "relationship", _of(NotTied, "other")),
    ("relationship", "remove-with-group"): Way(groups.remove_with_group, "key", {}),
    ("gift", "review"): Way(gifts.review_gift, "key", _of(Gift, "remark", on="reviewed_on")),
    ("interest", "manage"): Way(
        who_goes.manage_interest,
        "key",
        _of(Interest, "managed", "decides", "managed_until", "until"),
    ),
    ("meeting", "say-who"): Way(
        hard_messages.choose_bringer, "key", _of(Meeting, "bringer", "first_words")
    ),
    ("nottied", "propose-again"): Way(not_tied.propose_again, "key", {}),
    ("secondreading", "remark"): Way(
        understanding.remark_on_analysis, "key", _of(SecondReading, "remark")
    ),
}
"""What can be done with a record of a kind beside noting, changing and removing it."""

_DONE_WITH_AGREEMENTS: Mapping[tuple[str, str], Way] = {
    ("agreement", "review"): Way(
        agreements.review_agreement,
        "key",
        _of(Agreement, "state", "firmness", "why", "review_on", on="reviewed_on"),
    ),
    ("agreement", "term"): Way(agreement_terms.add_term, "agreement", entered_columns(Term)),
    ("agreement", "read-back"): Way(
        agreement_terms.read_back, "agreement", entered_columns(ReadBack)
    ),
    ("agreement", "evidence"): Way(
        agreement_terms.keep_evidence,
        "agreement",
        {**entered_columns(Evidence), **_of(Evidence, "custodian")},
    ),
    ("agreement", "party"): Way(
        agreements.add_party,
        "agreement",
        _of(AgreementParty, "role", "relationship", "actor", "note"),
    ),
    ("agreement", "legal"): Way(
        legal.ask_legal,
        "agreement",
        _of(LegalQuestion, "question", "pack", "asked_of", "asked_on"),
    ),
    ("term", "mark"): Way(
        agreement_terms.mark_term, "term", _of(TermMark, "keeping", "on", "note")
    ),
    ("termmark", "follow-up"): Way(
        agreement_terms.follow_up_mark,
        "key",
        _of(TermMark, on="followed_on", how="followed_how"),
    ),
    ("readback", "answer"): Way(
        agreement_terms.answer_read_back,
        "key",
        {**_of(ReadBack, "state", "answer"), "contested": Keys()},
    ),
    ("evidence", "pass-on"): Way(
        agreement_terms.pass_custody, "key", _of(Evidence, "custodian", on="kept_since")
    ),
}

_EVERY_DEED = {
    **_DONE,
    **_DONE_WITH_AGREEMENTS,
    **DONE_IN_A_REPAIR,
    **DONE_WITH_POWER,
    **DONE_IN_A_HANDOVER,
    **DONE_AT_A_GATE,
}

_PUT_RIGHT: Mapping[str, tuple[type[LoggedModel], Verb, Verb]] = {
    "actorplace": (ActorPlace, actor_places.change_place, actor_places.remove_place),
    "agreement": (Agreement, agreements.change_agreement, agreements.remove_agreement),
    "commonground": (CommonGround, understanding.change_ground, understanding.remove_ground),
    "culturenote": (CultureNote, culture_notes.change_culture, culture_notes.remove_culture),
    "evidence": (Evidence, _change_of(Evidence), _remove_of(Evidence)),
    "introduction": (
        Introduction,
        introductions.change_introduction,
        introductions.remove_introduction,
    ),
    "legalquestion": (LegalQuestion, legal.change_legal, legal.remove_legal),
    "position": (Position, posts.change_post, posts.remove_post),
    "readback": (ReadBack, _change_of(ReadBack), _remove_of(ReadBack)),
    "tenure": (Tenure, posts.change_holding, posts.remove_holding),
    "term": (Term, _change_of(Term), _remove_of(Term)),
    "termmark": (TermMark, _change_of(TermMark), _remove_of(TermMark)),
    **CHANGED_OF_REPAIR,
    **CHANGED_OF_POWER,
    **CHANGED_OF_HANDOVER,
    **CHANGED_AT_A_GATE,
}
"""Kinds that are changed and removed by verbs of their own."""

_NAMES: Mapping[str, tuple[str, ...]] = {
    "agreement": ("gate",),
    "evidence": ("custodian",),
    "introduction": _NAMED_ON_THE_WAY,
    **NAMED_OF_REPAIR,
    **NAMED_OF_POWER,
}
"""What one of these names by its key, beside what people fill in."""


def noted_kinds() -> tuple[str, ...]:
    """Return the kinds that can be noted about somebody we deal with, by name."""
    with_section = {name for name, kind in recorded_models().items() if _has_section(kind)}
    return tuple(sorted(with_section | _NOTED.keys()))


def noting(kind: str) -> Way:
    """Return how a kind is noted about somebody we deal with, or raise ``NotThere``."""
    if kind not in _NOTED:
        model = sections.sectioned(kind)
        verb: Verb = lambda asking, **told: sections.note_record(asking, model, **told)  # noqa: E731
        return Way(verb, "relationship", entered_columns(model))
    model = recorded_models()[kind]  # type: ignore[assignment]
    columns = {**entered_columns(model), **_of(model, *_HANGS_ON.get(kind, ()))}
    return Way(_NOTED[kind], "relationship", columns)


def changing(kind: str) -> Way:
    """Return how a record of a kind is put right, or raise ``NotThere``."""
    if kind in _PUT_RIGHT:
        model, change, _ = _PUT_RIGHT[kind]
        columns = _of(model, "place", "topic", "text") if model is CultureNote else None
        also = _of(model, *_NAMES.get(kind, ()))
        return Way(change, "key", columns or {**entered_columns(model), **also})
    about = correcting.correctable(kind)
    verb: Verb = lambda asking, **told: correcting.change_record(asking, about, **told)  # noqa: E731
    return Way(verb, "key", correcting.corrected_columns(about))


def removing(kind: str) -> Way:
    """Return how a record of a kind is removed, or raise ``NotThere``."""
    if kind == "agreementparty":
        return Way(agreements.remove_party, "key", {})
    if kind in _PUT_RIGHT:
        return Way(_PUT_RIGHT[kind][2], "key", {})
    about = correcting.correctable(kind)
    verb: Verb = lambda asking, **told: correcting.remove_record(asking, about, **told)  # noqa: E731
    return Way(verb, "key", {})


def doing(kind: str, what: str) -> Way:
    """Return what else can be done with a record of a kind, or raise ``NotThere``."""
    found = _EVERY_DEED.get((kind, what))
    if found is None:
        raise NotThere(NOT_THERE)
    return found


def done_with(kind: str) -> tuple[str, ...]:
    """Return what else can be done with a record of a kind, by name."""
    return tuple(what for named, what in _EVERY_DEED if named == kind)


def _has_section(kind: type[LoggedModel]) -> bool:
    return getattr(kind, "SECTION", None) is not None
