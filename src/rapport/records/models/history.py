"""The change log: every write, in order, chained and signed."""

import uuid
from typing import Any, ClassVar

from django.db import models

from rapport.records.models.logged import new_key
from rapport.records.payloads import Usual, pack, unpack

SET_TO_ERASE = "set_to_erase"
"""The verb that takes a record away at once and lets it be erased for good a day later."""


class RowNumber(models.BigIntegerField):  # type: ignore[type-arg]  # not at run time
    """A number that is also the place of its row in an encrypted file, and takes no index there."""

    def db_type(self, connection: Any) -> str:
        """Return the type that SQLite takes for the row's own number."""
        return "integer" if connection.vendor == "sqlite" else "bigint"


class CountedRow(models.BigAutoField):  # type: ignore[type-arg]  # not at run time
    """A number the store gives, which may be given again once its row has gone.

    In the encrypted file that spares a page for each change: the one on which the numbers given in
    all tables stand.
    """

    def db_type_suffix(self, connection: Any) -> str | None:
        """Return what comes after the type: nothing in the file, whose rows have numbers anyway."""
        return None if connection.vendor == "sqlite" else super().db_type_suffix(connection)


class Store(models.Model):
    """This store itself: one row. The signing key is sealed under the data key.

    ``trace`` is made over the head with a key that is not in the database: whoever can write every
    table, and holds no key, can still make no head that fits. ``judged`` is another number once any
    finding is written or goes, or what is derived of a relationship.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    key = models.UUIDField()
    replica = models.CharField(max_length=12)
    public_key = models.BinaryField()
    sealed_key = models.BinaryField()
    clock = models.BigIntegerField(default=0)
    sequence = models.BigIntegerField(default=0)
    head = models.BinaryField(default=bytes(32))
    trace = models.BinaryField(default=bytes)
    signed = models.BigIntegerField(default=0)
    judged = models.BigIntegerField(default=0)
    fixed_today = models.DateField(null=True)
    owner = models.ForeignKey(
        "records.Colleague", null=True, on_delete=models.SET_NULL, related_name="+"
    )


class ScopeHead(models.Model):
    """One chain, a replica's operations in one scope, and where it ends.

    ``office`` is named by nearly all payloads of the chain, which therefore do not repeat it: like
    the replica and the scope it stays as it was when the chain began.
    """

    replica = models.CharField(max_length=12)
    scope = models.UUIDField()
    office = models.UUIDField(null=True)
    number = models.BigIntegerField(default=0)
    hash = models.BinaryField(default=bytes(32))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["replica", "scope"], name="one_head_of_a_scope")
        ]


class _Operations(models.Manager["Operation"]):
    """Operations with their chains, which each of them needs to say its name and its content."""

    def get_queryset(self) -> "models.QuerySet[Operation]":
        """Return all operations, each with its chain."""
        return super().get_queryset().select_related("chain")


class Operation(models.Model):
    """One recorded change of one row.

    Named ``replica/scope:number``. ``payload`` is canonical JSON ``{"patch", "parents", "salt"}``,
    packed (``records.payloads``); ``content`` is the JSON itself. ``hash`` covers the envelope and
    the hash of the content. That one stands in ``payload_hash`` only once the payload is erased, so
    that erasing leaves the chain whole. ``effect`` is 1 where a row begins, -1 where it ends, 0
    between. The model is that of operation-based replicated data with heads per field.

    An operation that is to be appended is given its ``scope``, then its ``content``; its chain and
    its place in it come with :meth:`append_to`.
    """

    sequence = RowNumber(primary_key=True)
    # Not checked by the database: that every operation is in its chain is verified by its link.
    chain = models.ForeignKey(
        ScopeHead, on_delete=models.DO_NOTHING, db_index=False, db_constraint=False
    )
    number = models.BigIntegerField()
    change_set = models.UUIDField()
    verb = models.CharField(max_length=40)
    by = models.UUIDField(null=True)
    clock = models.BigIntegerField()
    model = models.CharField(max_length=24)
    row = models.UUIDField()
    effect = models.SmallIntegerField(default=0)
    schema = models.PositiveSmallIntegerField(default=1)
    payload = models.BinaryField(null=True)
    payload_hash = models.BinaryField(null=True)
    hash = models.BinaryField()

    objects = _Operations()
    _scope: uuid.UUID | None = None
    _written: bytes | None = None

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["row"], name="operation_of_row"),
            models.Index(fields=["change_set"], name="operation_of_change_set"),
            models.Index(fields=["chain", "sequence"], name="operation_in_chain"),
            models.Index(
                fields=["row"],
                name="operation_to_erase",
                condition=models.Q(verb=SET_TO_ERASE, payload__isnull=False),
            ),
        ]

    @property
    def scope(self) -> uuid.UUID:
        """Return the circle, the office or the colleague in whose chain this is."""
        return self._scope or self.chain.scope

    @scope.setter
    def scope(self, scope: uuid.UUID) -> None:
        self._scope = scope

    @property
    def content(self) -> bytes | None:
        """Return the canonical JSON of the payload; None where it was erased."""
        if self._written is not None or self.payload is None:
            return self._written
        return unpack(bytes(self.payload), self.usual)

    @content.setter
    def content(self, written: bytes) -> None:
        """Hold this canonical JSON: packed at once, or when the operation is appended."""
        if self._state.adding:
            self._written = written
        else:
            self.payload, self._written = pack(written, self.usual), None

    @property
    def usual(self) -> Usual:
        """Return the keys that the payload does not repeat."""
        return self.chain.scope, self.chain.office, self.by

    def append_to(self, chain: ScopeHead) -> None:
        """Take the next place of a chain, and pack the content with what that chain knows."""
        chain.number += 1
        self.chain, self.number = chain, chain.number
        if self._written is not None:
            self.payload = pack(self._written, (chain.scope, chain.office, self.by))

    @property
    def name(self) -> str:
        """Return the operation's name, the same in every store that holds it."""
        return f"{self.chain.replica}/{self.chain.scope.hex}:{self.number}"


class Checkpoint(models.Model):
    """A signed statement of how far the log had come and what its head was."""

    sequence = models.BigIntegerField(primary_key=True)
    clock = models.BigIntegerField()
    head = models.BinaryField()
    signature = models.BinaryField()


class Erasure(models.Model):
    """What was erased at one time: the random keys of the rows, and no word of what they were.

    ``signature`` is this store's own over the key, the day and the rows, so that the same list can
    lie beside the store and bring an older copy of it up to date. ``severe`` are those of the rows
    that were for named people only. The rest is the receipt of an erasing on request: its reason,
    and the number and head of the history just after it.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    on = models.DateField()
    rows = models.JSONField(default=list)
    severe = models.JSONField(default=list)
    signature = models.BinaryField()
    verb = models.CharField(max_length=40, blank=True)
    circle = models.UUIDField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    sequence = models.BigIntegerField(default=0)
    head = models.BinaryField(default=bytes)

    class Meta:
        ordering: ClassVar = ["on", "id"]
