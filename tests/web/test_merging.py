"""Two records side by side, on the page."""

import re
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast
from rapport.actions import people, team
from rapport.records.models import Part, Relationship, Sensitivity


def main(answer: Any) -> str:
    text: str = answer.content.decode()
    return text.split("<main")[1]


def test_from_a_pair_to_one_person_and_back(cast: Cast, browser: Any) -> None:
    twin = cast.add("Abu Camil", how_to_address="Doctor", names=[("", "Kamil Rashid")])
    key = cast.kamil.counterpart_id
    people.change_counterpart(cast.asking("writer"), key=key, how_to_address="Sir")
    cast.meet(3, whom=twin)
    client = browser("writer")
    page = main(client.get("/people/duplicates/"))
    where = re.search(r'href="(/people/[^"]+/merge/[^"]+/)"', page)[1]
    side = main(client.get(where))
    for word in ("Sir", "Doctor", "Abu Kamil", "Abu Camil", "Contact history: 1"):
        assert word in side
    assert "كامل" not in side
    picks = {"alias": "other", "how_to_address": "kept", "names": "both"}
    answer = client.post(where, picks)
    assert answer.status_code == 302
    kept = Relationship.objects.exclude(counterpart__alias="Umm Sahar").get().counterpart
    assert kept.alias in {"Abu Kamil", "Abu Camil"}
    undo = re.search(r'action="(/history/[^"]+/undo/)"', main(client.get(answer.url)))[1]
    client.post(undo)
    assert set(Relationship.objects.values_list("counterpart__alias", flat=True)) == {
        "Abu Kamil",
        "Abu Camil",
        "Umm Sahar",
    }


def test_a_pick_that_is_missing_is_asked_for_and_nothing_is_done(cast: Cast, browser: Any) -> None:
    twin = cast.add("Abu Camil")
    where = f"/people/{cast.kamil.pk}/merge/{twin.pk}/"
    assert browser("writer").post(where, {"alias": "king"}).status_code == 422
    assert Relationship.objects.count() == 3


def test_of_records_that_cannot_be_one_the_page_says_why(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    severe = cast.add("Abu Camil", sensitivity=Sensitivity.SEVERE)
    said = main(client.get(f"/people/{cast.kamil.pk}/merge/{severe.pk}/"))
    assert "limited to named colleagues" in said
    assert "<button" not in said
    new = {"circle": cast.elsewhere.pk, "colleague": cast.writer.pk, "part": Part.WRITER}
    team.admit(cast.asking("outsider"), **new)
    said = main(client.get(f"/people/{cast.kamil.pk}/merge/{cast.hidden.pk}/"))
    assert "different circles" in said


def test_a_group_i_may_not_see_is_neither_shown_nor_asked_about(cast: Cast, browser: Any) -> None:
    twin = cast.add("Abu Camil", new_actor="Water board")
    people.change_counterpart(
        cast.asking("writer"), key=cast.kamil.counterpart_id, new_actor="Heronry"
    )
    where = f"/people/{cast.kamil.pk}/merge/{twin.pk}/"
    client = browser("writer")
    assert "Heronry" in main(client.get(where))
    cast.kamil.counterpart.refresh_from_db()
    group = cast.kamil.counterpart.actor
    type(group).objects.filter(pk=group.pk).update(circle=cast.elsewhere)
    side = main(client.get(where))
    assert "Heronry" not in side
    assert 'name="actor"' not in side


def test_the_other_record_is_found_by_its_alias_or_offered(cast: Cast, browser: Any) -> None:
    twin = cast.add("Abu Camil")
    client, where = browser("writer"), f"/people/{cast.kamil.pk}/merge/"
    assert f"{where}{twin.pk}/" in main(client.get(where))
    assert client.post(where, {"alias": "abu camil"}).url == f"{where}{twin.pk}/"
    assert client.post(where, {"alias": "Umm Sahar"}).status_code == 422


def test_side_by_side_asks_no_more_however_much_there_is(cast: Cast, browser: Any) -> None:
    twin = cast.add("Abu Camil")
    client, where = browser("writer"), f"/people/{cast.kamil.pk}/merge/{twin.pk}/"

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            assert client.get(where).status_code == 200
        return len(questions)

    cast.meet(3, whom=twin)
    asked()
    few = asked()
    for days in range(9):
        cast.meet(days, whom=twin)
        people.seal_name(cast.asking("writer"), key=twin.counterpart_id, name=f"Kamil {days}")
    assert asked() == few <= 102
