"""What the rules read of an interaction, packed beside each counterpart's place in it.

A line of values with bars between them, the words to mind at its end: every morning many of them
are read. It begins with the number of its form. A line of an older form is read by that form's
own columns, and what it does not say is as if nobody had said it; a migration then packs all lines
anew (:func:`pack_all`). To add a column: keep the form that was in ``_FORMS``, add the column to
``_COLUMNS``, raise ``FORM``, and let a migration call ``pack_all``.
"""

from collections.abc import Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

FORM = 1
_COLUMNS = (
    *("channel", "purpose", "two_way", "asked", "small_talk", "introduced_self"),
    *("introduced_organisation", "tone_theirs", "tone_ours", "on_time", "life_saving"),
)
"""The columns of this form, in the order of ``InteractionFact`` after its key and day."""

_FORMS: Mapping[str, tuple[str, ...]] = {"": _COLUMNS, str(FORM): _COLUMNS}
"""The columns of every form there ever was; the first had no number."""

_MOST_LETTERS = 100
_PLAIN = {True: "1", False: "0", None: ""}
_MEANT = {"1": True, "0": False, "": None}
_YES_NO = frozenset(
    {"two_way", "asked", "small_talk", "introduced_self", "introduced_organisation", "life_saving"}
)
_UNSAID: Mapping[str, Any] = {"on_time": None, **dict.fromkeys(_YES_NO)}
_BATCH = 1000


def pack(interaction: Any, form: str = str(FORM)) -> str:
    """Return the columns a form has, the names in clear, and the first words to mind."""
    words: list[str] = []
    for word in interaction.words_to_mind:
        if sum(map(len, words)) + len(word) <= _MOST_LETTERS:
            words.append(word)
    values = [getattr(interaction, name) for name in _FORMS[form]]
    plain = [value if isinstance(value, str) else _PLAIN[value] for value in values]
    return "|".join((form, *plain, str(interaction.names_in_clear), "\n".join(words)))


@lru_cache(maxsize=10_000)
def unpack(packed: str) -> tuple[tuple[Any, ...], int, tuple[str, ...]]:
    """Return the columns in the order of ``InteractionFact``, the names in clear, the words.

    Kept for a while, because most interactions say the same few things of themselves. Raises
    ``ValueError`` for a form that is not known here.
    """
    number, _, rest = packed.partition("|")
    form = number if number.isdigit() else ""
    if form not in _FORMS:
        raise ValueError(f"These facts are packed in the form {form}, which is not known here.")
    columns = _FORMS[form]
    *values, names, words = (rest if form else packed).split("|", len(columns) + 1)
    told = {
        name: _MEANT[value] if name in _YES_NO else value or _UNSAID.get(name, "")
        for name, value in zip(columns, values, strict=True)
    }
    read = tuple(told.get(name, _UNSAID.get(name, "")) for name in _COLUMNS)
    return read, int(names), tuple(words.split("\n")) if words else ()


def pack_all(interactions: Any, presences: Any) -> int:
    """Pack the facts of every interaction anew, as a migration has the two models; return how many.

    ``interactions`` and ``presences`` are managers. A migration of earlier tables has no columns
    added since: the facts are packed in the newest form it can fill.
    """
    form = _newest_form_of(interactions.model)
    rows = interactions.order_by("pk").iterator(chunk_size=_BATCH)
    count = 0
    while batch := list(islice(rows, _BATCH)):
        packed = {interaction.pk: pack(interaction, form) for interaction in batch}
        there = list(presences.filter(interaction__in=packed))
        for presence in there:
            presence.told = packed[presence.interaction_id]
        presences.bulk_update(there, ["told"], batch_size=200)
        count += len(batch)
    return count


def _newest_form_of(model: Any) -> str:
    there = {column.name for column in model._meta.get_fields()}  # noqa: SLF001 - Django's own
    return max((form for form in _FORMS if form and there.issuperset(_FORMS[form])), key=int)
