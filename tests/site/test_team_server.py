"""A team's server under more requests than it can answer: whoever is in goes on working."""

import http.client
import os
import re
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import psycopg
import pytest

import postgres

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(postgres.why_not()), reason=postgres.why_not() or "it runs here"),
]
WORDS = "blue kettle under seven roofs"
MOST_CONNECTIONS = 2 * 13
HTML = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://127.0.0.1"}


class Team:
    """A served team, and what a browser behind its proxy asks of it."""

    def __init__(self, url, port):
        self.url, self.port = url, port

    def ask(self, method, path, cookies="", said=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        body = urlencode(said) if said else None
        headers = {"Host": "127.0.0.1", "Cookie": cookies, "Referer": "https://127.0.0.1/"}
        try:
            connection.request(method, path, body, {**headers, **HTML})
            answer = connection.getresponse()
            answer.page = answer.read().decode()
        finally:
            connection.close()
        return answer

    def sign_in(self, name, words):
        first = self.ask("GET", "/sign-in/")
        found = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', first.page)
        if found is None or "Set-Cookie" not in first.headers:
            # Asked to come again: such an answer begins nothing.
            return first, ""
        cookie = first.headers["Set-Cookie"].split(";")[0]
        said = {"csrfmiddlewaretoken": found[1], "name": name, "passphrase": words}
        answer = self.ask("POST", "/sign-in/", cookie, said)
        session = re.search(r"__Host-rapport=[^;]+", str(answer.headers.get_all("Set-Cookie")))
        return answer, session[0] if session else ""

    def connections(self):
        with psycopg.connect(self.url) as own:
            counted = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            return own.execute(counted).fetchone()[0] - 1


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    folder = tmp_path_factory.mktemp("team")
    (folder / "words").write_text(WORDS)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if "RAPPORT" not in name}
    with postgres.postgresql() as url:
        environment = {
            **kept,
            "RAPPORT_DATABASE_URL": url,
            "RAPPORT_KEY_FILE": str(folder / "names.key"),
            "RAPPORT_SECRET_FILE": str(folder / "secret"),
        }
        (folder / "secret").write_text(secrets.token_hex(32))
        rapport = [sys.executable, "-m", "rapport"]
        begin = ["init", "--office", "Lantern Aid", "--name", "Salma", "--sign-in", "salma"]
        begin += ["--passphrase-file", str(folder / "words")]
        subprocess.run([*rapport, *begin], env=environment, check=True, capture_output=True)
        said = (folder / "said").open("wb")
        server = subprocess.Popen(
            [*rapport, "serve", "--port", str(port)], env=environment, stdout=said, stderr=said
        )
        served = Team(url, port)
        try:
            for _ in range(600):
                with socket.socket() as trying:
                    if trying.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield served
        finally:
            server.terminate()
            server.wait(60)


def told(answer):
    again = "+retry" if answer.headers["Retry-After"] else ""
    return f"{answer.status}{again}"


@pytest.mark.long
def test_two_hundred_at_once_are_answered_or_asked_to_come_again(team):
    most = []
    done = threading.Event()

    def count():
        while not done.wait(0.05):
            most.append(team.connections())

    counting = threading.Thread(target=count)
    counting.start()
    with ThreadPoolExecutor(200) as crowd:
        answers = Counter(crowd.map(lambda _: told(team.ask("GET", "/sign-in/")), range(200)))
    done.set()
    counting.join()
    assert set(answers) <= {"200", "503+retry"}, answers
    assert answers["200"]
    assert max(most) <= MOST_CONNECTIONS
    assert [team.ask("GET", "/sign-in/").status for _ in range(20)] == [200] * 20


@pytest.mark.long
def test_a_flood_of_wrong_sign_ins_leaves_the_pages_to_whoever_is_in(team):
    entered, session = team.sign_in("salma", WORDS)
    assert entered.status == 303
    stop = threading.Event()
    guesses = Counter()

    def guess(number):
        while not stop.is_set():
            guesses[told(team.sign_in(f"nobody {number}", "nine slow goats")[0])] += 1

    crowd = [threading.Thread(target=guess, args=(number,)) for number in range(20)]
    for one in crowd:
        one.start()
    pages = [team.ask("GET", "/people/", session).status for _ in range(30)]
    stop.set()
    for one in crowd:
        one.join()
    assert pages == [200] * 30
    assert set(guesses) <= {"422", "429+retry", "503+retry"}, guesses
    assert team.sign_in("salma", WORDS)[0].status == 303


def test_heads_that_never_end_keep_nobody_out(team):
    half_open = [socket.create_connection(("127.0.0.1", team.port)) for _ in range(100)]
    try:
        for one in half_open:
            one.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        assert [team.ask("GET", "/sign-in/").status for _ in range(10)] == [200] * 10
        half_open[0].settimeout(60)
        assert len(half_open[0].recv(1000)) < 1000, "it is cut off"
    finally:
        for one in half_open:
            one.close()


@pytest.mark.parametrize("path", ["/people/", "/sign-in/"])
def test_bodies_that_never_end_keep_nobody_out(team, path):
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n"
    head += "Content-Type: application/x-www-form-urlencoded\r\n\r\na"
    slow = [socket.create_connection(("127.0.0.1", team.port)) for _ in range(40)]
    try:
        for one in slow:
            one.sendall(head.encode())
        time.sleep(1)
        assert [team.ask("GET", "/sign-in/").status for _ in range(10)] == [200] * 10
        assert [team.ask("GET", "/people/").status for _ in range(10)] == [302] * 10
    finally:
        for one in slow:
            one.close()


@pytest.mark.parametrize(("path", "status"), [("/import/", b" 302 "), ("/sign-in/", b" 400 ")])
def test_nobody_who_is_not_in_has_a_large_body_read(team, path, status):
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000000\r\n"
    with socket.create_connection(("127.0.0.1", team.port), timeout=60) as one:
        one.sendall(f"{head}Content-Type: multipart/form-data; boundary=x\r\n\r\n".encode())
        assert status in one.recv(200), "answered before any of it came"
