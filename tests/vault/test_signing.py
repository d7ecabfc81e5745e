"""Signatures: good for one key, one context, one message."""

from hypothesis import given
from hypothesis import strategies as st

from rapport.vault import signing

PRIVATE, PUBLIC = signing.new_signing_key()


@given(st.text(max_size=30), st.binary(max_size=100))
def test_a_signature_is_good_for_its_context_and_message(context, message):
    signature = signing.sign(PRIVATE, context, message)
    assert len(signature) == 64
    assert signing.verify(PUBLIC, context, message, signature)


@given(st.text(max_size=9), st.binary(max_size=9), st.text(max_size=9), st.binary(max_size=9))
def test_and_for_no_other(context, message, other_context, other_message):
    signature = signing.sign(PRIVATE, context, message)
    same = (context, message) == (other_context, other_message)
    assert signing.verify(PUBLIC, other_context, other_message, signature) == same


def test_a_word_moved_from_the_context_into_the_message_is_noticed():
    signature = signing.sign(PRIVATE, "checkpoint", b"1 head")
    assert not signing.verify(PUBLIC, "check", b"point1 head", signature)


def test_every_bit_flipped_is_noticed():
    signature = signing.sign(PRIVATE, "checkpoint", b"head")
    for place in range(512):
        spoiled = bytearray(signature)
        spoiled[place // 8] ^= 1 << (place % 8)
        assert not signing.verify(PUBLIC, "checkpoint", b"head", bytes(spoiled))


def test_another_stores_key_does_not_verify():
    _, other = signing.new_signing_key()
    assert not signing.verify(other, "checkpoint", b"head", signing.sign(PRIVATE, "checkpoint", b"head"))  # fmt: skip  # noqa: E501


def test_what_is_no_key_or_no_signature_verifies_nothing():
    signature = signing.sign(PRIVATE, "checkpoint", b"head")
    assert not signing.verify(b"", "checkpoint", b"head", signature)
    assert not signing.verify(PUBLIC[:-1], "checkpoint", b"head", signature)
    assert not signing.verify(PUBLIC, "checkpoint", b"head", b"")
    assert not signing.verify(PUBLIC, "checkpoint", b"head", signature + b"\0")


def test_every_store_has_a_key_of_its_own():
    assert len({signing.new_signing_key()[0] for _ in range(20)}) == 20
