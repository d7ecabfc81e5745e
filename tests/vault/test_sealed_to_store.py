"""Sealing to the store: anybody may, only this store opens, and only for whom it was."""

import os
import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from rapport.vault import keyring, sealed_to_store
from rapport.vault.encryption import NotOurs

ABOUT = b"amal\0/log/"
TEXT = "Asked after the orchard wall. سأل عن الجدار".encode()


def sealed_by_a_page(store: bytes, text: bytes, about: bytes) -> bytes:
    """Seal as the module of the page does, which has nothing but the public key."""
    curve = ec.SECP256R1()
    own = ec.generate_private_key(curve)
    point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(curve, store))
    info = b"rapport sealed to the store 1\0" + point + store
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(shared)
    nonce = os.urandom(12)
    return b"\x01" + point + nonce + AESGCM(key).encrypt(nonce, text, b"\x01" + about)


def test_the_store_opens_what_was_sealed_to_it() -> None:
    sealed = sealed_by_a_page(sealed_to_store.public_key(), TEXT, ABOUT)
    assert sealed_to_store.open_sealed(sealed, about=ABOUT) == TEXT
    assert TEXT not in sealed


def test_the_key_pair_is_the_same_after_every_lock_and_another_stores_is_not() -> None:
    before, held = sealed_to_store.public_key(), keyring.data_key()
    sealed = sealed_by_a_page(before, TEXT, ABOUT)
    try:
        keyring.hold(secrets.token_bytes(32))
        assert sealed_to_store.public_key() != before
        with pytest.raises(NotOurs):
            sealed_to_store.open_sealed(sealed, about=ABOUT)
    finally:
        keyring.hold(held)
    assert sealed_to_store.open_sealed(sealed, about=ABOUT) == TEXT


@pytest.mark.parametrize("about", [b"salma\0/log/", b"amal\0/people/", b"", b"amal\0/log"])
def test_it_opens_for_nobody_else_and_for_no_other_page(about: bytes) -> None:
    sealed = sealed_by_a_page(sealed_to_store.public_key(), TEXT, ABOUT)
    with pytest.raises(NotOurs):
        sealed_to_store.open_sealed(sealed, about=about)


def test_every_byte_counts() -> None:
    sealed = sealed_by_a_page(sealed_to_store.public_key(), b"word", ABOUT)
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(NotOurs):
            sealed_to_store.open_sealed(changed, about=ABOUT)
        with pytest.raises(NotOurs):
            sealed_to_store.open_sealed(sealed[:at], about=ABOUT)
