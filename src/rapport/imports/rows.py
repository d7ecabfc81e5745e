"""What a row of a register says, and what can be wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_noop, ngettext_lazy

SHOWN_CHARACTERS = 60
"""How much of a cell is shown where something is wrong with it."""

#: What keeps a whole row out.
FAULTS = {
    "nobody": gettext_noop("nobody is named"),
    "long_name": gettext_noop("the name is longer than 120 characters"),
    "long_line": gettext_noop("the text is longer than 64 KB"),
}

#: Why a day is unsure: the person comes in, and what stands in the row is kept as a note.
DOUBTS = {
    "empty": gettext_noop("the date is missing"),
    "not_a_date": gettext_noop("the date cannot be read"),
    "no_such_day": gettext_noop("the date does not exist"),
    "other_order": gettext_noop("the date does not fit the order of day, month and year"),
    "several_days": gettext_noop("there are several dates in one cell"),
    "no_year": gettext_noop("the year is missing"),
    "other_numerals": gettext_noop("the date has number signs we cannot read, such as ፫ or ³"),
    "roughly": gettext_noop("only a month or a range is known"),
    "future": gettext_noop("the date is in the future"),
    "too_early": gettext_noop("the date is before 1900"),
}

#: What became of a cell that could not be taken as it is.
ODDITIES = {
    "not_understood": gettext_noop("not understood; treated as empty"),
    "cut": gettext_noop("too long; the end was cut off"),
    "whose": gettext_noop("given for several people at once; left out"),
    "address_differs": gettext_noop("an earlier row has another form of address; left out"),
}

#: What is kept otherwise than as it stands, so that nothing falls.
KEPT = {
    "note_without_day": ngettext_lazy(
        "%(n)s row has no certain date: its text is kept as a note on the person.",
        "%(n)s rows have no certain date: their text is kept as notes on the people.",
        "n",
    ),
    "note": ngettext_lazy(
        "%(n)s row has text but no date: it is kept as a note on the person.",
        "%(n)s rows have text but no date: it is kept as notes on the people.",
        "n",
    ),
    "post_alone": ngettext_lazy(
        "%(n)s post has no group or institution: it is kept as a note.",
        "%(n)s posts have no group or institution: they are kept as notes.",
        "n",
    ),
    "second_post": ngettext_lazy(
        "%(n)s additional post is kept beside the first.",
        "%(n)s additional posts are kept beside the first.",
        "n",
    ),
    "second_group": ngettext_lazy(
        "%(n)s additional group is kept as a note.",
        "%(n)s additional groups are kept as notes.",
        "n",
    ),
    "second_name": ngettext_lazy(
        "%(n)s additional real name is encrypted beside the first.",
        "%(n)s additional real names are encrypted beside the first.",
        "n",
    ),
}


class Oddity(NamedTuple):
    """A cell that was read otherwise than it stands: a code of ``ODDITIES``, and its text."""

    column: str
    code: str
    text: str


class Fault(NamedTuple):
    """What is wrong in a row: its number, the meaning of the column, a code, how the cell begins.

    By a code of ``FAULTS`` the row is left out, by one of ``DOUBTS`` only its day is not known.
    ``who`` is the name as it is written, or what else tells the row apart; ``header`` names the
    column to correct, and ``offered`` is a day that may be meant.
    """

    row: int
    column: str
    code: str
    text: str = ""
    who: str = ""
    header: str = ""
    offered: date | None = None


class Post(NamedTuple):
    """A post in a group or institution; either may be all that is said."""

    actor: str
    title: str


class Words(NamedTuple):
    """What is kept of a row without a day: the day as written, and the rest.

    ``day`` is None where the register has no column of days.
    """

    day: str | None
    rest: tuple[str, ...]


@dataclass(slots=True)
class RegisterRow:
    """What a row says, in our words.

    ``people`` are aliases, each with the real name if said; ``addressed`` are aliases with the
    title that stood before the name. ``on`` is the day of the contact, ``until`` its last day
    where only a month or a range is known. ``note`` is what to keep with each of them where there
    is no day, ``doubt`` why there is none.
    """

    row: int
    people: Mapping[str, str]
    how_to_address: str
    posts: Sequence[Post]
    ours: str
    on: date | None
    interaction: dict[str, Any]
    until: date | None = None
    addressed: Mapping[str, str] | None = None
    note: Words | None = None
    doubt: Fault | None = None

    @property
    def actor(self) -> str:
        """Return the first group or institution that is named."""
        return next((post.actor for post in self.posts if post.actor), "")
