"""What a row of a register of officials says, and what can be wrong with it."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_noop

from rapport.imports.rows import DOUBTS, Fault
from rapport.rules.successions import Span

#: What keeps a row out, with what to do about it.
FAULTS: dict[str, tuple[str, str]] = {
    "nobody": (
        gettext_noop("nobody is named"),
        gettext_noop("Write the name, or “vacant” if nobody holds the post."),
    ),
    "no_post": (gettext_noop("no post is named"), gettext_noop("Write what the post is called.")),
    "no_group": (
        gettext_noop("no group or institution is named"),
        gettext_noop("Write whose post it is, or choose one group for the whole file."),
    ),
    "several_people": (
        gettext_noop("there are several people in one cell"),
        gettext_noop("Give each of them a row."),
    ),
    "long": (
        gettext_noop("the text is too long for a name or a post"),
        gettext_noop("Shorten it; a name or a post has at most 160 characters."),
    ),
    "ends_first": (
        gettext_noop("the last day is before the first day"),
        gettext_noop("Check both dates."),
    ),
    "told_otherwise": (
        gettext_noop("another row says otherwise of the same person and post"),
        gettext_noop("Correct the dates of one of the two rows, or remove it."),
    ),
    "future": (
        DOUBTS["future"],
        gettext_noop("Import it once they have taken the post."),
    ),
    "no_link": (
        gettext_noop("the person or the post it refers to is not in the file"),
        gettext_noop("Export the file again together with its people and posts."),
    ),
}
#: What to do about a day that cannot be read; what is wrong with it is said by ``DOUBTS``.
DATE_NEXT = gettext_noop("Write a day, a month or a year, such as 2026-03-14 or 2026.")

#: What is good to know of a row that comes in all the same, or of a file.
NOTICES: dict[str, str] = {
    "status": gettext_noop("the status “%(text)s” is not understood; treated as empty"),
    "acting": gettext_noop("“%(text)s” is neither yes nor no; treated as not acting"),
    "cut": gettext_noop("the reason it ended is too long; the end was cut off"),
    "ends_ahead": gettext_noop("the last day is in the future; it is kept as written"),
    "area": gettext_noop("the area is too long; the end was cut off"),
    "follows_apart": gettext_noop(
        "the file says that one followed the other, but they share no post here"
    ),
    "follows_against": gettext_noop(
        "the file says that one followed the other, but the dates say otherwise; the dates count"
    ),
    "differs": gettext_noop(
        "recorded already with other dates; what is recorded is not changed. Correct it on the"
        " page of the group"
    ),
    "two_groups": gettext_noop("fits several groups recorded here; the first is used"),
}


class Notice(NamedTuple):
    """Something to know: a code of ``NOTICES``, the row, and the text it is about."""

    code: str
    row: int
    text: str = ""


def fault_words(fault: Fault) -> tuple[str, str]:
    """Return what is wrong with a row, and what to do; both still to be translated."""
    if fault.code in FAULTS:
        return FAULTS[fault.code]
    return DOUBTS.get(fault.code, DOUBTS["not_a_date"]), DATE_NEXT


@dataclass(slots=True)
class OfficialRow:
    """What a row says: who holds or held which post of which group.

    ``is_over`` says that they left, whether or not it is known when; ``still`` that they hold it
    to this day. Where ``vacant``, nobody holds it and nobody is named. The keys are those of a
    file that has some: rows with one key are of one person, or one post, however they are called.
    ``follows`` are keys of people, each followed by the one named here.
    """

    row: int
    group: str
    post: str
    person: str
    area: str = ""
    since: Span = field(default_factory=Span)
    until: Span = field(default_factory=Span)
    why_ended: str = ""
    acting: bool = False
    is_over: bool = False
    still: bool = False
    vacant: bool = False
    shared: bool = False
    group_also: tuple[str, ...] = ()
    person_also: tuple[str, ...] = ()
    person_key: str = ""
    post_key: str = ""
    group_key: str = ""
    follows: tuple[str, ...] = ()


EARLIEST = date(1900, 1, 1)
