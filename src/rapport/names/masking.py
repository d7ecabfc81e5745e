"""Names of others put out of sight in a text that is handed on."""

from collections.abc import Iterable

from rapport.names.fold import runs, words


class Mask:
    """Covers names in a text, however they are spelled: capitals, accents, letter forms.

    A name is covered where all its words stand one after another. Finding them takes time in the
    length of the text, however many names there are.
    """

    def __init__(self, names: Iterable[str], cover: str) -> None:
        self._cover = cover
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for name in names:
            if said := tuple(words(name)):
                self._by_first.setdefault(said[0], []).append(said)
        for group in self._by_first.values():
            group.sort(key=len, reverse=True)

    def over(self, text: str) -> str:
        """Return ``text`` with every name in it covered."""
        places = [
            (start, end, word) for start, end in runs(text) for word in words(text[start:end])
        ]
        said = [word for _, _, word in places]
        pieces, begin, number = [], 0, 0
        while number < len(said):
            name = self._name_at(said, number)
            if name:
                pieces += [text[begin : places[number][0]], self._cover]
                begin = places[number + len(name) - 1][1]
            number += len(name) or 1
        return "".join([*pieces, text[begin:]])

    def _name_at(self, said: list[str], number: int) -> tuple[str, ...]:
        """Return the longest name that begins at this word, or nothing."""
        for name in self._by_first.get(said[number], ()):
            if tuple(said[number : number + len(name)]) == name:
                return name
        return ()
