"""The place of an office, the day there beside a plan, and a meeting as a calendar file."""

from datetime import date, time, timedelta
from typing import Any

import pytest
import vobject
from django.urls import reverse
from django.utils import timezone

from cast import Cast
from rapport.actions import history, meetings, team
from rapport.records.models import Meeting, Office, Operation
from rapport.records.refusals import NotYours

FRIDAY = date(2026, 3, 20)
"""The first day of the feast, of a weekend of Friday and Saturday."""


@pytest.fixture
def placed(cast: Cast) -> Cast:
    """Let the office be in a town, with Friday and Saturday free."""
    team.set_place(cast.asking("keeper"), coordinates="33.51, 36.29", weekend=[5, 4])
    return cast


def shown(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def saved(client: Any, **said: Any) -> Any:
    """Open the page of the place, and send it."""
    where = reverse("office-place")
    assert client.get(where).status_code == 200
    return client.post(where, said)


def asked(client: Any, **when: str) -> str:
    return shown(client.get(reverse("day-there"), when))


# Where the office is


def test_whoever_sets_the_rules_says_where_the_office_is(cast: Cast, browser: Any) -> None:
    client = browser("keeper")
    where = reverse("office-place")
    assert where in shown(client.get(reverse("rules")))
    assert client.get(where).status_code == 200
    said = {"coordinates": "٣٣٫٥١، ٣٦٫٢٩", "weekend": ["4", "5"]}
    assert client.post(where, said).status_code == 302
    office = Office.objects.get()
    assert (office.coordinates, office.weekend) == ("33.51, 36.29", [4, 5])
    page = shown(client.get(where))
    assert 'value="33.51, 36.29"' in page
    assert page.count("checked") == 2


def test_it_may_be_left_out_again(placed: Cast, browser: Any) -> None:
    assert saved(browser("keeper"), coordinates="", weekend=[]).status_code == 302
    office = Office.objects.get()
    assert (office.coordinates, office.weekend) == ("", [])


@pytest.mark.parametrize("text", ["Damascus", "91, 0", "0, 181", "33.51"])
def test_what_is_no_place_is_refused_and_stays_in_the_field(
    placed: Cast, browser: Any, text: str
) -> None:
    page = shown(saved(browser("keeper"), coordinates=text, weekend=["6"]))
    assert f'value="{text}"' in page
    assert f"{text} is not a place we can read. Write degrees" in page
    assert Office.objects.get().coordinates == "33.51, 36.29"


@pytest.mark.parametrize("role", ["writer", "reader", "outsider"])
def test_nobody_else_comes_there(placed: Cast, browser: Any, role: str) -> None:
    client, where = browser(role), reverse("office-place")
    before = Operation.objects.count()
    assert where not in shown(client.get(reverse("rules")))
    assert client.get(where).status_code == 404
    assert client.post(where, {"coordinates": "1, 1", "weekend": ["0"]}).status_code == 404
    assert Operation.objects.count() == before


@pytest.mark.parametrize(
    "text", ["0.00001, -0.00001", "-89.99999, 179.99999", "0, 0", "5, 123.4567"]
)
def test_what_was_kept_is_read_again(cast: Cast, browser: Any, text: str) -> None:
    client = browser("keeper")
    for _again in range(2):
        assert saved(client, coordinates=text, weekend=[]).status_code == 302
        text = Office.objects.get().coordinates
        assert text


def test_it_is_in_the_history_and_is_taken_back(placed: Cast, browser: Any) -> None:
    assert "set the place of the office" in shown(browser("keeper").get(reverse("history")))
    done = Operation.objects.get(verb="set_place")
    with pytest.raises(NotYours):
        history.undo(placed.asking("writer"), key=done.change_set)
    history.undo(placed.asking("keeper"), key=done.change_set)
    office = Office.objects.get()
    assert (office.coordinates, office.weekend) == ("", [])


def test_the_palette_leads_there_for_those_who_may(cast: Cast, browser: Any) -> None:
    for role, there in (("keeper", True), ("writer", False)):
        found = shown(browser(role).post(reverse("go-to"), {"text": "place of the office"}))
        assert (reverse("office-place") in found) is there


# The day beside a plan


def test_the_form_of_a_plan_asks_for_the_day_and_sends_no_word_of_the_plan(
    placed: Cast, browser: Any
) -> None:
    page = shown(browser("writer").get(reverse("plan-meeting", args=[placed.kamil.pk])))
    tag = page[page.index(f'hx-get="{reverse("day-there")}"') :]
    tag = tag[: tag.index(">")]
    for name in ("on-day", "on", "time", "zone"):
        assert f"[name='{name}']" in tag
    for name in ("place", "journey", "guests", "others", "reason_for_lead"):
        assert f"'{name}'" not in tag
    assert "closest form]" not in tag


def test_the_strip_says_weekend_feast_and_date(placed: Cast, browser: Any) -> None:
    said = asked(browser("writer"), **{"on-day": FRIDAY.isoformat()})
    assert "Friday: weekend there" in said
    assert "Eid al-Fitr" in said
    assert "1 Shawwal 1447 AH" in said
    assert "sunset prayer about" in said


def test_the_strip_says_the_fast(placed: Cast, browser: Any) -> None:
    assert "Ramadan" in asked(browser("writer"), **{"on-day": "2026-03-17"})


def test_the_strip_goes_by_the_hour_and_its_zone(placed: Cast, browser: Any) -> None:
    client = browser("writer")
    near = asked(client, **{"on-day": "other"}, on="8 May", time="19:10", zone="Asia/Damascus")
    assert "before the sunset prayer" in near
    far = asked(client, **{"on-day": "other"}, on="8 May", time="10:00", zone="Asia/Damascus")
    assert "prayer" not in far


@pytest.mark.parametrize(
    "when",
    [
        {},
        {"on-day": "other", "on": "some day"},
        {"on-day": "nonsense"},
        {"on-day": "2026-03-20", "time": "25:99"},
        {"on-day": "2026-03-20", "zone": "../etc"},
        {"on-day": "0001-01-01", "time": "00:00"},
        {"on-day": "9999-12-31", "time": "23:59", "zone": "America/New_York"},
    ],
)
def test_what_cannot_be_read_breaks_nothing(placed: Cast, browser: Any, when: Any) -> None:
    assert browser("writer").get(reverse("day-there"), when).status_code == 200


# The calendar file


def meeting(cast: Cast, **told: Any) -> Meeting:
    told = {"theirs": [(cast.kamil.pk,)], "on": FRIDAY, **told}
    return meetings.plan_meeting(cast.asking("writer"), **told).row[0]


def file_of(client: Any, planned: Meeting) -> Any:
    return client.get(reverse("meeting-calendar", args=[planned.pk]))


def test_the_file_is_one_to_save_under_the_code_that_the_card_shows(
    cast: Cast, browser: Any
) -> None:
    planned = meeting(cast, time=time(23, 30), zone="America/New_York")
    client = browser("writer")
    answer = file_of(client, planned)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    event = vobject.readOne(answer.content.decode()).vevent
    code = event.summary.value.removeprefix("Rapport ")
    assert answer["Content-Disposition"] == f'attachment; filename="{code}.ics"'
    assert code in shown(client.get(reverse("meeting", args=[planned.pk])))
    assert event.dtstart.value.isoformat() == "2026-03-21T03:30:00+00:00"
    assert planned.pk.hex not in answer.content.decode().replace("-", "")


def test_without_an_hour_it_is_a_whole_day(cast: Cast, browser: Any) -> None:
    event = vobject.readOne(file_of(browser("writer"), meeting(cast)).content.decode()).vevent
    assert (event.dtstart.value, event.dtend.value) == (FRIDAY, FRIDAY + timedelta(days=1))


def test_the_file_has_no_word_of_the_store(cast: Cast, browser: Any) -> None:
    words = {name: f"Canary{number}" for number, name in enumerate(sorted(Meeting.TEXTS))}
    asking = cast.asking("writer")
    planned = meeting(cast)
    typed = {name for name in words if isinstance(getattr(planned, name), str)}
    assert typed == set(words)
    meetings.change_meeting(
        asking, key=planned.pk, **{name: words[name] for name in typed - {"remark"}}
    )
    Meeting.objects.filter(pk=planned.pk).update(remark=words.get("remark", "Canary"))
    text = file_of(browser("writer"), planned).content.decode()
    assert "Canary" not in text
    for word in ("Kamil", "كامل", "Talks", "Lantern", "Writer", "writer"):
        assert word not in text


def test_the_same_meeting_keeps_its_code_and_another_has_another(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    one, other = meeting(cast), meeting(cast)
    found = [
        vobject.readOne(file_of(client, row).content.decode()).vevent for row in (one, one, other)
    ]
    assert found[0].uid.value == found[1].uid.value != found[2].uid.value
    assert found[0].summary.value == found[1].summary.value != found[2].summary.value


def test_saving_it_writes_nothing(cast: Cast, browser: Any) -> None:
    planned = meeting(cast)
    before = Operation.objects.count()
    assert file_of(browser("reader"), planned).status_code == 200
    assert file_of(browser("outsider"), planned).status_code == 404
    assert Operation.objects.count() == before


def test_the_hour_is_the_one_on_the_office_s_clock(cast: Cast, browser: Any) -> None:
    planned = meeting(cast, time=time(9))
    event = vobject.readOne(file_of(browser("writer"), planned).content.decode()).vevent
    assert timezone.localtime(event.dtstart.value).time() == time(9)
