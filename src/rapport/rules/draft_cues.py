"""What stands in a message somebody is about to send: cues from lists, sentence by sentence.

A greeting, a line that is for the person, something asked, an order, blame, shouting. The lists lie
in ``message_cues``, one folder a cue and one file a language (English, French, Arabic); all are
asked of every text, for messages mix languages. No verdict, nothing kept.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from rapport.names import fold_letters
from rapport.rules.hard_words import listed_words_in

_SENTENCES = re.compile(r"(?<=[.!?؟…؛;])\s+|\n+")
# Where a full stop ends no sentence: after a title or a single letter.
_SHORTENED = re.compile(
    r"\b(?:mr|mrs|ms|dr|col|gen|lt|capt|cdr|prof|st|mme|mm|me|m|[a-z])\.$", re.IGNORECASE
)
_CLAUSES = re.compile(r"[,،:;؛]\s*|\s+[-–—]\s+")
_WORDS = re.compile(r"\w+")
_SHOUTED = re.compile(r"\b[^\W\d_a-zà-öø-ÿ]{4,}\b")
_MANY_SIGNS = re.compile(r"[!?؟]\s?[!?؟]+")
_BEFORE_ORDERS = re.compile(
    r"^(?:(?:and|so|then|now|just|also|but|et|alors|puis|donc|mais|ثم)\s+|و)"
)
# French orders by the ending of the verb, where the sentence asks nothing; Arabic orders several by
# the beginning and the ending together.
_BY_ITS_FORM = re.compile(
    r"^(?:(?:ne |n ?')?(?!chez|assez|avez|savez|pouvez|voulez|devez|etes|nez|rez)[a-z]{2,}ez\b"
    r"|ا\w{2,}و(?:ا|ه|ها|هم|نا|ني)\b|لا ت\w+وا?\w*\b)"
)
_YOURS = re.compile(r"\b\w{2,}كم\b")
"""Arabic writes whose somebody is to the word itself: your men, your office."""

_NAME_WORDS = 3
"""So many words after a greeting may still be whom it greets."""

_GREETING_WORDS = 8
"""A greeting that runs on without a comma is cut off from what follows after so many words."""


class OwnCues(NamedTuple):
    """Cues an office has added to the lists: greetings and lines for the person, ways of asking.

    What it took away with a ``-`` is no order, blame or shouting either.
    """

    warm: tuple[str, ...] = ()
    asking: tuple[str, ...] = ()

    @property
    def harmless(self) -> tuple[str, ...]:
        """Return what was taken away, each with its sign."""
        return tuple(one.strip() for one in (*self.warm, *self.asking) if one.strip()[:1] == "-")

    @property
    def fine(self) -> tuple[str, ...]:
        """Return what was taken away, without the sign."""
        return tuple(one[1:].strip() for one in self.harmless)


class DraftCues(NamedTuple):
    """What stands in a text. Sentences are quoted as they were typed, in order.

    ``words`` is how many there are; ``asks_first`` the sentence that asks where nothing but a
    greeting comes before it, else empty.
    """

    words: int
    greeting: str
    warm: tuple[str, ...]
    asks: tuple[str, ...]
    asks_first: str
    orders: tuple[str, ...]
    blames: tuple[str, ...]
    shouts: tuple[str, ...]


_NONE = OwnCues()


def cues_in(text: str, own: OwnCues = _NONE) -> DraftCues:
    """Return the cues of a message. Linear in its length, and nothing of it is remembered."""
    said = list(_sentences(text))
    greeting, said = _greeting_of(said, own)
    warm = tuple(one for one in said if listed_words_in(one, "message_cues/warmth", own.warm))
    orders = tuple(one for one in said if _orders(one, own))
    asks = tuple(one for one in said if one in orders or _asks(one, own.asking))
    return DraftCues(
        words=len(_WORDS.findall(text)),
        greeting=greeting,
        warm=warm,
        asks=asks,
        asks_first=said[0] if said and said[0] in asks else "",
        orders=orders,
        blames=tuple(one for one in said if _blames(one, own.harmless)),
        shouts=tuple(dict.fromkeys(_shouted(text, own.fine))),
    )


def _sentences(text: str) -> Iterator[str]:
    begun = ""
    for part in _SENTENCES.split(text):
        begun = f"{begun} {part}".strip()
        if begun and not _SHORTENED.search(begun):
            yield begun
            begun = ""
    if begun:
        yield begun


def _greeting_of(said: list[str], own: OwnCues) -> tuple[str, list[str]]:
    """Return the greeting a message opens with, if any, and the sentences without it."""
    if not said:
        return "", []
    first, *rest = said
    clause = _CLAUSES.split(first, maxsplit=1)[0]
    opening = " ".join(clause.split()[:_GREETING_WORDS])
    found = listed_words_in(opening, "message_cues/greeting", own.warm)
    if not found or not _opens_with(opening, found[0]):
        return "", said
    after = first[len(clause) :].lstrip(" ,،:;؛-–—")
    if _only_names(after):
        return first, rest
    if listed_words_in(clause, "message_cues/warmth") or _asks(clause, ()):
        # A greeting that goes on without a comma: the sentence says more than the greeting.
        return opening, said
    return clause, [after, *rest] if after else rest


def _only_names(text: str) -> bool:
    """Say whether what follows a greeting still belongs to it: "Good morning, Colonel."."""
    few = len(_WORDS.findall(text)) <= _NAME_WORDS
    kinds = ("asking", "warmth", "order", "blame")
    return few and not any(listed_words_in(text, f"message_cues/{kind}") for kind in kinds)


def _opens_with(opening: str, words: str) -> bool:
    return " ".join(fold_letters(opening).split()).startswith(words)


def _asks(sentence: str, own: tuple[str, ...]) -> bool:
    """Say whether a sentence asks: in so many words, or as a question that is not about them."""
    if listed_words_in(sentence, "message_cues/asking", own):
        return True
    return _is_question(sentence) and not listed_words_in(sentence, "message_cues/warmth")


def _is_question(sentence: str) -> bool:
    return any(sign in sentence[-4:] for sign in "?؟")


def _orders(sentence: str, own: OwnCues) -> bool:
    """Say whether a clause of the sentence begins with an order and nothing softens it."""
    if _is_question(sentence) or listed_words_in(sentence, "message_cues/softener", own.fine):
        return False
    return any(_begins_with_order(clause) for clause in _CLAUSES.split(sentence))


def _begins_with_order(clause: str) -> bool:
    bare = _BEFORE_ORDERS.sub("", " ".join(fold_letters(clause).strip(" '").split()))
    found = listed_words_in(bare, "message_cues/order")
    if found:
        return bare.startswith(found[0])
    harmless = listed_words_in(bare, "message_cues/warmth")
    return bool(_BY_ITS_FORM.match(bare)) and not harmless


def _blames(sentence: str, harmless: tuple[str, ...]) -> bool:
    if listed_words_in(sentence, "message_cues/blame", harmless):
        return True
    folded = " ".join(fold_letters(sentence).split())
    somebody = [*listed_words_in(folded, "message_cues/colleague"), *_YOURS.findall(folded)]
    if not somebody:
        return False
    first = min(folded.find(words) + len(words) for words in somebody)
    return bool(listed_words_in(folded[first:], "message_cues/failing", harmless))


def _shouted(text: str, fine: tuple[str, ...]) -> Iterator[str]:
    for word in _SHOUTED.findall(text):
        if word.isupper() and not listed_words_in(word, "message_cues/initials", fine):
            yield word
    yield from (sign.group() for sign in _MANY_SIGNS.finditer(text))
