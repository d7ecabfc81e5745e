"""Reading an archive: every member against its hash, the whole against its signature.

It is opened in memory. What was sealed to a passphrase comes from somebody who had it, and is
still not believed: sizes, names and hashes are checked before anything is made of it.
"""

import hashlib
import io
import json
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from rapport.exchange.archive import writing
from rapport.exchange.archive.writing import ABOUT, CHECKPOINTS, FILES, FORMAT, LOG, RECORDS
from rapport.records.earlier_history import TakenChain, TakenCheckpoint, TakenOperation
from rapport.records.operations import recorded_models
from rapport.records.refusals import CannotBe
from rapport.vault import age, signing

LARGEST = 4 << 30
"""No archive is larger once it is unpacked; what says so is not unpacked."""

_LARGEST_ABOUT = 256 << 20


@dataclass(frozen=True)
class Archive:
    """An archive that was opened and fits together: what it says of itself, and what is in it."""

    about: dict[str, Any]
    _package: zipfile.ZipFile

    @property
    def public_key(self) -> bytes:
        """Return what its store's signatures are verified with."""
        return bytes.fromhex(self.about["public_key"])

    def chains(self) -> list[TakenChain]:
        """Return the chains of its history."""
        return [
            TakenChain(
                replica,
                uuid.UUID(scope),
                uuid.UUID(office) if office else None,
                number,
                bytes.fromhex(ended),
            )
            for replica, scope, office, number, ended in self.about["chains"]
        ]

    def operations(self) -> Iterator[TakenOperation]:
        """Yield its history, in order."""
        for said in self._lines(LOG):
            content, hashed, by = said["content"], said["payload_hash"], said["by"]
            yield TakenOperation(
                chain=said["chain"],
                number=said["number"],
                change_set=uuid.UUID(said["change_set"]),
                verb=said["verb"],
                by=uuid.UUID(by) if by else None,
                clock=said["clock"],
                model=said["model"],
                row=uuid.UUID(said["row"]),
                effect=said["effect"],
                schema=said["schema"],
                content=None if content is None else content.encode("utf-8", "surrogatepass"),
                payload_hash=bytes.fromhex(hashed) if hashed else None,
                hash=bytes.fromhex(said["hash"]),
            )

    def checkpoints(self) -> list[TakenCheckpoint]:
        """Return what its store had signed on the way."""
        return [
            TakenCheckpoint(
                said["sequence"],
                said["clock"],
                bytes.fromhex(said["head"]),
                bytes.fromhex(said["signature"]),
            )
            for said in self._lines(CHECKPOINTS)
        ]

    def records(self, kind: str) -> Iterator[dict[str, Any]]:
        """Yield the records of a kind."""
        name = f"{RECORDS}{kind}.jsonl"
        return self._lines(name) if name in self.about["members"] else iter(())

    def files(self) -> Iterator[tuple[uuid.UUID, uuid.UUID, uuid.UUID, bytes]]:
        """Yield the files it brings: key, office, evidence, content."""
        for key, (office, evidence) in self.about["files"].items():
            data = self._package.read(f"{FILES}{key}")
            yield uuid.UUID(key), uuid.UUID(office), uuid.UUID(evidence), data

    def count(self, kind: str) -> int:
        """Return how many records of a kind it has."""
        member = self.about["members"].get(f"{RECORDS}{kind}.jsonl")
        return int(member["lines"]) if member else 0

    def _lines(self, name: str) -> Iterator[dict[str, Any]]:
        with self._package.open(name) as part:
            for line in io.TextIOWrapper(part, "utf-8", "surrogatepass", newline="\n"):
                yield json.loads(line)


def opened(sealed: bytes, *, passphrase: str = "", identity: str = "") -> Archive:
    """Return what was sealed, opened and checked.

    Raises ``DoesNotOpen``, ``NotSealed``, and ``CannotBe`` for what is no archive of ours, of a
    newer version, or changed on its way.
    """
    plain = age.unseal(sealed, passphrase=passphrase, identity=identity)
    try:
        package = zipfile.ZipFile(io.BytesIO(plain))
        if sum(info.file_size for info in package.infolist()) > LARGEST:
            raise _no_archive()
        if package.getinfo(ABOUT).file_size > _LARGEST_ABOUT:
            raise _no_archive()
        about = json.loads(package.read(ABOUT))
        _check_version(about)
        archive = Archive(about, package)
        _check(archive, package)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, RecursionError, OSError):
        raise _no_archive() from None
    return archive


def _check_version(about: dict[str, Any]) -> None:
    if about["format"] > FORMAT or not set(_kinds(about)) <= recorded_models().keys():
        raise CannotBe(
            gettext_noop("This archive was made by a newer version of Rapport: %(program)s."),
            next_step=gettext_noop("Update Rapport, then read it."),
            program=str(about["program"])[:40],
        )


def _kinds(about: dict[str, Any]) -> Iterator[str]:
    for name in about["members"]:
        if name.startswith(RECORDS):
            yield name.removeprefix(RECORDS).removesuffix(".jsonl")


def _check(archive: Archive, package: zipfile.ZipFile) -> None:
    said = writing.signed_text(archive.about)
    signature = bytes.fromhex(archive.about["signature"])
    if not signing.verify(archive.public_key, writing.CONTEXT, said, signature):
        raise _changed()
    names = [info.filename for info in package.infolist()]
    if sorted(names) != sorted([*archive.about["members"], ABOUT]):
        raise _changed()
    for name, told in archive.about["members"].items():
        with package.open(name) as part:
            if hashlib.file_digest(part, "sha256").hexdigest() != told["sha256"]:  # type: ignore[arg-type]
                raise _changed()


def _no_archive() -> CannotBe:
    return CannotBe(
        gettext_noop("This is not an archive of Rapport."),
        next_step=gettext_noop("Choose a file made with: rapport export"),
    )


def _changed() -> CannotBe:
    return CannotBe(
        gettext_noop("This archive was changed after it was made."),
        next_step=gettext_noop("Ask for it again."),
    )
