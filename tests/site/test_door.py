"""The door: who gets an answer, and what can be seen of us from outside."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

linux = pytest.mark.skipif(sys.platform != "linux", reason="Looks into /proc.")


@pytest.fixture(scope="module")
def browser(served):
    return served.enter()


@pytest.mark.parametrize(
    "host", ["localhost:{}", "127.0.0.1", "127.0.0.1:1", "evil.example:{}", "[::1]:{}", "", "0:{}"]
)
def test_another_name_for_this_machine_gets_no_page(served, browser, host):
    """A page of a stranger whose name was made to point here meets the same answer."""
    for path in ("/", "/unlock/", "/people/", "/static/parts.css", served.link):
        answer = browser.get(path, Host=host.format(served.port))
        assert answer.status == 400
        assert "Rapport" not in answer.text


def test_forwarding_headers_change_nothing(served, browser):
    headers = {"X_Forwarded_Host": f"127.0.0.1:{served.port}", "Forwarded": "host=127.0.0.1"}
    assert browser.get("/", Host="evil.example", **headers).status == 400


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_request_from_another_site_is_not_served(browser, site):
    assert browser.get("/", Sec_Fetch_Site=site).status == 403
    assert browser.get("/static/parts.css", Sec_Fetch_Site=site).status == 403
    assert browser.post("/lock/", {}, Sec_Fetch_Site=site).status == 403
    assert browser.get("/", Sec_Fetch_Site="same-origin").status == 200


def test_a_form_without_its_token_is_not_taken(served, browser):
    stranger = served.browser()
    assert stranger.send("POST", "/unlock/", {"passphrase": "x" * 20}).status == 403


def test_the_one_time_link_opens_once(served, browser):
    assert browser.get("/").status == 200
    stranger = served.browser()
    answer = stranger.get(served.link)
    assert "rapport_session" not in stranger.cookies
    assert stranger.get(answer.headers["Location"]).headers["Location"] == "/unlock/"


def test_another_session_or_none_sees_only_the_unlock_page(served, browser):
    for cookie in ("", "x" * 43, browser.cookies["rapport_session"][:-1]):
        stranger = served.browser()
        stranger.cookies["rapport_session"] = cookie
        for path in ("/", "/people/", "/find/", "/history/", "/rules/", "/no/such/page/"):
            answer = stranger.get(path)
            assert (answer.status, answer.headers["Location"]) == (302, "/unlock/")


@pytest.mark.parametrize("cookie", ["\xe9", "\xff\xfe", "é".encode().decode("latin-1"), '"'])
def test_a_cookie_of_any_bytes_is_only_a_wrong_cookie(served, browser, cookie):
    stranger = served.browser()
    stranger.cookies["rapport_session"] = cookie
    answer = stranger.get("/people/")
    assert (answer.status, answer.headers["Location"]) == (302, "/unlock/")


def test_a_style_sheet_is_for_everybody_who_comes_in_by_our_address(served, browser):
    stranger = served.browser()
    for path, status in (("/static/parts.css", 200), ("/static/none.css", 404)):
        answer = stranger.get(path)
        assert answer.status == status
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_pages_are_kept_by_nobody(browser):
    for path in ("/", "/people/", "/unlock/", "/no/such/page/"):
        answer = browser.get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "Server" not in answer.headers


def test_only_this_machine_can_reach_the_port(served):
    listening = [
        place.laddr
        for pid in served.processes()
        for place in psutil.Process(pid).net_connections(kind="inet")
        if place.status == psutil.CONN_LISTEN
    ]
    assert {(place.ip, place.port) for place in listening} == {("127.0.0.1", served.port)}
    outside = [
        address.address
        for addresses in psutil.net_if_addrs().values()
        for address in addresses
        if address.family == socket.AF_INET and not address.address.startswith("127.")
    ]
    for address in outside:
        with socket.socket() as tried:
            tried.settimeout(2)
            assert tried.connect_ex((address, served.port)) != 0


@linux
def test_neither_key_nor_passphrase_stands_in_arguments_or_environment(
    served, browser, look, passphrase
):
    key = served.key()
    secrets = [key, key.hex().encode(), passphrase.encode(), browser.cookies["rapport_session"].encode()]  # fmt: skip  # noqa: E501
    # The supervisor and the server; one that works out a tone may stand beside them, and end.
    ours = set(served.processes()[:2])
    assert len(ours) == 2
    for pid in served.processes():
        for name in ("cmdline", "environ"):
            place = Path(f"/proc/{pid}/{name}")
            shown = place.read_bytes() if place.exists() else b""
            assert shown or pid not in ours
            assert [secret for secret in secrets if secret in shown] == []


@linux
def test_a_large_upload_is_never_laid_down_in_a_temporary_file(served, browser):
    """Looked at while half of it has come in: waitress would have a nameless file open by now."""
    half = b"x" * 4_000_000
    head = (
        f"POST /import/ HTTP/1.1\r\nHost: {served.host}:{served.port}\r\n"
        f"Cookie: rapport_session={browser.cookies['rapport_session']}\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {2 * len(half)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", served.port)) as connection:
        connection.sendall(head.encode() + half)
        worker = served.worker
        browser.get("/rules/")
        files = [str(entry.readlink()) for entry in Path(f"/proc/{worker}/fd").iterdir()]
    written = [name for name in files if name.startswith("/") and not name.startswith("/dev/")]
    assert any(name.endswith("rapport.store") for name in written)
    others = [name for name in written if not name.startswith(str(served.home))]
    assert [name for name in others if "deleted" in name or "tmp/tmp" in name] == []


def test_a_body_that_is_too_large_is_refused(served, browser):
    head = (
        f"POST /import/ HTTP/1.1\r\nHost: {served.host}:{served.port}\r\n"
        "Content-Length: 70000000\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as connection:
        connection.sendall(head.encode() + bytes(1000))
        assert b" 413 " in connection.recv(200)


def test_files_of_the_store_belong_to_their_owner_alone(served):
    modes = {path.name: path.stat().st_mode & 0o077 for path in served.home.iterdir()}
    assert set(modes.values()) == {0}
    assert {"rapport.store", "rapport.store-wal", "vault.json", "ballast", "anchor.json"} <= set(modes)  # fmt: skip  # noqa: E501


@pytest.mark.parametrize("cookie", ["", "Cookie: rapport_session=nobodys\r\n"])
def test_only_a_browser_that_was_let_in_may_send_more_than_a_form(served, browser, cookie):
    head = (
        f"POST /unlock/ HTTP/1.1\r\nHost: {served.host}:{served.port}\r\n{cookie}"
        "Content-Length: 1100000\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
        connection.sendall(head.encode() + bytes(1000))
        assert b" 413 " in connection.recv(200)


def test_what_no_session_carries_is_cut_off_in_pieces_too(served):
    head = (
        f"POST /unlock/ HTTP/1.1\r\nHost: {served.host}:{served.port}\r\n"
        "Transfer-Encoding: chunked\r\n\r\n"
    )
    piece = b"10000\r\n" + bytes(0x10000) + b"\r\n"
    sent = 0
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
        connection.sendall(head.encode())
        with contextlib.suppress(OSError):
            for _ in range(1000):
                connection.sendall(piece)
                sent += len(piece)
    assert sent < 30_000_000


def test_the_name_of_the_laptop_itself_is_not_served_until_somebody_needs_it(begin):
    served = begin().start()
    plain = type(served.browser())(served.port, "127.0.0.1")
    assert plain.get("/unlock/").status == 400
    assert plain.get("/address/guessed/").status == 400
    assert "rapport_session" not in plain.cookies
    served.stop()


def test_a_name_of_this_machine_is_new_at_each_start(begin):
    served = begin()
    first = served.start().host
    served.stop()
    assert first != served.start().host
    assert re.fullmatch(r"[0-9a-f]{20}\.localhost", served.host)


def test_a_link_that_leads_in_may_be_followed_from_a_file(served, browser):
    from_a_file = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}
    answer = browser.get("/start/", **from_a_file)
    assert answer.status == 200
    assert 'content="0; url=/"' in answer.text
    assert browser.get("/", **from_a_file).status == 403


@pytest.fixture
def opened_by_a_browser(begin, tmp_path):
    """A world served with a browser that only writes down what it was given."""
    program = tmp_path / "browser"
    given = tmp_path / "given"
    program.write_text(f'#!/bin/sh\nprintf "%s" "$1" > {given}\n')
    program.chmod(0o755)
    served = begin()
    served.start("rapport", "demo", "--port", "0", BROWSER=f"{program} %s")
    until = time.monotonic() + 30
    while not given.exists() or not given.read_text():
        assert time.monotonic() < until
        time.sleep(0.05)
    return served, Path(urlsplit(given.read_text()).path)


@linux
def test_the_browser_is_given_a_file_that_only_its_owner_may_read(opened_by_a_browser):
    served, file = opened_by_a_browser
    assert file.stat().st_mode & 0o777 == 0o600
    page = file.read_text(encoding="utf-8")
    assert f"{served.address}{served.link}" in page
    shown = 0
    for process in Path("/proc").iterdir():
        for name in ("cmdline", "environ"):
            with contextlib.suppress(OSError):
                shown += served.host.encode() in (process / name).read_bytes()
    assert shown == 0
    served.stop()
    assert not file.exists()


def test_a_browser_that_knows_no_such_name_comes_in_by_the_old_address(opened_by_a_browser):
    served, file = opened_by_a_browser
    (old,) = set(re.findall(r'href="http://127.0.0.1:\d+(/address/[^"]+)"', file.read_text()))
    plain = type(served.browser())(served.port, "127.0.0.1")
    assert plain.get(old, Sec_Fetch_Site="cross-site").status == 200
    for _ in range(2):
        assert plain.unlock().status == 303
        page = plain.get("/").text
        assert "other programs of this machine could take your session" in page
        assert plain.post("/lock/", {}).status == 303
    assert served.enter().get("/unlock/").status == 200


AS_SOMEBODY_ELSE = """
import encodings.idna, os, socket, sys
os.setgroups([]); os.setgid(65534); os.setuid(65534)
port, head = int(sys.argv[1]), sys.argv[2].encode()
half_open = [socket.create_connection(("127.0.0.1", port)) for _ in range(300)]
told = socket.create_connection(("127.0.0.1", port), timeout=20)
try:
    told.sendall(head)
    print(len(told.recv(1000)), flush=True)
except OSError:
    print(0, flush=True)
sys.stdin.read()
"""


@linux
@pytest.mark.skipif(os.geteuid() != 0, reason="Becoming another user needs root.")
def test_another_user_of_this_machine_gets_no_answer_and_stops_nobody(served, browser):
    head = f"GET /unlock/ HTTP/1.1\r\nHost: {served.host}:{served.port}\r\n\r\n"
    other = subprocess.Popen(
        [sys.executable, "-c", AS_SOMEBODY_ELSE, str(served.port), head],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert other.stdout.readline() == "0\n"
        assert [browser.get("/").status for _ in range(4)] == [200] * 4
    finally:
        other.kill()
        other.wait()
        other.stdin.close()
        other.stdout.close()


def test_three_hundred_half_open_requests_of_ones_own_stop_nobody(served, browser):
    half_open = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(300)]
    try:
        for one in half_open:
            one.sendall(b"GET / HTTP/1.1\r\nHost: ")
        assert [browser.get("/").status for _ in range(4)] == [200] * 4
    finally:
        for one in half_open:
            one.close()


def test_nobody_else_can_listen_where_a_browser_may_look_first(served):
    """Browsers try the IPv6 twin of the name; nothing answers there, and nobody can take it."""
    try:
        other = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
    except OSError:
        pytest.skip("This machine has no IPv6.")
    with other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with pytest.raises(OSError, match="in use"):
            other.bind(("::1", served.port))
        other.settimeout(5)
        assert other.connect_ex(("::1", served.port)) != 0


def test_a_file_of_ours_is_taken_for_nothing_else(browser):
    answer = browser.get("/static/icons.svg")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
