"""A meeting is at the hour the office's own clock says, wherever the office is."""

from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from cast import Cast
from rapport.actions import meetings
from rapport.briefings.meetings import agenda


@pytest.fixture(params=["Asia/Amman", "America/New_York", "Pacific/Kiritimati"])
def office_clock(request: Any) -> Any:
    """Let the office be where another clock goes."""
    with timezone.override(ZoneInfo(request.param)):
        yield


def test_the_hour_stands_on_the_pages_as_it_was_typed(
    cast: Cast, browser: Any, office_clock: Any
) -> None:
    tomorrow: date = cast.DAY + timedelta(days=1)
    meetings.plan_meeting(
        cast.asking("writer"), theirs=[(cast.kamil.pk,)], on=tomorrow, time=time(23, 30)
    )
    client = browser("writer")
    for where in ("/", f"/people/{cast.kamil.pk}/"):
        page = client.get(where).content.decode()
        assert "23:30" in page, where
    assert "Meetings tomorrow" in client.get("/").content.decode()
    (one,) = client.get("/api/today/").json()["meetings"]["tomorrow"]
    assert one["on"] == tomorrow.isoformat()
    assert one["begins"].startswith(f"{tomorrow.isoformat()}T23:30")


def test_it_is_over_when_that_clock_is_past_its_hour(
    cast: Cast, browser: Any, office_clock: Any
) -> None:
    # The cast's morning is at nine by universal time, and some other hour here.
    here = timezone.localtime(cast.asking("writer").now)
    for minutes in (-30, 30):
        at = here + timedelta(minutes=minutes)
        meetings.plan_meeting(
            cast.asking("writer"), theirs=[(cast.kamil.pk,)], on=at.date(), time=at.time()
        )
    found = agenda(cast.asking("writer"), mine=True)
    assert (len(found.unsaid), len(found.today)) == (1, 1)
