"""Addresses of our own pages that travel through a form, to come back to where somebody was."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

_LONGEST = 1000

NO_PAGES = frozenset(
    ("unlock", "lock", "open", "here", "sealed", "sign-in", "sign-in-code", "sign-out", "language")
)
"""Addresses that are a door, or no page at all: nobody goes back to them."""


def own_page(address: str) -> str:
    """Return the address of a page of ours as it is, or nothing if it is anything else."""
    ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    if not ours or len(address) > _LONGEST:
        return ""
    try:
        way = resolve(address.partition("?")[0])
    except Resolver404:
        return ""
    return "" if way.url_name in NO_PAGES else address


def door_for(door: str, request: HttpRequest) -> str:
    """Return the address of a door that leads back to the page somebody went to.

    Only what a browser's window asks for is a page to come back to; the first page is where every
    door leads anyway.
    """
    navigates = request.headers.get("Sec-Fetch-Mode") == "navigate" and request.method == "GET"
    then = own_page(request.get_full_path()) if navigates else ""
    return door if then in ("", "/") else f"{door}?{urlencode({'then': then})}"
