"""A browser for each of the cast, without the network: the whole stack from the gate on."""

import re
import secrets
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from cast import Cast
from rapport.web.middleware import session_gate
from rapport.web.middleware.identity import ACTING

_SEEN = re.compile(rb'name="seen" value="(\w+)"')
AsWho = Callable[[str], Client]


class Browser(Client):
    """A browser: a form it sends carries what our pages hide in it, a key and what was seen.

    Importing works on a thread beside the page, so its forms carry no key.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.seen: dict[str, str] = {}

    def get(self, path: str, *args: Any, **options: Any) -> Any:
        answer: Any = super().get(path, *args, **options)
        if not answer.streaming and (found := _SEEN.search(answer.content)):
            self.seen[path] = found[1].decode()
        return answer

    def post(self, path: str, data: Any = None, *args: Any, **options: Any) -> Any:
        plain = isinstance(data, dict | None) and options.get("content_type") is None
        if plain and not path.startswith("/import/"):
            hidden = {"once": str(uuid.uuid4()), "seen": self.seen.get(path, "")}
            data = {**hidden, **(data or {})}
        return super().post(path, data, *args, **options)


@pytest.fixture
def browser(cast: Cast) -> AsWho:
    """Return a function giving the browser of one of the cast, signed in or unlocked."""

    def of(name: str) -> Client:
        client = Browser(SERVER_NAME="127.0.0.1", headers={"accept-language": "en"})
        if settings.IS_TEAM:
            client.defaults["wsgi.url_scheme"] = "https"
            client.force_login(cast.who(name))
            return client
        token = secrets.token_urlsafe(16)
        session_gate.SESSIONS.add(token)
        ACTING[token] = cast.everyone[name].pk
        client.cookies[session_gate.COOKIE] = token
        return client

    return of
