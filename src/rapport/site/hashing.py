"""How a team's server keeps passphrases: Argon2id, and few at a time.

Each hash takes 64 MiB and 0.15 s of a core. At most two run at once, so that a flood of wrong
sign-ins cannot take the memory or the cores from the colleagues at work.
"""

import base64
import secrets
import threading
import unicodedata
from typing import Any

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from django.contrib.auth.hashers import BasePasswordHasher
from django.utils.translation import gettext_noop

_AT_ONCE = threading.BoundedSemaphore(2)
_MEMORY, _PASSES, _LANES, _BYTES = 64 * 1024, 3, 1, 32


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
        with _AT_ONCE:
            written = kdf.derive_phc_encoded(_secret(password))
        return f"{self.algorithm}{written}"

    def verify(self, password: str, encoded: str) -> bool:
        """Return whether the passphrase matches."""
        written = encoded.removeprefix(self.algorithm)
        try:
            with _AT_ONCE:
                Argon2id.verify_phc_encoded(_secret(password), written)
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
