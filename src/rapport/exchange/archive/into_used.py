"""An archive into a store that holds some of it: what is new is added, what differs is picked."""

import uuid
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop

from rapport.actions import archives as verbs
from rapport.exchange.archive.comparing import Compared, compare
from rapport.exchange.archive.reading import Archive
from rapport.exchange.archive.rows import named_values, parts_given, row_of
from rapport.records import kept_files
from rapport.records.asking import Asking
from rapport.records.chain import lock_store
from rapport.records.change import Change
from rapport.records.models import Circle, Colleague, KeptFile
from rapport.records.operations import recorded_models
from rapport.records.refusals import CannotBe

Pick = tuple[str, uuid.UUID, str]
"""A kind, a key and a field: of these the archive's is taken."""


class BroughtIn(NamedTuple):
    """What was brought in: how many records are new, how many fields were taken."""

    added: int
    picked: int


def bring_in(asking: Asking, archive: Archive, picks: Collection[Pick]) -> Change[BroughtIn]:
    """Add what is new, and take over the fields that were picked; as one change, or nothing.

    It is compared again first: what somebody changed here meanwhile is not written over unless it
    still differs and was picked.
    """
    try:
        with transaction.atomic():
            lock_store()
            compared = compare(asking, archive)
            picked = _picked(archive, compared, picks)
            new = _new(compared)
            change = verbs.bring_in(asking, new=new, picked=picked, circles=_new_circles(compared))
            _bring_files(archive, compared)
            fields = sum(len(values) + len(parts) for _row, values, parts in picked)
            return Change(change.key, BroughtIn(compared.many_new, fields))
    except IntegrityError:
        raise CannotBe(
            gettext_noop("Something in this archive is here already under another key."),
            next_step=gettext_noop("Merge what is here twice, then bring it in again."),
        ) from None


def _new(compared: Compared) -> list[tuple[Any, Mapping[str, Any]]]:
    found: list[tuple[Any, Mapping[str, Any]]] = []
    for name, rows in compared.new.items():
        model = recorded_models()[name]
        for plain in rows:
            row = row_of(model, plain)
            if isinstance(row, Colleague):
                # Known by name only: nobody signs in, or carries a duty, because a file says so.
                row.is_active, row.duties = False, []
                if Colleague.objects.filter(sign_in=row.sign_in).exists():
                    row.sign_in = f"{row.sign_in[:60]}-{row.pk.hex[-6:]}"
            found.append((row, parts_given(model, plain)))
    return found


def _new_circles(compared: Compared) -> set[uuid.UUID]:
    name = str(Circle._meta.model_name)  # noqa: SLF001 - documented Meta API
    return {uuid.UUID(plain["id"]) for plain in compared.new[name]}


def _picked(
    archive: Archive, compared: Compared, picks: Collection[Pick]
) -> list[tuple[Any, dict[str, Any], dict[str, Any]]]:
    """Return the rows here with the values and parts that were picked for them."""
    wanted = {
        (one.kind, one.key): {field.name for field in one.fields} for one in compared.differing
    }
    chosen: dict[tuple[str, uuid.UUID], set[str]] = {}
    for kind, key, name in picks:
        if name in wanted.get((kind, key), ()):
            chosen.setdefault((kind, key), set()).add(name)
    found = []
    for kind in dict.fromkeys(kind for kind, _ in chosen):
        model = recorded_models()[kind]
        for plain in archive.records(kind):
            names = chosen.get((kind, uuid.UUID(plain["id"])))
            if not names:
                continue
            row = model._base_manager.get(pk=plain["id"])  # noqa: SLF001 - Meta API
            some = {name: plain[name] for name in names if name not in model.PARTS}
            values = named_values(model, some)
            parts = {
                name: rows for name, rows in parts_given(model, plain).items() if name in names
            }
            found.append((row, values, parts))
    return found


def _bring_files(archive: Archive, compared: Compared) -> None:
    name = "evidence"
    coming = {uuid.UUID(plain["id"]) for plain in compared.new[name]}
    here = set(KeptFile.objects.values_list("pk", flat=True))
    for key, office, evidence, data in archive.files():
        if evidence in coming and key not in here:
            kept_files.seal_again(key, data, office=office, evidence=evidence)
