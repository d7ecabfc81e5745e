"""What the rules say of relationships on a day, worked out without writing anything.

Each finding is a row in the order of ``FOUND``, as the store has it, so that whoever keeps findings
writes only what differs, and whoever shows them today needs none of it written.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models.expressions import RawSQL

from rapport.records.judging_facts import Loaded, load
from rapport.records.models import Waiver
from rapport.records.packed_records import pack_stored
from rapport.records.questions import Question, about
from rapport.records.raw_rows import Key
from rapport.records.waiving import SetAside, waived_until
from rapport.rules.catalogue import RULES, Judge
from rapport.rules.days import later
from rapport.rules.rule import Finding, Settings
from rapport.rules.warmups import WARM_UPS_NEEDED, warm_ups

NEVER = date(9999, 12, 31)

FOUND = (
    "relationship_id",
    "circle_id",
    "sensitivity",
    "lead_id",
    "section",
    "code",
    "when",
    "on",
    "says",
    "params",
    "because",
    "options",
    "waived_until",
)
"""The columns of a finding, in the order of a row."""


class Judged(NamedTuple):
    """One relationship: what was loaded of it, its findings as rows, its derived columns.

    ``derived`` is in the order of ``Relationship.DERIVED``.
    """

    one: Loaded
    rows: list[tuple[Any, ...]]
    derived: tuple[Any, ...]


def judged(keys: Sequence[UUID], today: date) -> Iterator[Judged]:
    """Yield what the rules say of each relationship as of ``today``."""
    wanted = about(keys)
    waived = _waived(wanted, today)
    judges: dict[Key, Judge] = {}
    for one in load(keys, today, wanted):
        judge = judges.get(one.office)
        if judge is None:
            judge = judges[one.office] = _judge_of(one.settings)
        findings, again = judge.judge(one.facts, today)
        set_aside = waived.get(one.key, ())
        rows = _rows(one, findings, set_aside) if findings else []
        days = (again, one.again, *_ends(set_aside))
        again = min([day for day in days if day], default=None)
        yield Judged(one, rows, _derived(one, today, again))


_WAIVERS = Question(
    lambda wanted, today: Waiver.objects.filter(relationship__in=wanted, until__gte=today),
    *("relationship_id", "code", "until", "seen"),
)


_judges: list[tuple[Settings, Judge]] = []
_MOST_JUDGES = 8


def _judge_of(settings: Settings) -> Judge:
    """Return whoever asks the rules of an office: what follows from its settings is kept.

    A list put in place of another, so that a thread that reads one is never disturbed.
    """
    global _judges  # noqa: PLW0603 - one list, set at once
    for known, judge in _judges:
        if known is settings:
            return judge
    judge = Judge(settings)
    _judges = [*_judges[1 - _MOST_JUDGES :], (settings, judge)]
    return judge


def _waived(wanted: RawSQL, today: date) -> dict[Key, list[SetAside]]:
    """Return, for each relationship, what is set aside today."""
    answer: dict[Key, list[SetAside]] = {}
    for key, code, until, seen in _WAIVERS.ask(wanted, today):
        listed = json.loads(seen) if isinstance(seen, str) else seen
        answer.setdefault(key, []).append(SetAside(code, until, frozenset(listed)))
    return answer


def _ends(set_aside: Sequence[SetAside]) -> list[date]:
    return [later(waiver.until, 1) for waiver in set_aside]


def _rows(
    one: Loaded, findings: Sequence[Finding], set_aside: Sequence[SetAside]
) -> list[tuple[Any, ...]]:
    """Return the columns of each finding, in the order of the statement above."""
    place = (one.key, one.circle, one.sensitivity, one.whose)
    return [(*place, *_said(finding, set_aside)) for finding in findings]


def _said(finding: Finding, set_aside: Sequence[SetAside]) -> tuple[Any, ...]:
    """Return the columns of a finding that come after whom it is about, and for whom it is."""
    code, when, says, params, records, options = finding
    first_day, written_params = _params_as_json(params)
    return (
        _SECTIONS[code],
        code,
        int(when),
        first_day,
        says,
        written_params,
        _because(records),
        _as_json(options),
        _waived_until(code, records, set_aside) if set_aside else None,
    )


_SECTIONS = {code: int(rule.section) for code, rule in RULES.items()}


def _params_as_json(params: Mapping[str, Any]) -> tuple[date | None, str]:
    """Return the first of the days, and what ``json.dumps`` does of all.

    Days and numbers, which most are, are written without asking it.
    """
    if not params:
        return None, "{}"
    said = []
    first: date | None = None
    for name, value in params.items():
        if isinstance(value, date):
            said.append(f'"{name}": {{"day": "{_iso(value)}"}}')
            if first is None or value < first:
                first = value
        elif type(value) is int:
            said.append(f'"{name}": {value}')
        else:
            said.append(f'"{name}": {json.dumps(value)}')
    return first, f"{{{', '.join(said)}}}"


_iso = lru_cache(maxsize=20_000)(date.isoformat)
"""Writes a day; the same days stand in thousands of findings."""


def _because(records: Sequence[tuple[str, Any]]) -> bytes | str:
    """Return the records behind a finding as the store has them.

    In JSON, kinds and keys have nothing in them to be escaped.
    """
    if connection.vendor == "sqlite":
        return pack_stored((kind, _as_stored(key)) for kind, key in records)
    return "[" + ", ".join([f'["{kind}", "{key}"]' for kind, key in records]) + "]"


def _as_stored(key: Any) -> bytes:
    return key if isinstance(key, bytes) else key.bytes


def _waived_until(
    code: str, records: Sequence[tuple[str, Any]], set_aside: Sequence[SetAside]
) -> date | None:
    return waived_until(code, [(kind, _written(key)) for kind, key in records], set_aside)


def _written(key: Any) -> str:
    """Return a key as the log and the pages write it, from what the store's driver gave."""
    if isinstance(key, UUID):
        return str(key)
    letters = key.hex()  # as ``str`` of a UUID does, without making one
    return f"{letters[:8]}-{letters[8:12]}-{letters[12:16]}-{letters[16:20]}-{letters[20:]}"


@cache
def _as_json(options: tuple[str, ...]) -> str:
    return json.dumps(options)


def _derived(one: Loaded, today: date, again: date | None) -> tuple[Any, ...]:
    """Return the derived columns of a relationship, in the order of ``Relationship.DERIVED``."""
    facts = one.facts
    met = facts.last_two_way(today)
    last = met.on if met else None
    quiet = not facts.in_touch or facts.never_met(today)
    due = NEVER if quiet else later(last or facts.opened, facts.ideal_days)
    count = warm_ups(facts, today).count if facts.with_person else 0
    return (last, due, min(count, WARM_UPS_NEEDED), today, again)
