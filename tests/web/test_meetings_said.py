"""What the pages say of a planned meeting beside its own page, and to whom they offer what."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from cast import Cast
from rapport.actions import interactions, meetings, team
from rapport.records.models import Meeting

DAY = Cast.DAY


def plan(cast: Cast, **told: Any) -> Meeting:
    said = {"theirs": [(cast.kamil.pk,)], "on": DAY - timedelta(days=1), **told}
    return meetings.plan_meeting(cast.asking("writer"), **said).row[0]


def test_the_contact_says_which_plan_it_closed_and_that_it_was_moved(cast, browser) -> None:
    planned, client = plan(cast), browser("writer")
    meetings.move_meeting(cast.asking("writer"), key=planned.pk, on=DAY, by="them")
    cast.meet(closes=[planned.pk])
    page = client.get(f"/people/{cast.kamil.pk}/").content.decode()
    assert page.count(reverse("meeting", args=[planned.pk])) == 1
    assert "planned for" in page
    assert "moved by them" in page
    plain = cast.add("Salma")
    cast.meet(whom=plain)
    assert "planned for" not in browser("writer").get(f"/people/{plain.pk}/").content.decode()


def test_once_the_log_is_taken_away_it_waits_in_its_panel_again(cast, browser) -> None:
    planned = plan(cast)
    logged = cast.meet(closes=[planned.pk])
    interactions.remove_interaction(cast.asking("writer"), key=logged.pk)
    page = browser("writer").get(f"/people/{cast.kamil.pk}/").content.decode()
    assert "planned for" not in page
    assert "Did it take place?" in page


def test_who_only_reads_a_circle_is_offered_nothing_there_though_they_write_elsewhere(
    cast, browser
) -> None:
    planned = plan(cast)
    team.open_circle(cast.asking("reader"), name="Roads")
    page = browser("reader").get("/?whose=office").content.decode()
    assert "Did it take place?" in page
    assert reverse("miss-meeting", args=[planned.pk]) not in page
    assert f"/log/?meeting={planned.pk}" not in page
    offered = browser("writer").get("/?whose=office").content.decode()
    assert reverse("miss-meeting", args=[planned.pk]) in offered
