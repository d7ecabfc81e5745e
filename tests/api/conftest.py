"""The same browsers as in the tests of the pages."""

from web.conftest import browser  # noqa: F401
