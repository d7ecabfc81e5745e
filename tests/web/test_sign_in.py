"""The door of a team's store: who is let in, and that guessing tells nothing and is slow."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import F
from django.test import Client
from django.utils import timezone

from cast import Cast
from rapport.actions import sign_in as verbs
from rapport.records import login_throttle
from rapport.records.models import Colleague, SignInCode, SignInTries, Store
from rapport.site import hashing
from rapport.vault.throttle import LONG_WAIT, MANY

WORDS = "blue kettle under seven roofs"
SECURE = {"wsgi.url_scheme": "https"}

pytestmark = pytest.mark.skipif(not settings.IS_TEAM, reason="A laptop's store has no sign-in.")


@pytest.fixture
def known(cast: Cast) -> Cast:
    """The cast, the writer with a passphrase, and nobody's tries counted."""
    verbs.set_passphrase(cast.asking("writer"), passphrase=WORDS)
    return cast


def sign_in(name: str, words: str, **headers: str) -> Any:
    client = Client(SERVER_NAME="127.0.0.1", **SECURE, **headers)  # type: ignore[arg-type]
    return client.post("/sign-in/", {"name": name, "passphrase": words})


def plain(answer: Any) -> str:
    body = re.sub(
        r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"', "", answer.content.decode()
    )
    return re.sub(r'name="name" value="[^"]*"', "", body)


def back(seconds: int) -> None:
    """Let every count have been made so long ago."""
    SignInTries.objects.update(until=F("until") - timedelta(seconds=seconds))


def test_who_knows_the_words_comes_in_by_a_cookie_no_other_site_can_set(known: Cast) -> None:
    answer = sign_in("writer", WORDS)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    cookie = answer.cookies["__Host-rapport"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict")
    assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_a_wrong_name_and_wrong_words_look_alike(known: Cast) -> None:
    Colleague.objects.filter(sign_in="reader").update(is_active=False)
    told = {
        (answer.status_code, plain(answer))
        for name in ("writer", "nobody", "reader", "keeper")
        for answer in [sign_in(name, "nine slow goats cross at noon")]
    }
    assert len(told) == 1


@pytest.mark.parametrize("name", ["writer", "nobody"])
def test_a_passphrase_is_checked_once(
    known: Cast, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Each check is dear, and one that finds no place takes the try off the count."""
    made = []
    wait_for = hashing._one_by_one.submit
    monkeypatch.setattr(
        hashing._one_by_one, "submit", lambda *told: made.append(1) or wait_for(*told)
    )
    sign_in(name, "nine slow goats")
    assert len(made) == 1


def test_after_ten_wrong_tries_the_right_words_wait_a_quarter_of_an_hour(
    known: Cast,
) -> None:
    for _ in range(MANY):
        assert "Wrong name or" in plain(sign_in("writer", "nine slow goats"))
    for words in ("nine slow goats", WORDS):
        assert "Too many attempts" in plain(sign_in("writer", words))
    back(LONG_WAIT - 60)
    assert "Too many attempts" in plain(sign_in("writer", WORDS))
    back(120)
    assert sign_in("writer", WORDS).status_code == 303


def test_coming_in_forgets_the_wrong_tries_before(known: Cast) -> None:
    for _ in range(3):
        for _ in range(MANY - 1):
            sign_in("writer", "nine slow goats")
        assert sign_in("writer", WORDS).status_code == 303


def test_no_flood_of_invented_names_opens_a_name_that_is_shut(known: Cast) -> None:
    for _ in range(MANY):
        sign_in("writer", "nine slow goats")
    now = timezone.now()
    heard = sum(login_throttle.may_try(f"zzzz{number}", None, now=now) for number in range(500))
    assert "Too many attempts" in plain(sign_in("writer", WORDS))
    assert heard <= 32 * MANY
    assert SignInTries.objects.count() <= 33
    assert sign_in("reader", WORDS).status_code == 422


def test_a_name_that_nobody_has_shuts_like_one_that_somebody_has(known: Cast) -> None:
    told = [
        [plain(sign_in(name, "nine slow goats")) for _ in range(MANY + 1)]
        for name in ("reader", "nobody")
    ]
    assert told[0] == told[1]


def test_an_address_that_tries_many_names_is_shut_for_all_of_them(
    known: Cast, settings: Any
) -> None:
    settings.ADDRESS_HEADER = "X-Real-IP"
    now, here, there = timezone.now(), "203.0.113.7", "203.0.113.8"
    for number in range(login_throttle.MANY_FROM_AN_ADDRESS):
        login_throttle.may_try(f"name {number}", here, now=now)
    assert "Too many attempts" in plain(sign_in("writer", WORDS, HTTP_X_REAL_IP=here))
    assert sign_in("writer", WORDS, HTTP_X_REAL_IP=there).status_code == 303


def test_coming_in_uses_up_no_try_of_an_address(known: Cast, settings: Any) -> None:
    settings.ADDRESS_HEADER = "X-Real-IP"
    for _ in range(3):
        sign_in("writer", WORDS, HTTP_X_REAL_IP="203.0.113.7")
    assert [one.tries for one in SignInTries.objects.all()] == [0]


def test_when_too_many_sign_in_at_once_the_others_come_again_and_lose_no_try(
    known: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = threading.BoundedSemaphore(1)
    assert full.acquire()
    monkeypatch.setattr(hashing, "_places", full)
    answer = sign_in("writer", WORDS)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3")
    assert [one.tries for one in SignInTries.objects.all()] == [0]
    monkeypatch.undo()
    assert sign_in("writer", WORDS).status_code == 303


@pytest.mark.django_db(transaction=True)
def test_whoever_waits_for_a_passphrase_to_be_checked_holds_no_connection(known: Cast) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        begun.set()
        go_on.wait(30)

    hashing._one_by_one.submit(wait)
    assert begun.wait(30)
    thread = threading.Thread(target=lambda: sign_in("writer", WORDS))
    before = _connections()
    thread.start()
    try:
        assert _comes(lambda: hashing._one_by_one._work_queue.qsize() == 1)
        assert _comes(lambda: _connections() == before)
    finally:
        go_on.set()
        thread.join()


def _comes(true: Callable[[], bool]) -> bool:
    """Wait until something is true, for ten seconds."""
    return any(true() or time.sleep(0.01) for _ in range(1000))


def _connections() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_are_counted_one_by_one(known: Cast) -> None:
    told: list[str] = []

    def guess() -> None:
        told.append(plain(sign_in("nobody", "nine slow goats")))
        connection.close()

    threads = [threading.Thread(target=guess) for _ in range(MANY + 8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == MANY + 8
    assert SignInTries.objects.get().tries == MANY + 8 - sum("right now" in one for one in told)
    assert sum("Wrong name or" in page for page in told) <= MANY


def test_who_has_left_is_out_at_the_next_page(known: Cast) -> None:
    client = Client(SERVER_NAME="127.0.0.1", **SECURE)  # type: ignore[arg-type]
    client.post("/sign-in/", {"name": "writer", "passphrase": WORDS})
    assert client.get("/people/").status_code == 200
    Colleague.objects.filter(sign_in="writer").update(is_active=False)
    assert client.get("/people/").headers["Location"] == "/sign-in/"


def test_a_new_passphrase_ends_the_sessions_of_the_old_one(known: Cast) -> None:
    client = Client(SERVER_NAME="127.0.0.1", **SECURE)  # type: ignore[arg-type]
    client.post("/sign-in/", {"name": "writer", "passphrase": WORDS})
    verbs.set_passphrase(known.asking("writer"), passphrase="nine slow goats cross at noon")
    assert client.get("/people/").headers["Location"] == "/sign-in/"


def test_signing_out_leaves_nothing_in_the_browser(known: Cast) -> None:
    client = Client(SERVER_NAME="127.0.0.1", **SECURE)  # type: ignore[arg-type]
    client.post("/sign-in/", {"name": "writer", "passphrase": WORDS})
    kept = client.cookies["__Host-rapport"].value
    answer = client.post("/sign-out/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    client.cookies["__Host-rapport"] = kept
    assert client.get("/people/").headers["Location"] == "/sign-in/"


NEW = "nine slow goats cross at noon"


def by_code(name: str, code: str, words: str = NEW, again: str = "") -> Any:
    client = Client(SERVER_NAME="127.0.0.1", **SECURE)  # type: ignore[arg-type]
    told = {"name": name, "code": code, "passphrase": words, "again": again or words}
    answer = client.post("/sign-in/code/", told)
    answer.browser = client
    return answer


def reset(known: Cast, who: str = "writer") -> str:
    return verbs.reset_passphrase(
        replace(known.asking("keeper"), now=timezone.now()), colleague=known.everyone[who].pk
    )


def on_the_wall() -> None:
    """Let the clock of the pages be the one on the wall: a made-up world stands still."""
    Store.objects.update(fixed_today=None)


def test_a_code_opens_nothing_until_a_passphrase_is_chosen(known: Cast) -> None:
    on_the_wall()
    code = reset(known)
    assert sign_in("writer", code).status_code == 422
    assert sign_in("writer", WORDS).status_code == 422
    answer = by_code("writer", code)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert answer.browser.get("/people/").status_code == 200
    assert sign_in("writer", NEW).status_code == 303
    assert by_code("writer", code, "seven bright kites over salt").status_code == 422


def test_wrong_names_wrong_codes_and_codes_that_are_over_look_alike(known: Cast) -> None:
    on_the_wall()
    reset(known)
    over = reset(known, "reader")
    SignInCode.objects.filter(colleague=known.reader.pk).update(expires=timezone.now())
    told = {
        (answer.status_code, re.sub(r'name="code" value="[^"]*"', "", plain(answer)))
        for name, code in (("writer", over), ("nobody", over), ("reader", over), ("keeper", "x"))
        for answer in [by_code(name, code)]
    }
    assert len(told) == 1
    assert "Wrong name or" in next(iter(told))[1]


def test_a_weak_or_mistyped_passphrase_costs_neither_the_code_nor_a_try(known: Cast) -> None:
    on_the_wall()
    code = reset(known)
    for _ in range(MANY + 2):
        assert by_code("writer", code, "tea").status_code == 422
        assert by_code("writer", code, NEW, NEW + "x").status_code == 422
    assert by_code("writer", code).status_code == 303


def test_codes_are_tried_as_slowly_as_passphrases(known: Cast) -> None:
    on_the_wall()
    code = reset(known)
    for _ in range(MANY):
        assert by_code("writer", "AAAAA-AAAAA-AAAAA-AAAAA").status_code == 422
    assert "Too many attempts" in plain(by_code("writer", code))
