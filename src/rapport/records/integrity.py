"""Whether the store is the one we last left: its history against itself, its tables, its anchors.

SQLCipher notices a damaged page, not an old one put back. The chain does, and the numbers of the
operations that last wrote each row, and the head that was kept outside the store.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_noop

from rapport.records import verifying
from rapport.records.chain import next_head
from rapport.records.models import EarlierStore, Operation, Store
from rapport.records.operations import recorded_models
from rapport.records.read_snapshot import one_moment
from rapport.vault import rollback_guard

OLD_STORE = gettext_noop(
    "The store, or a part of it, was replaced with an older copy. Later records are missing."
)
BROKEN = gettext_noop(
    "The history was changed from outside, or replaced in part with an older copy."
)
ROWS_OLD = gettext_noop("Some records are older than their history says.")

_AT_ONCE = 500


def against_anchors(home: Path, state: Path | None) -> str | None:
    """Return a doubt if the store has fallen behind, or left, the head kept outside it."""
    store = Store.objects.first()
    if store is None:
        return None
    anchors = rollback_guard.read(home, state, store.key.hex)
    # The store as it stands after that: another process may be writing, and it moves the store on
    # before its anchors.
    store.refresh_from_db()
    heads: dict[int, bytes] = {}
    for one in anchors:
        if one.sequence > store.sequence:
            return OLD_STORE
        heads[one.sequence] = one.head if _leads_to(one, store) else b""
    forked = rollback_guard.compare(anchors, store.sequence, heads) is rollback_guard.Verdict.FORKED
    return OLD_STORE if forked else None


def _leads_to(one: rollback_guard.Anchor, store: Store) -> bool:
    """Say whether the operations after the anchor lead from its head to the store's."""
    head = one.head
    between = Operation.objects.filter(sequence__gt=one.sequence, sequence__lte=store.sequence)
    for operation in between.order_by("sequence").defer("payload").iterator(chunk_size=2000):
        head = next_head(head, bytes(operation.hash))
    return head == bytes(store.head)


def against_itself(*, on_progress: Callable[[int], None] | None = None) -> str | None:
    """Return a doubt if the chain is broken or a table says otherwise than the history."""
    with one_moment():
        if not verifying.verify(on_progress=on_progress).whole:
            return BROKEN
        return ROWS_OLD if stale_rows() else None


def stale_rows() -> dict[str, int]:
    """Return, by kind, how many rows do not carry the number of their last operation.

    Also counts rows the history has and the table has not, and the other way round.
    """
    effects = Operation.objects.exclude(effect=0)
    begun = _summed(effects)
    for some in _withheld(effects):
        begun.subtract(_summed(some))
    stale = {}
    for name, model in recorded_models().items():
        table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - Meta API
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT count(*) FROM {table} t WHERE t.revised <> ("  # noqa: S608 - our table
                "SELECT coalesce(max(o.sequence), -1) FROM records_operation o WHERE o.row = t.id)"
            )
            wrong = cursor.fetchone()[0]
        wrong += abs(model._base_manager.count() - begun[name])  # noqa: SLF001 - Meta API
        if wrong:
            stale[name] = wrong
    return stale


def _withheld(effects: "QuerySet[Operation]") -> Iterator["QuerySet[Operation]"]:
    """Yield the operations that came without their content: they begin no row here."""
    for earlier in EarlierStore.objects.all():
        before = effects.filter(sequence__lte=earlier.until, payload__isnull=True)
        for start in range(0, len(earlier.withheld), _AT_ONCE):
            keys = map(UUID, earlier.withheld[start : start + _AT_ONCE])
            yield before.filter(row__in=list(keys))


def _summed(effects: "QuerySet[Operation]") -> Counter[str]:
    """Return, by kind, how many more rows these operations begin than they end."""
    return Counter(dict(effects.order_by().values_list("model").annotate(there=Sum("effect"))))
