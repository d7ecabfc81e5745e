"""Erased: in no file of the store's folder, freed pages and log included, nor in an old backup."""

import json
import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

import ready_process
from rapport.vault.database.base import sqlcipher

pytestmark = pytest.mark.slow

TESTS = Path(__file__).parent.parent
WORDS = [word.encode() for word in ("heron", "Heron", "orsend", "Orsend")]
PAGE, RESERVED, SALT = 4096, 80, 16
LOG_HEAD, FRAME_HEAD = 32, 24


STEP = f"""
import runpy, sys
sys.path.insert(0, {str(TESTS)!r})
runpy.run_path({str(TESTS / "site" / "erasing_world.py")!r}, run_name="__main__")
"""


def step(what: str, home: Path) -> str:
    world = {**os.environ, "RAPPORT_STATE": str(home.with_name(f"{home.name}-state"))}
    world.pop("RAPPORT_DATABASE_URL", None)
    done = ready_process.run(what, str(home), environment=world, script=STEP)
    assert done.returncode == 0, done.stderr
    return done.stdout


def decrypted(page: bytes, key: bytes, *, first: bool) -> bytes:
    """Return a page of the encrypted file in clear, whatever it holds: SQLCipher's AES-256-CBC."""
    begin = SALT if first else 0
    nonce = page[PAGE - RESERVED : PAGE - RESERVED + 16]
    cipher = Cipher(algorithms.AES(key), modes.CBC(nonce)).decryptor()
    return cipher.update(page[begin : PAGE - RESERVED]) + cipher.finalize()


def in_clear(path: Path, key: bytes) -> bytes:
    """Return all that a file holds: as it lies there, and its pages decrypted, freed ones too."""
    raw = path.read_bytes()
    if path.name.endswith("-wal"):
        starts = range(LOG_HEAD + FRAME_HEAD, len(raw) - PAGE + 1, FRAME_HEAD + PAGE)
        # Whichever page a frame has, decrypted either way nothing of it is missed.
        firsts = (True, False)
    else:
        starts, firsts = range(0, len(raw) - PAGE + 1, PAGE), (False,)
    pages = [
        decrypted(raw[start : start + PAGE], key, first=first or start == 0)
        for start in starts
        for first in firsts
    ]
    return raw + b"".join(pages)


def hits(home: Path, key: bytes) -> dict[str, int]:
    """Count the words in every file of a folder; files without any are left out."""
    found = {}
    for path in sorted(home.rglob("*")):
        if path.is_file():
            held = in_clear(path, key) if path.name.startswith("rapport.store") else b""
            held = held or path.read_bytes()
            found[path.name] = sum(held.count(word) for word in WORDS)
    return {name: count for name, count in found.items() if count}


@pytest.fixture(scope="module")
def erased(tmp_path_factory):
    """The folder after erasing, a copy of it made before, and the key of both."""
    home = tmp_path_factory.mktemp("erased") / "store"
    home.mkdir()
    step("begin", home)
    key = bytes.fromhex(json.loads(step("look", home))["key"])
    # An update had left its copy of the store as it was; it is a store in full.
    shutil.copy(home / "rapport.store", home / "rapport.store.before-0008")
    old = home.with_name("old")
    shutil.copytree(home, old)
    assert set(hits(home, key)) == {"rapport.store", "rapport.store.before-0008"}
    assert hits(home, key)["rapport.store"] > 500
    step("erase", home)
    return home, old, key


def test_no_file_of_the_folder_has_a_word_left(erased):
    home, _, key = erased
    assert hits(home, key) == {}
    assert json.loads(step("look", home)) == {
        "key": key.hex(), "there": False, "whole": True, "stale": {}, "differing": 0,
    }  # fmt: skip


def payloads(home: Path, key: bytes) -> set[bytes]:
    """Return the contents of the history as the store holds them, packed."""
    with closing(sqlcipher.connect(str(home / "rapport.store"))) as store:
        store.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        held = store.execute("SELECT payload FROM records_operation WHERE payload IS NOT NULL")
        return {payload for (payload,) in held}


def test_no_packed_content_of_what_was_erased_is_left_either(erased):
    home, old, key = erased
    gone = payloads(old, key) - payloads(home, key)
    assert len(gone) > 10
    before, after = (in_clear(folder / "rapport.store", key) for folder in (old, home))
    assert all(payload[:40] in before for payload in gone)
    assert not any(payload[:40] in after for payload in gone)


def test_the_list_beside_the_store_holds_random_keys_only(erased):
    home, _, _ = erased
    told = json.loads((home / "erased.json").read_text())
    assert set(told) == {"version", "store", "erasures"}
    (entry,) = told["erasures"]
    assert set(entry) == {"key", "on", "rows", "signature"}
    assert all(len(row) == 32 and int(row, 16) for row in entry["rows"])


def test_an_old_backup_brought_up_to_date_has_no_word_left(erased, tmp_path):
    home, old, key = erased
    copy = tmp_path / "copy"
    shutil.copytree(old, copy)
    shutil.copy(home / "erased.json", copy)
    assert json.loads(step("apply", copy)) == [True, 0]
    assert hits(copy, key) == {}
    looked = json.loads(step("look", copy))
    assert (looked["there"], looked["whole"], looked["differing"]) == (False, True, 0)


def test_opening_an_old_backup_beside_the_list_brings_it_up_to_date(erased, tmp_path):
    home, old, key = erased
    copy = tmp_path / "copy"
    shutil.copytree(old, copy)
    shutil.copy(home / "erased.json", copy)
    assert json.loads(step("open", copy)) is None
    assert hits(copy, key) == {}


@pytest.mark.parametrize("what", ["a row more", "another day", "another store", "no list at all"])
def test_a_list_that_was_changed_erases_nothing(erased, tmp_path, what):
    home, old, _ = erased
    copy = tmp_path / "copy"
    shutil.copytree(old, copy)
    told = json.loads((home / "erased.json").read_text())
    if what == "a row more":
        told["erasures"][0]["rows"].append("ab" * 16)
    elif what == "another day":
        told["erasures"][0]["on"] = "2020-01-01"
    elif what == "another store":
        told["store"] = "ab" * 16
    (copy / "erased.json").write_text("[]" if what == "no list at all" else json.dumps(told))
    with pytest.raises(AssertionError, match="ListRefused"):
        step("apply", copy)
    assert json.loads(step("open", copy)) is None
    assert json.loads(step("look", copy))["there"]
