"""The pages of who goes: side by side, chosen with a reason, carried on, and taken back."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import RequestFactory
from django.urls import reverse

from cast import Cast
from rapport.actions import colleagues, insights, meetings, who_goes
from rapport.records.models import Colleague, Connection, Function, Interest, Meeting, Operation
from rapport.web.team_in_address import opened_team

DAY = Cast.DAY
REASON = "She speaks their language."


@pytest.fixture
def planned(cast: Cast) -> Meeting:
    theirs, on = [(cast.kamil.pk,)], DAY + timedelta(days=2)
    return meetings.plan_meeting(cast.asking("writer"), theirs=theirs, on=on).row[0]


def said(*going: tuple[Colleague, str], reason: str = REASON) -> dict[str, str]:
    return {**{f"part_{who.pk.hex}": part for who, part in going}, "reason_for_lead": reason}


def ours(meeting: Meeting) -> set[tuple[Any, str]]:
    return set(meeting.ours.values_list("colleague_id", "part"))


def test_the_choice_and_its_reason_are_kept_in_the_meeting_and_one_undo_takes_them_back(
    cast: Cast, browser, planned
):
    where = reverse("who-goes-to", args=[planned.pk])
    client = browser("writer")
    client.get(where)
    answer = client.post(where, said((cast.reader, "lead"), (cast.writer, "interpreter")))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("meeting", args=[planned.pk]))
    planned.refresh_from_db()
    assert ours(planned) == {(cast.reader.pk, "lead"), (cast.writer.pk, "interpreter")}
    assert planned.reason_for_lead == REASON
    page = client.get(where).content.decode()
    assert REASON in page
    assert page.count('value="lead" selected') == 1
    done = parse_qs(urlsplit(answer.headers["Location"]).query)["done"][0]
    client.post(reverse("undo", args=[done]), {"back": where})
    planned.refresh_from_db()
    assert (ours(planned), planned.reason_for_lead) == ({(cast.writer.pk, "lead")}, "")


def test_security_alone_is_saved_all_the_same_and_shown_with_whom_to_pair(
    cast: Cast, browser, planned
):
    Colleague.objects.filter(pk=cast.writer.pk).update(function=Function.SECURITY)
    Colleague.objects.filter(pk=cast.reader.pk).update(function=Function.PROGRAMME)
    where = reverse("who-goes-to", args=[planned.pk])
    client = browser("writer")
    client.get(where)
    answer = client.post(where, said((cast.writer, "lead"), reason="The road."))
    assert answer.headers["Location"].startswith(where)
    planned.refresh_from_db()
    assert planned.reason_for_lead == "The road."
    assert "caution pair saved" in client.get(where).content.decode()
    assert "Pair with a programme colleague" in client.get(where).content.decode()
    client.post(where, said((cast.writer, "lead"), (cast.reader, "second")))
    assert "caution pair saved" not in client.get(where).content.decode()


def test_what_somebody_else_saved_meanwhile_is_shown_first(cast: Cast, browser, planned):
    where = reverse("who-goes-to", args=[planned.pk])
    client = browser("writer")
    client.get(where)
    change = {"key": planned.pk, "reason_for_lead": "Kit asked for it."}
    meetings.change_meeting(cast.asking("keeper"), **change)
    answer = client.post(where, said((cast.reader, "lead")))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Kit asked for it." in page
    assert REASON in page


def test_without_a_meeting_the_choice_goes_on_to_the_plan_and_no_word_stands_in_the_address(
    cast: Cast, browser
):
    where = reverse("who-goes", args=[cast.kamil.pk])
    client = browser("writer")
    before = Operation.objects.count()
    answer = client.post(where, said((cast.reader, "lead"), (cast.keeper, "shield")))
    assert answer.status_code == 302
    assert Operation.objects.count() == before
    there = urlsplit(answer.headers["Location"])
    assert there.path == reverse("plan-meeting", args=[cast.kamil.pk])
    asked = parse_qs(there.query)
    assert asked["ours"] == [str(cast.keeper.pk), str(cast.reader.pk)]
    assert asked["part"] == ["shield", "lead"]
    assert "language" not in there.query
    request: Any = client.get(where).wsgi_request
    request.GET = RequestFactory().get(answer.headers["Location"]).GET
    assert opened_team(request) == [(cast.keeper.pk, "shield"), (cast.reader.pk, "lead")]
    assert REASON in client.get(answer.headers["Location"]).content.decode()


def test_a_part_that_there_is_not_stays_in_the_form(cast: Cast, browser, planned):
    where = reverse("who-goes-to", args=[planned.pk])
    client = browser("writer")
    client.get(where)
    answer = client.post(where, said((cast.reader, "king")))
    assert answer.status_code == 422
    assert REASON in answer.content.decode()


def test_a_stranger_is_not_chosen(cast: Cast, browser, planned):
    where = reverse("who-goes-to", args=[planned.pk])
    client = browser("writer")
    assert "Outsider" not in client.get(where).content.decode()
    client.post(where, said((cast.outsider, "lead"), (cast.writer, "lead")))
    assert ours(planned) == {(cast.writer.pk, "lead")}


def test_a_reader_compares_and_is_offered_no_choice(cast: Cast, browser, planned):
    client = browser("reader")
    for name, key in (("who-goes", cast.kamil.pk), ("who-goes-to", planned.pk)):
        where = reverse(name, args=[key])
        page = client.get(where).content.decode()
        assert "Workload" in page
        assert "<select" not in page
        assert "primary" not in re.sub(r"(?s).*<main", "", page)
        assert client.post(where, said((cast.reader, "lead"))).status_code == 403
    assert ours(planned) == {(cast.writer.pk, "lead")}


def test_the_words_of_one_who_did_not_share_them_are_on_no_page(cast: Cast, browser, planned):
    said_of = {"exposure_notes": "Kin of the heron.", "exposure_shared": False}
    Colleague.objects.filter(pk=cast.reader.pk).update(**said_of)
    for role in ("keeper", "writer", "reader"):
        client = browser(role)
        for name, key in (("who-goes", cast.kamil.pk), ("who-goes-to", planned.pk)):
            assert "heron" not in client.get(reverse(name, args=[key])).content.decode()


def test_a_connection_is_added_and_changed_from_the_page_of_the_person(cast: Cast, browser):
    client = browser("writer")
    where = reverse("connection", args=[cast.kamil.pk])
    assert "Outsider" not in client.get(where).content.decode()
    empty = client.post(where, {"colleague": str(cast.reader.pk), "text": ""})
    assert empty.status_code == 422
    client.post(where, {"colleague": str(cast.reader.pk), "text": "Both keep bees."})
    row = Connection.objects.get()
    assert (row.colleague, row.text) == (cast.reader, "Both keep bees.")
    assert "Both keep bees." in client.get(f"/people/{cast.kamil.pk}/").content.decode()
    change = reverse("change-record", args=["connection", row.pk])
    assert "Both keep bees." in client.get(change).content.decode()
    client.post(change, {"colleague": str(cast.keeper.pk), "text": "Both kept bees."})
    row.refresh_from_db()
    assert (row.colleague, row.text) == (cast.keeper, "Both kept bees.")
    client.post(reverse("remove-record", args=["connection", row.pk]))
    assert not Connection.objects.exists()


def test_a_reader_declares_their_own_conflict_and_can_name_nobody_else(cast: Cast, browser):
    client = browser("reader")
    where = reverse("interest", args=[cast.kamil.pk])
    page = client.get(where).content.decode()
    assert str(cast.reader.pk) in page
    assert f'value="{cast.writer.pk}"' not in page
    told = {"kind": "debt", "text": "Lent me a car.", "declared_on": "16 March 2026"}
    assert client.post(where, {"colleague": str(cast.writer.pk), **told}).status_code == 422
    client.post(where, {"colleague": str(cast.reader.pk), **told})
    row = Interest.objects.get()
    assert (row.colleague, row.kind, row.text) == (cast.reader, "debt", "Lent me a car.")
    page = client.get(f"/people/{cast.kamil.pk}/").content.decode()
    assert "Lent me a car." in page
    change = reverse("change-record", args=["interest", row.pk])
    assert change in page
    client.get(change)
    managed = {"managed": "The writer leads.", "until": "", "colleague": str(cast.reader.pk)}
    client.post(change, {**told, **managed})
    row.refresh_from_db()
    assert row.managed == "The writer leads."
    assert "not managed" not in client.get(f"/people/{cast.kamil.pk}/").content.decode()


def test_the_side_door_tells_them_with_the_person(cast: Cast, browser):
    about = {"relationship": cast.kamil.pk}
    who_goes.note_connection(cast.asking("writer"), **about, text="Both keep bees.")
    who_goes.declare_interest(cast.asking("writer"), **about, kind="gift", text="A pen.")
    answer = browser("reader").get(f"/api/people/{cast.kamil.pk}/").json()
    assert [one["text"] for one in answer["connections"]] == ["Both keep bees."]
    assert [(one["kind"], one["text"]) for one in answer["interests"]] == [("gift", "A pen.")]
    assert answer["connections"][0]["colleague_id"] == str(cast.writer.pk)


def test_all_of_them_stand_behind_more(cast: Cast, browser):
    for number in range(30):
        text = f"Bees {number}."
        who_goes.note_connection(cast.asking("writer"), relationship=cast.kamil.pk, text=text)
    client = browser("writer")
    where = reverse("person-part", args=[cast.kamil.pk, "connections"])
    assert where in client.get(f"/people/{cast.kamil.pk}/").content.decode()
    page = client.get(where).content.decode()
    assert all(f"Bees {number}." in page for number in range(30))
    assert client.get(reverse("person-part", args=[cast.kamil.pk, "interests"])).status_code == 200


def test_what_both_told_is_offered_and_fills_in_the_form(cast: Cast, browser):
    asking, key = cast.asking("writer"), cast.kamil.pk
    told = {"kind": "preference", "nature": "fact", "known_from": "told_us"}
    note = insights.note_insight(asking, relationship=key, text="Plays chess.", **told).row
    colleagues.say_of_myself(asking, topics=["chess"])
    address = f"/people/{key}/connection/"
    assert "told us on" in browser("writer").get(address).content.decode()
    chosen = browser("writer").get(f"{address}?with={cast.writer.pk}&note={note.pk}")
    assert 'value="chess"' in chosen.content.decode()
