"""Many people with the same finding are one line; whoever reads it learns of nobody hidden."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import Q

from briefings.counting import questions
from briefings.test_hidden_rows import walk
from cast import Cast, asked_by, rejudge_due
from in_turn import seeds
from rapport.actions import commitments, history, upkeep
from rapport.briefings.entries import FIRST_FEW, all_together
from rapport.briefings.findings import SOONEST, unrepeated
from rapport.briefings.next_steps import EVE, next_steps
from rapport.briefings.pressing import TOGETHER_FROM, Span, by_person, by_span
from rapport.briefings.today import today
from rapport.records.models import (
    Circle,
    Finding,
    Membership,
    Part,
    Relationship,
    Section,
    Sensitivity,
    Waiver,
)
from rapport.records.recording import change_set
from rapport.records.refusals import NotThere, NotYours

DAY = Cast.DAY
UNTIL = DAY + timedelta(30)


def morning(cast, by="writer", **how):
    rejudge_due(today=DAY)
    return today(asked_by(cast.who(by)), **how)


def untold(cast, count, **how):
    """Add people met lately who were not told who we are: worth a look, no more (E06)."""
    people = [cast.add(f"Untold {number}", days_ago=10, **how) for number in range(count)]
    for who in people:
        cast.meet(3, whom=who, by=how.get("by", "writer"))
    return people


def look(page):
    return next(one for one in page.headings if one.span == Span.LATER)


def test_many_with_the_same_finding_are_one_line(cast: Cast):
    people = untold(cast, TOGETHER_FROM)
    section = look(morning(cast))
    (line,) = section.together
    assert (section.entries, section.count, section.more) == ((), TOGETHER_FROM, 0)
    assert (line.code, line.count) == ("E06", TOGETHER_FROM)
    assert line.sentence.startswith("Our organisation, mandate and principles")
    assert len(line.people) == FIRST_FEW
    assert {one.relationship for one in line.people} <= {who.pk for who in people}
    assert {one.alias for one in line.people} <= {f"Untold {number}" for number in range(9)}


def test_fewer_are_told_by_name(cast: Cast):
    untold(cast, TOGETHER_FROM - 1)
    section = look(morning(cast))
    assert (len(section.entries), section.together) == (TOGETHER_FROM - 1, ())


def test_who_has_something_more_urgent_is_not_in_the_line(cast: Cast):
    people = untold(cast, TOGETHER_FROM + 1)
    commitments.make_commitment(
        asked_by(cast.writer), relationship=people[0].pk, text="Chalk.", due=DAY
    )
    page = morning(cast)
    assert look(page).together[0].count == TOGETHER_FROM
    told = {one.alias: one.more for part in page.headings for one in part.entries}
    assert told["Untold 0"] == 1


@pytest.mark.parametrize("ago", [100, 40])
def test_what_is_due_now_or_this_week_keeps_its_names(cast: Cast, ago):
    for number in range(TOGETHER_FROM + 1):
        cast.add(f"Quiet {number}", days_ago=ago)
    page = morning(cast)
    assert [line for part in page.headings for line in part.together] == []
    assert page.headings[0].count >= TOGETHER_FROM + 1


def test_a_count_has_nobody_hidden_in_it(cast: Cast):
    untold(cast, TOGETHER_FROM)
    severe = untold(cast, 2, sensitivity=Sensitivity.SEVERE)
    untold(cast, TOGETHER_FROM, by="outsider")
    assert look(morning(cast)).together[0].count == TOGETHER_FROM + 2
    for by in ("reader", "keeper"):
        (line,) = look(morning(cast, by, mine=False)).together
        assert line.count == TOGETHER_FROM
        every = all_together(cast.asking(by), "E06", mine=False).together.people
        assert len(every) == TOGETHER_FROM
        assert not {one.relationship for one in every} & {who.pk for who in severe}
    assert look(morning(cast, "outsider", mine=False)).together[0].count == TOGETHER_FROM


def test_everybody_behind_the_line_is_listed(cast: Cast):
    people = untold(cast, TOGETHER_FROM + 5)
    rejudge_due(today=DAY)
    found = all_together(cast.asking("writer"), "E06", mine=True)
    assert {one.relationship for one in found.together.people} == {who.pk for who in people}
    assert (found.together.count, found.may_change) == (len(people), len(people))
    assert all_together(cast.asking("reader"), "E06", mine=False).may_change == 0
    with pytest.raises(NotThere):
        all_together(cast.asking("reader"), "E06", mine=True)


def test_setting_aside_for_all_is_one_change_set_that_can_be_taken_back(cast: Cast):
    people = untold(cast, TOGETHER_FROM)
    rejudge_due(today=DAY)
    keys = [who.pk for who in people]
    said = {"code": "E06", "reason": "At the fair on Monday.", "until": UNTIL}
    change = upkeep.waive_for_many(cast.asking("writer"), relationships=keys, **said)
    assert {waiver.relationship_id for waiver in Waiver.objects.all()} == set(keys)
    assert {tuple(waiver.seen) for waiver in change.row} == {(str(key),) for key in keys}
    assert [one for one in morning(cast).headings if one.span == Span.LATER] == []
    history.undo(cast.asking("writer"), key=change.key)
    assert not Waiver.objects.exists()
    assert look(morning(cast)).together[0].count == TOGETHER_FROM


def test_only_what_one_may_change_is_set_aside(cast: Cast):
    ours = untold(cast, TOGETHER_FROM)
    Membership.objects.create(circle=cast.elsewhere, colleague=cast.writer, part=Part.READER)
    theirs = untold(cast, 2, by="outsider")
    keys = [who.pk for who in (*ours, *theirs, cast.hidden)]
    rejudge_due(today=DAY)
    found = all_together(cast.asking("writer"), "E06", mine=False)
    assert (found.together.count, found.may_change, found.may_not_change) == (6, 4, 2)
    said = {"code": "E06", "reason": "At the fair.", "until": UNTIL}
    upkeep.waive_for_many(cast.asking("writer"), relationships=keys, **said)
    assert {row.relationship_id for row in Waiver.objects.all()} == {who.pk for who in ours}
    with pytest.raises(NotYours):
        upkeep.waive_for_many(
            cast.asking("writer"), relationships=[who.pk for who in theirs], **said
        )
    with pytest.raises(NotThere):
        upkeep.waive_for_many(cast.asking("keeper"), relationships=[cast.hidden.pk], **said)


def test_a_head_of_office_sees_all_first_and_may_choose(cast: Cast):
    assert morning(cast, "keeper").mine is False
    assert morning(cast, "keeper").headings
    assert morning(cast, "keeper", mine=True).mine is True
    assert morning(cast, "keeper", mine=True).headings == ()
    assert morning(cast, "writer").mine is True


def test_what_nobody_leads_is_everybodys(cast: Cast):
    with change_set("set_lead", cast.asking("writer")) as changes:
        for who in Relationship.objects.all():
            changes.change(who, lead=None)
    for by in ("writer", "reader", "keeper"):
        (heading,) = morning(cast, by, mine=True).headings
        assert [(one.finding.alias, one.nobody_leads) for one in heading.entries] == [
            ("Abu Kamil", True)
        ]
    assert morning(cast, "outsider", mine=True).headings[0].entries[0].finding.alias == "Umm Sahar"


def test_what_is_kept_is_worked_out_anew_once_anything_is_judged_anew(cast: Cast):
    """Nothing is recorded in between: the day has begun, and the rules have not spoken yet."""
    before = today(cast.asking("writer"), at_once=0).headings
    rejudge_due(today=DAY)
    after = today(cast.asking("writer")).headings
    assert [one.count for one in before] == []
    assert [one.count for one in after] == [1]


def told_to(me, *, mine):
    """Return all whom Today tells somebody of, by name or in a line, with how often."""
    asking = asked_by(me)
    page = today(asking, mine=mine, at_most=10_000)
    told = [one.relationship for part in page.headings for one in part.entries if one.relationship]
    for part in page.headings:
        for line in part.together:
            every = all_together(asking, line.code, mine=mine).together.people
            assert len(every) == line.count
            told += [one.relationship for one in every]
        actors = [one for one in part.entries if one.relationship is None]
        assert len(actors) <= 2
    return told, page


def most_pressing(rows):
    """Return what is left of a person's findings, the most pressing first, worked out slowly."""
    ordered = unrepeated(list(rows.order_by(*SOONEST)))
    urgent = [one for one in ordered if one.when == ordered[0].when]
    look = [one for one in urgent if one.section != Section.WORTH_A_LOOK]
    waited_for = [one for one in look if one.section != Section.CHECK_IN]
    first = (waited_for or look or urgent)[0]
    return first, [one for one in ordered if one is not first]


def rows_of(heard, relationship, me, *, mine):
    """Return what is noticed of one person in a reader's own queue, or in all they may see."""
    rows = heard.filter(relationship=relationship)
    return rows.filter(Q(lead=me) | Q(lead=None)) if mine else rows


def check(cast, seed):
    walk(cast, seed)
    chance = random.Random(seed)
    for who in Relationship.objects.order_by("pk")[::3]:
        Relationship.objects.filter(pk=who.pk).update(lead=None, judged_on=None)
    untold(cast, chance.randrange(2, 9))
    rejudge_due(today=DAY)
    met = 0
    for by in ("keeper", "writer", "reader", "outsider"):
        me = cast.who(by)
        heard = Finding.objects.visible_to(me).filter(waived_until=None)
        for mine in (False, True):
            told, page = told_to(me, mine=mine)
            rows = heard.exclude(lead__isnull=False).union(heard.filter(lead=me)) if mine else heard
            steps = Counter(one.relationship for one in next_steps(me, mine=mine, until=DAY + EVE))
            people = {row.relationship_id for row in rows} | set(steps)
            assert len(told) == len(set(told))
            assert set(told) == people
            for one in (one for part in page.headings for one in part.entries):
                if one.relationship is None:
                    continue
                theirs = rows_of(heard, one.relationship, me, mine=mine)
                others = steps[one.relationship] - bool(one.step)
                if theirs:
                    first, less = most_pressing(theirs)
                    assert one.step or one.finding.code == first.code
                    others += len(less) + bool(one.step)
                assert one.more == others
            met += len(people)
    return met


@pytest.mark.parametrize("seed", seeds([1, 2, 3]))
def test_every_person_with_a_finding_is_told_of_once(cast: Cast, seed):
    assert check(cast, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4, 24))
def test_the_same_in_many_worlds(cast: Cast, seed):
    check(cast, seed)


def test_forty_people_ask_no_more_questions_than_ten(cast: Cast):
    def asked(count):
        today(cast.asking("writer"))
        for number in range(count):
            who = cast.add(f"Late {number} of {count}", days_ago=20)
            late = {"relationship": who.pk, "text": "x", "due": DAY - timedelta(9)}
            commitments.make_commitment(asked_by(cast.writer, 20), **late)
        untold(cast, count)
        rejudge_due(today=DAY)
        return questions(lambda: today(cast.asking("writer")))

    few = asked(10)
    assert asked(40) == few


def test_people_are_put_in_order_without_knowing_their_circle(cast: Cast):
    untold(cast, TOGETHER_FROM)
    rejudge_due(today=DAY)
    standing = by_span(by_person(cast.asking("writer").me, mine=False), first=6)
    assert sum(one.people for one in standing.values()) == len(
        set(
            Finding.objects.filter(circle=Circle.objects.get(name="Talks")).values_list(
                "relationship"
            )
        )
    )
