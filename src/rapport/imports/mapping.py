"""What the columns of a register mean: said by a person, kept with the import or in a file."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from django.utils.translation import gettext_noop

from rapport.imports.cells import Separator
from rapport.imports.file_map import (
    FileMap,
    check_days_and_circle,
    check_each_once,
    check_one_of,
    read_map,
)
from rapport.records.models import Channel, Purpose, Sensitivity
from rapport.records.refusals import CannotBe

MEANINGS: dict[str, str] = {
    "alias": gettext_noop("Alias: the name we use here"),
    "real_name": gettext_noop("Real name (encrypted)"),
    "how_to_address": gettext_noop("How to address them"),
    "actor": gettext_noop("Group or institution"),
    "position": gettext_noop("Post"),
    "date": gettext_noop("Date of contact"),
    "line": gettext_noop("Summary: what it was about"),
    "ours": gettext_noop("Our colleague"),
    "place": gettext_noop("Place (P-code)"),
    "channel": gettext_noop("Channel: in person, phone …"),
    "purpose": gettext_noop("Purpose"),
    "asked": gettext_noop("Did we ask for anything?"),
    "small_talk": gettext_noop("Was there small talk?"),
    "two_way": gettext_noop("Was it two-way?"),
    "tone_theirs": gettext_noop("Their tone"),
    "tone_ours": gettext_noop("Our tone"),
}
#: Meanings several columns may have: names and lines are joined, further posts and groups kept.
REPEATABLE = frozenset({"alias", "real_name", "line", "position", "actor"})
SPLITS: tuple[Separator, ...] = get_args(Separator)
CALLED_BY = ("number", "post")


@dataclass(frozen=True)
class RegisterMap(FileMap):
    """How to read a register of contacts.

    ``corrections`` are cells put right, by the row as a spreadsheet counts, a blank and the header.
    ``different`` are folded names that each stand for several people, told apart by their group.
    ``names_shown``: real names as aliases were chosen knowingly. ``called_by``: how people are
    called of whom only the real name is told. ``roughly``: a month or a range is a day known
    roughly, and no doubt.
    """

    split: Sequence[Separator] = ()
    different: Sequence[str] = ()
    corrections: Mapping[str, str] = field(default_factory=dict)
    called_by: str = "number"
    roughly: bool = True
    purpose: str = Purpose.ENGAGEMENT
    channel: str = Channel.IN_PERSON

    def column(self, meaning: str) -> str | None:
        """Return the header of the first column with this meaning."""
        return next(iter(self.headers_of(meaning)), None)


def mapping_from(raw: Mapping[str, Any]) -> RegisterMap:
    """Return a map from JSON or TOML; what does not fit is refused in a plain sentence."""
    mapping = read_map(RegisterMap, raw)
    for meaning in mapping.columns.values():
        check_one_of("columns", meaning, MEANINGS)
    for part in mapping.split:
        check_one_of("split", part, SPLITS)
    check_one_of("called_by", mapping.called_by, CALLED_BY)
    check_one_of("purpose", mapping.purpose, Purpose.values)
    check_one_of("channel", mapping.channel, Channel.values)
    check_one_of("sensitivity", mapping.sensitivity, Sensitivity.values)
    check_each_once(mapping, REPEATABLE)
    return mapping


def check_complete(mapping: RegisterMap, calendars: Collection[str] = ()) -> None:
    """Refuse a map that names nobody, or a circle that is none.

    ``calendars`` are those the days could be of; where there are several, the map says which.
    """
    if mapping.column("alias") is None and mapping.column("real_name") is None:
        raise CannotBe(
            gettext_noop("No column says who the person is."),
            next_step=gettext_noop("Choose the column with the alias or the name."),
        )
    dated = mapping.column("date") is not None
    check_days_and_circle(mapping, dated=dated, calendars=len(calendars))
