"""Django's SQLite backend on SQLCipher: the key first, then everything as Django has it.

``OPTIONS["key"]`` is a callable, so that no settings dump can print a key. Needs SQLCipher 4.12 or
newer with FTS5; refuses plain SQLite.
"""

import contextlib
import datetime as dt
import decimal
import importlib
import threading
import uuid
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.db import models
from django.db.backends.sqlite3 import base as sqlite
from django.db.backends.sqlite3._functions import (  # type: ignore[import-untyped]
    register as register_functions,
)
from django.db.backends.sqlite3.features import DatabaseFeatures as SqliteFeatures
from django.db.backends.sqlite3.operations import DatabaseOperations as SqliteOperations
from django.db.backends.sqlite3.schema import DatabaseSchemaEditor as SqliteSchemaEditor
from django.utils.dateparse import parse_date, parse_datetime, parse_time

from rapport.vault.refusals import NotDurable, OldCipher, PlainSqlite

# The module fills itself from C when it is imported; a type checker sees nothing in it.
sqlcipher: Any = importlib.import_module("sqlcipher3.dbapi2")

NEEDED = (4, 12)
KEY = "blob"
"""The type of a column that holds a key."""

_MANY, _FEW = 12 * 1024, 8 * 1024
"""Kilobytes of pages that a connection keeps. Four times as many made no page cheaper."""
_HEAP = 48 * 1024 * 1024


class _Kept(threading.local):
    """What each thread's connection keeps."""

    kilobytes = _MANY


_kept = _Kept()


def keep_few_pages() -> None:
    """Let what this thread connects from now on keep few pages: it helps out, or works beside."""
    _kept.kilobytes = _FEW


# Django registers its converters and adapters on the standard library's module; SQLCipher's is a
# module of its own and needs the same.
sqlcipher.register_converter("bool", b"1".__eq__)
for _kind, _read in (
    ("time", parse_time),
    ("datetime", parse_datetime),
    ("timestamp", parse_datetime),
):
    sqlcipher.register_converter(_kind, sqlite.decoder(_read))
# The same days stand in thousands of rows.
sqlcipher.register_converter("date", lru_cache(maxsize=20_000)(sqlite.decoder(parse_date)))
sqlcipher.register_adapter(decimal.Decimal, str)
sqlcipher.register_adapter(dt.date, dt.date.isoformat)
sqlcipher.register_adapter(dt.datetime, sqlite.adapt_datetime)
sqlcipher.register_adapter(uuid.UUID, attrgetter("bytes"))
# These go in as they are. Unless the driver is told so, it asks each value in vain for a way of its
# own, which takes longer than to put it in; most values of most rows are such.
for _plain, _itself in ((bytes, bytes), (bool, int), (type(None), {}.get)):
    sqlcipher.register_adapter(_plain, _itself)


class Cursor(sqlcipher.Cursor):  # type: ignore[misc]
    """A cursor that takes Django's ``%s`` places, as Django's own does."""

    convert_query = sqlite.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement."""
        if params is None:
            return super().execute(query)
        if isinstance(params, Mapping):
            query = self.convert_query(query, param_names=list(params))
        else:
            query = _with_our_places(query)
        return super().execute(query, params)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        """Run one statement for many rows, each a sequence of values."""
        return super().executemany(_with_our_places(query), param_list)


@lru_cache(maxsize=512)
def _with_our_places(query: str) -> str:
    """Return a statement with the driver's places; the same few hundred are put again and again.

    As many are kept as a connection keeps prepared (``cached_statements``).
    """
    return sqlite.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


_new, _set = object.__new__, object.__setattr__


class DatabaseFeatures(SqliteFeatures):
    """What the encrypted file can do: it takes keys as they are."""

    has_native_uuid_field = True


class DatabaseOperations(SqliteOperations):
    """How values go into the encrypted file and come out of it."""

    def convert_uuidfield_value(self, value: bytes | None, *_: Any) -> uuid.UUID | None:
        """Return the key that sixteen bytes are."""
        if value is None:
            return None
        # A page reads thousands: what ``uuid.UUID(bytes=value)`` makes, in a third of its time.
        key = _new(uuid.UUID)
        _set(key, "int", int.from_bytes(value))
        _set(key, "is_safe", uuid.SafeUUID.unknown)
        return key


class DatabaseSchemaEditor(SqliteSchemaEditor):
    """How tables are made."""

    def table_sql(self, model: type[models.Model]) -> tuple[str, Any]:
        """Return what makes a table: one with a key of several columns has its rows in its order.

        Else the file would keep the key a second time, in an index of its own.
        """
        sql, values = super().table_sql(model)
        several = isinstance(model._meta.pk, models.CompositePrimaryKey)  # noqa: SLF001 - Meta API
        return (f"{sql} WITHOUT ROWID" if several else sql), values


class DatabaseWrapper(sqlite.DatabaseWrapper):
    """The encrypted file. Keys are sixteen bytes in it, half of what their letters would take."""

    Database = sqlcipher
    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    SchemaEditorClass = DatabaseSchemaEditor
    data_types = {**sqlite.DatabaseWrapper.data_types, "UUIDField": KEY}  # noqa: RUF012 - Django's

    def get_connection_params(self) -> dict[str, Any]:
        """Return what a connection needs; the key stays a callable until it is used."""
        params: dict[str, Any] = super().get_connection_params()
        params.setdefault("timeout", 20)
        params["cached_statements"] = 512
        return params

    def _start_transaction_under_autocommit(self) -> None:
        """Begin by taking the write lock: no transaction fails half way for want of it."""
        self.cursor().execute("BEGIN IMMEDIATE")

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open the file: key, settings, Django's functions."""
        key: Callable[[], bytes] = conn_params.pop("key")
        connection = sqlcipher.connect(**conn_params)
        try:
            _open(connection, key)
        except BaseException:
            connection.close()
            raise
        register_functions(connection)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ARG002 - Django's signature
        """Return a cursor of ours."""
        return self.connection.cursor(factory=Cursor)


def _open(connection: Any, key: Callable[[], bytes]) -> None:
    connection.execute(f"PRAGMA key = \"x'{key().hex()}'\"")
    check_cipher(connection)
    for statement in (
        "PRAGMA cipher_log = off",
        "PRAGMA foreign_keys = ON",
        "PRAGMA legacy_alter_table = OFF",
        f"PRAGMA cache_size = -{_kept.kilobytes}",
        f"PRAGMA soft_heap_limit = {_HEAP}",
        "PRAGMA temp_store = MEMORY",
        "PRAGMA trusted_schema = OFF",
        "PRAGMA secure_delete = ON",
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
    ):
        connection.execute(statement).fetchall()
    if connection.execute("PRAGMA synchronous").fetchone()[0] != 2:
        raise NotDurable
    if connection.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
        raise NotDurable
    with contextlib.suppress(AttributeError):
        connection.enable_load_extension(False)


def check_cipher(connection: Any) -> None:
    """Refuse a connection that would not encrypt, or not as we rely on."""
    row = connection.execute("PRAGMA cipher_version").fetchone()
    if not row or not row[0]:
        raise PlainSqlite
    found = str(row[0]).split()[0]
    version = tuple(int(part) for part in found.split(".")[:2])
    if version < NEEDED:
        raise OldCipher(found=found, needed=".".join(map(str, NEEDED)))
    if not connection.execute("PRAGMA compile_options").fetchall():
        raise PlainSqlite
