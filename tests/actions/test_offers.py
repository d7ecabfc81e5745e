"""A lead is offered and accepted: until then nothing is handed over."""

from datetime import timedelta

import pytest

from actions.change_sets import cannot_be, is_one_change_set
from cast import Cast, asked_by
from rapport.actions import access, commitments, history, leaving, offers, relationships, team
from rapport.briefings.offers import waiting
from rapport.briefings.person import person
from rapport.briefings.today import today
from rapport.records.models import Answer, Finding, Operation, Part, Relationship, Sensitivity
from rapport.records.refusals import NotThere

DAY = Cast.DAY


@pytest.fixture(autouse=True)
def owed(cast: Cast):
    commitments.make_commitment(
        cast.asking("writer"), relationship=cast.kamil.pk, text="Chalk.", due=DAY
    )


def offer(cast, to="reader", by="writer", days_ago=0, **told):
    asking = cast.asking(by, days_ago)
    return relationships.set_lead(asking, key=cast.kamil.pk, lead=cast.who(to).pk, **told)


def accept(cast, by="reader", days_ago=0, **told):
    return offers.accept_lead(cast.asking(by, days_ago), key=cast.kamil.pk, **told)


def decline(cast, by="reader", reason="On leave until May."):
    return offers.decline_lead(cast.asking(by), key=cast.kamil.pk, reason=reason)


def withdraw(cast, by="writer"):
    return offers.withdraw_offer(cast.asking(by), key=cast.kamil.pk)


def kamil(cast):
    return Relationship.objects.get(pk=cast.kamil.pk)


def on_the_today_of(cast):
    page = {
        name: today(cast.asking(name), mine=True)
        for name in ("keeper", "writer", "reader", "outsider")
    }
    return {name for name, one in page.items() if is_on(one)}


def is_on(page):
    found = [one.finding.alias for part in page.headings for one in part.entries]
    return "Abu Kamil" in found


def told(cast, name, *, mine=True):
    said = waiting(cast.asking(name), mine=mine)
    return [
        [(one.alias, one.name) for one in some]
        for some in (said.for_me, said.for_others, said.declined)
    ]


def test_until_it_is_accepted_the_lead_and_what_is_due_stay(cast: Cast):
    offer(cast)
    assert kamil(cast).lead == cast.writer
    assert on_the_today_of(cast) == {"writer"}
    accept(cast)
    assert kamil(cast).lead == cast.reader
    assert on_the_today_of(cast) == {"reader"}


def test_whoever_takes_the_lead_for_themselves_leads_at_once(cast: Cast):
    offer(cast, to="keeper", by="keeper")
    assert kamil(cast).lead == cast.keeper
    assert not cast.kamil.holders.waiting()


def test_who_accepts_leads_from_that_day_or_an_earlier_one_they_name(cast: Cast):
    offer(cast, days_ago=6)
    accept(cast, days_ago=2)
    first, second = cast.kamil.holders.order_by("since")
    assert (first.until, second.since) == (DAY - timedelta(2), DAY - timedelta(2))
    assert (second.offered_on, second.answered_on) == (DAY - timedelta(6), DAY - timedelta(2))
    offer(cast, to="keeper", by="writer")
    with cannot_be("cannot start that early"):
        accept(cast, by="keeper", since=DAY - timedelta(3))
    accept(cast, by="keeper", since=DAY - timedelta(1))
    assert cast.kamil.holders.get(until=None).accepted_on == DAY - timedelta(1)


def test_warm_ups_begin_again_on_the_day_of_acceptance(cast: Cast):
    cast.meet(20), cast.meet(9)
    offer(cast, days_ago=5)
    assert kamil(cast).warm_ups == 2
    accept(cast)
    assert kamil(cast).warm_ups == 1


def test_where_who_hands_over_has_gone_it_is_the_backups_then_everybodys(cast: Cast):
    relationships.set_backup(cast.asking("writer"), key=cast.kamil.pk, backup=cast.reader.pk)
    offer(cast, to="keeper")
    team.release(cast.asking("keeper"), circle=cast.circle.pk, colleague=cast.writer.pk)
    assert on_the_today_of(cast) == {"reader"}
    until = {"part": Part.READER, "until": DAY}
    team.admit(cast.asking("keeper"), circle=cast.circle.pk, colleague=cast.reader.pk, **until)
    leaving.end_access(cast.asking("keeper"), colleague=cast.reader.pk)
    assert on_the_today_of(cast) == {"keeper"}


def test_a_part_that_ends_hands_over_without_anybody_doing_anything(cast: Cast):
    team.admit(
        cast.asking("keeper"),
        circle=cast.circle.pk,
        colleague=cast.writer.pk,
        part=Part.WRITER,
        until=DAY,
    )
    assert on_the_today_of(cast) == {"writer"}
    tomorrow = DAY + timedelta(1)
    pages = {
        name: today(asked_by(cast.who(name), day=tomorrow), mine=True)
        for name in ("keeper", "writer", "reader")
    }
    assert {name for name, page in pages.items() if is_on(page)} == {"keeper", "reader"}


def test_it_waits_on_the_today_of_both(cast: Cast):
    offer(cast)
    assert told(cast, "reader") == [[("Abu Kamil", "Reader")], [], []]
    assert told(cast, "writer") == [[], [("Abu Kamil", "Reader")], []]
    assert told(cast, "keeper") == [[], [], []]
    assert told(cast, "keeper", mine=False) == [[], [("Abu Kamil", "Reader")], []]
    assert told(cast, "outsider", mine=False) == [[], [], []]
    shown = person(cast.asking("reader"), cast.kamil.pk)
    assert shown.offer is not None
    assert (shown.offer.to_me, shown.offer.by, shown.offer.may_withdraw) == (True, "Writer", False)
    assert [one.name for one in shown.held] == ["Writer"]


def test_who_hands_over_reads_why_it_was_declined(cast: Cast):
    offer(cast)
    with cannot_be("needs a reason"):
        decline(cast, reason="  ")
    decline(cast)
    assert kamil(cast).lead == cast.writer
    assert told(cast, "writer") == [[], [], [("Abu Kamil", "Reader")]]
    assert told(cast, "reader") == [[], [], []]
    offer(cast, to="keeper")
    assert told(cast, "writer") == [[], [("Abu Kamil", "Kit Keeper")], []]


def test_a_second_offer_replaces_the_first(cast: Cast):
    offer(cast)
    offer(cast, to="keeper")
    assert [one.colleague for one in cast.kamil.holders.waiting()] == [cast.keeper]
    with cannot_be("Nobody is waiting for your answer"):
        accept(cast)
    offer(cast, to="writer", by="writer")
    assert [one.colleague for one in cast.kamil.holders.waiting()] == [cast.keeper]
    withdraw(cast)
    with cannot_be("No offer is waiting"):
        withdraw(cast)


def test_an_offer_is_answered_by_whom_it_was_made_to(cast: Cast):
    offer(cast)
    for answer in (accept, decline):
        with cannot_be("Nobody is waiting for your answer"):
            answer(cast, by="keeper")
        with pytest.raises(NotThere):
            answer(cast, by="outsider")


ANSWERS = {
    "accept_lead": lambda cast: accept(cast, by="keeper"),
    "decline_lead": lambda cast: decline(cast, by="keeper"),
    "withdraw_offer": withdraw,
}


@pytest.mark.parametrize("verb", ANSWERS)
def test_each_answer_is_one_change(cast: Cast, verb):
    cast.meet(20), cast.meet(9)
    offer(cast, to="keeper")
    is_one_change_set(cast, lambda: ANSWERS[verb](cast), verb)


def test_an_offer_that_was_accepted_is_undone_after_the_acceptance(cast: Cast):
    offered = offer(cast, to="keeper")
    accepted = accept(cast, by="keeper")
    writer = cast.asking("writer")
    with pytest.raises(Exception, match="changed since"):
        history.undo(writer, key=offered.key)
    history.undo(writer, key=accepted.key)
    assert kamil(cast).lead == cast.writer
    assert told(cast, "keeper") == [[("Abu Kamil", "Kit Keeper")], [], []]
    history.undo(writer, key=offered.key)
    assert not cast.kamil.holders.exclude(answer=Answer.ACCEPTED)


def test_a_severe_record_opens_to_whom_it_is_offered_and_closes_when_they_decline(cast: Cast):
    access.set_access(cast.asking("writer"), key=cast.kamil.pk, sensitivity=Sensitivity.SEVERE)
    assert on_the_today_of(cast) == {"writer"}
    offer(cast)
    assert told(cast, "reader")[0] == [("Abu Kamil", "Reader")]
    access.set_access(cast.asking("writer"), key=cast.kamil.pk, sensitivity=Sensitivity.SEVERE)
    assert told(cast, "reader")[0] == [("Abu Kamil", "Reader")]
    decline(cast)
    with pytest.raises(NotThere):
        person(cast.asking("reader"), cast.kamil.pk)


def test_what_is_found_waits_with_who_leads(cast: Cast):
    offer(cast)
    last = Operation.objects.latest("sequence")
    assert last.verb == "set_lead"
    assert set(Finding.objects.filter(relationship=cast.kamil).values_list("lead", flat=True)) == {
        cast.writer.pk
    }
