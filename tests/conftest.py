"""What every test stands on: a held key, a store of its own kind, and the cast."""

import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from cast import Cast
from in_turn import examples
from rapport.vault import keyring, throttle
from told_once import TELLING, ToldOnce, commits

keyring.hold(secrets.token_bytes(32))

# What decides whether a change lands says the same twice, and never that a machine was busy.
# `pytest --hypothesis-profile=searching` goes looking for what nobody has thought of.
settings.register_profile("repeatable", deadline=None, derandomize=True, max_examples=examples(100))
settings.register_profile("searching", deadline=None, derandomize=False, max_examples=3000)
settings.load_profile("repeatable")

DAY = Cast.DAY
MANY = 4
"""A test with more cases than this is a walk."""


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the demo world, made once and closed again; copy it to use it.

    Those who run the tests beside each other share it: the first makes it, and the others wait.
    """
    from live_server import Served

    place = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ and sys.platform != "win32":
        place = place.parent
    with throttle.one_at_a_time(place):
        made = place / "demo-made"
        if not (place / "demo-was-closed").exists():
            shutil.rmtree(made, ignore_errors=True)
            Served(made).start().stop()
            (place / "demo-was-closed").touch()
    return made


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Say that the tests' store has its tables already, made as every new store's are."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: Any,
) -> None:
    """Put the tests' store into an encrypted file; on PostgreSQL each worker has a database.

    It gets its tables as every new store does; by the migrations it would take far longer.
    """
    from django.db import connections

    for connection in connections.all():
        with django_db_blocker.unblock():
            if connection.vendor == "sqlite":
                home = tmp_path_factory.mktemp("store")
                connection.settings_dict["TEST"]["NAME"] = str(home / "rapport.store")
            else:
                connection.settings_dict["TEST"]["NAME"] = _empty_database(connection)
            _make_tables(connection)


def _empty_database(connection: Any) -> str:
    """Make an empty database of the tests on the server, instead of one of earlier tests."""
    name: str = connection.creation._get_test_db_name()
    connection.creation._create_test_db(verbosity=0, autoclobber=True, keepdb=False)
    return name


def _make_tables(connection: Any) -> None:
    from django.db import transaction
    from django.db.migrations.executor import MigrationExecutor

    from rapport.site import new_tables

    usual, connection.settings_dict["NAME"] = (
        connection.settings_dict["NAME"],
        connection.settings_dict["TEST"]["NAME"],
    )
    executor = MigrationExecutor(connection)
    with transaction.atomic():
        new_tables.make(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    connection.close()
    connection.settings_dict["NAME"] = usual


TOLD_ONCE = pytest.StashKey[ToldOnce]()
CURRENT = pytest.StashKey[pytest.Item]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave four of five cases of a long walk to the encrypted file: a second store needs fewer.

    What differs between the stores differs by how they are asked, not by what each row is about.
    With ``--all`` each case is asked of both.
    """
    if "RAPPORT_DATABASE_URL" not in os.environ or "RAPPORT_TEST_ALL" in os.environ:
        return
    walks: dict[str, list[pytest.Item]] = {}
    for item in items:
        walks.setdefault(item.nodeid.partition("[")[0], []).append(item)
    left = {one for walk in walks.values() if len(walk) > MANY for one in walk} - {
        one for walk in walks.values() for one in walk[::5]
    }
    config.hook.pytest_deselected(items=[one for one in items if one in left])
    items[:] = [one for one in items if one not in left]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture of a test: see that what it asks for stands in the store, or nothing."""
    item.config.stash[CURRENT] = item
    if TOLD_ONCE in item.config.stash:
        item.config.stash[TOLD_ONCE].make_ready_for(item)


@pytest.fixture(scope="session")
def told_once(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[ToldOnce]:
    """Return what tells the cast once for the tests of a module; see `told_once.py`."""
    stash = request.config.stash
    stash[TOLD_ONCE] = told = ToldOnce(django_db_blocker.unblock)
    told.make_ready_for(stash[CURRENT])
    yield told
    del stash[TOLD_ONCE]
    told.forget()


@pytest.fixture
def cast(request: pytest.FixtureRequest, told_once: ToldOnce, db: None) -> Cast:
    """Return the fixed cast, as fresh for each test as if it were the first to meet it."""
    return TELLING["cast"]() if commits(request.node) else told_once.copied("cast")


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    """Let each test begin like a process that has just started: it has counted no reading."""
    yield
    from rapport.records import reading_count

    reading_count.forget_all()


@pytest.fixture
def demo_world(told_once: ToldOnce, db: None) -> Any:
    """Return the demo world, as fresh for each test as the cast."""
    return told_once.copied("demo_world")


@pytest.fixture(scope="session")
def on_postgresql() -> bool:
    """Say which of the two stores these tests run on."""
    return "RAPPORT_DATABASE_URL" in os.environ
