"""What the doors that name a kind in words (JSON, a prompt) can note, change, remove and do.

A kind says here once which verbs it has; both doors read it, and take of each verb the columns it
names. Kinds with a section of their own, and those ``correcting`` puts right, come of themselves.
"""

import inspect
import uuid
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from django.db import models

from rapport.actions import (
    actor_places,
    actors,
    commitments,
    correcting,
    culture_notes,
    following,
    groups,
    insights,
    occasions,
    posts,
    relationships,
    sections,
    understanding,
)
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.entry import entered_columns, misfit
from rapport.records.models import (
    ActorPlace,
    CommonGround,
    CultureNote,
    Holder,
    Insight,
    LoggedModel,
    Position,
    Relationship,
    SecondReading,
    Tenure,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.operations import recorded_models
from rapport.records.refusals import NotThere

Verb = Callable[..., Change[Any]]


class Way(NamedTuple):
    """A verb, the name it takes its key by, and by their names the columns its values are of."""

    verb: Verb
    named: str
    columns: Mapping[str, Any]

    def do(self, asking: Asking, key: uuid.UUID, values: Mapping[str, Any]) -> Change[Any]:
        """Do it; a value it needs and was not told is refused like one that does not fit."""
        for name, needs in inspect.signature(self.verb).parameters.items():
            asks = needs.kind is needs.KEYWORD_ONLY and needs.default is needs.empty
            if asks and name != self.named and name not in values:
                raise misfit(name)
        return self.verb(asking, **{self.named: key}, **values)


def _of(model: type[LoggedModel], *names: str, **others: str) -> dict[str, Any]:
    """Return columns of a model, each under its own name or another."""
    asked = {**dict(zip(names, names, strict=True)), **others}
    return {name: model._meta.get_field(column) for name, column in asked.items()}  # noqa: SLF001 - Meta API


def _begin(asking: Asking, *, actor: uuid.UUID, **values: Any) -> Change[Relationship]:
    return groups.begin_with_group(asking, actor=actor, **{"opened": asking.day, **values})


_PURPOSE = ("opened", "open_reason", "objective", "expectations", "terms")
_BEGUN = (*_PURPOSE, "lead", "backup", "ideal_days", "maximum_days", "sensitivity")

_NOTED: Mapping[str, Verb] = {
    "commitment": commitments.make_commitment,
    "commonground": understanding.note_ground,
    "disclosure": insights.tell,
    "insight": insights.note_insight,
    "occasion": occasions.note_occasion,
}
"""Kinds about somebody we deal with, whose verb is their own."""

_HANGS_ON: Mapping[str, tuple[str, ...]] = {
    "commonground": ("interaction", "insight"),
    "disclosure": ("interaction",),
    "insight": ("interaction",),
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
    ("actor", "begin"): Way(_begin, "actor", _of(Relationship, *_BEGUN)),
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
        understanding.ask_to_read_analysis, "relationship", _of(SecondReading, "of", "reader")
    ),
    ("relationship", "remove-with-group"): Way(groups.remove_with_group, "key", {}),
    ("secondreading", "remark"): Way(
        understanding.remark_on_analysis, "key", _of(SecondReading, "remark")
    ),
}
"""What can be done with a record of a kind beside noting, changing and removing it."""

_PUT_RIGHT: Mapping[str, tuple[type[LoggedModel], Verb, Verb]] = {
    "actorplace": (ActorPlace, actor_places.change_place, actor_places.remove_place),
    "commonground": (CommonGround, understanding.change_ground, understanding.remove_ground),
    "culturenote": (CultureNote, culture_notes.change_culture, culture_notes.remove_culture),
    "position": (Position, posts.change_post, posts.remove_post),
    "tenure": (Tenure, posts.change_holding, posts.remove_holding),
}
"""Kinds that are changed and removed by verbs of their own."""


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
        return Way(change, "key", columns or entered_columns(model))
    about = correcting.correctable(kind)
    verb: Verb = lambda asking, **told: correcting.change_record(asking, about, **told)  # noqa: E731
    return Way(verb, "key", correcting.corrected_columns(about))


def removing(kind: str) -> Way:
    """Return how a record of a kind is removed, or raise ``NotThere``."""
    if kind in _PUT_RIGHT:
        return Way(_PUT_RIGHT[kind][2], "key", {})
    about = correcting.correctable(kind)
    verb: Verb = lambda asking, **told: correcting.remove_record(asking, about, **told)  # noqa: E731
    return Way(verb, "key", {})


def doing(kind: str, what: str) -> Way:
    """Return what else can be done with a record of a kind, or raise ``NotThere``."""
    found = _DONE.get((kind, what))
    if found is None:
        raise NotThere(NOT_THERE)
    return found


def done_with(kind: str) -> tuple[str, ...]:
    """Return what else can be done with a record of a kind, by name."""
    return tuple(what for named, what in _DONE if named == kind)


def _has_section(kind: type[LoggedModel]) -> bool:
    return getattr(kind, "SECTION", None) is not None
