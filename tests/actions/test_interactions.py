"""Interactions: logged, changed, removed; what counts as a warm-up, and what never stops a log."""

from datetime import date, timedelta

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast, asked_by
from rapport.actions import interactions, merging, team
from rapport.actions.interactions import AlsoHeard
from rapport.records.models import (
    Commitment,
    Finding,
    Insight,
    Interaction,
    Presence,
    Relationship,
    Sensitivity,
)
from rapport.records.refusals import NotThere
from rapport.records.validation import LONGEST

DAY = Cast.DAY


def log(cast, by="writer", also=None, **told):
    told.setdefault("theirs", [(cast.kamil.pk, "lead")])
    new = {"on": told.pop("on", DAY), **told}
    return interactions.log_interaction(asking=asked_by(cast.who(by)), **new, also=also).row


def change(cast, visit, by="writer", **told):
    about = {"asking": asked_by(cast.who(by)), "key": visit.pk}
    return interactions.change_interaction(**about, **told).row


def warm(cast, who=None):
    return Relationship.objects.get(pk=(who or cast.kamil).pk).warm_ups


def codes(cast, who=None):
    return set(
        Finding.objects.filter(relationship=who or cast.kamil).values_list("code", flat=True)
    )


def test_a_log_keeps_what_was_told_and_who_was_there(cast: Cast):
    ours = [(cast.writer.pk, "lead"), (cast.reader.pk, "note_taker")]
    (visit,) = log(cast, ours=ours, line="Tea.", place="QV0301", topics="rain", tone_theirs="open")
    visit.refresh_from_db()
    assert (visit.line, visit.place, visit.topics) == ("Tea.", "QV0301", "rain")
    assert sorted(visit.ours.values_list("colleague", "part")) == sorted(ours)
    assert list(visit.theirs.values_list("relationship", "part")) == [(cast.kamil.pk, "lead")]
    assert (visit.circle, visit.office) == (cast.circle, cast.circle.office)


def test_whoever_logs_was_there_unless_told_otherwise(cast: Cast):
    (visit,) = log(cast)
    assert list(visit.ours.values_list("colleague", "part")) == [(cast.writer.pk, "lead")]


def test_a_log_is_one_change(cast: Cast):
    is_one_change_set(cast, lambda: log(cast, line="Tea.", asked=True), "log_interaction")


def test_a_log_with_a_concern_and_promises_is_one_change(cast: Cast):
    also = AlsoHeard(
        concern="The night trucks.",
        our_promise="Chalk.",
        our_promise_due=DAY + timedelta(3),
        their_promise="No search.",
    )
    is_one_change_set(cast, lambda: log(cast, also=also), "log_interaction")
    (visit,) = log(cast, also=also)
    concern = Insight.objects.get()
    assert (concern.kind, concern.nature, concern.text) == ("concern", "fact", "The night trucks.")
    assert {concern.interaction_id, *Commitment.objects.values_list("interaction", flat=True)} == {
        visit.pk
    }
    assert set(Commitment.objects.values_list("by", "text", "due")) == {
        ("us", "Chalk.", DAY + timedelta(3)),
        ("them", "No search.", None),
    }


def test_a_log_of_which_one_part_cannot_be_leaves_nothing(cast: Cast):
    late = AlsoHeard(concern="Afraid.", our_promise="Chalk.", our_promise_due=DAY - timedelta(9))
    with cannot_be("due date is before"):
        log(cast, also=late)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"theirs": []}, "Nobody was chosen"),
        ({"on": DAY + timedelta(1)}, "in the future"),
        ({"on": date(1899, 12, 31)}, "before 1900"),
        ({"next_step_on": DAY - timedelta(1)}, "dated before the contact"),
        ({"line": "x" * (LONGEST + 1)}, "longer than 64 KB"),
        ({"facts": "ا" * (LONGEST // 2 + 1)}, "longer than 64 KB"),
        ({"topics": "x" * 301}, "longer than 300 characters"),
        ({"channel": "carrier"}, "not one of the choices"),
        ({"tone_theirs": "bored"}, "not one of the choices"),
    ],
)
def test_what_cannot_be_is_neither_logged_nor_made_so_later(cast: Cast, told, says):
    with cannot_be(says):
        log(cast, **told)
    (visit,) = log(cast, line="Tea.")
    if "theirs" not in told:
        with cannot_be(says):
            change(cast, visit, **told)
        visit.refresh_from_db()
        assert (visit.line, visit.on, visit.channel) == ("Tea.", DAY, "in_person")


def test_a_text_of_64_kb_is_kept_whole(cast: Cast):
    (visit,) = log(cast, line="x" * LONGEST, on=date(1900, 1, 1))
    visit.refresh_from_db()
    assert len(visit.line) == LONGEST


def test_a_day_moved_past_the_next_step_is_refused(cast: Cast):
    (visit,) = log(cast, on=DAY - timedelta(9), next_step_on=DAY - timedelta(2))
    with cannot_be("dated before the contact"):
        change(cast, visit, on=DAY)
    change(cast, visit, on=DAY, next_step_on=DAY)


def test_only_colleagues_of_the_circle_were_there(cast: Cast):
    with cannot_be("not in this circle"):
        log(cast, ours=[(cast.outsider.pk, "lead")])
    (visit,) = log(cast)
    with cannot_be("not in this circle"):
        change(cast, visit, ours=[(cast.outsider.pk, "lead")])


@pytest.mark.parametrize("who", ["reader", "outsider"])
def test_only_writers_log(cast: Cast, who):
    with pytest.raises(NotThere):
        log(cast, by=who)
    with pytest.raises(NotThere):
        log(cast, theirs=[(cast.kamil.pk, "lead"), (cast.hidden.pk, "lead")])
    assert Interaction.objects.count() == 0


def test_only_writers_change_and_remove(cast: Cast):
    (visit,) = log(cast)
    is_for_writers_only(cast, lambda who: change(cast, visit, who, line="X"))
    is_for_writers_only(
        cast,
        lambda who: (
            interactions.remove_interaction(asking=asked_by(cast.who(who)), key=visit.pk).key
        ),
    )


def test_a_change_and_a_removal_are_one_change_each(cast: Cast):
    (visit,) = log(cast, line="Tea.", also=AlsoHeard(concern="Afraid."))
    told = {"on": DAY - timedelta(5), "asked": True, "ours": [(cast.keeper.pk, "shield")]}
    is_one_change_set(cast, lambda: change(cast, visit, **told), "change_interaction")
    about = {"asking": asked_by(cast.writer), "key": visit.pk}
    is_one_change_set(
        cast, lambda: interactions.remove_interaction(**about).key, "remove_interaction"
    )


def test_a_changed_day_moves_the_visit_everywhere(cast: Cast):
    (visit,) = log(cast)
    change(cast, visit, on=DAY - timedelta(7), ours=[(cast.keeper.pk, "")])
    assert Presence.objects.get(interaction=visit).on == DAY - timedelta(7)
    assert Relationship.objects.get(pk=cast.kamil.pk).last_two_way == DAY - timedelta(7)
    assert list(visit.ours.values_list("colleague", "part")) == [(cast.keeper.pk, "lead")]


def test_a_removed_visit_leaves_what_was_heard_in_it(cast: Cast):
    (visit,) = log(cast, also=AlsoHeard(concern="Afraid.", our_promise="Chalk."))
    interactions.remove_interaction(asking=asked_by(cast.writer), key=visit.pk)
    assert Insight.objects.get().interaction is None
    assert Commitment.objects.get().interaction is None
    assert Relationship.objects.get(pk=cast.kamil.pk).last_two_way is None


def test_two_circles_get_a_record_each_and_neither_learns_of_the_other(cast: Cast):
    both = {"circle": cast.circle.pk, "colleague": cast.outsider.pk}
    team.admit(asking=asked_by(cast.keeper), **both, part="writer")
    theirs = [(cast.kamil.pk, "lead"), (cast.hidden.pk, "interpreter")]
    logged = log(cast, by="outsider", theirs=theirs, line="Tea for two.")
    assert {one.circle_id for one in logged} == {cast.circle.pk, cast.elsewhere.pk}
    assert [one.theirs.count() for one in logged] == [1, 1]
    seen = Interaction.objects.visible_to(cast.writer)
    assert [one.theirs.get().relationship_id for one in seen] == [cast.kamil.pk]
    assert (warm(cast), warm(cast, cast.hidden)) == (1, 0), "an interpreter is not met"


def test_somebody_severe_gets_a_record_of_their_own(cast: Cast):
    severe = cast.add("The heron", sensitivity=Sensitivity.SEVERE)
    logged = log(cast, theirs=[(severe.pk, ""), (cast.kamil.pk, "")], line="Tea.")
    assert len(logged) == 2
    seen = Interaction.objects.visible_to(cast.keeper)
    assert [one.theirs.get().relationship_id for one in seen] == [cast.kamil.pk]


def test_the_same_person_named_twice_was_there_once(cast: Cast):
    (visit,) = log(cast, theirs=[(cast.kamil.pk, ""), (cast.kamil.pk, "interpreter")])
    assert visit.theirs.count() == 1


def test_no_warm_up_one_and_two(cast: Cast):
    assert warm(cast) == 0
    cast.meet(20)
    assert warm(cast) == 1
    cast.meet(9, channel="phone")
    assert warm(cast) == 2
    cast.meet(1)
    assert warm(cast) == 2, "two are enough; no more are counted"


@pytest.mark.parametrize(
    "told",
    [
        {"asked": True},
        {"two_way": False},
        {"channel": "message"},
        {"channel": "intermediary"},
        {"on_time": "absent"},
        {"asked": None},
        {"purpose": "incident"},
        {"purpose": "negotiation"},
    ],
    ids=lambda told: next(iter(told.items()))[1],
)
def test_what_is_no_warm_up_does_not_count(cast: Cast, told):
    cast.meet(9, **told)
    assert warm(cast) == 0


def test_a_courtesy_visit_counts_as_a_warm_up(cast: Cast):
    cast.meet(9, purpose="courtesy")
    assert warm(cast) == 1


def test_an_early_ask_is_noticed_and_never_stops_the_log(cast: Cast):
    cast.meet(20)
    visit = cast.meet(9, asked=True)
    assert Interaction.objects.filter(pk=visit.pk).exists()
    assert warm(cast) == 1
    early = Finding.objects.get(relationship=cast.kamil, code="E01")
    assert [key for _, key in early.because] == [str(visit.pk)]


def test_an_ask_after_two_warm_ups_is_not_early(cast: Cast):
    cast.meet(20), cast.meet(12), cast.meet(2, asked=True)
    assert "E01" not in codes(cast)


def test_an_ask_to_save_lives_owes_a_courtesy_and_is_not_early(cast: Cast):
    cast.meet(4, asked=True, life_saving=True, purpose="negotiation")
    assert codes(cast) & {"E01", "E03"} == {"E03"}
    owed = Finding.objects.get(relationship=cast.kamil, code="E03")
    assert owed.params["due"]["day"] == str(DAY + timedelta(10))
    cast.meet(1)
    assert "E03" not in codes(cast)


def test_a_new_lead_who_was_not_introduced_needs_one_more(cast: Cast):
    cast.meet(20), cast.meet(9)
    cast.hand_over("keeper", days_ago=5)
    assert warm(cast) == 1
    cast.meet(2)
    assert warm(cast) == 2


def test_a_new_lead_introduced_in_a_meeting_together_needs_none(cast: Cast):
    both = [(cast.writer.pk, "lead"), (cast.keeper.pk, "second")]
    cast.meet(20), cast.meet(9, ours=both)
    cast.hand_over("keeper", days_ago=5)
    assert warm(cast) == 2


def test_a_year_of_silence_needs_one_more(cast: Cast):
    old = cast.add("The old one", days_ago=900)
    cast.meet(500, whom=old), cast.meet(400, whom=old)
    assert warm(cast, old) == 2
    cast.meet(0, whom=old, asked=True)
    assert warm(cast, old) == 1


def test_an_office_may_count_visits_only(cast: Cast):
    cast.meet(20), cast.meet(9, channel="phone")
    team.set_rules(asking=asked_by(cast.keeper), raw={"E01": {"in_person_only": 1}})
    assert warm(cast) == 1


def test_a_visit_merged_into_one_counts_for_the_one_kept(cast: Cast):
    twin = cast.add("The tall one", days_ago=30)
    cast.meet(20), cast.meet(9, whom=twin)
    both = {"keep": cast.kamil.counterpart_id, "merge": twin.counterpart_id}
    merging.merge_counterparts(asking=asked_by(cast.writer), **both)
    assert warm(cast) == 2
