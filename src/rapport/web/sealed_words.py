"""Words that an address has to carry, sealed: what was typed, and where a list goes on.

They are sealed under the key of the session, which the browser holds and the store does not keep.
So Back and reloading work as they do with any address, on every worker of a server; and once the
session has ended, by locking or signing out, nobody can open what the browser remembers.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

from django.conf import settings

from rapport.vault import encryption
from rapport.web.request import Request

_PURPOSE = "words in an address"
_EVEN = 64
"""Padded to a multiple of so many bytes: how long a word is says much of a name."""


def sealed(request: Request, text: str) -> str:
    """Return words as an address carries them; none are nothing."""
    if not text:
        return ""
    plain = text.encode("utf-8", "surrogatepass")
    padded = plain + b"\0" * (-len(plain) % _EVEN)
    box = encryption.seal_for(_secret(request), padded, purpose=_PURPOSE)
    return urlsafe_b64encode(box).decode().rstrip("=")


def opened(request: Request, token: str) -> str:
    """Return the words that an address of this session carries; of another one, none."""
    try:
        box = urlsafe_b64decode(token.encode("ascii") + b"==")
        plain = encryption.unseal_for(_secret(request), box, purpose=_PURPOSE)
    except (ValueError, encryption.NotOurs):
        return ""
    return plain.rstrip(b"\0").decode("utf-8", "surrogatepass")


def sealed_fields(request: Request, fields: dict[str, str]) -> str:
    """Return the fields of a form as an address carries them to another form."""
    return sealed(request, json.dumps(fields, ensure_ascii=False))


def opened_fields(request: Request, token: str) -> dict[str, str]:
    """Return the fields that an address of this session carries; of another one, none."""
    text = opened(request, token)
    fields: dict[str, str] = json.loads(text) if text else {}
    return fields


def _secret(request: Request) -> bytes:
    key = request.session.session_key if settings.IS_TEAM else request.session_token
    return str(key or "").encode()
