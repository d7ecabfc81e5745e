"""How a team's server keeps passphrases."""

import threading
import time
import unicodedata

import pytest

from rapport.site import hashing
from rapport.site.hashing import TeamArgon2

WORDS = "blue kettle under seven roofs"


@pytest.fixture(scope="module")
def kept():
    return TeamArgon2().encode(WORDS, TeamArgon2().salt())


def test_the_right_words_fit_and_others_do_not(kept):
    hasher = TeamArgon2()
    assert hasher.verify(WORDS, kept)
    assert not hasher.verify(WORDS + " ", kept)
    assert not hasher.verify("", kept)


def test_a_hash_names_its_way_and_its_cost_and_not_the_words(kept):
    assert kept.startswith("team_argon2id$argon2id$")
    assert "m=65536,t=3,p=1" in kept
    assert WORDS not in kept
    assert not TeamArgon2().must_update(kept)
    assert TeamArgon2().must_update(kept.replace("m=65536", "m=19456"))


def test_two_salts_make_two_hashes(kept):
    assert TeamArgon2().encode(WORDS, TeamArgon2().salt()) != kept


def test_a_changed_hash_fits_nothing(kept):
    changed = kept[:-3] + ("AAA" if kept[-3:] != "AAA" else "BBB")
    assert not TeamArgon2().verify(WORDS, changed)


def test_the_summary_tells_nothing_of_the_hash(kept):
    assert kept.split("$")[-1] not in str(TeamArgon2().safe_summary(kept))


def test_one_is_made_at_a_time_three_may_wait_and_the_next_is_told_to_come_again(kept):
    """Held from outside: while one is made the others wait, and come through afterwards."""
    go_on = threading.Event()
    held = hashing._one_by_one.submit(go_on.wait, 30)
    done = []
    waiting = [
        threading.Thread(target=lambda: done.append(TeamArgon2().verify(WORDS, kept)))
        for _ in range(hashing.MANY_WAITING)
    ]
    try:
        for thread in waiting:
            thread.start()
        while hashing._one_by_one._work_queue.qsize() < hashing.MANY_WAITING:
            time.sleep(0.01)
        with pytest.raises(hashing.Busy):
            TeamArgon2().verify(WORDS, kept)
        assert done == []
    finally:
        go_on.set()
    for thread in waiting:
        thread.join(timeout=60)
    assert held.result()
    assert done == [True] * hashing.MANY_WAITING
    assert TeamArgon2().verify(WORDS, kept)


def test_django_keeps_passphrases_this_way():
    from django.contrib.auth.hashers import check_password, make_password

    kept = make_password(WORDS)
    assert kept.startswith("team_argon2id$")
    assert check_password(WORDS, kept)


def test_a_word_composed_otherwise_by_another_keyboard_is_the_same_word():
    hasher = TeamArgon2()
    words = "sept café au bord du fleuve"
    kept = hasher.encode(unicodedata.normalize("NFD", words), hasher.salt())
    assert hasher.verify(unicodedata.normalize("NFC", words), kept)
