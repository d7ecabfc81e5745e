"""The browsers of the pages' tests, for what is looked at on a page."""

from web.conftest import browser  # noqa: F401
