"""The change log: every write, in order, chained and signed."""

from typing import Any, ClassVar

from django.db import models

from rapport.records.models.logged import new_key
from rapport.records.payloads import pack, unpack


class RowNumber(models.BigIntegerField):  # type: ignore[type-arg]  # not at run time
    """A number that is also the place of its row in an encrypted file, and takes no index there."""

    def db_type(self, connection: Any) -> str:
        """Return the type that SQLite takes for the row's own number."""
        return "integer" if connection.vendor == "sqlite" else "bigint"


class Store(models.Model):
    """This store itself: one row. The signing key is sealed under the data key.

    ``trace`` is made over the head with a key that is not in the database: whoever can write every
    table, and holds no key, can still make no head that fits.
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
    fixed_today = models.DateField(null=True)
    owner = models.ForeignKey(
        "records.Colleague", null=True, on_delete=models.SET_NULL, related_name="+"
    )


class ScopeHead(models.Model):
    """The end of one chain: a replica's operations in one scope."""

    replica = models.CharField(max_length=12)
    scope = models.UUIDField()
    number = models.BigIntegerField(default=0)
    hash = models.BinaryField(default=bytes(32))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["replica", "scope"], name="one_head_of_a_scope")
        ]


class Operation(models.Model):
    """One recorded change of one row.

    Named ``replica/scope:number``. ``payload`` is canonical JSON ``{"patch", "parents", "salt"}``,
    packed (``records.payloads``); ``content`` is the JSON itself. ``hash`` covers the envelope and
    the hash of the content. That one stands in ``payload_hash`` only once the payload is erased, so
    that erasing leaves the chain whole. ``effect`` is 1 where a row begins, -1 where it ends, 0
    between. The model is that of operation-based replicated data with heads per field.
    """

    sequence = RowNumber(primary_key=True)
    replica = models.CharField(max_length=12)
    scope = models.UUIDField()
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

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["row"], name="operation_of_row"),
            models.Index(fields=["change_set"], name="operation_of_change_set"),
            models.Index(fields=["scope", "sequence"], name="operation_in_scope"),
        ]

    @property
    def content(self) -> bytes | None:
        """Return the canonical JSON of the payload; None where it was erased."""
        return None if self.payload is None else unpack(bytes(self.payload), self.scope)

    @content.setter
    def content(self, written: bytes) -> None:
        """Hold this canonical JSON as the payload."""
        self.payload = pack(written, self.scope)

    @property
    def name(self) -> str:
        """Return the operation's name, the same in every store that holds it."""
        return f"{self.replica}/{self.scope.hex}:{self.number}"


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
