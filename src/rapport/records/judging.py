"""Judging: what the rules find about each relationship, kept true as records and days change.

A relationship is judged again when something about it changes, and on the first day a rule could
say otherwise (``judge_again_on``), so that nothing has to be read over every morning.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, cast

from django.db import connection, transaction
from django.db.models import Q

from rapport.records import marks
from rapport.records.judging_facts import Loaded, load
from rapport.records.models import (
    CounterpartStatus,
    Finding,
    Insight,
    Interaction,
    Phase,
    Relationship,
    Section,
    Waiver,
)
from rapport.rules import catalogue
from rapport.rules.warmups import warm_ups

NEVER = date(9999, 12, 31)
_CHUNK = 500
_QUIET_PHASES = {Phase.DORMANT, Phase.CLOSED}

_SECTIONS = {
    "E01": Section.ASK,
    "E02": Section.ASK,
    "E03": Section.CHECK_IN,
    "E08": Section.ASK,
    "K01": Section.OUR_WORD,
    "K02": Section.OUR_WORD,
    "K04": Section.ASK,
    "K05": Section.THEIR_WORD,
    "U01": Section.CHECK_IN,
    "U02": Section.CHECK_IN,
    "U03": Section.OCCASION,
    "U04": Section.CHECK_IN,
}


def rejudge(keys: Iterable[uuid.UUID], *, today: date) -> int:
    """Judge these relationships as of ``today``; return how many there were."""
    wanted = list(dict.fromkeys(keys))
    for start in range(0, len(wanted), _CHUNK):
        with transaction.atomic():
            _judge(wanted[start : start + _CHUNK], today)
    return len(wanted)


def rejudge_due(*, today: date, at_most: int = 2000) -> int:
    """Judge the relationships about which a rule could speak otherwise today than when judged."""
    keys = _stale(today).values_list("pk", flat=True)[:at_most]
    return rejudge(keys, today=today)


def _stale(today: date) -> "models.QuerySet[Relationship]":  # type: ignore[name-defined]  # noqa: F821
    return Relationship.objects.filter(
        Q(judge_again_on__lte=today) | Q(judged_on__gt=today) | Q(judged_on__isnull=True)
    )


def rejudge_all(*, today: date, on_progress: Callable[[int, int], None] | None = None) -> int:
    """Judge every relationship, reading the words of every note again; return how many."""
    _mark_all()
    keys = list(Relationship.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), _CHUNK):
        rejudge(keys[start : start + _CHUNK], today=today)
        if on_progress:
            on_progress(min(start + _CHUNK, len(keys)), len(keys))
    return len(keys)


def _mark_all() -> None:
    """Renew the marks on notes: an office may have changed its words, or sealed a name since."""
    for model in (Interaction, Insight):
        rows: list[Interaction | Insight] = []
        for row in model.objects.order_by("pk").iterator(chunk_size=2000):
            rows.append(row)
            if len(rows) == 2000:
                _mark(model, rows)
                rows = []
        _mark(model, rows)


def _mark(model: type[Interaction] | type[Insight], rows: Sequence[Interaction | Insight]) -> None:
    before = {row.pk: (row.words_to_mind, row.names_in_clear) for row in rows}
    names = marks.mark(rows)
    changed = [row for row in rows if before[row.pk] != (row.words_to_mind, row.names_in_clear)]
    if changed:
        model.objects.bulk_update(changed, names, batch_size=200)  # type: ignore[arg-type]


def _judge(keys: Sequence[uuid.UUID], today: date) -> None:
    found: list[Finding] = []
    derived: list[tuple[Any, ...]] = []
    waived = _waived(keys, today)
    for one in load(keys, today):
        settings = one.settings
        judgement = catalogue.judge(one.facts, today, settings)
        set_aside = waived.get(one.key, {})
        found += [_row(one, each, set_aside.get(each.code)) for each in judgement.findings]
        again = min(
            [day for day in (judgement.judge_again_on, *_ends(set_aside)) if day], default=None
        )
        visits_only = bool((settings["E01"] or {}).get("in_person_only"))
        count = warm_ups(one.facts, today, in_person_only=visits_only)
        derived.append(_derived(one, today, again, count))
    rows = Finding.objects.filter(relationship__in=keys)
    rows._raw_delete(rows.db)  # noqa: SLF001 - nothing hangs on a finding
    Finding.objects.bulk_create(found, batch_size=1000)
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE records_relationship SET last_two_way = %s, next_due = %s, warm_ups = %s,"
            " judged_on = %s, judge_again_on = %s WHERE id = %s",
            derived,
        )


def _waived(keys: Sequence[uuid.UUID], today: date) -> dict[uuid.UUID, dict[str, date]]:
    """Return, for each relationship, the codes set aside today and until when."""
    answer: dict[uuid.UUID, dict[str, date]] = {}
    rows = Waiver.objects.filter(relationship__in=keys, until__gte=today)
    for key, code, until in rows.values_list("relationship_id", "code", "until"):
        codes = answer.setdefault(key, {})
        codes[code] = max(until, codes.get(code, until))
    return answer


def _ends(set_aside: dict[str, date]) -> list[date]:
    return [until + timedelta(days=1) for until in set_aside.values()]


def _row(one: Loaded, finding: catalogue.Finding, waived_until: date | None) -> Finding:
    days = [value for value in finding.params.values() if isinstance(value, date)]
    return Finding(
        relationship_id=one.key,
        office_id=one.office,
        circle_id=one.circle,
        sensitivity=one.sensitivity,
        lead_id=cast("uuid.UUID | None", one.facts.lead),
        section=_SECTIONS.get(finding.code, Section.WORTH_A_LOOK),
        code=finding.code,
        when=int(finding.when),
        on=min(days, default=None),
        says=finding.says,
        params={
            name: {"day": value.isoformat()} if isinstance(value, date) else value
            for name, value in finding.params.items()
        },
        because=[[kind, str(key)] for kind, key in finding.because],
        options=list(finding.options),
        waived_until=waived_until,
    )


def _derived(one: Loaded, today: date, again: date | None, count: int) -> tuple[Any, ...]:
    """Return the derived columns of a relationship, in the order of the statement above."""
    facts = one.facts
    last = max((i.on for i in facts.interactions if i.two_way), default=None)
    quiet = facts.phase in _QUIET_PHASES or one.status != CounterpartStatus.ACTIVE
    due = NEVER if quiet else (last or facts.opened) + timedelta(days=facts.ideal_days)
    key = one.key if connection.vendor == "postgresql" else one.key.hex
    return (last, due, min(count, 2), today, again, key)
