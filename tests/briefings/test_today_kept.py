"""What Today keeps until something is recorded is what it would say if it were worked out anew."""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from cast import Cast
from rapport.actions import (
    access,
    agreement_terms,
    agreements,
    asks,
    commitments,
    erasing,
    history,
    interactions,
    occasions,
    relationships,
    team,
    upkeep,
)
from rapport.briefings import (
    across_circles,
    agreements_today,
    noticed_of_oneself,
    pressing,
    today,
)
from rapport.briefings.kept import UntilRecorded
from rapport.briefings.today import Today
from rapport.briefings.views import view_of
from rapport.records import judging
from rapport.records.models import Finding, Store, Term


def _forget() -> None:
    for one in UntilRecorded.EVERY:
        one.forget()
    agreements_today._whose.cache_clear()
    pressing._worked_out.cache_clear()
    across_circles.WORKED.forget()
    noticed_of_oneself.MYSELF.forget()


def _said(cast: Cast) -> list[Today]:
    readers = ("keeper", "writer", "reader", "outsider")
    return [
        today.today(cast.asking(name), mine=mine, only=only)
        for name in readers
        for mine in (True, False)
        for only in (None, pressing.Span.TODAY)
    ]


def _deeds(cast: Cast) -> Iterator[str]:
    """Do one thing after another, each of which Today tells of."""
    key, soon, writer = cast.kamil.pk, cast.DAY + timedelta(days=2), cast.asking("writer")
    by: dict[str, Any] = {"asking": writer, "relationship": key}
    cast.meet(0)
    yield "met"
    promise = commitments.make_commitment(**by, text="A list.", due=soon).row
    yield "promised"
    asks.plan_ask(**by, what="A road", planned_for=soon)
    occasions.note_occasion(**by, name="A feast", month=soon.month, day=soon.day)
    yield "planned"
    term = {"what": "A boat each day.", "due": cast.DAY}
    agreements.record_agreement(**by, what="Boats.", form="oral", terms=[term])
    yield "agreed"
    mark = agreement_terms.mark_term(writer, term=Term.objects.get().pk, keeping="kept")
    yield "marked"
    history.undo(writer, key=mark.key)
    yield "unmarked"
    commitments.settle_commitment(writer, key=promise.pk, state="kept")
    yield "kept"
    upkeep.waive(**by, code="U01", reason="A heron.", until=soon)
    yield "snoozed"
    visit = cast.meet(1, next_step="Bring dates.", next_step_on=cast.DAY)
    yield "a next step"
    interactions.finish_next_step(writer, key=visit.pk)
    yield "the step is done"
    team.set_rules(cast.asking("keeper"), raw={"U02": {"on": False}})
    yield "snoozed"
    relationships.set_lead(cast.asking("keeper"), key=key, lead=cast.keeper.pk)
    yield "led by another"
    named = access.set_access(writer, key=key, sensitivity=3, named=[cast.keeper.pk])
    yield "severe"
    history.undo(cast.asking("keeper"), key=named.key)
    yield "open"
    told = {"alias": cast.kamil.called, "reason": "They asked for it."}
    erasing.erase_person(cast.asking("keeper"), key=key, **told)
    yield "erased"


def test_nothing_kept_outlives_what_it_rests_on(cast: Cast) -> None:
    """After each deed every reader is told what they would be told if nothing were kept."""
    for name in ("Umm Nadir", "Abu Salim"):
        cast.meet(200, whom=cast.add(name))
    seen = set()
    for deed in _deeds(cast):
        for is_judged in (False, True):
            if is_judged:
                judging.rejudge_all(today=cast.DAY)
            kept = _said(cast)
            assert kept == _said(cast), (deed, is_judged)
            _forget()
            assert kept == _said(cast), (deed, is_judged)
            seen.add(repr(kept))
    assert len(seen) > 9, "what was done is told of"


def test_what_is_judged_anew_is_told_though_nothing_was_recorded(cast: Cast) -> None:
    """The history stays as it is when the rules are asked again."""
    for name in ("Umm Nadir", "Abu Salim"):
        cast.meet(200, whom=cast.add(name))
    judging.rejudge_all(today=cast.DAY)
    before, head = _said(cast), Store.objects.get().head
    Finding.objects.all().delete()
    Store.objects.update(judged=secrets.randbits(62))
    without = _said(cast)
    assert without != before
    judging.rejudge_all(today=cast.DAY)
    assert Store.objects.get().head == head
    assert [[one.count for one in each.headings] for each in _said(cast)] == [
        [one.count for one in each.headings] for each in before
    ]


def test_a_token_is_told_nothing_that_was_kept_for_its_owner(cast: Cast) -> None:
    """Who comes in with less sees less, also right after their owner."""
    cast.meet(200, whom=cast.add("Umm Nadir"))
    judging.rejudge_all(today=cast.DAY)
    asking = cast.asking("writer")
    whole = today.today(asking, mine=False)
    assert whole.headings
    for circles, may_write in (([], True), ([cast.circle.pk], False)):
        me = asking.me.narrowed(circles, may_write=may_write)
        narrowed = today.today(replace(asking, me=me), mine=False)
        _forget()
        assert narrowed == today.today(replace(asking, me=me), mine=False)
        assert bool(narrowed.headings) == bool(circles)


def test_what_was_kept_is_let_go_of_once_anything_is_recorded(cast: Cast) -> None:
    """Nothing of an earlier end of the history stays in memory."""
    cast.meet(200, whom=cast.add("Umm Nadir"))
    judging.rejudge_all(today=cast.DAY)
    _said(cast)
    _, kept = today._HEADINGS._kept
    assert len(kept) > 1
    cast.meet(1)
    judging.rejudge_all(today=cast.DAY)
    today.today(cast.asking("writer"))
    head, kept = today._HEADINGS._kept
    assert (head, len(kept)) == (bytes(Store.objects.get().head), 1)


def test_what_is_recorded_while_today_is_read_is_not_missed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step done, and a rule switched off, between two questions of one look."""
    keeper, writer = cast.asking("keeper"), cast.asking("writer")
    cast.meet(200, whom=cast.add("Umm Nadir"))
    visit = cast.meet(1, next_step="Bring dates.", next_step_on=cast.DAY)
    judging.rejudge_all(today=cast.DAY)
    read, meanwhile = today.next_steps, []

    def next_steps(*told: Any, **named: Any) -> Any:
        steps = read(*told, **named)
        while meanwhile:
            meanwhile.pop()()
        return steps

    monkeypatch.setattr(today, "next_steps", next_steps)
    for deed in (
        lambda: interactions.finish_next_step(writer, key=visit.pk),
        lambda: team.set_rules(keeper, raw={"U02": {"on": False}}),
    ):
        meanwhile.append(deed)
        today.today(cast.asking("writer"), mine=False)
        kept = _said(cast)
        _forget()
        assert kept == _said(cast)


def test_the_office_is_read_after_the_end_of_the_history(cast: Cast) -> None:
    """Whose settings came with the session may have been changed since."""
    asking = cast.asking("writer")
    assert asking.me.office.rule_settings == {}
    team.set_rules(cast.asking("keeper"), raw={"U02": {"on": False}})
    assert view_of(asking).reader.office.rule_settings == {"U02": {"on": False}}
