"""A colleague's own page: tended by themselves alone, read by their office."""

from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from cast import Cast
from rapport.actions import colleagues as verbs
from rapport.records.chain import open_store
from rapport.records.models import Colleague, Duty, Operation

MINE = "/colleagues/me/"
TYPED = {
    "languages": "ar، French",
    "areas": "Orsend, QV03",
    "topics": "water",
    "function": "access",
    "end_of_mission": "2026-09-30",
    "origin": "national",
    "gender": "woman",
    "exposure_notes": "Kin in the district.",
}
READ = ("Arabic", "French", "Orsend", "QV03", "water", "access", "30 Sep 2026", "national", "woman")


def text(answer: Any) -> str:
    return answer.content.decode()


def page_of(who: Colleague) -> str:
    return reverse("colleague", args=[who.pk])


def tend(client: Any, **typed: str) -> Any:
    client.get(MINE)
    return client.post(MINE, {**TYPED, **typed})


def test_what_is_typed_is_shown_to_colleagues_of_the_office(cast: Cast, browser: Any):
    answer = tend(browser("reader"))
    assert answer.headers["Location"].startswith(page_of(cast.reader))
    for who in cast.everyone:
        page = text(browser(who).get(page_of(cast.reader)))
        assert [word for word in READ if word not in page] == []
        assert ("Kin in the district." in page) is (who == "reader")
    listed = text(browser("writer").get("/colleagues/"))
    assert [
        word for word in ("Arabic", "Orsend", "water", "30 Sep 2026") if word not in listed
    ] == []
    form = text(browser("reader").get(MINE))
    assert 'value="ar, French"' in form
    assert "Kin in the district." in form


def test_it_is_taken_back_from_the_page(cast: Cast, browser: Any):
    client = browser("reader")
    key = tend(client).headers["Location"].split("done=")[1]
    assert browser("keeper").post(reverse("undo", args=[key])).status_code == 404
    assert cast.reader.gender == "woman"
    assert client.post(reverse("undo", args=[key])).status_code == 302
    assert cast.reader.gender == ""


def test_all_of_it_can_be_taken_away_again(cast: Cast, browser: Any):
    tend(browser("reader"))
    empty = dict.fromkeys(TYPED, "")
    assert tend(browser("reader"), **empty).status_code == 302
    me = cast.reader
    assert [me.languages, me.origin, me.gender, me.function, me.end_of_mission] == [
        *([], "", "", ""),
        None,
    ]


def test_sharing_says_who_reads_it(cast: Cast, browser: Any):
    assert "Kit Keeper" in text(browser("reader").get(MINE))
    tend(browser("reader"), exposure_shared="on")
    assert "Kin in the district." in text(browser("keeper").get(page_of(cast.reader)))
    for who in ("writer", "outsider"):
        assert "Kin in the district." not in text(browser(who).get(page_of(cast.reader)))
    own = text(browser("reader").get(page_of(cast.reader)))
    assert "Besides you, these colleagues can read it" in own
    assert "Kit Keeper" in own


@pytest.mark.parametrize("who", ["keeper", "writer", "outsider"])
def test_nobody_writes_anothers_words_by_sending_them(cast: Cast, browser: Any, who: str):
    """However it is named in what is sent, it is about whoever sends it."""
    key = str(cast.reader.pk)
    before = Colleague.objects.filter(pk=key).values().get()
    aimed = {**TYPED, "key": key, "who": key, "colleague": key, "id": key, "pk": key}
    client = browser(who)
    client.get(MINE)
    client.post(f"{MINE}?key={key}&who={key}", aimed)
    for where in (page_of(cast.reader), reverse("change-colleague", args=[key])):
        client.get(where)
        client.post(where, {"name": "Reader", "duties": ["negotiator"], **TYPED})
    after = Colleague.objects.filter(pk=key).values().get()
    own = Colleague.BY_THEMSELVES
    assert {name: after[name] for name in own} == {name: before[name] for name in own}
    written = Operation.objects.filter(row=cast.reader.pk).exclude(verb="add_colleague")
    assert set(written.values_list("verb", flat=True)) == (
        {"change_colleague"} if who == "keeper" else set()
    )


def test_nobody_gives_themselves_a_duty_by_sending_it(cast: Cast, browser: Any):
    for who in ("reader", "keeper"):
        client, had = browser(who), cast.who(who).duties
        store = open_store()
        store.owner = cast.writer
        store.save(update_fields=["owner"])
        duties = {"duties": [Duty.HEAD_OF_OFFICE, Duty.AUDITOR], "name": "Me", "is_active": "on"}
        for where in (MINE, reverse("change-colleague", args=[cast.who(who).pk])):
            client.get(where)
            client.post(where, {**TYPED, **duties})
        assert cast.who(who).duties == had


def test_the_head_of_office_changes_what_somebody_does_here(cast: Cast, browser: Any):
    where = reverse("change-colleague", args=[cast.reader.pk])
    client = browser("keeper")
    page = text(client.get(where))
    assert "Reader" in page
    assert "languages" not in page
    told = {"name": "Rima", "function": "legal", "duties": ["support"], "end_of_mission": ""}
    answer = client.post(where, told)
    assert answer.headers["Location"].startswith(page_of(cast.reader))
    assert (cast.reader.name, cast.reader.duties) == ("Rima", [Duty.SUPPORT])
    shown = text(browser("writer").get(page_of(cast.reader)))
    assert "Rima" in shown
    assert "support team" in shown
    for who in ("writer", "outsider", "reader"):
        assert browser(who).get(where).status_code == 404
        assert browser(who).post(where, told).status_code == 404


def test_what_changed_meanwhile_is_not_written_over_unseen(cast: Cast, browser: Any):
    client = browser("reader")
    client.get(MINE)
    verbs.change_colleague(cast.asking("keeper"), colleague=cast.reader.pk, function="legal")
    answer = client.post(MINE, TYPED)
    assert answer.status_code == 422
    assert cast.reader.function == "legal"


def test_the_pages_need_no_scripts(cast: Cast, browser: Any):
    for where in (MINE, page_of(cast.reader), reverse("change-colleague", args=[cast.writer.pk])):
        page = text(browser("keeper").get(where))
        assert "hx-" not in page.split("<main")[1].split("</main>")[0]


@pytest.mark.skipif(settings.IS_TEAM, reason="In a team everybody signs in.")
def test_a_laptop_started_for_a_colleague_is_theirs(cast: Cast, browser: Any, monkeypatch: Any):
    client = browser("writer")
    monkeypatch.setattr("rapport.web.middleware.identity.ACTING", {})
    store = open_store()
    store.fixed_today = None
    store.save(update_fields=["fixed_today"])
    assert "Writer" in text(client.get("/"))
    monkeypatch.setattr(settings, "WORKS_HERE", "reader", raising=False)
    tend(client, end_of_mission="")
    assert cast.reader.gender == "woman"
    assert cast.writer.gender == ""
    monkeypatch.setattr(settings, "WORKS_HERE", "nobody", raising=False)
    answer = client.get("/people/")
    assert answer.status_code == 409
    assert "Nobody here has the sign-in name nobody." in text(answer)
