"""Signing with this store's own Ed25519 key, each signature bound to its context."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def new_signing_key() -> tuple[bytes, bytes]:
    """Return a fresh key pair as raw bytes: ``(private, public)``, 32 bytes each."""
    key = Ed25519PrivateKey.generate()
    return key.private_bytes_raw(), key.public_key().public_bytes_raw()


def _framed(context: str, message: bytes) -> bytes:
    name = context.encode()
    return len(name).to_bytes(2, "big") + name + message


def sign(private: bytes, context: str, message: bytes) -> bytes:
    """Return the signature of ``message`` in ``context`` (64 bytes)."""
    return Ed25519PrivateKey.from_private_bytes(private).sign(_framed(context, message))


def verify(public: bytes, context: str, message: bytes, signature: bytes) -> bool:
    """Return whether the signature is good in this context."""
    try:
        key = Ed25519PublicKey.from_public_bytes(public)
        key.verify(signature, _framed(context, message))
    except (InvalidSignature, ValueError):
        return False
    return True
