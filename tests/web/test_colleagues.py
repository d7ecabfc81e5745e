"""Colleagues on pages: who sees them, who adds, ends, admits; a code is shown once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from cast import Cast
from rapport.actions import leaving, sign_in
from rapport.records.chain import open_store
from rapport.records.models import Colleague, Duty, Membership, OpenSession, SignInCode

CODE = re.compile(r"(?:[A-Z2-9]{5}-){3}[A-Z2-9]{5}")
in_a_team = pytest.mark.skipif(not settings.IS_TEAM, reason="Nobody signs in to a laptop's store.")


@pytest.fixture(autouse=True)
def owned_by_the_keeper(cast: Cast) -> None:
    store = open_store()
    store.owner = cast.keeper
    store.save(update_fields=["owner"])


def text(answer: Any) -> str:
    return answer.content.decode()


def test_everybody_sees_their_colleagues_and_only_some_what_is_done_about_them(
    cast: Cast, browser: Any
):
    pages = {who: text(browser(who).get("/colleagues/")) for who in cast.everyone}
    assert all(reverse("colleague", args=[cast.reader.pk]) in page for page in pages.values())
    doing = ("/end/", "/change/", "/colleagues/add/", "/reading/limits/")
    assert {who for who, page in pages.items() if any(way in page for way in doing)} == {"keeper"}
    assert {who for who, page in pages.items() if "/admit/" in page} == {"keeper", "outsider"}
    assert 'href="/colleagues/"' in text(browser("reader").get("/"))


def test_a_keeper_sees_their_own_circles_alone_and_nobody_to_end(cast: Cast, browser: Any):
    page = text(browser("outsider").get("/colleagues/"))
    assert "Elsewhere" in page
    assert "Talks" not in page
    assert "/end/" not in page
    head = text(browser("keeper").get("/colleagues/"))
    assert "Elsewhere" not in head
    assert reverse("end-access", args=[cast.outsider.pk]) in head
    assert reverse("end-access", args=[cast.keeper.pk]) not in head


def test_a_colleague_is_added_with_duties(cast: Cast, browser: Any):
    said = {"name": "Nadia", "sign_in": "nadia", "duties": ["data_protection"]}
    answer = browser("keeper").post("/colleagues/add/", said)
    new = Colleague.objects.get(sign_in="nadia")
    assert (new.name, new.duties) == ("Nadia", [Duty.DATA_PROTECTION])
    assert answer.status_code == (200 if settings.IS_TEAM else 302)
    assert bool(CODE.search(text(answer))) is settings.IS_TEAM
    for who in ("writer", "outsider"):
        assert browser(who).post("/colleagues/add/", said).status_code == 404


def test_a_taken_name_is_refused_in_the_form(cast: Cast, browser: Any):
    answer = browser("keeper").post("/colleagues/add/", {"name": "W", "sign_in": "writer"})
    assert answer.status_code == 422
    assert "is taken" in text(answer)


def test_ending_says_what_is_left_and_ends_it(cast: Cast, browser: Any):
    where = reverse("end-access", args=[cast.writer.pk])
    client = browser("keeper")
    page = text(client.get(where))
    assert "Abu Kamil" in page
    assert "Umm Sahar" not in page
    there = browser("writer")
    assert there.get("/people/").status_code == 200
    answer = client.post(where)
    assert answer.status_code == 302
    assert not cast.writer.is_active
    assert "Writer" not in text(there.get("/people/")) or not settings.IS_TEAM
    assert "Abu Kamil" in text(client.get("/"))
    undone = client.post(reverse("undo", args=[answer.headers["Location"].split("done=")[1]]))
    assert undone.status_code == 302
    assert cast.writer.is_active


def test_of_other_circles_the_page_tells_a_number_only(cast: Cast, browser: Any):
    page = text(browser("keeper").get(reverse("end-access", args=[cast.outsider.pk])))
    assert "1 more in circles you are not in; their keepers are told." in page
    assert "1 circle you are not in has no other keeper." in page
    assert "Umm Sahar" not in page
    assert "Elsewhere" not in page


def test_nobody_ends_themselves_at_the_page_either(cast: Cast, browser: Any):
    answer = browser("keeper").post(reverse("end-access", args=[cast.keeper.pk]))
    assert answer.status_code == 422
    assert "You cannot end your own access." in text(answer)
    assert cast.keeper.is_active


def test_a_keeper_admits_changes_and_takes_out(cast: Cast, browser: Any):
    client, last = browser("keeper"), cast.DAY + timedelta(days=3)
    told = {"colleague": str(cast.outsider.pk), "part": "reader", "until": last.isoformat()}
    assert client.post(reverse("admit", args=[cast.circle.pk]), told).status_code == 302
    row = Membership.objects.get(circle=cast.circle, colleague=cast.outsider)
    assert (row.part, row.until) == ("reader", last)
    assert "until" in text(client.get("/colleagues/"))
    about = [cast.circle.pk, cast.outsider.pk]
    member = reverse("member", args=about)
    client.get(member)
    assert client.post(member, {"part": "writer"}).status_code == 302
    row.refresh_from_db()
    assert (row.part, row.until) == ("writer", None)
    assert client.post(reverse("release", args=about)).status_code == 302
    assert not Membership.objects.filter(pk=row.pk).exists()


def test_the_pages_of_a_circle_go_by_the_day(cast: Cast, browser: Any):
    Membership.objects.filter(colleague=cast.writer).update(until=cast.DAY)
    client = browser("writer")
    assert client.get(f"/people/{cast.kamil.pk}/").status_code == 200
    store = open_store()
    store.fixed_today = cast.DAY + timedelta(days=1)
    store.save(update_fields=["fixed_today"])
    for where in (f"/people/{cast.kamil.pk}/", f"/api/people/{cast.kamil.pk}/"):
        assert client.get(where).status_code == 404
    assert "Abu Kamil" not in text(client.get("/people/"))
    assert b"Abu Kamil" not in client.post(
        "/find/", {"text": "Kamil"}, follow=True
    ).content.replace(b'value="Kamil"', b"")


@pytest.mark.skipif(settings.IS_TEAM, reason="Of a team, codes are given.")
def test_a_laptop_gives_no_codes(cast: Cast, browser: Any):
    where = reverse("reset-passphrase", args=[cast.writer.pk])
    assert browser("keeper").get(where).status_code == 404
    assert browser("keeper").post(where).status_code == 404
    assert "/reset/" not in text(browser("keeper").get("/colleagues/"))
    assert not SignInCode.objects.exists()


@in_a_team
def test_a_code_is_shown_once_and_ends_open_sessions(cast: Cast, browser: Any):
    sign_in.set_passphrase(cast.asking("writer"), passphrase="four calm herons wading")
    there, client = browser("writer"), browser("keeper")
    assert there.get("/people/").status_code == 200
    where = reverse("reset-passphrase", args=[cast.writer.pk])
    assert not CODE.search(text(client.get(where)))
    answer = client.post(where)
    assert CODE.search(text(answer))
    assert answer.headers["Cache-Control"] == "no-store"
    assert there.get("/people/").headers["Location"] == "/sign-in/"
    assert "has a code" in text(client.get("/colleagues/"))
    assert "passphrase reset by" in text(client.get("/"))
    assert client.post(reverse("reset-passphrase", args=[cast.keeper.pk])).status_code == 422


@in_a_team
def test_the_rows_of_a_leavers_sessions_are_gone_and_nobody_elses(cast: Cast, browser: Any):
    for who in ("writer", "writer", "reader", "keeper"):
        browser(who).get("/")
    before = OpenSession.objects.count()
    leaving.end_access(cast.asking("keeper"), colleague=cast.writer.pk)
    assert OpenSession.objects.count() == before - 2
