"""The history of another store, laid down in an empty one as it was, before this one's own begins.

Every operation keeps its name, its content and its link. This store's own chain goes on from the
head that the other had come to, and its first operation says so (``EarlierStore``).
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_noop

from rapport.records.bulk_sql import insert
from rapport.records.chain import START, lock_store, next_head, open_store, operation_hash, trace
from rapport.records.models import Checkpoint, Operation, ScopeHead, Store
from rapport.records.new_rows import new_row
from rapport.records.payloads import pack
from rapport.records.refusals import HistoryBroken

_AT_ONCE = 2000


class TakenChain(NamedTuple):
    """A chain as another store had it: whose, of which scope and office, and where it ended."""

    replica: str
    scope: uuid.UUID
    office: uuid.UUID | None
    number: int
    hash: bytes


class TakenOperation(NamedTuple):
    """An operation as another store had it; ``content`` is None where it was not given."""

    chain: int
    number: int
    change_set: uuid.UUID
    verb: str
    by: uuid.UUID | None
    clock: int
    model: str
    row: uuid.UUID
    effect: int
    schema: int
    content: bytes | None
    payload_hash: bytes | None
    hash: bytes


class TakenCheckpoint(NamedTuple):
    """A signed statement of another store."""

    sequence: int
    clock: int
    head: bytes
    signature: bytes


@dataclass
class Laid:
    """How far a history that was laid down goes: how many operations, and the head."""

    until: int = 0
    head: bytes = START
    clock: int = 0


def is_empty() -> bool:
    """Say whether nothing was ever recorded in this store."""
    return not Operation.objects.exists()


def lay_down(
    chains: Sequence[TakenChain],
    operations: Iterable[TakenOperation],
    checkpoints: Sequence[TakenCheckpoint],
) -> Laid:
    """Write a history into this store, which is empty; call inside a transaction.

    Every link is made anew and compared. Raises ``HistoryBroken`` at the first that does not fit.
    """
    open_store()
    store = lock_store()
    rows = [
        ScopeHead.objects.create(replica=one.replica, scope=one.scope, office=one.office)
        for one in chains
    ]
    laid = Laid()
    for some in _batches(_linked(rows, operations, laid)):
        insert(some)
    for row, told in zip(rows, chains, strict=True):
        if (row.number, bytes(row.hash)) != (told.number, told.hash):
            raise _broken()
        row.save(update_fields=["number", "hash"])
    Checkpoint.objects.bulk_create(Checkpoint(**one._asdict()) for one in checkpoints)
    _go_on_from(store, laid, max((one.sequence for one in checkpoints), default=0))
    return laid


def _linked(
    chains: Sequence[ScopeHead], operations: Iterable[TakenOperation], laid: Laid
) -> Iterator[Operation]:
    for told in operations:
        chain = chains[told.chain]
        laid.until += 1
        usual = (chain.scope, chain.office, told.by)
        said = {
            **told._asdict(),
            "sequence": laid.until,
            "payload": None if told.content is None else pack(told.content, usual),
            "payload_hash": told.payload_hash if told.content is None else None,
        }
        del said["chain"], said["content"]
        row = new_row(Operation, {**said, "chain_id": chain.pk})
        row.chain = chain
        if told.number != chain.number + 1 or (row.payload is None) == (row.payload_hash is None):
            raise _broken()
        if operation_hash(bytes(chain.hash), row) != told.hash:
            raise _broken()
        chain.number, chain.hash = told.number, told.hash
        laid.head = next_head(laid.head, told.hash)
        laid.clock = max(laid.clock, told.clock)
        yield row


def _batches(rows: Iterator[Operation]) -> Iterator[list[Operation]]:
    some: list[Operation] = []
    for row in rows:
        some.append(row)
        if len(some) == _AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _go_on_from(store: Store, laid: Laid, signed: int) -> None:
    store.sequence, store.head, store.clock = laid.until, laid.head, laid.clock
    store.signed = signed
    store.trace = trace(store)
    store.save(update_fields=["sequence", "head", "clock", "signed", "trace"])


def _broken() -> HistoryBroken:
    return HistoryBroken(BROKEN, next_step=ASK_AGAIN)


BROKEN = gettext_noop("The history in this archive does not fit together.")
ASK_AGAIN = gettext_noop("It was changed on its way. Ask for the archive again.")
