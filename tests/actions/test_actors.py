"""A group named while adding somebody: begun once, and only in the circle it is named in."""

from functools import partial

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast, asked_by
from rapport.actions import actors, people
from rapport.records.models import Actor, ActorKind, Relationship


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
