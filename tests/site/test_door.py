"""The door: who gets an answer, and what can be seen of us from outside."""

import socket
import sys
from pathlib import Path

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
    for path in ("/", "/unlock/", "/people/", "/static/rapport.css", served.link):
        answer = browser.get(path, Host=host.format(served.port))
        assert answer.status == 400
        assert "Rapport" not in answer.text


def test_forwarding_headers_change_nothing(served, browser):
    headers = {"X_Forwarded_Host": f"127.0.0.1:{served.port}", "Forwarded": "host=127.0.0.1"}
    assert browser.get("/", Host="evil.example", **headers).status == 400


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_request_from_another_site_is_not_served(browser, site):
    assert browser.get("/", Sec_Fetch_Site=site).status == 403
    assert browser.get("/static/rapport.css", Sec_Fetch_Site=site).status == 403
    assert browser.post("/lock/", {}, Sec_Fetch_Site=site).status == 403
    assert browser.get("/", Sec_Fetch_Site="same-origin").status == 200


def test_a_form_without_its_token_is_not_taken(served, browser):
    stranger = type(browser)(served.port)
    assert stranger.send("POST", "/unlock/", {"passphrase": "x" * 20}).status == 403


def test_the_one_time_link_opens_once(served, browser):
    assert browser.get("/").status == 200
    stranger = type(browser)(served.port)
    answer = stranger.get(served.link)
    assert "rapport_session" not in stranger.cookies
    assert stranger.get(answer.headers["Location"]).headers["Location"] == "/unlock/"


def test_another_session_or_none_sees_only_the_unlock_page(served, browser):
    for cookie in ("", "x" * 43, browser.cookies["rapport_session"][:-1]):
        stranger = type(browser)(served.port)
        stranger.cookies["rapport_session"] = cookie
        for path in ("/", "/people/", "/find/", "/history/", "/rules/", "/no/such/page/"):
            answer = stranger.get(path)
            assert (answer.status, answer.headers["Location"]) == (302, "/unlock/")


@pytest.mark.parametrize("cookie", ["\xe9", "\xff\xfe", "é".encode().decode("latin-1"), '"'])
def test_a_cookie_of_any_bytes_is_only_a_wrong_cookie(served, browser, cookie):
    stranger = type(browser)(served.port)
    stranger.cookies["rapport_session"] = cookie
    answer = stranger.get("/people/")
    assert (answer.status, answer.headers["Location"]) == (302, "/unlock/")


def test_a_style_sheet_is_for_everybody_who_comes_in_by_our_address(served, browser):
    stranger = type(browser)(served.port)
    for path, status in (("/static/rapport.css", 200), ("/static/none.css", 404)):
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
    processes = served.processes()
    assert len(processes) == 2
    for pid in processes:
        for name in ("cmdline", "environ"):
            shown = Path(f"/proc/{pid}/{name}").read_bytes()
            assert shown
            assert [secret for secret in secrets if secret in shown] == []


@linux
def test_a_large_upload_is_never_laid_down_in_a_temporary_file(served, browser):
    """Looked at while half of it has come in: waitress would have a nameless file open by now."""
    half = b"x" * 4_000_000
    head = (
        f"POST /import/ HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n"
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
        f"POST /import/ HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n"
        "Content-Length: 70000000\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as connection:
        connection.sendall(head.encode() + bytes(1000))
        assert b" 413 " in connection.recv(200)


def test_files_of_the_store_belong_to_their_owner_alone(served):
    modes = {path.name: path.stat().st_mode & 0o077 for path in served.home.iterdir()}
    assert set(modes.values()) == {0}
    assert {"rapport.store", "rapport.store-wal", "vault.json", "ballast", "anchor.json"} <= set(modes)  # fmt: skip  # noqa: E501
