"""The chain: every operation is numbered in its scope, hashed onto the one before, and signed for.

Two chains run through the log. Each *scope* (a circle) has its own, so that a store that may not
hold another circle's operations can still check those it has. The *store's head* runs through all
of them in order of arrival; its signed value is kept outside the store too, so that an old file
or an old page put back shows.
"""

import hashlib
import json
import secrets
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from json.encoder import encode_basestring_ascii
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from rapport.records.bulk_sql import insert
from rapport.records.models import Checkpoint, Operation, ScopeHead, Store
from rapport.records.operations import SCHEMA, payload_hash
from rapport.vault import encryption, rollback_guard, signing

CHECKPOINT_EVERY = 100
CHECKPOINT_CONTEXT = "rapport checkpoint 1"
START = bytes(32)
"""What the first link, and the first head, are made onto."""

_TICKS = 1 << 16
_ENVELOPE = json.JSONEncoder(separators=(",", ":"))
_text, _number = encode_basestring_ascii, int.__repr__


def open_store() -> Store:
    """Return this store's own row, made at the first call."""
    store = Store.objects.first()
    if store is None:
        private, public = signing.new_signing_key()
        store = Store(
            key=uuid.uuid4(),
            replica=secrets.token_hex(6),
            public_key=public,
            sealed_key=encryption.seal(private, purpose="signing key"),
        )
        store.save(force_insert=True)
    return store


def lock_store() -> Store:
    """Return the store's own row, locked until the transaction ends: others write after it."""
    return Store.objects.select_for_update().get()


class Envelope(NamedTuple):
    """What a link covers beside the payload; keys are written without dashes."""

    replica: str
    scope: str
    number: int
    change_set: str
    verb: str
    by: str | None
    clock: int
    model: str
    row: str
    effect: int
    schema: int

    def written(self) -> str:
        """Return it as JSON writes a list, which is quickly said of texts and whole numbers."""
        replica, scope, number, change_set, verb, by, clock, model, row, effect, schema = self
        try:
            return (
                f"[{_text(replica)},{_text(scope)},{_number(number)},{_text(change_set)},"
                f"{_text(verb)},{'null' if by is None else _text(by)},{_number(clock)},"
                f"{_text(model)},{_text(row)},{_number(effect)},{_number(schema)}]"
            )
        except TypeError:  # a store that was tampered with may hold anything
            return _ENVELOPE.encode(self)


def operation_hash(previous: bytes, operation: Operation) -> bytes:
    """Return the link that ``operation`` adds to its scope's chain."""
    chain = operation.chain
    envelope = Envelope(
        chain.replica,
        chain.scope.hex,
        operation.number,
        operation.change_set.hex,
        operation.verb,
        operation.by.hex if operation.by else None,
        operation.clock,
        operation.model,
        operation.row.hex,
        operation.effect,
        operation.schema,
    )
    content = operation.content
    hashed = bytes(operation.payload_hash or b"") if content is None else payload_hash(content)
    return link(previous, hashed, envelope)


def link(previous: bytes, payload: bytes, envelope: Envelope) -> bytes:
    """Return the link of an operation with this hash of its payload and this envelope."""
    said = envelope.written().encode()
    return hashlib.sha256(b"rapport operation 1\0" + previous + payload + said).digest()


def next_head(head: bytes, linked: bytes) -> bytes:
    """Return the store's head after the operation with this link."""
    return hashlib.sha256(b"rapport store 1\0" + head + linked).digest()


def append(operations: Sequence[Operation], *, now: datetime) -> None:
    """Append ``operations``: number, chain and store them. Call inside a transaction."""
    store = Store.objects.select_for_update().first()
    if store is None:
        open_store()
        store = lock_store()
    chains = _chains_of(operations, store)
    clock = max(clock_at(now), store.clock + 1)
    head = bytes(store.head)
    for operation in operations:
        store.sequence += 1
        operation.sequence = store.sequence
        operation.append_to(chains[operation.scope])
        operation.clock = clock
        operation.schema = SCHEMA
        chain = operation.chain
        chain.hash = operation.hash = operation_hash(bytes(chain.hash), operation)
        head = next_head(head, operation.hash)
        clock += 1
    store.clock = clock
    store.head = head
    store.trace = trace(store)
    insert(operations)
    for one in chains.values():
        # Only the end moves: naming the other columns would write their index again.
        one.save(update_fields=["number", "hash"])
    if store.sequence - store.signed >= CHECKPOINT_EVERY or store.signed == 0:
        _sign(store)
    store.save(update_fields=["sequence", "clock", "head", "trace", "signed"])
    sequence = store.sequence
    transaction.on_commit(lambda: _hold_outside(store.key, sequence, head))


def _chains_of(operations: Sequence[Operation], store: Store) -> dict[uuid.UUID, ScopeHead]:
    """Return this store's chain of every scope, begun where there is none."""
    firsts = {operation.scope: operation for operation in reversed(operations)}
    rows = ScopeHead.objects.filter(replica=store.replica, scope__in=firsts)
    chains = {chain.scope: chain for chain in rows}
    for scope, first in firsts.items():
        if scope not in chains:
            office = json.loads(first.content or b"{}").get("patch", {}).get("office")
            chains[scope] = ScopeHead.objects.create(
                replica=store.replica, scope=scope, office=uuid.UUID(office) if office else None
            )
    return chains


def trace(store: Store) -> bytes:
    """Return the keyed trace of how far the store has come, and who it is."""
    parts = (store.key.bytes, bytes(store.public_key), bytes(store.head))
    said = f"{store.replica}:{store.sequence}:" + ":".join(part.hex() for part in parts)
    return encryption.blind_index(said, purpose="store head")


def statement(sequence: int, clock: int, head: bytes) -> bytes:
    """Return what a checkpoint signs."""
    return b"%d\0%d\0" % (sequence, clock) + head


def signed(store: Store, context: str, said: bytes) -> bytes:
    """Return this store's own signature of what is said in a context."""
    private = encryption.unseal(bytes(store.sealed_key), purpose="signing key")
    return signing.sign(private, context, said)


def moment_of(store: Store) -> datetime:
    """Return the moment of the last change, for what is done without anybody who asks."""
    return moment_of_clock(store.clock)


def clock_at(moment: datetime) -> int:
    """Return the least that the clock of the history says at a moment."""
    return int(moment.timestamp() * 1000) * _TICKS


def moment_of_clock(clock: int) -> datetime:
    """Return the moment that an operation's clock says."""
    return datetime.fromtimestamp(clock // _TICKS / 1000, tz=UTC)


def _sign(store: Store) -> None:
    head = bytes(store.head)
    said = statement(store.sequence, store.clock, head)
    Checkpoint.objects.create(
        sequence=store.sequence,
        clock=store.clock,
        head=head,
        signature=signed(store, CHECKPOINT_CONTEXT, said),
    )
    store.signed = store.sequence


def _hold_outside(key: uuid.UUID, sequence: int, head: bytes) -> None:
    """Keep the head beside the store and in the user's state folder, on a laptop."""
    if settings.RAPPORT_HOME is not None:
        rollback_guard.write(settings.RAPPORT_HOME, settings.RAPPORT_STATE, key.hex, sequence, head)
