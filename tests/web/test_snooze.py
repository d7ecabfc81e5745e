"""Snoozing on Today: chips or own words, in the row or on its page, one person or several."""

from datetime import date, timedelta
from typing import Any

from cast import Cast, asked_by, rejudge_due
from rapport.actions import commitments
from rapport.records.models import Operation, Waiver

FRAGMENT = {"HX-Request": "true"}


def late(cast: Cast, *names: str) -> list[Any]:
    """Add people to whom a promise is late, and return them."""
    people = [cast.add(name, days_ago=20) for name in names]
    for who in people:
        commitments.make_commitment(
            asked_by(cast.writer, 20), relationship=who.pk, text="x", due=cast.DAY - timedelta(9)
        )
    rejudge_due(today=cast.DAY)
    return people


def test_a_chip_gives_the_reason_and_another_the_day(cast: Cast, browser: Any) -> None:
    (who,) = late(cast, "Late")
    where = f"/people/{who.pk}/waive/K02/?from=today&whose=office&when=week"
    done = browser("writer").post(where, {"why": "line_cut", "days": "tomorrow"})
    assert done["Location"].startswith("/?whose=office&when=week&done=")
    waiver = Waiver.objects.get()
    assert (waiver.reason, waiver.until) == ("Line is cut", cast.DAY + timedelta(1))


def test_own_words_and_a_day_that_is_typed_count_first(cast: Cast, browser: Any) -> None:
    (who,) = late(cast, "Late")
    said = {"why": "line_cut", "reason": "He travels.", "days": "tomorrow", "until": "3 April"}
    browser("writer").post(f"/people/{who.pk}/waive/K02/", said)
    waiver = Waiver.objects.get()
    assert (waiver.reason, waiver.until) == ("He travels.", date(2026, 4, 3))


def test_without_a_reason_nothing_is_snoozed_and_the_page_says_so(cast: Cast, browser: Any) -> None:
    (who,) = late(cast, "Late")
    answer = browser("writer").post(f"/people/{who.pk}/waive/K02/", {"days": "monday"})
    assert answer.status_code == 422
    assert "Choose a reason, or write one." in answer.content.decode()
    assert not Waiver.objects.exists()


def test_the_row_gets_the_form_alone_and_only_who_may_change_gets_it(
    cast: Cast, browser: Any
) -> None:
    where = f"/people/{cast.kamil.pk}/waive/U01/?from=today"
    form = browser("writer").get(where, headers=FRAGMENT).content.decode()
    assert form.lstrip().startswith('<form class="drawer"')
    assert "<main" not in form
    for by in ("reader", "outsider"):
        answer = browser(by).get(where, headers=FRAGMENT)
        assert answer.status_code in (403, 404)
        assert 'class="drawer"' not in answer.content.decode()


def test_several_are_snoozed_with_one_reason_and_taken_back_as_one(
    cast: Cast, browser: Any
) -> None:
    people = late(cast, "First", "Second", "Third")
    writer = browser("writer")
    page = writer.get("/?select=1").content.decode()
    picks = [f"{who.pk}:K02" for who in people[:2]]
    assert all(f'name="pick" value="{pick}"' in page for pick in picks)
    listed = writer.get("/today/snooze/", {"pick": picks}).content.decode()
    assert "First" in listed
    assert "Third" not in listed
    before = Operation.objects.count()
    said = {"pick": picks, "why": "not_safe", "days": "month"}
    done = writer.post("/today/snooze/", said)
    assert done.status_code == 302
    assert {one.relationship_id for one in Waiver.objects.all()} == {who.pk for who in people[:2]}
    changes = {one.change_set for one in Operation.objects.order_by("sequence")[before:]}
    assert len(changes) == 1
    assert "Not safe now" in writer.get("/?when=snoozed").content.decode()
    writer.post(f"/history/{changes.pop()}/undo/", {"back": "/"})
    assert not Waiver.objects.exists()


def test_nobody_hidden_is_named_or_snoozed_among_several(cast: Cast, browser: Any) -> None:
    (who,) = late(cast, "Late")
    picks = [f"{who.pk}:K02", f"{cast.hidden.pk}:U01", "x", f"{who.pk}:none"]
    writer = browser("writer")
    assert "Umm Sahar" not in writer.get("/today/snooze/", {"pick": picks}).content.decode()
    writer.post("/today/snooze/", {"pick": picks, "why": "not_safe", "days": "month"})
    assert [one.relationship_id for one in Waiver.objects.all()] == [who.pk]
    assert writer.get("/today/snooze/", {"pick": picks[1:2]}).status_code == 404
    assert writer.get("/today/snooze/").status_code == 302


def test_what_is_snoozed_is_listed_and_shown_again(cast: Cast, browser: Any) -> None:
    (who,) = late(cast, "Late")
    writer = browser("writer")
    writer.post(f"/people/{who.pk}/waive/K02/", {"reason": "He travels.", "days": "month"})
    listed = writer.get("/?when=snoozed").content.decode()
    assert "He travels." in listed
    where = f"/waivers/{Waiver.objects.get().pk}/lift/?from=today"
    assert where in listed
    assert (
        "He travels." not in browser("outsider").get("/?whose=office&when=snoozed").content.decode()
    )
    assert where not in browser("reader").get("/?whose=office&when=snoozed").content.decode()
    assert writer.post(where)["Location"].startswith("/?when=snoozed&done=")
    assert "He travels." not in writer.get("/?when=snoozed").content.decode()
