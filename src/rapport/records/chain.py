"""The chain: every operation is numbered in its scope, hashed onto the one before, and signed for.

Two chains run through the log. Each *scope* (a circle) has its own, so that a store that may not
hold another circle's operations can still check those it has. The *store's head* runs through all
of them in order of arrival; its signed value is kept outside the store too, so that an old file
or an old page put back shows.
"""

import hashlib
import hmac
import json
import secrets
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from rapport.records.inserting import insert
from rapport.records.models import Checkpoint, Operation, ScopeHead, Store
from rapport.records.operations import SCHEMA, payload_hash
from rapport.vault import anchor, sealing, signing

CHECKPOINT_EVERY = 100
CHECKPOINT_CONTEXT = "rapport checkpoint 1"
ERASES = "erase"
"""How the verbs begin after which an operation may be without its content."""

_START = bytes(32)
_TICKS = 1 << 16
_ENVELOPE = json.JSONEncoder(separators=(",", ":"))


def open_store() -> Store:
    """Return this store's own row, made at the first call."""
    store = Store.objects.first()
    if store is None:
        private, public = signing.new_signing_key()
        store = Store(
            key=uuid.uuid4(),
            replica=secrets.token_hex(6),
            public_key=public,
            sealed_key=sealing.seal(private, purpose="signing key"),
        )
        store.save(force_insert=True)
    return store


def operation_hash(previous: bytes, operation: Operation) -> bytes:
    """Return the link that ``operation`` adds to its scope's chain."""
    envelope = _ENVELOPE.encode(
        [
            operation.replica,
            operation.scope.hex,
            operation.number,
            operation.deed.hex,
            operation.verb,
            operation.by.hex if operation.by else None,
            operation.clock,
            operation.model,
            operation.row.hex,
            operation.effect,
            operation.schema,
        ]
    ).encode()
    return hashlib.sha256(
        b"rapport operation 1\0" + previous + bytes(operation.payload_hash) + envelope
    ).digest()


def next_head(head: bytes, operation: Operation) -> bytes:
    """Return the store's head after ``operation``."""
    return hashlib.sha256(b"rapport store 1\0" + head + bytes(operation.hash)).digest()


def append(operations: Sequence[Operation], *, now: datetime) -> None:
    """Append ``operations``: number, chain and store them. Call inside a transaction."""
    open_store()
    store = Store.objects.select_for_update().get()
    scopes = {operation.scope for operation in operations}
    heads = {
        head.scope: head
        for head in ScopeHead.objects.filter(replica=store.replica, scope__in=scopes)
    }
    clock = max(int(now.timestamp() * 1000) * _TICKS, store.clock + 1)
    head = bytes(store.head)
    for operation in operations:
        scope = heads.get(operation.scope)
        if scope is None:
            scope = heads[operation.scope] = ScopeHead(replica=store.replica, scope=operation.scope)
        store.sequence += 1
        scope.number += 1
        operation.sequence = store.sequence
        operation.replica = store.replica
        operation.number = scope.number
        operation.clock = clock
        operation.schema = SCHEMA
        operation.hash = scope.hash = operation_hash(bytes(scope.hash), operation)
        head = next_head(head, operation)
        clock += 1
    store.clock = clock
    store.head = head
    store.trace = _trace(store)
    insert(operations)
    for scope in heads.values():
        scope.save()
    if store.sequence - store.signed >= CHECKPOINT_EVERY or store.signed == 0:
        _sign(store)
    store.save()
    sequence = store.sequence
    transaction.on_commit(lambda: _hold_outside(store.key, sequence, head))


def _trace(store: Store) -> bytes:
    """Return the keyed trace of how far the store has come, and who it is."""
    parts = (store.key.bytes, bytes(store.public_key), bytes(store.head))
    said = f"{store.replica}:{store.sequence}:" + ":".join(part.hex() for part in parts)
    return sealing.blind(said, purpose="store head")


def _statement(sequence: int, clock: int, head: bytes) -> bytes:
    return b"%d\0%d\0" % (sequence, clock) + head


def _sign(store: Store) -> None:
    private = sealing.unseal(bytes(store.sealed_key), purpose="signing key")
    head = bytes(store.head)
    statement = _statement(store.sequence, store.clock, head)
    Checkpoint.objects.create(
        sequence=store.sequence,
        clock=store.clock,
        head=head,
        signature=signing.sign(private, CHECKPOINT_CONTEXT, statement),
    )
    store.signed = store.sequence


def _hold_outside(key: uuid.UUID, sequence: int, head: bytes) -> None:
    """Keep the head beside the store and in the user's state folder, on a laptop."""
    if settings.RAPPORT_HOME is not None:
        anchor.write(settings.RAPPORT_HOME, settings.RAPPORT_STATE, key.hex, sequence, head)


class Break(NamedTuple):
    """A place where the log does not fit together: where, and how."""

    sequence: int
    how: str


@dataclass
class Verdict:
    """What a reading of the log found."""

    operations: int = 0
    erased: int = 0
    checkpoints: int = 0
    breaks: list[Break] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Say whether everything fits."""
        return not self.breaks


def verify(*, on_progress: Callable[[int], None] | None = None) -> Verdict:
    """Read the whole log and check every link, payload, checkpoint and the head.

    O(operations); about 5 microseconds each beside reading the pages.
    """
    verdict = Verdict()
    store = Store.objects.first()
    if store is None:
        if Operation.objects.exists():
            verdict.breaks.append(Break(0, "end missing"))
        return verdict
    signed = {point.sequence: point for point in Checkpoint.objects.all()}
    if store.signed and store.signed not in signed:
        verdict.breaks.append(Break(store.signed, "checkpoint missing"))
        return verdict
    links: dict[tuple[str, uuid.UUID], tuple[int, bytes]] = {}
    emptied: dict[uuid.UUID, tuple[int, bool]] = {}
    head = _START
    for expected, operation in enumerate(_in_order(), start=1):
        if operation.sequence != expected:
            verdict.breaks.append(Break(expected, "missing"))
            return verdict
        how = _fault(operation, links)
        head = next_head(head, operation)
        if how is None and operation.sequence in signed:
            verdict.checkpoints += 1
            how = _checkpoint_fault(signed.pop(operation.sequence), store, head)
        if how:
            verdict.breaks.append(Break(operation.sequence, how))
            return verdict
        _follow_erasing(operation, emptied)
        verdict.operations += 1
        verdict.erased += operation.payload is None
        if on_progress and expected % 5000 == 0:
            on_progress(expected)
    gone = [sequence for sequence, erased in emptied.values() if not erased]
    verdict.breaks += [Break(sequence, "content missing") for sequence in gone]
    _check_ends(verdict, store, signed, links, head)
    return verdict


def _in_order() -> Iterator[Operation]:
    return Operation.objects.order_by("sequence").iterator(chunk_size=2000)


def _fault(
    operation: Operation, links: dict[tuple[str, uuid.UUID], tuple[int, bytes]]
) -> str | None:
    """Return what is wrong with one operation, and move its scope's link on."""
    key = (operation.replica, operation.scope)
    number, previous = links.get(key, (0, _START))
    links[key] = (operation.number, bytes(operation.hash))
    if operation.number != number + 1:
        return "out of order"
    payload = operation.payload
    if payload is not None and payload_hash(bytes(payload)) != bytes(operation.payload_hash):
        return "content changed"
    if operation_hash(previous, operation) != bytes(operation.hash):
        return "link broken"
    return None


def _follow_erasing(operation: Operation, emptied: dict[uuid.UUID, tuple[int, bool]]) -> None:
    """Follow the rows without content: all of it must have gone, and by a verb that erases."""
    if operation.payload is None:
        begun, _ = emptied.get(operation.row, (operation.sequence, False))
        erased = operation.effect == -1 and operation.verb.startswith(ERASES)
        emptied[operation.row] = (begun, erased)
    elif operation.row in emptied:
        emptied[operation.row] = (emptied[operation.row][0], False)


def _checkpoint_fault(point: Checkpoint, store: Store, head: bytes) -> str | None:
    statement = _statement(point.sequence, point.clock, bytes(point.head))
    good = signing.verify(
        bytes(store.public_key), CHECKPOINT_CONTEXT, statement, bytes(point.signature)
    )
    if not good:
        return "signature false"
    return None if bytes(point.head) == head else "checkpoint differs"


def _check_ends(
    verdict: Verdict,
    store: Store,
    unmet: dict[int, Checkpoint],
    links: dict[tuple[str, uuid.UUID], tuple[int, bytes]],
    head: bytes,
) -> None:
    """Check that the log ends where the store, its scopes and its checkpoints say it does."""
    if unmet:
        verdict.breaks.append(Break(min(unmet), "signed operations missing"))
    if store.sequence != verdict.operations or bytes(store.head) != head:
        verdict.breaks.append(Break(verdict.operations, "end missing"))
    ends = {
        (scope.replica, scope.scope): (scope.number, bytes(scope.hash))
        for scope in ScopeHead.objects.all()
    }
    for scope in links.keys() | ends.keys():
        if links.get(scope) != ends.get(scope):
            verdict.breaks.append(Break(verdict.operations, "scope's end missing"))
    if store.sequence and not hmac.compare_digest(bytes(store.trace), _trace(store)):
        verdict.breaks.append(Break(verdict.operations, "head not ours"))
