"""The key this process holds."""

import subprocess
import sys
import textwrap

import pytest

from rapport.vault import keyring
from rapport.vault.refusals import VaultRefusal


def told_by(script):
    """What this script prints in a process that holds no key yet."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_a_fresh_process_is_locked_and_says_so():
    assert told_by("""
        from rapport.vault import keyring
        print(keyring.is_open())
        try:
            keyring.data_key()
        except keyring.Locked as refusal:
            print(refusal.code)
    """) == ["False", "locked"]


def test_a_held_key_is_given_back():
    assert told_by("""
        from rapport.vault import keyring
        keyring.hold(bytes(range(32)))
        print(keyring.is_open(), keyring.data_key() == bytes(range(32)))
    """) == ["True", "True"]


@pytest.mark.parametrize("size", [0, 16, 31, 33, 64])
def test_a_key_of_another_length_is_refused(size):
    with pytest.raises(ValueError, match="32 bytes"):
        keyring.hold(bytes(size))


def test_the_refusal_is_one_of_the_vaults_own():
    assert issubclass(keyring.Locked, VaultRefusal)
