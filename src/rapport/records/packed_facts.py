"""What the rules read of an interaction, packed beside each counterpart's place in it.

A letter for each column, and the hour at the end: every morning many of these lines are read. A
line begins with the number of its form. One of an older form, in whole words with bars between
them, is read by that form's own columns, and what it does not say is as if nobody had said it; a
migration then packs all lines anew (:func:`pack_all`). To add a column: keep the form that was in
``_FORMS`` with how it is read, add the column to ``_COLUMNS`` and its letters to ``_LETTERS``,
raise ``FORM``, and let a migration call ``pack_all``. To add a choice: give it a letter.
"""

from collections.abc import Mapping
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from typing import Any

from rapport.records.bulk_sql import update_values

FORM = 3
_COLUMNS = (
    *("channel", "purpose", "two_way", "asked", "small_talk", "introduced_self"),
    *("introduced_organisation", "tone_theirs", "tone_ours", "on_time", "life_saving", "time"),
)
"""The columns of this form, in the order of ``InteractionFact`` after its key and day.

They are said for one counterpart: ``two_way`` and ``asked`` only where they took part as a person,
and we were there.
"""

ASKED_AT = _COLUMNS.index("asked")
"""Where :func:`unpack` says whether they were asked for something."""

TWO_WAY_AT = _COLUMNS.index("two_way")
TONES_AT = slice(_COLUMNS.index("tone_theirs"), _COLUMNS.index("tone_ours") + 1)
"""Where it says whether both took part, and their tone and ours."""

_FORMS: Mapping[str, tuple[str, ...]] = {
    "": _COLUMNS[:-1],
    "1": _COLUMNS[:-1],
    "2": _COLUMNS,
}
"""The columns of every form in whole words; the first had no number.

The early ones went on with what is a mark of its own today; that part of a line is left unread.
"""

NOT_AS_A_PERSON = frozenset({"interpreter", "introducer"})
"""The parts in which somebody is there for another, and so is neither met nor asked."""

ASKED = {"yes": True, "no": False, "not_recorded": None}
_TONES = {"": "-", "open": "o", "neutral": "n", "guarded": "g", "hostile": "h"}
_YES = {True: "1", False: "0", None: "-"}
_LETTERS: tuple[Mapping[Any, str], ...] = (
    {
        "in_person": "p",
        "phone": "f",
        "video": "v",
        "message": "m",
        "letter": "l",
        "intermediary": "i",
        "chance": "c",
    },
    {"engagement": "e", "negotiation": "n", "follow_up": "f", "courtesy": "c", "incident": "i"},
    *(_YES, _YES, _YES, _YES, _YES),
    *(_TONES, _TONES),
    {"": "-", "on_time": "t", "late": "l", "absent": "a"},
    _YES,
)
"""How each column but the last, the hour, is written, in their order."""

_HOUR = len(_LETTERS)
_ON_TIME = _COLUMNS.index("on_time")
_MEANINGS: tuple[Mapping[str, Any], ...] = tuple(
    {letter: None if at == _ON_TIME and not value else value for value, letter in ways.items()}
    for at, ways in enumerate(_LETTERS)
)
_MEANT = {"1": True, "0": False, "": None}
_YES_NO = frozenset(
    {"two_way", "asked", "small_talk", "introduced_self", "introduced_organisation", "life_saving"}
)
_UNSAID: Mapping[str, Any] = {"on_time": None, **dict.fromkeys(_YES_NO)}
_BATCH = 1000


def pack(interaction: Any, presence: Any) -> str:
    """Return what a contact is for one counterpart, in one line."""
    return _packed(_of_all(interaction), _of_one(presence))


_of_all = attrgetter(*_COLUMNS)
_of_one = attrgetter("part", "asked", "tone_theirs", "tone_ours")


@lru_cache(maxsize=10_000)
def _packed(of_all: tuple[Any, ...], of_one: tuple[Any, ...]) -> str:
    """Return the line of a contact of which all is said that may differ.

    Kept for a while, because most contacts say the same few things of themselves.
    """
    told = dict(zip(_COLUMNS, of_all, strict=True))
    told |= _for_one(told, *of_one)
    *values, hour = (told[name] for name in _COLUMNS)
    letters = (ways[value] for ways, value in zip(_LETTERS, values, strict=True))
    return "".join((str(FORM), *letters, hour))


def _for_one(
    told: Mapping[str, Any], part: str, asked: str, tone_theirs: str, tone_ours: str
) -> dict[str, Any]:
    """Return the columns in which a contact may differ for one of several counterparts.

    Nothing passes with whom we did not turn up to meet, and whoever interpreted or introduced was
    neither asked nor met.
    """
    met = told["on_time"] != "absent" and part not in NOT_AS_A_PERSON
    asked_them = ASKED[asked] if asked else told["asked"]
    return {
        "two_way": met and told["two_way"],
        "asked": asked_them if met else None,
        "tone_theirs": tone_theirs or told["tone_theirs"],
        "tone_ours": tone_ours or told["tone_ours"],
        "time": told["time"].strftime("%H:%M") if told["time"] else "",
    }


@lru_cache(maxsize=10_000)
def unpack(packed: str) -> tuple[Any, ...]:
    """Return the columns in the order of ``InteractionFact``.

    Kept for a while, because most interactions say the same few things of themselves. Raises
    ``ValueError`` for a form that is not known here.
    """
    if packed[:1] == str(FORM):
        return _unpack_letters(packed[1 : _HOUR + 1], packed[_HOUR + 1 :])
    return _unpack_words(packed)


def _unpack_letters(letters: str, hour: str) -> tuple[Any, ...]:
    try:
        values = [mean[letter] for mean, letter in zip(_MEANINGS, letters, strict=True)]
    except KeyError as unknown:
        raise ValueError(f"These facts have a letter that is not known here: {unknown}.") from None
    return (*values, hour)


def _unpack_words(packed: str) -> tuple[Any, ...]:
    """Return the columns of a line of an older form, in whole words."""
    number, _, rest = packed.partition("|")
    form = number if number.isdecimal() else ""
    if form not in _FORMS:
        raise ValueError(f"These facts are packed in the form {form}, which is not known here.")
    columns = _FORMS[form]
    values = (rest if form else packed).split("|", len(columns))[: len(columns)]
    told = {
        name: _MEANT[value] if name in _YES_NO else value or _UNSAID.get(name, "")
        for name, value in zip(columns, values, strict=True)
    }
    return tuple(told.get(name, _UNSAID.get(name, "")) for name in _COLUMNS)


def pack_all(interactions: Any, presences: Any) -> int:
    """Pack the facts of every interaction anew; return how many there were.

    ``interactions`` and ``presences`` are managers, of a migration or of today: a migration that
    runs before the columns of this form are there has nothing to pack, for a later one will.
    """
    if not _has_columns(interactions.model, presences.model):
        return 0
    rows = interactions.order_by("pk").iterator(chunk_size=_BATCH)
    count = 0
    while batch := {interaction.pk: interaction for interaction in islice(rows, _BATCH)}:
        there = presences.filter(interaction__in=list(batch))
        packed = ((one.pk, (pack(batch[one.interaction_id], one),)) for one in there)
        update_values(presences.model, ("told",), packed)
        count += len(batch)
    return count


def _has_columns(interaction: Any, presence: Any) -> bool:
    of_all = {column.name for column in interaction._meta.get_fields()}  # noqa: SLF001 - Django's own
    of_one = {column.name for column in presence._meta.get_fields()}  # noqa: SLF001 - Django's own
    return of_all.issuperset(_COLUMNS) and of_one.issuperset(("asked", "tone_theirs", "tone_ours"))
