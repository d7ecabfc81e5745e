"""Sealing in the age format: both ways with another program's, and nothing changed opens."""

import pyrage
import pytest

from rapport.vault import age, age_passphrase
from rapport.vault.refusals import WeakPassphrase

WORDS = "سبع غلايات رمادية بجانب النهر"


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr(age_passphrase, "COST", 10)


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 131072, 200_001])
def test_another_program_opens_what_we_sealed_and_we_what_it_sealed(size):
    plain = bytes(range(256)) * (size // 256) + bytes(size % 256)
    sealed = age.seal_to_passphrase(plain, WORDS)
    assert pyrage.passphrase.decrypt(sealed, WORDS) == plain
    assert age.unseal(sealed, passphrase=WORDS) == plain


def test_we_open_what_another_program_sealed():
    assert age.unseal(pyrage.passphrase.encrypt(b"tea", WORDS), passphrase=WORDS) == b"tea"


def test_what_is_changed_cut_or_too_dear_does_not_open():
    sealed = age.seal_to_passphrase(b"tea" * 50_000, WORDS)
    for place in (25, 60, 90, 140, 200, len(sealed) - 1):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises((age.DoesNotOpen, age.NotSealed)):
            age.unseal(changed, passphrase=WORDS)
    for size in (0, 10, 100, 180, 65_700, len(sealed) - 1):
        with pytest.raises((age.DoesNotOpen, age.NotSealed)):
            age.unseal(sealed[:size], passphrase=WORDS)
    with pytest.raises(age.DoesNotOpen):
        age.unseal(sealed.replace(b" 10\n", b" 30\n", 1), passphrase=WORDS)
    with pytest.raises(age.DoesNotOpen):
        age.unseal(sealed, passphrase="another of the same length here")


def test_to_keys_it_opens_with_each_of_them():
    keys = [pyrage.x25519.Identity.generate() for _ in range(3)]
    sealed = age.seal_to_keys(b"tea", [str(key.to_public()) for key in keys])
    assert [age.unseal(sealed, identity=f"# mine\n{key}\n") for key in keys] == [b"tea"] * 3
    with pytest.raises(age.DoesNotOpen):
        age.unseal(sealed, identity=str(pyrage.x25519.Identity.generate()))
    assert not age.takes_passphrase(sealed)


def test_weak_words_and_what_is_no_key_are_refused():
    with pytest.raises(WeakPassphrase):
        age.seal_to_passphrase(b"tea", "password1234")
    with pytest.raises(age.NoSuchKey):
        age.seal_to_keys(b"tea", ["ssh-ed25519 AAAA"])
    with pytest.raises(age.NotSealed):
        age.unseal(b"PK\x03\x04", passphrase=WORDS)
