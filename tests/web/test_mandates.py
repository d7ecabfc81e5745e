"""The page of mandates: what holds, until when, what may be said; given, changed and ended."""

from datetime import timedelta
from typing import Any

import pytest

from cast import Cast
from rapport.actions import mandates as verbs
from rapport.actions import team
from rapport.records.models import Mandate

DAY = Cast.DAY
PAGE = "/mandates/"


def give(cast: Cast, by: str = "writer", **told: Any) -> Mandate:
    circle = cast.elsewhere if by == "outsider" else cast.circle
    told = {"title": "North road", "since": DAY - timedelta(days=3), "circle": circle.pk, **told}
    return verbs.give_mandate(cast.asking(by), **told).row


def page(client: Any, where: str = PAGE) -> str:
    return str(client.get(where).content.decode())


def sent(cast: Cast, **told: Any) -> dict[str, Any]:
    return {"title": "North road", "circle": str(cast.circle.pk), "issuer": str(cast.keeper.pk),
            "gate": "", "since": "16 March 2026", "until": "", **told}  # fmt: skip


def test_whoever_has_none_sees_what_it_is_for_and_a_first_form(cast: Cast, browser: Any) -> None:
    shown = page(browser("writer"))
    assert "No mandate yet" in shown
    assert 'name="may_say"' in shown
    shown = page(browser("reader"))
    assert "No mandate yet" in shown
    assert 'name="may_say"' not in shown


def test_a_first_one_is_given_and_stands_there_in_two_halves(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    told = {"may_decide": "the day", "must_refer": "money", "may_not": "an escort",
            "internal": "ten trucks", "may_say": "We come on Tuesdays.",
            "until": "25 March"}  # fmt: skip
    answer = client.post("/mandates/add/", sent(cast, **told))
    assert answer.status_code == 302, answer.content
    (given,) = Mandate.objects.all()
    assert (given.issuer, given.since, given.until) == (
        cast.keeper,
        DAY,
        DAY + timedelta(days=9),
    )
    shown = page(client, answer.headers["Location"])
    assert 'class="due soon">ends in 9 days' in shown
    aloud, among_us = shown.split("Stays among us", 1)
    assert "We come on Tuesdays." in aloud
    for text in ("the day", "money", "an escort", "ten trucks"):
        assert text in among_us
        assert text not in aloud


@pytest.mark.parametrize(
    ("until", "says", "mark"),
    [(0, "ends today", True), (1, "ends tomorrow", True), (14, "ends in 14 days", True),
     (15, "ends in 15 days", False), (-1, "ended yesterday", False),
     (-9, "ended 9 days ago", False), (None, "no last day set", False)],
)  # fmt: skip
def test_it_says_until_when_and_marks_one_that_soon_ends(
    cast: Cast, browser: Any, until: int | None, says: str, mark: bool
) -> None:
    last = None if until is None else DAY + timedelta(days=until)
    give(cast, since=DAY - timedelta(days=20), until=last)
    shown = page(browser("reader"))
    assert says in shown
    assert ('class="due soon"' in shown) is mark
    assert ("No mandate is in force." in shown) is (until is not None and until < 0)


def test_one_to_come_says_when_it_starts_and_cannot_be_ended_yet(cast: Cast, browser: Any) -> None:
    given = give(cast, since=DAY + timedelta(days=3))
    shown = page(browser("writer"))
    assert "starts in 3 days" in shown
    assert f"/mandates/{given.pk}/end/" not in shown


def test_it_is_ended_today_and_undone(cast: Cast, browser: Any) -> None:
    given, client = give(cast), browser("writer")
    assert f"/mandates/{given.pk}/end/" in page(client)
    answer = client.post(f"/mandates/{given.pk}/end/")
    given.refresh_from_db()
    assert given.until == DAY
    shown = page(client, answer.headers["Location"])
    assert "ends today" in shown
    assert "Undo" in shown
    assert f"/mandates/{given.pk}/end/" not in shown


def test_it_is_changed_and_keeps_who_gave_it_and_left(cast: Cast, browser: Any) -> None:
    given, client = give(cast, issuer=cast.reader.pk), browser("writer")
    team.release(cast.asking("keeper"), circle=cast.circle.pk, colleague=cast.reader.pk)
    where = f"/mandates/{given.pk}/change/"
    assert "Reader" in page(client, where)
    told = sent(cast, title="South road", issuer=str(cast.reader.pk), may_say="Good day.")
    assert client.post(where, told).status_code == 302
    given.refresh_from_db()
    assert (given.title, given.may_say, given.issuer_id) == (
        "South road",
        "Good day.",
        cast.reader.pk,
    )
    assert (given.since, given.until) == (DAY, None)


def test_what_was_typed_is_kept_where_it_cannot_be(cast: Cast, browser: Any) -> None:
    told = sent(cast, until="1 March 2026", may_say="We come on Tuesdays.")
    answer = browser("writer").post("/mandates/add/", told)
    assert answer.status_code == 422
    assert "We come on Tuesdays." in answer.content.decode()
    assert not Mandate.objects.exists()


def test_one_that_is_over_is_given_again_with_its_words(cast: Cast, browser: Any) -> None:
    old = give(cast, until=DAY - timedelta(days=1), may_decide="the hour")
    client = browser("writer")
    assert f"?like={old.pk}" in page(client)
    shown = page(client, f"/mandates/add/?like={old.pk}")
    assert "the hour" in shown
    assert "16 Mar 2026" in shown


def test_it_is_removed_and_another_circle_is_never_told_of(cast: Cast, browser: Any) -> None:
    given = give(cast)
    hidden = give(cast, "outsider", title="heron", may_say="heron")
    assert "heron" not in page(browser("writer"))
    for client, key in ((browser("writer"), hidden.pk), (browser("outsider"), given.pk)):
        for deed in ("end", "remove"):
            assert client.post(f"/mandates/{key}/{deed}/").status_code == 404
        assert client.get(f"/mandates/add/?like={key}").status_code == 404
    assert browser("writer").post(f"/mandates/{given.pk}/remove/").status_code == 302
    assert list(Mandate.objects.all()) == [hidden]


def test_whoever_only_reads_has_the_words_and_no_door(cast: Cast, browser: Any) -> None:
    given = give(cast, may_say="Good day.")
    shown = page(browser("reader"))
    assert "Good day." in shown
    assert "/mandates/add/" not in shown
    assert str(given.pk) + "/" not in shown
    assert browser("reader").get("/mandates/add/").status_code == 403


def test_the_person_and_their_brief_say_what_holds(cast: Cast, browser: Any) -> None:
    given = give(cast, may_decide="the day", internal="ten trucks")
    client = browser("writer")
    assert f"/mandates/#{given.pk}" in page(client, f"/people/{cast.kamil.pk}/")
    brief = page(client, f"/people/{cast.kamil.pk}/brief/")
    assert "the day" in brief
    assert "ten trucks" not in brief


def test_find_leads_to_it(cast: Cast, browser: Any) -> None:
    given = give(cast, must_refer="anything about the heron")
    answer = browser("reader").post("/find/", {"text": "heron"}, follow=True)
    assert f'href="/mandates/#{given.pk}"' in answer.content.decode()
