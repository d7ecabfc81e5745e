"""What a phone seals: opened by the store alone, and only as it was written."""

import hashlib
import hmac

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from phone_files import file_of, in_letters
from rapport.formats.phone_records import (
    BUCKETS,
    SIZES,
    from_letters,
    record_head,
    record_of,
    records_in,
)
from rapport.formats.refusals import CannotTranslate
from rapport.vault import encryption, phone_seal
from rapport.vault.encryption import NotOurs

PHONE, KEY = bytes(range(8)), bytes(range(32))
LOG = {"who": "tea", "line": "وعد بفتح الطريق يوم الثلاثاء"}


def written(number=1, said=LOG, *, public, size=384, key=KEY, phone=PHONE):
    head = record_head(phone, number)
    body = head + phone_seal.seal_record(said, head, public=public, size=size)
    return body + phone_seal.mac_of_record(key, body)


@pytest.fixture
def office():
    return phone_seal.new_office_key()


def opened(whole, office):
    record = record_of(whole)
    private, public = office
    return phone_seal.open_record(record.sealed, record.head, private=private, public=public)


@pytest.mark.parametrize("size", BUCKETS)
def test_the_store_opens_what_was_sealed_to_it(office, size):
    whole = written(public=office[1], size=size)
    assert opened(whole, office) == LOG
    assert len(whole) == size + 110
    assert len(whole) in SIZES


def test_no_flipped_bit_and_no_shortened_record_passes(office):
    whole = written(public=office[1])
    for place in range(0, len(whole) * 8, 37):
        changed = bytearray(whole)
        changed[place // 8] ^= 1 << (place % 8)
        assert not phone_seal.is_written_by(KEY, bytes(changed[:-16]), bytes(changed[-16:]))
    for end in range(0, len(whole), 23):
        with pytest.raises(CannotTranslate):
            record_of(whole[:end])


def test_a_record_opens_in_no_other_place(office):
    whole = written(public=office[1])
    for head in (record_head(PHONE, 2), record_head(bytes(8), 1)):
        with pytest.raises(NotOurs):
            opened(head + whole[13:], office)
    with pytest.raises(NotOurs):
        opened(whole, phone_seal.new_office_key())


def test_the_private_key_is_kept_sealed(office):
    private, public = office
    secret = encryption.unseal(private, purpose="phone office key", about=public)
    assert secret not in private
    key = ec.derive_private_key(int.from_bytes(secret), ec.SECP256R1()).public_key()
    assert key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint) == public


def test_a_file_is_whole_or_nothing(office):
    some = [written(number, public=office[1]) for number in (1, 2, 3)]
    whole = file_of(some)
    assert [one.whole for one in records_in(whole)] == some
    for end in (*range(0, len(whole), 101), len(whole) - 1):
        with pytest.raises(CannotTranslate):
            records_in(whole[:end])


def test_base_45_is_that_of_its_standard():
    assert in_letters(b"AB") == "BB8"
    assert in_letters(b"base-45") == "UJCLQE7W581"
    assert from_letters("QED8WEX0") == b"ietf!"
    for wrong in ("GGW", "A", "äöü", ":::"):
        with pytest.raises(CannotTranslate):
            from_letters(wrong)


def test_codes_tell_phones_and_numbers_apart():
    code = phone_seal.code_for(KEY, PHONE, 12)
    assert code.startswith("12-")
    assert code != phone_seal.code_for(KEY, PHONE, 13)
    assert phone_seal.code_for(bytes(32), PHONE, 12) != code
    assert len(phone_seal.digits_of(KEY, PHONE, public=bytes(65))) == 6


# The standard's own words (RFC 9180), written here a second time and held to its vectors: what
# opens a phone's record is then the standard, not whatever one library and one page agree on.


def _labelled(suite, salt, label, key):
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + key, "sha256")


def _expanded(suite, secret, label, info, length):
    whole = length.to_bytes(2) + b"HPKE-v1" + suite + label + info
    return HKDFExpand(algorithm=SHA256(), length=length, info=whole).derive(secret)


def by_the_standard(enc, sealed, *, secret, public, info, aead, length, about=b""):
    key = ec.derive_private_key(int.from_bytes(secret), ec.SECP256R1())
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), enc)
    kem = b"KEM\x00\x10"
    shared = _labelled(kem, b"", b"eae_prk", key.exchange(ec.ECDH(), theirs))
    shared = _expanded(kem, shared, b"shared_secret", enc + public, 32)
    suite = b"HPKE\x00\x10\x00\x01" + aead.to_bytes(2)
    context = b"\0" + _labelled(suite, b"", b"psk_id_hash", b"")
    context += _labelled(suite, b"", b"info_hash", info)
    prk = _labelled(suite, shared, b"secret", b"")
    box = AESGCM(_expanded(suite, prk, b"key", context, length))
    return box.decrypt(_expanded(suite, prk, b"base_nonce", context, 12), sealed, about)


def test_the_standards_own_vector_opens_and_so_does_a_phones_record(office):
    """RFC 9180, A.3.1: P-256, HKDF-SHA256, AES-128-GCM; ours is the same with AES-256-GCM."""
    plain = by_the_standard(
        bytes.fromhex(
            "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b7"
            "8e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4"
        ),
        bytes.fromhex(
            "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f"
            "39513434"
        ),
        secret=bytes.fromhex("f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2"),
        public=bytes.fromhex(
            "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a826a779b4cf969b8a0"
            "e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0"
        ),
        info=bytes.fromhex("4f6465206f6e2061204772656369616e2055726e"),
        aead=1,
        length=16,
        about=b"Count-0",
    )
    assert plain == b"Beauty is truth, truth beauty"
    private, public = office
    record = record_of(written(public=public))
    padded = by_the_standard(
        record.sealed[:65],
        record.sealed[65:],
        secret=encryption.unseal(private, purpose="phone office key", about=public),
        public=public,
        info=b"rapport phone 1\0" + record.head,
        aead=2,
        length=32,
    )
    assert len(padded) == 384
    assert hashlib.sha256(padded[-100:]).digest() == hashlib.sha256(bytes(100)).digest()
