"""A colleague leaves: what they hold passes on hand to hand, and what is private does not."""

import uuid
from datetime import timedelta

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast, asked_by
from rapport.actions import (
    agreement_terms,
    agreements,
    channels,
    commitments,
    handed_notes,
    handovers,
    history,
    insights,
    leaving,
    offers,
    retention,
)
from rapport.briefings.find import find
from rapport.briefings.handing_over import handing_over
from rapport.briefings.handover import handover_page
from rapport.briefings.handover_story import handover_story
from rapport.briefings.history import history as told
from rapport.records import ending, judging
from rapport.records.models import (
    Colleague,
    Commitment,
    Counterpart,
    Evidence,
    Finding,
    Handover,
    Insight,
    Meeting,
    Membership,
    NoteOffer,
    Operation,
    Relationship,
)
from rapport.records.refusals import NotThere, NotYours

DAY = Cast.DAY
LAST = DAY + timedelta(days=5)
ILL = "Her daughter is ill and goes to the clinic."


@pytest.fixture(autouse=True)
def leaves(cast: Cast):
    leaving.set_last_day(cast.asking("writer"), colleague=cast.writer.pk, on=LAST)


def private_note(cast, text=ILL):
    values = {"kind": "concern", "text": text, "special": "family", "need": "To ask about her."}
    return insights.note_insight(cast.asking("writer", 3), relationship=cast.kamil.pk, **values).row


def begin(cast, by="writer", to="keeper", **told):
    successor = cast.who(to).pk
    asking = cast.asking(by)
    return handovers.begin_handover(
        asking, relationship=cast.kamil.pk, successor=successor, **told
    ).row


def accept(cast, row, by="keeper", **told):
    return handovers.accept_handover(cast.asking(by), key=row.pk, **told).row


def lead(cast):
    return Relationship.objects.get(pk=cast.kamil.pk).lead_id


def codes(cast):
    judging.rejudge_all(today=DAY)
    return set(Finding.objects.filter(relationship=cast.kamil.pk).values_list("code", flat=True))


def test_beginning_is_one_change_set_and_takes_nothing_from_the_leaver(cast: Cast):
    is_one_change_set(cast, lambda: begin(cast), "begin_handover")
    begin(cast)
    assert lead(cast) == cast.writer.pk


def test_only_writers_begin_one(cast: Cast):
    is_for_writers_only(cast, lambda name: begin(cast, by=name))


def test_it_is_of_somebody_who_leaves_and_to_somebody_else(cast: Cast):
    with cannot_be("The successor is the colleague who leaves."):
        begin(cast, to="writer")
    begin(cast)
    with cannot_be("This handover has begun."):
        begin(cast)


def test_of_somebody_who_stays_the_lead_is_offered_instead(cast: Cast):
    cast.hand_over("keeper")
    with cannot_be("No last day is set for whoever leads here."):
        begin(cast, by="keeper", to="reader")


def test_accepting_passes_the_lead_and_open_promises_in_one_change_set(cast: Cast):
    told = {"relationship": cast.kamil.pk, "text": "Chalk.", "due": LAST}
    promise = commitments.make_commitment(
        cast.asking("writer"), colleague=cast.writer.pk, **told
    ).row
    row = begin(cast)
    is_one_change_set(cast, lambda: accept(cast, row), "accept_handover", by="keeper")
    accept(cast, row)
    assert lead(cast) == cast.keeper.pk
    assert Commitment.objects.get(pk=promise.pk).colleague_id == cast.keeper.pk


def test_accepting_on_the_usual_page_of_offers_passes_promises_as_well(cast: Cast):
    told = {"relationship": cast.kamil.pk, "text": "Chalk.", "colleague": cast.writer.pk}
    commitments.make_commitment(cast.asking("writer"), **told)
    begin(cast)
    offers.accept_lead(cast.asking("keeper"), key=cast.kamil.pk)
    assert Commitment.objects.get().colleague_id == cast.keeper.pk


def test_only_the_successor_accepts(cast: Cast):
    row = begin(cast)
    for name in ("writer", "reader", "outsider"):
        with pytest.raises(NotThere):
            accept(cast, row, by=name)


def test_evidence_and_channels_pass_only_where_they_are_ticked(cast: Cast):
    agreed = agreements.record_agreement(
        cast.asking("writer"), relationship=cast.kamil.pk, what="Trucks pass", form="oral"
    ).row
    keys = [
        agreement_terms.keep_evidence(
            cast.asking("writer"), agreement=agreed.pk, what=what, custodian=cast.writer.pk
        ).row.pk
        for what in ("A message", "A photo")
    ]
    person = cast.kamil.counterpart
    channels.add_channel(
        cast.asking("writer"), key=person.pk, channel="phone", safety="safe",
        held_by=cast.writer.pk,
    )  # fmt: skip
    way = Counterpart.objects.get(pk=person.pk).channels[0]["key"]
    row = begin(cast)
    page = handover_page(cast.asking("keeper"), row.pk)
    assert len(page.evidence) == 2
    assert [one["key"] for one in page.channels] == [way]
    accept(cast, row, evidence=[keys[0]], channels=[uuid.UUID(way)])
    kept = dict(Evidence.objects.values_list("what", "custodian_id"))
    assert kept == {"A message": cast.keeper.pk, "A photo": cast.writer.pk}
    held = Counterpart.objects.get(pk=person.pk).channels[0]["held_by"]
    assert held == cast.keeper.pk.hex


def test_a_declined_handover_goes_to_somebody_else(cast: Cast):
    row = begin(cast, to="reader")
    offers.decline_lead(cast.asking("reader"), key=cast.kamil.pk, reason="On leave.")
    to = {"key": row.pk, "successor": cast.keeper.pk}
    is_one_change_set(
        cast, lambda: handovers.change_successor(cast.asking("writer"), **to), "change_successor"
    )
    handovers.change_successor(cast.asking("writer"), **to)
    accept(cast, row)
    assert lead(cast) == cast.keeper.pk
    with cannot_be("The successor has accepted: this handover is done."):
        handovers.remove_handover(cast.asking("writer"), key=row.pk)


def test_writing_ticking_and_telling_them(cast: Cast):
    row = begin(cast)
    told = {"works": " Tea first. ", "in_person": ["risk", "history"], "told_on": DAY}
    handovers.change_handover(cast.asking("writer"), key=row.pk, **told)
    now = Handover.objects.get(pk=row.pk)
    assert (now.works, now.in_person, now.told_on) == ("Tea first.", ["history", "risk"], DAY)
    with pytest.raises(NotYours):
        handovers.change_handover(cast.asking("reader"), key=row.pk, works="Mine")


def test_a_joint_introduction_is_planned_for_both_and_keeps_warm_ups(cast: Cast):
    for ago in (9, 6):
        cast.meet(ago)
    row = begin(cast)
    with cannot_be("This is after the last day of the colleague who leaves."):
        late = LAST + timedelta(days=1)
        handovers.plan_introduction(cast.asking("writer"), key=row.pk, on=late)
    handovers.plan_introduction(cast.asking("writer"), key=row.pk, on=DAY, place="His office")
    planned = Meeting.objects.get()
    going = set(planned.ours.values_list("colleague_id", flat=True))
    assert going == {cast.writer.pk, cast.keeper.pk}
    both = [(cast.writer.pk, "lead"), (cast.keeper.pk, "second")]
    cast.meet(0, ours=both)
    accept(cast, row)
    assert Relationship.objects.get(pk=cast.kamil.pk).warm_ups >= 2


def test_without_a_shared_meeting_the_count_begins_again(cast: Cast):
    for ago in (9, 6):
        cast.meet(ago)
    row = begin(cast)
    accept(cast, row)
    assert Relationship.objects.get(pk=cast.kamil.pk).warm_ups == 1


def test_private_notes_are_the_leavers_alone_until_the_successor_agrees(cast: Cast):
    note = private_note(cast)
    row = begin(cast)
    assert seen_by(cast, note) == {"writer"}
    asked = offer(cast, row, note)
    page = handover_page(cast.asking("keeper"), row.pk)
    assert [one.need for one in page.asked] == ["To ask how she is."]
    assert not page.notes
    assert not handover_page(cast.asking("reader"), row.pk).asked
    for name in ("writer", "reader", "outsider"):
        with pytest.raises(NotThere):
            handed_notes.answer_note(cast.asking(name), key=asked.pk, agreed=True)
    is_one_change_set(cast, lambda: answer(cast, asked), "answer_note", by="keeper")
    answer(cast, asked)
    assert seen_by(cast, note) == {"writer", "keeper", "reader"}
    with cannot_be("This was answered already."):
        answer(cast, asked)


def offer(cast, row, note, by="writer"):
    told = {"handover": row.pk, "insight": note.pk, "need": "To ask how she is."}
    return handed_notes.offer_note(cast.asking(by), **told).row


def answer(cast, asked, *, agreed=True):
    return handed_notes.answer_note(cast.asking("keeper"), key=asked.pk, agreed=agreed)


def seen_by(cast, note):
    return {
        name
        for name in ("keeper", "writer", "reader", "outsider")
        if Insight.objects.visible_to(cast.asking(name).me).filter(pk=note.pk).exists()
    }


def test_only_the_leaver_offers_a_note(cast: Cast):
    note = private_note(cast)
    row = begin(cast)
    for name in ("keeper", "reader", "outsider"):
        with pytest.raises(NotThere):
            offer(cast, row, note, by=name)


def test_what_nobody_agreed_to_is_erased_after_the_last_day_and_not_before(cast: Cast):
    gone, kept = private_note(cast), private_note(cast, "His son plays football.")
    row = begin(cast)
    answer(cast, offer(cast, row, kept))
    answer(cast, offer(cast, row, gone), agreed=False)
    assert purged(cast, LAST) == 0
    assert purged(cast, LAST + timedelta(days=1)) > 0
    assert list(Insight.objects.all()) == [kept]
    assert not NoteOffer.objects.filter(insight=gone.pk).exists()


def purged(cast, day):
    return retention.purge(now=asked_by(cast.keeper, day=day).now, today=day)


def test_a_private_note_written_while_it_waits_is_held_back_too(cast: Cast):
    begin(cast)
    note = private_note(cast)
    assert seen_by(cast, note) == {"writer"}


GONE = LAST + timedelta(days=1)


def test_of_somebody_who_is_gone_nothing_is_held_back_nor_erased(cast: Cast):
    note = private_note(cast)
    told = {"relationship": cast.kamil.pk, "successor": cast.reader.pk}
    after = asked_by(cast.keeper, day=GONE)
    row = handovers.begin_handover(after, **told).row
    later = insights.note_insight(
        after, relationship=cast.kamil.pk, kind="concern", text=ILL, special="family",
        need="To ask about her.",
    ).row  # fmt: skip
    handovers.change_successor(after, key=row.pk, successor=cast.keeper.pk)
    assert purged(cast, GONE) == 0
    kept = dict(Insight.objects.values_list("pk", "held_back_by"))
    assert kept == {note.pk: None, later.pk: None}


def test_who_is_here_is_whoever_leaves_nothing_behind(cast: Cast):
    private_note(cast)
    begin(cast)
    for ago in range(-9, 9):
        day = LAST + timedelta(days=ago)
        due = {type(one) for one in ending.due(day)}
        leaver = Colleague.objects.get(pk=cast.writer.pk)
        assert leaver.is_here(day) == (Insight not in due), day
    Colleague.objects.filter(pk=cast.writer.pk).update(is_active=False)
    assert not Colleague.objects.get(pk=cast.writer.pk).is_here(DAY)
    assert Insight in {type(one) for one in ending.due(DAY)}


def test_while_the_leaver_is_here_nobody_else_removes_it_and_reads_their_notes(cast: Cast):
    note = private_note(cast)
    row = begin(cast)
    assert handover_page(cast.asking("writer"), row.pk).may_remove
    assert not handover_page(cast.asking("keeper"), row.pk).may_remove
    with pytest.raises(NotYours):
        handovers.remove_handover(cast.asking("keeper"), key=row.pk)
    assert seen_by(cast, note) == {"writer"}
    after = asked_by(cast.keeper, day=GONE)
    assert handover_page(after, row.pk).may_remove
    handovers.remove_handover(after, key=row.pk)
    assert seen_by(cast, note) == {"writer"}


def test_taking_a_handover_back_brings_the_notes_back(cast: Cast):
    note = private_note(cast)
    row = begin(cast)
    handovers.remove_handover(cast.asking("writer"), key=row.pk)
    assert seen_by(cast, note) == {"writer", "keeper", "reader"}
    assert not Handover.objects.exists()


def test_nothing_private_is_in_the_story_nor_found_by_the_successor(cast: Cast):
    private_note(cast)
    cast.meet(2, line="She said that her husband has cancer.")
    cast.meet(1, line="Tea by the gate.")
    row = begin(cast, works="Begin with the harvest.")
    for name in ("keeper", "writer", "reader"):
        story = handover_story(cast.asking(name), row.pk)
        told = repr([story.contacts, story.works, story.avoid, story.told, story.promises])
        assert "Tea by the gate." in told
        assert "Begin with the harvest." in told
        for canary in ("cancer", "daughter", "clinic", "To ask about her"):
            assert canary not in told
    assert handover_page(cast.asking("writer"), row.pk).to_clean == 1
    assert handover_page(cast.asking("keeper"), row.pk).to_clean == 0
    assert not find(cast.asking("keeper"), "daughter").notes
    assert find(cast.asking("writer"), "harvest").notes


def test_the_history_does_not_tell_the_successor_of_what_is_held_back(cast: Cast):
    note = private_note(cast)
    before = repr(told(cast.asking("keeper")))
    begin(cast)
    assert str(note.pk) not in repr(told(cast.asking("keeper")))
    assert before


def test_the_list_puts_first_what_nobody_else_holds_and_counts_only_what_one_sees(cast: Cast):
    commitments.make_commitment(
        cast.asking("writer"), relationship=cast.kamil.pk, text="Chalk.", due=LAST
    )
    cast.add("Quiet one", days_ago=20)
    page = handing_over(cast.asking("writer"), cast.writer.pk)
    assert [one.alias for one in page.leads] == ["Abu Kamil", "Quiet one"]
    assert (page.without_backup, page.due_soon, page.not_begun) == (2, 1, 2)
    row = begin(cast)
    accept(cast, row)
    page = handing_over(cast.asking("writer"), cast.writer.pk)
    assert [one.alias for one in page.leads] == ["Quiet one"]
    assert [one.alias for one in page.accepted] == ["Abu Kamil"]
    assert page.due_soon == 0
    other = handing_over(cast.asking("outsider"), cast.writer.pk)
    assert not other.leads
    assert not other.accepted


def test_circles_close_by_themselves_after_the_last_day(cast: Cast, settings):
    settings.IS_TEAM = True
    last_day(cast, LAST)
    assert asked_by(cast.writer, day=LAST).me.readable_circles()
    after = LAST + timedelta(days=1)
    gone = asked_by(cast.writer, day=after).me
    assert not gone.readable_circles()
    assert gone.has_left(after)
    assert not asked_by(cast.keeper, day=after).me.has_left(after)


def test_the_last_day_is_one_change_set_and_opens_nothing_for_longer(cast: Cast, settings):
    settings.IS_TEAM = True
    last_day(cast, LAST)
    later = LAST + timedelta(days=9)
    is_one_change_set(cast, lambda: last_day(cast, later), "set_last_day")
    last_day(cast, later)
    ends = set(Membership.objects.filter(colleague=cast.writer).values_list("until", flat=True))
    assert ends == {LAST}
    with pytest.raises(NotThere):
        last_day(cast, later, by="reader")
    with cannot_be("This date has passed."):
        last_day(cast, DAY - timedelta(days=1))


def last_day(cast, on, by="writer"):
    return leaving.set_last_day(cast.asking(by), colleague=cast.writer.pk, on=on)


def test_a_lead_who_leaves_is_noticed_until_the_successor_has_accepted(cast: Cast):
    assert "N04" in codes(cast)
    row = begin(cast)
    assert "N04" in codes(cast)
    says = Finding.objects.get(relationship=cast.kamil.pk, code="N04").says
    assert "has not accepted" in says
    accept(cast, row)
    assert "N04" not in codes(cast)
    history.undo(asking=cast.asking("keeper"), key=newest())
    assert "N04" in codes(cast)


def newest():
    return Operation.objects.latest("sequence").change_set
