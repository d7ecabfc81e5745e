"""Everything that passed with somebody: one timeline, whole days, no line lost or told twice."""

from datetime import timedelta
from typing import Any

import pytest

from cast import Cast, asked_by
from rapport.actions import asks, care, commitments, correcting, relationships
from rapport.briefings import passed as module
from rapport.briefings.passed import PAGE, passed
from rapport.briefings.person import person
from rapport.records.models import (
    Ask,
    Commitment,
    Disclosure,
    Insight,
    Sensitivity,
)
from rapport.records.recording import change_set
from rapport.records.refusals import NotThere

DAY = Cast.DAY


def page(cast: Cast, who: str = "writer", whom: Any = None, **asked: Any) -> module.Passed:
    asking, before = cast.asking(who), asked.get("before")
    answer = person(asking, (whom or cast.kamil).pk, before=before)
    return passed(asking, answer, **asked)


def all_pages(cast: Cast, show: str = "") -> list[module.Line]:
    lines: list[module.Line] = []
    before = None
    while True:
        one = page(cast, show=show, before=before)
        lines += [line for line in one.lines if line.what != "silence"]
        if not one.older:
            return lines
        assert before is None or one.older < before.isoformat()
        before = DAY.fromisoformat(one.older)


def told(cast: Cast, count: int, days_apart: int) -> None:
    """Tell of many contacts, promises, requests, notes and disclosures, some on the same days."""
    with change_set("note_any", cast.asking("writer")) as changes:
        for number in range(count):
            on = DAY - timedelta(days=number * days_apart)
            settled = {"state": "kept", "settled_on": on + timedelta(days=1)} if number % 2 else {}
            promise = {"made_on": on, "by": "us" if number % 3 else "them", **settled}
            changes.add(Commitment, cast.kamil, text=f"promise {number}", **promise)
            changes.add(
                Insight, cast.kamil, kind="value", on=on, text=f"note {number}", nature="fact"
            )
            changes.add(Disclosure, cast.kamil, kind="limits", on=on, text=f"told {number}")
            answered = {"outcome": "granted", "answered_on": on}
            made = on - timedelta(days=number % 2)
            changes.add(Ask, cast.kamil, what=f"ask {number}", made_on=made, **answered)


@pytest.mark.parametrize(("count", "days_apart"), [(3, 1), (12, 9), (40, 3), (70, 0)])
def test_every_line_stands_on_one_page_newest_first(cast: Cast, count: int, days_apart: int):
    told(cast, count, days_apart)
    for number in range(count):
        cast.meet(number * days_apart, line=f"contact {number}")
    relationships.take_stage(
        cast.asking("writer"), key=cast.kamil.pk, stage="introduced", evidence="Tea."
    )
    lines = all_pages(cast)
    seen = [(line.what, line.key) for line in lines]
    assert len(set(seen)) == len(seen)
    assert [line.on for line in lines] == sorted((line.on for line in lines), reverse=True)
    kinds = [what for what, _ in seen]
    assert kinds.count("contact") == kinds.count("insight") == kinds.count("noted") == count
    assert kinds.count("promise") == kinds.count("request") == count
    assert kinds.count("settled") == kinds.count("answer") == count // 2
    assert kinds.count("step") == 1


@pytest.mark.parametrize("count", [4, 40])
def test_a_filter_shows_its_kind_alone_and_counts_its_records(cast: Cast, count: int):
    told(cast, count, 2)
    for number in range(count):
        cast.meet(number * 2)
    filters = {one.name: one.count for one in page(cast).filters}
    names = ("contacts", "promises", "requests", "insights", "disclosure")
    assert filters == dict.fromkeys(names, count)
    of_kind = {
        "contacts": {"contact"},
        "promises": {"promise", "settled"},
        "requests": {"request", "answer"},
        "insights": {"insight"},
        "disclosure": {"noted"},
    }
    for name, kinds in of_kind.items():
        lines = all_pages(cast, name)
        assert {line.what for line in lines} == kinds
        assert len({line.key for line in lines}) == count
    assert page(cast, show="no such").show == ""


def test_a_page_is_short(cast: Cast):
    told(cast, 60, 2)
    assert len(page(cast).lines) <= PAGE + 4


def test_a_long_silence_is_named_where_it_was(cast: Cast):
    for days_ago in (2, 30, 130):
        cast.meet(days_ago)
    lines = page(cast).lines
    assert [line.what for line in lines] == ["contact", "contact", "silence", "contact"]
    assert (lines[2].months, lines[2].on) == (3, DAY - timedelta(days=130))
    assert page(cast, show="changes").lines == ()


def test_a_note_past_its_end_or_set_to_be_erased_is_not_told(cast: Cast):
    with change_set("note_any", cast.asking("writer")) as changes:
        note = {"kind": "value", "on": DAY - timedelta(days=9), "nature": "fact"}
        yesterday = DAY - timedelta(days=1)
        changes.add(Insight, cast.kamil, text="past", expires=yesterday, **note)
        held = changes.add(Insight, cast.kamil, text="held", **note)
    assert [line.record.text for line in page(cast).lines] == ["held"]
    care.set_to_erase(cast.asking("writer"), key=held.pk)
    assert page(cast).lines == ()


def test_what_is_severe_or_behind_another_circle_is_told_to_nobody_else(cast: Cast):
    severe = cast.add("The Ibis", by="keeper", sensitivity=Sensitivity.SEVERE)
    commitments.make_commitment(asked_by(cast.keeper), relationship=severe.pk, text="A word.")
    assert [line.what for line in page(cast, "keeper", severe).lines] == ["promise"]
    with pytest.raises(NotThere):
        page(cast, "writer", severe)


def test_a_change_and_a_removal_are_followed(cast: Cast):
    asking = cast.asking("writer")
    promise = commitments.make_commitment(asking, relationship=cast.kamil.pk, text="Chalk.").row
    commitments.settle_commitment(asking, key=promise.pk, state="kept")
    assert [line.what for line in page(cast).lines] == ["settled", "promise"]
    commitments.settle_commitment(asking, key=promise.pk, state="open")
    assert [line.what for line in page(cast).lines] == ["promise"]
    correcting.remove_record(asking, Commitment, key=promise.pk)
    assert page(cast).lines == ()


def test_what_is_only_planned_has_not_passed(cast: Cast):
    ask = asks.plan_ask(cast.asking("writer"), relationship=cast.kamil.pk, what="A pass").row
    assert page(cast).lines == ()
    asks.settle_ask(cast.asking("writer"), key=ask.pk, outcome="made")
    assert [line.what for line in page(cast).lines] == ["request"]
