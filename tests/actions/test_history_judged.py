"""What the rules say after a change set is taken back: what they said before it."""

from datetime import timedelta

import pytest

from cast import Cast, asked_by
from rapport.actions import (
    asks,
    care,
    commitments,
    history,
    insights,
    interactions,
    merging,
    occasions,
    people,
    relationships,
    upkeep,
)
from rapport.records import judging
from rapport.records.models import Finding, Insight, Interaction, Operation, Relationship


def undo(cast, change_set=None):
    key = change_set or Operation.objects.latest("sequence").change_set
    return history.undo(asking=asked_by(cast.writer), key=key).key


def codes(who):
    return set(Finding.objects.filter(relationship=who).values_list("code", flat=True))


def told(who):
    """Return what the rules say of somebody, as stored."""
    columns = ("code", "when", "on", "says", "params", "because", "waived_until")
    derived = Relationship.objects.values("last_two_way", "next_due", "warm_ups").get(pk=who.pk)
    found = Finding.objects.filter(relationship=who).order_by("code").values(*columns)
    return list(found), derived


def a_visit_with_an_ask(cast):
    return lambda: cast.meet(2, asked=True)


def a_removal(cast):
    visit = cast.meet(2, asked=True)
    return lambda: interactions.remove_interaction(asking=asked_by(cast.writer), key=visit.pk).key


def a_status(cast):
    about = {"asking": asked_by(cast.writer), "key": cast.kamil.counterpart_id}
    return lambda: people.change_counterpart(**about, status="detained").row


def a_promise(cast):
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    return lambda: commitments.make_commitment(**about, text="Chalk.", due=Cast.DAY).row


def an_ask(cast):
    new = {
        "relationship": cast.kamil.pk,
        "what": "Passage",
        "planned_for": Cast.DAY + timedelta(days=3),
    }
    return lambda: asks.plan_ask(asking=asked_by(cast.writer), **new).row


def a_waiver(cast):
    cast.meet(30, asked=True)
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    until = Cast.DAY + timedelta(days=9)
    return lambda: upkeep.waive(**about, code="E01", reason="Known.", until=until).row


def a_feast(cast):
    about = {
        "asking": asked_by(cast.writer),
        "relationship": cast.kamil.pk,
        "mentioned_by_them": True,
    }
    return lambda: occasions.note_occasion(**about, name="Eid", feast="eid_al_fitr").row


def a_new_lead(cast):
    cast.meet(30), cast.meet(20)
    return lambda: (
        relationships.set_lead(
            asking=asked_by(cast.keeper), key=cast.kamil.pk, lead=cast.keeper.pk
        ).row
    )


def a_merge(cast):
    twin = cast.add("The tall one", days_ago=20)
    cast.meet(10, whom=twin, asked=True)
    both = {"keep": cast.kamil.counterpart_id, "merge": twin.counterpart_id}
    return lambda: merging.merge_counterparts(asking=asked_by(cast.writer), **both).row


def a_sealed_name(cast):
    cast.meet(3, line="Kamil Farran laughed.")
    about = {"asking": asked_by(cast.writer), "key": cast.kamil.counterpart_id}
    return lambda: people.seal_name(**about, name="Kamil Farran").row


@pytest.mark.parametrize(
    "begin",
    [
        a_visit_with_an_ask,
        a_removal,
        a_status,
        a_promise,
        an_ask,
        a_waiver,
        a_feast,
        a_new_lead,
        a_merge,
        a_sealed_name,
    ],
    ids=lambda begin: begin.__name__,
)
def test_after_an_undo_and_its_undo_the_rules_say_what_they_said(cast: Cast, begin):
    do = begin(cast)
    judging.rejudge_all(today=Cast.DAY)
    before = told(cast.kamil)
    do()
    after = told(cast.kamil)
    assert after != before
    taken_back = undo(cast)
    assert told(cast.kamil) == before
    undo(cast, taken_back)
    assert told(cast.kamil) == after


def test_an_undone_merge_leaves_both_judged(cast: Cast):
    twin = cast.add("The tall one", days_ago=20)
    cast.meet(10, whom=twin, asked=True)
    assert "E01" in codes(twin)
    merging.merge_counterparts(
        asking=asked_by(cast.writer), keep=cast.kamil.counterpart_id, merge=twin.counterpart_id
    )
    undo(cast)
    assert "E01" in codes(twin)
    assert "E01" not in codes(cast.kamil)


def test_a_brought_back_visit_is_judged_for_everybody_who_was_there(cast: Cast):
    other = cast.add("Umm Nadir", days_ago=40)
    visit = cast.meet(2, theirs=[(cast.kamil.pk, "lead"), (other.pk, "second")])
    interactions.remove_interaction(asking=asked_by(cast.writer), key=visit.pk)
    undo(cast)
    days = Relationship.objects.filter(pk__in=[cast.kamil.pk, other.pk])
    assert {row.last_two_way for row in days} == {Cast.DAY - timedelta(days=2)}


def test_what_was_heard_with_a_visit_goes_with_it(cast: Cast):
    also = interactions.AlsoHeard(concern="The night trucks.", our_promise="Chalk.")
    new = {"theirs": [(cast.kamil.pk, "lead")], "on": Cast.DAY}
    interactions.log_interaction(asking=asked_by(cast.writer), **new, also=also)
    undo(cast)
    assert not Insight.objects.exists()
    assert not cast.kamil.commitments.exists()
    assert not Interaction.objects.exists()


def test_a_note_kept_longer_is_due_again_as_it_was(cast: Cast):
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    soon, later = Cast.DAY + timedelta(days=5), Cast.DAY + timedelta(days=90)
    note = insights.note_insight(**about, kind="concern", text="Afraid.", expires=soon).row
    care.keep_note(asking=asked_by(cast.writer), key=note.pk, until=later, reason="For the visit.")
    assert "D01" not in codes(cast.kamil)
    undo(cast)
    assert "D01" in codes(cast.kamil)
    note.refresh_from_db()
    assert (note.expires, note.need) == (soon, "")
