"""Locking ends the process that held the key, and nothing of ours remembers it."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

linux = pytest.mark.skipif(sys.platform != "linux", reason="Looks into /proc.")

RELIED_ON = ("SIGHUP", "SIGINT", "SIGQUIT", "SIGABRT", "SIGTERM", "SIGUSR1", "SIGCHLD")
WORD = "Quillon-canary-7731"


def hear_nothing():
    """Ignore and block every signal, as a shell does with some in the background; is inherited."""
    numbers = [getattr(signal, name) for name in RELIED_ON]
    for number in numbers:
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, numbers)


def needles_for(served, passphrase):
    key = served.key()
    return {
        "the key": key,
        "its hex form": key.hex().encode(),
        "a word from a page": WORD.encode(),
        "that word in two bytes": WORD.encode("utf-16-le"),
    }


@linux
@pytest.mark.parametrize(
    "way",
    [
        "a wrong passphrase",
        *(pytest.param(way, marks=pytest.mark.long) for way in ("the page", "the command")),
    ],
)
def test_after_locking_no_process_of_ours_has_the_key_or_a_word(begin, look, passphrase, way):
    served = begin().start()
    browser = served.enter()
    person = browser.people()[0]
    assert browser.log(person, WORD)
    assert WORD in browser.get(f"/people/{person}/").text
    needles = needles_for(served, passphrase)
    before, keeper = served.worker, served.process.pid

    held = look.in_memory(before, list(needles.values()))
    assert held[needles["the key"]] + held[needles["its hex form"]] > 0
    assert held[needles["a word from a page"]] > 0

    if way == "the page":
        assert browser.post("/lock/", {}).status == 303
    elif way == "the command":
        told = served.command("lock")
        assert (told.returncode, told.stdout) == (0, f"Locked: {served.home}\n")
    else:
        stranger = served.browser()
        assert stranger.unlock("not the right words at all").status == 422

    assert look.is_gone(before)
    answer = browser.get("/")
    assert (answer.status, answer.headers["Location"]) == (302, "/unlock/")
    page = browser.get("/unlock/")
    assert page.status == 200
    assert WORD not in page.text
    assert served.worker != before
    assert served.process.pid == keeper
    for pid in served.processes():
        hits = look.in_memory(pid, list(needles.values()))
        assert {name: hits[needle] for name, needle in needles.items()} == dict.fromkeys(needles, 0)
    assert (served.home / "rapport.store-wal").stat().st_size == 0

    assert browser.unlock().status == 303
    assert WORD in browser.get(f"/people/{person}/").text
    served.stop()


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="Stops processes.")
@pytest.mark.parametrize("stopped", ["the supervisor", "both"])
def test_what_was_stopped_at_its_terminal_is_locked_too(begin, look, stopped):
    """Ctrl-Z stops both; the key would lie in the memory of a process that hears nothing."""
    served = begin().start()
    served.enter()
    worker = served.worker
    for pid in [served.process.pid, worker][: 2 if stopped == "both" else 1]:
        os.kill(pid, signal.SIGSTOP)
    told = served.command("lock")
    assert (told.returncode, told.stdout) == (0, f"Locked: {served.home}\n"), told.stderr
    assert look.is_gone(worker)
    served.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="There is no such signal.")
@pytest.mark.parametrize(
    ("number", "to"),
    [
        ("SIGHUP", "the supervisor"),
        *(
            pytest.param(name, to, marks=pytest.mark.long)
            for name in ("SIGHUP", "SIGTERM", "SIGQUIT", "SIGABRT")
            for to in ("the supervisor", "the worker")
            if (name, to) != ("SIGHUP", "the supervisor")
        ),
    ],
)
def test_whatever_signal_ends_one_of_them_no_key_stays(begin, look, to, number):
    served = begin().start(before=hear_nothing)
    served.enter()
    worker = served.worker
    os.kill(served.process.pid if to == "the supervisor" else worker, getattr(signal, number))
    assert look.is_gone(worker)
    assert not list(served.folder.rglob("core*"))
    served.stop()


def test_the_supervisor_ends_with_its_worker_and_gives_the_store_free(begin, look):
    served = begin().start()
    worker = served.worker
    served.stop()
    assert look.is_gone(worker)
    assert served.command("lock").stdout == "No store is open.\n"
    served.start()
    assert served.enter().get("/").status == 200
    served.stop()


def test_a_worker_whose_supervisor_was_killed_ends_too(begin, look):
    served = begin().start()
    served.enter()
    worker = served.worker
    os.kill(served.process.pid, signal.SIGKILL)
    served.process.wait()
    assert look.is_gone(worker)
    served.stop()


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="Signals are not inherited there.")
def test_started_where_every_signal_is_ignored_it_locks_and_ends(begin, look):
    served = begin().start(before=hear_nothing)
    served.enter()
    worker = served.worker
    os.kill(served.process.pid, signal.SIGUSR1)
    assert look.is_gone(worker)
    assert served.worker != worker, "the supervisor learned how the worker ended"
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(timeout=15) == 0
    served.stop()


def test_ctrl_c_ends_both(begin, look):
    served = begin().start()
    served.enter()
    worker = served.worker
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(timeout=15) == 0
    assert look.is_gone(worker)
    served.stop()


def test_left_alone_it_locks_by_itself(begin, look):
    served = begin()
    # Long enough for a busy machine to open a page in between.
    door = {"home": str(served.home), "port": 0, "idle_minutes": 0.2, "browser": False, "demo": True}  # fmt: skip  # noqa: E501
    served.start("rapport.site.supervisor", RAPPORT_SERVE=json.dumps(door))
    browser = served.enter()
    worker = served.worker
    assert browser.get("/").status == 200
    assert look.is_gone(worker, within=60)
    assert browser.get("/").headers["Location"] == "/unlock/"
    served.stop()


def test_a_store_is_served_by_one_at_a_time(begin):
    served = begin().start()
    second = served.command("demo", "--no-browser")
    assert (second.returncode, second.stderr) == (0, "")
    assert f"already open at {served.address}/" in second.stdout
    assert served.enter().get("/").status == 200
    served.stop()


@linux
def test_a_second_start_takes_the_browser_to_the_first_by_a_file(begin, tmp_path):
    given, program = tmp_path / "given", tmp_path / "browser"
    program.write_text(f'#!/bin/sh\nprintf "%s" "$1" > {given}.part; mv {given}.part {given}\n')
    program.chmod(0o755)
    served = begin().start()
    second = served.command("demo", BROWSER=f"{program} %s")
    assert (second.returncode, second.stderr) == (0, "")
    until = time.monotonic() + 60
    while not given.exists():
        assert time.monotonic() < until
        time.sleep(0.02)
    assert served.host not in given.read_text()
    file = Path(urlsplit(given.read_text()).path)
    assert f"{served.address}/" in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o777 == 0o600
    served.stop()


def test_a_stranger_who_has_the_number_from_an_old_file_is_left_alone(begin):
    served = begin()
    stranger = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        said = {"keeper": stranger.pid, "worker": stranger.pid, "port": 1}
        (served.home / "serving.json").write_text(json.dumps(said))
        told = served.command("lock")
        assert told.stdout == "No store is open.\n"
        time.sleep(0.2)
        assert stranger.poll() is None
    finally:
        stranger.communicate(b"\n")
    assert stranger.returncode == 0


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"keeper": 1}'])
def test_a_damaged_file_of_who_serves_is_nobody(tmp_path, text):
    from rapport.site import instance_lock

    (tmp_path / "serving.json").write_bytes(text)
    assert instance_lock.serving(tmp_path) is None
    assert instance_lock.lock(tmp_path) is False


def test_the_right_to_serve_is_given_to_one_and_goes_back_with_its_process(tmp_path):
    from rapport.site import instance_lock

    script = (
        "import sys; from pathlib import Path; from rapport.site import instance_lock\n"
        "claim = instance_lock.claim(Path(sys.argv[1])); claim.say(4321, 'http://127.0.0.1:99/')\n"
        "print('has it', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout.readline() == b"has it\n"
    assert instance_lock.claim(tmp_path) is None
    found = instance_lock.serving(tmp_path)
    assert (found.keeper, found.worker, found.address) == (other.pid, 4321, "http://127.0.0.1:99/")
    other.kill()
    other.communicate()
    assert instance_lock.serving(tmp_path) is None
    assert instance_lock.claim(tmp_path) is not None


@pytest.mark.parametrize("moment", [0, pytest.param(0.15, marks=pytest.mark.long), 0.3])
def test_locking_while_somebody_writes_locks_and_keeps_all_that_was_acknowledged(
    begin, look, moment
):
    served = begin().start()
    browser = served.enter()
    person = browser.people()[0]
    acknowledged = []
    writing = threading.Thread(
        target=browser.log_until_cut_off,
        args=(person, "Written"),
        kwargs={"acknowledged": acknowledged},
    )
    before = served.worker
    writing.start()
    while writing.is_alive() and not acknowledged:
        time.sleep(0.005)
    time.sleep(moment)
    os.kill(served.process.pid, signal.SIGUSR1)
    writing.join(timeout=60)
    assert look.is_gone(before)
    served.stop()
    kept = set(served.lines())
    assert acknowledged
    assert [line for line in acknowledged if line not in kept] == []
