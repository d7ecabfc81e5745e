"""Meetings in the browser: planned in two taps, moved, called off, closed by their log."""

import re
from datetime import time, timedelta
from typing import Any

import pytest
from django.urls import reverse

from cast import Cast
from rapport.actions import access, asks, meetings
from rapport.records.models import Interaction, Meeting, MeetingState, Sensitivity

DAY = Cast.DAY
TOMORROW = DAY + timedelta(days=1)


def plan(cast: Cast, by: str = "writer", whom: Any = None, **told: Any) -> Meeting:
    told.setdefault("theirs", [((whom or cast.kamil).pk,)])
    told.setdefault("on", TOMORROW)
    return meetings.plan_meeting(cast.asking(by), **told).row[0]


def shown(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def begun_with(page: str) -> dict[str, Any]:
    """Return what the form of a page would send if somebody only tapped Save."""
    sent: dict[str, Any] = {}
    main = page[page.index("<main") :]
    for tag in re.findall(r"<input[^>]*>", main):
        said = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        tapped = said.get("type") in ("radio", "checkbox")
        if not said.get("name") or (tapped and not re.search(r"\bchecked\b", tag)):
            continue
        if said.get("type") == "checkbox":
            sent.setdefault(said["name"], []).append(said.get("value", "on"))
        else:
            sent[said["name"]] = said.get("value", "")
    for name, options in re.findall(r'<select name="([\w-]+)"[^>]*>(.*?)</select>', main):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else re.findall(r'value="([^"]*)"', options)[0]
    sent |= dict(re.findall(r'<textarea name="([\w-]+)"[^>]*>([^<]*)</textarea>', main))
    return sent


def test_a_meeting_is_planned_in_two_taps(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    page = shown(client.get(f"/people/{cast.kamil.pk}/"))
    where = reverse("plan-meeting", args=[cast.kamil.pk])
    assert where in page, "the first tap"
    answer = client.post(where, begun_with(shown(client.get(where))))
    assert answer.status_code == 302, shown(answer)
    planned = Meeting.objects.get()
    assert answer["Location"].startswith(reverse("meeting", args=[planned.pk]))
    assert (planned.on, planned.channel, planned.purpose) == (TOMORROW, "in_person", "engagement")
    assert [row.colleague for row in planned.ours.all()] == [cast.writer]


def test_everything_said_of_it_is_kept(cast: Cast, browser: Any) -> None:
    other = cast.add("Salma")
    client = browser("writer")
    where = reverse("plan-meeting", args=[cast.kamil.pk])
    said = {
        **begun_with(shown(client.get(where))),
        "on-day": "other",
        "on": "20 Mar",
        "time": "23:30",
        "zone": "Asia/Amman",
        "place": "Kar Dovi",
        "journey": "By the river road",
        "guests": "The teacher",
        "others": "salma",
        "lead": str(cast.keeper.pk),
        "second": str(cast.writer.pk),
        "note_taker": str(cast.reader.pk),
        "reason_for_lead": "Knows the place.",
    }
    assert client.post(where, said).status_code == 302
    planned = Meeting.objects.get()
    assert (planned.on.isoformat(), planned.time, planned.zone) == (
        *("2026-03-20", time(23, 30), "Asia/Amman"),
    )
    assert {row.relationship_id for row in planned.theirs.all()} == {cast.kamil.pk, other.pk}
    assert {(row.colleague_id, row.part) for row in planned.ours.all()} == {
        (cast.keeper.pk, "lead"),
        (cast.writer.pk, "second"),
        (cast.reader.pk, "note_taker"),
    }
    page = shown(client.get(f"/people/{cast.kamil.pk}/"))
    for words in ("Kar Dovi", "By the river road", "The teacher", "Knows the place."):
        assert words in page


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"others": "nobody of that name"}, "Nobody is called"),
        ({"zone": "Mars/Olympus"}, "is not a time zone"),
        ({"on-day": "other", "on": "31 Feb"}, "There is no such day"),
    ],
)
def test_what_cannot_be_comes_back_with_every_word(cast, browser, said, says) -> None:
    client = browser("writer")
    where = reverse("plan-meeting", args=[cast.kamil.pk])
    start = begun_with(shown(client.get(where)))
    answer = client.post(where, {**start, "place": "By the well", **said})
    assert answer.status_code == 422
    assert says in shown(answer)
    assert "By the well" in shown(answer)
    assert not Meeting.objects.exists()


def test_a_change_keeps_what_was_not_touched(cast: Cast, browser: Any) -> None:
    other = cast.add("Salma")
    theirs = [(cast.kamil.pk, "lead"), (other.pk, "interpreter")]
    ours = [(cast.writer.pk, "lead"), (cast.keeper.pk, "shield")]
    planned = plan(cast, theirs=theirs, ours=ours, time=time(9), opener="Tea.")
    client = browser("writer")
    where = reverse("change-meeting", args=[planned.pk])
    said = {**begun_with(shown(client.get(where))), "place": "Kar Dovi"}
    assert client.post(where, said).status_code == 302
    planned = Meeting.objects.get()
    assert (planned.place, planned.time, planned.opener) == ("Kar Dovi", time(9), "Tea.")
    assert list(planned.theirs.values_list("relationship_id", "part")) == theirs
    assert set(planned.ours.values_list("colleague_id", "part")) == set(ours)


def test_moving_calling_off_and_missing_are_said_where_the_person_is(cast, browser) -> None:
    client = browser("writer")
    planned = plan(cast, on=DAY)
    where = reverse("move-meeting", args=[planned.pk])
    said = {"on-day": "other", "on": "20 Mar", "by": "them", "told_in_advance": "no"}
    assert client.post(where, {**begun_with(shown(client.get(where))), **said}).status_code == 302
    page = shown(client.get(f"/people/{cast.kamil.pk}/"))
    assert "first agreed for" in page
    where = reverse("call-off-meeting", args=[planned.pk])
    client.get(where)
    client.post(where, {"by": "us", "told_in_advance": "yes"})
    page = shown(client.get(f"/people/{cast.kamil.pk}/"))
    assert "called off" in page
    assert "told in advance" in page
    client.post(reverse("reopen-meeting", args=[planned.pk]))
    assert Meeting.objects.get().state == MeetingState.PLANNED
    meetings.change_meeting(cast.asking("writer"), key=planned.pk, on=DAY)
    client.post(reverse("miss-meeting", args=[planned.pk]), {"by": "them"})
    assert "they did not come" in shown(client.get(f"/people/{cast.kamil.pk}/"))
    assert client.post(reverse("miss-meeting", args=[planned.pk]), {"by": "?"}).status_code == 404
    client.post(reverse("remove-meeting", args=[planned.pk]))
    assert not Meeting.objects.exists()


def test_today_has_the_day_s_meetings_and_tomorrow_s(cast: Cast, browser: Any) -> None:
    plan(cast, on=DAY, time=time(15), place="Kar Dovi")
    plan(cast, on=TOMORROW, place="Tel Saray")
    page = shown(browser("writer").get("/"))
    for words in ("Meetings today", "15:00", "Kar Dovi", "Meetings tomorrow", "Tel Saray"):
        assert words in page
    assert "Did it take place?" not in page


def test_one_whose_hour_is_past_is_asked_about_until_somebody_says(cast: Cast, browser) -> None:
    planned = plan(cast, on=DAY, time=time(8, 59), zone="UTC")
    client = browser("writer")
    page = shown(client.get("/"))
    assert "Did it take place?" in page
    assert f"/log/?meeting={planned.pk}" in page
    client.post(f"{reverse('miss-meeting', args=[planned.pk])}?from=today", {"by": "us"})
    assert "Did it take place?" not in shown(client.get("/"))


def test_the_log_begins_as_planned_and_closes_it(cast: Cast, browser: Any) -> None:
    ours = [(cast.writer.pk, "note_taker"), (cast.keeper.pk, "lead")]
    told = {"channel": "phone", "purpose": "courtesy", "place": "Kar Dovi", "time": time(8)}
    planned = plan(cast, on=DAY, ours=ours, **told)
    client = browser("writer")
    page = shown(client.get(f"/log/?meeting={planned.pk}"))
    sent = begun_with(page)
    assert sent[f"meeting-{planned.pk.hex}"] == ["on"]
    answer = client.post("/log/", {**sent, "save": "1"})
    assert answer.status_code == 302, shown(answer)
    logged = Interaction.objects.get()
    planned.refresh_from_db()
    assert (planned.state, planned.interaction) == (MeetingState.HELD, logged)
    assert {name: getattr(logged, name) for name in told} == told
    assert set(logged.ours.values_list("colleague_id", "part")) == set(ours)


def test_a_log_of_somebody_met_today_as_planned_offers_to_close_it(cast: Cast, browser) -> None:
    planned = plan(cast, on=DAY)
    later = plan(cast, on=DAY + timedelta(days=5))
    client = browser("writer")
    page = shown(client.get(f"/log/?who={cast.kamil.pk}"))
    sent = begun_with(page)
    assert sent.pop(f"meeting-{planned.pk.hex}") == ["on"]
    assert later.pk.hex not in page, "what is to come was not this contact"
    assert client.post("/log/", {**sent, "save": "1"}).status_code == 302
    planned.refresh_from_db()
    assert planned.state == MeetingState.PLANNED, "the tick was taken away"


def test_whoever_logs_for_others_was_not_there_unless_they_say_so(cast: Cast, browser) -> None:
    planned = plan(cast, on=DAY, ours=[(cast.keeper.pk, "lead")])
    client = browser("writer")
    sent = begun_with(shown(client.get(f"/log/?meeting={planned.pk}")))
    client.post("/log/", {**sent, "save": "1"})
    logged = Interaction.objects.get()
    assert list(logged.ours.values_list("colleague_id", "part")) == [(cast.keeper.pk, "lead")]


def test_a_meeting_is_nothing_to_a_stranger_and_read_only_to_a_reader(cast, browser) -> None:
    planned = plan(cast, on=DAY, time=time(8), zone="UTC")
    page = shown(browser("reader").get("/?whose=office"))
    assert "Did it take place?" in page
    assert f"/log/?meeting={planned.pk}" not in page
    stranger = browser("outsider")
    assert "Did it take place?" not in shown(stranger.get("/?whose=office"))
    for name in ("change-meeting", "move-meeting", "call-off-meeting"):
        assert stranger.get(reverse(name, args=[planned.pk])).status_code == 404
    assert stranger.get(f"/log/?meeting={planned.pk}").status_code == 404


def test_with_somebody_severe_only_those_named_read_of_it(cast: Cast, browser: Any) -> None:
    plan(cast, on=DAY, place="By the well")
    access.set_access(cast.asking("writer"), key=cast.kamil.pk, sensitivity=Sensitivity.SEVERE)
    assert "By the well" in shown(browser("writer").get("/?whose=office"))
    assert "By the well" not in shown(browser("reader").get("/?whose=office"))


def test_the_form_that_moves_it_says_how_many_requests_move_with_it(cast: Cast, browser: Any):
    told = {"theirs": [(cast.kamil.pk,)], "on": cast.DAY + timedelta(days=1)}
    meeting = meetings.plan_meeting(cast.asking("writer"), **told).row[0]
    where = f"/meetings/{meeting.pk}/move/"
    assert "with it" not in browser("writer").get(where).content.decode()
    about = {"relationship": cast.kamil.pk, "what": "The ford", "meeting": meeting.pk}
    asks.plan_ask(cast.asking("writer"), **about)
    says = "1 request planned for this meeting moves with it."
    assert says in browser("writer").get(where).content.decode()
