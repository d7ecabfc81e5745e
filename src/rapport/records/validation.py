"""Whether texts fit their columns, asked before anything is written.

The encrypted file takes any text of any length, PostgreSQL does not: what one of them could not
keep is refused for both, in a sentence.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_noop

from rapport.records.models.logged import LoggedModel
from rapport.records.refusals import CannotBe

LONGEST = 64 * 1024
"""The longest free text, in bytes of UTF-8."""


class _Text(NamedTuple):
    """What a text column takes: its longest text, and the choices if there are any."""

    most: int | None
    choices: frozenset[str]


_ANY = _Text(None, frozenset())


def check_texts(model: type[LoggedModel], patch: Mapping[str, Any]) -> None:
    """Refuse texts that are too long, that are no choice, or that no store can keep.

    Every word within a list or a mapping that a column keeps is held to it as well.
    """
    columns = _texts(model)
    for name, value in patch.items():
        if isinstance(value, str) and name in columns:
            _check(columns[name], value)
        elif isinstance(value, list | dict):
            for word in _words_within(value):
                _check(_ANY, word)


def check_words(words: Iterable[str], *, longest: int, choices: Iterable[str] = ()) -> None:
    """Refuse, in a column that keeps a list, words that are too long, no choice, or no text."""
    column = _Text(longest, frozenset(choices))
    for word in words:
        _check(column, word)


def check_choice(word: object, choices: Container[object]) -> None:
    """Refuse a word that is not one of the choices."""
    if word not in choices:
        raise CannotBe(
            gettext_noop("%(word)s is not one of the choices."),
            next_step=gettext_noop("Choose one from the list."),
            word=str(word)[:40],
        )


def require_text(text: str, says: str, next_step: str) -> None:
    """Refuse a text that is empty or blank, in a sentence with the next step."""
    if not text.strip():
        raise CannotBe(says, next_step=next_step)


def check_needed(model: type[LoggedModel], values: Mapping[str, Any]) -> None:
    """Refuse columns without a value that need one."""
    for name, value in values.items():
        column: Any = model._meta.get_field(name)  # noqa: SLF001 - documented Meta API
        optional = column.blank or column.null or column.has_default()
        if not optional and (value is None or not str(value).strip()):
            raise CannotBe(
                gettext_noop("%(column)s: this cannot be left empty."),
                next_step=gettext_noop("Fill it in, and save again."),
                column=column.verbose_name,
            )


def _check(column: _Text, value: str) -> None:
    if column.most is not None and len(value) > column.most:
        raise CannotBe(
            gettext_noop("This text is longer than %(most)s characters."),
            next_step=gettext_noop("Shorten it; details belong in the notes."),
            most=column.most,
        )
    if column.most is None and len(value) > LONGEST // 4 and len(_encoded(value)) > LONGEST:
        raise CannotBe(
            gettext_noop("This text is longer than 64 KB."),
            next_step=gettext_noop("Shorten it, or split it into several notes."),
        )
    if column.choices and value not in column.choices:
        raise CannotBe(
            gettext_noop("%(word)s is not one of the choices."),
            next_step=gettext_noop("Choose one from the list."),
            word=value[:40],
        )
    if "\0" in value or not (value.isascii() or _is_unicode(value)):
        raise CannotBe(
            gettext_noop("This text has a character that cannot be saved."),
            next_step=gettext_noop("Type it again, or paste it from somewhere else."),
        )


def _words_within(value: Any) -> Iterator[str]:
    """Yield every text that stands somewhere in a list or a mapping, its keys among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, below in value.items():
            yield str(key)
            yield from _words_within(below)
    elif isinstance(value, list | tuple):
        for below in value:
            yield from _words_within(below)


def _encoded(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


def _is_unicode(value: str) -> bool:
    """Say whether a text has no half of a character pair standing alone."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


@cache
def _texts(model: type[LoggedModel]) -> dict[str, _Text]:
    """Return what each text column of ``model`` takes."""
    found = {}
    for column in model._meta.concrete_fields:  # noqa: SLF001 - documented Meta API
        if isinstance(column, models.CharField | models.TextField):
            choices = {str(value) for value, _ in column.flatchoices}
            if choices and column.blank:
                choices.add("")
            found[column.name] = _Text(column.max_length, frozenset(choices))
    return found
