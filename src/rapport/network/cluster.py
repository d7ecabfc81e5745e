"""The same counts on several machines of ours: Dask over mutual TLS (the extra `cluster`).

    python -m rapport.network.cluster certificates DIR
    python -m rapport.network.cluster scheduler DIR [--host HOST] [--port PORT]
    python -m rapport.network.cluster worker DIR ADDRESS [--host HOST]

Every connection is encrypted, and each side shows a certificate that our authority signed; who
has none is turned away. Dask moves pickled objects: whoever holds the key of a scheduler, worker
or client can run code on the others, so keys are kept like passwords. Tasks carry the numbered
network, without names, in memory only: workers do not spill to disk, and the status pages of
Dask are empty and answer to the own machine alone. All machines run the same version of Rapport.
"""

import argparse
import asyncio
import os
import ssl
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from pickle import dumps, loads
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from rapport.network.fanout import TICK, Part, Study, Task

ROLES: Final = ("scheduler", "worker", "client")
DAYS: Final = 365
PATIENCE: Final = "10s"  # to connect
OURSELVES: Final = "127.0.0.1"
QUIET: Final = {  # the web pages of Dask show tasks to whoever asks: none are served
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.scheduler.allowed-failures": 10,
}


def make_certificates(directory: Path, *, now: datetime, days: int = DAYS) -> None:
    """Write a fresh authority's certificate, and a key and certificate for each role.

    `authority.pem` and `<role>.pem`, `<role>.key` for scheduler, worker and client, readable by
    us alone (0600). A machine needs authority.pem and the two files of its role. The authority's
    own key is not kept: for more time or new keys, make all of them anew. A client's certificate
    cannot pass for a scheduler's. Keys are on the curve P-256; valid from `now` (aware)
    for `days`.

    Raises FileExistsError, having written nothing, if one of the files is there.
    """
    from cryptography import x509  # noqa: PLC0415 - wanted for this one command
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID  # noqa: PLC0415

    names = ["authority.pem", *(f"{role}.{end}" for role in ROLES for end in ("pem", "key"))]
    for name in names:
        if (directory / name).exists():
            raise FileExistsError(f"{directory / name} is there already; nothing was written.")

    def named(role: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"rapport {role}")])

    def begun(role: str, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        builder = (
            x509.CertificateBuilder().subject_name(named(role)).issuer_name(named("authority"))
        )
        builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(now - timedelta(minutes=5))  # clocks differ a little
        return builder.not_valid_after(now + timedelta(days=days))

    pem = serialization.Encoding.PEM
    authority = ec.generate_private_key(ec.SECP256R1())
    root = begun("authority", authority).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    signed = root.sign(authority, hashes.SHA256())
    _written(directory / "authority.pem", signed.public_bytes(pem))
    for role in ROLES:
        key = ec.generate_private_key(ec.SECP256R1())
        uses = [ExtendedKeyUsageOID.CLIENT_AUTH]
        if role != "client":
            uses.append(ExtendedKeyUsageOID.SERVER_AUTH)
        leaf = begun(role, key).add_extension(x509.BasicConstraints(False, None), critical=True)
        leaf = leaf.add_extension(x509.ExtendedKeyUsage(uses), critical=True)
        signed = leaf.sign(authority, hashes.SHA256())
        plain = serialization.NoEncryption()
        secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
        _written(directory / f"{role}.pem", signed.public_bytes(pem))
        _written(directory / f"{role}.key", secret)


def _written(path: Path, content: bytes) -> None:
    """Write a new file that nobody else may read, from the first byte on."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def _part_of_dask(name: str) -> Any:
    """Return a module of the extra. Raises ImportError with the way out where it is missing."""
    try:
        return import_module(name)
    except ModuleNotFoundError as missing:
        raise ImportError("Several machines need Dask: install rapport[cluster].") from missing


def _quiet() -> Any:
    """Return a context in which Dask serves no pages."""
    _part_of_dask("distributed")  # first, as it brings the settings that are changed
    return _part_of_dask("dask").config.set(QUIET)


def security(directory: Path, role: str) -> Any:
    """Return Dask's security for a role, from the files of `make_certificates`; TLS 1.3 only.

    Raises FileNotFoundError for a missing file, before anything is tried on the network.
    """
    files = {
        "tls_ca_file": directory / "authority.pem",
        f"tls_{role}_cert": directory / f"{role}.pem",
        f"tls_{role}_key": directory / f"{role}.key",
    }
    for path in files.values():
        if not path.is_file():
            raise FileNotFoundError(f"{path} is missing: make the certificates, or copy it here.")
    paths = {name: str(path) for name, path in files.items()}
    least = ssl.TLSVersion.TLSv1_3
    return _part_of_dask("distributed").Security(
        require_encryption=True, tls_min_version=least, **paths
    )


async def run_scheduler(
    directory: Path,
    *,
    host: str = OURSELVES,
    port: int = 0,
    ready: Callable[[str], None],
) -> None:
    """Run a scheduler until it is closed; `ready` is told its address once it listens."""
    with _quiet():
        async with _part_of_dask("distributed").Scheduler(
            protocol="tls",
            host=host,
            port=port,
            security=security(directory, "scheduler"),
            dashboard=False,
            dashboard_address=f"{OURSELVES}:0",
        ) as scheduler:
            ready(scheduler.address)
            await scheduler.finished()


async def run_worker(
    directory: Path, address: str, *, host: str | None = None, ready: Callable[[str], None]
) -> None:
    """Run a worker, one task at a time, until its scheduler goes; `ready` is told its address."""
    with tempfile.TemporaryDirectory() as scratch, _quiet():
        async with _part_of_dask("distributed").Worker(
            address,
            nthreads=1,
            host=host,
            protocol="tls",
            security=security(directory, "worker"),
            memory_limit=0,  # without a limit nothing is ever spilled to disk
            local_directory=scratch,
            dashboard=False,
            dashboard_address=f"{OURSELVES}:0",
        ) as worker:
            ready(worker.address)
            await worker.finished()


class Cluster:
    """An engine for `fan_out` on a Dask client; make it with `connected`.

    Dask hands the tasks of a lost worker to the others. What comes back as lost for good (no
    scheduler any more, or a task that took ten workers down) is counted here.
    """

    def __init__(self, client: Any) -> None:
        self.client = client

    def parts(self, study: Study, tasks: Sequence[Task]) -> Generator[Part | None]:
        """Yield as they come; None while there is nothing, or nobody to work."""
        # A task that unpacks the study, and not a scattered object: it can be made anew when the
        # workers that hold it die.
        held = self.client.submit(_unpacked, dumps(study), pure=False)
        futures = self.client.map(_counted, tasks, study=held, pure=False)
        number_of = {future.key: number for number, future in enumerate(futures)}
        missing = set(range(len(tasks)))
        try:
            coming = _part_of_dask("distributed").as_completed(futures, loop=self.client.loop)
            while missing and not coming.is_empty():
                batch = coming.next_batch(block=False)
                for future in batch:
                    counts = _result(future)
                    if counts is not None:
                        number = number_of[future.key]
                        yield number, counts
                        missing.discard(number)
                if not batch:
                    yield None
                    time.sleep(TICK)
        finally:
            with suppress(OSError):
                self.client.cancel([held, *futures], force=True)
        for number in sorted(missing):
            yield number, study.count(tasks[number])


def _result(future: Any) -> NDArray[np.int64] | None:
    """Return the counts, or None if they are lost. Raises what the study raised."""
    lost = (_part_of_dask("distributed").KilledWorker, CancelledError, OSError)
    try:
        return np.asarray(future.result(), dtype=np.int64)
    except lost:
        return None


def _unpacked(study: bytes) -> Study:
    unpacked: Study = loads(study)  # noqa: S301 - from a client that showed its certificate
    return unpacked


def _counted(task: Task, study: Study) -> NDArray[np.int64]:
    return study.count(task)


@contextmanager
def connected(directory: Path, address: str) -> Iterator[Cluster]:
    """Connect to a scheduler (`tls://host:port`) as a client, and hand out the engine.

    Raises OSError when nobody answers within ten seconds or the certificates do not fit.
    """
    guarded = security(directory, "client")
    connect = _part_of_dask("distributed").Client
    with connect(address, security=guarded, timeout=PATIENCE, set_as_default=False) as client:
        yield Cluster(client)


def main(words: Sequence[str] | None = None) -> int:
    """Make certificates, or run a scheduler or worker; the address is the first line printed."""
    parser = argparse.ArgumentParser(prog="python -m rapport.network.cluster")
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("certificates", help="make an authority's certificate and keys")
    making.add_argument("--days", type=int, default=DAYS, help="how long they are valid")
    scheduling = commands.add_parser("scheduler", help="hand out the tasks")
    scheduling.add_argument("--port", type=int, default=8786)
    working = commands.add_parser("worker", help="count, one task at a time")
    for command in (making, scheduling, working):
        command.add_argument("directory", type=Path, help="where the certificates are")
    for command in (scheduling, working):
        command.add_argument("--host", default=OURSELVES, help="address to listen on")
    working.add_argument("address", help="of the scheduler, tls://host:port")
    asked = parser.parse_args(words)
    try:
        if asked.command == "certificates":
            now = datetime.now(UTC)  # noqa: TID251 - this is the door
            make_certificates(asked.directory, now=now, days=asked.days)
        elif asked.command == "scheduler":
            asyncio.run(
                run_scheduler(asked.directory, host=asked.host, port=asked.port, ready=_say)
            )
        else:
            asyncio.run(run_worker(asked.directory, asked.address, host=asked.host, ready=_say))
    except OSError as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


def _say(address: str) -> None:
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
