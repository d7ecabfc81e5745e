"""A script that walks through everybody is asked why; whoever minds data protection sees it."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.urls import reverse

from cast import Cast, asked_by
from rapport.actions import people
from rapport.records.models import Colleague, Duty, Office, Reading

WHY = "/reading/why/"


@pytest.fixture
def many(cast: Cast) -> list[UUID]:
    """Forty people of the circle."""
    return [
        people.add_counterpart(
            asked_by(cast.writer), alias=f"Person {n}", circle=cast.circle.pk, opened=cast.DAY
        ).row.pk
        for n in range(40)
    ]


def walk(client: Any, where: list[str]) -> int:
    """Open addresses until one leads elsewhere; return how many came before."""
    for place, address in enumerate(where):
        if client.get(address).status_code != 200:
            return place
    return len(where)


@pytest.mark.parametrize("door", ["person", "brief", "api-person", "phase"])
def test_a_script_walking_forty_people_is_stopped_and_told_of(
    cast: Cast, browser: Any, many: list[UUID], door: str
):
    client = browser("writer")
    assert walk(client, [reverse(door, args=[key]) for key in many]) == 25
    page = browser("keeper").get("/reading/").content.decode()
    assert "Writer" in page
    assert "25 people" in page
    assert "asked why, and not answered" in page
    assert "Somebody opened many people, 1 time" in browser("keeper").get("/").content.decode()


def test_a_reason_leads_on_to_what_was_wanted(cast: Cast, browser: Any, many: list[UUID]):
    client = browser("writer")
    walk(client, [reverse("person", args=[key]) for key in many])
    wanted = reverse("person", args=[many[30]]) + "?before=2026-01-01"
    asked = client.get(wanted)
    assert asked.status_code == 303
    where = asked.headers["Location"]
    assert where.startswith(WHY)
    assert client.post(where, {"reason": " "}).status_code == 422
    told = client.post(where, {"reason": "The yearly review."})
    assert told.headers["Location"].startswith(wanted)
    assert client.get(wanted).status_code == 200
    assert walk(client, [reverse("person", args=[key]) for key in many[:24]]) == 24
    page = browser("keeper").get("/reading/").content.decode()
    assert "The yearly review." in page
    assert "Person 7" in page
    assert (
        "gave a reason for opening many people"
        in browser("keeper").get("/history/").content.decode()
    )


def test_a_reason_never_leads_to_another_site(cast: Cast, browser: Any):
    for then in ("https://heron.example/", "//heron.example", "javascript:x"):
        answer = browser("writer").post(f"{WHY}?then={then}", {"reason": "x"})
        assert answer.headers["Location"].startswith("/people/")


def test_sealed_names_count_and_nothing_typed_is_held_up(
    cast: Cast, browser: Any, many: list[UUID]
):
    client = browser("writer")
    opened = [client.post(reverse("names", args=[key])).status_code for key in many]
    assert opened == [200] * 25 + [303] * 15
    asked = client.post(reverse("names", args=[many[30]]))
    assert f"then=%2Fpeople%2F{many[30]}%2F" in asked.headers["Location"]
    said = {"to": "repair", "why": "They left early."}
    assert client.post(reverse("phase", args=[many[31]]), said).status_code == 302


def test_a_fragment_asked_for_alone_sends_the_whole_page_on(
    cast: Cast, browser: Any, many: list[UUID]
):
    client = browser("writer")
    walk(client, [reverse("person", args=[key]) for key in many])
    answer = client.get(reverse("person", args=[many[30]]), headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith(WHY)


def test_what_is_not_yours_is_never_counted(cast: Cast, browser: Any):
    client = browser("writer")
    for _ in range(30):
        assert client.get(reverse("person", args=[cast.hidden.pk])).status_code == 404
    assert "Nobody has read so many." in browser("keeper").get("/reading/").content.decode()


def test_the_side_door_says_so_and_takes_the_reason(cast: Cast, browser: Any, many: list[UUID]):
    client = browser("writer")
    addresses = [reverse("api-person", args=[key]) for key in many]
    assert walk(client, addresses) == 25
    refused = client.get(addresses[30])
    assert (refused.status_code, refused.json()["code"]) == (409, "say_why")
    said = json.dumps({"reason": "A yearly review."})
    told = client.post("/api/reading/", said, content_type="application/json")
    assert UUID(told.json()["change_set"])
    assert client.get(addresses[30]).status_code == 200
    assert Reading.objects.get().many == 25


def test_who_sees_the_readings(cast: Cast, browser: Any):
    assert browser("keeper").get("/reading/").status_code == 200
    assert browser("writer").get("/reading/").status_code == 404
    Colleague.objects.filter(sign_in="writer").update(duties=[Duty.DATA_PROTECTION])
    assert browser("writer").get("/reading/").status_code == 200
    assert browser("keeper").get("/reading/").status_code == 404


def test_the_head_of_office_sets_the_numbers(cast: Cast, browser: Any):
    client = browser("keeper")
    client.get("/reading/limits/")
    assert client.post("/reading/limits/", {"hour": "9", "day": "200"}).status_code == 422
    assert client.post("/reading/limits/", {"hour": "12", "day": "90"}).status_code == 302
    office = Office.objects.get()
    assert (office.reads_an_hour, office.reads_a_day) == (12, 90)
    assert browser("writer").get("/reading/limits/").status_code == 404


@pytest.mark.skipif(settings.IS_TEAM, reason="A team always counts.")
def test_a_laptop_with_one_colleague_alone_asks_nothing(cast: Cast, browser: Any, many: list[UUID]):
    Colleague.objects.exclude(sign_in="writer").update(is_active=False)
    assert walk(browser("writer"), [reverse("person", args=[key]) for key in many]) == 40
