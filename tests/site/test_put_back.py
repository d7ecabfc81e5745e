"""An older store put back: noticed at the next opening, said plainly, and nothing is written."""

import json
import shutil
import subprocess
import sys
import textwrap

import pytest

pytestmark = pytest.mark.slow

OLD = "The store, or a part of it, was replaced with an older copy."
WORD = "The promise was withdrawn"


@pytest.fixture(scope="module")
def two_ages(begin):
    """Folders of one store at two ages, closed properly both times."""
    served = begin()
    for age in ("old", "new"):
        served.start()
        browser = served.enter()
        person = browser.people()[0]
        for number in range(1 if age == "old" else 30):
            assert browser.log(person, f"{WORD} {number}" if age == "new" else "They promised")
        assert browser.post("/lock/", {}).status == 303
        assert served.worker
        served.stop()
        shutil.copytree(served.folder, served.folder.with_name(age))
    return served.folder.with_name("old"), served.folder.with_name("new")


@pytest.fixture
def newest(begin, two_ages):
    """The store at its newer age, and its folder at the older one."""
    served = begin()
    shutil.rmtree(served.folder)
    shutil.copytree(two_ages[1], served.folder)
    old = type(served)(two_ages[0])
    return served, old


def test_the_store_as_we_left_it_opens_without_a_word(newest):
    served, _ = newest
    browser = served.start().enter()
    assert OLD not in browser.get("/").text
    assert browser.log(browser.people()[0], "another")
    served.stop()


@pytest.mark.parametrize("what", ["the file", "the file and the anchor beside it", "all but state"])
def test_an_older_file_put_back_is_noticed_and_only_read(newest, what):
    served, old = newest
    if what == "all but state":
        shutil.rmtree(served.home)
        shutil.copytree(old.home, served.home)
    else:
        shutil.copy(old.home / "rapport.store", served.home)
        if "anchor" in what:
            shutil.copy(old.home / "anchor.json", served.home)
    browser = served.start().enter()
    page = browser.get("/")
    assert page.status == 200
    assert OLD in page.text
    person = browser.people()[0]
    refused = browser.post("/log/", {"who": person, "save": "1", "line": "into the void"})
    assert refused.status == 409
    assert OLD in refused.text
    served.stop()
    again = served.start().enter()
    assert OLD in again.get("/").text
    served.stop()
    told = served.command("history", "head", "--demo")
    assert OLD in told.stderr


def test_an_older_log_file_beside_a_newer_store_changes_nothing(newest):
    served, _ = newest
    (served.home / "rapport.store-wal").write_bytes(b"")
    browser = served.start().enter()
    assert OLD not in browser.get("/").text
    served.stop()


def test_the_anchors_alone_put_back_raise_no_false_alarm(newest):
    """Older anchors are what a copy kept in time leaves behind; the store has only gone on."""
    served, old = newest
    shutil.copy(old.home / "anchor.json", served.home)
    for path in old.state.iterdir():
        shutil.copy(path, served.state)
    browser = served.start().enter()
    assert "put back" not in browser.get("/").text
    served.stop()


def test_store_and_both_anchors_put_back_together_are_not_noticed(newest):
    """The honest limit, said in the safety page: then only the printed head tells."""
    served, old = newest
    before = served.command("history", "head", "--demo").stdout
    shutil.rmtree(served.home)
    shutil.copytree(old.home, served.home)
    shutil.rmtree(served.state)
    shutil.copytree(old.state, served.state)
    told = served.command("history", "head", "--demo")
    assert told.stderr == ""
    assert int(told.stdout.split()[0]) < int(before.split()[0])


def test_a_store_that_is_gone_is_not_begun_anew_in_silence(newest, passphrase):
    served, _ = newest
    (served.home / "rapport.store").unlink()
    words = served.folder / "words"
    words.write_text(passphrase)
    told = served.command("today", "--home", str(served.home), "--passphrase-file", str(words))
    assert told.returncode == 1
    assert "but the store is missing" in told.stderr
    assert not (served.home / "rapport.store").exists()


def test_an_empty_store_in_its_place_is_noticed(newest, begin, passphrase):
    served, _ = newest
    words = served.folder / "words"
    words.write_text(passphrase)
    (served.home / "rapport.store").write_bytes(b"")
    told = served.command(
        "history", "verify", "--home", str(served.home), "--passphrase-file", str(words)
    )
    assert OLD in told.stderr


def test_another_stores_file_is_not_read(newest, tmp_path, passphrase):
    served, _ = newest
    words = served.folder / "words"
    words.write_text(passphrase)
    other = tmp_path / "other"
    made = served.command("init", "--home", str(other), "--passphrase-file", str(words))
    assert made.returncode == 0, made.stderr
    shutil.copy(other / "rapport.store", served.home)
    told = served.command("today", "--home", str(served.home), "--passphrase-file", str(words))
    assert told.returncode == 1
    assert "it is damaged, or belongs to other key slots" in told.stderr


def test_one_damaged_byte_anywhere_is_noticed_before_the_first_page(newest):
    served, _ = newest
    path = served.home / "rapport.store"
    whole = path.read_bytes()
    spoiled = bytearray(whole)
    spoiled[len(whole) // 2 + 11] ^= 4
    path.write_bytes(bytes(spoiled))
    told = served.command("history", "head", "--demo")
    assert "damaged" in told.stderr


PAGES = """
    import json, sys
    from pathlib import Path
    from rapport.cli import opening
    home, older = Path(sys.argv[1]), Path(sys.argv[2]).read_bytes()
    opening.begin_django(home)
    from django.db import connection
    from rapport.records import rebuilding
    from rapport.site.opening import open_store
    from rapport.vault import key_slots, keyring
    from rapport.vault.refusals import VaultRefusal
    from rapport.web.middleware import session_gate
    keyring.hold(key_slots.unlock(home, opening.DEMO_PASSPHRASE))
    path = home / "rapport.store"
    whole = path.read_bytes()

    def page(number, of):
        return of[number * 4096 : (number + 1) * 4096]

    told = []
    for number in range(min(len(whole), len(older)) // 4096):
        if page(number, older) == page(number, whole):
            continue
        connection.close()
        before, after = whole[: number * 4096], whole[(number + 1) * 4096 :]
        path.write_bytes(before + page(number, older) + after)
        try:
            open_store()
            noticed = session_gate.ALARM is not None
        except VaultRefusal:
            noticed = True
        told.append([number, noticed, noticed or rebuilding.differences() == []])
    print(json.dumps(told))
"""


def test_single_pages_of_an_older_copy_are_noticed_or_change_no_record(newest):
    """Each page that differs is put back alone, under its own valid seal."""
    served, old = newest
    done = subprocess.run(
        [
            *(sys.executable, "-c", textwrap.dedent(PAGES)),
            *(str(served.home), str(old.home / "rapport.store")),
        ],
        env=served.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert len(told) > 20
    assert [number for number, _, harmless in told if not harmless] == []
    assert sum(noticed for _, noticed, _ in told) / len(told) > 0.8
