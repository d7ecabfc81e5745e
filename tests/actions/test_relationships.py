"""A relationship: who holds it and since when, its rhythm, its phase and its stage."""

from datetime import timedelta

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast, asked_by, at
from rapport.actions import relationships
from rapport.records.models import Operation, Phase, Relationship, Stage
from rapport.records.refusals import NotThere

DAY = Cast.DAY


def about(cast, by="writer", days_ago=0):
    return {"asking": asked_by(cast.who(by), days_ago), "key": cast.kamil.pk}


def held(cast):
    rows = cast.kamil.holders.order_by("since", "pk")
    return [(row.colleague.sign_in, row.since, row.until) for row in rows]


def test_the_history_of_holders_has_no_gap(cast: Cast):
    cast.hand_over("keeper", days_ago=20)
    cast.hand_over("writer", days_ago=5)
    begun, first, second = (at(days)["today"] for days in (40, 20, 5))
    assert held(cast) == [
        ("writer", begun, first),
        ("keeper", first, second),
        ("writer", second, None),
    ]
    assert Relationship.objects.get(pk=cast.kamil.pk).lead == cast.writer


def test_a_lead_may_have_begun_on_an_earlier_day(cast: Cast):
    cast.hand_over("keeper", since=DAY - timedelta(7))
    since = at(7)["today"]
    assert held(cast) == [("writer", at(40)["today"], since), ("keeper", since, None)]


@pytest.mark.parametrize(
    ("since", "says"),
    [(DAY + timedelta(1), "in the future"), (DAY - timedelta(41), "cannot start that early")],
)
def test_nobody_leads_from_a_day_that_cannot_be(cast: Cast, since, says):
    with cannot_be(says):
        relationships.set_lead(**about(cast), lead=cast.keeper.pk, since=since)


def test_nobody_takes_over_before_who_led_before_them(cast: Cast):
    cast.hand_over("keeper", days_ago=5)
    with cannot_be("cannot start that early"):
        relationships.set_lead(**about(cast), lead=cast.reader.pk, since=DAY - timedelta(6))


def test_an_introduction_is_a_meeting_in_which_both_leads_were(cast: Cast):
    both = [(cast.writer.pk, "lead"), (cast.keeper.pk, "second")]
    alone, together = cast.meet(4), cast.meet(3, ours=both)
    lead = {"lead": cast.keeper.pk}
    with cannot_be("not both in this meeting"):
        relationships.set_lead(**about(cast), **lead, introduced_in=alone.pk)
    with pytest.raises(NotThere):
        relationships.set_lead(**about(cast), **lead, introduced_in=cast.hidden.pk)
    cast.hand_over("keeper", introduced_in=together.pk)
    holder = cast.kamil.holders.get(until=None)
    assert (holder.introduced_in, holder.joint_introduction) == (together, False)


def test_a_step_of_an_earlier_day_changes_nothing_of_today(cast: Cast):
    take = relationships.take_stage
    take(**about(cast), stage="rapport", evidence="So.")
    take(**about(cast), stage="introduced", evidence="So.", on=DAY - timedelta(9))
    assert Relationship.objects.get(pk=cast.kamil.pk).stage == "rapport"
    assert [step.to for step in cast.kamil.steps.order_by("on")] == ["introduced", "rapport"]
    with cannot_be("in the future"):
        take(**about(cast), stage="rapport", evidence="So.", on=DAY + timedelta(1))


def test_it_is_said_what_a_relationship_is_for(cast: Cast):
    told = {"open_reason": "crisis", "objective": "A road.", "terms": "By phone."}
    relationships.describe(**about(cast), expectations="Both ring back.", **told)
    row = Relationship.objects.get(pk=cast.kamil.pk)
    assert (row.open_reason, row.objective, row.terms) == ("crisis", "A road.", "By phone.")
    with cannot_be("not one of the choices"):
        relationships.describe(**about(cast), open_reason="whim")


def test_an_earlier_first_contact_takes_the_first_lead_with_it(cast: Cast):
    relationships.describe(**about(cast), opened=DAY - timedelta(50))
    assert cast.kamil.holders.get().since == DAY - timedelta(50)


def test_we_have_known_nobody_since_a_day_to_come_or_after_they_were_led(cast: Cast):
    cast.hand_over("keeper", days_ago=5)
    with cannot_be("in the future"):
        relationships.describe(**about(cast), opened=DAY + timedelta(1))
    with cannot_be("cannot start that early"):
        relationships.describe(**about(cast), opened=DAY - timedelta(1))


def test_the_backup_who_takes_over_is_the_backup_no_more(cast: Cast):
    relationships.set_backup(**about(cast), backup=cast.keeper.pk)
    cast.hand_over("keeper")
    kamil = Relationship.objects.get(pk=cast.kamil.pk)
    assert (kamil.lead, kamil.backup) == (cast.keeper, None)


def test_a_lead_who_leads_already_changes_nothing(cast: Cast):
    before = Operation.objects.count()
    relationships.set_lead(**about(cast), lead=cast.writer.pk)
    assert Operation.objects.count() == before


def test_who_is_not_in_the_circle_neither_leads_nor_backs_up(cast: Cast):
    with cannot_be("not in the circle"):
        relationships.set_lead(**about(cast), lead=cast.outsider.pk)
    with cannot_be("not in the circle"):
        relationships.set_backup(**about(cast), backup=cast.outsider.pk)


def test_the_lead_does_not_back_up_themselves(cast: Cast):
    with cannot_be("somebody other than the lead"):
        relationships.set_backup(**about(cast), backup=cast.writer.pk)


def test_a_backup_can_be_taken_away(cast: Cast):
    relationships.set_backup(**about(cast), backup=cast.keeper.pk)
    assert relationships.set_backup(**about(cast), backup=None).row.backup is None


def test_a_rhythm_of_ones_own_moves_the_day_of_the_next_contact(cast: Cast):
    cast.meet(5)
    relationships.set_cadence(**about(cast), ideal_days=10, maximum_days=20)
    assert Relationship.objects.get(pk=cast.kamil.pk).next_due == DAY + timedelta(5)
    relationships.set_cadence(**about(cast), ideal_days=None, maximum_days=None)
    assert Relationship.objects.get(pk=cast.kamil.pk).next_due == DAY + timedelta(25)


@pytest.mark.parametrize(
    ("ideal", "maximum", "says"),
    [
        (30, 29, "shorter than the ideal"),
        (61, None, "shorter than the ideal"),
        (None, 29, "shorter than the ideal"),
        (0, 0, "between 1 and 3650"),
        (1, 40000, "between 1 and 3650"),
    ],
)
def test_a_rhythm_that_cannot_be_is_refused(cast: Cast, ideal, maximum, says):
    with cannot_be(says):
        relationships.set_cadence(**about(cast), ideal_days=ideal, maximum_days=maximum)


@pytest.mark.parametrize("phase", Phase.values)
def test_a_switch_of_phase_is_a_decision_with_its_reason(cast: Cast, phase):
    relationships.switch_phase(**about(cast), phase=phase, reason=" He gave his word. ")
    step = cast.kamil.steps.get()
    assert (step.of, step.to, step.on) == ("phase", phase, DAY)
    assert (step.reason, step.by) == ("He gave his word.", cast.writer)
    assert Relationship.objects.get(pk=cast.kamil.pk).phase == phase


@pytest.mark.parametrize("stage", Stage.values)
def test_a_stage_is_taken_with_its_evidence(cast: Cast, stage):
    relationships.take_stage(**about(cast), stage=stage, evidence="He rang back.")
    step = cast.kamil.steps.get()
    assert (step.of, step.to, step.reason) == ("stage", stage, "He rang back.")
    assert Relationship.objects.get(pk=cast.kamil.pk).stage == stage


def test_neither_is_taken_without_a_reason_nor_to_where_there_is_none(cast: Cast):
    for words in ("", "  \n"):
        with cannot_be("Changing the phase needs a reason"):
            relationships.switch_phase(**about(cast), phase="repair", reason=words)
        with cannot_be("A stage needs evidence"):
            relationships.take_stage(**about(cast), stage="rapport", evidence=words)
    with cannot_be("not one of the choices"):
        relationships.switch_phase(**about(cast), phase="friendship", reason="So.")
    with cannot_be("not one of the choices"):
        relationships.take_stage(**about(cast), stage="friendship", evidence="So.")


WAYS = {
    "set_lead": lambda cast, by: relationships.set_lead(**about(cast, by), lead=cast.keeper.pk).row,
    "set_backup": lambda cast, by: (
        relationships.set_backup(**about(cast, by), backup=cast.keeper.pk).row
    ),
    "set_cadence": lambda cast, by: (
        relationships.set_cadence(**about(cast, by), ideal_days=9, maximum_days=20).row
    ),
    "switch_phase": lambda cast, by: (
        relationships.switch_phase(**about(cast, by), phase="repair", reason="So.").row
    ),
    "describe": lambda cast, by: relationships.describe(**about(cast, by), terms="By phone.").row,
    "take_stage": lambda cast, by: (
        relationships.take_stage(**about(cast, by), stage="rapport", evidence="So.").row
    ),
}


@pytest.mark.parametrize("verb", WAYS)
def test_each_is_one_change(cast: Cast, verb):
    cast.meet(20), cast.meet(9)
    is_one_change_set(cast, lambda: WAYS[verb](cast, "writer"), verb)


@pytest.mark.parametrize("verb", WAYS)
def test_each_is_for_writers_only(cast: Cast, verb):
    is_for_writers_only(cast, lambda who: WAYS[verb](cast, who))
