"""Marks on notes, made as they are written: hard words, and real names left in the clear.

The rules on care with data read these marks instead of every text again.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from rapport.names import words
from rapport.records.models import NameKey, Office, Recorded, SealedName
from rapport.records.name_index import blind
from rapport.records.text_index import texts_of
from rapport.rules.hard_words import hard_words_in

_MARKED = ("words_to_mind", "names_in_clear")
_CHUNK = 500


def mark(rows: Sequence[Recorded]) -> tuple[str, ...]:
    """Set the marks of rows of one kind; return which columns were set, none for most kinds."""
    if not rows or not hasattr(rows[0], "words_to_mind"):
        return ()
    extra = _office_words(rows)
    clear = _names_in_clear(rows) if SealedName.objects.exists() else {}
    for row in rows:
        text = text_of(row)
        office: uuid.UUID = row.office_id  # type: ignore[attr-defined]
        row.words_to_mind = list(hard_words_in(text, extra=extra[office]))  # type: ignore[attr-defined]
        row.names_in_clear = clear.get(row.pk, 0)  # type: ignore[attr-defined]
    return _MARKED


def text_of(row: Recorded) -> str:
    """Return all that people wrote in a note."""
    return "\n".join(text for name in texts_of(type(row)) if (text := getattr(row, name)))


def _office_words(rows: Sequence[Recorded]) -> Mapping[uuid.UUID, tuple[str, ...]]:
    """Return the words each office has added to the list of words to mind."""
    offices = {row.office_id for row in rows}  # type: ignore[attr-defined]
    found = Office.objects.filter(pk__in=offices).values_list("pk", "rule_settings")
    return {key: tuple(settings.get("D04", {}).get("words", ())) for key, settings in found}


def _names_in_clear(rows: Sequence[Recorded]) -> dict[uuid.UUID, int]:
    """Count, for each row, the sealed names whose words stand in its text.

    A name counts when two of its words are there, or its only one.
    """
    words_of = {row.pk: {blind(word) for word in words(text_of(row))} for row in rows}
    wanted = sorted(set().union(*words_of.values()))
    names_with: dict[str, list[tuple[uuid.UUID, bool]]] = defaultdict(list)
    forms = (NameKey.Form.SEALED_WORD, NameKey.Form.SEALED_ALONE)
    for start in range(0, len(wanted), _CHUNK):
        keys = NameKey.objects.filter(form__in=forms, key__in=wanted[start : start + _CHUNK])
        for name, form, key in keys.values_list("row", "form", "key"):
            names_with[key].append((name, form == NameKey.Form.SEALED_ALONE))
    counts = {}
    for row_key, said in words_of.items():
        hits: Counter[uuid.UUID] = Counter()
        for word in said:
            for name, alone in names_with.get(word, ()):
                hits[name] += 2 if alone else 1
        counts[row_key] = sum(here >= 2 for here in hits.values())
    return counts
