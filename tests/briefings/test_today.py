"""The morning's page: what to do today and why, soonest first."""

from datetime import timedelta

import pytest

from briefings.counting import questions
from cast import Cast, asked_by, at
from rapport.actions import asks, commitments, occasions, relationships, team, upkeep
from rapport.briefings.today import AT_MOST, today
from rapport.records import judging
from rapport.records.models import Colleague, Section, Sensitivity

DAY = Cast.DAY


def morning(cast, by="writer", **how):
    judging.rejudge_due(today=DAY)
    return today(asked_by(cast.who(by)), **how)


def codes(page):
    return {
        Section(heading.section).name: [one.code for one in heading.findings]
        for heading in page.headings
    }


def promise(cast, ahead, who=None, **how):
    about = {"asking": asked_by(cast.writer), "relationship": (who or cast.kamil).pk}
    return commitments.make_commitment(
        **about, text="Chalk.", due=DAY + timedelta(ahead), **how
    ).row


def test_each_finding_stands_in_its_section(cast: Cast):
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    cast.meet(39, asked=True)
    commitments.make_commitment(
        asking=asked_by(cast.writer, 30), relationship=cast.kamil.pk, text="x", due=at(9)["today"]
    )
    commitments.make_commitment(
        asking=asked_by(cast.writer, 30),
        relationship=cast.kamil.pk,
        text="y",
        by="them",
        due=at(9)["today"],
    )
    occasions.note_occasion(**about, name="Eid", feast="eid_al_fitr", mentioned_by_them=True)
    new = {"relationship": cast.kamil.pk, "what": "Way", "planned_for": DAY + timedelta(3)}
    asks.plan_ask(asking=asked_by(cast.writer), **new)
    said = codes(morning(cast))
    assert list(said) == [one.name for one in Section]
    assert said["CHECK_IN"] == ["U01"]
    assert said["OUR_WORD"] == ["K02"]
    assert said["THEIR_WORD"] == ["K05"]
    assert set(said["ASK"]) == {"E01", "E02", "K04"}
    assert said["OCCASION"] == ["U03"]


def test_a_late_promise_is_told_once_and_again_if_one_way_to_say_it_is_set_aside(cast: Cast):
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    commitments.make_commitment(
        asking=asked_by(cast.writer, 30), relationship=cast.kamil.pk, text="x", due=at(9)["today"]
    )
    assert codes(morning(cast))["OUR_WORD"] == ["K02"]
    upkeep.waive(**about, code="K02", reason="They know.", until=DAY + timedelta(9))
    assert codes(morning(cast))["OUR_WORD"] == ["K01"]


def test_a_promise_soon_due_beside_a_late_one_is_told_too(cast: Cast):
    commitments.make_commitment(
        asking=asked_by(cast.writer, 30), relationship=cast.kamil.pk, text="x", due=at(9)["today"]
    )
    promise(cast, 2)
    assert sorted(codes(morning(cast))["OUR_WORD"]) == ["K01", "K02"]


def test_soonest_comes_first(cast: Cast):
    for number, ahead in enumerate((5, 1, 3)):
        promise(cast, ahead, cast.add(f"Number {number}"))
    promise(cast, 0)
    words = next(one for one in morning(cast).headings if one.section == Section.OUR_WORD)
    assert [one.alias for one in words.findings] == [
        "Abu Kamil",
        "Number 1",
        "Number 2",
        "Number 0",
    ]
    assert [one.when for one in words.findings] == sorted(one.when for one in words.findings)


def test_no_more_than_a_few_are_shown_and_it_says_that_more_wait(cast: Cast):
    for number in range(AT_MOST + 1):
        promise(cast, 1, cast.add(f"Number {number}"))
    words = next(one for one in morning(cast).headings if one.section == Section.OUR_WORD)
    assert (len(words.findings), words.more) == (AT_MOST, True)
    words = next(
        one
        for one in morning(cast, at_most=AT_MOST + 1).headings
        if one.section == Section.OUR_WORD
    )
    assert (len(words.findings), words.more) == (AT_MOST + 1, False)


def test_what_was_set_aside_is_left_out_until_its_day(cast: Cast):
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    assert "CHECK_IN" in codes(morning(cast))
    upkeep.waive(**about, code="U01", reason="Leave.", until=DAY + timedelta(2))
    assert "CHECK_IN" not in codes(morning(cast))
    judging.rejudge_due(today=DAY + timedelta(3))
    assert "CHECK_IN" in codes(today(asked_by(cast.writer, day=DAY + timedelta(3))))


def test_mine_are_those_i_lead_and_all_are_those_i_may_see(cast: Cast):
    promise(cast, 1)
    assert codes(morning(cast))["OUR_WORD"] == ["K01"]
    assert codes(morning(cast, "keeper")) == {}
    assert codes(morning(cast, "keeper", mine=False))["OUR_WORD"] == ["K01"]
    relationships.set_lead(
        asking=asked_by(cast.writer),
        key=cast.kamil.pk,
        lead=cast.keeper.pk,
    )
    assert codes(morning(cast)) == {}
    assert codes(morning(cast, "keeper"))["OUR_WORD"] == ["K01"]


def test_nothing_of_another_circle_or_of_severe_records_is_told(cast: Cast):
    severe = cast.add("The heron", sensitivity=Sensitivity.SEVERE)
    promise(cast, 1, severe)
    cast.meet(1, whom=severe, next_step="Call the heron", next_step_on=DAY)
    for who in ("keeper", "reader", "outsider"):
        page = morning(cast, who, mine=False)
        told = {one.alias for heading in page.headings for one in heading.findings}
        assert not told & ({"The heron"} | ({"Abu Kamil"} if who == "outsider" else {"Umm Sahar"}))
        assert page.next_steps == ()
    assert [step.alias for step in morning(cast).next_steps] == ["The heron"]


@pytest.mark.parametrize(
    ("ahead", "shown"), [(-8, False), (-7, True), (0, True), (1, True), (2, False)]
)
def test_a_next_step_is_told_from_the_eve_to_a_week_after(cast: Cast, ahead, shown):
    cast.meet(9, next_step="Bring chalk", next_step_on=DAY + timedelta(ahead))
    steps = morning(cast).next_steps
    assert [(one.alias, one.text) for one in steps] == ([("Abu Kamil", "Bring chalk")] * shown)


def test_a_next_step_is_mine_if_i_was_there(cast: Cast):
    cast.meet(2, next_step="Bring chalk", next_step_on=DAY)
    assert morning(cast, "keeper").next_steps == ()
    assert len(morning(cast, "keeper", mine=False).next_steps) == 1


def test_next_steps_come_in_order_of_their_day(cast: Cast):
    for ago in (1, 5, 3):
        cast.meet(9, next_step=f"{ago}", next_step_on=DAY - timedelta(ago))
    assert [one.text for one in morning(cast).next_steps] == ["5", "3", "1"]


def test_a_quiet_day_and_an_empty_book_are_told_apart(cast: Cast):
    cast.meet(1)
    team.set_rules(asking=asked_by(cast.keeper), raw={"E06": {"on": False}})
    page = morning(cast)
    assert (page.quiet, page.knows_nobody) == (True, False)
    new = team.add_colleague(asking=asked_by(cast.keeper), name="New", sign_in="new").row
    page = today(asked_by(Colleague.objects.get(pk=new.pk)))
    assert (page.quiet, page.knows_nobody) == (True, True)


def test_a_finding_tells_the_records_behind_it(cast: Cast):
    promise(cast, 1)
    found = morning(cast).headings
    word = next(one for one in found if one.section == Section.OUR_WORD).findings[0]
    assert (word.about, word.rests_on) == ("Chalk.", 1)
    assert [(one.kind, one.text) for one in word.because] == [("commitment", "Chalk.")]


def test_many_rows_ask_no_more_questions_than_one(cast: Cast):
    def live(number):
        who = cast.add(f"Number {number}", days_ago=39)
        about = {"asking": asked_by(cast.writer), "relationship": who.pk}
        cast.meet(38, whom=who, asked=True, next_step="Chalk", next_step_on=DAY, small_talk=False)
        promise(cast, 1, who), promise(cast, 1, who, by="them")
        occasions.note_occasion(**about, name="Eid", feast="eid_al_fitr", mentioned_by_them=True)
        asks.plan_ask(
            asking=asked_by(cast.writer), relationship=who.pk, what="Way", planned_for=DAY
        )

    def asked(first, last):
        for number in range(first, last):
            live(number)
        judging.rejudge_all(today=DAY)
        me = cast.writer
        return questions(lambda: today(asked_by(me)))

    one = asked(0, 1)
    assert asked(1, 12) <= one
