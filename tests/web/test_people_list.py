"""The list of people as a page: filters in the address, words sealed in it, views of one's own."""

import re
from datetime import timedelta
from typing import Any

import pytest

from cast import Cast, asked_by
from rapport.actions import access, actor_places, relationships, team
from rapport.actions.actors import change_actor
from rapport.records import judging
from rapport.records.models import Actor, SavedView


@pytest.fixture
def town(cast: Cast) -> Cast:
    """Add people of two groups in two places, one led by nobody of ours yet, one never met."""
    for alias, group, place in (
        ("Umm Nadir", "Elders", "Kar Dovi"),
        ("Abu Salim", "Front", "Hazim"),
    ):
        who = cast.add(alias, days_ago=90, new_actor=group, new_actor_kind="community")
        actor = who.counterpart.actor
        assert actor is not None
        change_actor(cast.asking("writer"), key=actor.pk, name=group, areas=[place])
        cast.meet(80, whom=who, channel="phone")
    Actor.objects.filter(names=["Front"]).update(kind="armed_group")
    judging.rejudge_all(today=cast.DAY)
    return cast


def aliases(page: Any) -> list[str]:
    return re.findall(r"<bdi>([^<]+)</bdi></a><small>", page.content.decode())


def links(page: Any, word: str) -> list[str]:
    return [
        one.replace("&amp;", "&")
        for one, text in re.findall(r'<a[^>]*href="([^"]+)"[^>]*>(.*?)</a>', page.content.decode())
        if word in text
    ]


def test_a_filter_is_a_key_in_the_address_and_names_nobody(town: Cast, browser: Any):
    client = browser("writer")
    for name, word, left in (("group", "Elders", "Umm Nadir"), ("place", "Hazim", "Abu Salim")):
        where = next(iter(links(client.get(f"/people/choose/{name}/"), word)))
        assert word.lower() not in where.lower()
        page = client.get(where)
        assert aliases(page) == [left]
        assert word in page.content.decode()
        assert len(aliases(client.get(links(page, "Clear filters")[0]))) == 3


def elders(town: Cast) -> Actor:
    return next(actor for actor in Actor.objects.all() if actor.name == "Elders")


def test_a_place_a_group_is_noted_to_be_in_narrows_the_list_to_its_people(town: Cast, browser: Any):
    me, client = town.asking("writer"), browser("writer")
    about = {"actor": elders(town).pk, "control": "controls"}
    noted = actor_places.note_place(me, place="Old Ford", **about).row
    actor_places.note_place(me, place="kar dovi", **about)
    actor_places.note_place(me, place="Hazim", **about)
    choices = client.get("/people/choose/place/").content.decode()
    assert (choices.count("Kar Dovi"), choices.count("kar dovi")) == (1, 0)
    for place, left in (
        ("Old Ford", ["Umm Nadir"]),
        ("Kar Dovi", ["Umm Nadir"]),
        ("Hazim", ["Abu Salim", "Umm Nadir"]),
    ):
        where = next(iter(links(client.get("/people/choose/place/"), place)))
        assert sorted(aliases(client.get(where))) == left
    where = next(iter(links(client.get("/people/choose/place/"), "Old Ford")))
    actor_places.change_place(me, key=noted.pk, until=town.DAY - timedelta(days=1))
    assert "Old Ford" not in client.get("/people/choose/place/").content.decode()
    assert aliases(client.get(where)) == []


def test_the_places_of_a_group_one_may_not_see_are_no_choice(town: Cast, browser: Any):
    about = {"actor": elders(town).pk, "place": "Old Ford", "control": "present"}
    actor_places.note_place(town.asking("writer"), **about)
    assert "Old Ford" not in browser("outsider").get("/people/choose/place/").content.decode()


def test_filters_are_of_what_one_may_know(town: Cast, browser: Any):
    client = browser("outsider")
    assert "Elders" not in client.get("/people/choose/group/").content.decode()
    elders = next(actor for actor in Actor.objects.all() if actor.name == "Elders")
    page = client.get(f"/people/?group={elders.pk}").content.decode()
    assert "Elders" not in page
    assert "No results" in page


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("met=never", ["Abu Kamil"]),
        ("smaller=1", ["Umm Nadir"]),
        ("due=overdue", ["Abu Kamil", "Abu Salim", "Umm Nadir"]),
        ("lead=nobody", []),
        ("stage=rapport", []),
        ("stage=nonsense&due=x&group=7&lead=y&place=z", ["Abu Kamil", "Abu Salim", "Umm Nadir"]),
    ],
)
def test_each_filter_keeps_whom_it_says(town: Cast, browser: Any, query: str, left: list[str]):
    assert sorted(aliases(browser("writer").get(f"/people/?{query}"))) == left


def test_those_of_another_lead(town: Cast, browser: Any):
    relationships.set_lead(town.asking("keeper"), key=town.kamil.pk, lead=town.keeper.pk)
    client = browser("writer")
    assert aliases(client.get(f"/people/?lead={town.keeper.pk}")) == ["Abu Kamil"]
    assert sorted(aliases(client.get("/people/?whose=mine"))) == ["Abu Salim", "Umm Nadir"]


def test_each_head_sorts_and_turns(town: Cast, browser: Any):
    client = browser("writer")
    page = client.get("/people/")
    assert page.content.count(b"aria-sort") == 1
    for head in ("Name", "Stage", "Last contact", "Lead"):
        page = client.get(links(page, head)[0])
        assert b'aria-sort="ascending"' in page.content
        there = aliases(page)
        page = client.get(links(page, head)[0])
        assert b'aria-sort="descending"' in page.content
        assert aliases(page) == there[::-1] or head in {"Stage", "Lead"}
        assert sorted(aliases(page)) == sorted(there)


def test_a_name_goes_on_in_an_address_that_does_not_say_it(town: Cast, browser: Any):
    client = browser("writer")
    answer = client.post("/people/", {"text": "nadir", "stage": "introduced"})
    assert answer.status_code == 302
    where = answer.headers["Location"]
    assert "nadir" not in where
    assert "stage=introduced" in where
    assert aliases(client.get(where)) == ["Umm Nadir"]
    live = client.post("/people/", {"text": "nadir"}, headers={"HX-Request": "true"})
    there = re.search('data-address="([^"]+)"', live.content.decode())
    assert there
    assert aliases(client.get(there[1].replace("&amp;", "&"))) == ["Umm Nadir"]
    assert aliases(live) == ["Umm Nadir"]
    assert not {name for name in live.headers if name.lower().startswith("hx-")}
    longer = client.post("/people/", {"text": "nadir abu salim umm"}).headers["Location"]
    assert len(longer) == len(client.post("/people/", {"text": "x"}).headers["Location"])


def test_what_was_typed_in_one_session_says_nothing_in_another(town: Cast, browser: Any):
    where = browser("writer").post("/find/", {"text": "nadir"}).headers["Location"]
    for client in (browser("keeper"), browser("writer")):
        page = client.get(where)
        assert page.status_code == 200
        assert b"nadir" not in page.content.lower()


def test_more_rows_come_by_an_address_that_names_nobody(town: Cast, browser: Any):
    for number in range(60):
        town.add(f"Number {number:02d}")
    client = browser("writer")
    first = client.get("/people/?sort=alias")
    more = links(first, "Show more")[0]
    assert "Number" not in more
    rest = client.get(more, headers={"HX-Request": "true"})
    assert not set(aliases(first)) & set(aliases(rest))
    assert len(aliases(first)) + len(aliases(rest)) == 63
    assert aliases(client.get(more)) == aliases(rest)


def test_a_view_is_saved_used_replaced_and_removed_by_its_owner_alone(town: Cast, browser: Any):
    client = browser("writer")
    told = {"title": "  My   elders ", "filters": "stage=introduced&text=Nadir&nonsense=1"}
    where = client.post("/people/views/", told).headers["Location"]
    view = SavedView.objects.get()
    assert (view.title, view.filters) == ("My elders", "stage=introduced")
    page = client.get(where)
    assert b"My elders" in page.content
    assert len(aliases(page)) == 3
    client.post("/people/views/", {"title": "My elders", "filters": "met=never"})
    assert aliases(client.get(where)) == ["Abu Kamil"]
    other = browser("keeper")
    assert other.get(where).status_code == 404
    assert other.post(f"/people/views/{view.pk}/remove/").status_code == 404
    assert b"My elders" not in other.get("/people/").content
    assert client.post(f"/people/views/{view.pk}/remove/").status_code == 302
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("told", [{"title": " ", "filters": "met=never"}, {"title": "All"}])
def test_a_view_needs_a_title_and_a_filter(town: Cast, browser: Any, told: dict[str, str]):
    assert browser("writer").post("/people/views/", told).status_code == 409
    assert not SavedView.objects.exists()


def test_a_view_opens_nothing_to_whoever_lost_sight(town: Cast, browser: Any):
    client = browser("keeper")
    client.post("/people/views/", {"title": "Never met", "filters": "met=never"})
    access.set_access(town.asking("writer"), key=town.kamil.pk, sensitivity=3)
    assert aliases(client.get(f"/people/?view={SavedView.objects.get().pk}")) == []


def test_the_row_says_how_the_last_contact_passed(town: Cast, browser: Any):
    page = browser("writer").get("/people/").content.decode()
    assert page.count('title="phone"') == 2


def test_somebody_who_knows_nobody_is_shown_the_way_in(cast: Cast, browser: Any):
    cast.everyone["new"] = team.add_colleague(asked_by(cast.keeper), name="New", sign_in="new").row
    page = browser("new").get("/people/").content.decode()
    assert "No people yet" in page
    assert "Clear filters" not in page
