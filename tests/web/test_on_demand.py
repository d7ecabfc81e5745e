"""Pages that are loaded when somebody asks for them are there when somebody does."""

import inspect
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.urls import get_resolver

from rapport.web.on_demand import page


def on_demand() -> Iterator[tuple[str, str, str]]:
    """Yield the name of each such address, and where its page is."""
    for site in get_resolver().url_patterns:
        for one in site.url_patterns:
            if one.callback.__qualname__ == f"{page.__name__}.<locals>.answer":
                named: Any = inspect.getclosurevars(one.callback).nonlocals
                yield str(one.name), named["where"], named["name"]


def test_every_address_leads_to_a_page_that_is_there() -> None:
    found = list(on_demand())
    assert {"import", "read-archive", "exports", "network-picture", "practice"} <= {
        address for address, _, _ in found
    }
    for address, where, name in found:
        view = getattr(import_module(where), name, None)
        assert callable(view), (address, where, name)


def test_what_a_page_is_asked_and_answers_passes_as_it_is(rf: Any) -> None:
    request = rf.get("/")
    answered = page("rapport.web.lock", "still_open")(request)
    assert answered.status_code == 204
    assert page("rapport.web.lock", "still_open")(rf.post("/")).status_code == 405
