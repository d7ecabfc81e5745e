"""Key slots: one random data key, wrapped for each way of opening the store.

``vault.json`` holds, for a passphrase and for the printed recovery code, the data key under AES-GCM
with a key from Argon2id, and a MAC over the whole header under the data key. Changing the
passphrase wraps the same key anew. Source: RFC 9106 (Argon2).
"""

import base64
import hmac
import json
import os
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from rapport.vault import atomic_write, passphrases, throttle
from rapport.vault.refusals import (
    DamagedHeader,
    NotAVault,
    NotEnoughMemory,
    WeakerHeader,
    WrongPassphrase,
)

NAME = "vault.json"
RECOVERY_LETTERS = passphrases.GROUPS * passphrases.GROUP
_KEY = 32
_NONCE = 12


@dataclass(frozen=True, slots=True)
class KdfCost:
    """The cost of one guess: memory in KiB, passes, lanes."""

    memory: int = 256 * 1024
    passes: int = 3
    lanes: int = 2

    def below(self, floor: "KdfCost") -> bool:
        """Return whether a guess would cost less than ``floor``."""
        return self.memory < floor.memory or self.passes < floor.passes

    def above(self, ceiling: "KdfCost") -> bool:
        """Return whether a guess would cost more than ``ceiling``, in any of the three."""
        return (
            self.memory > ceiling.memory
            or self.passes > ceiling.passes
            or self.lanes > ceiling.lanes
        )


USUAL = KdfCost()
FLOOR = KdfCost(memory=64 * 1024, passes=3, lanes=1)
CEILING = KdfCost(memory=1024 * 1024, passes=16, lanes=8)
"""An edited header must not be able to hold this machine's memory or cores."""

FOR_TESTS = KdfCost(memory=64, passes=1, lanes=1)
"""Opens nothing unless the caller passes it as the floor."""


def create_vault(home: Path, passphrase: str, *, cost: KdfCost = USUAL) -> tuple[bytes, str]:
    """Make a vault in ``home``; return the data key and the recovery code, shown only now."""
    passphrases.check(passphrase)
    key = secrets.token_bytes(_KEY)
    code = passphrases.new_recovery_code()
    slots = {
        "passphrase": _wrap(key, _secret(passphrase), cost, "passphrase"),
        "recovery": _wrap(key, _secret(passphrases.recovery(code)), cost, "recovery"),
    }
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(home, {"version": 1, "slots": slots}, key)
    return key, code


def exists(home: Path) -> bool:
    """Return whether ``home`` holds a vault."""
    return (home / NAME).exists()


def unlock(home: Path, typed: str, *, floor: KdfCost = FLOOR) -> bytes:
    """Return the data key for a passphrase, or for the recovery code however it is spaced.

    One call is one try, whichever of the two it was. Raises a ``VaultRefusal``.
    """
    secrets_of = {"passphrase": _secret(typed)}
    code = passphrases.recovery(typed)
    if len(code) == RECOVERY_LETTERS:
        secrets_of["recovery"] = _secret(code)
    return _open(home, secrets_of, floor)


def unlock_with_recovery(home: Path, code: str, *, floor: KdfCost = FLOOR) -> bytes:
    """Return the data key for the printed recovery code alone."""
    return _open(home, {"recovery": _secret(passphrases.recovery(code))}, floor)


def change_passphrase(home: Path, key: bytes, new: str, *, cost: KdfCost = USUAL) -> None:
    """Wrap the same data key under another passphrase; the old one opens nothing afterwards."""
    passphrases.check(new)
    header = _read(home)
    header["slots"]["passphrase"] = _wrap(key, _secret(new), cost, "passphrase")
    _write(home, header, key)


def _secret(text: str) -> bytes:
    return unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")


def _derive(secret: bytes, salt: bytes, cost: KdfCost) -> bytes:
    return Argon2id(
        salt=salt,
        length=_KEY,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    ).derive(secret)


def _wrap(key: bytes, secret: bytes, cost: KdfCost, name: str) -> dict[str, Any]:
    salt, nonce = os.urandom(16), os.urandom(_NONCE)
    box = AESGCM(_derive(secret, salt, cost))
    return {
        "kdf": "argon2id",
        "memory": cost.memory,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": base64.b64encode(salt).decode(),
        "nonce": base64.b64encode(nonce).decode(),
        "key": base64.b64encode(box.encrypt(nonce, key, name.encode())).decode(),
    }


def _open(home: Path, typed: dict[str, bytes], floor: KdfCost) -> bytes:
    """Try each slot named in ``typed`` with its secret; the tries count as one."""
    header = _read(home)
    with throttle.one_at_a_time(home):
        throttle.check(home)
        chosen = {name: _slot(header, name, floor) for name in typed}
        throttle.note(home)
    for name, secret in typed.items():
        key = _unwrap(name, secret, chosen[name])
        if key is None:
            continue
        if not hmac.compare_digest(_mac(header, key).encode(), str(header.get("mac")).encode()):
            raise DamagedHeader
        throttle.clear(home)
        return key
    raise WrongPassphrase


class _Slot(NamedTuple):
    cost: KdfCost
    salt: bytes
    nonce: bytes
    wrapped: bytes


def _slot(header: dict[str, Any], name: str, floor: KdfCost) -> _Slot:
    """Return a slot; refuse what was damaged or edited."""
    try:
        stored = header["slots"][name]
        cost = KdfCost(int(stored["memory"]), int(stored["passes"]), int(stored["lanes"]))
        parts = [base64.b64decode(stored[part], validate=True) for part in ("salt", "nonce", "key")]
    except (KeyError, TypeError, ValueError, OverflowError):
        raise DamagedHeader from None
    if cost.below(floor):
        raise WeakerHeader
    if cost.above(CEILING):
        raise DamagedHeader
    return _Slot(cost, *parts)


def _unwrap(name: str, secret: bytes, slot: _Slot) -> bytes | None:
    """Return the data key, or None if the secret does not open the slot."""
    try:
        box = AESGCM(_derive(secret, slot.salt, slot.cost))
        return box.decrypt(slot.nonce, slot.wrapped, name.encode())
    except InvalidTag:
        return None
    except ValueError:
        raise DamagedHeader from None
    except MemoryError:
        raise NotEnoughMemory(megabytes=slot.cost.memory // 1024) from None


def _mac(header: dict[str, Any], key: bytes) -> str:
    signed = {"version": header.get("version"), "slots": header.get("slots")}
    written = json.dumps(signed, sort_keys=True, separators=(",", ":")).encode()
    return hmac.digest(key, b"rapport header 1\0" + written, "sha256").hex()


def _read(home: Path) -> dict[str, Any]:
    try:
        header = json.loads((home / NAME).read_bytes())
    except FileNotFoundError:
        raise NotAVault from None
    except (OSError, ValueError, RecursionError):
        raise DamagedHeader from None
    if not isinstance(header, dict) or header.get("version") != 1:
        raise DamagedHeader
    if not isinstance(header.get("slots"), dict):
        raise DamagedHeader
    return header


def _write(home: Path, header: dict[str, Any], key: bytes) -> None:
    header["mac"] = _mac(header, key)
    atomic_write.replace(home / NAME, json.dumps(header, indent=1).encode())


def look(home: Path) -> None:
    """Raise the refusal that opening would meet before any passphrase is tried."""
    _read(home)
