"""Verifying: reading the whole log, and finding the first place where it does not fit together."""

import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from rapport.records.chain import (
    CHECKPOINT_CONTEXT,
    START,
    Envelope,
    link,
    next_head,
    statement,
    trace,
)
from rapport.records.models import Checkpoint, EarlierStore, Operation, ScopeHead, Store
from rapport.records.operations import payload_hash
from rapport.records.payloads import Usual, unpack
from rapport.records.raw_rows import Key, as_uuid, rows_as_stored
from rapport.records.read_snapshot import one_moment
from rapport.vault import signing

ERASES = ("erase", "purge")
"""How the verbs begin after which an operation may be without its content."""

_AT_ONCE, _SAID_EVERY = 1000, 5000
_ENVELOPE = Envelope._fields[Envelope._fields.index("number") :]
"""What each operation has of its envelope; the replica and the scope stand with its chain."""

_KEYS_AT = tuple(_ENVELOPE.index(name) for name in ("change_set", "by", "row"))
_BY_AT = _ENVELOPE.index("by")
_NO_CHAIN = ScopeHead(replica="", scope=UUID(int=0))
_Scope = tuple[str, str]


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


class _Said(NamedTuple):
    """An operation as the store has it.

    ``hashed`` is None where its content is not there, and not erased, or cannot be read.
    """

    sequence: int
    envelope: Envelope
    erased: bool
    hashed: bytes | None
    link: bytes


class _Emptied(NamedTuple):
    """A row without content: since which operation, whether it is still there, whether erased."""

    since: int
    there: bool
    erased: bool


def verify(*, on_progress: Callable[[int], None] | None = None) -> Verdict:
    """Read the whole log and check every link, payload, checkpoint and the head.

    Reads the store as it stands at one moment. O(operations); about 20 microseconds each.
    """
    with one_moment():
        return _verify(on_progress)


def _verify(on_progress: Callable[[int], None] | None) -> Verdict:
    verdict = Verdict()
    store = Store.objects.first()
    if store is None:
        if Operation.objects.exists():
            verdict.breaks.append(Break(0, "end missing"))
        return verdict
    signed = {point.sequence: point for point in Checkpoint.objects.all()}
    earlier = Earlier(store)
    if store.signed and store.signed not in signed:
        verdict.breaks.append(Break(store.signed, "checkpoint missing"))
        return verdict
    links: dict[_Scope, tuple[int, bytes]] = {}
    emptied: dict[str, _Emptied] = {}
    head = START
    for expected, operation in enumerate(_in_order(), start=1):
        if operation.sequence != expected:
            verdict.breaks.append(Break(expected, "missing"))
            return verdict
        how = _fault(operation, links)
        head = next_head(head, operation.link)
        if how is None and operation.sequence in signed:
            verdict.checkpoints += 1
            how = _checkpoint_fault(signed.pop(operation.sequence), earlier, head)
        how = how or earlier.fault(operation.sequence, head)
        if how:
            verdict.breaks.append(Break(operation.sequence, how))
            return verdict
        _follow_erasing(operation, emptied)
        verdict.operations += 1
        verdict.erased += operation.erased
        if on_progress and expected % _SAID_EVERY == 0:
            on_progress(expected)
    gone = [
        row.since
        for key, row in emptied.items()
        if not row.erased and not earlier.withheld(key, row.since)
    ]
    verdict.breaks += [Break(sequence, "content missing") for sequence in gone]
    _check_ends(verdict, store, signed, links, head)
    return verdict


def _in_order() -> Iterator[_Said]:
    """Yield the operations, some at a time; no records are made of them, which takes longest."""
    names = ("sequence", "chain_id", *_ENVELOPE, "payload", "payload_hash", "hash")
    chains = {chain.pk: chain for chain in ScopeHead.objects.all()}
    rows = Operation.objects.order_by("sequence")
    while some := rows_as_stored(rows[:_AT_ONCE], *names):
        for sequence, number, *said, payload, hashed, linked in some:
            chain = chains.get(number) or _NO_CHAIN
            by = said[_BY_AT]
            usual = (chain.scope, chain.office, None if by is None else as_uuid(by))
            content = _hash_of(payload, hashed, usual)
            for place in _KEYS_AT:
                said[place] = _written(said[place])
            envelope = Envelope(chain.replica, chain.scope.hex, *said)
            yield _Said(sequence, envelope, payload is None, content, bytes(linked))
        rows = Operation.objects.order_by("sequence").filter(sequence__gt=some[-1][0])


def _written(key: Key | None) -> str | None:
    """Return a key as a link covers it: in letters."""
    if key is None:
        return None
    return key.hex() if isinstance(key, bytes) else key.hex


def _hash_of(payload: Any, kept: Any, usual: Usual) -> bytes | None:
    """Return the hash of a payload as the store holds it, or the one kept of an erased payload."""
    if payload is None:
        return None if kept is None else bytes(kept)
    try:
        return payload_hash(unpack(bytes(payload), usual))
    except ValueError:
        return None


def _fault(operation: _Said, links: dict[_Scope, tuple[int, bytes]]) -> str | None:
    """Return what is wrong with one operation, and move its scope's link on."""
    envelope = operation.envelope
    key = (envelope.replica, envelope.scope)
    number, previous = links.get(key, (0, START))
    links[key] = (envelope.number, operation.link)
    if not envelope.replica:
        return "scope's end missing"
    if envelope.number != number + 1:
        return "out of order"
    if operation.hashed is None:
        return "content missing" if operation.erased else "content changed"
    if link(previous, operation.hashed, envelope) != operation.link:
        return "link broken"
    return None


def _follow_erasing(operation: _Said, emptied: dict[str, _Emptied]) -> None:
    """Follow the rows without content: all of it must have gone, and by a verb that erases.

    The row goes with that verb, or had gone before: then the verb is recorded once more of it.
    """
    envelope = operation.envelope
    row = emptied.get(envelope.row)
    if not operation.erased:
        if row is not None:
            emptied[envelope.row] = row._replace(erased=False)
        return
    there = row is None or row.there if envelope.effect == 0 else envelope.effect == 1
    since = row.since if row else operation.sequence
    erased = not there and envelope.verb.startswith(ERASES)
    emptied[envelope.row] = _Emptied(since, there, erased)


class Earlier:
    """Whose key signed what: of the stores whose history came into this one, and of this one."""

    def __init__(self, store: Store) -> None:
        self._own = bytes(store.public_key)
        self._rows = list(EarlierStore.objects.order_by("until"))

    def key_at(self, sequence: int) -> bytes:
        """Return the public key of the store that had come to this operation."""
        keys = (bytes(row.public_key) for row in self._rows if sequence <= row.until)
        return next(keys, self._own)

    def fault(self, sequence: int, head: bytes) -> str | None:
        """Return what is wrong where the history of an earlier store ends, if it ends here."""
        ends = [bytes(row.head) for row in self._rows if row.until == sequence]
        return "earlier history changed" if any(end != head for end in ends) else None

    def withheld(self, row: str, since: int) -> bool:
        """Say whether the earlier store had not given the content of a row."""
        return any(since <= one.until and row in one.withheld for one in self._rows)


def _checkpoint_fault(point: Checkpoint, earlier: Earlier, head: bytes) -> str | None:
    said = statement(point.sequence, point.clock, bytes(point.head))
    key = earlier.key_at(point.sequence)
    good = signing.verify(key, CHECKPOINT_CONTEXT, said, bytes(point.signature))
    if not good:
        return "signature false"
    return None if bytes(point.head) == head else "checkpoint differs"


def _check_ends(
    verdict: Verdict,
    store: Store,
    unmet: dict[int, Checkpoint],
    links: dict[_Scope, tuple[int, bytes]],
    head: bytes,
) -> None:
    """Check that the log ends where the store, its scopes and its checkpoints say it does."""
    if unmet:
        verdict.breaks.append(Break(min(unmet), "signed operations missing"))
    if store.sequence != verdict.operations or bytes(store.head) != head:
        verdict.breaks.append(Break(verdict.operations, "end missing"))
    ends = {
        (scope.replica, scope.scope.hex): (scope.number, bytes(scope.hash))
        for scope in ScopeHead.objects.all()
    }
    for scope in links.keys() | ends.keys():
        if links.get(scope) != ends.get(scope):
            verdict.breaks.append(Break(verdict.operations, "scope's end missing"))
    if store.sequence and not hmac.compare_digest(bytes(store.trace), trace(store)):
        verdict.breaks.append(Break(verdict.operations, "head not ours"))
