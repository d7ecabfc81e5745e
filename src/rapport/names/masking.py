"""Names of others put out of sight in a text that is handed on."""

import re
from collections.abc import Iterable, Iterator

from rapport.names.fold import runs, words

_GENITIVE = re.compile("['\u2019\u02bc][sS]?$")
_WRITTEN_TOGETHER = frozenset("\u0648\u0641\u0628\u0644\u0643")
"""Arabic and, so, in, for, like: each is one letter, written together with the word after it."""


class Mask:
    """Covers names in a text, however they are spelled: capitals, accents, letter forms.

    A name is covered where all its words stand one after another, also in the genitive ("Musa's")
    and after an Arabic word of one letter that is written together with it. Finding them takes time
    in the length of the text, however many names there are.
    """

    def __init__(self, names: Iterable[str], cover: str) -> None:
        self._cover = cover
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for name in names:
            if said := tuple(word for _, _, word in _places(name)):
                self._by_first.setdefault(said[0], []).append(said)
        for group in self._by_first.values():
            group.sort(key=len, reverse=True)

    def over(self, text: str) -> str:
        """Return ``text`` with every name in it covered."""
        pieces, begin = [], 0
        for start, end in self._spans(text):
            pieces += [text[begin:start], self._cover]
            begin = end
        return "".join([*pieces, text[begin:]])

    def found(self, text: str) -> tuple[str, ...]:
        """Return the names that stand in a text, as they are written there, each once."""
        return tuple(dict.fromkeys(text[start:end] for start, end in self._spans(text)))

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        places = _places(text)
        said = [word for _, _, word in places]
        number = 0
        while number < len(said):
            name = self._name_at(said, number)
            if name:
                yield places[number][0], places[number + len(name) - 1][1]
            number += len(name) or 1

    def _name_at(self, said: list[str], number: int) -> tuple[str, ...]:
        """Return the longest name that begins at this word, or nothing."""
        first = said[number]
        for begins in (first, *([first[1:]] if first[0] in _WRITTEN_TOGETHER else [])):
            for name in self._by_first.get(begins, ()):
                if (begins, *said[number + 1 : number + len(name)]) == name:
                    return name
        return ()


def _places(text: str) -> list[tuple[int, int, str]]:
    """Return the folded words of a text with where each stands, without the genitive's ending."""
    return [
        (start, end, word)
        for start, end in runs(text)
        for word in words(_GENITIVE.sub("", text[start:end]))
    ]
