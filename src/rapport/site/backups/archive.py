"""The file of a backup: a plain tar with one way of being written, so that every byte is checked.

Members, in this order: ``about.json`` (what is in it, with the size and SHA-256 of each member
after it), the sealed members, ``seal.json`` (the SHA-256 of ``about.json``, and a trace of it made
with the store's key). A reader makes each header anew and compares: nothing in the file is free.
"""

import contextlib
import hashlib
import hmac
import json
import os
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from rapport.site.backups.refusals import DamagedBackup, NewerBackup, NoBackup
from rapport.vault import atomic_write, encryption

FORMAT = 1
ABOUT, SEAL = "about.json", "seal.json"
_BLOCK = 512
_PIECE = 1 << 20
_END = bytes(2 * _BLOCK)
_SMALL = 1 << 20
"""No description is longer; a size beyond it is damage, and is not read into memory."""


class Member(NamedTuple):
    """How long a member is, and its SHA-256 in hexadecimal digits."""

    size: int
    sha256: str


@dataclass(frozen=True)
class About:
    """What a backup says of itself: which store, how far its history had come, made by what."""

    edition: str
    store: str
    sequence: int
    head: str
    tables: int
    program: str
    made: str
    members: dict[str, Member] = field(default_factory=dict)
    format: int = FORMAT

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        members = {name: member._asdict() for name, member in self.members.items()}
        return {**asdict(self), "members": members}

    def as_bytes(self) -> bytes:
        """Return ``about.json``."""
        return json.dumps(self.as_dict(), indent=1).encode()


class Unpacked(NamedTuple):
    """What was read; ``authentic`` needs the key that came out of it."""

    about: About
    digest: str
    trace: str

    def authentic(self) -> bool:
        """Say whether whoever wrote ``about.json`` had the key that is held now."""
        return hmac.compare_digest(self.trace.encode(), _trace(self.digest).encode())


def write(path: Path, about: About, members: Mapping[str, Path]) -> About:
    """Write a backup of ``members`` in the place of ``path``; needs the store's key.

    Written aside, flushed, renamed. Raises ``OSError`` and leaves the old file.
    """
    described = {name: Member(file.stat().st_size, _sha256(file)) for name, file in members.items()}
    about = About(**{**asdict(about), "members": described})
    first = about.as_bytes()
    digest = hashlib.sha256(first).hexdigest()
    seal = json.dumps({"sha256": digest, "trace": _trace(digest)}, indent=1).encode()
    with written_aside(path) as aside, private(aside) as out:
        _add_bytes(out, ABOUT, first)
        for name, file in members.items():
            with file.open("rb") as source:
                _add(out, name, described[name].size, _pieces(source, described[name].size))
        _add_bytes(out, SEAL, seal)
        out.write(_END)
        out.flush()
        os.fsync(out.fileno())
    return about


@contextlib.contextmanager
def written_aside(path: Path) -> Iterator[Path]:
    """Give a name beside ``path`` to write to; what is there then goes in its place, or nothing."""
    aside = aside_of(path)
    try:
        yield aside
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    atomic_write.flush_folder(path.parent)


_ASIDE = ".being-written"


def aside_of(path: Path, what: str = "") -> Path:
    """Return where this process writes what is to become ``path``."""
    return path.with_name(f".{path.name}{what}.{os.getpid()}{_ASIDE}")


def tidy(path: Path) -> None:
    """Remove what processes that were ended while they wrote to ``path`` have left beside it."""
    for aside in path.parent.glob(f".{_literal(path.name)}*{_ASIDE}"):
        number = aside.name.removesuffix(_ASIDE).rpartition(".")[2]
        if number.isdecimal() and not _runs(int(number)):
            aside.unlink(missing_ok=True)


def _literal(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "[*?" else letter for letter in name)


def _runs(number: int) -> bool:
    if os.name != "posix":
        return number == os.getpid()
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def look(path: Path) -> About:
    """Return what a backup says of itself, unchecked. Raises ``NoBackup``, ``NewerBackup``."""
    try:
        with path.open("rb") as file:
            return _about(_small(file, ABOUT), path)
    except DamagedBackup:
        raise NoBackup(file=path.name) from None


def unpack(path: Path, folder: Path) -> Unpacked:
    """Lay the members into ``folder``, flushed, after checking every byte of the file.

    Raises ``NoBackup``, ``NewerBackup``, ``DamagedBackup``, ``OSError``.
    """
    look(path)
    with path.open("rb") as file:
        first = _small(file, ABOUT)
        about = _about(first, path)
        for name, member in about.members.items():
            if _size_in(file, name) != member.size:
                raise DamagedBackup(where=f"the size of {name}")
            _lay_down(file, folder / name, name, member)
        seal = _sealed(_small(file, SEAL))
        if file.read(len(_END) + 1) != _END:
            raise DamagedBackup(where="its end")
    digest = hashlib.sha256(first).hexdigest()
    if seal.get("sha256") != digest:
        raise DamagedBackup(where=ABOUT)
    return Unpacked(about, digest, str(seal.get("trace")))


def _trace(digest: str) -> str:
    return encryption.blind_index(digest, purpose="backup").hex()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def private(path: Path) -> BinaryIO:
    """Open a new file for writing that its owner alone may read."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def _header(name: str, size: int) -> bytes:
    """Return the one header that a member of this name and size has: no time, nobody's name."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.GNU_FORMAT)


def _padding(size: int) -> bytes:
    return bytes(-size % _BLOCK)


def _pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield the next ``size`` bytes; raises ``DamagedBackup`` if there are fewer."""
    while size:
        piece = file.read(min(_PIECE, size))
        if not piece:
            raise DamagedBackup(where="it ends too early")
        size -= len(piece)
        yield piece


def _add(out: BinaryIO, name: str, size: int, pieces: Iterator[bytes]) -> None:
    out.write(_header(name, size))
    out.writelines(pieces)
    out.write(_padding(size))


def _add_bytes(out: BinaryIO, name: str, data: bytes) -> None:
    _add(out, name, len(data), iter((data,)))


def _size_in(file: BinaryIO, name: str) -> int:
    """Read a header and return the size in it; it must be the one we would write."""
    block = file.read(_BLOCK)
    try:
        size = tarfile.TarInfo.frombuf(block, "ascii", "strict").size
    except (tarfile.HeaderError, ValueError):
        raise DamagedBackup(where=f"the head of {name}") from None
    if size < 0 or block != _header(name, size):
        raise DamagedBackup(where=f"the head of {name}")
    return size


def _small(file: BinaryIO, name: str) -> bytes:
    size = _size_in(file, name)
    if size > _SMALL:
        raise DamagedBackup(where=f"the size of {name}")
    data = b"".join(_pieces(file, size))
    _check_padding(file, name, size)
    return data


def _check_padding(file: BinaryIO, name: str, size: int) -> None:
    if file.read(-size % _BLOCK) != _padding(size):
        raise DamagedBackup(where=f"what follows {name}")


def _lay_down(file: BinaryIO, path: Path, name: str, member: Member) -> None:
    digest = hashlib.sha256()
    with private(path) as out:
        for piece in _pieces(file, member.size):
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    _check_padding(file, name, member.size)
    if digest.hexdigest() != member.sha256:
        raise DamagedBackup(where=name)


_MAY_BE_INSIDE = frozenset({"rapport.store", "vault.json", "rapport.dump"})


def _about(data: bytes, path: Path) -> About:
    """Return what ``about.json`` says; a name in it is one of ours, never a path."""
    try:
        told: dict[str, Any] = json.loads(data)
        if told["format"] > FORMAT:
            raise NewerBackup(program=str(told["program"])[:40])
        members = {name: Member(**said) for name, said in told.pop("members").items()}
        about = About(**told, members=members)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NoBackup(file=path.name) from None
    if not about.members or set(about.members) - _MAY_BE_INSIDE:
        raise NoBackup(file=path.name)
    return about


def _sealed(data: bytes) -> dict[str, Any]:
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise DamagedBackup(where=SEAL)
    # Spaces between the words are bytes too.
    if json.dumps(told, indent=1).encode() != data:
        raise DamagedBackup(where=SEAL)
    return told
