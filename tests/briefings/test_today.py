"""The morning's page: what to do today and why, soonest first."""

from datetime import timedelta

import pytest

from briefings.counting import questions
from cast import Cast, asked_by, at, rejudge_due
from rapport.actions import asks, commitments, interactions, occasions, team, upkeep
from rapport.briefings.entries import all_together
from rapport.briefings.person import person
from rapport.briefings.pressing import TOGETHER_FROM, Span
from rapport.briefings.today import AT_MOST, today
from rapport.records import judging
from rapport.records.models import Colleague, Sensitivity

DAY = Cast.DAY


def morning(cast, by="writer", **how):
    rejudge_due(today=DAY)
    return today(asked_by(cast.who(by)), **how)


def codes(page):
    return {
        heading.span.value: [one.finding.code for one in heading.entries]
        for heading in page.headings
    }


def steps(page):
    return [one.step for part in page.headings for one in part.entries if one.step]


def promise(cast, ahead, who=None, **how):
    about = {"asking": asked_by(cast.writer), "relationship": (who or cast.kamil).pk}
    return commitments.make_commitment(
        **about, text="Chalk.", due=DAY + timedelta(ahead), **how
    ).row


def entry(page, alias="Abu Kamil"):
    return next(one for part in page.headings for one in part.entries if one.alias == alias)


def test_each_person_has_their_turn_when_what_presses_most_has(cast: Cast):
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
        "week": ["E02", "K01", "U03", "U01"],
        "later": ["K05", "E06"],
    }


def test_a_person_is_one_entry_with_the_most_pressing_line_and_how_much_more(cast: Cast):
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    promise(cast, 0)
    occasions.note_occasion(**about, name="Eid", feast="eid_al_fitr", mentioned_by_them=True)
    page = morning(cast)
    assert codes(page) == {"today": ["K01"]}
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
    assert codes(morning(cast))["today"] == ["K02"]
    upkeep.waive(**about, code="K02", reason="They know.", until=DAY + timedelta(9))
    assert codes(morning(cast)) == {"today": ["K01"]}


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
    page = morning(cast)
    assert [[one.alias for one in part.entries] for part in page.headings] == [
        ["Abu Kamil"],
        ["Number 1", "Number 2", "Number 0"],
    ]
    assert [part.span for part in page.headings] == [Span.TODAY, Span.WEEK]


def test_no_more_than_a_few_are_shown_and_it_says_how_many_more_wait(cast: Cast):
    for number in range(AT_MOST + 3):
        promise(cast, 0, cast.add(f"Number {number}"))
    words = morning(cast).headings[0]
    assert (len(words.entries), words.more, words.count) == (AT_MOST, 3, AT_MOST + 3)
    words = morning(cast, at_most=AT_MOST + 3).headings[0]
    assert (len(words.entries), words.more, words.count) == (AT_MOST + 3, 0, AT_MOST + 3)


def test_the_spans_that_are_not_asked_for_are_counted_alone(cast: Cast):
    promise(cast, 0), promise(cast, 1, cast.add("Number 1"))
    whole, part = morning(cast), morning(cast, only=Span.WEEK)
    assert [one.count for one in part.headings] == [one.count for one in whole.headings] == [1, 1]
    assert codes(part) == {"today": [], "week": ["K01"]}


def test_what_was_set_aside_is_left_out_until_its_day(cast: Cast):
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    assert codes(morning(cast)) == {"week": ["U01"]}
    upkeep.waive(**about, code="U01", reason="Leave.", until=DAY + timedelta(2))
    assert codes(morning(cast)) == {}
    assert morning(cast).snoozed == 1
    rejudge_due(today=DAY + timedelta(3))
    later = today(asked_by(cast.writer, day=DAY + timedelta(3)))
    assert (codes(later), later.snoozed) == ({"week": ["U01"]}, 0)


def test_mine_are_those_i_lead_and_all_are_those_i_may_see(cast: Cast):
    promise(cast, 1)
    assert codes(morning(cast)) == {"week": ["K01"]}
    assert codes(morning(cast, "keeper", mine=True)) == {}
    assert codes(morning(cast, "keeper", mine=False)) == {"week": ["K01"]}
    cast.hand_over("keeper")
    assert codes(morning(cast)) == {}
    assert codes(morning(cast, "keeper", mine=True)) == {"week": ["K01"]}


def test_nothing_of_another_circle_or_of_severe_records_is_told(cast: Cast):
    severe = cast.add("The heron", sensitivity=Sensitivity.SEVERE)
    promise(cast, 1, severe)
    cast.meet(1, whom=severe, next_step="Call the heron", next_step_on=DAY)
    for who in ("keeper", "reader", "outsider"):
        page = morning(cast, who, mine=False)
        told = {one.alias for heading in page.headings for one in heading.entries}
        assert not told & ({"The heron"} | ({"Abu Kamil"} if who == "outsider" else {"Umm Sahar"}))
        assert steps(page) == []
        assert not [falls for day in page.week for falls in day.falls if "heron" in str(falls)]
    assert [step.alias for step in steps(morning(cast))] == ["The heron"]
    assert "heron" in str(morning(cast).week)


@pytest.mark.parametrize(
    ("ahead", "shown"), [(-300, True), (-8, True), (0, True), (1, True), (2, False)]
)
def test_a_next_step_is_told_from_the_eve_until_it_is_done(cast: Cast, ahead, shown):
    visit = cast.meet(310, next_step="Bring chalk", next_step_on=DAY + timedelta(ahead))
    found = steps(morning(cast))
    assert [(one.alias, one.text) for one in found] == ([("Abu Kamil", "Bring chalk")] * shown)
    interactions.finish_next_step(asked_by(cast.writer), key=visit.pk)
    assert steps(morning(cast)) == []


def test_a_next_step_is_mine_if_i_was_there(cast: Cast):
    cast.meet(2, next_step="Bring chalk", next_step_on=DAY)
    assert steps(morning(cast, "keeper", mine=True)) == []
    assert len(steps(morning(cast, "keeper", mine=False))) == 1


def test_next_steps_stand_in_the_row_of_their_person(cast: Cast):
    for ago in (1, 5, 3):
        cast.meet(9, next_step=f"{ago}", next_step_on=DAY - timedelta(ago))
    (row,) = morning(cast).headings[0].entries
    assert (row.alias, row.finding, row.step.text) == ("Abu Kamil", None, "5")
    assert [one.text or one.code for one in row.also] == ["3", "1", "E06"]
    assert row.more == 3


def test_of_a_step_and_a_promise_the_older_comes_first(cast: Cast):
    cast.meet(9, next_step="Bring chalk", next_step_on=DAY - timedelta(1))
    promise(cast, 0)
    assert steps(morning(cast))
    commitments.make_commitment(
        asking=asked_by(cast.writer, 30), relationship=cast.kamil.pk, text="x", due=at(9)["today"]
    )
    (row,) = morning(cast).headings[0].entries
    assert (row.finding.code, row.also[0].text) == ("K02", "Bring chalk")


def test_a_step_alone_is_a_row_and_is_not_told_together_with_others(cast: Cast):
    for number in range(TOGETHER_FROM):
        cast.meet(3, whom=cast.add(f"Untold {number}", days_ago=10))
    step = {"next_step": "Chalk", "next_step_on": DAY}
    cast.meet(2, whom=cast.add("With a step", days_ago=10), **step)
    page = morning(cast)
    (line,) = next(one for one in page.headings if one.span == Span.LATER).together
    assert line.count == TOGETHER_FROM
    listed = all_together(cast.asking("writer"), line.code, mine=True).together.people
    assert "With a step" not in {one.alias for one in listed}
    assert [one.alias for one in page.headings[0].entries] == ["With a step"]


def test_the_coming_days_say_what_falls_on_them(cast: Cast):
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    promise(cast, 2), promise(cast, 2, by="them"), promise(cast, 7)
    asks.plan_ask(**about, what="Way", planned_for=DAY + timedelta(3))
    occasions.note_occasion(**about, name="Eid", feast="eid_al_fitr", mentioned_by_them=True)
    cast.meet(1, next_step="Call", next_step_on=DAY + timedelta(6))
    told = [
        ((one.day - DAY).days, sorted(falls.kind.value for falls in one.falls))
        for one in morning(cast).week
    ]
    eid = next(day for day, kinds in told if "occasion" in kinds)
    assert [pair for pair in told if pair[0] != eid] == [
        (2, ["ours", "theirs"]),
        (3, ["request"]),
        (6, ["step"]),
    ]
    assert morning(cast, "keeper", mine=True).week == ()
    assert len(morning(cast, "keeper", mine=False).week) == len(told)


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
    word = entry(morning(cast)).finding
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
    assert codes(morning(cast)) == {"today": ["U02"]}
    assert entry(morning(cast)).more == 2
    promise(cast, 0)
    assert codes(morning(cast)) == {"today": ["K01"]}
    assert entry(morning(cast)).more == 3
