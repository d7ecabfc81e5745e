"""What was acknowledged is kept however the process ends; nothing lies on the disk in the clear."""

import os
import random
import signal
import threading

import pytest

WORD = "Quillon-canary-7731"


@pytest.mark.slow
def test_kill_9_at_random_moments_loses_nothing_that_was_acknowledged(begin, look):
    moments = random.Random(4)
    served = begin().start()
    browser = served.enter()
    person = browser.people()[0]
    acknowledged = []
    for turn in range(5):
        worker = served.worker
        shot = threading.Timer(moments.uniform(0.02, 0.4), os.kill, args=[worker, signal.SIGKILL])
        shot.start()
        acknowledged += browser.log_until_cut_off(person, f"Written in turn {turn}:")
        assert look.is_gone(worker)
        assert browser.get("/unlock/").status == 200
        assert browser.unlock().status == 303
        assert "read, not written" not in browser.get("/").text
    served.kill()
    kept = set(served.lines())
    assert acknowledged
    assert [line for line in acknowledged if line not in kept] == []
    whole = served.command("history", "verify", "--demo", "--full")
    assert (whole.returncode, whole.stderr) == (0, "")
    assert "The history is whole." in whole.stdout


def spellings(word):
    """How a word could stand in a file: plain, in two bytes, in capitals."""
    return [form.encode(code) for form in (word, word.upper()) for code in ("utf-8", "utf-16-le")]


def test_words_typed_into_every_form_are_in_no_file_after_kill_9(begin):
    served = begin().start()
    browser = served.enter()
    person = browser.people()[0]
    about = f"/people/{person}"
    forms = [
        (f"/log/?who={person}", {"who": person, "save": "1"}),
        (f"{about}/promise/", {"due": "2026-05-01"}),
        (f"{about}/ask/", {"planned_for": "2026-05-01"}),
        (f"{about}/insight/", {}),
        (f"{about}/tell/", {}),
        (f"{about}/occasion/", {}),
        (f"{about}/stage/", {}),
        (f"{about}/waive/N01/", {"until": "2026-05-01"}),
        (f"{about}/seal/", {}),
        (f"{about}/change/", {}),
        ("/people/add/", {}),
    ]
    taken = []
    for number, (path, changes) in enumerate(forms):
        answer = browser.fill(path, f"{WORD}-{number}", **changes)
        if answer.status in (302, 303):
            taken.append(path)
    assert len(taken) >= 9, taken
    page = browser.get(about + "/").text
    assert page.count(WORD) >= 8
    assert WORD in browser.send("POST", "/find/", {"text": WORD, **browser._token()}).text
    served.kill()

    files = served.files()
    names = {path.name for path in files}
    assert {"rapport.store", "rapport.store-wal", "vault.json", "anchor.json", "said"} <= names
    assert sum(path.stat().st_size for path in files) > 1_000_000
    hits = [
        (path, form)
        for path in files
        for form in spellings(WORD)
        if form in path.read_bytes() or form.decode("latin-1") in path.name
    ]
    assert hits == []


def test_the_search_for_words_would_find_them(tmp_path):
    (tmp_path / "one").write_text(f"before {WORD} after")
    (tmp_path / "two").write_bytes(f"{WORD}".encode("utf-16-le"))
    found = [
        path.name
        for path in sorted(tmp_path.iterdir())
        if any(form in path.read_bytes() for form in spellings(WORD))
    ]
    assert found == ["one", "two"]
