"""The pages of gates, as somebody uses them: an empty list, a gate, its consents, its days."""

import re
from datetime import timedelta
from typing import Any

import pytest

from actions.test_consents import need
from actions.test_gates import gate
from cast import Cast
from rapport.actions import access, asks, consents, gates
from rapport.records.models import Consent, ConsentGroup, Gate, GateIncident, GateState, SecondPath
from rapport.records.recording import change_set

DAY = Cast.DAY


def text_of(answer: Any) -> str:
    """Return what the page's main part says, without its tags."""
    body = answer.content.decode()
    main = re.search(r"<main.*</main>", body, re.DOTALL)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def page_of(client: Any, road: Gate, **told: str) -> str:
    return text_of(client.get(f"/gates/{road.pk}/", told))


def send(client: Any, where: str, **said: str) -> Any:
    """Open a form, and send it as it stands with these changes."""
    client.get(where)
    answer = client.post(where, said)
    assert answer.status_code == 302, text_of(answer)
    return answer


def test_an_empty_list_says_what_a_gate_is_and_offers_to_add_one(cast: Cast, browser: Any):
    body = browser("writer").get("/gates/").content.decode()
    assert "No gates yet" in body
    assert 'href="/gates/add/"' in body
    assert 'href="/gates/add/"' not in browser("reader").get("/gates/").content.decode()


def test_a_gate_is_added_with_how_it_stands_and_leads_to_its_page(cast: Cast, browser: Any):
    client = browser("writer")
    said = {"name": "North road", "kind": "area", "standing": "closed", "reason": "Barrier down"}
    answer = send(client, "/gates/add/", **said, circle=str(cast.circle.pk), until="31 Dec 2026")
    road = Gate.objects.get()
    assert answer.headers["Location"].startswith(f"/gates/{road.pk}/?done=")
    page = page_of(client, road)
    for words in ("North road", "Access to an area", "closed", "Barrier down", "31 Dec 2026"):
        assert words in page


def test_what_was_typed_stays_where_it_cannot_be(cast: Cast, browser: Any):
    said = {"name": "North road", "circle": str(cast.circle.pk), "since": "2 Mar", "until": "1 Mar"}
    answer = browser("writer").post("/gates/add/", said)
    assert answer.status_code == 422
    assert 'value="North road"' in answer.content.decode()


def test_a_gate_is_changed_and_removed_with_a_way_back(cast: Cast, browser: Any):
    client, road = browser("writer"), gate(cast)
    send(client, f"/gates/{road.pk}/change/", name="South road", kind="passage", place="Orsend")
    road.refresh_from_db()
    assert (road.name, road.kind, road.place) == ("South road", "passage", "Orsend")
    answer = client.post(f"/gates/{road.pk}/remove/")
    assert answer.headers["Location"].startswith("/gates/?done=")
    assert not Gate.objects.exists()


def test_the_list_filters_by_choices_in_the_address_and_by_nothing_else(cast: Cast, browser: Any):
    gate(cast, standing="closed", place="Orsend Plain")
    gate(cast, name="Visa", kind="permit")
    client = browser("reader")
    body = client.get("/gates/").content.decode()
    assert "Orsend" not in "".join(re.findall(r'href="([^"]*)"', body))
    by_place = re.search(r'href="(/gates/\?place=[0-9a-f]{12})"', body)[1]
    for where in (by_place, "/gates/?standing=closed", "/gates/?kind=area"):
        answer = text_of(client.get(where))
        assert "North road" in answer
        assert "Visa" not in answer
    assert "No gate fits these filters" in text_of(client.get("/gates/?service=water"))
    unknown = text_of(client.get("/gates/?standing=heron&kind=heron&page=heron&service="))
    assert "North road" in unknown
    assert "Visa" in unknown


def test_past_gates_wait_behind_a_link(cast: Cast, browser: Any):
    gate(cast, until=DAY - timedelta(1))
    client = browser("reader")
    first = client.get("/gates/").content.decode()
    assert "North road" not in first
    assert 'href="/gates/?past=1"' in first
    assert "North road" in text_of(client.get("/gates/?past=1"))


def test_both_words_stand_beside_each_other_and_where_they_differ_it_is_said(cast, browser):
    road = gate(cast, standing="open")
    one = need(cast, road, state="refused", on=DAY - timedelta(41))
    client = browser("reader")
    for page in (page_of(client, road), text_of(client.get("/gates/"))):
        assert "Said: open. Consents: closed." in page
        assert re.search("Depends on Abu Kamil", page)
    assert "41 days ago" in page_of(client, road)
    consents.say_consent(cast.asking("writer"), key=one.pk, state="given")
    assert "Consents: closed" not in page_of(client, road)


def test_as_far_as_you_can_see_is_said_once(cast: Cast, browser: Any):
    road = gate(cast)
    for page in (page_of(browser("reader"), road), text_of(browser("reader").get("/gates/"))):
        assert page.count("As far as you can see") == 1


def test_a_closed_gate_without_a_second_path_asks_for_one(cast: Cast, browser: Any):
    client, road = browser("writer"), gate(cast, standing="closed")
    assert "no second path is noted" in page_of(client, road)
    assert "No second path noted" in text_of(client.get("/gates/"))
    send(client, f"/gates/{road.pk}/path/", text="By boat", who="abu kamil")
    assert SecondPath.objects.get().relationship == cast.kamil
    page = page_of(client, road)
    assert "By boat" in page
    assert "no second path is noted" not in page


def test_how_it_stands_and_incidents_are_said_on_a_day_and_put_right(cast: Cast, browser: Any):
    client, road = browser("writer"), gate(cast)
    where = f"/gates/{road.pk}/"
    send(client, f"{where}standing/", standing="closed", on="3 March", reason="Fighting")
    send(client, f"{where}incident/", kind="refused", on="4 March", text="Two trucks sent back")
    state, happened = GateState.objects.get(), GateIncident.objects.get()
    assert (state.on.day, happened.on.day) == (3, 4)
    page = page_of(client, road)
    assert "Turned back" in page
    assert "Two trucks sent back" in page
    send(client, f"/gates/said/state/{state.pk}/change/", standing="open", on="", reason="")
    send(client, f"/gates/said/incident/{happened.pk}/change/", kind="delayed", on="5 March")
    state.refresh_from_db(), happened.refresh_from_db()
    assert (state.standing, state.on.day, happened.kind, happened.on.day) == (
        "open", 3, "delayed", 5,
    )  # fmt: skip
    client.post(f"/gates/said/state/{state.pk}/remove/")
    assert not GateState.objects.exists()
    assert client.get(f"/gates/said/heron/{happened.pk}/change/").status_code == 404


def test_how_it_stood_on_a_day_is_asked_by_the_address(cast: Cast, browser: Any):
    client, road = browser("reader"), gate(cast)
    for standing, days_ago in (("closed", 40), ("open", 9)):
        on = DAY - timedelta(days_ago)
        gates.say_standing(cast.asking("writer"), gate=road.pk, standing=standing, on=on)
    past = page_of(client, road, on=(DAY - timedelta(20)).isoformat())
    assert "As it stood on 24 Feb 2026" in past
    assert "since 4 Feb 2026" in past
    assert "since 7 Mar 2026" not in past
    assert "As it stood" not in page_of(client, road)
    assert "As it stood" not in page_of(client, road, on="2027-01-01")
    assert "As it stood on 24 Feb 2026" in page_of(client, road, on="24 February")
    wrong = client.get(f"/gates/{road.pk}/", {"on": "heron"})
    assert wrong.status_code == 422
    assert 'value="heron"' in wrong.content.decode()


def test_the_picture_has_a_table_beside_it_and_no_style_of_its_own(cast: Cast, browser: Any):
    road = gate(cast)
    for standing, days_ago in (("closed", 90), ("conditional", 40), ("open", 9)):
        on = DAY - timedelta(days_ago)
        gates.say_standing(cast.asking("writer"), gate=road.pk, standing=standing, on=on)
    gates.log_incident(cast.asking("writer"), gate=road.pk, kind="refused", on=DAY - timedelta(50))
    body = browser("reader").get(f"/gates/{road.pk}/").content.decode()
    picture = re.search(r'<svg class="picture.*?</svg>\s', body, re.DOTALL)[0]
    assert "style=" not in picture
    assert 'role="img"' in picture
    table = re.search(r"<tbody>.*?</tbody>", body, re.DOTALL)[0]
    assert re.findall(r"<td>(closed|open with conditions|open)</td>", table) == [
        "closed", "open with conditions", "open",
    ]  # fmt: skip
    assert "turned back" in table


# Consents


def test_a_consent_is_added_and_a_new_answer_takes_two_taps(cast: Cast, browser: Any):
    client, road = browser("writer"), gate(cast)
    send(client, f"/gates/{road.pk}/consent/", kind="authority", who="Abu Kamil", state="given")
    one = Consent.objects.get()
    assert one.relationship == cast.kamil
    body = client.get(f"/gates/{road.pk}/").content.decode()
    button = f'formaction="/consents/{one.pk}/say/" name="now" value="refused"'
    assert button in body, "the menu is opened, the answer is tapped"
    client.post(f"/consents/{one.pk}/say/", {"now": "refused"})
    one.refresh_from_db()
    assert one.states == [[DAY.isoformat(), "refused"]]
    send(client, f"/consents/{one.pk}/say/", state="conditional", on="1 March", note="By day")
    one.refresh_from_db()
    assert one.states[0] == ["2026-03-01", "conditional"]
    page = page_of(client, road)
    assert "By day" in page
    assert "Earlier answers" in page
    client.post(f"/consents/{one.pk}/take-back/", {"on": "2026-03-01"})
    one.refresh_from_db()
    assert one.states == [[DAY.isoformat(), "refused"]]


def test_a_consent_of_a_group_known_or_new_or_of_nobody(cast: Cast, browser: Any):
    client, road = browser("writer"), gate(cast)
    where = f"/gates/{road.pk}/consent/"
    assert 'name="position"' not in client.get(where).content.decode(), "there are no posts"
    send(client, where, kind="community", new_actor="Elders")
    known = Consent.objects.get().actor
    send(client, where, kind="community", actor=str(known.pk))
    assert Consent.objects.filter(actor=known).count() == 2
    for said in ({}, {"who": "Abu Kamil", "new_actor": "Elders"}, {"who": "Nobody At All"}):
        answer = client.post(where, {"kind": "community", **said})
        assert answer.status_code == 422
    assert "Nobody is called" in answer.content.decode()


def test_groups_are_added_within_each_other_changed_and_removed(cast: Cast, browser: Any):
    client, road = browser("writer"), gate(cast)
    where = f"/gates/{road.pk}/group/"
    send(client, where, needs="all")
    outer = ConsentGroup.objects.get()
    client.post(f"{where}?within={outer.pk}", {"needs": "some", "count": "2"})
    inner = ConsentGroup.objects.get(parent=outer)
    page = page_of(client, road)
    assert "All of" in page
    assert "At least 2 of" in page
    assert "Nobody is named here yet" in page
    assert client.post(where, {"needs": "some"}).status_code == 422
    send(client, f"/consents/groups/{inner.pk}/change/", needs="any")
    inner.refresh_from_db()
    assert (inner.needs, inner.count) == ("any", None)
    one = need(cast, road, new_actor="Elders", group=inner.pk)
    send(client, f"/consents/{one.pk}/change/", kind="community", note="", group=str(outer.pk))
    one.refresh_from_db()
    assert one.group == outer
    client.post(f"/consents/groups/{outer.pk}/remove/")
    assert not ConsentGroup.objects.exists()


def test_a_reader_is_offered_nothing_to_change(cast: Cast, browser: Any):
    road = gate(cast, standing="closed")
    need(cast, road, state="given")
    body = browser("reader").get(f"/gates/{road.pk}/").content.decode()
    main = re.search(r"<main.*</main>", body, re.DOTALL)[0]
    assert "formaction" not in main
    assert "/change/" not in main
    assert "/consent/" not in main


def test_a_severe_person_is_not_told_of_and_nothing_is_counted(cast: Cast, browser: Any):
    road = gate(cast)
    severe = cast.add("Umm Nadir")
    need(cast, road, relationship=severe.pk, state="refused")
    access.set_access(cast.asking("writer"), key=severe.pk, sensitivity=3)
    assert "Umm Nadir" in page_of(browser("writer"), road)
    page = page_of(browser("reader"), road)
    assert "Umm Nadir" not in page
    assert "No consents noted yet" in page
    assert "Umm Nadir" not in text_of(browser("reader").get("/gates/"))


def test_requests_for_a_gate_stand_on_its_page_for_those_who_see_them(cast: Cast, browser: Any):
    road = gate(cast)
    need(cast, road)
    severe = cast.add("Umm Nadir")
    for whom, what in ((cast.kamil, "Passage on Tuesdays"), (severe, "A quiet word")):
        ask = asks.plan_ask(cast.asking("writer"), relationship=whom.pk, what=what).row
        with change_set("change_record", cast.asking("writer")) as changes:
            changes.change(ask, gate=road)
    access.set_access(cast.asking("writer"), key=severe.pk, sensitivity=3)
    page = page_of(browser("reader"), road)
    assert "Passage on Tuesdays" in page
    assert "A quiet word" not in page
    body = browser("writer").get(f"/gates/{road.pk}/").content.decode()
    assert f'href="/people/{cast.kamil.pk}/ask/?gate={road.pk}"' in body


def test_a_person_s_page_says_which_gates_hang_on_them(cast: Cast, browser: Any):
    client = browser("reader")
    where = f"/people/{cast.kamil.pk}/"
    assert "Gates that depend on them" not in text_of(client.get(where))
    road = gate(cast, standing="closed")
    need(cast, road, state="refused")
    page = text_of(client.get(where))
    assert "Gates that depend on them" in page
    assert re.search(r"North road\s+They say:\s+refuses\s+today\s+closed", page)


# From everywhere


def test_gates_are_in_the_menu_the_palette_and_find(cast: Cast, browser: Any):
    client, road = browser("writer"), gate(cast, note="for medicines")
    there = f"/gates/{road.pk}/"
    assert 'href="/gates/"' in client.get("/").content.decode()
    for typed, where in (("north", there), ("gates", "/gates/"), ("add gate", "/gates/add/")):
        assert f'"{where}"' in client.post("/go-to/", {"text": typed}).content.decode(), typed
    found = client.post("/find/", {"text": "medicines"}, follow=True).content.decode()
    assert f'href="{there}"' in found
    assert (
        "/gates/add/"
        not in browser("reader").post("/go-to/", {"text": "add gate"}).content.decode()
    )


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_pages_read_in_each_direction(cast: Cast, browser: Any, language: str):
    client, road = browser("writer"), gate(cast, standing="open", since=DAY, until=DAY)
    need(cast, road, state="given", on=DAY - timedelta(120))
    client.cookies["django_language"] = language
    for where in ("/gates/", f"/gates/{road.pk}/", f"/gates/{road.pk}/consent/"):
        assert client.get(where).status_code == 200
