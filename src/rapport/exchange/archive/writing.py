"""Writing an archive: records, code book, history, and what signs for it; all of it in memory."""

import base64
import hashlib
import io
import json
import uuid
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import models

import rapport
from rapport.exchange.archive.choosing import Chosen
from rapport.records import chain, kept_files, projection
from rapport.records.asking import Asking
from rapport.records.models import Checkpoint, Evidence, KeptFile, Operation, Store
from rapport.records.models.logged import LoggedModel
from rapport.records.models.scoped import ScopedModel
from rapport.records.operations import (
    columns_of,
    parts_of,
    payload_hash,
    plain_part,
    recorded_models,
    state_after,
)
from rapport.vault import encryption

FORMAT = 1
CONTEXT = "rapport archive 1"
ABOUT, CODES, LOG, CHECKPOINTS = "about.json", "code-book.json", "log.jsonl", "checkpoints.jsonl"
RECORDS, FILES = "records/", "files/"
_CHUNK = 1000
_UNUSUAL_DAY = (1980, 1, 1, 0, 0, 0)
_LINE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)

Progress = Callable[[str, int], None] | None


def write(asking: Asking, chosen: Chosen, *, purpose: str, on_progress: Progress = None) -> bytes:
    """Return the archive of what was chosen, not yet sealed. Call at one moment of the store."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        members: dict[str, dict[str, Any]] = {}
        for name, model in recorded_models().items():
            rows = _records(model, chosen.rows[name])
            members[f"{RECORDS}{name}.jsonl"] = _add(package, f"{RECORDS}{name}.jsonl", rows)
            if on_progress:
                on_progress(name, len(chosen.rows[name]))
        members[CODES] = _add(package, CODES, [json.dumps(code_book(), ensure_ascii=False)])
        log = _Log(chosen, on_progress)
        members[LOG] = _add(package, LOG, log.lines())
        members[CHECKPOINTS] = _add(package, CHECKPOINTS, _checkpoints(chosen))
        for key, data in _files(chosen):
            members[f"{FILES}{key.hex}"] = _add_bytes(package, f"{FILES}{key.hex}", data)
        about = _about(asking, chosen, log, members, purpose)
        _add(package, ABOUT, [json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True)])
    return packed.getvalue()


def signed_text(about: dict[str, Any]) -> bytes:
    """Return what the store signs of ``about.json``: all of it but the signature."""
    return _LINE.encode({key: said for key, said in about.items() if key != "signature"}).encode()


def _add(package: zipfile.ZipFile, name: str, lines: Iterable[str]) -> dict[str, Any]:
    digest, count = hashlib.sha256(), 0
    with package.open(_part(name), "w", force_zip64=True) as part:
        for line in lines:
            data = f"{line}\n".encode("utf-8", "surrogatepass")
            digest.update(data)
            part.write(data)
            count += 1
    return {"sha256": digest.hexdigest(), "lines": count}


def _add_bytes(package: zipfile.ZipFile, name: str, data: bytes) -> dict[str, Any]:
    package.writestr(_part(name), data)
    return {"sha256": hashlib.sha256(data).hexdigest(), "lines": 0}


def _part(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, _UNUSUAL_DAY)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _records(model: type[LoggedModel], keys: set[uuid.UUID]) -> Iterator[str]:
    """Yield the rows of a kind, one a line, in the order of their keys."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), _CHUNK):
        some = ordered[start : start + _CHUNK]
        rows = {row.pk: row for row in model._base_manager.filter(pk__in=some)}  # noqa: SLF001
        rows |= {row.pk: row for row in _without_private(model, some)}
        parts = _parts(model, some)
        for key in some:
            plain = plain_row(rows[key])
            held = {name: of_part.get(key, []) for name, of_part in parts.items()}
            yield _LINE.encode({**plain, **held})


def plain_row(row: LoggedModel) -> dict[str, Any]:
    """Return a row as an archive has it: its key, and its columns; what is sealed in the clear."""
    model = type(row)
    plain: dict[str, Any] = {"id": row.pk.hex}
    for column in columns_of(model):
        value = getattr(row, column.attname)
        purpose = model.SEALED.get(column.name)
        if purpose is not None and value is not None:
            clear = encryption.unseal(bytes(value), purpose=purpose)
            plain[column.name] = base64.b64encode(clear).decode()
        else:
            plain[column.name] = column.to_plain(value)
    return plain


def _without_private(model: type[LoggedModel], keys: list[uuid.UUID]) -> Iterator[LoggedModel]:
    """Yield rows of which a colleague said something of themselves, without that."""
    logs: dict[uuid.UUID, list[Operation]] = defaultdict(list)
    for operation in _of_rows(model, keys):
        logs[operation.row].append(operation)
    colleagues = _colleagues() if logs else frozenset()
    for key, log in logs.items():
        common = [one for one in log if one.scope not in colleagues]
        if len(common) < len(log):
            revised = common[-1].sequence if common else 0
            yield projection.row_from(model, key, state_after(common), revised)


def _of_rows(model: type[LoggedModel], keys: list[uuid.UUID]) -> "models.QuerySet[Operation]":
    """Return the history of rows of a kind that somebody says a part of in their own chain."""
    has_parts = model.private_scope is not LoggedModel.private_scope
    if not has_parts or issubclass(model, ScopedModel):
        return Operation.objects.none()
    return Operation.objects.filter(row__in=keys).order_by("sequence")


def _colleagues() -> frozenset[uuid.UUID]:
    model = recorded_models()["colleague"]
    return frozenset(model._base_manager.values_list("pk", flat=True))  # noqa: SLF001


def _parts(
    model: type[LoggedModel], keys: list[uuid.UUID]
) -> dict[str, dict[uuid.UUID, list[list[str]]]]:
    found: dict[str, dict[uuid.UUID, list[list[str]]]] = {}
    for name, child in parts_of(model).items():
        owner: str = child.OWNER  # type: ignore[attr-defined]
        whose, *values = child.VALUES  # type: ignore[attr-defined]
        of_part = found[name] = defaultdict(list)
        there = child._base_manager.filter(**{f"{owner}__in": keys}).order_by("pk")  # noqa: SLF001
        for key, *said in there.values_list(f"{owner}_id", f"{whose}_id", *values):
            of_part[key].append(plain_part(said))
    return found


class _Log:
    """The history that goes: every operation of the chains, and where it ends."""

    def __init__(self, chosen: Chosen, on_progress: Progress) -> None:
        self._chosen = chosen
        self._on_progress = on_progress
        self.head, self.clock, self.count = chain.START, 0, 0
        self.withheld: set[str] = set()

    def lines(self) -> Iterator[str]:
        places = {row.pk: at for at, row in enumerate(self._chosen.chains)}
        every = Operation.objects.filter(chain__in=list(places)).order_by("sequence")
        for operation in every.iterator(chunk_size=2000):
            content = operation.content
            hashed = bytes(operation.payload_hash or b"")
            if content is not None and operation.row in self._chosen.withheld:
                self.withheld.add(operation.row.hex)
                hashed, content = payload_hash(content), None
            self.head = chain.next_head(self.head, bytes(operation.hash))
            self.clock = max(self.clock, operation.clock)
            self.count += 1
            if self._on_progress and self.count % 5000 == 0:
                self._on_progress(LOG, self.count)
            yield _LINE.encode(
                {
                    "chain": places[operation.chain_id],
                    "number": operation.number,
                    "change_set": operation.change_set.hex,
                    "verb": operation.verb,
                    "by": operation.by.hex if operation.by else None,
                    "clock": operation.clock,
                    "model": operation.model,
                    "row": operation.row.hex,
                    "effect": operation.effect,
                    "schema": operation.schema,
                    "content": None
                    if content is None
                    else content.decode("utf-8", "surrogatepass"),
                    "payload_hash": None if content is not None else hashed.hex(),
                    "hash": bytes(operation.hash).hex(),
                }
            )


def _checkpoints(chosen: Chosen) -> Iterator[str]:
    if chosen.is_complete:
        for point in Checkpoint.objects.order_by("sequence"):
            said = {"head": bytes(point.head).hex(), "signature": bytes(point.signature).hex()}
            yield _LINE.encode({"sequence": point.sequence, "clock": point.clock, **said})


def _files(chosen: Chosen) -> Iterator[tuple[uuid.UUID, bytes]]:
    """Yield the encrypted copies of files whose evidence goes, each with its key."""
    going = chosen.rows[str(Evidence._meta.model_name)]  # noqa: SLF001 - documented Meta API
    for key, evidence in KeptFile.objects.values_list("pk", "evidence"):
        data = kept_files.opened(key) if evidence in going else None
        if data is not None:
            yield key, data


def _about(
    asking: Asking, chosen: Chosen, log: _Log, members: dict[str, Any], purpose: str
) -> dict[str, Any]:
    store = Store.objects.get()
    files = KeptFile.objects.filter(
        pk__in=[uuid.UUID(name.removeprefix(FILES)) for name in members if name.startswith(FILES)]
    )
    about: dict[str, Any] = {
        "format": FORMAT,
        "program": rapport.__version__,
        "store": store.key.hex,
        "replica": store.replica,
        "public_key": bytes(store.public_key).hex(),
        "of": chosen.of,
        "name": chosen.name,
        "complete": chosen.is_complete,
        "purpose": purpose,
        "made": asking.now.isoformat(),
        "by": {"key": asking.me.pk.hex, "name": asking.me.name, "office": asking.me.office_id.hex},
        "operations": log.count,
        "head": log.head.hex(),
        "withheld": sorted(log.withheld),
        "chains": [
            [row.replica, row.scope.hex, row.office.hex if row.office else None, row.number,
             bytes(row.hash).hex()]
            for row in chosen.chains
        ],
        "files": {
            one.pk.hex: [one.office_id.hex, one.evidence.hex] for one in files
        },
        "members": members,
    }  # fmt: skip
    said = signed_text(about)
    return {**about, "signature": chain.signed(store, CONTEXT, said).hex()}


def code_book() -> dict[str, dict[str, Any]]:
    """Return what each column of each kind holds: its type, its codes, what it points at."""
    book: dict[str, dict[str, Any]] = {}
    for name, model in recorded_models().items():
        columns = {column.name for column in columns_of(model)}
        book[name] = {
            "says": (model.__doc__ or "").strip().partition("\n")[0],
            "columns": {
                one.name: _described(one, model)
                for one in model._meta.concrete_fields  # noqa: SLF001 - documented Meta API
                if one.name in columns
            },
            "parts": {
                part: list(child.VALUES)  # type: ignore[attr-defined]
                for part, child in parts_of(model).items()
            },
        }
    return book


def _described(column: Any, model: type[LoggedModel]) -> dict[str, Any]:
    kind = column.get_internal_type()
    said: dict[str, Any] = {"type": kind, "may_be_empty": column.null or column.blank}
    if column.is_relation:
        said["points_at"] = column.related_model._meta.model_name  # noqa: SLF001 - Meta API
    if column.choices:
        said["codes"] = {str(code): str(label) for code, label in column.flatchoices}
    if column.name in model.SEALED:
        said["type"] = "text as base64; sealed in the store"
    return said
