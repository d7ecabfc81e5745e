"""The pages of groups: a list, one whole, its forms, and nothing of what is hidden."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from cast import Cast
from rapport.actions import access, actor_places, actors, consents, gates, people, posts
from rapport.records.models import Actor, ActorPlace, Position, Relationship, Tenure

DAY = Cast.DAY


def group(cast: Cast, name: str = "Ferrymen", by: str = "writer", **told: Any) -> Actor:
    circle = cast.elsewhere if by == "outsider" else cast.circle
    return actors.add_actor(cast.asking(by), circle=circle.pk, name=name, **told).row


def of(cast: Cast, actor: Actor, who: Relationship) -> None:
    people.change_counterpart(cast.asking("writer"), key=who.counterpart_id, actor=actor.pk)


def read(client: Any, where: str = "/actors/") -> str:
    """Return what a page says, without its marks."""
    text = re.sub(r"<[^>]+>", " ", client.get(where).content.decode())
    return re.sub(r"\s+", " ", text)


def page(client: Any, actor: Actor) -> str:
    return read(client, f"/actors/{actor.pk}/")


def test_without_groups_the_list_says_what_to_add(cast: Cast, browser: Any) -> None:
    assert "No groups yet" in read(browser("writer"))


def test_a_group_of_which_nobody_is_known_has_its_page(cast: Cast, browser: Any) -> None:
    actor = group(cast, also_called=["المعدّاويون"], kind="community", areas=["Nahr"])
    said = page(browser("writer"), actor)
    assert "We know nobody there yet" in said
    assert "المعدّاويون" in said
    assert "Community structure" in said


def test_a_group_is_added_in_the_browser(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    told = {"name": "Ferrymen", "kind": "community", "areas": "Nahr, Ford"}
    answer = client.post("/actors/add/", {**told, "circle": str(cast.circle.pk)})
    actor = Actor.objects.get(names=["Ferrymen"])
    assert answer["location"].startswith(reverse("actor", args=[actor.pk]))
    assert actor.areas == ["Nahr", "Ford"]


def test_a_name_of_the_circle_is_not_given_twice(cast: Cast, browser: Any) -> None:
    group(cast)
    told = {"name": "ferrymen", "circle": str(cast.circle.pk)}
    answer = browser("writer").post("/actors/add/", told)
    assert answer.status_code == 422
    assert "A group in this circle already has this name." in answer.content.decode()


def test_influence_stands_with_its_day_and_what_it_rests_on(cast: Cast, browser: Any) -> None:
    actor = group(cast)
    client = browser("writer")
    told = {"value": "3", "on": "2026-03-01", "basis": "They hold both ferries."}
    client.post(f"/actors/{actor.pk}/influence/", told)
    assert "They hold both ferries." in page(client, actor)
    client.post(f"/actors/{actor.pk}/influence/2026-03-01/take-back/")
    assert "Their influence is not recorded yet." in page(client, actor)


def test_posts_and_who_holds_them_now_and_before(cast: Cast, browser: Any) -> None:
    actor, client = group(cast), browser("writer")
    client.post(f"/actors/{actor.pk}/post/", {"title": "Head of the ferry"})
    post = Position.objects.get()
    client.post(f"/posts/{post.pk}/holder/", {"who": "Abu Kamil", "since": "2025-01-01"})
    held = Tenure.objects.get()
    successor = cast.add("Umm Nadir")
    told = {"who": "Umm Nadir", "since": "2026-02-01", "ends": str(held.pk)}
    client.post(f"/posts/{post.pk}/holder/", told)
    assert str(Tenure.objects.get(pk=held.pk).until) == "2026-02-01"
    assert Tenure.objects.get(counterpart=successor.counterpart).until is None
    said = page(client, actor)
    assert "Head of the ferry" in said
    assert said.rindex("Umm Nadir") < said.rindex("Abu Kamil")
    then = read(client, f"/actors/{actor.pk}/?on=2025-06-01")
    then = then[then.index("Posts on") :]
    assert "Abu Kamil" in then
    assert "Umm Nadir" not in then[: then.index("Who held them on this day?")]
    none_yet = read(client, f"/actors/{actor.pk}/?on=2024-06-01")
    assert "Nobody you can see held it then." in none_yet
    assert client.get(f"/actors/{actor.pk}/?on=yesterwhen").status_code == 422


def test_a_place_is_noted_ended_and_stays_among_those_before(cast: Cast, browser: Any) -> None:
    actor, client = group(cast), browser("writer")
    client.post(f"/actors/{actor.pk}/place/", {"place": "Nahr", "control": "controls"})
    place = ActorPlace.objects.get()
    told = {"place": "Nahr", "control": "controls", "until": "2026-03-01"}
    client.get(f"/places/{place.pk}/change/")
    client.post(f"/places/{place.pk}/change/", told)
    assert str(ActorPlace.objects.get().until) == "2026-03-01"
    assert "Before 1" in page(client, actor)


def test_what_it_is_part_of_stands_as_a_tree(cast: Cast, browser: Any) -> None:
    council = group(cast, "Council")
    office = group(cast, "Office", parent=council.pk)
    group(cast, "Desk", parent=office.pk)
    said = page(browser("writer"), office)
    assert said.index("Council", said.index("What it is part of")) < said.index("Desk")


def test_gates_it_decides_on_stand_on_its_page(cast: Cast, browser: Any) -> None:
    actor = group(cast)
    told = {"kind": "passage", "place": "Nahr", "service": "health"}
    asking = cast.asking("writer")
    gate = gates.add_gate(asking, circle=cast.circle.pk, name="Ferry", **told).row
    consents.need_consent(asking, gate=gate.pk, kind="community", actor=actor.pk)
    assert "Gates it decides on Ferry" in page(browser("writer"), actor)


def test_a_group_is_found_in_any_script_and_by_its_filters(cast: Cast, browser: Any) -> None:
    group(cast, "Ferrymen", also_called=["المعدّاويون"], kind="community", areas=["Nahr"])
    group(cast, "Port", kind="private")
    client = browser("writer")
    found = client.post("/actors/", {"text": "المعداويون"}, follow=True).content.decode()
    assert "Ferrymen" in found
    assert ">Port<" not in found
    assert "Ferrymen" not in read(client, "/actors/?kind=private")
    assert "Ferrymen" in read(client, "/actors/?met=nobody")


def test_a_stranger_sees_neither_list_nor_page_nor_forms(cast: Cast, browser: Any) -> None:
    actor = group(cast, "Heronry", by="outsider")
    client = browser("writer")
    assert "Heronry" not in read(client)
    for name in ("actor", "change-actor", "say-influence", "say-acceptance", "add-place"):
        assert client.get(reverse(name, args=[actor.pk])).status_code == 404
    assert client.post(reverse("remove-actor", args=[actor.pk])).status_code == 404


def test_a_reader_sees_the_page_and_no_form(cast: Cast, browser: Any) -> None:
    actor = group(cast)
    client = browser("reader")
    assert "Ferrymen" in page(client, actor)
    assert client.get(reverse("change-actor", args=[actor.pk])).status_code == 403


def test_somebody_hidden_changes_nothing_on_the_page(cast: Cast, browser: Any) -> None:
    """Whoever may not see a person of the group reads the same as if there were nobody."""
    actor = group(cast)
    asking = cast.asking("writer")
    post = posts.add_post(asking, actor=actor.pk, title="Head of the ferry").row
    before = page(browser("reader"), actor)
    of(cast, actor, cast.kamil)
    posts.hold_post(asking, post=post.pk, relationship=cast.kamil.pk)
    cast.meet(days_ago=2)
    access.set_access(asking, key=cast.kamil.pk, sensitivity=3)
    assert page(browser("reader"), actor) == before
    assert page(browser("writer"), actor) != before


@pytest.mark.parametrize("of_what", ["influence", "acceptances", "nothing"])
def test_what_was_never_said_is_taken_back_without_harm(
    cast: Cast, browser: Any, of_what: str
) -> None:
    actor = group(cast)
    where = f"/actors/{actor.pk}/{of_what}/{DAY - timedelta(days=1)}/take-back/"
    assert browser("writer").post(where).status_code == (404 if of_what == "nothing" else 302)
    assert (
        browser("writer").post(f"/actors/{uuid.uuid4()}/influence/x/take-back/").status_code == 404
    )


def test_the_page_shows_and_takes_back_what_has_no_day(cast: Cast, browser: Any) -> None:
    ferry = cast.add("Umm Nadir", new_actor="Ferrymen").counterpart.actor
    Actor.objects.filter(pk=ferry.pk).update(acceptance="tolerant")
    actors.say_acceptance(cast.asking("writer"), key=ferry.pk, value="hostile")
    client = browser("writer")
    assert "start date not recorded" in page(client, ferry)
    client.post(f"/actors/{ferry.pk}/acceptances/undated/take-back/")
    assert "start date not recorded" not in page(client, ferry)


def test_many_people_come_with_more(cast: Cast, browser: Any) -> None:
    actor = group(cast)
    for number in range(23):
        of(cast, actor, cast.add(f"Ferryman {number:02}"))
    client = browser("writer")
    assert "Ferryman 19" in page(client, actor)
    assert "Ferryman 20" not in page(client, actor)
    everybody = f"/people/?group={actor.pk}"
    assert everybody in client.get(f"/actors/{actor.pk}/").content.decode()
    assert "Ferryman 22" in read(client, everybody)


def test_places_are_for_writers(cast: Cast) -> None:
    actor = group(cast)
    told = {"actor": actor.pk, "place": "Nahr", "control": "present"}
    assert actor_places.note_place(cast.asking("writer"), **told).row.place == "Nahr"


def test_what_is_written_of_a_group_is_found_and_leads_to_its_page(
    cast: Cast, browser: Any
) -> None:
    actor = group(cast, legal_note="On no list of any donor.")
    asking = cast.asking("writer")
    actors.say_influence(asking, key=actor.pk, value=2, basis="Both ferries are theirs.")
    actor_places.note_place(
        asking, actor=actor.pk, place="Nahr", control="present", note="Seen at the landing."
    )
    for words in ("donor", "ferries", "landing"):
        found = browser("writer").post("/find/", {"text": words}, follow=True).content.decode()
        assert f"/actors/{actor.pk}/" in found, words
        hidden = browser("outsider").post("/find/", {"text": words}, follow=True).content.decode()
        assert str(actor.pk) not in hidden


def test_a_group_with_people_is_not_removed_and_one_without_comes_back(
    cast: Cast, browser: Any
) -> None:
    actor = group(cast)
    of(cast, actor, cast.kamil)
    client = browser("writer")
    answer = client.post(f"/actors/{actor.pk}/remove/")
    assert "People are recorded as belonging to this group." in answer.content.decode()
    people.change_counterpart(cast.asking("writer"), key=cast.kamil.counterpart_id, actor=None)
    client.post(f"/actors/{actor.pk}/remove/")
    assert not Actor.objects.filter(pk=actor.pk).exists()


def test_a_refusal_tells_of_nobody_hidden(cast: Cast) -> None:
    """A writer who may not see who belongs to a group is refused nothing because of them."""
    actor = group(cast)
    hidden = cast.add("The ferry clerk", by="keeper")
    keeper = cast.asking("keeper")
    people.change_counterpart(keeper, key=hidden.counterpart_id, actor=actor.pk)
    access.set_access(keeper, key=hidden.pk, sensitivity=3)
    assert not Relationship.objects.visible_to(cast.writer).filter(pk=hidden.pk).exists()
    actors.remove_actor(cast.asking("writer"), key=actor.pk)
    assert not Actor.objects.filter(pk=actor.pk).exists()
