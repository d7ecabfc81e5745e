"""Meetings from a program: planned, moved, called off, closed by a log, read with the person."""

import json
import uuid
from typing import Any

import pytest

from cast import Cast
from rapport.records.models import Meeting, MeetingState, Operation


def post(client: Any, where: str, said: Any) -> Any:
    return client.post(where, json.dumps(said), content_type="application/json")


def planned(client: Any, cast: Cast, **told: Any) -> Any:
    said = {"who": [str(cast.kamil.pk)], "on": "2026-03-20", **told}
    return post(client, "/api/meetings/", said)


def test_a_meeting_is_planned_by_its_columns_and_read_with_the_person(cast, browser) -> None:
    client = browser("writer")
    ours = [str(cast.keeper.pk), {"colleague": str(cast.writer.pk), "part": "note_taker"}]
    told = {"time": "23:30", "zone": "Asia/Amman", "place": "Kar Dovi", "opener": "Tea."}
    answer = planned(client, cast, ours=ours, **told)
    assert answer.status_code == 200, answer.content
    (key,) = answer.json()["planned"]
    (one,) = client.get(f"/api/people/{cast.kamil.pk}/").json()["meetings"]
    assert one["meeting"]["id"] == key
    assert {name: one["meeting"][name] for name in ("place", "opener", "zone")} == {
        name: told[name] for name in ("place", "opener", "zone")
    }
    assert [(us["name"], us["part"]) for us in one["ours"]] == [
        ("Kit Keeper", "lead"),
        ("Writer", "note_taker"),
    ]


def test_today_answers_the_meetings_around_the_day(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    for on in ("2026-03-15", "2026-03-16", "2026-03-17"):
        planned(client, cast, on=on)
    agenda = client.get("/api/today/?whose=office").json()["meetings"]
    assert {part: [one["on"] for one in rows] for part, rows in agenda.items()} == {
        "unsaid": ["2026-03-15"],
        "today": ["2026-03-16"],
        "tomorrow": ["2026-03-17"],
        "to_read": [],
    }


def test_it_is_moved_keeping_its_hour_and_called_off(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    (key,) = planned(client, cast, time="09:30").json()["planned"]
    said = {"on": "2026-03-22", "by": "them", "told_in_advance": True}
    assert post(client, f"/api/meetings/{key}/move/", said).json()["moved"] == key
    meeting = Meeting.objects.get()
    assert (str(meeting.on), str(meeting.time), str(meeting.first_on)) == (
        *("2026-03-22", "09:30:00", "2026-03-20"),
    )
    assert (meeting.changed_by, meeting.told_in_advance) == ("them", True)
    post(client, f"/api/meetings/{key}/move/", {"on": "2026-03-23", "time": None})
    assert Meeting.objects.get().time is None
    assert post(client, f"/api/meetings/{key}/call-off/", {}).json()["called_off"] == key
    assert Meeting.objects.get().state == MeetingState.CALLED_OFF


def test_a_log_closes_it(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    (key,) = planned(client, cast, on="2026-03-16").json()["planned"]
    said = {"who": [str(cast.kamil.pk)], "line": "Tea.", "closes": [key]}
    (logged,) = post(client, "/api/log/", said).json()["logged"]
    meeting = Meeting.objects.get()
    assert (meeting.state, str(meeting.interaction_id)) == (MeetingState.HELD, logged)
    again = post(client, "/api/log/", said)
    assert again.status_code == 409
    assert "was held" in again.json()["says"]


def test_people_of_whom_one_is_severe_are_planned_apart(cast: Cast, browser: Any) -> None:
    severe = cast.add("Salma", sensitivity=3)
    answer = planned(browser("writer"), cast, who=[str(cast.kamil.pk), str(severe.pk)])
    assert len(answer.json()["planned"]) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"on": None},
        {"on": "soon"},
        {"who": []},
        {"who": 7},
        {"who": [{"relationship": "x"}]},
        {"who": [{"king": 1}]},
        {"ours": [{"colleague": None}]},
        {"state": "held"},
        {"zone": "Mars/Olympus"},
        {"channel": "shouting"},
        {"reader": str(uuid.uuid4())},
    ],
)
def test_what_is_wrong_gets_a_sentence_and_changes_nothing(cast, browser, wrong) -> None:
    before = Operation.objects.count()
    answer = planned(browser("writer"), cast, **wrong)
    assert answer.status_code == 409, answer.content
    assert answer.json()["says"].endswith(".")
    assert Operation.objects.count() == before


@pytest.mark.parametrize(
    ("what", "wrong"),
    [
        ("move", {}),
        ("move", {"on": "2026-03-22", "place": "x"}),
        ("move", {"on": "2026-03-22", "by": "nobody"}),
        ("call-off", {"told_in_advance": "perhaps"}),
        ("call-off", {"on": "2026-03-22"}),
    ],
)
def test_a_change_that_is_wrong_changes_nothing(cast, browser, what, wrong) -> None:
    client = browser("writer")
    (key,) = planned(client, cast).json()["planned"]
    before = Operation.objects.count()
    assert post(client, f"/api/meetings/{key}/{what}/", wrong).status_code == 409
    assert Operation.objects.count() == before


@pytest.mark.parametrize("what", ["move", "call-off"])
def test_what_is_not_yours_looks_like_what_is_not_there(cast, browser, what) -> None:
    (key,) = planned(browser("writer"), cast).json()["planned"]
    said = {"on": "2026-03-22"} if what == "move" else {}
    stranger = browser("outsider")
    theirs = post(stranger, f"/api/meetings/{key}/{what}/", said)
    nobodys = post(stranger, f"/api/meetings/{uuid.uuid4()}/{what}/", said)
    assert (theirs.status_code, theirs.content) == (nobodys.status_code, nobodys.content)
    assert theirs.status_code == 404
    assert post(browser("reader"), f"/api/meetings/{key}/{what}/", said).status_code == 403
    assert planned(stranger, cast).status_code == 404
