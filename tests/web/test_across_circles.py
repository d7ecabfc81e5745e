"""What is noticed of an actor, on the morning's page: read, set aside for oneself, heard again."""

from datetime import timedelta
from typing import Any

import pytest

from cast import Cast
from rapport.actions import upkeep
from rapport.records.models import OwnWaiver, Relationship
from rapport.records.refusals import NotThere


def test_it_is_read_set_aside_and_heard_again(cast: Cast, browser: Any) -> None:
    miller = cast.add("The miller", days_ago=400, new_actor="Brigade")
    actor = Relationship.objects.get(pk=miller.pk).counterpart.actor_id
    reader = browser("reader")
    page = reader.get("/?whose=office&when=later").content.decode()
    assert "Brigade" in page
    assert "as far as you can see" in page
    assert f"/people/{miller.pk}/" in page
    where = f"/today/actor/{actor}/waive/N06/"
    assert where in page
    assert "Brigade" in reader.get(where).content.decode()
    done = reader.post(where, {"reason": "They moved.", "until": "2026-04-01"}, follow=True)
    assert done.status_code == 200
    waiver = OwnWaiver.objects.get()
    assert waiver.seen == [str(miller.pk)]
    assert "Brigade" not in reader.get("/?whose=office&when=later").content.decode()
    listed = reader.get("/rules/").content.decode()
    assert "They moved." in listed
    assert "Brigade" in listed
    assert "They moved." not in browser("writer").get("/rules/").content.decode()
    assert browser("writer").post(f"/own-waivers/{waiver.pk}/lift/").status_code == 404
    reader.post(f"/own-waivers/{waiver.pk}/lift/")
    assert "Brigade" in reader.get("/?whose=office&when=later").content.decode()


def test_nobody_sets_aside_what_they_do_not_see(cast: Cast, browser: Any) -> None:
    miller = cast.add("The miller", days_ago=400, new_actor="Brigade")
    actor = Relationship.objects.get(pk=miller.pk).counterpart.actor_id
    where = f"/today/actor/{actor}/waive/N06/"
    assert browser("outsider").get(where).status_code == 404
    assert browser("writer").get(f"/today/actor/{miller.pk}/waive/N06/").status_code == 404


def test_nobody_sets_aside_for_themselves_what_is_set_aside_for_all(cast: Cast) -> None:
    about = {"about_kind": "actor", "about_key": cast.kamil.pk, "seen": []}
    later = cast.DAY + timedelta(days=9)
    with pytest.raises(NotThere):
        upkeep.waive_for_myself(
            cast.asking("reader"), code="U01", **about, reason="Known.", until=later
        )
