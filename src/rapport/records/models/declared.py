"""What a kind of record declares of itself, each in a form of its own (``models.scoped``)."""

from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Q

from rapport.records.models.offices import Colleague


class Link(NamedTuple):
    """How a row leads to the relationships it is about: ``Relationship.<theirs> == row.<ours>``."""

    ours: str
    theirs: str = "pk"


class PageSection(NamedTuple):
    """A kind's section on a counterpart's page: its heading, and the words of the link that adds.

    ``empty`` is said where nothing is noted yet; ``page`` names the form (``web/sections.py``).
    """

    title: Any
    add: Any
    empty: Any = ""
    page: str = "note-record"


class End(NamedTuple):
    """When a record is to go: the column with the last day it is kept, and the rule that warns.

    A finding of that rule set aside keeps the record for as long. Without a rule nothing keeps it.
    """

    day: str
    rule: str = ""


class OwnUntil(NamedTuple):
    """That a record is one colleague's alone until it is shared: the columns that say so.

    Without ``shared`` it never is. ``readers`` are columns with colleagues it names: they read it
    as well. One that is only ``held_back`` is everybody's for as long as ``whose`` names nobody.
    """

    whose: str
    shared: str = ""
    readers: tuple[str, ...] = ()
    held_back: bool = False

    @property
    def is_shared(self) -> bool:
        """Say whether its rows may be for everybody who reads there."""
        return bool(self.shared) or self.held_back

    @property
    def open_to_all(self) -> Q:
        """Return the condition under which a row is nobody's alone; see ``is_shared``."""
        return Q(**{f"{self.whose}__isnull": True} if self.held_back else {self.shared: True})

    @property
    def people(self) -> tuple[str, ...]:
        """Return the columns with the colleagues who read it while it is private."""
        return (self.whose, *self.readers)

    def open_to(self, me: Colleague) -> Q:
        """Return the condition under which it is there for ``me``; a token of mine is not me."""
        mine = [Q(**{f"{name}_id": me.pk}) for name in self.people if not me.is_narrowed]
        shared = [Q(**{self.shared: True})] if self.shared else []
        nobodys = [Q(**{f"{self.whose}__isnull": True})] if self.held_back else []
        return reduce(or_, [*mine, *shared, *nobodys] or [Q(pk__isnull=True)])

    def keeps(self, row: Any) -> bool:
        """Say whether a row is not shared, or is held back."""
        if self.held_back:
            return getattr(row, f"{self.whose}_id") is not None
        return not (self.shared and getattr(row, self.shared))


class IfTicked(NamedTuple):
    """What leaves the store only where somebody ticks it: what such a piece is called, its columns.

    The name is the first half of the name a piece is ticked by: ``promise:019a...``.
    """

    piece: str
    columns: frozenset[str]


class Shown(NamedTuple):
    """The columns that stand for a record in one line: its day, its words, perhaps its last day."""

    day: str
    words: str
    until: str = ""
