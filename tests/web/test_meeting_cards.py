"""The pages of a meeting's card: read it, put an offer on it, write it, choose what to carry."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from cast import Cast
from house.test_writes import Watch
from rapport.actions import access, history, insights, interactions, meetings
from rapport.records import reading_count
from rapport.records.models import InsightKind, Meeting, Nature, Operation, Sensitivity
from records.canaries import Canaries, let_loose
from web.conftest import AsWho

TICKS = re.compile(r'<input type="checkbox" name="with" value="([^"]+)"(?: checked)?>')
USE = re.compile(r'name="use" value="([^"]+)"')


def plan(cast: Cast, *others: Any, **told: Any) -> Meeting:
    told = {"on": cast.DAY + timedelta(days=1), **told}
    theirs = [(one.pk,) for one in (cast.kamil, *others)]
    return meetings.plan_meeting(cast.asking("writer"), theirs=theirs, **told).row[0]


def note(cast: Cast, kind: str, text: str) -> None:
    about = {"relationship": cast.kamil.pk, "nature": Nature.FACT}
    insights.note_insight(cast.asking("writer"), **about, kind=kind, text=text)


def now(planned: Meeting) -> Meeting:
    return Meeting.objects.get(pk=planned.pk)


def page(browser: AsWho, planned: Meeting, who: str = "writer", more: str = "") -> str:
    answer = browser(who).get(f"/meetings/{planned.pk}/{more}")
    assert answer.status_code == 200, answer.content
    return str(answer.content.decode())


def use(browser: AsWho, planned: Meeting, used: str, who: str = "writer") -> Any:
    return browser(who).post(f"/meetings/{planned.pk}/card/", {"use": used})


# --- putting an offer on it


def test_an_offer_is_put_under_what_is_written_and_taken_back_at_once(
    cast: Cast, browser: AsWho
) -> None:
    note(cast, InsightKind.HOOK, "His team won on Friday")
    planned = plan(cast, opener="The rain.")
    shown = page(browser, planned)
    assert "opener:His team won on Friday" in USE.findall(shown)
    before = Operation.objects.values("change_set").distinct().count()
    answer = use(browser, planned, "opener:His team won on Friday")
    assert answer.status_code == 302
    assert now(planned).opener == "The rain.\nHis team won on Friday"
    assert Operation.objects.values("change_set").distinct().count() == before + 1
    assert "opener:His team won on Friday" not in USE.findall(page(browser, planned))
    done = Operation.objects.order_by("-sequence").first()
    assert done is not None
    history.undo(cast.asking("writer"), key=done.change_set)
    assert now(planned).opener == "The rain."


def test_an_offer_of_several_lines_is_written_as_it_was_offered(cast: Cast, browser: AsWho) -> None:
    note(cast, InsightKind.VALUE, "He shares.\nAlways.")
    planned = plan(cast)
    # A browser sends the ends of lines in its own way, whatever stands in the page.
    use(browser, planned, "respect:He shares.\r\nAlways.\x07")
    assert now(planned).respect == "He shares.\nAlways."
    assert "respect:" not in "".join(USE.findall(page(browser, planned)))


@pytest.mark.parametrize("used", ["remark:x", "state:held", "place:x", "x", "", ":"])
def test_nothing_but_a_part_of_the_card_is_written_by_an_offer(
    cast: Cast, browser: AsWho, used: str
) -> None:
    planned, before = plan(cast), Operation.objects.count()
    assert use(browser, planned, used).status_code == 404
    assert Operation.objects.count() == before


def test_opening_the_card_writes_nothing_and_offers_are_not_on_it_until_used(
    cast: Cast, browser: AsWho
) -> None:
    note(cast, InsightKind.HOOK, "His team won")
    planned, watch, client = plan(cast), Watch(), browser("writer")
    client.get(f"/meetings/{planned.pk}/")
    with connection.execute_wrapper(watch):
        client.get(f"/meetings/{planned.pk}/")
    assert set(watch.floors) - {"records/reading_count.py"} == set()
    assert all(not getattr(now(planned), name) for name in ("opener", "may_say", "closing"))


# --- writing on it


def test_the_form_keeps_what_was_not_touched(cast: Cast, browser: AsWho) -> None:
    planned = plan(cast, opener="The rain.", closing="Thank you.", place="Mill house")
    client, where = browser("writer"), f"/meetings/{planned.pk}/card/"
    form = client.get(where).content.decode()
    assert "The rain." in form
    answer = client.post(where, {"opener": "The rain.", "closing": "Thank you. Come and see."})
    assert answer.status_code == 302
    row = now(planned)
    assert (row.opener, row.closing, row.place) == (
        "The rain.", "Thank you. Come and see.", "Mill house",
    )  # fmt: skip


def test_what_somebody_else_wrote_meanwhile_is_shown_before_it_is_written_over(
    cast: Cast, browser: AsWho
) -> None:
    planned = plan(cast, opener="The rain.")
    client, where = browser("writer"), f"/meetings/{planned.pk}/card/"
    client.get(where)
    meetings.change_meeting(cast.asking("keeper"), key=planned.pk, opener="The harvest.")
    answer = client.post(where, {"opener": "The snow."})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Somebody changed this while you had it open" in said
    assert "Saved by them: The harvest." in said
    assert "The snow." in said
    assert now(planned).opener == "The harvest."


def test_words_that_were_typed_are_not_held_up_where_much_is_read(
    cast: Cast, browser: AsWho
) -> None:
    planned = plan(cast)
    client, where = browser("writer"), f"/meetings/{planned.pk}/card/"
    client.get(where)
    reading_count.forget_all()
    office = cast.writer.office
    type(office).objects.filter(pk=office.pk).update(reads_an_hour=1, reads_a_day=1)
    cast.add("Salma")
    other = plan(cast, cast.add("Umm Nour"))
    assert client.get(f"/meetings/{other.pk}/").status_code == 303
    assert client.post(where, {"opener": "The snow."}).status_code == 302
    assert now(planned).opener == "The snow."


def test_where_much_is_read_the_page_to_print_leads_back_to_the_card(
    cast: Cast, browser: AsWho
) -> None:
    office = cast.writer.office
    type(office).objects.filter(pk=office.pk).update(reads_an_hour=1, reads_a_day=1)
    other = plan(cast, cast.add("Umm Nour"))
    answer = browser("writer").post(f"/meetings/{other.pk}/print/", {})
    assert answer.status_code == 303
    assert f"%2Fmeetings%2F{other.pk}%2F" in answer["Location"]


def test_an_offer_with_marks_of_a_page_in_it_is_text(cast: Cast, browser: AsWho) -> None:
    note(cast, InsightKind.HOOK, '<b>"bread" & salt')
    planned = plan(cast)
    for more in ("", "card/"):
        shown = page(browser, planned, more=more)
        assert "<b>" not in shown
        assert "&lt;b&gt;" in shown


# --- who may


def test_who_reads_sees_it_and_cannot_change_it(cast: Cast, browser: AsWho) -> None:
    note(cast, InsightKind.HOOK, "His team won")
    planned = plan(cast, opener="The rain.")
    shown = page(browser, planned, "reader")
    assert "The rain." in shown
    assert USE.findall(shown) == []
    assert f"/meetings/{planned.pk}/card/" not in re.sub(r"<form[^>]*>", "", shown)
    assert browser("reader").get(f"/meetings/{planned.pk}/card/").status_code == 403
    assert use(browser, planned, "opener:x", "reader").status_code == 403
    assert now(planned).opener == "The rain."


@pytest.mark.parametrize("more", ["", "card/", "print/"])
def test_to_a_stranger_it_is_not_there(cast: Cast, browser: AsWho, more: str) -> None:
    planned = plan(cast)
    assert browser("outsider").get(f"/meetings/{planned.pk}/{more}").status_code == 404
    if more:
        posted = browser("outsider").post(f"/meetings/{planned.pk}/{more}", {"use": "opener:x"})
        assert posted.status_code == 404


def test_of_a_person_for_named_people_only_it_is_there_for_them(cast: Cast, browser: AsWho) -> None:
    planned = plan(cast)
    access.set_access(cast.asking("writer"), key=cast.kamil.pk, sensitivity=Sensitivity.SEVERE)
    assert "Abu Kamil" in page(browser, planned)
    assert browser("reader").get(f"/meetings/{planned.pk}/").status_code == 404
    assert browser("keeper").get(f"/meetings/{planned.pk}/print/").status_code == 404


@pytest.mark.parametrize("after", ["held", "called off", "missed"])
def test_once_it_is_settled_the_card_can_only_be_read(
    cast: Cast, browser: AsWho, after: str
) -> None:
    asking = cast.asking("writer")
    note(cast, InsightKind.HOOK, "His team won")
    planned = plan(cast, on=cast.DAY, opener="The rain.")
    if after == "held":
        interactions.log_interaction(
            asking, theirs=[(cast.kamil.pk,)], on=cast.DAY, closes=[planned.pk]
        )
    elif after == "called off":
        meetings.call_off_meeting(asking, key=planned.pk, by="them")
    else:
        meetings.miss_meeting(asking, key=planned.pk, by="them")
    shown = page(browser, planned)
    assert "The rain." in shown
    assert USE.findall(shown) == []
    assert "Write the card" not in shown
    refused = browser("writer").get(f"/meetings/{planned.pk}/card/")
    assert refused.status_code == 409
    assert "its card can only be read" in refused.content.decode()
    assert use(browser, planned, "opener:x").status_code == 409
    assert browser("writer").post(f"/meetings/{planned.pk}/card/", {}).status_code == 409
    assert now(planned).opener == "The rain."


def test_reading_it_is_recorded_for_each_of_the_people(cast: Cast, browser: AsWho) -> None:
    salma = cast.add("Salma")
    planned = plan(cast, salma)
    for more in ("", "card/", "print/"):
        reading_count.forget_all()
        page(browser, planned, more=more)
        with reading_count.count_of(cast.writer.pk) as count:
            assert set(count.opened) == {cast.kamil.pk, salma.pk}, more


# --- what it says


def test_it_says_of_a_first_meeting_that_nothing_is_to_be_asked(cast: Cast, browser: AsWho) -> None:
    planned = plan(cast)
    assert "First meeting: no request." in page(browser, planned)
    cast.meet(10)
    shown = page(browser, planned)
    assert "First meeting" not in shown
    assert "No request in this meeting." in shown
    assert "1 of 2 meetings without a request so far." in shown
    cast.meet(5)
    assert "No request in this meeting." not in page(browser, planned)


# --- what is carried


@pytest.fixture
def words(cast: Cast) -> Canaries:
    return let_loose(cast, cast.kamil)


def printed(browser: AsWho, planned: Meeting, **said: Any) -> str:
    """Return the page to print without what paper never shows: the frame, and what is at hand."""
    answer = browser("writer").post(f"/meetings/{planned.pk}/print/", said)
    assert answer.status_code == 200, answer.content
    shown = answer.content.decode()
    (main,) = re.findall(r"(?s)<main.*</main>", shown)
    (title,) = re.findall(r"<title>.*</title>", shown)
    return title + re.sub(r'(?s)<(\w+) class="[^"]*at-desk">.*?</\1>', "", main)


def test_nothing_is_ticked_until_all_that_was_prepared_is_ticked_at_once(
    cast: Cast, browser: AsWho, words: Canaries
) -> None:
    planned = Meeting.objects.get()
    first = page(browser, planned, more="print/")
    assert len(TICKS.findall(first)) == 10
    assert "checked" not in first
    every = page(browser, planned, more="print/?every=1")
    assert every.count(" checked>") == 10
    assert TICKS.findall(first) == TICKS.findall(every)


def test_parts_with_nothing_written_are_filled_with_the_first_suggestion_in_one_tap(
    cast: Cast, browser: AsWho
) -> None:
    planned = plan(cast, opener="The rain.", place="The court")
    before = Operation.objects.values("change_set").distinct().count()
    shown = page(browser, planned, more="print/")
    assert "Use the first suggestion for each" in shown
    assert TICKS.findall(shown) == ["opener", "place"]
    offers = dict(one.split(":", 1) for one in reversed(USE.findall(page(browser, planned))))
    answer = browser("writer").post(f"/meetings/{planned.pk}/card/", {"fill": "1"})
    assert answer.headers["Location"].startswith(f"/meetings/{planned.pk}/print/?every=1")
    filled = now(planned)
    assert filled.opener == "The rain."
    assert "any request" in filled.not_to_raise.lower()
    for name in ("listening_question", "not_to_raise", "closing"):
        assert getattr(filled, name)
        assert name in offers
    assert Operation.objects.values("change_set").distinct().count() == before + 1
    shown = page(browser, planned, more="print/")
    assert "Use the first suggestion for each" not in shown
    assert {"listening_question", "not_to_raise", "closing"} < set(TICKS.findall(shown))


def test_who_only_reads_fills_nothing(cast: Cast, browser: AsWho) -> None:
    planned = plan(cast)
    assert "Use the first suggestion" not in page(browser, planned, "reader", "print/")
    answer = browser("reader").post(f"/meetings/{planned.pk}/card/", {"fill": "1"})
    assert answer.status_code == 403
    assert now(planned).closing == ""


def test_no_text_around_a_meeting_is_printed_but_what_was_ticked(
    cast: Cast, browser: AsWho, words: Canaries
) -> None:
    planned = Meeting.objects.get()
    assert words.told(printed(browser, planned)) == []
    for name in TICKS.findall(page(browser, planned, more="print/")):
        assert words.told(printed(browser, planned, **{"with": name})) == [f"meeting.{name}"]


def test_printing_changes_nothing_and_keeps_nothing(cast: Cast, browser: AsWho) -> None:
    planned, client = plan(cast, opener="The rain."), browser("writer")
    client.post(f"/meetings/{planned.pk}/print/", {})
    before, watch = Operation.objects.count(), Watch()
    with connection.execute_wrapper(watch):
        answer = client.post(f"/meetings/{planned.pk}/print/", {"with": "opener", "once": ""})
    assert "The rain." in answer.content.decode()
    assert set(watch.floors) - {"records/reading_count.py"} == set()
    assert Operation.objects.count() == before


def test_what_may_not_be_carried_is_refused_and_not_shown(cast: Cast, browser: AsWho) -> None:
    planned = plan(cast, opener="The rain.", closing="كامل الراشد")
    shown = page(browser, planned, more="print/")
    assert TICKS.findall(shown) == ["opener"]
    for name in ("closing", "remark", "place"):
        answer = browser("writer").post(f"/meetings/{planned.pk}/print/", {"with": name})
        assert answer.status_code == 409
        assert "الراشد" not in answer.content.decode()


def test_of_people_for_named_colleagues_only_nothing_is_offered(cast: Cast, browser: AsWho) -> None:
    planned = plan(cast, opener="The rain.")
    access.set_access(cast.asking("writer"), key=cast.kamil.pk, sensitivity=Sensitivity.SEVERE)
    shown = page(browser, planned, more="print/")
    assert TICKS.findall(shown) == []
    assert "nothing can be ticked" in shown
    assert "Tick all that was prepared" not in shown
    assert "The rain." not in printed(browser, planned)


def test_who_reads_may_print_too(cast: Cast, browser: AsWho) -> None:
    planned = plan(cast, opener="The rain.")
    assert TICKS.findall(page(browser, planned, "reader", "print/")) == ["opener"]
    answer = browser("reader").post(f"/meetings/{planned.pk}/print/", {"with": "opener"})
    assert "The rain." in answer.content.decode()
