"""An archive into an empty store: the history as it was, then this store's own, which names it."""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from rapport.actions import archives as verbs
from rapport.exchange.archive.reading import Archive
from rapport.exchange.archive.rows import named_values, parts_given, row_of
from rapport.exchange.archive.writing import plain_row
from rapport.records import kept_files, rebuilding, verifying
from rapport.records.earlier_history import ASK_AGAIN, BROKEN, is_empty, lay_down
from rapport.records.models.logged import LoggedModel
from rapport.records.models.scoped import ScopedModel
from rapport.records.operations import recorded_models
from rapport.records.refusals import CannotBe, HistoryBroken

Progress = Callable[[str, int], None] | None


def bring_back(archive: Archive, *, now: datetime, on_progress: Progress = None) -> int:
    """Fill this store, which is empty, from an archive; return how many records it has.

    All of it or nothing. The whole history is verified with the other store's public key before
    anything is kept. Whoever made the archive works in this store from now on.
    """
    with transaction.atomic():
        if not is_empty():
            raise CannotBe(
                gettext_noop("This store is not empty."),
                next_step=gettext_noop("Compare the archive with it instead."),
            )
        laid = lay_down(archive.chains(), archive.operations(), archive.checkpoints())
        told = archive.about
        if (laid.until, laid.head.hex()) != (told["operations"], told["head"]):
            raise HistoryBroken(BROKEN, next_step=ASK_AGAIN)
        verbs.begin_after(
            now=now,
            office=uuid.UUID(told["by"]["office"]),
            store=uuid.UUID(told["store"]),
            replica=told["replica"],
            public_key=archive.public_key,
            laid=laid,
            withheld=told["withheld"],
        )
        verbs.seal_anew(_sealed_rows(archive), now=now)
        rows = rebuilding.rebuild(on_progress=on_progress)
        rows += _what_the_history_lacks(archive, now)
        for key, office, evidence, data in archive.files():
            kept_files.seal_again(key, data, office=office, evidence=evidence)
        verbs.let_work(uuid.UUID(told["by"]["key"]))
        if not verifying.verify().whole:
            raise HistoryBroken(BROKEN, next_step=ASK_AGAIN)
        return rows


def _sealed_rows(archive: Archive) -> Iterator[LoggedModel]:
    for name, model in recorded_models().items():
        if model.SEALED:
            for plain in archive.records(name):
                yield row_of(model, plain)


def _what_the_history_lacks(archive: Archive, now: datetime) -> int:
    """Add the records that were given without their history; return how many.

    They stood in a chain that is somebody's own, or another office's. What was changed in such a
    chain alone, while it was held back, is put right.
    """
    lacking: list[tuple[LoggedModel, Any]] = []
    for name, model in recorded_models().items():
        there = set(model._base_manager.values_list("pk", flat=True))  # noqa: SLF001
        lacking += [
            (row_of(model, plain), parts_given(model, plain))
            for plain in archive.records(name)
            if uuid.UUID(plain["id"]) not in there
        ]
    verbs.add_lacking(lacking, now=now)
    verbs.put_right(_changed_unseen(archive), now=now)
    return len(lacking)


def _changed_unseen(archive: Archive) -> Iterator[tuple[LoggedModel, dict[str, Any]]]:
    """Yield rows that the archive has otherwise than their history says, and what they hold."""
    for name, model in recorded_models().items():
        if not issubclass(model, ScopedModel) or model.OWN_UNTIL is None:
            continue
        there = {row.pk: row for row in model._base_manager.all()}  # noqa: SLF001 - Meta API
        for plain in archive.records(name):
            row = there[uuid.UUID(plain["id"])]
            here = plain_row(row)
            differs = {key: said for key, said in plain.items() if here.get(key, said) != said}
            if differs:
                yield row, named_values(model, differs)
