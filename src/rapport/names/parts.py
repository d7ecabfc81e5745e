"""Parts of a name: which of its words tell people apart, which are titles, articles or forms.

Abd al-Majid is one part, and what follows Abd is what tells; so are Abu Bakr and Nur al-Din,
however they are spaced. What is left out is remembered, so that a judgement can say it was.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

from rapport.names import stopwords
from rapport.names.digits import is_numeral
from rapport.names.fold import fold
from rapport.names.phonemes import is_arabic, spelled_out
from rapport.names.usual import usual_words

LONGEST = 400  # characters of a text that are taken for a name
MOST_PARTS = 12

_INITIALS = re.compile(r"\(\s*[A-Z][A-Za-z&.]{1,7}\s*\)")

# Servant names written as one word: Abdulmajeed, Abdurrahman, Abdirahman, Abdelkrim.
_SERVANT = re.compile(
    r"ab?bd[aeiou]{1,2}(?:[l'](.{2,})|([rsntdz])(?=\2)(.{3,})|(?=[rsntdz][aeiou])(.{4,}))"
)
_SERVANT_ARABIC = re.compile("عبد(?:ال)?(.{2,})")
_ONLY_VOWELS = re.compile("[aeiouyh]*")
_FATHER = re.compile("ab(?:u|ou|oo)l?(.{3,})")
_FATHER_ARABIC = re.compile("ابو(?:ال)?(.{2,})")
# Nooruddin, Noureddine, Nuraldin; Nasrullah, Ruhollah.
_COMPOUND = re.compile("(..+?)(?:[aeou][ld]?d(?:i|ee)ne?|[uo]llah)")
_COMPOUND_ARABIC = re.compile("(..+)ال(دين|له)")


class Part(NamedTuple):
    """What tells in a name.

    ``word`` is what is heard; ``kind`` is "" for an ordinary word, or "servant" (of God: ``word``
    is the attribute), "father" (or mother: Abu, Umm), "compound" (Nur al-Din); ``halves`` what
    each half of such a part is when written alone; ``bare`` the word without a joined article;
    ``child`` whether a word for son or daughter stands before it, so that it names a parent.
    """

    word: str
    kind: str = ""
    halves: tuple[str, ...] = ()
    bare: str = ""
    child: bool = False


class Name(NamedTuple):
    """A name taken apart. ``left_out`` are the codes of what was not compared.

    ``written`` are the words as written, where the usual form of one is compared instead;
    ``numbered`` says whether a part is a number.
    """

    parts: tuple[Part, ...]
    left_out: frozenset[str]
    together: str
    written: tuple[str, ...] = ()
    numbered: bool = True


def name_of(text: str) -> Name:
    """Return ``text`` taken apart, as far as its first 400 characters."""
    return _name_of(text[:LONGEST])


@lru_cache(maxsize=1 << 15)
def _name_of(text: str) -> Name:
    left_out: set[str] = set()
    shorter = _INITIALS.sub(" ", text) if "(" in text else text
    if shorter != text and len(fold(shorter).split()) > 1:
        left_out.add("initials_left_out")
        text = shorter
    written = [stopwords.SHORT_FORMS.get(word, word) for word in fold(spelled_out(text)).split()]
    words = usual_words(text, written)
    unusual = tuple(written) if words != written else ()
    words = _without_forms(_without_titles(words, left_out), left_out)
    parts = _parts(words[: 3 * MOST_PARTS], left_out)[:MOST_PARTS]
    numbered = any(is_numeral(part.word) for part in parts)
    return Name(tuple(parts), frozenset(left_out), "".join(words), unusual, numbered)


def _without_titles(words: list[str], left_out: set[str]) -> list[str]:
    start = 0
    while start < len(words) - 1 and words[start] in stopwords.TITLES:
        start += 1
    if start:
        left_out.add("title_left_out")
    return words[start:]


def _without_forms(words: list[str], left_out: set[str]) -> list[str]:
    """Return ``words`` without legal forms: those of two meanings at the end only."""
    end = len(words)
    while end > 1 and words[end - 1] in stopwords.LEGAL_FORMS:
        end -= 1
    remaining = [word for word in words[:end] if word not in stopwords.ANYWHERE]
    if not remaining or len(remaining) == len(words):
        return words
    left_out.add("legal_form_left_out")
    return remaining


def _parts(words: list[str], left_out: set[str]) -> list[Part]:
    parts: list[Part] = []
    place = 0
    child = False
    while place < len(words):
        word, rest = words[place], words[place + 1 :]
        skipped = _skipped(word, rest, parts)
        if skipped:
            left_out.add(skipped)
            child = child or skipped == "particle_left_out"
            place += 1
            continue
        if word in stopwords.SECOND_HALVES and parts and not parts[-1].kind:
            parts[-1] = _compound_of(parts[-1].word, word)
            place += 1
            continue
        part, used = _part_beginning(word, rest)
        parts.append(part._replace(child=True) if child else part)
        child = False
        place += used
    return parts


def _skipped(word: str, rest: list[str], before: list[Part]) -> str:
    """Return why ``word`` tells nothing here, "" if it does."""
    if not rest:
        return ""
    if word in stopwords.ARTICLES or (word in stopwords.SUN_ARTICLES and rest[0][0] == word[-1]):
        return "article_left_out"
    if before and word in stopwords.SONS:
        return "particle_left_out"
    if word in stopwords.SMALL and (before or len(rest) > 1):
        return "small_word_left_out"
    return ""


def _part_beginning(word: str, rest: list[str]) -> tuple[Part, int]:
    """Return the part that begins with ``word``, and of how many words it is made."""
    if not rest or not (word in stopwords.SERVANTS or word in stopwords.FATHERS):
        return _one_word(word), 1
    used = 0
    while used < len(rest) - 1 and rest[used] in stopwords.ARTICLES | stopwords.SUN_ARTICLES:
        used += 1
    following = rest[used]
    if is_arabic(following):
        following = _bare(following) or following
    if word in stopwords.SERVANTS:
        return _servant_of(following), used + 2
    before = word if is_arabic(word) else stopwords.FATHERS[word]
    return Part(before + following, "father", (before, following)), used + 2


def _one_word(word: str) -> Part:
    arabic = is_arabic(word)
    latin = word if arabic or word.isascii() else anyascii(word).lower()
    if match := (_SERVANT_ARABIC if arabic else _SERVANT).fullmatch(latin):
        return _servant_of(match[match.lastindex or 0])
    if match := (_FATHER_ARABIC if arabic else _FATHER).fullmatch(latin):
        return Part(word, "father", ("ابو" if arabic else "abu", match[1]))
    if match := (_COMPOUND_ARABIC if arabic else _COMPOUND).fullmatch(latin):
        return _compound_of(match[1], latin)
    return Part(word, bare=_bare(word))


def _servant_of(attribute: str) -> Part:
    """Return the part for Abd and ``attribute``; Abdullah loses its l to the article at times."""
    if _ONLY_VOWELS.fullmatch(attribute) or attribute in stopwords.GOD:
        attribute = "lah"
    return Part(attribute, "servant", ("عبد" if is_arabic(attribute) else "abd", attribute))


def _compound_of(first: str, second: str) -> Part:
    """Return the part for ``first`` and a second half, one that ends on din or Allah."""
    if is_arabic(second):
        half = "دين" if second.endswith("ن") else "له"
        return Part(first + half, "compound", (first, half))
    half = "lah" if second.rstrip("h").endswith(("a", "а")) else "din"
    return Part(f"{first}u{half}", "compound", (first, half))


def _bare(word: str) -> str:
    """Return ``word`` without an article written to it, "" if it has none."""
    if word.startswith("ال") and len(word) >= 4:
        return word[2:]
    if word.startswith(("al", "el")) and len(word) >= 6:
        return word[2:]
    return ""
