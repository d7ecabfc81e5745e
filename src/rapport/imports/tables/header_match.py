"""How well a header fits a phrase: the whole of it, its head, or somewhere within.

The more words of a header a phrase covers, the more specific it is, and the better it fits.
"""

import re

from rapport.names import fold

EXACT, HEAD, WITHIN = 30, 20, 10
_PART_EXACT = 28
_LONGEST = 200
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
#: Headers in two languages, or of a form's group and question: "Name / الاسم", "visit/date".
_PARTED = re.compile(r"[/|()\[\]\n]")
#: What stands behind one of these says more of the head: "date of visit", "nom de l'agent".
_PREPOSITIONS = frozenset(
    {
        *("of", "for", "by", "with", "from", "in", "on", "at", "to", "and"),
        *("de", "du", "des", "d", "del", "para", "por", "con", "en", "avec", "pour", "par", "et"),
        *("في", "من", "مع", "عن", "از", "در", "با", "برای", "و", "в", "о", "по", "из", "с", "для"),
    }
)
#: So common within longer headers that they count only as a whole header.
_WHOLE_ONLY = frozenset(
    fold(word)
    for word in (
        *("by", "who", "whom", "what", "how", "about", "me", "first", "last", "given", "present"),
        *("called", "but", "ton", "qui", "ou", "dit", "quien", "como", "من", "кто", "кем", "как"),
        *(
            "met",
            "seen",
            "middle",
            "family",
            "father",
            "ولد",
            "result",
            "outcome",
            "office",
            "unit",
            "org",
        ),
    )
)


def fold_header(header: str) -> str:
    """Lower case, no accents, no punctuation, one form of each Arabic letter.

    >>> fold_header("Dernière_rencontre "), fold_header("dateMet")
    ('derniere rencontre', 'date met')
    """
    return fold(_CAMEL.sub(" ", header[:_LONGEST]))


class Header:
    """A header as it is compared: folded whole, and in its parts where it has several."""

    def __init__(self, written: str) -> None:
        self.folded = fold_header(written)
        self.words = frozenset(self.folded.split())
        parts = (fold_header(part) for part in _PARTED.split(written[:_LONGEST]))
        self._parts = [part for part in parts if part]
        self._heads = [_head(part) for part in self._parts]

    def has_one_of(self, phrases: frozenset[str]) -> bool:
        """Say whether one of these words, or one of these phrases, stands in it."""
        within = f" {self.folded} "
        return not phrases.isdisjoint(self.words) or any(
            f" {phrase} " in within for phrase in phrases if " " in phrase
        )

    def points_for(self, phrases: tuple[str, ...]) -> int:
        """Return how well it fits the best of the folded phrases; 0 if none is in it."""
        return max(map(self._points, phrases), default=0)

    def _points(self, phrase: str) -> int:
        more = phrase.count(" ")
        if self.folded == phrase:
            return EXACT + more
        if phrase not in self.folded:
            return 0
        if phrase in self._parts:
            return _PART_EXACT + more
        if phrase in _WHOLE_ONLY:
            return 0
        begins = any(part.startswith(f"{phrase} ") for part in self._parts)
        if begins or any(f" {head}".endswith(f" {phrase}") for head in self._heads):
            return HEAD + more
        return WITHIN + more if f" {phrase} " in f" {self.folded} " else 0


def _head(part: str) -> str:
    """Return the words before the first preposition: what the rest only says more of."""
    words = part.split()
    cut = next((at for at, word in enumerate(words) if at and word in _PREPOSITIONS), len(words))
    return " ".join(words[:cut])
