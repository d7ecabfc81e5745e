"""A second reader: asked from the plan, told on Today, and their remark stands on the plan."""

from datetime import timedelta
from typing import Any

import pytest

from cast import Cast
from rapport.actions import access, colleagues, meetings, team
from rapport.briefings.today import today
from rapport.records.models import Meeting, Sensitivity

TOMORROW = Cast.DAY + timedelta(days=1)


@pytest.fixture
def plan(cast: Cast) -> Meeting:
    return meetings.plan_meeting(
        cast.asking("writer"), theirs=[(cast.kamil.pk,)], on=TOMORROW, opener="The rain."
    ).row[0]


def ask(cast: Cast, plan: Meeting, reader: str = "reader") -> None:
    meetings.ask_to_read_meeting(cast.asking("writer"), key=plan.pk, reader=cast.who(reader).pk)


def test_colleagues_are_offered_by_name_with_where_they_are_from(
    cast: Cast, browser: Any, plan: Meeting
):
    colleagues.say_of_myself(cast.asking("reader"), origin="national")
    page = browser("writer").get(f"/meetings/{plan.pk}/reader/").content.decode()
    assert page.index("Kit Keeper") < page.index("Reader · national")
    assert "Outsider" not in page
    browser("writer").post(f"/meetings/{plan.pk}/reader/", {"reader": str(cast.reader.pk)})
    assert Meeting.objects.get().reader == cast.reader
    browser("writer").post(f"/meetings/{plan.pk}/reader/", {"reader": ""})
    assert Meeting.objects.get().reader is None


def test_of_a_person_for_named_people_only_the_named_are_offered(
    cast: Cast, browser: Any, plan: Meeting
):
    access.set_access(
        cast.asking("writer"), key=cast.kamil.pk, sensitivity=Sensitivity.SEVERE,
        named=[cast.keeper.pk],
    )  # fmt: skip
    page = browser("writer").get(f"/meetings/{plan.pk}/reader/").content.decode()
    assert "Kit Keeper" in page
    assert f'value="{cast.reader.pk}"' not in page


def test_whoever_was_asked_finds_it_on_today_and_nobody_else(
    cast: Cast, browser: Any, plan: Meeting
):
    ask(cast, plan)
    page = browser("reader").get("/").content.decode()
    assert "asks you to read the plan for" in page
    assert f"/meetings/{plan.pk}/remark/" in page
    assert [one.by for one in today(cast.asking("reader")).to_read] == ["Writer"]
    for who in ("writer", "keeper", "outsider"):
        assert not today(cast.asking(who)).to_read


@pytest.mark.parametrize("after", ["remarked", "called off", "passed", "severe", "asked another"])
def test_it_waits_no_longer(cast: Cast, plan: Meeting, after: str):
    ask(cast, plan)
    asking = cast.asking("reader")
    if after == "remarked":
        meetings.remark_on_meeting(asking, key=plan.pk, remark="Leave out the weather.")
    elif after == "called off":
        meetings.call_off_meeting(cast.asking("writer"), key=plan.pk)
    elif after == "passed":
        asking = cast.asking("reader", -2)
    elif after == "severe":
        access.set_access(cast.asking("writer"), key=cast.kamil.pk, sensitivity=3)
    else:
        ask(cast, plan, "keeper")
    assert not today(asking).to_read


def test_who_reads_in_the_circle_may_remark_once_asked(cast: Cast, browser: Any, plan: Meeting):
    page = f"/meetings/{plan.pk}/remark/"
    assert browser("reader").get(page).status_code == 403
    assert browser("reader").post(page, {"remark": "x"}).status_code == 403
    ask(cast, plan)
    client = browser("reader")
    shown = client.get(page).content.decode()
    assert "The rain." in shown
    assert "What to begin with" in shown
    assert client.post(page, {"remark": "Begin with his mother."}).status_code == 302
    held = Meeting.objects.get()
    assert (held.remark, held.reader, held.read_on) == (
        "Begin with his mother.", cast.reader, cast.DAY,
    )  # fmt: skip
    assert browser("outsider").get(page).status_code == 404


def test_of_two_circles_the_reader_sees_the_people_of_theirs(cast: Cast, browser: Any):
    team.admit(
        cast.asking("outsider"), circle=cast.elsewhere.pk, colleague=cast.writer.pk, part="writer"
    )
    both = [(cast.kamil.pk,), (cast.hidden.pk,)]
    rows = meetings.plan_meeting(cast.asking("writer"), theirs=both, on=TOMORROW).row
    here = next(row for row in rows if row.circle_id == cast.circle.pk)
    ask(cast, here)
    page = browser("reader").get(f"/meetings/{here.pk}/remark/").content.decode()
    assert "Abu Kamil" in page
    assert "Umm Sahar" not in page
