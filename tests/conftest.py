"""What every test stands on: a held key, a store of its own kind, and the cast."""

import os
import secrets

import pytest
from hypothesis import settings

from cast import Cast, tell
from rapport.vault import keyring

keyring.hold(secrets.token_bytes(32))

# What decides whether a change lands says the same twice, and never that a machine was busy.
# `pytest --hypothesis-profile=searching` goes looking for what nobody has thought of.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("searching", deadline=None, derandomize=False, max_examples=3000)
settings.load_profile("repeatable")

DAY = Cast.DAY


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Put the tests' store into an encrypted file; on PostgreSQL each worker has a database."""
    from django.db import connections

    for connection in connections.all():
        if connection.vendor == "sqlite":
            home = tmp_path_factory.mktemp("store")
            connection.settings_dict["TEST"]["NAME"] = str(home / "rapport.store")


@pytest.fixture
def cast(db: None) -> Cast:
    """Return the fixed cast, met anew for each test."""
    return tell()


@pytest.fixture(scope="session")
def on_postgresql() -> bool:
    """Say which of the two stores these tests run on."""
    return "RAPPORT_DATABASE_URL" in os.environ
