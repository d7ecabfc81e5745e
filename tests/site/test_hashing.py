"""How a team's server keeps passphrases."""

import threading
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


def test_no_more_than_two_are_reckoned_at_once(kept):
    """Held from outside: while two run, a third waits, and comes through afterwards."""
    done = []
    third = threading.Thread(target=lambda: done.append(TeamArgon2().verify(WORDS, kept)))
    with hashing._AT_ONCE, hashing._AT_ONCE:
        assert not hashing._AT_ONCE.acquire(blocking=False)
        third.start()
        third.join(timeout=0.5)
        assert done == []
    third.join(timeout=20)
    assert done == [True]


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
