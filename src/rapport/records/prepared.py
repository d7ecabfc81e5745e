"""Questions whose SQL is built once a process, and from then on only filled in.

Building the SQL of a page's questions takes longer than the store takes to answer them. A function
that returns a queryset from plain values is asked once with stand-ins, and where these land in
the statement is remembered::

    @prepared
    def promises(me: Colleague, relationship: UUID) -> QuerySet[Commitment]:
        return Commitment.objects.visible_to(me).filter(relationship=relationship)

    promises(me, key)         # a list, without building anything
    promises.plain(me, key)   # the queryset itself

Who may see what is decided by ``visible_to`` here too: it is what the stand-in reader passes
through. A statement is kept for each number of circles, so it is the very one that Django builds.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import chain, count
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)

from rapport.records.constants import with_constants
from rapport.records.raw_rows import among, among_numbers

_Asked = ParamSpec("_Asked")
_Row = TypeVar("_Row")
_Shape = tuple[Any, ...]
_Step = tuple[int, Callable[[Any, Any, Any], Any], Any]

_SHAPES_KEPT = 64
"""How many statements one question keeps: one for each number of circles somebody is in."""

QUESTIONS: "dict[str, Question[..., Any]]" = {}
"""Every prepared question by where it stands, for the test that holds it against the plain one."""


def prepared(build: "Callable[_Asked, QuerySet[Any, _Row]]") -> "Question[_Asked, _Row]":
    """Turn a function that returns a queryset into a question that is compiled once.

    A value may be whoever asks, a key, a day, a list of keys (which the function passes on
    through ``raw_rows.among``) or of numbers, at least one (through ``among_numbers``), or a tuple
    of texts, of which each is filled in where it stands alone; anything else is compiled into the
    statement as it is.
    """
    question = Question(build)
    QUESTIONS[f"{build.__module__}.{build.__qualname__}"] = question
    return question


def prepared_for_writers(
    build: "Callable[_Asked, QuerySet[Any, _Row]]",
) -> "Question[_Asked, _Row]":
    """Turn a function into such a question that hangs on where whoever asks may write too.

    A statement is kept for each number of circles of each part: ``changeable_by`` is answered.
    """
    question = prepared(build)
    question.for_writers = True
    return question


class Question(Generic[_Asked, _Row]):
    """A question to the store; called with values, it answers with the rows as a list."""

    for_writers = False

    def __init__(self, build: "Callable[_Asked, QuerySet[Any, _Row]]") -> None:
        self.plain = build
        self._kept: dict[_Shape, _Statement | None] = {}

    def __call__(self, *values: _Asked.args, **named: _Asked.kwargs) -> list[_Row]:
        """Return the rows."""
        given = (*values, *named.values())
        statement = self._statement(given, tuple(named))
        if statement is None:
            return []
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, statement.filled(given))
            rows = cursor.fetchall()
        return statement.read(rows)

    def count(self, *values: _Asked.args, **named: _Asked.kwargs) -> int:
        """Return how many rows there are."""
        given = (*values, *named.values())
        statement = self._statement(given, tuple(named))
        if statement is None:
            return 0
        with connection.cursor() as cursor:
            counting = f"SELECT COUNT(*) FROM ({statement.sql}) AS counted"  # noqa: S608
            cursor.execute(counting, statement.filled(given))
            return int(cursor.fetchone()[0])

    def _statement(self, given: Sequence[Any], names: tuple[str, ...]) -> "_Statement | None":
        """Return the statement for values of this shape; None where it has no answer at all."""
        shape = (connection.vendor, names, *map(_shape, given))
        if self.for_writers:
            shape += tuple(map(_parts, given))
        try:
            return self._kept[shape]
        except KeyError:
            statement = _compiled(self, given, names)
        if len(self._kept) >= _SHAPES_KEPT:
            self._kept.clear()  # another thread's, which has its own in hand already
        self._kept[shape] = statement
        return statement


class _Statement(NamedTuple):
    """SQL with the values it was compiled with, and where those of the next call are put."""

    sql: str
    values: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    read: Callable[[list[tuple[Any, ...]]], list[Any]]
    for_writers: bool

    def filled(self, given: Sequence[Any]) -> list[Any]:
        """Return the values of the statement with those given in the places of the stand-ins."""
        flat = [one for value in given for one in _as_asked(value, self.for_writers)]
        values = list(self.values)
        for place, number in self.places:
            values[place] = flat[number]
        return values


def _shape(value: Any) -> Any:
    """Return what of a value decides the statement: how many circles, or which kind of value."""
    if hasattr(value, "readable_circles"):
        return (len(value.readable_circles()), value.is_narrowed)
    if isinstance(value, list):
        return (list, _are_numbers(value))
    if isinstance(value, tuple):
        return (tuple, len(value))
    if isinstance(value, uuid.UUID) or _is_day(value):
        return type(value)
    if value is None or isinstance(value, str | int):
        return (type(value), value)
    raise TypeError(f"a prepared question is not asked with a {type(value).__name__}")


def _parts(value: Any) -> Any:
    """Return in how many circles somebody has each part."""
    if not hasattr(value, "readable_circles"):
        return None
    return (len(value.writable_circles()), len(value.kept_circles()))


def _are_numbers(value: list[Any]) -> bool:
    return bool(value) and isinstance(value[0], int)


def _is_day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _as_asked(value: Any, for_writers: bool) -> Sequence[Any]:
    """Return what a value puts into a statement, as Django gives it to the driver."""
    if hasattr(value, "readable_circles"):
        if for_writers not in value.asked_as:
            value.asked_as[for_writers] = tuple(_reader_as_asked(value, for_writers))
        return value.asked_as[for_writers]  # type: ignore[no-any-return]
    if isinstance(value, uuid.UUID):
        return [value]
    if isinstance(value, list):
        return (among_numbers if _are_numbers(value) else among)(value).params
    if isinstance(value, tuple):
        return value
    return [connection.ops.adapt_datefield_value(value)] if _is_day(value) else []


def _reader_as_asked(me: Any, for_writers: bool) -> Iterator[Any]:
    # Few circles stand one by one in a statement, many as one list (``visible_to``).
    lists = [me.readable_circles()]
    if for_writers:
        # Those with a part come first, so that what I may write in stands for what they may.
        lists += [mine for mine in (me.writable_circles(), me.kept_circles()) if mine]
    yield me.pk
    yield from dict.fromkeys(chain.from_iterable(reversed(lists)))
    yield from (among(each).params[0] for each in lists)


def _compiled(
    question: "Question[..., Any]", given: Sequence[Any], names: tuple[str, ...]
) -> _Statement | None:
    """Compile a question with stand-ins; raises ``TypeError`` where it cannot be prepared."""
    build, days = question.plain, count()
    for_writers = question.for_writers
    there = [_stand_in(value, days, for_writers=for_writers) for value in given]
    first_named = len(given) - len(names)
    rows = build(*there[:first_named], **dict(zip(names, there[first_named:], strict=True)))
    compiler = rows.query.get_compiler(rows.db)
    try:
        sql, values = compiler.as_sql()
    except EmptyResultSet:
        has_circles = _writes if for_writers else _reads
        if all(map(has_circles, given)):
            raise TypeError(f"{build.__qualname__} asks what a stand-in cannot answer") from None
        return None
    flat = [one for value in there for one in _as_asked(value, for_writers)]
    places = tuple(
        (place, flat.index(value)) for place, value in enumerate(values) if value in flat
    )
    _check_filled(build.__qualname__, sql, values, places, there)
    if connection.vendor == "postgresql":
        sql, values, places = with_constants(sql, values, places, told=given)
    return _Statement(sql, tuple(values), places, _reader(rows, compiler), for_writers)


def _stand_in(value: Any, days: "count[int]", *, for_writers: bool) -> Any:
    """Return a value of the same shape that stands nowhere else."""
    if hasattr(value, "readable_circles"):
        return value.stand_in(writes=for_writers)
    if isinstance(value, list):
        return [uuid.uuid4().int >> 66] if _are_numbers(value) else [uuid.uuid4()]
    if isinstance(value, tuple):
        return tuple(uuid.uuid4().hex for _ in value)
    if isinstance(value, uuid.UUID):
        return uuid.uuid4()
    return date.min + timedelta(days=400 + next(days)) if _is_day(value) else value


def _reads(value: Any) -> bool:
    return not hasattr(value, "readable_circles") or bool(value.readable_circles())


def _writes(value: Any) -> bool:
    return not hasattr(value, "writable_circles") or bool(value.writable_circles())


def _check_filled(
    name: str,
    sql: str,
    values: Sequence[Any],
    places: Sequence[tuple[int, int]],
    there: Sequence[Any],
) -> None:
    """Refuse a statement in which a stand-in stands in a form that would not be filled in."""
    filled = {place for place, _ in places}
    rest = " ".join([sql, *(repr(v) for place, v in enumerate(values) if place not in filled)])
    written = rest.replace("-", "")
    for value in there:
        keys = [value] if isinstance(value, uuid.UUID) else []
        if type(value) is list and not _are_numbers(value):
            keys = value
        if hasattr(value, "readable_circles"):
            keys = [value.pk, *value.readable_circles()]
        if type(value) is list and _are_numbers(value) and str(value[0]) in rest:
            raise TypeError(f"{name} has a number in a form that cannot be filled in")
        if any(key.hex in written or repr(key.bytes) in rest for key in keys):
            raise TypeError(f"{name} has a key in a form that cannot be filled in")
        if type(value) is tuple and any(text in rest for text in value):
            raise TypeError(f"{name} has a text in a form that cannot be filled in")
        if _is_day(value) and (value.isoformat() in rest or repr(value) in rest):
            raise TypeError(f"{name} has a day in a form that cannot be filled in")


def _reader(rows: "QuerySet[Any, Any]", compiler: Any) -> Callable[[Any], list[Any]]:
    """Return what makes of the driver's rows what the queryset would."""
    kind = rows._iterable_class  # noqa: SLF001 - how it reads its rows
    converters = compiler.get_converters([column for column, _, _ in compiler.select])
    steps = [(n, step, column) for n, (some, column) in converters.items() for step in some]
    if kind is FlatValuesListIterable:
        return lambda found: [row[0] for row in _converted(found, steps)]
    if kind is ValuesListIterable:
        return lambda found: [tuple(row) for row in _converted(found, steps)]
    if kind is not ModelIterable or compiler.annotation_col_map:
        raise TypeError("A prepared question answers with records, or with plain columns.")
    return _records(rows.db, compiler, steps)


def _records(alias: str, compiler: Any, steps: Sequence[_Step]) -> Callable[[Any], list[Any]]:
    """Return what makes records, with those they were selected with, as Django does."""
    info = compiler.klass_info
    model, columns = info["model"], info["select_fields"]
    first, end = columns[0], columns[-1] + 1
    names = [column.target.attname for column, _, _ in compiler.select[first:end]]
    populate: Any = get_related_populators
    populators = populate(info, compiler.select, alias)

    def read(found: list[tuple[Any, ...]]) -> list[Any]:
        records = []
        for row in _converted(found, steps):
            record = model.from_db(alias, names, row[first:end])
            for populator in populators:
                populator.populate(row, record)
            records.append(record)
        return records

    return read


def _converted(found: Iterable[Sequence[Any]], steps: Sequence[_Step]) -> Iterator[Sequence[Any]]:
    """Yield the driver's rows with their values as the records have them."""
    for row in map(list, found):
        for number, step, column in steps:
            row[number] = step(row[number], column, connection)
        yield row
