"""Two records of one group made one on a page, and one parted by ticks."""

from typing import Any

import pytest
from django.urls import reverse

from cast import Cast
from rapport.actions import actor_places, actors, posts, team
from rapport.records.models import Actor, Position


@pytest.fixture
def port(cast: Cast) -> Actor:
    asking = cast.asking("writer")
    made: Actor = actors.add_actor(asking, circle=cast.circle.pk, name="Port authority").row
    posts.add_post(asking, actor=made.pk, title="Harbour master")
    actor_places.note_place(asking, actor=made.pk, place="Port Istrin", control="present")
    return made


def test_another_record_is_chosen_and_becomes_part_of_this_one(cast: Cast, browser: Any, port):
    again = actors.add_actor(cast.asking("writer"), circle=cast.circle.pk, name="Harbour").row
    client = browser("writer")
    page = client.get(reverse("actor", args=[again.pk])).content.decode()
    where = reverse("merge-group", args=[again.pk])
    assert where in page
    form = client.get(where).content.decode()
    assert "Port authority" in form
    assert f'value="{again.pk}"' not in form, "not with itself"
    assert client.post(where, {"other": str(port.pk)}).status_code == 302
    again.refresh_from_db()
    assert again.names == ["Harbour", "Port authority"]
    assert not Actor.objects.filter(pk=port.pk).exists()
    answer = client.post(where, {"other": str(port.pk)})
    assert answer.status_code == 422, "it is no choice any more"


def test_what_is_ticked_passes_to_the_new_group(cast: Cast, browser: Any, port):
    client, where = browser("writer"), reverse("split-group", args=[port.pk])
    form = client.get(where).content.decode()
    assert "Post: Harbour master" in form
    assert "Place of a group: Port Istrin" in form
    post = Position.objects.get()
    answer = client.post(where, {"name": "Pilots", "passes": [str(post.pk)]})
    new = Actor.objects.get(names=["Pilots"])
    assert answer.headers["Location"].startswith(reverse("actor", args=[new.pk]))
    post.refresh_from_db()
    assert post.actor == new
    assert port.actorplaces.count() == 1


def test_what_one_may_not_change_is_not_offered(cast: Cast, browser: Any, port):
    """A part of the group in a circle of others is neither named nor counted."""
    team.admit(
        cast.asking("keeper"), circle=cast.circle.pk, colleague=cast.outsider.pk, part="writer"
    )
    actors.add_actor(cast.asking("outsider"), circle=cast.elsewhere.pk, name="Secret desk")
    Actor.objects.filter(names=["Secret desk"]).update(parent=port)
    form = browser("writer").get(reverse("split-group", args=[port.pk])).content.decode()
    assert "Secret desk" not in form
    assert form.count('name="passes"') == 2
