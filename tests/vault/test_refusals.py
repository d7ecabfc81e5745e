"""Why the vault stays shut: each reason in words, with a way out, and on the tree."""

import pytest

from rapport.vault import encryption, keyring, refusals
from rapport.vault.refusals import VaultRefusal

KINDS = [kind for kind in VaultRefusal.__subclasses__() if kind.__module__.startswith("rapport.")]


def test_every_refusal_stands_on_the_tree():
    assert {kind for kind in KINDS if kind.__module__ == refusals.__name__} == {
        getattr(refusals, word)
        for word in (refusals.__doc__ or "").replace("─", " ").split()
        if word != "VaultRefusal" and hasattr(refusals, word)
    }


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_refusal_says_what_is_wrong_and_what_to_do(kind):
    assert kind.says.endswith(".")
    assert kind.next
    assert kind.code != VaultRefusal.code


def test_no_two_refusals_share_a_code():
    assert len({kind.code for kind in KINDS}) == len(KINDS)
    assert {keyring.Locked, encryption.NotOurs} < set(KINDS)


def test_the_sentence_is_filled_in():
    assert "64 more seconds" in str(refusals.TooManyTries(seconds=64))
