"""Two records of one group made one, and one record of two groups parted; each with one undo."""

from datetime import date, timedelta
from typing import Any

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast
from rapport.actions import (
    actor_places,
    actors,
    agreements,
    consents,
    gates,
    groups,
    history,
    posts,
    power_changes,
    ties,
)
from rapport.actions.merging_groups import merge_actors, split_actor
from rapport.records import rebuilding, verifying
from rapport.records.hanging import hanging_on
from rapport.records.models import (
    Acceptance,
    Actor,
    ActorKind,
    ActorPlace,
    Consent,
    Counterpart,
    Position,
    PowerChange,
    Relationship,
    Sensitivity,
    Tie,
)
from rapport.records.pointing_at_groups import passing
from rapport.records.refusals import NotThere


def ago(days: int) -> date:
    return Cast.DAY - timedelta(days=days)


def group(cast: Cast, name: str, **told: Any) -> Actor:
    return actors.add_actor(cast.asking("writer"), circle=cast.circle.pk, name=name, **told).row


@pytest.fixture
def two(cast: Cast) -> tuple[Actor, Actor]:
    """The port, and the same again under another name, with people, posts, a place and a gate."""
    asking = cast.asking("writer")
    port = group(cast, "Port authority", kind=ActorKind.STATE_CIVIL)
    again = group(cast, "Harbour office", also_called=["مكتب الميناء"], areas=["QV0101"],
                  legal_note="Ask first.")  # fmt: skip
    groups.begin_with_group(asking, actor=port.pk, opened=cast.DAY)
    rami = cast.add("Captain Rami", actor=again.pk)
    post = posts.add_post(asking, actor=again.pk, title="Harbour master").row
    posts.hold_post(asking, post=post.pk, relationship=rami.pk, since=ago(30))
    actor_places.note_place(asking, actor=again.pk, place="Port Istrin", control="controls")
    actors.say_influence(asking, key=again.pk, value=3, on=ago(10))
    gate = gates.add_gate(asking, circle=cast.circle.pk, name="The pier", kind="passage").row
    consents.need_consent(asking, gate=gate.pk, kind="authority", actor=again.pk)
    one, other = ties.End(actor=again.pk), ties.End(actor=port.pk)
    ties.note_tie(asking, one=ties.End(relationship=rami.pk), kind="answers_to", other=one)
    ties.note_tie(asking, one=one, kind="answers_to", other=other)
    return port, again


def merged(cast: Cast, two: tuple[Actor, Actor]) -> Actor:
    kept, gone = two
    return merge_actors(cast.asking("writer"), keep=kept.pk, merge=gone.pk).row


def test_all_of_the_other_record_passes_to_the_one_that_is_kept(cast, two):
    kept = merged(cast, two)
    kept.refresh_from_db()
    assert kept.names == ["Port authority", "Harbour office", "مكتب الميناء"]
    assert (kept.kind, kept.areas, kept.legal_note) == (
        ActorKind.STATE_CIVIL,
        ["QV0101"],
        "Ask first.",
    )
    assert [one[1] for one in kept.influence] == [3]
    for kind in (Counterpart, Position, ActorPlace, Consent):
        assert kind.objects.filter(actor=kept).count() == 1, kind
    assert not Actor.objects.filter(pk=two[1].pk).exists()
    (tie,) = Tie.objects.all()
    assert tie.other_actor == kept, "that it answers to itself is gone"
    assert rebuilding.differences() == []
    assert verifying.verify().whole


def test_it_is_one_change_set_that_one_undo_takes_back(cast, two):
    is_one_change_set(cast, lambda: merged(cast, two), "merge_actors")


def test_what_we_have_with_both_becomes_one(cast, two):
    asking = cast.asking("writer")
    ours = Relationship.objects.get(actor=two[0])
    theirs = groups.begin_with_group(asking, actor=two[1].pk, opened=ago(400)).row
    visit = cast.meet(5, whom=theirs)
    agreements.record_agreement(
        asking, relationship=theirs.pk, what="The pier stays open", form="oral", made_on=cast.DAY
    )
    is_one_change_set(cast, lambda: merged(cast, two), "merge_actors")
    merged(cast, two)
    (one,) = Relationship.objects.filter(actor__isnull=False)
    assert (one.pk, one.opened) == (ours.pk, ago(400))
    assert visit.theirs.get().relationship_id == ours.pk
    assert one.agreements.count() == 1


def test_a_part_can_be_merged_into_its_whole_and_the_whole_into_its_part(cast):
    whole = group(cast, "Ministry")
    part = group(cast, "Office of the minister", parent=whole.pk)
    below = group(cast, "Desk", parent=part.pk)
    made = merge_actors(cast.asking("writer"), keep=whole.pk, merge=part.pk)
    below.refresh_from_db()
    assert below.parent_id == whole.pk
    history.undo(cast.asking("writer"), key=made.key)
    merge_actors(cast.asking("writer"), keep=part.pk, merge=whole.pk)
    part.refresh_from_db()
    assert part.parent_id is None


def test_what_cannot_be_one_stays_two(cast, two):
    asking, (port, again) = cast.asking("writer"), two
    with cannot_be("These are already the same record."):
        merge_actors(asking, keep=port.pk, merge=port.pk)
    power_changes.record_power_change(
        asking, what="The office takes the port", kind="regime", fallen=port.pk, risen=again.pk,
        on=cast.DAY,
    )  # fmt: skip
    with cannot_be("A change of power from one of these groups to the other is recorded."):
        merged(cast, two)


def test_a_record_that_others_hold_keeps_two_groups_apart(cast, two):
    Consent.objects.update(circle=cast.elsewhere)
    with cannot_be("Other records depend on this group that you cannot change."):
        merged(cast, two)


def test_only_who_writes_there_merges_and_splits(cast, two):
    port, again = two
    is_for_writers_only(
        cast, lambda who: merge_actors(cast.asking(who), keep=port.pk, merge=again.pk)
    )
    is_for_writers_only(
        cast, lambda who: split_actor(cast.asking(who), key=again.pk, name="Pilots")
    )


def test_a_group_is_split_and_takes_what_was_chosen(cast, two):
    _port, again = two
    moves = [one for one in passing(again) if not isinstance(one.row, ActorPlace)]
    keys = [one.row.pk for one in moves]

    def split() -> Actor:
        return split_actor(cast.asking("writer"), key=again.pk, name="Pilots", passes=keys).row

    is_one_change_set(cast, split, "split_actor")
    pilots = split()
    assert (pilots.names, pilots.circle_id, pilots.kind) == (["Pilots"], cast.circle.pk, "")
    assert {one.row.pk for one in passing(pilots)} == set(keys)
    assert [type(one.row) for one in passing(again)] == [ActorPlace]
    with cannot_be("A group in this circle already has this name."):
        split_actor(cast.asking("writer"), key=again.pk, name="pilots")
    with cannot_be("A group needs a name."):
        split_actor(cast.asking("writer"), key=again.pk, name=" ")


def test_what_points_at_another_group_or_is_hidden_does_not_pass(cast, two):
    asking, again = cast.asking("writer"), two[1]
    other = group(cast, "Customs")
    post = posts.add_post(asking, actor=other.pk, title="Director").row
    with pytest.raises(NotThere):
        split_actor(asking, key=again.pk, name="Pilots", passes=[post.pk])
    hidden = Consent.objects.get()
    Consent.objects.update(circle=cast.elsewhere)
    with pytest.raises(NotThere):
        split_actor(asking, key=again.pk, name="Pilots", passes=[hidden.pk])
    assert not Actor.objects.filter(names=["Pilots"]).exists()
    assert {one.model for one in hanging_on(Actor)} >= {Position, Consent, Counterpart, Tie}


def test_what_only_the_other_says_fills_in_what_is_empty(cast):
    asking = cast.asking("writer")
    whole = group(cast, "Ministry")
    kept = group(cast, "Port authority")
    gone = group(cast, "Harbour office", parent=whole.pk, also_called=[f"H{n}" for n in range(25)])
    actors.say_acceptance(asking, key=gone.pk, value=Acceptance.TOLERANT, on=ago(5))
    actors.say_influence(asking, key=kept.pk, value=1, on=ago(9))
    actors.say_influence(asking, key=gone.pk, value=4, on=ago(9))
    kept = merge_actors(asking, keep=kept.pk, merge=gone.pk).row
    kept.refresh_from_db()
    assert (kept.parent, kept.acceptance) == (whole, Acceptance.TOLERANT)
    assert [one[:2] for one in kept.influence] == [[ago(9).isoformat(), 1]], (
        "of one day ours stands"
    )
    assert len(kept.names) == 27


def test_a_change_of_power_one_may_not_see_is_not_told_of(cast, two):
    port, again = two
    row = power_changes.record_power_change(
        cast.asking("writer"), what="Heard at night", kind="regime", fallen=port.pk,
        risen=again.pk, on=cast.DAY,
    ).row  # fmt: skip
    PowerChange.objects.filter(pk=row.pk).update(circle=cast.elsewhere)
    with cannot_be("Other records depend on this group that you cannot change."):
        merged(cast, two)


def test_a_severe_group_is_not_there_to_be_merged(cast, two):
    Actor.objects.filter(pk=two[0].pk).update(sensitivity=Sensitivity.SEVERE)
    with pytest.raises(NotThere):
        merged(cast, two)
