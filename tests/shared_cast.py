"""The cast told once for the tests of a module that stand beside each other and ask for it.

Telling it takes ten verbs, a tenth of a second on either store. So it is told within a transaction
that stays open from test to test; what a test writes goes into savepoints of Django's within that
one, and is rolled back with them.

A test that does not ask for the cast finds an empty store, and a test that really commits
(``django_db(transaction=True)``) finds none but its own rows: before either the open transaction
is rolled back.
"""

import copy
from typing import Any

import pytest
from django.db import transaction

from cast import Cast, tell


class SharedCast:
    """The cast that stands in the store now, if one does."""

    def __init__(self, unblock: Any) -> None:
        self._unblock = unblock
        self._module: Any = None
        self._open: transaction.Atomic | None = None
        self._cast: Cast | None = None

    def make_ready_for(self, item: pytest.Item) -> None:
        """Let the cast stand for a test that asks for it, and take it away before any other."""
        module = item.getparent(pytest.Module) if shares_the_cast(item) else None
        if module is not self._module:
            self.forget()
        if module is not None and self._open is None:
            self._tell()
            self._module = module

    def copied(self) -> Cast:
        """Return the cast with rows of its own in memory: what a test sets on them is its own."""
        assert self._cast is not None, "the cast is told before the test's own savepoint"
        return copy.deepcopy(self._cast)

    def forget(self) -> None:
        """Roll back everything, so that the store is empty."""
        if self._open is not None:
            with self._unblock():
                transaction.set_rollback(True)
                self._open.__exit__(None, None, None)
        self._open = self._cast = self._module = None

    def _tell(self) -> None:
        with self._unblock():
            self._open = transaction.atomic()
            self._open.__enter__()
            try:
                self._cast = tell()
            except BaseException:
                self.forget()
                raise


def shares_the_cast(item: pytest.Item) -> bool:
    """Say whether a test asks for the cast and leaves the store as it found it."""
    names = getattr(item, "fixturenames", ())
    return "cast" in names and not commits(item)


def commits(item: pytest.Item) -> bool:
    """Say whether what a test writes is really committed."""
    marker = item.get_closest_marker("django_db")
    names = getattr(item, "fixturenames", ())
    committing = marker is not None and marker.kwargs.get("transaction", False)
    return committing or "transactional_db" in names
