"""How a team's server keeps passphrases: Argon2id, one at a time, behind the pages.

Each hash takes 64 MiB and 0.15 s of a core. In each worker one thread makes them, one after the
other, with less of the processor than the pages get; few wait for it, without a connection to the
database, and whoever comes when it has enough to do is told to try again. So a flood of sign-ins
takes neither memory, nor connections, nor much of the cores from the colleagues at work.
"""

import base64
import contextlib
import os
import secrets
import sys
import threading
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from django.contrib.auth.hashers import BasePasswordHasher
from django.db import connection

from rapport.messages import gettext_noop
from rapport.refusals import Refusal

MANY_WAITING = 3
_NICE = 5
_MEMORY, _PASSES, _LANES, _BYTES = 64 * 1024, 3, 1, 32


_Result = TypeVar("_Result")


class Busy(Refusal):
    """More people are signing in at this moment than passphrases can be checked."""

    code = "busy"
    says = gettext_noop("Many people are signing in right now.")
    next = gettext_noop("Try again in a few seconds.")


def _give_way() -> None:
    """Let the threads that make pages go first, where the system knows threads apart (Linux)."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)


_places = threading.BoundedSemaphore(MANY_WAITING)
_one_by_one = ThreadPoolExecutor(1, "passphrases", initializer=_give_way)


def _in_turn(work: Callable[[], _Result]) -> _Result:
    """Return what the work returns, once it is its turn; raises ``Busy`` if too many wait."""
    if not _places.acquire(blocking=False):
        raise Busy
    try:
        if not connection.in_atomic_block:
            connection.close()
        return _one_by_one.submit(work).result()
    finally:
        _places.release()


def _secret(password: str) -> bytes:
    """Return a passphrase as bytes: the same word, however a keyboard composes its letters."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


class TeamArgon2(BasePasswordHasher):
    """Argon2id with fixed costs, written as a PHC string. Source: RFC 9106."""

    algorithm = "team_argon2id"

    def salt(self) -> str:
        """Return a fresh salt."""
        return base64.urlsafe_b64encode(secrets.token_bytes(16)).decode().rstrip("=")

    def encode(self, password: str, salt: str) -> str:
        """Return the passphrase's hash with its salt."""
        kdf = Argon2id(
            salt=salt.encode(),
            length=_BYTES,
            iterations=_PASSES,
            lanes=_LANES,
            memory_cost=_MEMORY,
        )
        written = _in_turn(lambda: kdf.derive_phc_encoded(_secret(password)))
        return f"{self.algorithm}{written}"

    def verify(self, password: str, encoded: str) -> bool:
        """Return whether the passphrase matches."""
        written = encoded.removeprefix(self.algorithm)
        try:
            _in_turn(lambda: Argon2id.verify_phc_encoded(_secret(password), written))
        except InvalidKey:
            return False
        return True

    def safe_summary(self, encoded: str) -> dict[Any, Any]:  # noqa: ARG002 - nothing of it is told
        """Return the name of the algorithm, and nothing else about the hash."""
        return {gettext_noop("algorithm"): self.algorithm}

    def must_update(self, encoded: str) -> bool:
        """Return whether the hash was made with other costs than today's."""
        return f"m={_MEMORY},t={_PASSES}" not in encoded

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Do nothing: every hash costs the same."""
