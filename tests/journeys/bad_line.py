"""A line of 64 kbit/s with TLS, of which a part of the connections is cut at a random byte."""

import random
import socket
import ssl
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

BYTES_A_SECOND = 8_000
_PIECE = 400
_REQUEST = 11_000


class BadLine:
    """Stands before a served world: ends TLS, counts and slows what passes, and cuts."""

    def __init__(self, world: Any, *, cut: float) -> None:
        self.world, self.cut = world, cut
        self.is_bad, self.bytes, self.cuts = True, 0, 0
        self.chance = random.Random(11)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.address = f"https://{world.host}:{self.port}"
        self.tls = _certificate(world.host)
        self.lock = threading.Lock()

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(client,), daemon=True).start()

    def _one(self, client: socket.socket) -> None:
        """Pass one connection on: what the browser sends and gets is counted under the TLS."""
        inner, outer = socket.socketpair()
        state: dict[str, Any] = {"left": None, "asked": 0}
        for one, other in ((client, outer), (outer, client)):
            threading.Thread(target=self._count, args=(one, other, state), daemon=True).start()
        try:
            with self.tls.wrap_socket(inner, server_side=True) as secure:
                self._speak(secure)
        except (OSError, ssl.SSLError, ValueError):
            pass
        finally:
            inner.close()

    def _count(self, one: socket.socket, other: socket.socket, state: dict[str, Any]) -> None:
        try:
            while piece := one.recv(_PIECE):
                if self.is_bad:
                    time.sleep(len(piece) / BYTES_A_SECOND)
                with self.lock:
                    self.bytes += len(piece)
                state["asked"] -= len(piece)
                if self.is_bad and state["asked"] < 0:  # about as much as a request has
                    state["asked"] = _REQUEST
                    if self.chance.random() < self.cut:
                        state["left"] = self.chance.randrange(_REQUEST)
                if state["left"] is not None:
                    state["left"] -= len(piece)
                    if state["left"] < 0:
                        self.cuts += 1
                        break
                other.sendall(piece)
        except OSError:
            pass
        for end in (one, other):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def _speak(self, secure: ssl.SSLSocket) -> None:
        """Pass requests on to the served world, under the host that it answers to."""
        ours = f"{self.world.host}:{self.port}".encode()
        theirs = f"{self.world.host}:{self.world.port}".encode()
        with socket.create_connection(("127.0.0.1", self.world.port)) as server:
            stop = threading.Event()

            def back() -> None:
                try:
                    while piece := server.recv(65536):
                        secure.sendall(piece)
                except (OSError, ValueError):
                    pass
                stop.set()

            threading.Thread(target=back, daemon=True).start()
            while piece := secure.recv(65536):
                swapped = piece.replace(b"Host: " + ours, b"Host: " + theirs)
                server.sendall(swapped)


def _certificate(host: str) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    day = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(day - timedelta(days=1))
        .not_valid_after(day + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "both.pem"
        secret = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
    return context
