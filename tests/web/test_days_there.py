"""Where the office is, the strip about a day there, and a meeting as a calendar file."""

import re
from datetime import time, timedelta
from typing import Any

import pytest

from cast import Cast
from rapport.actions import colleagues, history, meetings, team
from rapport.records.models import Duty, Meeting, Office
from rapport.records.refusals import CannotBe, NotThere, NotYours
from rapport.web.days_there import code_of
from records.canaries import let_loose

PLACE = "/office/place/"
DAMASCUS = {"coordinates": "33.51, 36.29", "weekend": ["4", "5"]}


def office() -> Office:
    return Office.objects.get()


def said(answer: Any) -> str:
    return answer.content.decode()


def plan(cast: Cast, **told: Any) -> Meeting:
    told = {"on": cast.DAY + timedelta(days=1), **told}
    return meetings.plan_meeting(
        cast.asking("writer"), theirs=[(cast.kamil.pk,)], **told
    ).row[0]  # fmt: skip


# --- where the office is


def file_of(client: Any, key: Any) -> dict[str, str]:
    answer = client.get(f"/meetings/{key}/calendar/")
    assert answer.status_code == 200
    lines = answer.content.decode().replace("\r\n ", "").split("\r\n")
    return dict(line.split(":", 1) for line in lines if line)


def test_who_sets_rules_says_where_the_office_is(cast: Cast, browser: Any) -> None:
    client = browser("keeper")
    assert "Degrees north and east" in said(client.get(PLACE))
    assert client.post(PLACE, DAMASCUS).status_code == 302
    assert (office().coordinates, office().weekend) == ("33.51, 36.29", [4, 5])
    again = said(client.get(PLACE))
    assert 'value="33.51, 36.29"' in again
    assert len(re.findall(r'name="weekend" value="[45]"[^>]*checked', again)) == 2
    assert PLACE in said(client.get("/rules/"))


@pytest.mark.parametrize("who", ["writer", "reader", "outsider"])
def test_to_nobody_else_the_page_is_there(cast: Cast, browser: Any, who: str) -> None:
    assert browser(who).get(PLACE).status_code == 404
    assert browser(who).post(PLACE, DAMASCUS).status_code == 404
    with pytest.raises(NotThere):
        team.set_place(cast.asking(who), coordinates="1, 1", weekend=[])
    assert office().coordinates == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("٣٣٫٥١، ٣٦٫٢٩", "33.51, 36.29"),
        ("33,51; 36,29", "33.51, 36.29"),
        ("−1.29 36.82", "-1.29, 36.82"),
        ("0.00001, 100.5", "0, 100.5"),
        ("33.513807, 136.276528", "33.5138, 136.2765"),
        ("  ", ""),
    ],
)
def test_what_is_kept_is_what_was_read(cast: Cast, browser: Any, typed: str, kept: str) -> None:
    client = browser("keeper")
    client.get(PLACE)
    assert client.post(PLACE, {"coordinates": typed}).status_code == 302
    assert office().coordinates == kept


@pytest.mark.parametrize("typed", ["91, 0", "Damascus", "33.51", "33,51, 36,29"])
def test_what_is_no_place_is_refused_and_stays_in_the_form(
    cast: Cast, browser: Any, typed: str
) -> None:
    client = browser("keeper")
    client.get(PLACE)
    answer = client.post(PLACE, {"coordinates": typed, "weekend": ["4"]})
    assert answer.status_code == 422
    page = said(answer)
    assert f"{typed} is not a place we can read." in page
    assert "such as 33.51, 36.29" in page
    assert f'value="{typed}"' in page
    assert re.search(r'name="weekend" value="4"[^>]*checked', page)
    assert (office().coordinates, office().weekend) == ("", [])


@pytest.mark.parametrize("weekend", [["7"], ["-1"], ["x"]])
def test_a_day_that_no_week_has_is_refused(cast: Cast, browser: Any, weekend: list[str]) -> None:
    client = browser("keeper")
    client.get(PLACE)
    assert client.post(PLACE, {"coordinates": "", "weekend": weekend}).status_code == 422
    with pytest.raises(CannotBe):
        team.set_place(cast.asking("keeper"), coordinates="", weekend=[7])
    assert office().weekend == []


def test_what_somebody_else_has_set_meanwhile_is_shown_first(cast: Cast, browser: Any) -> None:
    client = browser("keeper")
    client.get(PLACE)
    team.set_place(cast.asking("keeper"), coordinates="1, 1", weekend=[])
    answer = client.post(PLACE, DAMASCUS)
    assert answer.status_code == 422
    assert "Saved by them: 1, 1" in said(answer)


def test_it_stands_in_the_history_and_is_taken_back_by_who_sets_rules(
    cast: Cast, browser: Any
) -> None:
    done = team.set_place(cast.asking("keeper"), coordinates="33.51, 36.29", weekend=[4])
    assert "set the place of the office" in said(browser("keeper").get("/history/"))
    with pytest.raises((NotThere, NotYours)):
        history.undo(cast.asking("writer"), key=done.key)
    assert office().weekend == [4]
    colleagues.change_colleague(
        cast.asking("keeper"), colleague=cast.writer.pk, duties=[Duty.MANDATOR]
    )
    history.undo(cast.asking("writer"), key=done.key)
    assert (office().coordinates, office().weekend) == ("", [])


# --- the strip about a day


def test_the_file_has_the_code_that_stands_on_the_card(cast: Cast, browser: Any) -> None:
    held = plan(cast)
    client = browser("writer")
    answer = client.get(f"/meetings/{held.pk}/calendar/")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="{code_of(held.pk)}.ics"'
    event = file_of(client, held.pk)
    assert event["SUMMARY"] == f"Rapport {code_of(held.pk)}"
    assert f"as {code_of(held.pk)}" in said(client.get(f"/meetings/{held.pk}/"))
    assert event["DTSTART;VALUE=DATE"] == "20260317"


def test_with_an_hour_and_a_zone_it_is_a_moment(cast: Cast, browser: Any) -> None:
    held = plan(cast, time=time(14, 30), zone="Asia/Amman")
    assert file_of(browser("writer"), held.pk)["DTSTART"] == "20260317T113000Z"


def test_a_meeting_that_moved_is_the_same_event_and_another_is_not(
    cast: Cast, browser: Any
) -> None:
    held, other = plan(cast), plan(cast)
    client = browser("writer")
    before = file_of(client, held.pk)
    meetings.move_meeting(
        cast.asking("writer"), key=held.pk, on=cast.DAY + timedelta(days=3), time=time(9), by="us"
    )
    after = file_of(client, held.pk)
    assert before["UID"] == after["UID"] != file_of(client, other.pk)["UID"]
    assert before["DTSTART;VALUE=DATE"] != after["DTSTART"]


def test_nothing_in_it_leads_back_to_the_store(cast: Cast, browser: Any) -> None:
    words = let_loose(cast, cast.kamil)
    held = Meeting.objects.get()
    meetings.move_meeting(cast.asking("writer"), key=held.pk, on=cast.DAY, by="us")
    content = said(browser("writer").get(f"/meetings/{held.pk}/calendar/"))
    assert words.told(content) == []
    for key in (held.pk, cast.kamil.pk, cast.kamil.counterpart_id, cast.circle.pk, cast.writer.pk):
        assert key.hex not in content.replace("-", "").casefold()


def test_whoever_reads_in_the_circle_may_save_it_and_a_stranger_finds_nothing(
    cast: Cast, browser: Any
) -> None:
    held = plan(cast)
    assert browser("reader").get(f"/meetings/{held.pk}/calendar/").status_code == 200
    assert browser("outsider").get(f"/meetings/{held.pk}/calendar/").status_code == 404
