"""A word of its own in every text of every record around one person: nothing here names a column.

Each word is in one column of one row, so that whatever shows it says where it leaked from.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.db import models

from cast import Cast
from rapport.records import judging
from rapport.records.entry import entered_columns
from rapport.records.models import (
    Actor,
    Colleague,
    Counterpart,
    LoggedModel,
    Relationship,
    Safety,
    SealedName,
)
from rapport.records.name_index import seal_name
from rapport.records.operations import parts_of
from rapport.records.recording import change_set
from records.every_kind import note, person_kinds, scoped_kinds

ANY = re.compile(r"ω\d{3}")
"""Four letters, the length of the shortest column of all."""


class Canaries:
    """The words, and where each stands: ``{word: "insight.text"}``."""

    def __init__(self) -> None:
        self.where: dict[str, str] = {}

    def new(self, kind: type[models.Model], column: str) -> str:
        """Return a word that stands nowhere yet, and keep where it will."""
        word = f"ω{len(self.where):03}"
        self.where[word] = f"{kind.__name__.lower()}.{column}"
        return word

    def found_in(self, shown: str) -> set[str]:
        """Return the words that stand in what is shown."""
        return {word for word in ANY.findall(shown) if word in self.where}

    def told(self, shown: str) -> list[str]:
        """Return from which columns words stand in what is shown."""
        return sorted(self.where[word] for word in self.found_in(shown))


def let_loose(cast: Cast, whom: Relationship) -> Canaries:
    """Note a record of every kind about somebody, and put a word into each of their texts."""
    for kind in person_kinds():
        note(cast, kind, whom)
    words = Canaries()
    with change_set("change_any", cast.asking("writer")) as changes:
        actor = Actor.objects.filter(circle=whom.circle).order_by("-pk").first()
        counterpart = Counterpart.objects.get(pk=whom.counterpart_id)
        changes.change(counterpart, actor=actor)
        for row in _rows(whom):
            changes.change(row, **_words_for(row, words))
    for row in _rows(whom):
        for name, part in parts_of(type(row)).items():
            _fill_part(getattr(row, name), part, words)
    with change_set("change_any", cast.asking("writer")) as changes:
        for beside in (whom.office, whom.circle, *_colleagues_but(cast.writer)):
            changes.change(beside, name=words.new(type(beside), "name"))
    judging.rejudge_all(today=cast.DAY)
    return words


def _rows(whom: Relationship) -> Iterator[Any]:
    """Yield every row behind the person's circle, which is nobody else's in these tests."""
    for kind in scoped_kinds():
        yield from kind.objects.filter(circle=whom.circle).order_by("pk")


def _colleagues_but(me: Colleague) -> Iterator[Colleague]:
    yield from Colleague.objects.filter(office=me.office).exclude(pk=me.pk)


def _words_for(row: LoggedModel, words: Canaries) -> dict[str, Any]:
    """Return a new value with a word of its own for each text of a row."""
    kind = type(row)
    values = {
        name: _value(name, words.new(kind, name))
        for name, column in entered_columns(kind).items()
        if _holds_text(column)
    }
    if isinstance(row, SealedName):
        values["sealed"] = seal_name(words.new(kind, "sealed"))
    return values


def _holds_text(column: Any) -> bool:
    kinds = models.CharField | models.TextField | models.JSONField
    return isinstance(column, kinds) and not column.choices


def _value(name: str, word: str) -> Any:
    """Return a value with the word in it, of the shape the column's readers need."""
    way = {"key": f"{int(word[1:]):032x}", "channel": "phone", "safety": Safety.CARE, "held_by": ""}
    shapes = {
        "names": [word],
        "areas": [word],
        "languages": [word],
        "influence": [[word, 1]],
        "costs": [[word, 1]],
        "channels": [{**way, "note": word}],
    }
    return shapes.get(name, word)


def _fill_part(rows: Any, part: Any, words: Canaries) -> None:
    for row in rows.all():
        for name in part.VALUES:
            if _holds_text(part._meta.get_field(name)):
                setattr(row, name, words.new(part, name))
        row.save()
