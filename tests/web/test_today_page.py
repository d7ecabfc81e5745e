"""The morning's page: whose it is, one line for many, and what it is for who leads nobody."""

import re
from typing import Any

import pytest

from briefings.test_today_together import untold
from cast import Cast, rejudge_due
from rapport.actions import occasions, team
from rapport.briefings.pressing import TOGETHER_FROM
from rapport.records.models import Colleague, Duty, Operation, Waiver

WHERE = "/today/together/E06/"
LATER = "/?when=later"
WEEK = "/?when=week"


def page(client: Any, where: str = "/") -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def current(text: str) -> str:
    """Return whose relationships the page says it shows."""
    (chosen,) = re.findall(r'whose=(\w+)&amp;when=\w+" aria-current="true"', text)
    return chosen


def test_who_heads_the_office_sees_all_and_the_choice_stays_a_link(
    cast: Cast, browser: Any
) -> None:
    rejudge_due(today=cast.DAY)
    assert current(page(browser("keeper"))) == "office"
    assert "Abu Kamil" in page(browser("keeper"), WEEK)
    assert current(page(browser("keeper"), "/?whose=mine")) == "mine"
    assert current(page(browser("writer"))) == "mine"
    assert current(page(browser("writer"), "/?whose=office")) == "office"


def test_a_line_for_many_leads_to_them_all_and_one_act_sets_all_aside(
    cast: Cast, browser: Any
) -> None:
    people = untold(cast, TOGETHER_FROM + 2)
    rejudge_due(today=cast.DAY)
    writer = browser("writer")
    morning = page(writer, LATER)
    assert f"{len(people)} people: " in morning
    assert f"{WHERE}?whose=mine" in morning
    listed = page(writer, f"{WHERE}?whose=mine")
    assert all(f"/people/{who.pk}/" in listed for who in people)
    (whom,) = re.findall(r'name="whom" value="(\w+)"', listed)
    said = {"reason": "At the fair.", "until": "2026-04-01", "whom": whom}
    before = Operation.objects.count()
    done = writer.post(f"{WHERE}?whose=mine", said)
    assert done.status_code == 302
    assert Waiver.objects.count() == len(people)
    changed = Operation.objects.order_by("sequence")[before:]
    assert len({one.change_set for one in changed}) == 1
    assert "Undo" in page(writer, done["Location"])
    assert WHERE not in page(writer, LATER)
    undone = writer.post(f"/history/{changed[0].change_set}/undo/", {"back": "/"})
    assert undone.status_code == 302
    assert WHERE in page(writer, LATER)


def test_nobody_is_set_aside_who_was_not_listed(cast: Cast, browser: Any) -> None:
    untold(cast, TOGETHER_FROM)
    rejudge_due(today=cast.DAY)
    writer = browser("writer")
    (whom,) = re.findall(r'name="whom" value="(\w+)"', page(writer, WHERE))
    cast.meet(3, whom=cast.add("Come later", days_ago=10))
    said = {"reason": "At the fair.", "until": "2026-04-01", "whom": whom}
    answer = writer.post(WHERE, said)
    assert answer.status_code == 422
    assert not Waiver.objects.exists()
    text = answer.content.decode()
    assert "The list has changed" in text
    assert "Come later" in text
    (whom,) = re.findall(r'name="whom" value="(\w+)"', text)
    assert writer.post(WHERE, {**said, "whom": whom}).status_code == 302
    assert Waiver.objects.count() == TOGETHER_FROM + 1


def test_a_reader_is_shown_the_list_and_no_form(cast: Cast, browser: Any) -> None:
    untold(cast, TOGETHER_FROM)
    rejudge_due(today=cast.DAY)
    listed = page(browser("reader"), f"{WHERE}?whose=office")
    assert "Untold 1" in listed
    assert 'name="reason"' not in listed
    assert browser("outsider").get(f"{WHERE}?whose=office").status_code == 404
    assert browser("writer").get("/today/together/U02/").status_code == 404
    assert browser("writer").get("/today/together/none/").status_code == 404


def test_the_api_says_the_same(cast: Cast, browser: Any) -> None:
    people = untold(cast, TOGETHER_FROM)
    rejudge_due(today=cast.DAY)
    client = browser("writer")
    (section,) = (
        one for one in client.get("/api/today/").json()["headings"] if one["span"] == "later"
    )
    (line,) = section["together"]
    assert (section["count"], line["count"], line["code"]) == (4, 4, "E06")
    every = client.get("/api/today/together/E06/").json()
    listed = {one["relationship"] for one in every["together"]["people"]}
    assert listed == {str(who.pk) for who in people}
    assert browser("outsider").get("/api/today/together/E06/").status_code == 404
    assert client.get("/api/today/").json()["mine"] is True
    assert browser("keeper").get("/api/today/").json()["mine"] is False
    assert browser("keeper").get("/api/today/?whose=mine").json()["mine"] is True


def looking(cast: Cast, browser: Any, *duties: Duty) -> str:
    """Return the page of a reader of the circle who leads nobody and carries these duties."""
    Colleague.objects.filter(pk=cast.reader.pk).update(duties=list(duties))
    return page(browser("reader"))


def test_an_auditor_finds_the_history_and_how_it_is_verified(cast: Cast, browser: Any) -> None:
    text = looking(cast, browser, Duty.AUDITOR)
    assert "For you as auditor" in text
    assert f"The history holds {Operation.objects.count()} operations." in text
    assert "rapport history verify" in text
    assert "Nothing urgent" not in text
    assert "Abu Kamil" not in text


def test_who_minds_data_protection_finds_where_data_needs_care(cast: Cast, browser: Any) -> None:
    cast.meet(2, line="He said that كامل الراشد is tired.")
    text = looking(cast, browser, Duty.DATA_PROTECTION)
    assert "For you as data-protection focal point" in text
    assert "/rules/D02/" in text
    assert "/reading/" in text


def test_a_legal_adviser_is_told_plainly_what_can_be_done(cast: Cast, browser: Any) -> None:
    text = looking(cast, browser, Duty.LEGAL_ADVISER)
    assert "For you as legal adviser" in text
    assert "Legal advisers receive no reminders." in text


@pytest.mark.parametrize("duty", [Duty.AUDITOR, Duty.DATA_PROTECTION, Duty.LEGAL_ADVISER])
def test_an_empty_book_is_not_all_they_are_told(cast: Cast, browser: Any, duty: Duty) -> None:
    new = team.add_colleague(cast.asking("keeper"), name="New", sign_in="new", duties=[duty]).row
    cast.everyone["new"] = new
    text = page(browser("new"))
    assert "For you as" in text
    assert "No people yet" not in text


def test_who_leads_somebody_has_their_own_morning(cast: Cast, browser: Any) -> None:
    every = [Duty.AUDITOR, Duty.DATA_PROTECTION, Duty.LEGAL_ADVISER]
    Colleague.objects.filter(pk=cast.writer.pk).update(duties=every)
    rejudge_due(today=cast.DAY)
    text = page(browser("writer"), WEEK)
    assert "For you as" not in text
    assert "Abu Kamil" in text


@pytest.mark.parametrize(("ahead", "said"), [(0, True), (1, False)])
def test_a_feast_of_today_is_said_to_be_today(
    cast: Cast, browser: Any, ahead: int, *, said: bool
) -> None:
    on = cast.DAY.replace(day=cast.DAY.day + ahead)
    occasions.note_occasion(
        cast.asking("writer"),
        relationship=cast.kamil.pk,
        name="Harvest",
        month=on.month,
        day=on.day,
        mentioned_by_them=True,
    )
    rejudge_due(today=cast.DAY)
    _before, week = page(browser("writer")).split("Next seven days")
    assert "Harvest" in week
    assert ('<span class="badge">today</span>' in week) is said
