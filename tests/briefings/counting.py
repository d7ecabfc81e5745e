"""Counting what is asked of the store."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def questions(ask: Callable[[], object]) -> int:
    """Return how many queries ``ask`` takes."""
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)
