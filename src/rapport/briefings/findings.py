"""What the rules noticed, ready to be worded, with the records each finding rests on."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import F, QuerySet

from rapport.briefings.doors import Door, door
from rapport.records.models import Colleague, Finding, ScopedModel, Section
from rapport.records.operations import recorded_models
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among
from rapport.rules.catalogue import RULES

SOONEST = ("when", F("on").asc(nulls_first=True), "pk")
"""The order of findings, the same on both stores: how soon, then by their day."""


def soonest(finding: Finding) -> tuple[int, date, int]:
    """Return what ``SOONEST`` orders by, of a finding that is loaded or was made in memory."""
    return finding.when, finding.on or date.min, finding.pk


SHOWN = 6
"""How many of the records behind a finding are shown."""

_LONG = 160
_MANY = 100
"""So many records behind findings that are not shown are worth a question of their own."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A record a finding rests on: what kind, of which day, in its own words.

    ``relationship`` leads to the page of whom it is about, where the finding is about another;
    ``circle`` tells it from another record of the same words, of another circle.
    """

    kind: str
    on: date | None
    text: str
    relationship: uuid.UUID | None = None
    until: date | None = None
    circle: str = ""


@dataclass(frozen=True, slots=True)
class Noticed:
    """One finding: what, how soon, because, and what could be done.

    ``says`` is a message id; its date parameters are counted in days by whoever words it.
    ``because`` are the newest of the records behind it, ``rests_on`` says how many there are.
    ``about`` is what the earliest promise or ask behind it says, where it is about one.
    ``doors`` holds, by option, the form that does it, where there is one for this reader.
    ``about_kind`` and ``about_key`` say what the rule judged, ``alias`` what that is called here;
    ``relationship`` is None where it is not a relationship. ``occasion`` is the day that is coming,
    where the finding is about one.
    """

    TRAVELS: ClassVar = frozenset(
        {
            "alias",
            "code",
            "title",
            "reason",
            "when",
            "on",
            "says",
            "params",
            "rests_on",
            "options",
            "waived_until",
            "asks_for_contact",
        }
    )

    relationship: uuid.UUID | None
    about_kind: str
    about_key: uuid.UUID
    alias: str
    code: str
    title: str
    reason: str
    when: int
    on: date | None
    says: str
    params: dict[str, Any]
    about: str
    because: tuple[Behind, ...]
    rests_on: int
    options: tuple[str, ...]
    doors: dict[str, Door]
    waived_until: date | None
    asks_for_contact: bool
    occasion: uuid.UUID | None = None

    @property
    def may_travel(self) -> bool:
        """Say whether it may be carried: it has only numbers and days, and no care with data."""
        plain = all(isinstance(value, int) or _is_day(value) for value in self.params.values())
        return RULES[self.code].travels and plain


def _is_day(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"day"}


SAID_BETTER = {"K01": "K02", "T02": "T03"}
"""That a promise is due is said already where it is said to be late and silent; that colleagues of
one kind go, where they are said to go without a shield."""


def unrepeated(findings: Sequence[Finding]) -> list[Finding]:
    """Leave out what another of these findings says better of the very same records."""
    said = {(one.relationship_id, one.code): {key for _, key in one.because} for one in findings}
    return [
        one
        for one in findings
        if one.code not in SAID_BETTER
        or not {key for _, key in one.because}
        <= said.get((one.relationship_id, SAID_BETTER[one.code]), set())
    ]


def noticed(me: Colleague, findings: Sequence[Finding]) -> tuple[Noticed, ...]:
    """Return findings, loaded with their counterpart, as answers for ``me``."""
    behind = _behind(me, findings)
    return tuple(_one(finding, behind) for finding in findings)


def _one(finding: Finding, behind: dict[str, Behind]) -> Noticed:
    rule = RULES[finding.code]
    rows = [behind[key] for _, key in finding.because if key in behind]
    rows.sort(key=lambda row: row.on or date.min, reverse=True)
    about = [row.text for row in rows if row.kind in ("commitment", "ask")]
    occasions = [uuid.UUID(key) for kind, key in finding.because if kind == "occasion"]
    return Noticed(
        relationship=finding.relationship_id,
        about_kind=finding.about_kind,
        about_key=finding.about_key,
        alias=finding.relationship.called,
        code=finding.code,
        title=rule.title,
        reason=rule.reason,
        when=finding.when,
        on=finding.on,
        says=finding.says,
        params=finding.params,
        about=about[-1] if about else "",
        because=tuple(rows[:SHOWN]),
        rests_on=len(rows),
        options=tuple(finding.options),
        doors=_doors(finding, behind),
        waived_until=finding.waived_until,
        asks_for_contact=finding.section in (Section.CHECK_IN, Section.OCCASION),
        occasion=occasions[0] if occasions else None,
    )


def _doors(finding: Finding, behind: dict[str, Behind]) -> dict[str, Door]:
    """Return the doors of a finding's options, about the earliest of the records behind it."""
    seen = [(kind, key) for kind, key in finding.because if key in behind]
    seen.sort(key=lambda pair: behind[pair[1]].on or date.max)
    records = [(kind, uuid.UUID(key)) for kind, key in seen]
    doors = ((option, door(option, finding.relationship_id, records)) for option in finding.options)
    return {option: found for option, found in doors if found is not None}


def _behind(me: Colleague, findings: Iterable[Finding]) -> dict[str, Behind]:
    """Return the records behind all findings that ``me`` may see, by their key.

    Of many only those that are shown have their words; of the others it says the day.
    """
    wanted: dict[str, list[list[str]]] = defaultdict(list)
    for finding in findings:
        of_kind: dict[str, list[str]] = defaultdict(list)
        for kind, key in finding.because:
            of_kind[kind].append(key)
        for kind, some in of_kind.items():
            wanted[kind].append(some)
    behind: dict[str, Behind] = {}
    for kind, several in wanted.items():
        model = recorded_models().get(kind)
        if model is None or not issubclass(model, ScopedModel):
            continue
        keys = {key for some in several for key in some}
        if model.SHOWN and sum(len(some) - SHOWN for some in several if len(some) > SHOWN) > _MANY:
            days = {str(key): on for key, on in days_of_kind(me, kind, _uuids(keys))}
            behind |= {key: Behind(kind, on, "") for key, on in days.items()}
            keys = {key for some in several for key in _worded(some, days)}
        for row in rows_of_kind(me, kind, _uuids(keys)):
            on, text = _in_one_line(row)
            behind[str(row.pk)] = Behind(kind, on, _short(text), until=row.happened_until)
    return behind


def _worded(keys: Iterable[str], days: Mapping[str, date | None]) -> list[str]:
    """Return which of the records behind a finding are shown: the newest, and the earliest."""
    seen = [key for key in keys if key in days]
    seen.sort(key=lambda key: days[key] or date.min, reverse=True)
    return [*seen[:SHOWN], *seen[-1:]]


def _uuids(keys: Iterable[str]) -> list[uuid.UUID]:
    return list(map(uuid.UUID, keys))


@prepared
def rows_of_kind(me: Colleague, kind: str, keys: list[uuid.UUID]) -> "QuerySet[Any]":
    """Return records of a kind, named as in the log, of those I may see."""
    model: Any = recorded_models()[kind]
    rows: QuerySet[Any] = model.objects.visible_to(me)
    return rows.filter(pk__in=among(keys))


@prepared
def days_of_kind(me: Colleague, kind: str, keys: list[uuid.UUID]) -> "QuerySet[Any, Any]":
    """Return the keys of those records, each with the day it is shown with."""
    model: Any = recorded_models()[kind]
    rows: QuerySet[Any] = model.objects.visible_to(me)
    return rows.filter(pk__in=among(keys)).values_list("pk", model.SHOWN.day)


def _in_one_line(row: ScopedModel) -> tuple[date | None, str]:
    """Return the day and the words that stand for a record, its own texts if none are declared."""
    if row.SHOWN is None:
        return None, " · ".join(row.texts())
    words = str(getattr(row, row.SHOWN.words)) or " · ".join(row.texts())
    return getattr(row, row.SHOWN.day), words


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONG else line[: _LONG - 1].rstrip() + "…"
