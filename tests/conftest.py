"""What every test stands on: a held key, a store of its own kind, and the cast."""

import os
import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from cast import Cast, tell
from rapport.vault import keyring
from shared_cast import SharedCast, commits

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


SHARED = pytest.StashKey[SharedCast]()
CURRENT = pytest.StashKey[pytest.Item]()


@pytest.fixture(scope="session")
def shared_cast(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[SharedCast]:
    """Return what tells the cast once for the tests of a module; see `shared_cast.py`."""
    stash = request.config.stash
    stash[SHARED] = shared = SharedCast(django_db_blocker.unblock)
    shared.make_ready_for(stash[CURRENT])
    yield shared
    del stash[SHARED]
    shared.forget()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture of a test: see that the cast stands in the store, or that it does not."""
    item.config.stash[CURRENT] = item
    shared = item.config.stash.get(SHARED, None)
    if shared is not None:
        shared.make_ready_for(item)


@pytest.fixture
def cast(request: pytest.FixtureRequest, shared_cast: SharedCast, db: None) -> Cast:
    """Return the fixed cast, as fresh for each test as if it were the first to meet it."""
    return tell() if commits(request.node) else shared_cast.copied()


@pytest.fixture(scope="session")
def on_postgresql() -> bool:
    """Say which of the two stores these tests run on."""
    return "RAPPORT_DATABASE_URL" in os.environ
