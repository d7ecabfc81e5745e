"""What a page takes in beyond the three taps: who came along, a new group, a way to reach them."""

import re
import uuid

from cast import Cast
from rapport.records.models import Counterpart, Interaction, OurPart
from web.conftest import AsWho

LOGGED = {"purpose": "engagement", "asked": "no", "channel": "in_person", "two_way": "yes"}
LOGGED |= {"save": "1", "on": "2026-03-10", "line": "Tea by the river."}


def test_a_log_keeps_who_of_us_came_along(cast: Cast, browser: AsWho) -> None:
    said = {**LOGGED, "who": str(cast.kamil.pk), "with_us": [str(cast.keeper.pk)]}
    assert browser("writer").post("/log/", said).status_code == 302
    there = Interaction.objects.get().ours
    assert set(there.values_list("colleague__name", "part")) == {
        ("Writer", OurPart.LEAD),
        ("Kit Keeper", OurPart.SECOND),
    }


def test_choosing_somebody_else_keeps_the_colleagues_already_ticked(
    cast: Cast, browser: AsWho
) -> None:
    said = {"who": str(cast.kamil.pk), "with_us": [str(cast.keeper.pk)], "line": "Tea"}
    page = browser("writer").post("/log/", said).content.decode()
    boxes = re.findall(rf'<input[^>]*value="{cast.keeper.pk}"[^>]*>', page)
    assert [box for box in boxes if 'name="with_us"' in box and "checked" in box]


def test_a_colleague_of_no_circle_of_theirs_is_no_choice(cast: Cast, browser: AsWho) -> None:
    said = {**LOGGED, "who": str(cast.kamil.pk), "with_us": [str(cast.outsider.pk)]}
    answer = browser("writer").post("/log/", said)
    assert answer.status_code == 422
    assert b"Outsider" not in answer.content
    assert not Interaction.objects.exists()


def test_changing_a_log_keeps_who_led_it_and_the_parts_of_the_others(
    cast: Cast, browser: AsWho
) -> None:
    ours = [(cast.writer.pk, OurPart.LEAD), (cast.keeper.pk, OurPart.INTERPRETER)]
    visit = cast.meet(5, ours=ours)
    said = {**LOGGED, "with_us": [str(cast.keeper.pk), str(cast.reader.pk)]}
    where = f"/interactions/{visit.pk}/change/"
    client = browser("keeper")
    client.get(where)
    assert client.post(where, said).status_code == 302
    assert set(visit.ours.values_list("colleague__name", "part")) == {
        ("Writer", OurPart.LEAD),
        ("Kit Keeper", OurPart.INTERPRETER),
        ("Reader", OurPart.SECOND),
    }


def test_somebody_new_can_belong_to_a_group_not_listed_yet(cast: Cast, browser: AsWho) -> None:
    said = {"alias": "Sitt Salma", "circle": str(cast.circle.pk), "opened": "2026-03-01"}
    said |= {"sensitivity": "1", "new_actor": "Water committee", "new_actor_kind": "community"}
    assert browser("writer").post("/people/add/", said).status_code == 302
    page = browser("writer").get("/people/?order=alias").content.decode()
    assert "Water committee" in page


def test_a_way_to_reach_them_is_noted_shown_and_dropped(cast: Cast, browser: AsWho) -> None:
    person, client = f"/people/{cast.kamil.pk}/", browser("writer")
    said = {"channel": "phone", "safety": "unsafe", "note": "He is listened to"}
    assert client.post(f"{person}way/", said).status_code == 302
    assert "He is listened to" in client.get(person).content.decode()
    key = Counterpart.objects.get(pk=cast.kamil.counterpart_id).channels[0]["key"]
    key = uuid.UUID(key)
    assert client.post(f"{person}way/{key}/drop/").status_code == 302
    assert "He is listened to" not in client.get(person).content.decode()


def test_the_brief_of_a_reader_offers_no_log(cast: Cast, browser: AsWho) -> None:
    where = f"/people/{cast.kamil.pk}/brief/"
    log = f"/log/?who={cast.kamil.pk}".encode()
    assert log in browser("writer").get(where).content
    page = browser("reader").get(where)
    assert page.status_code == 200
    assert log not in page.content


def test_whoever_cannot_set_a_rule_still_sees_what_it_counts(cast: Cast, browser: AsWho) -> None:
    set_to = {"on": "on", "days": "21"}
    keeper = browser("keeper")
    keeper.get("/rules/D01/")
    assert keeper.post("/rules/D01/", set_to).status_code == 302
    assert "<strong>21</strong>" in browser("reader").get("/rules/D01/").content.decode()
    keeper.get("/rules/D01/")
    assert keeper.post("/rules/D01/", {"days": "21"}).status_code == 302
    page = browser("reader").get("/rules/D01/").content.decode()
    assert "off in this office" in page
    assert "<strong>21</strong>" not in page


def test_an_interval_left_empty_says_which_one_counts_then(cast: Cast, browser: AsWho) -> None:
    page = browser("writer").get(f"/people/{cast.kamil.pk}/holders/").content.decode()
    assert "If left empty: 30" in page
    assert "If left empty: 60" in page


def test_an_alias_that_mixes_letters_of_two_scripts_is_marked(cast: Cast, browser: AsWho) -> None:
    # Latin but for the first two letters, which are Cyrillic.
    looks_like = cast.add("\u0420\u0430ypal Ali")
    plain = cast.add("Paypal Ali")
    client, mark = browser("writer"), "letters of two scripts"
    assert mark in client.get(f"/people/{looks_like.pk}/").content.decode()
    assert mark not in client.get(f"/people/{plain.pk}/").content.decode()
    assert client.get("/people/").content.decode().count(f">{mark}<") == 1
