"""Gifts in the register, how a conflict of interest is managed, and who says something hard."""

from datetime import timedelta
from typing import Any

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast, asked_by
from rapport.actions import correcting, gifts, hard_messages, meetings, who_goes
from rapport.records import judging
from rapport.records.models import (
    Colleague,
    Finding,
    Gift,
    Interest,
    Meeting,
    Office,
    OurPart,
    Sensitivity,
)
from rapport.records.refusals import NotThere, NotYours


def given(cast: Cast, by: str = "writer", **said: Any) -> Gift:
    about = {"relationship": cast.kamil.pk, "way": "received", "what": "A carpet", **said}
    return gifts.register_gift(cast.asking(by), **about).row


def codes(cast: Cast) -> set[str]:
    judging.rejudge_all(today=cast.DAY)
    return set(Finding.objects.filter(relationship=cast.kamil).values_list("code", flat=True))


def test_a_gift_is_registered_as_ones_own_and_taken_back(cast: Cast):
    is_one_change_set(cast, lambda: given(cast), "register_gift")
    gift = given(cast, amount=40, currency=" USD ", why=" He insisted. ")
    assert (gift.colleague, gift.on, gift.currency, gift.why) == (
        *(cast.writer, cast.DAY, "USD"),
        "He insisted.",
    )


def test_whoever_only_reads_registers_their_own_and_nobody_elses(cast: Cast):
    assert given(cast, by="reader").colleague == cast.reader
    with pytest.raises(NotYours):
        given(cast, by="reader", colleague=cast.writer.pk)
    with pytest.raises(NotThere):
        given(cast, by="outsider")


def test_a_gift_of_a_day_to_come_or_without_words_is_refused(cast: Cast):
    with cannot_be("in the future"):
        given(cast, on=cast.DAY + timedelta(days=1))
    with cannot_be("cannot be left empty"):
        given(cast, what=" ")


def test_another_colleague_reviews_it_and_it_falls_silent(cast: Cast):
    gift = given(cast, on=cast.DAY - timedelta(days=9))
    assert "B03" in codes(cast)
    with cannot_be("your own gift"):
        gifts.review_gift(cast.asking("writer"), key=gift.pk)
    with cannot_be("reviewed before it was given"):
        gifts.review_gift(cast.asking("reader"), key=gift.pk, on=gift.on - timedelta(days=1))
    gifts.review_gift(cast.asking("reader"), key=gift.pk, remark="It hangs in the office.")
    gift.refresh_from_db()
    assert (gift.reviewed_by, gift.reviewed_on) == (cast.reader, cast.DAY)
    assert "B03" not in codes(cast)


def test_another_gift_than_was_reviewed_waits_again(cast: Cast):
    gift = given(cast, amount=4)
    gifts.review_gift(cast.asking("keeper"), key=gift.pk)
    correcting.change_record(cast.asking("writer"), Gift, key=gift.pk, why="Tea.")
    assert Gift.objects.get().reviewed_by == cast.keeper, "the reason is not the gift"
    correcting.change_record(cast.asking("writer"), Gift, key=gift.pk, amount=4000)
    gift = Gift.objects.get()
    assert (gift.reviewed_by, gift.reviewed_on, gift.remark) == (None, None, "")


def test_an_office_says_from_what_worth_on_a_review_is_needed(cast: Cast):
    given(cast, on=cast.DAY - timedelta(days=9), amount=4)
    assert "B03" in codes(cast)
    Office.objects.update(rule_settings={"B03": {"amount": 20}})
    assert "B03" not in codes(cast)


def declared(cast: Cast, days_ago: int = 3) -> Interest:
    return who_goes.declare_interest(
        cast.asking("writer"),
        relationship=cast.kamil.pk,
        kind="family",
        text="A cousin.",
        declared_on=cast.DAY - timedelta(days=days_ago),
    ).row


def test_managed_is_who_decides_instead_until_when(cast: Cast):
    one = declared(cast)
    assert "T05" in codes(cast)
    until = cast.DAY + timedelta(days=20)
    managed = {"decides": cast.keeper.pk, "managed_until": until}
    is_one_change_set(
        cast,
        lambda: who_goes.manage_interest(cast.asking("writer"), key=one.pk, **managed),
        "manage_interest",
    )
    who_goes.manage_interest(cast.asking("writer"), key=one.pk, **managed)
    one.refresh_from_db()
    assert (one.decides, one.managed_until, one.is_managed(cast.DAY)) == (cast.keeper, until, True)
    assert "T05" not in codes(cast)
    assert not one.is_managed(until + timedelta(days=1))


def test_whoever_is_in_conflict_cannot_decide_instead_of_themselves(cast: Cast):
    one = declared(cast)
    with cannot_be("decide in their own place"):
        who_goes.manage_interest(cast.asking("keeper"), key=one.pk, decides=cast.writer.pk)
    who_goes.manage_interest(cast.asking("keeper"), key=one.pk, decides=cast.keeper.pk)
    with cannot_be("decide in their own place"):
        correcting.change_record(
            cast.asking("keeper"), Interest, key=one.pk, colleague=cast.keeper.pk
        )


def test_who_cannot_see_the_person_decides_nothing(cast: Cast):
    one = declared(cast)
    with cannot_be("not in the circle"):
        who_goes.manage_interest(cast.asking("writer"), key=one.pk, decides=cast.outsider.pk)


def hard(cast: Cast, **said: Any) -> Meeting:
    lead = [(cast.writer.pk, OurPart.LEAD)]
    told = {"theirs": [(cast.kamil.pk,)], "on": cast.DAY + timedelta(days=2), "ours": lead}
    return meetings.plan_meeting(cast.asking("writer"), **told, is_hard=True, **said).row[0]


def test_another_is_chosen_to_say_it_and_goes_along(cast: Cast):
    plan = hard(cast)
    assert "B04" in codes(cast)
    chosen = {"key": plan.pk, "bringer": cast.keeper.pk, "first_words": " The answer is no. "}
    is_one_change_set(
        cast,
        lambda: hard_messages.choose_bringer(cast.asking("writer"), **chosen),
        "choose_bringer",
    )
    hard_messages.choose_bringer(cast.asking("writer"), **chosen)
    plan.refresh_from_db()
    assert (plan.bringer, plan.first_words) == (cast.keeper, "The answer is no.")
    assert {one.colleague: one.part for one in plan.ours.all()} == {
        cast.writer: OurPart.LEAD,
        cast.keeper: OurPart.SECOND,
    }
    assert "B04" not in codes(cast)
    hard_messages.choose_bringer(cast.asking("writer"), key=plan.pk, bringer=None)
    assert "B04" in codes(cast)


def test_who_says_it_must_see_the_meeting_and_only_writers_choose(cast: Cast):
    plan = hard(cast)
    with cannot_be("not in the circle"):
        hard_messages.choose_bringer(cast.asking("writer"), key=plan.pk, bringer=cast.outsider.pk)
    whom = cast.add("The governess", sensitivity=Sensitivity.SEVERE)
    severe = meetings.plan_meeting(
        cast.asking("writer"), theirs=[(whom.pk,)], on=cast.DAY, is_hard=True
    ).row[0]
    with cannot_be("cannot see this meeting"):
        hard_messages.choose_bringer(cast.asking("writer"), key=severe.pk, bringer=cast.keeper.pk)
    is_for_writers_only(
        cast,
        lambda who: hard_messages.choose_bringer(
            cast.asking(who), key=plan.pk, bringer=cast.keeper.pk
        ),
    )


def test_whom_to_call_is_said_by_those_who_look_after_us(cast: Cast):
    for who in ("writer", "reader"):
        with pytest.raises(NotThere):
            gifts.set_whom_to_call(cast.asking(who), whom_to_call="x")
    gifts.set_whom_to_call(cast.asking("keeper"), whom_to_call=" The counsellor. ")
    assert Office.objects.get().whom_to_call == "The counsellor."
    assert asked_by(Colleague.objects.get(pk=cast.reader.pk)).me.office.whom_to_call
