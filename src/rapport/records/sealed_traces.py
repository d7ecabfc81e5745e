"""Which sealed names have a word, or may be heard in one: looked up by their blind traces.

Whoever reads many texts keeps what was looked up (:class:`Traces`): the same words come again and
again, and each is asked for once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from rapport.records.models import NameKey
from rapport.records.name_index import blind_index
from rapport.records.raw_rows import Key, among, among_texts, as_uuid, rows_as_stored

RowsBy = Mapping[str, set[Key]]
"""The rows of sealed names by a word or skeleton of theirs; their keys as the store has them."""

_AT_ONCE = 5000
_FEW = 500
_NOBODY = frozenset[Key]()
_Form = NameKey.Form


class Traces:
    """What was looked up of sealed names, as long as none is sealed, changed or removed."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Forget all that was looked up: sealed names have changed."""
        self._asked: dict[_Form, set[str]] = defaultdict(set)
        self._rows: dict[int, dict[str, set[Key]]] = {
            form.value: defaultdict(set) for form in _Form
        }
        self._by_ear: dict[tuple[str, ...], frozenset[Key]] = {}
        self._of_one_word: set[Key] | None = None

    def of_words(self, wanted: Iterable[str]) -> tuple[RowsBy, RowsBy]:
        """Return the rows of the names that have each word, and of those that have no other."""
        return self._with((_Form.SEALED_WORD, _Form.SEALED_ALONE), wanted)  # type: ignore[return-value]

    def by_ear(
        self, wanted: Collection[tuple[str, ...]]
    ) -> Mapping[tuple[str, ...], frozenset[Key]]:
        """Return the rows of the names a word may be part of, by the skeletons of the word."""
        new = [keys for keys in wanted if keys not in self._by_ear]
        (rows,) = self._with((_Form.SEALED_SKELETON,), {key for keys in new for key in keys})
        for keys in new:
            self._by_ear[keys] = _NOBODY.union(*(rows[key] for key in keys if key in rows))
        return self._by_ear

    def of_one_word(self, among_rows: Iterable[frozenset[Key]]) -> set[Key]:
        """Return at least those of some rows that are names of one word, and of no others.

        That is asked of these alone, or of the whole store where they are many.
        """
        if self._of_one_word is not None:
            return self._of_one_word
        met = _NOBODY.union(*among_rows)
        of_one_word = NameKey.objects.filter(form=_Form.SEALED_ALONE)
        if len(met) > _FEW:
            self._of_one_word = {row for (row,) in rows_as_stored(of_one_word, "row")}
            return self._of_one_word
        of_one_word = of_one_word.filter(row__in=among([as_uuid(row) for row in met]))
        return {row for (row,) in rows_as_stored(of_one_word, "row")} if met else set()

    def _with(self, forms: Sequence[_Form], wanted: Iterable[str]) -> tuple[RowsBy, ...]:
        """Return, for each of some forms, the rows that have each word or skeleton."""
        asked = self._asked[forms[0]]
        plain = {_trace(word): word for word in wanted if word not in asked}
        asked.update(plain.values())
        traces = sorted(plain)
        for start in range(0, len(traces), _AT_ONCE):
            some = among_texts(traces[start : start + _AT_ONCE])
            keys = NameKey.objects.filter(form__in=forms, key__in=some)
            for row, form, key in rows_as_stored(keys, "row", "form", "key"):
                self._rows[form][plain[key]].add(row)
        return tuple(self._rows[form.value] for form in forms)


@lru_cache(maxsize=1 << 16)
def _trace(word: str) -> str:
    return blind_index(word)
