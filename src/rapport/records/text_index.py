"""Full-text finding, in the store's own index: FTS5 in the encrypted file, tsvector on PostgreSQL.

Texts and questions are folded the same way first (Latin diacritics, Arabic letter forms, vowel
signs), so the engines only ever compare plain words. Answers come newest first, streamed from the
end of the index: a common word costs no more than a rare one.
"""

import uuid
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import connection

from rapport.names import fold, search_text
from rapport.records.bulk_sql import insert_values
from rapport.records.kind_numbers import KINDS, NUMBERS
from rapport.records.models import LoggedModel, ScopedModel, SearchEntry
from rapport.records.operations import recorded_models
from rapport.records.raw_rows import as_uuid

_UNFINISHED = 3  # letters from which on the last word may be unfinished


class Hit(NamedTuple):
    """Where a text was found; ``entry`` marks the place to go on from."""

    entry: int
    kind: str
    row: uuid.UUID


@cache
def worded_kinds() -> tuple[type[ScopedModel], ...]:
    """Return every kind of record that has words of people: all of them are found by these."""
    return tuple(
        model
        for model in recorded_models().values()
        if issubclass(model, ScopedModel) and (model.TEXTS or model.texts is not ScopedModel.texts)
    )


def remember(rows: Sequence[LoggedModel]) -> None:
    """Index the words of rows, those without any left out."""
    worded = [(row, text) for row in rows if (text := _words_of(row))]
    if not worded:
        return
    if connection.vendor == "postgresql":
        _remember_postgresql(worded)
    else:
        _remember_fts5(worded)


def forget(keys: Sequence[uuid.UUID]) -> None:
    """Drop what is indexed of these rows."""
    for start in range(0, len(keys), 500):
        entries = SearchEntry.objects.filter(row__in=keys[start : start + 500])
        if connection.vendor != "postgresql":
            numbers = [(number,) for number in entries.values_list("pk", flat=True)]
            if not numbers:
                continue
            with connection.cursor() as cursor:
                cursor.executemany("DELETE FROM records_search_words WHERE rowid = %s", numbers)
        entries.delete()


def vocabulary() -> list[str]:
    """Return every word there is in any text, folded. O(words), not notes, in the encrypted file.

    Whoever calls this shows it to nobody.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT word FROM ts_stat('SELECT words FROM records_searchentry')")
        else:
            cursor.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.records_vocabulary"
                " USING fts5vocab('main', 'records_search_words', 'col')"
            )
            cursor.execute("SELECT term FROM temp.records_vocabulary WHERE col = 'words'")
        return [word for (word,) in cursor.fetchall()]


def empty() -> None:
    """Drop everything that is indexed."""
    rows = SearchEntry.objects.all()
    rows._raw_delete(rows.db)  # noqa: SLF001 - nothing hangs on an entry
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM records_search_words")


def write_anew() -> None:
    """Write the index anew, so that no word of what was dropped from it is left in the file.

    O(notes): about 3 microseconds each. PostgreSQL does so by itself when it clears its tables.
    """
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO records_search_words (records_search_words) VALUES ('optimize')"
            )


def _words_of(row: LoggedModel) -> str:
    return search_text(" ".join(row.texts())) if isinstance(row, ScopedModel) else ""


def _entry(row: LoggedModel) -> tuple[int, uuid.UUID]:
    """Return the columns of an entry but its number, in their order."""
    return NUMBERS[str(type(row)._meta.model_name)], row.pk  # noqa: SLF001 - documented Meta API


def _remember_fts5(worded: Sequence[tuple[LoggedModel, str]]) -> None:
    insert_values(SearchEntry, [_entry(row) for row, _ in worded])
    with connection.cursor() as cursor:
        # The file has one writer at a time, so the numbers just given follow one another.
        cursor.execute("SELECT last_insert_rowid()")
        first = cursor.fetchone()[0] - len(worded) + 1
        cursor.executemany(
            "INSERT INTO records_search_words (rowid, words, circle) VALUES (%s, %s, %s)",
            [
                (number, text, row.circle_id.hex)  # type: ignore[attr-defined]
                for number, (row, text) in enumerate(worded, start=first)
            ],
        )


def _remember_postgresql(worded: Sequence[tuple[LoggedModel, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            'INSERT INTO records_searchentry (kind, "row", circle_id, words)'
            " VALUES (%s, %s, %s, to_tsvector('simple', %s))",
            [(*_entry(row), row.circle_id, text) for row, text in worded],  # type: ignore[attr-defined]
        )


_FTS5 = (
    'SELECT e.id, e.kind, e."row" FROM records_search_words w'
    " CROSS JOIN records_searchentry e ON e.id = w.rowid"
    " WHERE w.records_search_words MATCH %s AND w.rowid < %s"
    " ORDER BY w.rowid DESC LIMIT %s"
)
_TSVECTOR = (
    'SELECT e.id, e.kind, e."row" FROM records_searchentry e'
    " WHERE e.words @@ to_tsquery('simple', %s) AND e.id < %s AND e.circle_id IN ({circles})"
    " ORDER BY e.id DESC LIMIT %s"
)
_BEGINNINGS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.records_beginnings"
    " USING fts5vocab('main', 'records_search_words', 'row')"
)
_BEGUN = "SELECT term FROM temp.records_beginnings WHERE term >= %s AND term < %s LIMIT %s"
_LAST = "\U0010ffff"
_FEW = 20  # words that begin alike, which are asked for one by one
_END = 2**62


def find(
    text: str, *, circles: Sequence[uuid.UUID], before: int | None = None, limit: int = 50
) -> list[Hit]:
    """Return texts in ``circles`` that have every word of ``text``, newest recorded first.

    The last word may be unfinished if it has three letters. Pass the rows through ``visible_to``
    before showing them: severity is decided there.
    """
    words = fold(text).split()
    if not words or not circles:
        return []
    values: list[Any]
    if connection.vendor == "postgresql":
        sql = _TSVECTOR.format(circles=", ".join(["%s"] * len(circles)))
        values = [" & ".join(_tsquery_words(words)), before or _END, *circles, limit]
    else:
        # The circles are among the words: one that stands in every other note of a large office
        # must not be looked up in all of them for somebody of a small circle.
        mine = " OR ".join(f'"{key.hex}"' for key in circles)
        question = f"words : ({' AND '.join(_fts5_words(words))}) AND circle : ({mine})"
        sql, values = _FTS5, [question, before or _END, limit]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found = cursor.fetchall()
    return [Hit(number, KINDS[kind], as_uuid(row)) for number, kind, row in found]


def _fts5_words(words: Sequence[str]) -> list[str]:
    quoted = [f'"{word}"' for word in words]
    return [*quoted[:-1], _begun(words[-1]) if len(words[-1]) >= _UNFINISHED else quoted[-1]]


def _begun(word: str) -> str:
    """Return what finds the words that begin so.

    A word is read from its newest note on, as far as is needed; of words that begin alike the
    index first joins all places there are, a hundred thousand in a large office. So few words are
    asked for one by one.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BEGINNINGS)
        cursor.execute(_BEGUN, [word, word + _LAST, _FEW + 1])
        begun = [f'"{term}"' for (term,) in cursor.fetchall()]
    return f"({' OR '.join(begun)})" if 0 < len(begun) <= _FEW else f'"{word}"*'


def _tsquery_words(words: Sequence[str]) -> list[str]:
    quoted = [f"'{word}'" for word in words]
    return [*quoted[:-1], quoted[-1] + (":*" if len(words[-1]) >= _UNFINISHED else "")]
