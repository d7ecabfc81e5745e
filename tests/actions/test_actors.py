"""A group named while adding somebody: begun once, and only in the circle it is named in."""

from functools import partial

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from actions.test_ties import both_circles
from cast import Cast, asked_by
from rapport.actions import access, actors, consents, gates, groups, people, posts
from rapport.records.models import (
    Actor,
    ActorKind,
    ConsentOf,
    Counterpart,
    Part,
    Relationship,
    Sensitivity,
)
from rapport.records.recording import change_set


def add(cast: Cast, alias: str, name: str, by: str = "writer") -> Relationship:
    return cast.add(alias, by=by, new_actor=name, new_actor_kind=ActorKind.COMMUNITY)


def test_a_new_group_begins_with_the_person_and_goes_with_them(cast: Cast) -> None:
    is_one_change_set(cast, lambda: add(cast, "Sitt Salma", "Water committee"), "add_counterpart")


def test_it_has_its_name_its_kind_and_the_circle_of_the_person(cast: Cast) -> None:
    actor = add(cast, "Sitt Salma", "  Water committee ").counterpart.actor
    assert (actor.name, actor.kind, actor.circle) == (
        "Water committee",
        ActorKind.COMMUNITY,
        cast.circle,
    )


def test_the_same_name_spelt_otherwise_is_the_same_group(cast: Cast) -> None:
    first = add(cast, "Sitt Salma", "لجنة المياه").counterpart.actor
    again = add(cast, "Sitt Nour", "لجنه المياه").counterpart.actor
    assert first == again


def test_a_group_of_another_circle_is_neither_found_nor_told_of(cast: Cast) -> None:
    theirs = add(cast, "The heron", "Water committee", by="outsider").counterpart.actor
    ours = add(cast, "Sitt Salma", "Water committee").counterpart.actor
    assert theirs != ours
    assert Actor.objects.visible_to(cast.writer).get() == ours


def test_somebody_known_can_be_put_to_a_new_group(cast: Cast) -> None:
    def change() -> None:
        key = cast.kamil.counterpart_id
        people.change_counterpart(asking=asked_by(cast.writer), key=key, new_actor="The port")

    is_one_change_set(cast, change, "change_counterpart")


def test_a_name_beyond_measure_is_refused(cast: Cast) -> None:
    with cannot_be("longer than 200"):
        add(cast, "Sitt Salma", "x" * 201)


def test_what_is_known_of_a_group_is_changed_and_an_old_name_still_finds_it(cast: Cast):
    new = cast.add("Umm Nadir", new_actor="The council")
    key = new.counterpart.actor_id
    change = partial(actors.change_actor, asked_by(cast.writer), key=key)
    is_one_change_set(cast, lambda: change(acceptance="tolerant"), "change_actor")
    actor = change(name="The old council", acceptance="hostile", legal_note="On no list.").row
    assert actor.names == ["The old council", "The council"]
    assert (actor.acceptance, actor.legal_note) == ("hostile", "On no list.")
    with cannot_be("needs a name"):
        change(name=" ")
    is_for_writers_only(
        cast,
        lambda who: actors.change_actor(asked_by(cast.who(who)), key=key, acceptance="hostile"),
    )


def hidden_with(cast: Cast, actor: Actor) -> Relationship:
    """Begin a relationship with a group that only the keeper sees, and meet it."""
    keeper = cast.asking("keeper")
    severe = {"opened": cast.DAY, "sensitivity": Sensitivity.SEVERE}
    hidden = groups.begin_with_group(keeper, actor=actor.pk, **severe).row
    assert not Relationship.objects.visible_to(cast.writer).filter(pk=hidden.pk).exists()
    return hidden


def test_a_removal_destroys_nothing_that_others_keep_of_a_group(cast: Cast) -> None:
    board = actors.add_actor(cast.asking("writer"), circle=cast.circle.pk, name="Board").row
    hidden = hidden_with(cast, board)
    for _ in range(2):
        with cannot_be("Other records depend on this group"):
            actors.remove_actor(cast.asking("writer"), key=board.pk)
        cast.meet(1, by="keeper", whom=hidden)
    assert Relationship.objects.filter(pk=hidden.pk).exists()


def test_a_post_somebody_hidden_holds_is_not_removed_nor_is_its_group(cast: Cast) -> None:
    board = actors.add_actor(cast.asking("writer"), circle=cast.circle.pk, name="Board").row
    post = posts.add_post(cast.asking("writer"), actor=board.pk, title="Director").row
    hidden = cast.add("The ferry clerk", by="keeper")
    posts.hold_post(cast.asking("keeper"), post=post.pk, relationship=hidden.pk)
    access.set_access(cast.asking("keeper"), key=hidden.pk, sensitivity=Sensitivity.SEVERE)
    with cannot_be("Other records depend on this post"):
        posts.remove_post(cast.asking("writer"), key=post.pk)
    with cannot_be("Other records depend on this group"):
        actors.remove_actor(cast.asking("writer"), key=board.pk)


def test_a_post_that_holds_up_a_consent_is_not_removed(cast: Cast) -> None:
    board = actors.add_actor(cast.asking("writer"), circle=cast.circle.pk, name="Board").row
    post = posts.add_post(cast.asking("writer"), actor=board.pk, title="Director").row
    gate = gates.add_gate(cast.asking("writer"), circle=cast.circle.pk, name="The ferry").row
    needed = {"kind": ConsentOf.AUTHORITY, "position": post.pk}
    consents.need_consent(cast.asking("writer"), gate=gate.pk, **needed)
    with cannot_be("Other records depend on this post"):
        posts.remove_post(cast.asking("writer"), key=post.pk)


def test_a_post_of_another_circle_is_held_by_nobody_of_this_one(cast: Cast) -> None:
    both_circles(cast, "writer", Part.WRITER)
    theirs = actors.add_actor(cast.asking("outsider"), circle=cast.elsewhere.pk, name="Board").row
    post = posts.add_post(cast.asking("outsider"), actor=theirs.pk, title="Director").row
    with cannot_be("in different circles"):
        posts.hold_post(cast.asking("writer"), post=post.pk, relationship=cast.kamil.pk)


def test_nobody_belongs_to_a_group_of_another_circle(cast: Cast) -> None:
    both_circles(cast, "writer", Part.WRITER)
    theirs = actors.add_actor(cast.asking("outsider"), circle=cast.elsewhere.pk, name="Board").row
    asking = cast.asking("writer")
    with cannot_be("kept in another circle"):
        add_to = {"circle": cast.circle.pk, "opened": cast.DAY, "actor": theirs.pk}
        people.add_counterpart(asking, alias="Umm Rim", **add_to)
    with cannot_be("kept in another circle"):
        people.change_counterpart(asking, key=cast.kamil.counterpart_id, actor=theirs.pk)
    of_theirs = cast.hidden.counterpart_id
    people.change_counterpart(asking, key=of_theirs, actor=theirs.pk)
    assert Counterpart.objects.get(pk=of_theirs).actor_id == theirs.pk


def test_who_belongs_to_a_group_of_another_circle_already_may_stay_there(cast: Cast) -> None:
    both_circles(cast, "writer", Part.WRITER)
    theirs = actors.add_actor(cast.asking("outsider"), circle=cast.elsewhere.pk, name="Board").row
    with change_set("brought_over", cast.asking("writer")) as changes:
        changes.change(cast.kamil.counterpart, actor=theirs)
    told = {"actor": theirs.pk, "how_to_address": "Hajj"}
    people.change_counterpart(cast.asking("writer"), key=cast.kamil.counterpart_id, **told)
    assert Counterpart.objects.get(pk=cast.kamil.counterpart_id).how_to_address == "Hajj"
