"""What was acknowledged is kept however the process ends; nothing lies on the disk in the clear."""

import os
import random
import re
import signal
import threading

import pytest

WORD = "Quillon-canary-7731"
TURNS = 5 if "RAPPORT_TEST_ALL" in os.environ else 2


@pytest.mark.slow
def test_kill_9_at_random_moments_loses_nothing_that_was_acknowledged(begin, look):
    moments = random.Random(4)
    served = begin().start()
    browser = served.enter()
    person = browser.people()[0]
    acknowledged = []
    for turn in range(TURNS):
        worker = served.worker
        # However slow the machine is, something is acknowledged before the shot.
        line = f"Begun in turn {turn}"
        assert browser.log(person, line)
        acknowledged.append(line)
        shot = threading.Timer(moments.uniform(0.02, 0.4), os.kill, args=[worker, signal.SIGKILL])
        shot.start()
        acknowledged += browser.log_until_cut_off(person, f"Written in turn {turn}:")
        assert look.is_gone(worker)
        assert browser.get("/unlock/").status == 200
        assert browser.unlock().status == 303
        assert "read-only" not in browser.get("/").text
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


FOR_LIVES = {"asked": "yes", "life_saving": "on"}
"""A reason for the exception is heard only where it is used."""


def every_form(person, visit, note):
    """Every page with a field for words, with what else its form needs."""
    about = f"/people/{person}"
    return [
        (f"/log/?who={person}", {"who": person, "save": "1", **FOR_LIVES}),
        (f"/interactions/{visit}/change/", {"save": "1"}),
        (f"{about}/promise/", {"due": "2026-05-01"}),
        (f"{about}/ask/", {"planned_for": "2026-05-01"}),
        (f"{about}/insight/", {}),
        (f"/insights/{note}/keep/", {"until": "2026-05-01"}),
        (f"{about}/tell/", {}),
        (f"{about}/occasion/", {"on": "2026-05-04"}),
        (f"{about}/phase/", {"to": "negotiation"}),
        (f"{about}/stage/", {}),
        (f"{about}/waive/U02/", {"until": "2026-05-01"}),
        (f"{about}/seal/", {}),
        (f"{about}/way/", {}),
        (f"{about}/merge/", {}),
        ("/people/add/", {}),
        (f"{about}/change/", {}),
    ]


def test_words_typed_into_every_form_are_in_no_file_after_kill_9(begin):
    served = begin().start()
    browser = served.enter()
    person = browser.people()[0]
    browser.fill(f"/log/?who={person}", f"{WORD}-first", who=person, save="1", **FOR_LIVES)
    browser.fill(f"/people/{person}/insight/", f"{WORD}-first")
    page = browser.get(f"/people/{person}/").text
    visit = re.search(r"/interactions/([0-9a-f-]{36})/change/", page)[1]
    note = re.search(r"/insights/([0-9a-f-]{36})/keep/", page)[1]
    forms = every_form(person, visit, note)
    told = {
        path: browser.fill(path, f"{WORD}-{number}", **changes).status
        for number, (path, changes) in enumerate(forms)
    }
    # Nobody bears the alias to merge with.
    refused = [path for path, status in told.items() if status not in (302, 303)]
    assert [path.split("/")[3] for path in refused] == ["merge"]
    assert browser.get(f"/people/{person}/").text.count(WORD) >= 10
    for path in ("/find/", "/people/", "/people/suggest/"):
        assert browser.post(path, {"text": WORD}).status in (200, 302)
    assert browser.tell("/api/log/", who=[person], line=f"{WORD}-api").status == 200
    assert WORD in browser.tell("/api/find/", text=WORD).text
    assert browser.tell("/api/log/", who=[person], king=WORD).status == 409
    brought = browser.bring("/import/", f"{WORD}.csv", f"alias,line\n{WORD}-csv,Tea\n".encode())
    assert brought.status == 302
    assert WORD in browser.get(brought.headers["Location"]).text
    browser.post("/be/", {"who": _who(browser, "Monte")})
    assert browser.fill("/rules/D04/", WORD).status == 302
    assert WORD in browser.get("/rules/D04/").text
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


def test_a_sealed_file_of_ten_megabytes_is_in_no_file_in_the_clear(begin):
    served = begin().start()
    browser = served.enter()
    browser.post("/be/", {"who": _who(browser, "Monte")})
    assert browser.tick("/office/files/", keeps_files="on").status == 302
    # Whoever sets the rules of the demo leads nobody there: somebody who writes keeps the file.
    browser.post("/be/", {"who": _who(browser, "Fane")})
    person = browser.people()[0]
    said = {"what": "Lorries on Tuesdays", "form": "message", "made_on": "2026-03-16"}
    agreement = browser.post(f"/people/{person}/agreement/", said).headers["Location"]
    agreement = agreement.split("?")[0].split("#")[0]
    assert browser.post(f"{agreement}evidence/", {"what": "A thumbs-up."}).status == 302
    page = browser.get(agreement).text
    where = re.search(r"(/agreements/kept/[0-9a-f-]{36}/file/)", page)[1]
    data = f"{WORD}-sealed ".encode() * (10 * 1024 * 1024 // len(f"{WORD}-sealed "))
    assert browser.bring(where, f"{WORD}.txt", data, seal="on").status == 302
    assert browser.get(f"{where}bytes/").text.encode() == data
    assert WORD in browser.get(f"{where}open/").text
    served.kill()
    for path in served.files():
        content = path.read_bytes()
        assert not [form for form in spellings(WORD) if form in content], path


def _who(browser, name):
    found = re.search(
        rf'value="([0-9a-f-]{{36}})" aria-label="[^"]*{name}', browser.get("/be/").text
    )
    return found[1]
