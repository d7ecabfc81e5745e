"""Releasing the figures of a month: by a circle's keeper, once, and in steps of three."""

from datetime import date, timedelta

import pytest

from cast import Cast
from rapport.actions import access, actors, agreements, history
from rapport.actions.month_figures import release_month
from rapport.briefings.agreement_list import WantedAgreements, agreement_list
from rapport.briefings.month import month
from rapport.exchange.archive.choosing import choose
from rapport.exchange.exports import Order, ask, make, offered
from rapport.exchange.exports.lists.month import MONTH
from rapport.records.models import (
    ActorKind,
    Agreement,
    MonthFigures,
    OpenReason,
    Operation,
    Relationship,
    Sensitivity,
)
from rapport.records.rebuilding import differences, rebuild
from rapport.records.refusals import CannotBe, NotThere

FEBRUARY = date(2026, 2, 1)
CLEAR = "For the working group, which has no key."
COLUMNS = ("p_code", "kind", "figure", "at_least")


def order(**changes):
    said = {"purpose": "coordination", "columns": COLUMNS, "form": "csv", "clear_why": CLEAR}
    return Order(**(said | changes))


def add(cast: Cast, place: str, many: int, kind: str = ActorKind.COMMUNITY) -> list[Relationship]:
    asking = cast.asking("writer", 60)
    group = actors.add_actor(
        asking, circle=cast.circle.pk, name=f"Group of {place} {kind}", kind=kind, areas=[place]
    ).row
    names = [f"{place} {kind} {number}" for number in range(many)]
    return [cast.add(name, days_ago=60, actor=group.pk) for name in names]


def cells(row: MonthFigures) -> dict[tuple[str, str], tuple[int, int]]:
    return {(area, kind): (people, part) for area, kind, people, part in row.cells}


def test_a_district_with_two_is_not_given_and_one_with_four_is_three(cast: Cast):
    two, four = add(cast, "QV0401", 2), add(cast, "QV0302", 4)
    for whom in (*two, *four[:3]):
        cast.meet(30, whom=whom)
    row = release_month(cast.asking("keeper"), circle=cast.circle.pk, month=FEBRUARY).row
    assert cells(row) == {("QV03", "community"): (3, 3)}
    made = make(cast.asking("outsider"), MONTH, order(), {"month": "2026-02"})
    rows = [tuple(values.values()) for values in _values(cast)]
    assert ("QV03", "community", "relationships", 3) in rows
    assert made.entry.sensitivity == Sensitivity.CONFIDENTIAL
    assert not any("QV04" in map(str, one) for one in rows)


def _values(cast: Cast):
    rows = MONTH.gather(cast.asking("outsider"), {"month": "2026-02"})
    return [{name: row.values[name] for name in COLUMNS} for row in rows]


def test_all_rows_of_the_circle_are_counted_and_none_is_named(cast: Cast):
    people = add(cast, "QV0101", 3)
    access.set_access(
        cast.asking("writer"), key=people[0].pk, sensitivity=Sensitivity.SEVERE,
        named=[cast.writer.pk],
    )  # fmt: skip
    row = release_month(cast.asking("keeper"), circle=cast.circle.pk, month=FEBRUARY).row
    assert cells(row) == {("QV01", "community"): (3, 0)}
    keys = {person.pk.hex for person in people}
    told = repr(Operation.objects.filter(verb="release_month").values())
    assert not any(key in told.replace("-", "") for key in keys)


def test_a_month_is_released_once_and_then_fixed(cast: Cast):
    add(cast, "QV0101", 3)
    release_month(cast.asking("keeper"), circle=cast.circle.pk, month=FEBRUARY)
    released = Operation.objects.latest("sequence").change_set
    add(cast, "QV0102", 3, ActorKind.MEDIA)
    with pytest.raises(CannotBe, match="fixed"):
        release_month(cast.asking("keeper"), circle=cast.circle.pk, month=FEBRUARY)
    (row,) = MonthFigures.objects.all()
    assert cells(row) == {("QV01", "community"): (3, 0)}
    with pytest.raises(CannotBe, match="nothing to undo"):
        history.undo(cast.asking("keeper"), key=released)


def test_it_is_released_by_its_keeper_and_when_it_is_over(cast: Cast):
    for name in ("writer", "reader", "outsider"):
        with pytest.raises(NotThere):
            release_month(cast.asking(name), circle=cast.circle.pk, month=FEBRUARY)
    with pytest.raises(CannotBe, match="not over"):
        release_month(cast.asking("keeper"), circle=cast.circle.pk, month=Cast.DAY)


def test_how_they_began_and_exceptions_are_given_beside_the_cells(cast: Cast):
    for person in add(cast, "QV0101", 4):
        Relationship.objects.filter(pk=person.pk).update(
            opened=date(2026, 2, 3), open_reason=OpenReason.CRISIS
        )
    row = release_month(cast.asking("keeper"), circle=cast.circle.pk, month=FEBRUARY).row
    assert row.others == {"crisis": 3}


def test_figures_for_readers_of_the_circle_leave_with_a_second_person(cast: Cast):
    add(cast, "QV0101", 3)
    release_month(
        cast.asking("keeper"), circle=cast.circle.pk, month=FEBRUARY, sensitivity=Sensitivity.SEVERE
    )
    assert month(cast.asking("outsider")).releases == ()
    (one,) = month(cast.asking("reader")).releases
    assert (one.on, one.by, one.severe) == (cast.DAY, "Kit Keeper", True)
    there = offered(cast.asking("writer"), MONTH, {"month": "2026-02"})
    assert (there.severe, [one.name for one in there.approvers]) == (
        1, ["Kit Keeper", "Reader"],
    )  # fmt: skip
    assert make(cast.asking("writer"), MONTH, order()).entry.many == 0
    asked = ask(cast.asking("writer"), MONTH, order(severe=True))
    assert asked.sensitivity == Sensitivity.SEVERE


@pytest.mark.parametrize("level", [Sensitivity.CONFIDENTIAL, Sensitivity.SEVERE])
def test_no_figures_leave_in_an_archive(cast: Cast, level: int):
    add(cast, "QV0101", 3)
    asking = cast.asking("keeper")
    row = release_month(asking, circle=cast.circle.pk, month=FEBRUARY, sensitivity=level).row
    for told in ({"circle": cast.circle.pk}, {}, {"whole": True}):
        chosen = choose(asking, **told)
        assert not chosen.rows["monthfigures"]
        assert row.pk in chosen.withheld


def test_agreements_past_their_review_are_those_the_list_shows(cast: Cast):
    asking = cast.asking("writer")
    of = {"relationship": cast.kamil.pk, "form": "oral"}
    for days, state in ((0, None), (3, "broken"), (-1, None), (5, "lapsed")):
        row = agreements.record_agreement(asking, what=f"Pass {days}", **of).row
        on = cast.DAY - timedelta(days=days)
        Agreement.objects.filter(pk=row.pk).update(review_on=on, state=state or row.state)
    listed = agreement_list(asking, WantedAgreements(to_review=True))
    assert month(asking).agreements_overdue == listed.found == 1


def test_the_log_rebuilds_what_was_released(cast: Cast):
    add(cast, "QV0101", 3)
    release_month(cast.asking("keeper"), circle=cast.circle.pk, month=FEBRUARY)
    rebuild()
    assert not differences()


def test_what_the_reader_may_not_see_changes_nothing_that_waits(cast: Cast):
    before = month(cast.asking("reader"))
    cast.add("Elsewhere", by="outsider", days_ago=3)
    severe = cast.add("Silent Reed", days_ago=3)
    after_seen = month(cast.asking("reader"))
    access.set_access(
        cast.asking("writer"), key=severe.pk, sensitivity=Sensitivity.SEVERE,
        named=[cast.writer.pk],
    )  # fmt: skip
    assert after_seen != before
    assert month(cast.asking("reader")) == before
