"""The same browsers as for the other pages."""

from web.conftest import browser  # noqa: F401
