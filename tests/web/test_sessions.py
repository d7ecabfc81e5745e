"""A team's sessions: they end by themselves, are listed and ended, and their keys lie hashed."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import F
from django.test import Client

from cast import Cast
from rapport.actions import sign_in as verbs
from rapport.records.models import OpenSession
from rapport.records.sessions import end_sessions_of

WORDS = "blue kettle under seven roofs"
COOKIE = "__Host-rapport"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

pytestmark = pytest.mark.skipif(not settings.IS_TEAM, reason="A laptop has its own sessions.")


@pytest.fixture
def signed_in(cast: Cast) -> Any:
    """Return a function that signs somebody in, in a browser of its own."""
    for name in ("writer", "reader"):
        verbs.set_passphrase(cast.asking(name), passphrase=WORDS)

    def enter(name: str = "writer", browser: str = FIREFOX) -> Client:
        client = Client(SERVER_NAME="127.0.0.1", headers={"user-agent": browser})
        client.defaults["wsgi.url_scheme"] = "https"
        answer = client.post("/sign-in/", {"name": name, "passphrase": WORDS})
        assert answer.status_code == 303
        return client

    return enter


def is_in(client: Client) -> bool:
    return bool(client.get("/people/").status_code == 200)


def ago(**time: int) -> None:
    """Let every session have been begun and heard of so long ago."""
    back = timedelta(**time)
    OpenSession.objects.update(
        began=F("began") - back, seen=F("seen") - back, expire_date=F("expire_date") - back
    )


def test_a_session_ends_half_an_hour_after_it_was_last_heard_of(signed_in: Any) -> None:
    client = signed_in()
    ago(minutes=29)
    assert is_in(client)
    ago(minutes=29)
    assert is_in(client), "it was heard of in between"
    ago(minutes=31)
    assert not is_in(client)


def test_a_session_ends_twelve_hours_after_it_was_begun_however_busy(signed_in: Any) -> None:
    client = signed_in()
    for _ in range(25):
        ago(minutes=28)
        assert is_in(client)
    ago(minutes=28)
    assert not is_in(client)


def test_being_there_is_written_down_once_a_minute(signed_in: Any) -> None:
    client = signed_in()
    before = OpenSession.objects.get().seen
    assert is_in(client)
    assert OpenSession.objects.get().seen == before
    ago(seconds=61)
    before = OpenSession.objects.get().seen
    assert is_in(client)
    assert OpenSession.objects.get().seen > before


def test_no_key_stands_in_the_database(signed_in: Any) -> None:
    key = signed_in().cookies[COOKIE].value
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            rows = f'SELECT count(*) FROM "{table}" AS t'  # noqa: S608 - a name of our own
            cursor.execute(f"{rows} WHERE t::text LIKE %s", [f"%{key}%"])
            assert cursor.fetchone()[0] == 0, table


def test_no_cookie_outlives_the_browser(signed_in: Any) -> None:
    client = signed_in()
    client.post("/language/", {"language": "fr"})
    client.get("/log/")
    assert set(client.cookies) == {COOKIE, "__Host-csrf", "django_language"}
    for name, cookie in client.cookies.items():
        assert (cookie["expires"], cookie["max-age"]) == ("", ""), name


def test_the_language_one_chose_is_there_at_the_next_sign_in(signed_in: Any) -> None:
    signed_in().post("/language/", {"language": "fr"})
    assert 'lang="fr"' in signed_in().get("/").content.decode()
    assert 'lang="en"' in signed_in("reader").get("/").content.decode()


def test_each_of_mine_is_listed_and_can_be_ended(signed_in: Any) -> None:
    here, there = signed_in(), signed_in(browser="Mozilla/5.0 (iPhone) Version/18 Safari/604")
    signed_in("reader")
    page = here.get("/sessions/").content.decode()
    assert page.count("<li><p>") == 2
    assert "Firefox, Linux" in page
    assert "Safari, iPhone" in page
    assert page.count("this one") == 1
    (other,) = OpenSession.objects.filter(browser="Safari, iPhone")
    here.post("/sessions/end/", {"session": other.pk})
    assert (is_in(here), is_in(there)) == (True, False)


def test_all_but_this_one_are_ended_at_once_and_nobody_elses(signed_in: Any) -> None:
    here, others, reader = signed_in(), [signed_in(), signed_in()], signed_in("reader")
    theirs = OpenSession.objects.get(colleague__sign_in="reader")
    here.post("/sessions/end/", {"session": theirs.pk})
    here.post("/sessions/end/", {})
    assert [is_in(one) for one in (here, *others, reader)] == [True, False, False, True]


def test_signing_out_ends_it_in_the_table(signed_in: Any) -> None:
    client = signed_in()
    client.post("/sign-out/")
    assert not OpenSession.objects.exists()


def test_signing_in_again_takes_a_new_key(signed_in: Any) -> None:
    client = signed_in()
    first = client.cookies[COOKIE].value
    client.post("/sign-in/", {"name": "reader", "passphrase": WORDS})
    assert client.cookies[COOKIE].value != first


def test_what_has_ended_by_itself_is_cleared_away_when_somebody_signs_in(
    signed_in: Any, cast: Cast
) -> None:
    signed_in()
    ago(hours=13)
    still = signed_in("reader")
    assert OpenSession.objects.count() == 1
    assert is_in(still)
    assert end_sessions_of(cast.reader) == 1
    assert not is_in(still)


@pytest.mark.parametrize(
    ("mode", "method", "status"),
    [("navigate", "get", 200), ("navigate", "post", 403), ("cors", "get", 403), ("", "get", 403)],
)
def test_another_site_may_lead_here_and_nothing_else(
    signed_in: Any, mode: str, method: str, status: int
) -> None:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": mode}
    answer = getattr(signed_in(), method)("/people/", headers=headers)
    assert answer.status_code == status
