"""Which sealed names have a word, or may be heard in one: looked up by their blind traces.

Whoever reads many texts keeps what was looked up (:class:`Traces`): the same words come again and
again, and each is asked for once.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapport.names import asked_keys
from rapport.records.models import NameKey, SealedName
from rapport.records.name_index import blind_index, open_name
from rapport.records.raw_rows import (
    Key,
    among,
    among_texts,
    as_uuid,
    each_row_as_stored,
    rows_as_stored,
)

RowsBy = Mapping[str, set[Key]]
"""The rows of sealed names by a word or skeleton of theirs; their keys as the store has them."""

_AT_ONCE = 5000
_FEW = 500
_MOST_PIECES = 1 << 15
_NOBODY = frozenset[Key]()
_ANY_SCRIPT = frozenset[str]()
_Form = NameKey.Form


class Heard(NamedTuple):
    """The names that are heard in some words, and of those met there, the ones of one word."""

    rows: frozenset[Key]
    of_one_word: frozenset[Key]


class Traces:
    """What was looked up of sealed names, as long as none is sealed, changed or removed.

    ``heard`` is what was heard in words of earlier texts.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Forget all that was looked up: sealed names have changed."""
        self.heard: dict[str, Heard] = {}
        self._met: dict[str, bool] = {}
        self._asked: dict[_Form, set[str]] = defaultdict(set)
        self._by_word: dict[int, dict[str, set[Key]]] = {
            form.value: defaultdict(set) for form in (_Form.SEALED_WORD, _Form.SEALED_ALONE)
        }
        self._by_skeleton: dict[frozenset[str], dict[str, set[Key]]] = {}
        self._names: dict[Key, tuple[Key, frozenset[str]]] = {}
        self._of_one_word: frozenset[Key] | None = None

    def expect_many(self) -> None:
        """Learn of which script each name is, for many texts to come: most are of their own.

        One called by a single word ("Dr Kamil") may be met in any, beside that word in another.
        """
        if len(self.heard) > _MOST_PIECES:
            self.heard = {}
        if len(self._met) > _MOST_PIECES:
            self._met = {}
        if self._of_one_word is not None:
            return
        for row, sealed in each_row_as_stored(SealedName.objects.order_by(), "pk", "sealed"):
            name = open_name(sealed)
            called_by_one = len(asked_keys(name)) == 1
            self._names[row] = row, _ANY_SCRIPT if called_by_one else scripts_of(name)
        alone = NameKey.objects.filter(form=_Form.SEALED_ALONE)
        self._of_one_word = frozenset(row for (row,) in rows_as_stored(alone, "row"))

    def of_words(self, wanted: Iterable[str]) -> tuple[RowsBy, RowsBy]:
        """Return the rows of the names that have each word, and of those that have no other."""
        for row, form, word in self._found((_Form.SEALED_WORD, _Form.SEALED_ALONE), wanted):
            self._by_word[form][word].add(self._names.get(row, (row,))[0])
        every, alone = self._by_word.values()
        return every, alone

    def listen_for(self, skeletons: Iterable[str]) -> None:
        """Look up the names with these skeletons; then those in a word can be told."""
        for row, _, skeleton in self._found((_Form.SEALED_SKELETON,), skeletons):
            known, scripts = self._names.get(row, (row, _ANY_SCRIPT))
            alike = self._by_skeleton.setdefault(scripts, {})
            alike.setdefault(skeleton, set()).add(known)

    def is_met(self, word: str, skeletons: Sequence[str]) -> bool:
        """Say whether a word may be part of any name in another script."""
        met = self._met.get(word)
        if met is None:
            met = any(key in alike for alike in self._of_others(word) for key in skeletons)
            self._met[word] = met
        return met

    def by_ear(self, word: str, skeletons: Sequence[str]) -> frozenset[Key]:
        """Return the rows of the names in another script that a word may be part of."""
        met = (alike[key] for alike in self._of_others(word) for key in skeletons if key in alike)
        return _NOBODY.union(*met)

    def alone_by_ear(self, word: str, skeletons: Sequence[str]) -> frozenset[Key]:
        """Return at least those of them that have one word: those only, where many are expected."""
        rows = self.by_ear(word, skeletons)
        return rows if self._of_one_word is None else rows & self._of_one_word

    def of_one_word(self, among_rows: Iterable[frozenset[Key]]) -> frozenset[Key]:
        """Return at least those of some rows that are names of one word, and of no others.

        That is asked of these alone, or of the whole store where they are many.
        """
        if self._of_one_word is not None:
            return self._of_one_word
        met = _NOBODY.union(*among_rows)
        of_one_word = NameKey.objects.filter(form=_Form.SEALED_ALONE)
        if len(met) <= _FEW:
            of_one_word = of_one_word.filter(row__in=among([as_uuid(row) for row in met]))
        return frozenset(row for (row,) in rows_as_stored(of_one_word, "row")) if met else met

    def _of_others(self, word: str) -> Iterator[dict[str, set[Key]]]:
        """Yield the rows by skeleton of the names that share no script with a word."""
        own = scripts_of(word)
        return (alike for scripts, alike in self._by_skeleton.items() if scripts.isdisjoint(own))

    def _found(
        self, forms: Sequence[_Form], wanted: Iterable[str]
    ) -> Iterator[tuple[Key, int, str]]:
        """Yield the rows that have each word or skeleton not asked for before, with the form."""
        asked = self._asked[forms[0]]
        plain = {_trace(word): word for word in wanted if word not in asked}
        asked.update(plain.values())
        traces = sorted(plain)
        for start in range(0, len(traces), _AT_ONCE):
            some = among_texts(traces[start : start + _AT_ONCE])
            keys = NameKey.objects.filter(form__in=forms, key__in=some)
            for row, form, key in each_row_as_stored(keys, "row", "form", "key"):
                yield row, form, plain[key]


@lru_cache(maxsize=1 << 16)
def _trace(word: str) -> str:
    return blind_index(word)


_LATIN = frozenset({"LATIN"})


@lru_cache(maxsize=1 << 14)
def scripts_of(text: str) -> frozenset[str]:
    """Return the scripts of the letters of a text, by how Unicode begins their names."""
    if text.isascii():
        return _LATIN if any(map(str.isalpha, text)) else frozenset()
    return frozenset(unicodedata.name(sign, "").split(" ")[0] for sign in text if sign.isalpha())
