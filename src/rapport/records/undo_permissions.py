"""Who may take a change set back: whoever could have done it.

What stands in a circle is for those who write there, who is in it for its keepers, the rules and
the colleagues of an office for those who look after them, what somebody set aside for themselves
for them alone; parts that ended with a last day go back with it; the founding is for nobody. What
touched severe records is for those named in them.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from django.db.models import QuerySet

from rapport.records.hanging import joined_in_log, joins, relationships_in_log
from rapport.records.memberships import SETS_LAST_DAY
from rapport.records.models import Colleague, Erasure, Named, Operation, Sensitivity
from rapport.records.models.scoped import ScopedModel
from rapport.records.operations import RowState, recorded_models, state_after
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among
from rapport.records.row_logs import logs_of
from rapport.records.verifying import ERASES

LOOKS = frozenset(
    {
        *("show_names", "set_passphrase", "reset_passphrase", "choose_passphrase", "read_many"),
        *("export", "ask_to_export", "approve_export", "decline_export"),
        "release_month",
    }
)
"""Verbs that only record that something was seen or set: there is nothing to take back."""

_OF_A_CIRCLE = frozenset({"circle", "membership"})
_CHUNK = 1000


class Touch(NamedTuple):
    """What a change set did to one kind of row in one scope."""

    scope: uuid.UUID
    model: str
    effect: int
    verb: str


class Touching(Protocol):
    """An operation, or what was read of it."""

    @property
    def scope(self) -> uuid.UUID: ...  # noqa: D102 - as in Touch
    @property
    def model(self) -> str: ...  # noqa: D102
    @property
    def effect(self) -> int: ...  # noqa: D102
    @property
    def verb(self) -> str: ...  # noqa: D102


def touches_of(operations: Iterable[Touching]) -> set[Touch]:
    """Return what operations touched, each once."""
    return {Touch(one.scope, one.model, one.effect, one.verb) for one in operations}


def may_take_back(me: Colleague, touches: Iterable[Touch]) -> bool:
    """Say whether ``me`` may take back a change set that touched these; severe rows aside."""
    every = list(touches)
    # What joins two records goes with them: whoever may take these back needs no more for it.
    known = [one for one in every if not joins(recorded_models()[one.model])] or every
    writable, kept = set(me.writable_circles()), set(me.kept_circles())
    in_circles = any(one.scope in writable and one.model not in _OF_A_CIRCLE for one in known)
    last_day = any(one.model == "colleague" and one.verb in SETS_LAST_DAY for one in known)
    if not known or any(one.verb in LOOKS or one.verb.startswith(ERASES) for one in known):
        return False
    for one in known:
        if one.model in _OF_A_CIRCLE:
            allowed = one.scope in kept or (last_day and _ended_with_it(one))
        elif one.scope == me.pk:
            allowed = True
        elif one.scope == me.office_id:
            allowed = _of_the_office(me, one, in_circles=in_circles)
        else:
            allowed = one.scope in writable
        if not allowed:
            return False
    return True


def _ended_with_it(touch: Touch) -> bool:
    """Say whether a part in a circle got another end with the last day of its colleague."""
    return touch.model == "membership" and touch.effect == 0 and touch.verb in SETS_LAST_DAY


def _of_the_office(me: Colleague, touch: Touch, *, in_circles: bool) -> bool:
    if touch.model == "office":
        may_set = me.looks_after_colleagues() if touch.verb == "set_brake" else me.sets_rules()
        return touch.effect == 0 and may_set
    if recorded_models()[touch.model].OF_WRITERS:
        return bool(me.writable_circles())
    # A register may name colleagues nobody knew; they go with what it brought to a circle.
    return touch.model == "colleague" and (in_circles or me.looks_after_colleagues())


def closed_to(me: Colleague, rows: Mapping[str, Iterable[uuid.UUID]]) -> set[uuid.UUID]:
    """Return those of these rows, by kind, that are severe and do not name ``me``.

    So are those that join something ``me`` may not see. A severe row that is no longer there is
    open to whoever wrote it last, too.
    """
    closed: set[uuid.UUID] = set()
    gone: set[uuid.UUID] = set()
    for kind, keys in rows.items():
        model = recorded_models()[kind]
        if issubclass(model, ScopedModel):
            ordered = sorted(keys)
            for start in range(0, len(ordered), _CHUNK):
                chunk = ordered[start : start + _CHUNK]
                there = dict(_levels(kind, chunk))
                severe = {
                    key
                    for key, level in there.items()
                    if level >= Sensitivity.SEVERE or model.JOINS
                }
                closed |= severe - set(_seen(me, kind, sorted(severe)) if severe else ())
                gone.update(key for key in chunk if key not in there)
    return closed | _gone_and_closed(me, sorted(gone))


@prepared
def _levels(kind: str, keys: list[uuid.UUID]) -> "QuerySet[Any, tuple[uuid.UUID, int]]":
    rows: QuerySet[Any] = recorded_models()[kind]._base_manager.filter(pk__in=among(keys))  # noqa: SLF001
    return rows.order_by().values_list("pk", "sensitivity")


@prepared
def _seen(me: Colleague, kind: str, keys: list[uuid.UUID]) -> "QuerySet[Any, uuid.UUID]":
    model: Any = recorded_models()[kind]
    rows: QuerySet[Any] = model.objects.visible_to(me).filter(pk__in=among(keys))
    return rows.order_by().values_list("pk", flat=True)


def _gone_and_closed(me: Colleague, keys: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    closed = set()
    erased = _erased_and_severe() if keys else set()
    for start in range(0, len(keys), _CHUNK):
        for key, log in logs_of(keys[start : start + _CHUNK]).items():
            state = state_after(log)
            level = state.value("sensitivity", Sensitivity.RESTRICTED)
            severe = level >= Sensitivity.SEVERE or key.hex in erased
            mine = log[-1].by == me.pk
            if not _sees_what_it_joined(me, log[-1].model, state) or (
                severe and not mine and not _names(me, key, log[-1].model, state)
            ):
                closed.add(key)
    return closed


def _erased_and_severe() -> set[str]:
    """Return the keys of erased rows that were for named people only; nothing else tells it now."""
    lists = Erasure.objects.exclude(severe=[]).values_list("severe", flat=True)
    return {key for keys in lists for key in keys}


def _sees_what_it_joined(me: Colleague, kind: str, state: RowState) -> bool:
    """Say whether ``me`` may see all that a row joined, or might if it were still there.

    Of a row that was erased nobody can tell any more what it joined.
    """
    joined = joined_in_log(recorded_models()[kind], state)
    if joins(recorded_models()[kind]) and not joined:
        return False
    for model, keys in joined.items():
        seen = set(model.objects.visible_to(me).filter(pk__in=keys).values_list("pk", flat=True))
        unseen = keys - seen
        if not unseen:
            continue
        if model._base_manager.filter(pk__in=unseen).exists():  # noqa: SLF001 - Meta API
            return False
        last = Operation.objects.filter(row__in=unseen)
        scopes = set(last.values_list("chain__scope", flat=True).distinct())
        if scopes - set(me.readable_circles()) or _gone_and_closed(me, sorted(unseen)):
            return False
    return True


def _names(me: Colleague, key: uuid.UUID, kind: str, state: RowState) -> bool:
    about = relationships_in_log(recorded_models()[kind], key, state)
    return Named.objects.filter(relationship__in=about, colleague=me).exists()


def rows_by_kind(pairs: Iterable[tuple[str, uuid.UUID]]) -> dict[str, set[uuid.UUID]]:
    """Gather ``(kind, key)`` pairs by kind."""
    answer: dict[str, set[uuid.UUID]] = defaultdict(set)
    for kind, key in pairs:
        answer[kind].add(key)
    return answer
