"""What is told once for the tests of a module that stand beside each other and ask for it.

Telling the cast takes ten verbs, a tenth of a second on either store; the demo world takes two
seconds. So either is told within a transaction that stays open from test to test. What a test
writes goes into savepoints of Django's within that one, and is rolled back with them.

A test that asks for neither finds an empty store, and so does one that really commits
(``django_db(transaction=True)``): before either, the open transaction is rolled back.

A module whose tests stand on a longer story names what tells it in a ``TELLING`` of its own, by
the name of the fixture that gives it: ``{"hidden": told_of_the_hidden}``. It is told the cast.
"""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from cast import Cast, tell
from rapport.exchange import demo_world

TELLING: dict[str, Callable[[], Any]] = {"cast": tell, "demo_world": demo_world.build}
"""What can be told, by the name of the fixture that gives it."""


class ToldOnce:
    """What stands in the store now, if anything does."""

    def __init__(self, unblock: Any) -> None:
        self._unblock = unblock
        self._standing: tuple[str, Any] | None = None
        self._open: transaction.Atomic | None = None
        self._told: dict[str, Any] = {}

    def make_ready_for(self, item: pytest.Item) -> None:
        """Tell what a test asks for, unless it stands already; take away what it does not."""
        name = asked_for(item)
        wanted = (name, item.getparent(pytest.Module)) if name and not commits(item) else None
        if wanted != self._standing:
            self.forget()
            if wanted is not None:
                self._tell(wanted)

    def copied(self, name: str) -> Any:
        """Return what was told, with rows of its own in memory: what a test sets on them stays."""
        assert self._standing is not None, "it is told before the test's own savepoint"
        return copy.deepcopy(self._told[name])

    def forget(self) -> None:
        """Roll back everything, so that the store is empty."""
        if self._open is not None:
            with self._unblock():
                transaction.set_rollback(True)
                self._open.__exit__(None, None, None)
        self._open = self._standing = None
        self._told = {}

    def _tell(self, wanted: tuple[str, Any]) -> None:
        with self._unblock():
            self._open = transaction.atomic()
            self._open.__enter__()
            try:
                self._told = _told(*wanted)
            except BaseException:
                self.forget()
                raise
        self._standing = wanted


def _told(name: str, module: Any) -> dict[str, Any]:
    """Tell what a fixture of this name gives, and the cast before it if it is a module's own."""
    if name in TELLING:
        return {name: TELLING[name]()}
    cast = tell()
    return {"cast": cast, name: _of_its_own(module)[name](cast)}


def _of_its_own(module: Any) -> dict[str, Callable[[Cast], Any]]:
    return getattr(getattr(module, "obj", None), "TELLING", {})


def asked_for(item: pytest.Item) -> str:
    """Return the name of what a test asks to be told, or nothing; a module's own goes first."""
    names = getattr(item, "fixturenames", ())
    known = (*_of_its_own(item.getparent(pytest.Module)), *TELLING)
    return next((name for name in known if name in names), "")


def commits(item: pytest.Item) -> bool:
    """Say whether what a test writes is really committed."""
    marker = item.get_closest_marker("django_db")
    names = getattr(item, "fixturenames", ())
    committing = marker is not None and marker.kwargs.get("transaction", False)
    return committing or "transactional_db" in names
