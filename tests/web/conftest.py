"""A browser for each of the cast, without the network: the whole stack from the gate on."""

import secrets
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from cast import Cast
from rapport.web.middleware import session_gate
from rapport.web.middleware.identity import ACTING

AsWho = Callable[[str], Client]


@pytest.fixture
def browser(cast: Cast) -> AsWho:
    """Return a function giving the browser of one of the cast, signed in or unlocked."""

    def of(name: str) -> Client:
        client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "en"})
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
