"""Who was there in a contact: each with a part, whether they were asked, and the tones."""

from datetime import timedelta

import pytest

from actions.change_sets import cannot_be, is_one_change_set
from cast import Cast, asked_by
from rapport.actions import insights, interactions
from rapport.actions.interactions import AlsoHeard, usually_two_way
from rapport.briefings.person import person
from rapport.records.models import (
    Commitment,
    Finding,
    Insight,
    Interaction,
    OurPart,
    Relationship,
    Sensitivity,
)
from rapport.records.operations import part_rows

DAY = Cast.DAY


def log(cast, *theirs, **told):
    told.setdefault("on", DAY)
    return interactions.log_interaction(asked_by(cast.writer), theirs=theirs, **told).row


def change(cast, visit, **told):
    return interactions.change_interaction(asked_by(cast.writer), key=visit.pk, **told).row


def warm(row):
    return Relationship.objects.get(pk=row.pk).warm_ups


def early(row):
    return Finding.objects.filter(relationship=row.pk, code="E01").exists()


@pytest.fixture(name="basim")
def told_basim(cast):
    return cast.add("Basim", days_ago=40)


def test_of_two_only_the_one_who_was_asked_was_asked(cast: Cast, basim):
    (visit,) = log(cast, (cast.kamil.pk, "lead", "yes"), (basim.pk, "second"))
    assert part_rows(visit, "theirs") == [
        (cast.kamil.pk, "lead", "yes", "", ""),
        (basim.pk, "second", "", "", ""),
    ]
    assert (early(cast.kamil), early(basim)) == (True, False)
    assert (warm(cast.kamil), warm(basim)) == (0, 1)


def test_where_the_contact_asked_whoever_was_not_is_said(cast: Cast, basim):
    log(cast, (cast.kamil.pk,), (basim.pk, "second", "no"), asked=True)
    assert (early(cast.kamil), early(basim)) == (True, False)


def test_what_nobody_recorded_is_no_request_and_no_warm_up(cast: Cast, basim):
    log(cast, (cast.kamil.pk, "", "not_recorded"), (basim.pk,))
    assert (warm(cast.kamil), warm(basim)) == (0, 1)
    assert not early(cast.kamil)
    (visit,) = log(cast, (cast.kamil.pk,), asked=None)
    visit.refresh_from_db()
    assert visit.asked is None


def test_what_is_said_of_the_only_one_there_is_said_of_the_contact(cast: Cast):
    (visit,) = log(cast, (cast.kamil.pk, "", "yes", "open", "guarded"))
    assert (visit.asked, visit.tone_theirs, visit.tone_ours) == (True, "open", "guarded")
    assert part_rows(visit, "theirs") == [(cast.kamil.pk, "lead", "", "", "")]


def test_each_page_shows_the_contact_as_it_was_for_that_person(cast: Cast, basim):
    log(cast, (cast.kamil.pk, "", "yes", "hostile"), (basim.pk,), tone_theirs="open")
    shown = {}
    for row in (cast.kamil, basim):
        (entry,) = (one for one in person(cast.asking("writer"), row.pk).timeline if one.ours)
        shown[row.pk] = (entry.interaction.asked, entry.interaction.tone_theirs)
    assert shown == {cast.kamil.pk: (True, "hostile"), basim.pk: (False, "open")}


@pytest.mark.parametrize("row", [("shield",), ("lead", "perhaps"), ("lead", "", "bored")])
def test_a_word_that_is_no_choice_is_refused_of_each(cast: Cast, row):
    with cannot_be("not one of the choices"):
        log(cast, (cast.kamil.pk, *row))


def test_people_are_added_and_taken_out_and_one_undo_brings_them_back(cast: Cast, basim):
    (visit,) = log(cast, (cast.kamil.pk,), line="Tea.")
    theirs = [(cast.kamil.pk, "second", "no"), (basim.pk, "lead", "yes")]
    is_one_change_set(
        cast, lambda: change(cast, visit, theirs=theirs, line="Tea for two."), "change_interaction"
    )
    change(cast, visit, theirs=theirs)
    assert (warm(cast.kamil), early(basim)) == (1, True)
    change(cast, visit, theirs=[(basim.pk, "lead", "yes")])
    visit.refresh_from_db()
    assert (visit.asked, part_rows(visit, "theirs")) == (True, [(basim.pk, "lead", "", "", "")])
    assert (warm(cast.kamil), early(basim)) == (0, True)


def test_what_was_heard_of_somebody_taken_out_stays_with_them(cast: Cast, basim):
    also = AlsoHeard(concern="The night trucks.", concern_of=basim.pk)
    (visit,) = log(cast, (cast.kamil.pk,), (basim.pk,), also=also)
    insights.note_insight(
        asked_by(cast.writer), relationship=cast.kamil.pk, text="Likes figs.", interaction=visit.pk
    )
    change(cast, visit, theirs=[(cast.kamil.pk,)])
    held = dict(Insight.objects.values_list("relationship", "interaction"))
    assert held == {basim.pk: None, cast.kamil.pk: visit.pk}


def test_nobody_of_another_circle_nor_severe_shares_a_log(cast: Cast, basim):
    (visit,) = log(cast, (cast.kamil.pk,))
    severe = cast.add("The heron", sensitivity=Sensitivity.SEVERE)
    with cannot_be("limited to named colleagues"):
        change(cast, visit, theirs=[(cast.kamil.pk,), (severe.pk,)])
    with cannot_be("Nobody was chosen"):
        change(cast, visit, theirs=[])
    grave = cast.add("The grave one", sensitivity=Sensitivity.CONFIDENTIAL)
    assert change(cast, visit, theirs=[(grave.pk,)]).sensitivity == Sensitivity.CONFIDENTIAL


def test_what_was_heard_is_of_the_one_it_is_of(cast: Cast, basim):
    also = AlsoHeard(
        concern="The night trucks.",
        concern_of=basim.pk,
        our_promise="Chalk.",
        their_promise="No search.",
        their_promise_of=basim.pk,
    )
    log(cast, (cast.kamil.pk,), (basim.pk,), also=also)
    assert Insight.objects.get().relationship_id == basim.pk
    assert dict(Commitment.objects.values_list("text", "relationship")) == {
        "Chalk.": cast.kamil.pk,
        "No search.": basim.pk,
    }
    with cannot_be("somebody who was not chosen"):
        log(cast, (cast.kamil.pk,), also=also)


@pytest.mark.parametrize(
    ("channel", "usual"),
    [("in_person", True), ("phone", True), ("video", True), ("chance", True),
     ("message", False), ("letter", False), ("intermediary", False)],
)  # fmt: skip
def test_whether_they_took_part_is_as_usual_for_the_channel(cast: Cast, channel, usual):
    assert usually_two_way(channel) is usual
    (visit,) = log(cast, (cast.kamil.pk,), channel=channel)
    assert visit.two_way is usual
    for said in (True, False):
        assert log(cast, (cast.kamil.pk,), channel=channel, two_way=said)[0].two_way is said
    assert change(cast, visit, channel="letter", two_way=None).two_way is False


def test_where_we_did_not_turn_up_nobody_took_part(cast: Cast):
    (visit,) = log(cast, (cast.kamil.pk,), on_time="absent", two_way=True)
    assert visit.two_way is False
    assert change(cast, visit, on_time="late", two_way=True).two_way is True
    assert change(cast, visit, on_time="absent").two_way is False


@pytest.mark.parametrize("turned", [False, True], ids=["as it was", "the other way round"])
def test_the_order_in_which_a_day_is_typed_changes_nothing(cast: Cast, turned):
    told = [
        {"line": "Tea."},
        {"line": "Asked for the stamp.", "asked": True, "channel": "phone"},
        {"line": "Asked to save lives.", "asked": True, "life_saving": True, "channel": "video"},
    ]
    log(cast, (cast.kamil.pk,), on=DAY - timedelta(9))
    for one in reversed(told) if turned else told:
        log(cast, (cast.kamil.pk,), on=DAY - timedelta(2), **one)
    assert warm(cast.kamil) == 2
    codes = set(Finding.objects.filter(relationship=cast.kamil).values_list("code", flat=True))
    assert codes & {"E01", "E03"} == {"E03"}


def test_a_next_step_is_done_once_and_can_be_taken_back(cast: Cast):
    (visit,) = log(cast, (cast.kamil.pk,), next_step="Bring the book.", next_step_on=DAY)

    def finish(days_ago=0):
        asking = asked_by(cast.writer, days_ago)
        return interactions.finish_next_step(asking, key=visit.pk).row

    is_one_change_set(cast, finish, "finish_next_step")
    assert finish(1).next_step_done_on == DAY - timedelta(1)
    assert finish().next_step_done_on == DAY - timedelta(1), "it was done that day"
    (plain,) = log(cast, (cast.kamil.pk,))
    with cannot_be("has no next step"):
        interactions.finish_next_step(asked_by(cast.writer), key=plain.pk)


def test_an_introduction_in_a_contact_they_were_not_in_is_let_go(cast: Cast, basim):
    both = [(cast.writer.pk, OurPart.LEAD), (cast.keeper.pk, OurPart.SECOND)]
    (visit,) = log(cast, (cast.kamil.pk,), (basim.pk,), ours=both)
    cast.hand_over("keeper", whom=basim)
    holder = basim.holders.latest("since", "pk")
    with_visit = type(holder).objects.filter(pk=holder.pk)
    with_visit.update(introduced_in=visit.pk)
    change(cast, visit, theirs=[(cast.kamil.pk,)])
    assert with_visit.get().introduced_in_id is None
    assert Interaction.objects.count() == 1


def test_who_turned_up_after_all_met_them(cast: Cast):
    visit = cast.meet(3, on_time="absent")
    assert visit.two_way is False
    changed = interactions.change_interaction(
        cast.asking("writer"), key=visit.pk, on_time="late"
    ).row
    assert changed.two_way is True
    assert Relationship.objects.get(pk=cast.kamil.pk).warm_ups == 1


def test_who_never_took_part_did_not_because_we_were_late(cast: Cast):
    visit = cast.meet(3, two_way=False)
    about = {"key": visit.pk, "on_time": "late"}
    assert interactions.change_interaction(cast.asking("writer"), **about).row.two_way is False
