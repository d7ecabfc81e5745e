"""The morning's page: what to do today and why, soonest first."""

from datetime import timedelta

import pytest

from briefings.counting import questions
from cast import Cast, asked_by, at, rejudge_due
from rapport.actions import asks, commitments, interactions, occasions, team, upkeep
from rapport.briefings.person import person
from rapport.briefings.today import AT_MOST, today
from rapport.records import judging
from rapport.records.models import Colleague, Section, Sensitivity

DAY = Cast.DAY


def morning(cast, by="writer", **how):
    rejudge_due(today=DAY)
    return today(asked_by(cast.who(by)), **how)


def codes(page):
    return {
        Section(heading.section).name: [one.finding.code for one in heading.entries]
        for heading in page.headings
    }


def promise(cast, ahead, who=None, **how):
    about = {"asking": asked_by(cast.writer), "relationship": (who or cast.kamil).pk}
    return commitments.make_commitment(
        **about, text="Chalk.", due=DAY + timedelta(ahead), **how
    ).row


def entry(page, alias="Abu Kamil"):
    return next(one for part in page.headings for one in part.entries if one.finding.alias == alias)


def test_each_person_stands_in_the_section_of_what_presses_most(cast: Cast):
    def about(who):
        return {"asking": asked_by(cast.writer), "relationship": who.pk}

    word, theirs, asked, feast = (
        cast.add(name, days_ago=10) for name in ("Word", "Theirs", "Asked", "Feast")
    )
    promise(cast, 1, word)
    late = {"relationship": theirs.pk, "text": "y", "by": "them", "due": at(9)["today"]}
    commitments.make_commitment(asking=asked_by(cast.writer, 10), **late)
    asks.plan_ask(**about(asked), what="Way", planned_for=DAY + timedelta(3))
    occasions.note_occasion(**about(feast), name="Eid", feast="eid_al_fitr", mentioned_by_them=True)
    met = cast.add("Met", days_ago=10)
    cast.meet(5, whom=met)
    assert codes(morning(cast)) == {
        "CHECK_IN": ["U01"],
        "OUR_WORD": ["K01"],
        "THEIR_WORD": ["K05"],
        "ASK": ["E02"],
        "OCCASION": ["U03"],
        "WORTH_A_LOOK": ["E06"],
    }


def test_a_person_is_one_entry_with_the_most_pressing_line_and_how_much_more(cast: Cast):
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    promise(cast, 0)
    occasions.note_occasion(**about, name="Eid", feast="eid_al_fitr", mentioned_by_them=True)
    page = morning(cast)
    assert codes(page) == {"OUR_WORD": ["K01"]}
    assert entry(page).more == 2
    assert len(person(asked_by(cast.writer), cast.kamil.pk).findings) == 3


def test_what_is_said_better_by_another_is_not_counted_as_more(cast: Cast):
    late = {"relationship": cast.kamil.pk, "text": "x", "due": at(9)["today"]}
    commitments.make_commitment(asking=asked_by(cast.writer, 30), **late)
    found = entry(morning(cast))
    assert (found.finding.code, found.more) == ("K02", 1)


def test_a_late_promise_is_told_once_and_again_if_one_way_to_say_it_is_set_aside(cast: Cast):
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    commitments.make_commitment(
        asking=asked_by(cast.writer, 30), relationship=cast.kamil.pk, text="x", due=at(9)["today"]
    )
    assert codes(morning(cast))["OUR_WORD"] == ["K02"]
    upkeep.waive(**about, code="K02", reason="They know.", until=DAY + timedelta(9))
    assert codes(morning(cast))["OUR_WORD"] == ["K01"]


def test_a_promise_soon_due_beside_a_late_one_counts_as_more(cast: Cast):
    commitments.make_commitment(
        asking=asked_by(cast.writer, 30), relationship=cast.kamil.pk, text="x", due=at(9)["today"]
    )
    promise(cast, 2)
    assert (entry(morning(cast)).finding.code, entry(morning(cast)).more) == ("K02", 2)


def test_soonest_comes_first(cast: Cast):
    for number, ahead in enumerate((5, 1, 3)):
        promise(cast, ahead, cast.add(f"Number {number}"))
    promise(cast, 0)
    words = next(one for one in morning(cast).headings if one.section == Section.OUR_WORD)
    assert [one.finding.alias for one in words.entries] == [
        "Abu Kamil",
        "Number 1",
        "Number 2",
        "Number 0",
    ]
    soon = [one.finding.when for one in words.entries]
    assert soon == sorted(soon)


def test_no_more_than_a_few_are_shown_and_it_says_how_many_more_wait(cast: Cast):
    for number in range(AT_MOST + 3):
        promise(cast, 1, cast.add(f"Number {number}"))
    words = next(one for one in morning(cast).headings if one.section == Section.OUR_WORD)
    assert (len(words.entries), words.more, words.count) == (AT_MOST, 3, AT_MOST + 3)
    every = morning(cast, at_most=AT_MOST + 3).headings
    words = next(one for one in every if one.section == Section.OUR_WORD)
    assert (len(words.entries), words.more, words.count) == (AT_MOST + 3, 0, AT_MOST + 3)


def test_what_was_set_aside_is_left_out_until_its_day(cast: Cast):
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    assert "CHECK_IN" in codes(morning(cast))
    upkeep.waive(**about, code="U01", reason="Leave.", until=DAY + timedelta(2))
    assert "CHECK_IN" not in codes(morning(cast))
    rejudge_due(today=DAY + timedelta(3))
    assert "CHECK_IN" in codes(today(asked_by(cast.writer, day=DAY + timedelta(3))))


def test_mine_are_those_i_lead_and_all_are_those_i_may_see(cast: Cast):
    promise(cast, 1)
    assert codes(morning(cast))["OUR_WORD"] == ["K01"]
    assert codes(morning(cast, "keeper", mine=True)) == {}
    assert codes(morning(cast, "keeper", mine=False))["OUR_WORD"] == ["K01"]
    cast.hand_over("keeper")
    assert codes(morning(cast)) == {}
    assert codes(morning(cast, "keeper", mine=True))["OUR_WORD"] == ["K01"]


def test_nothing_of_another_circle_or_of_severe_records_is_told(cast: Cast):
    severe = cast.add("The heron", sensitivity=Sensitivity.SEVERE)
    promise(cast, 1, severe)
    cast.meet(1, whom=severe, next_step="Call the heron", next_step_on=DAY)
    for who in ("keeper", "reader", "outsider"):
        page = morning(cast, who, mine=False)
        told = {one.finding.alias for heading in page.headings for one in heading.entries}
        assert not told & ({"The heron"} | ({"Abu Kamil"} if who == "outsider" else {"Umm Sahar"}))
        assert page.next_steps == ()
    assert [step.alias for step in morning(cast).next_steps] == ["The heron"]


@pytest.mark.parametrize(
    ("ahead", "shown"), [(-300, True), (-8, True), (0, True), (1, True), (2, False)]
)
def test_a_next_step_is_told_from_the_eve_until_it_is_done(cast: Cast, ahead, shown):
    visit = cast.meet(310, next_step="Bring chalk", next_step_on=DAY + timedelta(ahead))
    steps = morning(cast).next_steps
    assert [(one.alias, one.text) for one in steps] == ([("Abu Kamil", "Bring chalk")] * shown)
    interactions.finish_next_step(asked_by(cast.writer), key=visit.pk)
    assert morning(cast).next_steps == ()


def test_a_next_step_is_mine_if_i_was_there(cast: Cast):
    cast.meet(2, next_step="Bring chalk", next_step_on=DAY)
    assert morning(cast, "keeper", mine=True).next_steps == ()
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
    word = next(one for one in found if one.section == Section.OUR_WORD).entries[0].finding
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


def test_of_what_is_equally_soon_a_promise_comes_before_a_check_in_and_that_before_a_look(
    cast: Cast,
):
    cast.meet(80, line="A call from كامل الراشد.")
    assert codes(morning(cast)) == {"CHECK_IN": ["U02"]}
    assert entry(morning(cast)).more == 2
    promise(cast, 0)
    assert codes(morning(cast)) == {"OUR_WORD": ["K01"]}
    assert entry(morning(cast)).more == 3
