"""What the tests of exports share: a passphrase costs little to try."""

import pytest

from rapport.vault import age_passphrase


@pytest.fixture(autouse=True)
def cheap_passphrases(monkeypatch):
    monkeypatch.setattr(age_passphrase, "COST", 10)
