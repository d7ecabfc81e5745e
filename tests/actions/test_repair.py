"""Trust that broke, and its repair: recorded, paused, taken stage by stage, reviewed, undone."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast
from rapport.actions import (
    access,
    agreement_terms,
    agreements,
    asks,
    breaches,
    commitments,
    history,
    mandates,
    relationships,
    repair,
    team,
)
from rapport.records.models import (
    Breach,
    Demand,
    Finding,
    NameConsent,
    RepairStage,
    RepairStep,
    Sensitivity,
)
from rapport.records.refusals import NotThere
from rapport.records.repairing import standing

DAY = Cast.DAY
SKIPPABLE = [one for one in RepairStage.values if one != "review"]


def broke(
    cast: Cast, by: str = "writer", days_ago: int = 0, *, who: str = "us", **told: Any
) -> Breach:
    """Record that trust broke with Abu Kamil, with keyword changes."""
    told = {"what": "Our list reached another office", "by": who, **told}
    return breaches.record_breach(cast.asking(by, days_ago), relationship=cast.kamil.pk, **told).row


def step(cast: Cast, breach: Breach, stage: str, by: str = "writer", **told: Any) -> RepairStep:
    told = {"text": "As they said it.", **told}
    return repair.take_repair_step(cast.asking(by), breach=breach.pk, stage=stage, **told).row


def go_up_to(cast: Cast, breach: Breach, stage: str) -> None:
    for one in SKIPPABLE[: RepairStage.values.index(stage)]:
        repair.go_on_without(
            cast.asking("writer"), breach=breach.pk, stage=one, because="They wish it so."
        )


def stood(cast: Cast) -> tuple[str, str]:
    cast.kamil.refresh_from_db()
    return cast.kamil.stage, cast.kamil.phase


def trusted(cast: Cast) -> None:
    relationships.take_stage(
        cast.asking("writer", 9), key=cast.kamil.pk, stage="working_trust", evidence="The road."
    )


# a breach


def test_trust_broke_and_the_relationship_is_strained_and_in_repair(cast: Cast):
    trusted(cast)
    made = broke(cast, on=DAY - timedelta(3), seen_by="His office")
    assert stood(cast) == ("strained", "repair")
    assert (made.stage_before, made.phase_before, made.ended) == ("working_trust", "engagement", "")
    assert cast.kamil.steps.filter(to="strained").get().on == DAY - timedelta(3)


def test_backdated_before_the_newest_step_it_strains_all_the_same(cast: Cast):
    trusted(cast)
    broke(cast, on=DAY - timedelta(20))
    assert stood(cast) == ("strained", "repair")


def test_a_breach_is_one_change_set_whose_undo_restores_the_relationship(cast: Cast):
    trusted(cast)
    is_one_change_set(cast, lambda: broke(cast), "record_breach")
    assert stood(cast) == ("working_trust", "engagement")


def test_a_breach_may_hang_on_a_term_that_was_not_kept(cast: Cast):
    agreed = agreements.record_agreement(
        cast.asking("writer"), relationship=cast.kamil.pk, what="The road", form="oral",
        terms=[{"what": "Six trucks"}],
    ).row  # fmt: skip
    term = agreed.terms.get().pk
    marked = agreement_terms.mark_term(cast.asking("writer"), term=term, keeping="breached").row
    assert broke(cast, by="writer", term_mark=marked.pk).term_mark == marked
    agreement_terms.remove_of_agreement(cast.asking("writer"), type(marked), key=marked.pk)
    assert Breach.objects.get().term_mark is None
    kept = agreement_terms.mark_term(cast.asking("writer"), term=term, keeping="kept").row
    with cannot_be("This term was kept: it broke no trust."):
        broke(cast, term_mark=kept.pk)
    with pytest.raises(NotThere):
        broke(cast, term_mark=uuid.uuid4())


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"what": " "}, "A breach needs a text."),
        ({"who": "nobody"}, "nobody is not one of the choices."),
        ({"on": DAY + timedelta(1)}, "This date is in the future."),
    ],
)
def test_what_a_breach_cannot_be(cast: Cast, told, says):
    with cannot_be(says):
        broke(cast, **told)


def test_everything_about_a_breach_is_for_writers(cast: Cast):
    made = broke(cast)
    ask = asks.plan_ask(cast.asking("writer"), relationship=cast.kamil.pk, what="Six trucks").row
    demand = repair.add_demand(cast.asking("writer"), breach=made.pk, text="A letter").row
    listened = step(cast, made, "listen")
    on = {"breach": made.pk}
    for do in (
        lambda by: broke(cast, by),
        lambda by: breaches.change_breach(cast.asking(by), key=made.pk, what="Other"),
        lambda by: breaches.remove_breach(cast.asking(by), key=made.pk),
        lambda by: breaches.pause_requests(
            cast.asking(by), key=made.pk, asks=[ask.pk], because="Later."
        ),
        lambda by: breaches.review_repair(cast.asking(by), key=made.pk, ended="closed", why="No."),
        lambda by: step(cast, made, "cool", by),
        lambda by: repair.go_on_without(cast.asking(by), **on, stage="cool", because="No."),
        lambda by: repair.add_demand(cast.asking(by), **on, text="More"),
        lambda by: repair.screen_demand(cast.asking(by), key=demand.pk, screened="refer"),
        lambda by: repair.note_name(cast.asking(by), **on, who="The baker", for_what="All"),
        lambda by: repair.change_of_breach(
            cast.asking(by), RepairStep, key=listened.pk, text="Other"
        ),
        lambda by: repair.remove_of_breach(cast.asking(by), RepairStep, key=listened.pk),
    ):
        is_for_writers_only(cast, do)


def test_removed_a_breach_leaves_the_relationship_where_it_stood(cast: Cast):
    trusted(cast)
    made = broke(cast)
    step(cast, made, "listen")
    is_one_change_set(
        cast,
        lambda: breaches.remove_breach(cast.asking("writer"), key=made.pk),
        "remove_breach",
    )
    breaches.remove_breach(cast.asking("writer"), key=made.pk)
    assert stood(cast) == ("working_trust", "engagement")
    assert not RepairStep.objects.exists()


def test_of_two_breaches_the_second_removed_leaves_it_strained(cast: Cast):
    trusted(cast)
    broke(cast, days_ago=2)
    second = broke(cast)
    assert second.stage_before == "working_trust"
    breaches.remove_breach(cast.asking("writer"), key=second.pk)
    assert stood(cast) == ("strained", "repair")


def test_a_breach_is_corrected_but_not_past_its_first_step(cast: Cast):
    made = broke(cast, days_ago=5, on=DAY - timedelta(5))
    step(cast, made, "listen", on=DAY - timedelta(3))
    breaches.change_breach(cast.asking("writer"), key=made.pk, by="them", on=DAY - timedelta(4))
    made.refresh_from_db()
    assert (made.by, made.on) == ("them", DAY - timedelta(4))
    with cannot_be("A step of the repair is dated before this day."):
        breaches.change_breach(cast.asking("writer"), key=made.pk, on=DAY)


# planned requests


def test_planned_requests_wait_with_a_reason_those_that_were_chosen(cast: Cast):
    made, me = broke(cast), cast.asking("writer")
    first, other = (
        asks.plan_ask(me, relationship=cast.kamil.pk, what=what).row for what in ("Road", "Permit")
    )
    until = DAY + timedelta(14)

    def pause():
        return breaches.pause_requests(
            me, key=made.pk, asks=[first.pk], because=" Trust first. ", until=until
        )

    is_one_change_set(cast, pause, "pause_requests")
    assert pause().row.paused_because == "Trust first."
    for one in (first, other):
        one.refresh_from_db()
    assert (first.outcome, first.again_on, first.made_on) == ("deferred", until, None)
    assert other.outcome == "planned"


def test_what_pausing_cannot_be(cast: Cast):
    made, me = broke(cast), cast.asking("writer")
    ask = asks.plan_ask(me, relationship=cast.kamil.pk, what="Road").row
    with cannot_be("No request is chosen."):
        breaches.pause_requests(me, key=made.pk, asks=[], because="Trust first.")
    with cannot_be("Pausing a request needs a reason."):
        breaches.pause_requests(me, key=made.pk, asks=[ask.pk], because=" ")
    with cannot_be("The day to ask again is not ahead."):
        breaches.pause_requests(me, key=made.pk, asks=[ask.pk], because="So.", until=DAY)
    with pytest.raises(NotThere):
        breaches.pause_requests(me, key=made.pk, asks=[uuid.uuid4()], because="So.")


# stages


def test_no_stage_is_passed_over_unseen(cast: Cast):
    made = broke(cast)
    for stage in SKIPPABLE[1:]:
        with cannot_be("The repair is at another stage: listen."):
            step(cast, made, stage)
        with cannot_be("The repair is at another stage: listen."):
            repair.go_on_without(
                cast.asking("writer"), breach=made.pk, stage=stage, because="No time."
            )
    with cannot_be("The repair is at another stage: listen."):
        breaches.review_repair(cast.asking("writer"), key=made.pk, ended="repaired", why="Tea.")


def test_one_goes_on_without_a_stage_with_a_reason_and_takes_it_back(cast: Cast):
    made, me = broke(cast), cast.asking("writer")
    with cannot_be("Going on without it needs a reason."):
        repair.go_on_without(me, breach=made.pk, stage="listen", because=" ")
    passed = repair.go_on_without(me, breach=made.pk, stage="listen", because="He is away.").row
    assert (passed.skipped, passed.text, passed.by) == (True, "He is away.", cast.writer)
    assert standing(made, DAY).stage == "cool"
    cooled = step(cast, made, "cool")
    repair.remove_of_breach(me, RepairStep, key=passed.pk)
    assert standing(made, DAY).stage == "listen"
    assert RepairStep.objects.get() == cooled, "what was done stays"


def test_each_stage_with_its_step_up_to_the_review(cast: Cast):
    made = broke(cast)
    for stage in SKIPPABLE:
        assert standing(made, DAY).stage == stage
        step(cast, made, stage)
    assert standing(made, DAY).stage == "review"


def test_both_sides_cool_off_for_a_day(cast: Cast):
    made = broke(cast)
    step(cast, made, "listen")
    assert step(cast, made, "cool").until == DAY + timedelta(1)
    with cannot_be("The end is before the beginning."):
        step(cast, made, "cool", until=DAY - timedelta(1))


def test_promises_and_contacts_since_the_breach_are_counted_from_the_records(cast: Cast):
    made = broke(cast, days_ago=9, on=DAY - timedelta(9))
    go_up_to(cast, made, "promises")
    assert standing(made, DAY) == standing(made, DAY).__class__("promises", 0, 0)
    promise = commitments.make_commitment(
        cast.asking("writer"), relationship=cast.kamil.pk, text="A call"
    ).row
    commitments.settle_commitment(cast.asking("writer"), key=promise.pk, state="kept")
    assert standing(made, DAY).stage == "contacts"
    for days_ago in (4, 2):
        cast.meet(days_ago=days_ago, asked=False)
    assert (standing(made, DAY).stage, standing(made, DAY).contacts) == ("review", 2)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"text": " "}, "A step needs a text."),
        ({"on": DAY + timedelta(1)}, "This date is in the future."),
        ({"on": DAY - timedelta(1)}, "This is before the day trust broke."),
        ({"stage": "review"}, "review is not one of the choices."),
        ({"speaker": uuid.uuid4()}, "This colleague is not in the circle."),
    ],
)
def test_what_a_step_cannot_be(cast: Cast, told, says):
    made = broke(cast)
    with cannot_be(says):
        step(cast, made, **{"stage": "listen", **told})


# demands, and names


def test_three_demands_are_screened_three_ways(cast: Cast):
    me, made = cast.asking("writer"), broke(cast)
    line = mandates.draw_red_line(
        me, topic="data", text="No numbers.", refusals={"en": "We give numbers to nobody."}
    ).row
    letter, numbers, briefing = (
        repair.add_demand(me, breach=made.pk, text=text).row
        for text in ("A written apology", "The numbers of our staff", "A monthly briefing")
    )
    screen = {"red_line": line.pk, "refer_to": cast.keeper.pk}
    repair.screen_demand(me, key=letter.pk, screened="refer", **screen)
    repair.screen_demand(
        me, key=numbers.pk, screened="red_line", refusal=" We give them to nobody. ", **screen
    )
    repair.screen_demand(me, key=briefing.pk, screened="acceptable", **screen)
    rows = {one.screened: one for one in Demand.objects.all()}
    assert (rows["refer"].refer_to, rows["refer"].red_line) == (cast.keeper, None)
    assert (rows["red_line"].red_line, rows["red_line"].refer_to) == (line, None)
    assert rows["red_line"].refusal == "We give them to nobody."
    assert rows["acceptable"].screened_on == DAY
    mandates.remove_red_line(me, key=line.pk)
    assert Demand.objects.get(screened="red_line").red_line is None


def test_a_red_line_of_another_office_is_none_of_ours(cast: Cast):
    demand = repair.add_demand(cast.asking("writer"), breach=broke(cast).pk, text="A letter").row
    with pytest.raises(NotThere):
        repair.screen_demand(
            cast.asking("writer"), key=demand.pk, screened="red_line", red_line=uuid.uuid4()
        )


def test_whose_name_we_may_mention(cast: Cast):
    made = broke(cast)
    told = {"who": "Haji Musa", "for_what": "That he knows us", "on": DAY - timedelta(30)}
    named = repair.note_name(cast.asking("writer"), breach=made.pk, **told).row
    assert (named.who, named.on, named.until) == ("Haji Musa", DAY - timedelta(30), None)
    until = {"until": DAY - timedelta(31)}
    with cannot_be("The end is before the beginning."):
        repair.change_of_breach(cast.asking("writer"), NameConsent, key=named.pk, **until)
    with cannot_be("For what: this cannot be left empty."):
        repair.note_name(cast.asking("writer"), breach=made.pk, who="Haji Musa", for_what=" ")


@pytest.mark.parametrize(
    ("verb", "do"),
    [
        ("take_repair_step", lambda me, key: repair.take_repair_step(
            me, breach=key, stage="listen", text="They shouted.")),
        ("go_on_without", lambda me, key: repair.go_on_without(
            me, breach=key, stage="listen", because="Away.")),
        ("add_demand", lambda me, key: repair.add_demand(me, breach=key, text="A letter")),
        ("note_name", lambda me, key: repair.note_name(me, breach=key, who="A", for_what="B")),
        ("review_repair", lambda me, key: breaches.review_repair(
            me, key=key, ended="distance", why="They wish it.")),
        ("change_breach", lambda me, key: breaches.change_breach(me, key=key, seen_by="All")),
    ],
)  # fmt: skip
def test_each_is_one_change_set_that_is_undone_whole(cast: Cast, verb, do):
    made = broke(cast)
    is_one_change_set(cast, lambda: do(cast.asking("writer"), made.pk), verb)


# the review


@pytest.mark.parametrize(
    ("ended", "stage", "phase"),
    [
        ("repaired", "working_trust", "engagement"),
        ("distance", "distance", "engagement"),
        ("closed", "closed", "closed"),
    ],
)
def test_a_review_says_where_the_relationship_stands(cast: Cast, ended, stage, phase):
    trusted(cast)
    made = broke(cast)
    go_up_to(cast, made, "review")
    breaches.review_repair(cast.asking("writer"), key=made.pk, ended=ended, why="We drank tea.")
    assert stood(cast) == (stage, phase)
    made.refresh_from_db()
    assert (made.ended, made.ended_on, made.ended_because) == (ended, DAY, "We drank tea.")
    assert made.repairsteps.get(stage="review").text == "We drank tea."


def test_a_distance_can_be_kept_at_any_stage(cast: Cast):
    made = broke(cast)
    breaches.review_repair(cast.asking("writer"), key=made.pk, ended="distance", why="They ask it.")
    assert stood(cast)[0] == "distance"


def test_the_review_taken_back_the_repair_goes_on(cast: Cast):
    trusted(cast)
    made = broke(cast)
    go_up_to(cast, made, "review")
    breaches.review_repair(cast.asking("writer"), key=made.pk, ended="repaired", why="Tea.")
    review = made.repairsteps.get(stage="review")
    repair.remove_of_breach(cast.asking("writer"), RepairStep, key=review.pk)
    made.refresh_from_db()
    assert (made.ended, made.ended_on) == ("", None)
    assert stood(cast) == ("strained", "repair")


def test_with_another_breach_open_one_review_leaves_it_strained(cast: Cast):
    first, _ = broke(cast), broke(cast, what="A late convoy")
    go_up_to(cast, first, "review")
    breaches.review_repair(cast.asking("writer"), key=first.pk, ended="repaired", why="Tea.")
    assert stood(cast) == ("strained", "repair")


# who sees it


def test_of_a_severe_person_all_of_it_is_severe(cast: Cast):
    made = broke(cast)
    listened = step(cast, made, "listen")
    demand = repair.add_demand(cast.asking("writer"), breach=made.pk, text="A letter").row
    named = repair.note_name(cast.asking("writer"), breach=made.pk, who="A", for_what="B").row
    access.set_access(
        cast.asking("writer"), key=cast.kamil.pk, sensitivity=3, named=[cast.writer.pk]
    )
    for row in (made, listened, demand, named):
        kind = type(row)
        assert kind.objects.get(pk=row.pk).sensitivity == Sensitivity.SEVERE
        assert kind.objects.visible_to(cast.writer).exists()
        assert not kind.objects.visible_to(cast.reader).exists()


def test_blame_of_a_colleague_by_name_is_noticed_once_they_are_one_of_us(cast: Cast):
    made = broke(cast)
    for stage in ("listen", "cool"):
        step(cast, made, stage)
    step(cast, made, "understand", text="Quillon forgot the list.")
    assert not Finding.objects.filter(code="P04").exists()
    added = team.add_colleague(cast.asking("keeper"), name="Quillon Amon", sign_in="quillon")
    assert Finding.objects.filter(code="P04").exists()
    history.undo(cast.asking("keeper"), key=added.key)
    assert not Finding.objects.filter(code="P04").exists()


def test_what_they_said_themselves_is_theirs_and_blames_nobody_for_us(cast: Cast):
    made = broke(cast)
    step(cast, made, "listen", text="He says: our interpreter messed up.")
    repair.add_demand(cast.asking("writer"), breach=made.pk, text="Your driver is to blame: go")
    assert not Finding.objects.filter(code="P04").exists()
