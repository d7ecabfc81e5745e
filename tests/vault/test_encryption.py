"""Sealed texts: they open with this store's key, purpose and bond, and with nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.vault import encryption
from rapport.vault.encryption import NotOurs


@given(st.binary(max_size=300), st.text(max_size=20), st.binary(max_size=40))
def test_what_was_sealed_opens_again(plain, purpose, about):
    sealed = encryption.seal(plain, purpose=purpose, about=about)
    assert encryption.unseal(sealed, purpose=purpose, about=about) == plain
    assert len(sealed) == len(plain) + 1 + 12 + 16


def test_the_text_is_not_in_the_sealed_text():
    assert b"Yousef" not in encryption.seal(b"Yousef" * 10, purpose="name")


def test_the_same_text_is_never_sealed_the_same_way_twice():
    sealed = {encryption.seal(b"the same", purpose="name") for _ in range(2000)}
    nonces = {text[1:13] for text in sealed}
    assert len(sealed) == len(nonces) == 2000


def test_another_purpose_does_not_open_it():
    sealed = encryption.seal(b"text", purpose="name")
    with pytest.raises(NotOurs):
        encryption.unseal(sealed, purpose="signing key")


def test_another_bond_does_not_open_it():
    sealed = encryption.seal(b"text", purpose="name", about=b"row one")
    for about in (b"row two", b"", b"row one "):
        with pytest.raises(NotOurs):
            encryption.unseal(sealed, purpose="name", about=about)


def test_every_bit_flipped_is_noticed():
    sealed = encryption.seal(b"a promise until 1 May", purpose="name")
    for place in range(len(sealed) * 8):
        spoiled = bytearray(sealed)
        spoiled[place // 8] ^= 1 << (place % 8)
        with pytest.raises(NotOurs):
            encryption.unseal(bytes(spoiled), purpose="name")


def test_every_shorter_text_is_refused():
    sealed = encryption.seal(b"text", purpose="name")
    for size in range(len(sealed)):
        with pytest.raises(NotOurs):
            encryption.unseal(sealed[:size], purpose="name")


@given(st.binary(max_size=100))
def test_any_other_bytes_are_refused(data):
    with pytest.raises(NotOurs):
        encryption.unseal(data, purpose="name")


def test_a_trace_is_the_same_for_the_same_word_and_purpose_only():
    one = encryption.blind_index("yousef", purpose="name")
    assert one == encryption.blind_index("yousef", purpose="name")
    assert len(one) == encryption.BLIND_BYTES
    assert one != encryption.blind_index("yousef", purpose="place")
    assert one != encryption.blind_index("yosef", purpose="name")


@given(st.text(max_size=30), st.text(max_size=30))
def test_two_words_have_two_traces(one, other):
    same = encryption.blind_index(one, purpose="x") == encryption.blind_index(other, purpose="x")
    assert same == (one == other)


def test_a_word_with_half_a_character_has_a_trace_too():
    assert len(encryption.blind_index("\ud800", purpose="name")) == encryption.BLIND_BYTES
