"""Who helped to open a gate: noted, thanked, put right; and seen like whoever helped."""

from datetime import timedelta
from typing import Any

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from actions.test_gates import gate, in_both_circles
from cast import Cast
from rapport.actions import access, gates, merging
from rapport.records.models import Gate, GateHelp, Sensitivity
from rapport.records.refusals import NotThere

DAY = Cast.DAY


def helped(cast: Cast, road: Gate, by: str = "writer", **told: Any) -> GateHelp:
    told = {"relationship": cast.kamil.pk, "how": "Spoke to the commander", **told}
    return gates.note_help(cast.asking(by), gate=road.pk, **told).row


def test_help_is_noted_in_one_line_for_a_day_and_nobody_is_thanked_yet(cast: Cast) -> None:
    row = helped(cast, gate(cast), how=" Spoke to the commander ")
    row.refresh_from_db()
    assert (row.relationship, row.how, row.on, row.thanked_on) == (
        cast.kamil, "Spoke to the commander", DAY, None,
    )  # fmt: skip


def test_noting_and_thanking_are_one_change_set_each_and_for_writers_only(cast: Cast) -> None:
    road = gate(cast)
    is_for_writers_only(cast, lambda by: helped(cast, road, by))
    is_one_change_set(cast, lambda: helped(cast, road), "note_help")
    row = helped(cast, road, on=DAY - timedelta(3))

    def thank(by: str) -> object:
        return gates.thank_for_help(cast.asking(by), key=row.pk)

    is_for_writers_only(cast, thank)
    is_one_change_set(cast, lambda: thank("writer"), "thank_for_help")
    thank("writer")
    row.refresh_from_db()
    assert row.thanked_on == DAY


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"how": "  "}, "How they helped is missing"),
        ({"on": DAY + timedelta(1)}, "in the future"),
        ({"thanked_on": DAY + timedelta(1)}, "in the future"),
        ({"thanked_on": DAY - timedelta(1)}, "dated before the help"),
    ],
)
def test_what_cannot_be_is_not_noted(cast: Cast, told: dict[str, Any], says: str) -> None:
    road = gate(cast)
    with cannot_be(says):
        helped(cast, road, **told)


def test_thanks_on_the_day_of_the_help_are_thanks(cast: Cast) -> None:
    assert helped(cast, gate(cast), thanked_on=DAY).thanked_on == DAY


def test_nobody_is_thanked_before_they_helped(cast: Cast) -> None:
    row = helped(cast, gate(cast), on=DAY - timedelta(3))
    earlier = DAY - timedelta(4)
    with cannot_be("dated before the help"):
        gates.thank_for_help(cast.asking("writer"), key=row.pk, on=earlier)
    with cannot_be("dated before the help"):
        gates.change_of_gate(cast.asking("writer"), GateHelp, key=row.pk, thanked_on=earlier)
    gates.thank_for_help(cast.asking("writer"), key=row.pk, on=DAY - timedelta(2))
    with cannot_be("dated before the help"):
        gates.change_of_gate(cast.asking("writer"), GateHelp, key=row.pk, on=DAY)


def test_thanks_that_were_not_said_are_taken_back(cast: Cast) -> None:
    row = helped(cast, gate(cast), thanked_on=DAY)
    gates.change_of_gate(cast.asking("writer"), GateHelp, key=row.pk, thanked_on=None)
    row.refresh_from_db()
    assert row.thanked_on is None


def test_nobody_of_another_circle_helped_here(cast: Cast) -> None:
    in_both_circles(cast)
    road = gate(cast)
    with cannot_be("kept in another circle"):
        helped(cast, road, relationship=cast.hidden.pk)
    with pytest.raises(NotThere):
        helped(cast, road, by="keeper", relationship=cast.hidden.pk)


def test_help_of_somebody_severe_is_for_the_named_alone(cast: Cast) -> None:
    road, severe = gate(cast), cast.add("Umm Nadir")
    row = helped(cast, road, relationship=severe.pk)
    access.set_access(cast.asking("writer"), key=severe.pk, sensitivity=Sensitivity.SEVERE)
    assert GateHelp.objects.visible_to(cast.writer).exists()
    assert not GateHelp.objects.visible_to(cast.reader).exists()
    with pytest.raises(NotThere):
        gates.thank_for_help(cast.asking("keeper"), key=row.pk)


def test_what_they_made_possible_passes_to_whoever_is_kept(cast: Cast) -> None:
    twin = cast.add("Abu Camille")
    row = helped(cast, gate(cast), relationship=twin.pk)
    merging.merge_counterparts(
        cast.asking("writer"), keep=cast.kamil.counterpart_id, merge=twin.counterpart_id
    )
    row.refresh_from_db()
    assert row.relationship == cast.kamil


def test_it_goes_with_its_gate(cast: Cast) -> None:
    road = gate(cast)
    helped(cast, road)
    gates.remove_gate(cast.asking("writer"), key=road.pk)
    assert not GateHelp.objects.exists()
